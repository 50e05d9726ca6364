#include <algorithm>
#include <cmath>

#include "gui/panels/ladder_geometry.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kWallApartLeast = 260;
constexpr float kApartWanted = 240;   // beside a server, before others get more than they need
constexpr float kWallApartWanted = 420;
constexpr float kFarWanted = 84;      // between two devices' lanes, for their names
constexpr float kWallFarWanted = 130;
constexpr float kFarLeast = 6;        // they are still told apart
constexpr float kWallNamedLeast = 100;
constexpr float kBetweenNames = 8;
constexpr float kWordMost = 130;      // a longer word of a name is broken
constexpr int kNameLinesMost = 2;
constexpr int kNoteLinesMost = 3;

struct Gaps {
  float near = 0;  // beside a server's lane
  float far = 0;   // between two devices'
};

// Words come first, then the names of lanes, then more room for words; what is left is shared.
Gaps gaps_of(float between, float near_count, float far_count, bool wall) {
  if (near_count == 0 || far_count == 0) {
    const float equal = between / (near_count + far_count);
    return {equal, equal};
  }
  Gaps gaps;
  gaps.far = std::max(px(wall ? kWallFarWanted : kFarWanted),
                      (between - near_count * px(wall ? kWallApartWanted : kApartWanted)) /
                          far_count);
  gaps.near = (between - far_count * gaps.far) / near_count;
  if (gaps.near < apart_least(wall)) {
    gaps.near = std::min(apart_least(wall), (between - far_count * px(kFarLeast)) / near_count);
    gaps.far = (between - near_count * gaps.near) / far_count;
  }
  if (gaps.far <= gaps.near) return gaps;
  const float equal = between / (near_count + far_count);
  return {equal, equal};
}

bool beside_a_server(const view::LadderView& view, std::size_t lane) {
  return view.lanes[lane - 1].server || view.lanes[lane].server;
}

// Whose names are to be seen first: servers, who speaks now, and so on from the servers outwards.
std::vector<std::uint32_t> by_importance(const LadderGeometry& g, const view::LadderView& view) {
  std::vector<std::uint32_t> order;
  const auto add = [&](std::uint32_t lane) {
    if (lane < view.lanes.size() && std::find(order.begin(), order.end(), lane) == order.end())
      order.push_back(lane);
  };
  for (std::uint32_t i = g.first_server; i <= g.last_server; ++i) add(i);
  for (const view::LadderRow& row : view.rows)
    if (row.time == view::LadderRow::Time::now)
      for (const std::uint32_t lane : {row.from_lane, row.to_lane}) add(lane);
  for (std::uint32_t away = 1; away < view.lanes.size(); ++away) {
    if (g.first_server >= away) add(g.first_server - away);
    add(g.last_server + away);
  }
  return order;
}

// How wide the longest word of a name is: with less room it would be broken.
float word_width(const std::string& name, Type type) {
  float most = 0;
  for (std::size_t from = 0; from < name.size();) {
    const std::size_t end = std::min(name.find(' ', from), name.size());
    most = std::max(most, text_width(name.substr(from, end - from), type));
    from = end + 1;
  }
  return std::min(most, px(kWordMost));
}

// Is there room for its name beside those that are named already?
bool has_room(const LadderGeometry& g, const view::LadderView& view, std::uint32_t lane) {
  const Type type = g.wall ? Type::wall_strong : Type::text_strong;
  const float own = word_width(view.lanes[lane].name, type);
  for (std::size_t i = 0; i < g.lanes.size(); ++i) {
    if (!g.heads[i].named) continue;
    const float other = view.lanes[i].server ? 0 : word_width(view.lanes[i].name, type);
    if (std::abs(g.lanes[i] - g.lanes[lane]) < std::max(own, other) + px(kBetweenNames))
      return false;
  }
  return true;
}

// The room of a named lane: half-way to the next name on each side, or to the edge.
void put_room(LadderGeometry& g, std::size_t lane) {
  float left = g.area.min.x, right = g.area.max.x;
  for (std::size_t i = 0; i < g.lanes.size(); ++i) {
    if (!g.heads[i].named || i == lane) continue;
    const float half_way = (g.lanes[i] + g.lanes[lane]) / 2;
    if (i < lane) left = std::max(left, half_way + px(kBetweenNames) / 2);
    else right = std::min(right, half_way - px(kBetweenNames) / 2);
  }
  g.heads[lane].left = left;
  g.heads[lane].right = std::max(left, right);
}

int lines_of(const std::string& words, Type type, float width, int most) {
  const float height = paragraph_height(words, type, width);
  return std::min(most, static_cast<int>(std::lround(height / line_height(type))));
}

bool fits(const std::string& words, Type type, float width, int lines) {
  return paragraph_height(words, type, width) <=
         static_cast<float>(lines) * line_height(type) + 1;
}

// On the wall a note stands only where it is the news, in a very low panel nowhere.
void put_words(const LadderGeometry& g, const view::Lane& lane, LaneHead& head) {
  const float width = head.right - head.left;
  const bool low = !g.wall && very_low_ladder(g.area);
  head.name_lines = low ? 1 : lines_of(lane.name, g.wall ? Type::wall_strong : Type::text_strong,
                                       width, kNameLinesMost);
  if (lane.note.empty() || (g.wall ? !lane.news : low)) return;
  const Type type = g.wall ? Type::wall_text : Type::note;
  const bool whole = lane.short_note.empty() || fits(lane.note, type, width, kNoteLinesMost);
  head.note = whole ? lane.note : lane.short_note;
  head.note_lines = lines_of(head.note, type, width, kNoteLinesMost);
}

}  // namespace

float apart_least(bool wall) { return px(wall ? kWallApartLeast : kLanesApartLeast); }

float least_wall_width(std::size_t lanes) {
  const std::size_t gaps = std::max<std::size_t>(lanes, 2) - 1;
  const std::size_t near = std::min<std::size_t>(gaps, 2);
  return px(kWallApartLeast) * static_cast<float>(near) +
         px(kWallNamedLeast) * static_cast<float>(gaps - near) + 2 * px(kWallMarginLeast);
}

NamelessLanes nameless_lanes(const LadderGeometry& g, std::uint32_t first, std::uint32_t end) {
  NamelessLanes of;
  for (std::uint32_t i = first; i < end; ++i) {
    if (g.heads[i].named) continue;
    if (of.count++ == 0) of.left = g.lanes[i];
    of.right = g.lanes[i];
  }
  return of;
}

void spread_lanes(LadderGeometry& g, const view::LadderView& view, float left, float between) {
  const std::size_t count = view.lanes.size();
  g.lanes.clear();
  g.gap = between;
  if (count < 2) {
    if (count == 1) g.lanes.push_back(std::round(left + between / 2));
    return;
  }
  float near = 0;
  for (std::size_t i = 1; i < count; ++i) near += beside_a_server(view, i) ? 1.0f : 0.0f;
  const Gaps gaps = gaps_of(between, near, static_cast<float>(count - 1) - near, g.wall);
  g.gap = gaps.near;
  float x = left;
  g.lanes.push_back(std::round(x));
  for (std::size_t i = 1; i < count; ++i) {
    x += beside_a_server(view, i) ? gaps.near : gaps.far;
    g.lanes.push_back(std::round(x));
  }
}

void put_heads(LadderGeometry& g, const view::LadderView& view) {
  g.heads.assign(view.lanes.size(), {});
  g.end_names.assign(view.lanes.size(), {});
  for (LaneHead& head : g.heads) head.named = false;
  for (const std::uint32_t lane : by_importance(g, view)) {
    const bool room = has_room(g, view, lane);
    g.heads[lane].named = room || view.lanes[lane].server;
    if (!g.heads[lane].named) g.end_names[lane] = view.lanes[lane].name;
  }
  for (std::size_t i = 0; i < g.heads.size(); ++i) {
    if (!g.heads[i].named) continue;
    put_room(g, i);
    put_words(g, view.lanes[i], g.heads[i]);
  }
}

}  // namespace popscope::gui
