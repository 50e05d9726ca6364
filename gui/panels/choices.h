#pragma once
// Chips that flow over as many lines as they need, one of them chosen: sessions, maildrops.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "gui/widgets/rect.h"

namespace popscope::gui {

// Gives the height that they take, a gap of `below` included; 0 where there is nothing to choose.
// Draws only when there is somebody to tell which was pressed.
float flow_choices(const Rect& inside, const std::vector<std::string>& names, std::uint32_t chosen,
                   float below, const std::function<void(std::uint32_t)>& pressed = {});

}  // namespace popscope::gui
