#pragma once
// The strip of time and the bars: where the cursor is, named parts, forks, what comes next.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "sim/core/ids.h"
#include "text/catalogue.h"
#include "view/selection.h"

namespace popscope::view {

// How many branches have a line in the strip: the present one, and those that part nearest to the
// cursor. The list of branches has them all.
inline constexpr std::uint32_t kStripRows = 3;

struct StripPart { std::string name; float from = 0, to = 0; bool current = false; };  // 0..1
struct StripBranch {
  std::uint32_t branch = 0;
  std::string name;
  std::uint32_t parts_at_step = 0;    // the last one that it shares with the present branch
  std::uint32_t steps = 0;            // in all, on its path
  std::uint32_t row = 0;              // 0: the present branch; kStripRows: only in the list
  bool current = false;
  bool of_story = true;
};

struct TransportView {
  std::string home;                   // where the title stands: "Lessons", "Your own"
  std::string title;                  // "3 · Deletion happens at QUIT"
  std::string position;               // "Step 12 of 16"; "Step 12" where the count is hidden
  std::string short_position;         // "12 of 16"
  std::string at;                     // "0.28 s"
  // All that follows is counted in stops of the present grain.
  std::uint32_t step = 0;
  std::uint32_t steps = 0;            // on the present branch
  std::optional<std::uint32_t> hidden_after_step;  // dots only beyond
  bool undecided = false;             // a choice is at or ahead of the cursor that was not made
  std::vector<StripPart> parts;       // in steps of the present branch
  std::vector<StripBranch> branches;  // the present one first, then by number
  std::string ends;                   // "the lesson ends here", at the end of the story's line
  bool can_back = false, can_forward = false;
  std::string next;                   // "Next: QUIT", "Skip the question", "Answer", "Next lesson"
  enum class NextKind : std::uint8_t {
    step, offered, skip_question, give_up, choose, back_to_story, next_lesson, let_happen, nothing
  } next_kind = NextKind::step;
  std::string next_part;              // "Let 1 min pass", where Space would let more pass
  std::string next_answer;            // why there is nothing ("The story ends here."), or to choose
  bool cable_cut = false;             // of the chosen device: "Plug the cable in" instead of "Cut"
  std::string cable;                  // "Cut the cable" / "Plug the cable in"; empty: not possible
  std::string cable_why;              // there is nothing to cut: offered in grey, and why
};

// "step" and "steps" of a sentence that says where the cursor stands, as the ladder numbers it: at
// grain segment a segment is counted within its step, "12.1".
text::Arguments position_arguments(const lesson::Visit& visit);

// "cable cut": its name. Without one: "the lesson", or on a branch of one's own what it began with,
// "yours: NOOP".
std::string branch_name(const lesson::Visit& visit, sim::BranchId branch,
                        const text::Catalogue& catalogue);

TransportView transport(const lesson::Visit& visit, const Selection& selection,
                        const text::Catalogue& catalogue);

// What can happen next, for the list beside the states: derived from the agenda.
struct NextThing { std::string what; std::string when; bool deadline = false; };
std::vector<NextThing> agenda(const lesson::Visit& visit, const text::Catalogue& catalogue);

}  // namespace popscope::view
