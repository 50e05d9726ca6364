#include "gui/app/compared.h"

#include <algorithm>

#include "view/compare.h"
#include "view/holdings.h"

namespace popscope::gui {

const view::ComparedTimes& compared_times(const App& app) {
  const view::ComparedSide a(*app.visit, {app.ui.compare_a}), b(*app.visit, {app.ui.compare_b});
  if (!app.compared || !app.compared->is_of(a, b)) {
    app.compared = std::make_shared<view::ComparedTimes>(a, b, view::shared_steps(a, b));
  }
  return *app.compared;
}

std::uint32_t last_compared_time(const App& app) { return compared_times(app).count() - 1; }

// The older branch stands left, as it stands above in the strip of time.
void lay_beside(App& app, std::uint32_t branch, std::uint32_t newest) {
  app.ui.compare_a = std::min(branch, newest);
  app.ui.compare_b = std::max(branch, newest);
  app.ui.compare_newest = newest;
  app.ui.mail_follows = true;
  app.ui.compare_time = view::compare_begin(*app.visit, {app.ui.compare_a}, {app.ui.compare_b});
  app.ui.projector = false;
  app.ui.page = Page::compare;
}

CompareForm compare_form(const App& app) {
  if (app.ui.compare_form) return *app.ui.compare_form;
  return view::part_at_start(*app.visit, {app.ui.compare_a}, {app.ui.compare_b})
             ? CompareForm::mail
             : CompareForm::ladder;
}

}  // namespace popscope::gui
