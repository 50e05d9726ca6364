#pragma once
// Where everything of a ladder stands: the columns of numbers and times, the lanes, the rows. Pure
// arithmetic over the pane, the view and the style; it draws nothing and keeps nothing.
//
// Every arrow ends at a server, so words need room beside the servers' lanes only: where lanes have
// little room, those of devices that are farther away move together, and all of them stay in sight.
// What has no room on its arrow is broken into lines and makes its row higher.
#include <cstdint>
#include <string>
#include <vector>

#include "gui/panels/ladder_label.h"
#include "gui/panels/ladder_style.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/rect.h"
#include "view/ladder.h"

namespace popscope::gui {

// What stands above a lane.
struct LaneHead {
  bool named = true;  // false: too close to others; rows say whose they are
  float left = 0, right = 0;  // its room
  int name_lines = 1;
  std::string note;
  int note_lines = 0;
};

// Everything that is the same for all rows. Lengths are physical.
struct LadderGeometry {
  Rect area;          // below the lanes' names
  float header = 0;   // height of the lanes' names above `area`
  float row = 0;      // height of one whose words need one line
  RowHeights heights;
  std::vector<float> tops;  // of the view's rows, and of what is below them
  std::uint32_t first = 0;
  std::vector<float> lanes;
  std::vector<LaneHead> heads;         // of the lanes
  std::vector<std::string> end_names;  // of the lanes whose heads have none
  std::uint32_t first_server = 0, last_server = 0;  // their lanes
  float gap = 0;        // beside a server's lane; with one lane, all that there is
  float number_right = 0, time_left = 0;
  float words_left = 0;  // behind the widest time: no words of a row begin before it
  bool wall = false;
  bool times = false;    // there is room for them
  bool compact = false;
  bool exchanges = false;    // rows of two arrows
  bool state_names = false;  // beside the server's bars; else in their tooltips

  float y(std::uint32_t row_number) const;
  float lane(std::uint32_t n) const { return lanes[n < lanes.size() ? n : lanes.size() - 1]; }
  bool is_server(std::uint32_t n) const { return n >= first_server && n <= last_server; }
  // What a row says, and whose it is where no head says that.
  LadderLabel label(const view::LadderRow& row_of_view) const;
  // Where the words of a row may stand: between its lanes, and clear of the bars of states that
  // stand on one of them. What happens at one host stands on that host's side of the server.
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
                               const LadderStyle& style, float scroll);

// The same before there is a view: asked in order to build one.
float least_ladder_header_height(const Rect& area, bool wall);
float ladder_row_height(const Rect& rows, bool wall, bool exchanges);
// In a very low panel the names of lanes stand alone, in one line, and rows get the room.
bool very_low_ladder(const Rect& area);

// How wide a ladder wants to be on the wall, so that none of its lanes lies outside.
float least_wall_width(std::size_t lanes);

// Where lanes stand within the margins, and what stands above them; by ladder_geometry only.
void spread_lanes(LadderGeometry& geometry, const view::LadderView& view, float left,
                  float between);
void put_heads(LadderGeometry& geometry, const view::LadderView& view);
// Of the lanes from `first` until before `end` those that have no name: how many, and between
// which positions they stand.
struct NamelessLanes {
  std::uint32_t count = 0;
  float left = 0, right = 0;
};
NamelessLanes nameless_lanes(const LadderGeometry& geometry, std::uint32_t first,
                             std::uint32_t end);
float apart_least(bool wall);  // physical: between a server's lane and the next
inline constexpr float kWallMarginLeast = 40;  // logical: beside the outermost lanes

// What stands on an arrow keeps clear of the lanes on both sides by this much (logical).
inline constexpr float kClearOfLanes = 4;
// Beside a server's lane at least (logical): "S: +OK 900 octets" stands in one line.
inline constexpr float kLanesApartLeast = 154;

}  // namespace popscope::gui
