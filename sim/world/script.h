#pragma once
// A story, compiled: an immutable program of acts that a World carries. It knows nothing of titles,
// questions or notes; where the lesson wants to find a place again it puts a Marker, which takes no
// time and changes nothing. `ScriptCursor` is how far the World has come in it.
//
// When the act before is finished the next is due: a command when its reply has arrived (QUIT: when
// the connection has ended, too) or its connection is over or cut; connect at the greeting or its
// failure; check when the plan ends; wait after its time; others at once (`awaited`, act_kinds.h).
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/time.h"
#include "sim/world/act.h"

namespace popscope::sim {

struct Marker { std::uint32_t index = 0; };                  // the lesson's own numbering
struct Choice { std::vector<std::uint32_t> ways; };          // op of each way's first act
struct Together { std::vector<std::uint32_t> lists; };       // op of each list's first act; when
                                                             // all have ended, the next op
struct Jump { std::uint32_t to = 0; };
struct End {};  // of a `together` list, or of the story

using Op = std::variant<Input, Marker, Choice, Together, Jump, End>;

struct Script {
  std::vector<Op> ops;  // begins at op 0
};

// One line of the story; `together` starts one for each of its lists.
struct Thread {
  enum class Waits : std::uint8_t { nothing, greeting, reply, plan, time, choice, lists, ended };
  std::uint32_t op = 0;                 // the next op
  Waits waits = Waits::nothing;         // ... is due when this is over
  DeviceId device;                      // greeting, reply, plan: of this device
  LinkId link;                          // ... on this link
  Time until;                           // time
  std::optional<std::uint32_t> parent;  // index of the thread that waits for this list
  std::uint32_t lists_left = 0;         // lists
  friend bool operator==(const Thread&, const Thread&) = default;
};

struct ScriptCursor {
  std::vector<Thread> threads{Thread{}};
  bool offering = false;  // an input from outside came: the story only offers its next act
  std::optional<Time> waiting;  // a Wait from outside: time passes until then
  friend bool operator==(const ScriptCursor&, const ScriptCursor&) = default;
};

void digest(Digest& d, const ScriptCursor& cursor);

}  // namespace popscope::sim
