#pragma once
// The one function that changes the App in answer to an Action: and so the only one of the window
// that changes a Visit. What each action means stands in apply_*.cpp, by concern.

#include "gui/app/action.h"
#include "gui/app/app.h"

namespace popscope::gui {

void apply(App& app, const Action& action);

}  // namespace popscope::gui
