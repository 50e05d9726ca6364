#pragma once
// The letters of the last frame, as they were drawn: where no letter lies on another, no words do.
#include <imgui.h>
#include <string>
#include <vector>

#include "gui/widgets/rect.h"

namespace popscope::gui {

// What is seen of each letter.
std::vector<Rect> drawn_letters();

// Where the window's edge, or that of a pane, cuts a letter through from above to below: the line
// goes on where nobody sees it. Empty: nowhere.
std::string where_a_letter_is_cut();

// Where two letters lie on one another, or a letter on the edge of a button; empty: nowhere. What
// is closer than `slack` in either direction is not meant: letters of one word may touch.
std::string where_text_lies_on_something(float slack);

}  // namespace popscope::gui
