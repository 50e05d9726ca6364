#pragma once
// What stands on a picture, by the colour of its role.
#include "gui/picture/picture.h"
#include "gui/style/theme.h"
#include "gui/widgets/rect.h"

namespace popscope::gui {

// How many pixels of a part of the window are exactly of that colour, in the light theme.
inline int pixels_of(Role role, const Picture& picture, const Rect& part) {
  const Colour colour = theme(ThemeName::light)[role];
  int count = 0;
  for (int y = static_cast<int>(part.min.y); y < static_cast<int>(part.max.y); ++y) {
    for (int x = static_cast<int>(part.min.x); x < static_cast<int>(part.max.x); ++x) {
      const std::uint8_t* at = &picture.rgb[static_cast<std::size_t>(y * picture.width + x) * 3];
      count += at[0] == colour.r && at[1] == colour.g && at[2] == colour.b ? 1 : 0;
    }
  }
  return count;
}

}  // namespace popscope::gui
