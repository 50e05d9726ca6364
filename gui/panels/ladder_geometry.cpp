#include "gui/panels/ladder_geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/panels/ladder_label.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kNarrowBelow = 440;   // no times
constexpr float kTightBelow = 560;    // all columns close together
constexpr float kWallRow = 80;        // at least; rows share what is left over
constexpr float kWallRowMost = 104;
constexpr float kWallMargin = 90;     // beside the outermost lanes, where there is room
constexpr float kWallMarginLeast = 40;
constexpr float kWallApartLeast = 260;
constexpr float kBesideServer = 104;  // a bar and the longest name of a state
constexpr int kNameLinesMost = 2;
constexpr std::uint32_t kBarColumnsMost = 4;  // of sessions side by side

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
  if (g.wall) {
    const float margin = std::clamp(area.width() * 0.12f, px(kWallMarginLeast), px(kWallMargin));
    return {margin, margin};
  }
  if (g.compact)
    return {std::clamp(area.width() * 0.12f, px(58), px(110)),
            std::clamp(area.width() * 0.09f, px(44), px(84))};
  if (!g.times) return {px(g.exchanges ? 76 : 60), px(44)};
  const bool tight = area.width() < px(kTightBelow);
  const float least = g.words_left - area.min.x + px(8);
  if (lanes > 2) return {std::max(least, px(tight ? 0 : 124)), px(tight ? 43 : 64)};
  return {std::max(least, px(tight ? 0 : 154)), px(tight ? kBesideServer : 132)};
}

float apart_least(bool wall) { return px(wall ? kWallApartLeast : kLanesApartLeast); }

// The lanes as if there were room for all of them, with the least distance that they need.
void spread_lanes(LadderGeometry& g, const Rect& area, std::size_t lanes) {
  const Margins margins = margins_of(g, area, lanes);
  const float between = std::max(px(40), area.width() - margins.left - margins.right);
  g.lanes.clear();
  if (lanes < 2) {
    g.gap = between;
    if (lanes == 1) g.lanes.push_back(std::round(area.min.x + margins.left + between / 2));
    return;
  }
  const auto gaps = static_cast<float>(lanes - 1);
  g.gap = std::max(between / gaps, apart_least(g.wall));
  g.overflow = std::max(0.0f, std::round(g.gap * gaps - between));
  for (std::size_t i = 0; i < lanes; ++i)
    g.lanes.push_back(
        std::round(area.min.x + margins.left + g.gap * static_cast<float>(i)));
}

// Sideways: the lanes of the present row in the middle; before the first, all lanes' middle.
void scroll_lanes(LadderGeometry& g, const view::LadderView& view, float across) {
  if (g.overflow <= 0) return;
  float middle = (g.lanes.front() + g.lanes.back()) / 2;
  for (const view::LadderRow& row : view.rows)
    if (row.time == view::LadderRow::Time::now)
      middle = (g.lane(row.from_lane) + g.lane(row.to_lane)) / 2;
  const float followed = middle - (g.words_left + g.area.max.x) / 2;
  g.across = std::round(std::clamp(across >= 0 ? across : followed, 0.0f, g.overflow));
  for (float& lane : g.lanes) lane -= g.across;
}

float header_height(const LadderGeometry& g, const Rect& area, const view::LadderView& view) {
  int lines = 1;
  for (const view::Lane& lane : view.lanes) lines = std::max(lines, lane_name_lines(g, lane));
  const float more = static_cast<float>(lines - 1) *
                     line_height(g.wall ? Type::wall_strong : Type::text_strong);
  return least_ladder_header_height(area, g.wall) + more;
}

void put_bars(LadderGeometry& g, const view::LadderView& view) {
  if (g.wall || view.lanes.size() == 2) return;  // none, or beyond the outermost lane
  for (const view::StateBar& bar : view.bars) {
    g.bars_lane = bar.lane;
    g.bars_right =
        std::max(g.bars_right, bar_left(view.lanes.size(), bar.column) + px(kBarWidth));
  }
}

float height_of(const LadderGeometry& g, const view::LadderRow& row) {
  const float room = g.room(row).width();
  const float own = g.row + label_extra(label_of(row, g.wall), room);
  return row.pair ? own + label_extra(label_of(command_of(row), g.wall), room) : own;
}

// On the wall: the last rows, as many as fit whole; they share what is left over.
void place_wall_rows(LadderGeometry& g, const view::LadderView& view) {
  std::vector<float>& own = g.heights.own;
  std::size_t from = own.size();
  float left = g.area.height();
  while (from > 0 && own[from - 1] <= left) left -= own[--from];
  // The present row rather than what comes next.
  for (std::size_t i = 0; i < from; ++i)
    if (view.rows[i].time == view::LadderRow::Time::now) from = i;
  const std::size_t count = own.size() - from;
  if (count > 0) {
    const float most = g.row * (kWallRowMost / kWallRow - 1);
    const float share = std::clamp(std::floor(left / static_cast<float>(count)), 0.0f, most);
    for (float& height : own) height += share;
    g.row += share;
  }
  g.tops.assign(1, g.area.min.y - std::accumulate(own.begin(), own.begin() +
                                                  static_cast<std::ptrdiff_t>(from), 0.0f));
}

}  // namespace

float LadderGeometry::y(std::uint32_t row_number) const {
  const auto count = static_cast<std::uint32_t>(heights.own.size());
  if (row_number < first) return tops.front() - static_cast<float>(first - row_number) * row;
  if (row_number - first <= count) return tops[row_number - first];
  return tops.back() + static_cast<float>(row_number - first - count) * row;
}

Rect LadderGeometry::lanes_area() const {
  const float from = overflow > 0 ? words_left - px(4) : area.min.x - px(16);
  return {{from, area.min.y - header}, {area.max.x + px(12), area.max.y}};
}

LadderGeometry::Room LadderGeometry::room(const view::LadderRow& of) const {
  if (is_notice(of)) return {words_left, area.max.x - px(4)};
  const float left = std::min(lane(of.from_lane), lane(of.to_lane));
  const float right = std::max({lane(of.from_lane), lane(of.to_lane), left + apart_least(wall)});
  const float clear = px(kClearOfLanes);
  if (bars_right <= 0) return {left + clear, right - clear};
  const bool after = std::min(of.from_lane, of.to_lane) == bars_lane;
  const bool before = std::max(of.from_lane, of.to_lane) == bars_lane;
  return {left + clear + (after ? bars_right : 0),
          right - clear - (before ? px(kBarWidth / 2) : 0)};
}

float bar_left(std::size_t lanes, std::uint32_t column) {
  const float at = px(10) * static_cast<float>(std::min(column, kBarColumnsMost - 1));
  return at + (lanes == 2 ? px(14) : -px(kBarWidth / 2));
}

int lane_name_lines(const LadderGeometry& g, const view::Lane& lane) {
  if (!g.wall && very_low_ladder({{0, 0}, {0, g.area.height()}})) return 1;
  const Type type = g.wall ? Type::wall_strong : Type::text_strong;
  const float height = paragraph_height(lane.name, type, g.gap - px(kBetweenNames));
  return std::min(kNameLinesMost, static_cast<int>(std::lround(height / line_height(type))));
}

bool very_low_ladder(const Rect& area) { return area.height() < px(200); }

float least_ladder_header_height(const Rect& area, bool wall) {
  return wall ? px(78) : very_low_ladder(area) ? px(28) : px(48);
}

float ladder_row_height(const Rect& rows, bool wall, bool exchanges) {
  const float lines = exchanges ? 2 : 1;
  const bool low = exchanges || rows.height() < px(480);
  return px(wall ? kWallRow : low ? metrics::kLadderRowLow : metrics::kLadderRow) * lines;
}

float least_wall_width(std::size_t lanes) {
  const auto gaps = static_cast<float>(std::max<std::size_t>(lanes, 2) - 1);
  return px(kWallApartLeast) * gaps + 2 * px(kWallMarginLeast);
}

LadderGeometry ladder_geometry(const Rect& area, const view::LadderView& view,
                               const LadderStyle& style, const LadderScroll& scroll) {
  LadderGeometry g;
  g.wall = style.wall;
  g.compact = style.compact;
  g.exchanges = view.exchanges;
  g.area = area;
  g.times = !g.wall && !g.compact && area.width() >= px(kNarrowBelow);
  put_columns(g, area, view);
  spread_lanes(g, area, view.lanes.size());
  if (g.times && g.gap <= apart_least(false)) {  // times rather than words give way
    g.times = false;
    put_columns(g, area, view);
    spread_lanes(g, area, view.lanes.size());
  }
  g.state_names = g.times && view.lanes.size() == 2;
  scroll_lanes(g, view, scroll.across);
  g.header = header_height(g, area, view);
  g.area.cut_top(g.header);
  g.row = ladder_row_height(g.area, g.wall, view.exchanges);
  g.first = view.first_row;
  put_bars(g, view);
  g.heights = {g.row, view.first_row, {}};
  for (const view::LadderRow& row : view.rows) g.heights.own.push_back(height_of(g, row));
  if (g.wall) {
    place_wall_rows(g, view);
  } else {
    const float first =
        scroll_of_rows(g.area, g.heights, view.row_count, view.cursor_row, scroll.rows);
    g.tops.push_back(g.area.min.y + top_of_row(g.heights, first, view.first_row));
  }
  for (const float height : g.heights.own) g.tops.push_back(g.tops.back() + height);
  return g;
}

}  // namespace popscope::gui
