#include "gui/app/app_frame.h"

#include "gui/app/apply.h"
#include "gui/app/draw.h"

namespace popscope::gui {

AppFrame::AppFrame(App& app, FontFiles fonts) : app_(app), ui_(fonts) {
  ui_.look.set(look_of(app_, ui_.look.settings()));
}

double AppFrame::now() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void AppFrame::prepare() {
  if (app_.ui.page == Page::start) start_view(app_);
}

void AppFrame::draw() {
  app_.now = now();
  app_.redraw = false;
  gui::draw(app_);
}

int AppFrame::tick_in_ms() const { return gui::tick_in_ms(app_); }

bool AppFrame::tick() { return gui::tick(app_, now()); }

void AppFrame::dropped(const std::vector<std::string>& paths) {
  if (!paths.empty()) apply(app_, OpenFile{paths.front()});
}

void AppFrame::closing(const WindowPlace& place) {
  app_.settings.window = place;
  app_.kept_settings.clear();
  keep_work(app_);
  keep_settings(app_);
}

}  // namespace popscope::gui
