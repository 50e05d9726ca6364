#pragma once
// The port board: plates of a server's ports, lit where a connection stands. Takes no input but
// tooltips.
#include "gui/widgets/rect.h"
#include "view/ports.h"

namespace popscope::gui {

// 0: there is no board.
float ports_height(float width, const view::PortsView& view);
void draw_ports(const Rect& area, const view::PortsView& view);

}  // namespace popscope::gui
