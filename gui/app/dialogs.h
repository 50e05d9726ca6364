#pragma once
// The popups in the middle of the window: the list of keys, and those that ask for a name.

#include "gui/app/app.h"
#include "gui/panels/panels.h"

namespace popscope::gui {

// `name`: the popup's, which is open.
void draw_dialog(const App& app, Popup popup, const char* name, const Rect& window,
                 PanelContext& context);

}  // namespace popscope::gui
