#include "gui/app/apply.h"

#include "gui/app/carry_out.h"

namespace popscope::gui {

void apply(App& app, const Action& action) {
  std::visit([&app](const auto& asked) { carry_out(app, asked); }, action);
  app.redraw = true;
  keep_work(app);
  keep_settings(app);
}

}  // namespace popscope::gui
