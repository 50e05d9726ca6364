#pragma once
// The popups in the middle of the window: the list of keys, and those that ask for a name.

#include <vector>

#include "gui/app/app.h"
#include "gui/panels/panels.h"
#include "view/keys.h"

namespace popscope::gui {

// Of the list of keys, whose lines are `width` wide: as wide as the widest entry needs, but half at
// most; an entry that is wider wraps.
float key_column(const std::vector<view::KeyGroup>& groups, float width);

// `name`: the popup's, which is open.
void draw_dialog(const App& app, Popup popup, const char* name, const Rect& window,
                 PanelContext& context);

}  // namespace popscope::gui
