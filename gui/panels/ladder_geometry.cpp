#include "gui/panels/ladder_geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

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
constexpr float kFarBeyond = 4;      // where lanes that are out of sight stand, in areas' widths
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

// Where lanes have no room, as many as have are seen, each in a slot. The server's is always one of
// them: it stands in the outermost slot when it would be beyond.
struct LaneSlots {
  std::size_t lanes = 0, slots = 0;
  std::optional<std::size_t> server;

  std::size_t last_first() const { return lanes - slots; }
  // Which slot a lane stands in; none: it is out of sight.
  std::optional<std::size_t> of(std::size_t lane, std::size_t first) const {
    const std::size_t last = first + slots - 1;
    if (server && lane == *server) return std::clamp(lane, first, last) - first;
    if (lane < first || lane > last) return std::nullopt;
    if (server && std::clamp(*server, first, last) == lane) return std::nullopt;
    return lane - first;
  }
};

LaneSlots lane_slots(const LadderGeometry& g, const view::LadderView& view, float between) {
  LaneSlots slots;
  slots.lanes = view.lanes.size();
  const auto fit = static_cast<std::size_t>(between / g.gap) + 1;
  slots.slots = std::clamp<std::size_t>(fit, 2, slots.lanes);
  for (std::size_t i = slots.lanes; i-- > 0;)
    if (view.lanes[i].server) slots.server = i;
  for (const view::LadderRow& row : view.rows)
    if (row.time == view::LadderRow::Time::now)
      for (const std::uint32_t lane : {row.from_lane, row.to_lane})
        if (lane < slots.lanes && view.lanes[lane].server) slots.server = lane;
  return slots;
}

// The first lane that is seen: so that both lanes of the present row are; where they are too far
// apart, the device's beside the server's. Before the first row, all lanes' middle.
std::size_t first_followed(const LaneSlots& slots, const view::LadderView& view) {
  std::size_t from = slots.server.value_or((slots.lanes - 1) / 2), to = from;
  for (const view::LadderRow& row : view.rows) {
    if (row.time != view::LadderRow::Time::now) continue;
    from = std::min(row.from_lane, row.to_lane);
    to = std::max(row.from_lane, row.to_lane);
  }
  to = std::min(to, slots.lanes - 1);
  from = std::min(from, to);
  std::size_t first = 0;
  if (to - from < slots.slots) {
    const std::size_t beside = (slots.slots - 1 - (to - from)) / 2;
    first = from - std::min(from, beside);
  } else if (slots.server == to) {
    first = from + 2 - std::min(from + 2, slots.slots);
  } else {
    first = to - 1;
  }
  return std::min(first, slots.last_first());
}

void scroll_lanes(LadderGeometry& g, const Rect& area, const view::LadderView& view,
                  float across) {
  if (g.overflow <= 0) return;
  const float left = g.lanes.front(), whole = g.lanes.back() - left;
  const float between = whole - g.overflow;
  const LaneSlots slots = lane_slots(g, view, between);
  g.gap = between / static_cast<float>(slots.slots - 1);
  const auto most = static_cast<float>(slots.last_first());
  std::size_t first = first_followed(slots, view);
  g.across = std::round(g.overflow * static_cast<float>(first) / std::max(1.0f, most));
  if (across >= 0) {
    g.across = std::min(across, g.overflow);
    first = static_cast<std::size_t>(std::lround(g.across / g.overflow * most));
  }
  const float beyond = kFarBeyond * area.width();  // words of its arrows are out of sight, too
  for (std::size_t i = 0; i < g.lanes.size(); ++i) {
    const std::optional<std::size_t> slot = slots.of(i, first);
    const bool before = i < first || (!slot && i == first);
    g.lanes[i] = slot     ? std::round(left + g.gap * static_cast<float>(*slot))
                 : before ? area.min.x - beyond
                          : area.max.x + beyond;
  }
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
  scroll_lanes(g, area, view, scroll.across);
  g.header = header_height(g, area, view);
  g.area.cut_top(g.header);
  if (g.overflow > 0 && !g.wall) g.area.cut_bottom(px(kAcrossStrip));
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
