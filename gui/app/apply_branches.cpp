// Branches: switching, naming, laying two side by side.
#include <algorithm>

#include "gui/app/carry_out.h"
#include "gui/app/change_visit.h"
#include "gui/app/compared.h"
#include "view/compare.h"
#include "view/holdings.h"

namespace popscope::gui {
namespace {

// The branch that one would lay beside a branch: the one that it left; else the one that left it
// last and that the learner has seen most of.
std::optional<std::uint32_t> beside(const lesson::Visit& visit, std::uint32_t branch) {
  const auto& branches = visit.timeline().branches();
  if (branches[branch].parent) return branches[branch].parent->value;
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = 0; i < branches.size(); ++i) {
    if (!branches[i].parent || branches[i].parent->value != branch) continue;
    if (!found || visit.notes({i}).seen >= visit.notes({*found}).seen) found = i;
  }
  return found;
}

}  // namespace

void carry_out(App& app, const SwitchBranch& action) {
  app.ui.popup = Popup::none;
  if (!app.visit || action.branch >= app.visit->timeline().branches().size()) return;
  app.ui.playing = false;
  visit_to_change(app).switch_to({action.branch});
  if (app.ui.page != Page::start) app.ui.page = Page::lesson;
  moved(app);
}

void carry_out(App& app, const Rename& action) {
  app.ui.popup = Popup::none;
  if (!app.visit || action.branch >= app.visit->timeline().branches().size()) return;
  visit_to_change(app).rename({action.branch}, action.name);
}

void carry_out(App& app, const Compare& action) {
  app.ui.popup = Popup::none;
  if (!app.visit) return;
  const std::uint32_t here = app.visit->branch().value;
  const std::size_t count = app.visit->timeline().branches().size();
  const std::optional<std::uint32_t> other = action.b ? action.b : beside(*app.visit, here);
  const std::uint32_t first = action.a.value_or(here);
  if (!other || first >= count || *other >= count || first == *other) {
    say(app, "app.nothing_to_compare");
    return;
  }
  app.ui.playing = false;
  lay_beside(app, first, *other);
}

void carry_out(App& app, const CompareTo& action) {
  if (!app.visit) return;
  app.ui.compare_time = std::min(action.time, last_compared_time(app));
  app.ui.mail_follows = true;
}

void carry_out(App& app, const CompareWith& action) {
  UiState& ui = app.ui;
  if (!app.visit || action.branch >= app.visit->timeline().branches().size()) return;
  if (action.branch == ui.compare_a || action.branch == ui.compare_b) return;
  const std::uint32_t stays = ui.compare_newest == ui.compare_a ? ui.compare_a : ui.compare_b;
  // The other one is looked at at the same time, as near as it has it.
  const sim::Time now = view::compared_time(*app.visit, {ui.compare_a}, {ui.compare_b},
                                            ui.compare_time);
  ui.compare_a = std::min(stays, action.branch);
  ui.compare_b = std::max(stays, action.branch);
  ui.compare_newest = action.branch;
  ui.compare_time = view::compare_stop(*app.visit, {ui.compare_a}, {ui.compare_b}, now);
  ui.mail_follows = true;
}

void carry_out(App& app, const ShowStep& action) {
  if (!app.visit || action.branch >= app.visit->timeline().branches().size()) return;
  const sim::BranchId branch{action.branch};
  const sim::Steps& steps = app.visit->steps(branch);
  if (action.step == 0 || action.step > steps.count()) return;
  app.ui.popup = Popup::none;
  app.ui.playing = false;
  visit_to_change(app).go_to(branch, steps.step(action.step).closes);
  app.ui.page = Page::lesson;
  moved(app);
}

}  // namespace popscope::gui
