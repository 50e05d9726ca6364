#pragma once
// Keys -> actions, by the table of view/keys.h. A focused text field gets every key but Esc, the
// F-keys and those with Ctrl; the console's, while nothing stands in it, only letters. A control
// with visible focus keeps Space, Enter and arrows.

#include "gui/app/action.h"
#include "gui/app/app.h"
#include "view/keys.h"

namespace popscope::gui {

// Which page's keys are heard.
view::KeyPage key_page_of(const App& app);

// What the keys of this frame ask for. Called between Ui::begin() and drawing.
// The lesson is what the keyboard speaks to: no other page, no wall, no menu.
bool is_lesson_open(const App& app);

Actions actions_of_keys(const App& app);

}  // namespace popscope::gui
