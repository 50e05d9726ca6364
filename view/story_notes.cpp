#include "view/story_notes.h"

#include <algorithm>

#include "sim/world/act_kinds.h"
#include "view/step_text.h"

namespace popscope::view {
namespace {

using lesson::MarkerMeaning;
using lesson::Passed;

// How far from the passing of its end an act's own step is looked for.
constexpr std::uint32_t kStepsApartMax = 64;

class Notes {
 public:
  Notes(const lesson::Visit& visit, sim::BranchId branch)
      : visit_(visit),
        branch_(branch),
        steps_(visit.steps(branch)),
        passed_(visit.passed(branch)) {}

  std::vector<const lesson::Note*> at(std::uint32_t step) const {
    std::vector<const lesson::Note*> notes;
    const std::optional<std::uint32_t> hidden = visit_.hidden_after(branch_);
    for (auto it = first_near(step); it != passed_.end(); ++it) {
      if (hidden && it->moment > *hidden) break;  // behind a question that is open
      if (steps_.at_moment(it->moment - 1) > step + kStepsApartMax) break;
      const MarkerMeaning& meaning = visit_.lesson().markers[it->marker];
      if (meaning.kind != MarkerMeaning::Kind::end) continue;
      const lesson::Entry& entry = *visit_.lesson().entries[meaning.entry].entry;
      if (entry.note && step_of(meaning.entry, it->moment) == step)
        notes.push_back(&*entry.note);
    }
    return notes;
  }

 private:
  // An end is passed at most so many steps before its act's own step.
  std::vector<Passed>::const_iterator first_near(std::uint32_t step) const {
    const std::uint32_t first = step > kStepsApartMax ? step - kStepsApartMax : 0;
    const std::uint32_t moment = first == 0 ? 0 : steps_.step(first).closes;
    return std::lower_bound(passed_.begin(), passed_.end(), moment,
                            [](const Passed& p, std::uint32_t m) { return p.moment < m; });
  }

  // The marker may share its moment with the act behind it: what counts is what was before.
  std::uint32_t step_of(std::uint32_t entry, std::uint32_t moment) const {
    const std::uint32_t before = steps_.at_moment(moment - 1);
    const sim::Input* act = visit_.lesson().last_act(entry);
    const auto device = act ? sim::device_of(*act) : std::nullopt;
    if (!device) return before;
    // The story does not wait for the other side to hear of it, but its step closes only then.
    if (sim::awaited(*act) == sim::Awaits::end) {
      for (std::uint32_t n = before + 1; n <= steps_.count() && n <= before + kStepsApartMax; ++n) {
        const sim::Step& step = steps_.step(n);
        if (step.kind == sim::StepKind::end && step.device == device) return n;
      }
    }
    for (std::uint32_t n = before; n > 0 && n + kStepsApartMax > before; --n)
      if (steps_.step(n).device == device) return n;
    return before;
  }

  const lesson::Visit& visit_;
  sim::BranchId branch_;
  const sim::Steps& steps_;
  const std::vector<Passed>& passed_;
};

}  // namespace

std::vector<const lesson::Note*> notes_at(const lesson::Visit& visit, sim::BranchId branch,
                                          std::uint32_t step) {
  // An author speaks of the story: of a branch of the learner's own, up to where it was left.
  while (!visit.notes(branch).of_story) {
    const sim::Branch& own = visit.timeline().branches()[branch.value];
    if (step > 0 && visit.steps(branch).step(step).closes > own.forked_at) return {};
    branch = *own.parent;
  }
  return Notes(visit, branch).at(step);
}

}  // namespace popscope::view
