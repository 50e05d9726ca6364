#pragma once
// The App as a window sees it: a Frame.

#include <chrono>

#include "gui/app/app.h"
#include "gui/platform/frame.h"

namespace popscope::gui {

class AppFrame final : public Frame {
 public:
  AppFrame(App& app, FontFiles fonts);

  Ui& ui() override { return ui_; }
  void prepare() override;
  void draw() override;
  std::string title() const override { return title_of(app_); }
  bool wants_full_screen() const override { return app_.ui.full_screen; }
  bool wants_to_close() const override { return app_.wants_to_close; }
  bool may_close() override { return gui::may_close(app_); }
  int tick_in_ms() const override;
  bool tick() override;
  void dropped(const std::vector<std::string>& paths) override;
  void closing(const WindowPlace& place) override;

 private:
  double now() const;

  App& app_;
  Ui ui_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace popscope::gui
