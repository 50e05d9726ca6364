#include "gui/panels/ladder_geometry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kNarrowBelow = 440;   // no times
constexpr float kTightBelow = 560;    // all columns close together
constexpr float kWallRow = 80;        // at least; rows share what is left over
constexpr float kWallRowMost = 104;
constexpr float kWallMargin = 90;     // beside the outermost lanes, where there is room
constexpr float kBesideServer = 104;  // a bar and the longest name of a state
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

void put_servers(LadderGeometry& g, const view::LadderView& view) {
  const auto is_server = [](const view::Lane& lane) { return lane.server; };
  const auto first = std::find_if(view.lanes.begin(), view.lanes.end(), is_server);
  const auto count = std::count_if(view.lanes.begin(), view.lanes.end(), is_server);
  g.first_server = static_cast<std::uint32_t>(first - view.lanes.begin());
  g.last_server = g.first_server + static_cast<std::uint32_t>(count > 0 ? count - 1 : 0);
}

void put_lanes(LadderGeometry& g, const Rect& area, const view::LadderView& view) {
  const Margins margins = margins_of(g, area, view.lanes.size());
  spread_lanes(g, view, area.min.x + margins.left,
               std::max(px(40), area.width() - margins.left - margins.right));
}

float header_height(const LadderGeometry& g, const Rect& area) {
  const Type name = g.wall ? Type::wall_strong : Type::text_strong;
  const Type note = g.wall ? Type::wall_text : Type::note;
  float most = 0;
  for (const LaneHead& head : g.heads)
    most = std::max(most, static_cast<float>(head.name_lines - 1) * line_height(name) +
                              static_cast<float>(std::max(0, head.note_lines - 1)) *
                                  line_height(note));
  for (const LaneHead& head : g.heads)
    if (!head.named) return least_ladder_header_height(area, g.wall) + most + line_height(note);
  return least_ladder_header_height(area, g.wall) + most;
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
  const float own = g.row + label_extra(g.label(row), room);
  return row.pair ? own + label_extra(g.label(command_of(row)), room) : own;
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

LadderLabel LadderGeometry::label(const view::LadderRow& of) const {
  LadderLabel label = label_of(of, wall);
  const std::uint32_t device = is_server(of.from_lane) ? of.to_lane : of.from_lane;
  if (device >= end_names.size()) return label;
  label.end = end_names[device];
  label.end_at_right = device > last_server;
  return label;
}

LadderGeometry::Room LadderGeometry::room(const view::LadderRow& of) const {
  std::uint32_t from = std::min(of.from_lane, of.to_lane);
  std::uint32_t to = std::max(of.from_lane, of.to_lane);
  if (lanes.size() < 2) return {words_left, area.max.x - px(4)};
  if (from == to && from > last_server) from = last_server;
  else if (from == to && from < first_server) to = first_server;
  else if (from == to && from > 0) --from;  // before a server, where what comes to it passes
  else if (from == to) ++to;
  const float left = lane(from), right = lane(to), clear = px(kClearOfLanes);
  if (bars_right <= 0) return {left + clear, right - clear};
  return {left + clear + (from == bars_lane ? bars_right : 0),
          right - clear - (to == bars_lane ? px(kBarWidth / 2) : 0)};
}

float bar_left(std::size_t lanes, std::uint32_t column) {
  const float at = px(10) * static_cast<float>(std::min(column, kBarColumnsMost - 1));
  return at + (lanes == 2 ? px(14) : -px(kBarWidth / 2));
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

LadderGeometry ladder_geometry(const Rect& area, const view::LadderView& view,
                               const LadderStyle& style, float scroll) {
  LadderGeometry g;
  g.wall = style.wall;
  g.compact = style.compact;
  g.exchanges = view.exchanges;
  g.area = area;
  g.times = !g.wall && !g.compact && area.width() >= px(kNarrowBelow);
  put_columns(g, area, view);
  put_servers(g, view);
  put_lanes(g, area, view);
  if (g.times && g.gap <= apart_least(false)) {  // times rather than words give way
    g.times = false;
    put_columns(g, area, view);
    put_lanes(g, area, view);
  }
  g.state_names = g.times && view.lanes.size() == 2;
  put_heads(g, view);
  g.header = header_height(g, area);
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
        scroll_of_rows(g.area, g.heights, view.row_count, view.cursor_row, scroll);
    g.tops.push_back(g.area.min.y + top_of_row(g.heights, first, view.first_row));
  }
  for (const float height : g.heights.own) g.tops.push_back(g.tops.back() + height);
  return g;
}

}  // namespace popscope::gui
