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

// The keyboard speaks to a page with a typing line: the lesson or its wall, and no menu.
bool has_console(const App& app);

// What the keys of this frame ask for. Called between Ui::begin() and drawing.
Actions actions_of_keys(const App& app);

}  // namespace popscope::gui
