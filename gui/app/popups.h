#pragma once
// What opens above the page: menus below a bar (theme and size, pace and run-to, branches) and the
// dialogs in the middle (keys, open, save, rename, new from a lesson). One at most is open:
// UiState::popup says which.

#include "gui/app/app.h"
#include "gui/panels/panels.h"

namespace popscope::gui {

void draw_popups(const App& app, const Rect& window, PanelContext& context);

}  // namespace popscope::gui
