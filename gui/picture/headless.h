#pragma once
// Frames without a window: a Dear ImGui context of its own, a fixed clock, no blinking cursor, so
// that the same calls always give the same picture. Serves `popscope shot`, golden pictures and
// the driver of tests. Knows no window system.

#include <functional>

#include "gui/picture/picture.h"
#include "gui/widgets/ui.h"

struct ImGuiContext;

namespace popscope::gui {

struct HeadlessSettings {
  int width = 1440;
  int height = 900;
  LookSettings look;
};

class Headless {
 public:
  // `draw` is called once a frame, between NewFrame and Render.
  Headless(const HeadlessSettings& settings, FontFiles fonts, std::function<void()> draw);
  ~Headless();
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  Ui& ui() { return ui_; }
  void resize(int width, int height);
  void frame(int count = 1);
  // Frames until two in a row are equal; returns how many, kSettleMax at most.
  int settle();
  Picture picture();  // of the last frame

  static constexpr int kSettleMax = 20;

 private:
  void use();

  ImGuiContext* context_;
  Ui ui_;
  std::function<void()> draw_;
};

}  // namespace popscope::gui
