#pragma once
// Where everything of a ladder stands: the columns of numbers and times, the lanes, the rows. Pure
// arithmetic over the pane, the view and the style; it draws nothing and keeps nothing.
//
// Lanes keep a distance in which words can be read: what has no room on its arrow is broken into
// lines and makes its row higher, and lanes that have no room scroll sideways, past the server's,
// which stays in sight.
#include <cstdint>
#include <vector>

#include "gui/panels/ladder_style.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/rect.h"
#include "view/ladder.h"

namespace popscope::gui {

inline constexpr float kAcrossStrip = 10;  // of the bar that scrolls the lanes, below the rows

// Everything that is the same for all rows. Lengths are physical.
struct LadderGeometry {
  Rect area;          // below the lanes' names
  float header = 0;   // height of the lanes' names above `area`
  float row = 0;      // height of one whose words need one line
  RowHeights heights;
  std::vector<float> tops;  // of the view's rows, and of what is below them
  std::uint32_t first = 0;
  std::vector<float> lanes;
  float gap = 0;        // between two lanes; with one lane, all that there is
  float overflow = 0;   // how much of the lanes lies outside: that far they scroll sideways
  float across = 0;     // how far they are scrolled
  float number_right = 0, time_left = 0;
  float words_left = 0;  // behind the widest time: no words of a row begin before it
  bool wall = false;
  bool times = false;    // there is room for them
  bool compact = false;
  bool exchanges = false;    // rows of two arrows
  bool state_names = false;  // beside the server's bars; else in their tooltips

  float y(std::uint32_t row_number) const;
  float lane(std::uint32_t n) const { return lanes[n < lanes.size() ? n : lanes.size() - 1]; }
  // In which arrows and their words are seen: beside the numbers, where lanes scroll sideways.
  Rect lanes_area() const;
  // Where the words of a row may stand: between its lanes, and clear of the bars of states that
  // stand on one of them; a notice may reach over lanes.
  struct Room {
    float left = 0, right = 0;
    float width() const { return right - left; }
  };
  Room room(const view::LadderRow& row_of_view) const;

  std::uint32_t bars_lane = 0;
  float bars_right = 0;  // how far bars reach to the right of their lane
};

// Where a bar begins, from its lane on. With lanes on both sides the first stands on the server's
// own line, as in a UML diagram.
float bar_left(std::size_t lanes, std::uint32_t column);
inline constexpr float kBarWidth = 6;  // logical

LadderGeometry ladder_geometry(const Rect& area, const view::LadderView& view,
                               const LadderStyle& style, const LadderScroll& scroll);

// The same before there is a view: asked in order to build one.
float least_ladder_header_height(const Rect& area, bool wall);
float ladder_row_height(const Rect& rows, bool wall, bool exchanges);
// In a very low panel the names of lanes stand alone, in one line, and rows get the room.
bool very_low_ladder(const Rect& area);

// How wide a ladder wants to be on the wall, so that none of its lanes lies outside.
float least_wall_width(std::size_t lanes);

// A lane's name, and how many lines it takes of those that it may have.
inline constexpr float kBetweenNames = 12;  // logical
int lane_name_lines(const LadderGeometry& geometry, const view::Lane& lane);

// What stands on an arrow keeps clear of the lanes on both sides by this much (logical).
inline constexpr float kClearOfLanes = 4;
// Between two lanes at least (logical): "S: +OK 900 octets" stands in one line.
inline constexpr float kLanesApartLeast = 154;

}  // namespace popscope::gui
