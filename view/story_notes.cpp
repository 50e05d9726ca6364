#include "view/story_notes.h"

#include <algorithm>

#include "view/explain_context.h"

namespace popscope::view {
namespace {

using lesson::MarkerMeaning;
using lesson::Passed;

// How far from the passing of its end an act's own step is looked for.
constexpr std::uint32_t kStepsApartMax = 64;

// Whose step an act ends with, by the device's name; empty: whatever step comes before.
std::string device_of(const lesson::Act& act) {
  return std::visit(Overloaded{
                        [](const lesson::Do& a) { return a.device; },
                        [](const lesson::ConnectAct& a) { return a.device; },
                        [](const lesson::CheckAct& a) { return a.device; },
                        [](const lesson::CutAct& a) { return a.device; },
                        [](const lesson::PlugAct& a) { return a.device; },
                        [](const lesson::ResetAct& a) { return a.device; },
                        [](const lesson::CloseAct& a) { return a.device; },
                        [](const lesson::SetAct& a) { return a.device; },
                        [](const lesson::UseAct& a) { return a.device; },
                        [](const lesson::Try& a) { return a.device; },
                        [](const lesson::FirewallAct&) { return std::string(); },
                        [](const lesson::NoteOnly&) { return std::string(); },
                        [](const lesson::WaitAct&) { return std::string(); },
                        [](const lesson::DeliverAct&) { return std::string(); },
                        [](const lesson::ChooseAct&) { return std::string(); },
                        [](const lesson::TogetherAct&) { return std::string(); },
                        [](const lesson::Ask&) { return std::string(); },
                        [](const lesson::Expect&) { return std::string(); },
                    },
                    act);
}

// Closing and breaking off are done at once; their step closes when the other side has heard.
bool ends_later(const lesson::Act& act) {
  return std::holds_alternative<lesson::CloseAct>(act) ||
         std::holds_alternative<lesson::ResetAct>(act);
}

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
      const lesson::Entry* entry = ended_by(*it);
      if (entry && entry->note && step_of(*entry, it->moment) == step)
        notes.push_back(&*entry->note);
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

  const lesson::Entry* ended_by(const Passed& passed) const {
    const MarkerMeaning& meaning = visit_.lesson().markers[passed.marker];
    if (meaning.kind != MarkerMeaning::Kind::end) return nullptr;
    return visit_.lesson().entries[meaning.entry].entry;
  }

  // The marker may share its moment with the act behind it: what counts is what was before.
  std::uint32_t step_of(const lesson::Entry& entry, std::uint32_t moment) const {
    const std::uint32_t before = steps_.at_moment(moment - 1);
    const std::string name = device_of(entry.act);
    const auto device = sim::find_device(visit_.lesson().start, name);
    if (!device) return before;
    if (ends_later(entry.act)) {
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
  return Notes(visit, branch).at(step);
}

}  // namespace popscope::view
