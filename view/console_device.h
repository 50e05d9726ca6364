#pragma once
// The device for which the console types, as it is at the cursor.
#include "lesson/visit.h"
#include "view/chosen.h"

namespace popscope::view {

struct ConsoleDevice {
  // Can it send a command?
  enum class Line : std::uint8_t { open, none, cut, opening, closing, busy };

  ConsoleDevice(const lesson::Visit& visit, const Selection& selection)
      : world(visit.world()), id(chosen_device(visit, selection, world)) {}

  bool exists() const { return id.value < world.devices.size(); }
  const sim::Device& device() const { return *world.devices[id.value]; }

  // Of its present connection; none when the server knows of none.
  const sim::pop3::Session* session() const {
    return device().link ? sim::pop3_session_of(world, *device().link) : nullptr;
  }

  Line line() const {
    if (device().plan) return Line::busy;
    if (!device().link) return device().cut ? Line::cut : Line::none;
    const sim::Link& link = *world.links[device().link->value];
    if (link.phase == sim::LinkPhase::syn_sent) return Line::opening;
    return sim::can_send(link) ? Line::open : Line::closing;
  }

  const sim::World& world;
  sim::DeviceId id;
};

}  // namespace popscope::view
