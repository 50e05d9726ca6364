#pragma once
// What stands above everything else: tooltips and menus, in our style. Knows no panel.

#include <string_view>

#include "gui/widgets/draw.h"

namespace popscope::gui {

// The mouse is over the rectangle, visibly, in the current window, with nothing above it.
bool hovers(const Rect& rect);

// A tooltip when the mouse rests on the rectangle; says whether it is shown.
bool tooltip_over(const Rect& rect, std::string_view text);
// The same for the control that was drawn last, for the keyboard's focus too.
void tooltip(std::string_view text);

// A menu hangs below its anchor (right-aligned when `right`). Between begin and end, items.
//   if (button("100 %")) open_menu("zoom");
//   if (begin_menu("zoom", anchor, 200)) { if (menu_item("75 %", false)) ...; end_menu(); }
void open_menu(const char* name);
bool begin_menu(const char* name, const Rect& anchor, float logical_width, bool right = false);
bool menu_item(std::string_view label, bool chosen = false, std::string_view key = {},
               bool enabled = true);
void menu_heading(std::string_view text);
void menu_rule();
void end_menu();
void close_menu();

}  // namespace popscope::gui
