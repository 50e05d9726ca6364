#pragma once
// Icons drawn as shapes, so that they are sharp at every zoom and no icon font is needed.

#include "gui/widgets/draw.h"

namespace popscope::gui {

enum class Icon { none, first, back, forward, last, play, pause, cross, plug, check, more };

void put_icon(ImVec2 centre, Icon icon, Role role);
float icon_width();

}  // namespace popscope::gui
