#include "gui/app/apply.h"

#include "gui/app/carry_out.h"
#include "gui/app/change_visit.h"

namespace popscope::gui {

namespace {

// What a notice speaks of: where one is, and what is asked there.
struct Scene {
  Page page = Page::start;
  bool wall = false;
  std::string opened;
  std::uint32_t branch = 0;
  std::optional<std::uint32_t> ask;
  std::optional<std::uint32_t> question;
  friend bool operator==(const Scene&, const Scene&) = default;
};

Scene scene_of(const App& app) {
  Scene scene{app.ui.page, app.ui.projector, app.opened.key, 0, std::nullopt, std::nullopt};
  if (app.quiz && app.quiz->attempt) scene.question = app.quiz->index();
  if (app.visit) {
    scene.branch = app.visit->branch().value;
    scene.ask = app.visit->open_ask();
  }
  return scene;
}

}  // namespace

lesson::Visit& visit_to_change(App& app) { return *app.visit.visit_; }

void apply(App& app, const Action& action) {
  const Scene before = scene_of(app);
  const std::uint32_t notices = app.ui.notices;
  std::visit([&app](const auto& asked) { carry_out(app, asked); }, action);
  if (app.ui.page != Page::file_errors) app.faulty.reset();
  // An old notice does not outlive its scene.
  if (app.ui.notices == notices && !(scene_of(app) == before)) app.ui.notice.clear();
  app.redraw = true;
  keep_quiz_time(app);
  keep_work(app);
  keep_settings(app);
}

}  // namespace popscope::gui
