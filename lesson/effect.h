#pragma once
// When the effect of an input is there, told from the events behind it: for a command line its
// reply, for a connection its greeting, for anything that can fail its failure. It sees events
// only; what to look for it knows from sim::awaited, as the story does.
#include <cstdint>
#include <optional>

#include "sim/timeline/timeline.h"
#include "sim/world/act_kinds.h"

namespace popscope::lesson {

class Effect {
 public:
  // `admitted`: the events of the moment in which the input happened.
  Effect(const sim::Input& input, const sim::Events& admitted);

  void hear(const sim::Events& events);
  bool there() const { return there_; }
  bool answered() const { return answered_; }  // by the reply itself, not by a loss
  bool ok() const { return ok_; }              // ... and it was a good one

 private:
  void hear(const sim::Event& event);

  sim::Awaits awaits_;
  bool there_ = false;
  bool answered_ = false;
  bool ok_ = false;
  std::optional<sim::DeviceId> checks_;  // plan: this device checks its mail
  std::optional<sim::LinkId> link_;
  std::uint32_t command_ = 0;  // reply: index of the last command line sent
};

}  // namespace popscope::lesson
