#pragma once
// What every widget needs to know about its surroundings: the look, the keyboard focus, and when
// the window must be drawn again although nothing happens. One belongs to one Dear ImGui context
// and is found through it, so widgets take no such argument. Knows no panel.

#include "gui/style/look.h"
#include "gui/widgets/focus.h"

namespace popscope::gui {

struct Ui {
  explicit Ui(FontFiles files) : look(files) {}

  // Makes this the Ui of the current context. It must outlive the context's frames.
  void attach() { ImGui::GetIO().UserData = this; }

  // Around the frame: before_frame() stands before NewFrame and says whether the atlas is a new
  // one; begin() stands directly after NewFrame.
  bool before_frame() { return look.prepare(); }
  void begin();

  // A widget that waits for time to pass (a tooltip) asks to be drawn again.
  void redraw_in_ms(int ms);
  int next_redraw_ms() const { return next_redraw_ms_; }  // -1: not before something happens

  Look look;
  Focus focus;

 private:
  int next_redraw_ms_ = -1;
};

Ui& ui();

}  // namespace popscope::gui
