#pragma once
// What all controls have in common: an id from the label, a hit area of at least 28x28, hover and
// press by mouse, Space and Enter by keyboard, the focus ring. Draws nothing but the ring.

#include <string_view>

#include "gui/widgets/draw.h"

namespace popscope::gui {

struct Control {
  Rect rect;  // as drawn
  ImGuiID id = 0;
  bool pressed = false;
  bool hovered = false;
  bool held = false;
  bool focused = false;  // the ring is to be shown: call draw_focus_ring() last
  int arrow = 0;         // focused and Left or Up (-1), Right or Down (+1) was pressed
};

struct ControlTraits {
  bool enabled = true;
  bool focusable = true;
};

// The visible part of a label: what stands before "##".
std::string_view shown_label(std::string_view label);

// Registers the control at the cursor, which moves behind it as behind any item.
Control control(std::string_view label, ImVec2 size, const ControlTraits& traits = {});
// One of the four was pressed, without Ctrl or Alt, whoever it is for.
bool arrow_pressed();
// Tells tests the label of the item that was added last.
void name_widget(ImGuiID id, std::string_view label);
void draw_focus_ring(const Rect& rect, float radius);

// Puts the cursor there: all controls are drawn at the cursor.
inline void place(ImVec2 corner) { ImGui::SetCursorScreenPos(corner); }

}  // namespace popscope::gui
