#pragma once
// Where everything of a ladder stands: the columns of numbers and times, the lanes, the rows. Pure
// arithmetic over the pane, the view and the style; it draws nothing and keeps nothing.
#include <cstdint>
#include <vector>

#include "gui/panels/ladder_style.h"
#include "gui/widgets/rect.h"
#include "view/ladder.h"

namespace popscope::gui {

// Everything that is the same for all rows. Lengths are physical.
struct LadderGeometry {
  Rect area;          // below the lanes' names
  float header = 0;   // height of the lanes' names above `area`
  float row = 0;      // height
  float top = 0;      // of the first row in the view; may stand above the area
  std::uint32_t first = 0;
  std::vector<float> lanes;
  float number_right = 0, time_left = 0;
  float words_left = 0;  // behind the widest time: no words of a row begin before it
  bool wall = false;
  bool times = false;    // there is room for them
  bool compact = false;
  bool exchanges = false;    // rows of two arrows
  bool state_names = false;  // beside the server's bars; else in their tooltips

  float y(std::uint32_t row_number) const {
    return top + (static_cast<float>(row_number) - static_cast<float>(first)) * row;
  }
  float lane(std::uint32_t n) const { return lanes[n < lanes.size() ? n : lanes.size() - 1]; }
};

// `position` is where it is scrolled to, in rows; -1 follows the cursor.
LadderGeometry ladder_geometry(const Rect& area, const view::LadderView& view,
                               const LadderStyle& style, float position);

// The same before there is a view: asked in order to build one.
bool very_low_ladder(const Rect& area);
float ladder_header_height(const Rect& area, bool wall);
float ladder_row_height(const Rect& rows, bool wall, bool exchanges);

// What stands on an arrow keeps clear of the lanes on both sides by this much (logical).
inline constexpr float kClearOfLanes = 3;

}  // namespace popscope::gui
