#include "gui/panels/ladder_geometry.h"

#include <algorithm>
#include <cmath>

#include "gui/panels/scroll.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kNarrowBelow = 440;  // no times
constexpr float kTightBelow = 560;   // all columns close together
constexpr float kWallRow = 80;       // at least; rows share what is left over
constexpr float kBesideServer = 104;  // a bar and the longest name of a state

// Numbers and times; what is left of the words.
void put_columns(LadderGeometry& g, const Rect& area, const view::LadderView& view) {
  const bool tight = area.width() < px(kTightBelow);
  const float number = g.wall ? 0 : g.compact || g.exchanges ? 44 : tight ? 24 : 32;
  g.number_right = area.min.x + px(number);
  g.time_left = g.number_right + px(tight ? 8 : 14);
  g.words_left = g.number_right + px(8);
  if (!g.times) return;
  float widest = std::max(px(38), text_width(view.widest_at, Type::note));
  for (const view::LadderRow& row : view.rows)
    widest = std::max(widest, text_width(row.at, Type::note));
  g.words_left = g.time_left + widest + px(6);
}

struct Margins {
  float left = 0, right = 0;
};

Margins margins_of(const LadderGeometry& g, const Rect& area, std::size_t lanes) {
  if (g.wall) return {px(90), px(90)};
  if (g.compact)
    return {std::clamp(area.width() * 0.12f, px(58), px(110)),
            std::clamp(area.width() * 0.09f, px(44), px(84))};
  if (!g.times) return {px(g.exchanges ? 76 : 60), px(44)};
  const bool tight = area.width() < px(kTightBelow);
  const float least = g.words_left - area.min.x + px(8);
  if (lanes > 2) return {std::max(least, px(tight ? 0 : 124)), px(tight ? 43 : 64)};
  return {std::max(least, px(tight ? 0 : 154)), px(tight ? kBesideServer : 132)};
}

}  // namespace

// In a very low panel the names of lanes stand alone, and rows get the room.
bool very_low_ladder(const Rect& area) { return area.height() < px(200); }

float ladder_header_height(const Rect& area, bool wall) {
  return wall ? px(78) : very_low_ladder(area) ? px(28) : px(48);
}

float ladder_row_height(const Rect& rows, bool wall, bool exchanges) {
  const float lines = exchanges ? 2 : 1;
  if (wall) {  // whole rows only: nothing on the wall is cut
    const float count = std::max(1.0f, std::floor(rows.height() / (px(kWallRow) * lines)));
    return std::min(std::floor(rows.height() / count), px(104) * lines);
  }
  const bool low = exchanges || rows.height() < px(480);
  return px(low ? metrics::kLadderRowLow : metrics::kLadderRow) * lines;
}

LadderGeometry ladder_geometry(const Rect& area, const view::LadderView& view,
                               const LadderStyle& style, float position) {
  LadderGeometry g;
  g.wall = style.wall;
  g.compact = style.compact;
  g.exchanges = view.exchanges;
  g.area = area;
  g.header = ladder_header_height(area, g.wall);
  g.area.cut_top(g.header);
  g.times = !g.wall && !g.compact && area.width() >= px(kNarrowBelow);
  g.state_names = g.times && view.lanes.size() == 2;
  g.row = ladder_row_height(g.area, g.wall, view.exchanges);
  g.first = view.first_row;
  if (g.wall) {  // what comes next, or the present row, is the last: earlier rows fill the rest
    const float hidden = static_cast<float>(view.rows.size()) - std::floor(g.area.height() / g.row);
    g.top = g.area.min.y - std::max(0.0f, hidden) * g.row;
  } else {
    const float scroll =
        scroll_of_rows(g.area, g.row, view.row_count, view.cursor_row, position);
    g.top = g.area.min.y + (static_cast<float>(view.first_row) - scroll) * g.row;
  }
  put_columns(g, area, view);
  const auto count = static_cast<float>(view.lanes.size());
  const Margins margins = margins_of(g, area, view.lanes.size());
  const float left = area.min.x + margins.left;
  const float right = std::max(area.max.x - margins.right, left + px(40));
  for (float i = 0; i < count; i += 1)
    g.lanes.push_back(std::round(count < 2 ? (left + right) / 2
                                           : left + (right - left) * i / (count - 1)));
  return g;
}

}  // namespace popscope::gui
