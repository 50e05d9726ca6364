#pragma once
// The way to change the present Visit: for apply*.cpp alone (tests/architecture sees to it).

#include "gui/app/app.h"

namespace popscope::gui {

// There must be one.
lesson::Visit& visit_to_change(App& app);

}  // namespace popscope::gui
