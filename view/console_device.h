#pragma once
// The device for which the console types, as it is at the cursor.
#include "lesson/visit.h"
#include "view/chosen.h"
#include "view/reach.h"

namespace popscope::view {

struct ConsoleDevice {
  // Can it send a command?
  enum class Line : std::uint8_t {
    open, none, cut, opening, handshake, closing, busy, resting,
  };

  ConsoleDevice(const lesson::Visit& visit, const Selection& selection)
      : world(visit.world()), id(chosen_device(visit, selection, world)) {}

  bool exists() const { return id.value < world.devices.size(); }
  const sim::Device& device() const { return *world.devices[id.value]; }

  bool imap() const { return sim::protocol_of(world, id) == sim::Protocol::imap; }

  // IMAP: it has been told that it idles; all that it may say is DONE.
  bool idles() const {
    const auto* client = std::get_if<sim::imap::Client>(&device().client);
    return device().link && client && sim::imap::idling(*client);
  }

  // Its session waits for an answer behind AUTH.
  bool answers() const {
    const sim::pop3::Session* session = pop3_session();
    const auto* state =
        session ? std::get_if<sim::pop3::Authorization>(&session->state) : nullptr;
    return state && state->exchange.has_value();
  }

  // Of its present connection; none when the server knows of none, or it is the other protocol's.
  const sim::imap::Session* imap_session() const {
    return device().link ? sim::imap_session_of(world, *device().link) : nullptr;
  }
  const sim::pop3::Session* pop3_session() const {
    return device().link ? sim::pop3_session_of(world, *device().link) : nullptr;
  }

  Line line() const {
    if (device().plan && !sim::rests_in_vain(world, id))
      return sim::rests(device()) ? Line::resting : Line::busy;
    if (!device().link) return device().cut ? Line::cut : Line::none;
    const sim::Link& link = *world.links[device().link->value];
    if (link.phase == sim::LinkPhase::syn_sent) return Line::opening;
    if (link.stls && !link.secured && !sim::can_send(link)) return Line::handshake;
    return sim::can_send(link) ? Line::open : Line::closing;
  }

  // Its cable is in, and yet what is sent on this connection never arrives, or is never answered:
  // something was lost on it before. Only a new one helps, which is permitted after a cut.
  bool has_gap() const {
    if (line() != Line::open) return false;
    const sim::Link& link = *world.links[device().link->value];
    return link.was_cut && obstacle(link) == Obstacle::gap;
  }

  const sim::World& world;
  sim::DeviceId id;
};

}  // namespace popscope::view
