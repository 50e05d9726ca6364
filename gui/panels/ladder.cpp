#include <algorithm>
#include <cmath>
#include <string>

#include "gui/panels/ladder_geometry.h"
#include "gui/panels/ladder_label.h"
#include "gui/panels/panels.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/control.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

using Geometry = LadderGeometry;

constexpr float kBesideLane = 4;

float area_left(const Geometry& g) { return g.area.min.x + px(4); }

bool is_pale(const view::LadderRow& row) {
  return row.time == view::LadderRow::Time::future || row.pale;
}

// Lines of a lane's head, in the middle above the lane, within what belongs to the lane.
void put_in_head(const LaneHead& head, float lane, float y, const std::string& words, Type type,
                 Role role, int lines) {
  const float room = head.right - head.left;
  const float wide = std::min(room, std::ceil(text_width(words, type)) + 1);
  const float x = std::clamp(lane - wide / 2, head.left, std::max(head.left, head.right - wide));
  put_lines({x, y}, wide, lines, words, type, role, Align::centre);
}

void draw_head(const Geometry& g, std::size_t i, float top, const view::Lane& lane) {
  const Type name = g.wall ? Type::wall_strong : Type::text_strong;
  const Type note = g.wall ? Type::wall_text : Type::note;
  const LaneHead& head = g.heads[i];
  put_in_head(head, g.lanes[i], top, lane.name, name, Role::ink, head.name_lines);
  if (head.note_lines == 0) return;
  const float below = top + static_cast<float>(head.name_lines) * line_height(name);
  put_in_head(head, g.lanes[i], below, head.note, note, lane.cut ? Role::error : Role::ink_2,
              head.note_lines);
  if (head.note != lane.note)
    tooltip_over({{head.left, below}, {head.right, below + line_height(note)}}, lane.note);
  const float left = g.lanes[i] - text_width(head.note, note) / 2 - px(10);
  if (lane.tls && left > head.left)
    padlock({left, below + line_height(note) / 2}, Role::ink_2);
}

// Where lanes stand too close for their names: how many they are, and who, where one points.
void draw_nameless(const Geometry& g, std::uint32_t first, std::uint32_t end,
                   const view::LadderView& view, const text::Catalogue& catalogue) {
  const NamelessLanes of = nameless_lanes(g, first, end);
  if (of.count == 0) return;
  std::string names;
  for (std::uint32_t i = first; i < end; ++i)
    if (!g.heads[i].named)
      names += (names.empty() ? "" : "\n") + view.lanes[i].name + ", " + view.lanes[i].note;
  const Type type = g.wall ? Type::wall_text : Type::note;
  const std::string words =
      catalogue.sentence("panel.ladder.more_lanes", {text::number("count", of.count)});
  const float left = of.left, right = of.right;
  const float top = g.area.min.y - px(10) - line_height(type);
  tooltip_over({{left - px(8), top}, {right + px(8), g.area.min.y}}, names);
  const float wide = text_width(words, type);
  const float x = std::clamp((left + right - wide) / 2, g.area.min.x, g.area.max.x - wide);
  put_text({x, top}, words, type, Role::ink_2);
}

void draw_lanes(const Rect& area, const Geometry& g, const view::LadderView& view,
                const text::Catalogue& catalogue) {
  for (std::size_t i = 0; i < view.lanes.size(); ++i) {
    if (g.heads[i].named) draw_head(g, i, area.min.y, view.lanes[i]);
    line_down(g.lanes[i], g.area.min.y - px(8), g.area.max.y, Role::line, px(2));
  }
  draw_nameless(g, 0, g.first_server, view, catalogue);
  draw_nameless(g, g.last_server + 1, static_cast<std::uint32_t>(view.lanes.size()), view,
                catalogue);
}

void draw_bars(const Geometry& g, const view::LadderView& view) {
  for (const view::StateBar& bar : view.bars) {
    if (bar.lane >= g.lanes.size()) continue;
    const float x = g.lanes[bar.lane] + bar_left(view.lanes.size(), bar.column);
    // As high as a row at least: less looks like a letter.
    const float end = g.y(bar.last_row + 1) - g.row * 0.06f;
    // Behind a cut it is still the same state: no gap.
    const float begin = bar.silent ? g.y(bar.first_row) - g.row * 0.06f
                                   : std::min(g.y(bar.first_row + 1) - g.row * 0.4f,
                                              end - g.row + px(2));
    const float from = std::max(begin, g.area.min.y), to = std::min(end, g.area.max.y);
    if (to <= from) continue;
    const Rect rect{{x, from}, {x + px(kBarWidth), to}};
    if (bar.dashed && !bar.current) {
      outline_dashed(rect, Role::ghost, px(3));
    } else {
      fill(rect, bar.current ? Role::accent : Role::ghost, px(3));
      if (bar.silent) hatch(rect, Role::surface);
    }
    const float name = x + px(14);
    const bool room =
        g.state_names && name + text_width(bar.state, Type::note) <= g.area.max.x + px(4);
    if (room && to - from > px(14)) {
      put_text({name, from + px(2)}, bar.state, Type::note, Role::ink_2);
    } else {
      tooltip_over(rect.inset(-px(4), 0), bar.state);
    }
  }
}

// Where an arrow ends that comes to a lane from `other`: outside the bars that stand on the lane.
float arrow_end(const Geometry& g, std::uint32_t lane, float other) {
  const float at = g.lane(lane);
  const bool bars = g.bars_right > 0 && lane == g.bars_lane;
  if (other >= at) return at + std::max(px(4), bars ? g.bars_right + px(1) : 0);
  return at - std::max(px(4), bars ? px(kBarWidth / 2) + px(1) : 0);
}

constexpr float kAtFirewall = 0.86f;  // of the way to the server behind it

// As a part of the way: what is lost vanishes in the middle, what is refused was answered.
float broken_at(view::LadderRow::Refused refused) {
  switch (refused) {
    case view::LadderRow::Refused::no:
      return 0.5f;
    case view::LadderRow::Refused::before_the_host:
    case view::LadderRow::Refused::from_before_the_host:
      return kAtFirewall;
    case view::LadderRow::Refused::by_the_host:
      return 1;
  }
  return 0.5f;
}

// A segment that a firewall stops, or sends itself, goes no further than to it.
void stop_at_firewall(const view::LadderRow& row, ImVec2& from, ImVec2& to) {
  if (row.broken) return;  // a cross stands there
  const auto at = [](const ImVec2& device, const ImVec2& server) {
    return ImVec2{device.x + (server.x - device.x) * kAtFirewall,
                  device.y + (server.y - device.y) * kAtFirewall};
  };
  if (row.refused == view::LadderRow::Refused::before_the_host) to = at(from, to);
  if (row.refused == view::LadderRow::Refused::from_before_the_host) from = at(to, from);
}

// One arrow with its words on it. What needs more than one line reaches up.
void draw_arrow(const Geometry& g, const view::LadderRow& row, float bottom, float height) {
  const bool current = is_current(row);
  const float from = g.lane(row.from_lane), to = g.lane(row.to_lane);
  ArrowLook look;
  const bool future = row.time == view::LadderRow::Time::future;
  look.role = current                                  ? Role::accent
              : row.broken && !future                  ? Role::error
              : row.broken || is_pale(row)             ? Role::ghost
                                                       : Role::ink_2;
  look.width = g.wall ? px(3) : current ? px(2) : 0;
  const bool lost = row.broken && row.refused == view::LadderRow::Refused::no;
  look.dashed = row.comes_next || (lost && row.kind != view::LadderRow::Kind::segment);
  if (row.broken) look.broken_at = broken_at(row.refused);
  look.tube = row.sealed;
  look.head = g.wall ? 14 : 8;
  const float line = bottom - height * (g.wall ? 0.32f : 0.36f);
  const float slant = height * 0.14f;
  ImVec2 begin{arrow_end(g, row.from_lane, to), line};
  ImVec2 end{arrow_end(g, row.to_lane, from), line + slant};
  stop_at_firewall(row, begin, end);
  arrow(begin, end, look);
  const LadderLabel label = g.label(row);
  const Geometry::Room room = g.room(row);
  const LabelSize size = label_size(label, room.width());
  const float middle = (from + to - size.width) / 2;
  const float most = std::max(room.left, room.right - size.width);
  const float x = std::round(std::clamp(middle, room.left, most));
  const float above = g.wall ? px(4) : row.sealed && !label.is_wire ? px(2) : 0;
  put_label(label, {x, line - size.height - above}, room.width(), !current);
}

// A notice stands between the lanes that it belongs to, or beside the one.
void draw_notice(const Geometry& g, const view::LadderRow& row, float top, float height) {
  const LadderLabel label = g.label(row);
  const Geometry::Room room = g.room(row);
  const LabelSize size = label_size(label, room.width());
  const float most = std::max(room.left, room.right - size.width);
  const float lane = g.lane(row.from_lane);
  const bool before = room.right <= lane;  // the room lies to the left of the lane
  float x = (room.left + room.right - size.width) / 2;
  if (row.from_lane == row.to_lane)
    x = before ? room.right - px(kBesideLane) - size.width : room.left + px(kBesideLane);
  x = std::round(std::clamp(x, room.left, most));
  const float y = top + (height - size.height) / 2 - (row.broken ? px(6) : 0);
  put_label(label, {x, y}, room.width(), !is_current(row));
  if (!row.broken) return;
  const float below = y + size.height + px(3);
  line_dashed({before ? x : lane, below}, {before ? lane : x + size.width, below}, Role::error,
              px(2));
}

// The band behind the present row, and the hit area.
void draw_band(const Geometry& g, const view::LadderRow& row, std::uint32_t number,
               PanelContext& context) {
  const float top = g.y(number);
  const Rect band{{g.area.min.x - (g.wall ? px(12) : px(8)), top},
                  {g.area.max.x + px(g.wall ? 0 : 8), g.y(number + 1) - hairline()}};
  if (is_current(row)) soft_fill(band, Role::accent_soft, px(g.wall ? 8 : 6));
  if (row.comes_next || row.moment == 0) return;
  place(band.min);
  const std::string label =
      context.catalogue.sentence("window.step", {text::plain("count", row.number)}) + "##ladder" +
      std::to_string(number);
  const Control hit = control(label, band.size(), {true, false});
  if (hit.hovered && !is_current(row)) outline(band, Role::line, px(6));
  if (!hit.pressed) return;
  context.actions.push_back(GoToMoment{row.moment});
  if (row.kind == view::LadderRow::Kind::segment)
    context.actions.push_back(SelectSegment{row.step, row.segment});
}

// At grain exchange a command stands above its reply; what is alone, in the middle of the row.
void draw_exchange(const Geometry& g, const view::LadderRow& row, float bottom) {
  if (!g.exchanges) return draw_arrow(g, row, bottom, g.row);
  const float half = g.row / 2;
  if (!row.pair) return draw_arrow(g, row, bottom - half / 2, half);
  view::LadderRow reply = row;
  if (!row.answered) reply.time = view::LadderRow::Time::future;
  const float above = half + label_extra(g.label(reply), g.room(reply).width());
  draw_arrow(g, command_of(row), bottom - above + px(2), half);
  draw_arrow(g, reply, bottom - px(2), half);
}

void draw_number(const Geometry& g, const view::LadderRow& row, float top, float height) {
  if (g.wall || row.comes_next) return;
  const Role role = is_current(row) ? Role::ink_2 : Role::ink_3;
  const float y = top + (height - line_height(Type::note)) / 2 + px(2);
  const float left =
      g.compact ? area_left(g) : g.number_right - text_width(row.number, Type::note);
  put_text({left, y}, row.number, Type::note, role);
  if (g.times) put_text({g.time_left, y}, row.at, Type::note, role);
}

void draw_row(const Geometry& g, const view::LadderRow& row, std::uint32_t index) {
  const float top = g.y(index), bottom = g.y(index + 1);
  if (is_notice(row)) {
    draw_notice(g, row, top, bottom - top);
  } else {
    draw_exchange(g, row, bottom);
  }
}

// From the back to the front: the present row's band, numbers, the bars of states, the rows.
void draw_rows(const Geometry& g, const view::LadderView& view, PanelContext& context) {
  const auto index = [&view](std::size_t i) {
    return view.first_row + static_cast<std::uint32_t>(i);
  };
  for (std::size_t i = 0; i < view.rows.size(); ++i)
    draw_band(g, view.rows[i], index(i), context);
  for (std::size_t i = 0; i < view.rows.size(); ++i)
    draw_number(g, view.rows[i], g.y(index(i)), g.y(index(i) + 1) - g.y(index(i)));
  if (!g.wall) draw_bars(g, view);
  for (std::size_t i = 0; i < view.rows.size(); ++i)
    draw_row(g, view.rows[i], index(i));
}

}  // namespace

RowWindow ladder_window(const Rect& area, const UiState& ui, std::uint32_t row_count,
                        std::uint32_t cursor_row, bool exchanges, bool wall) {
  Rect rows = area;
  rows.cut_top(least_ladder_header_height(area, wall));
  return rows_to_measure(rows, ladder_row_height(rows, wall, exchanges), row_count, cursor_row,
                         ui.ladder_scroll);
}

void draw_ladder(const Rect& area, const view::LadderView& view, PanelContext& context,
                 bool wall) {
  LadderStyle style;
  style.wall = wall;
  draw_ladder(area, view, style, context.own.ladder_scroll, context);
}

void draw_ladder(const Rect& area, const view::LadderView& view, const LadderStyle& style,
                 float& scroll, PanelContext& context) {
  if (view.lanes.empty() || (view.row_count == 0 && view.rows.empty() && !view.empty.empty())) {
    Rect middle = area;
    put_paragraph({area.min.x, area.min.y + area.height() * 0.3f}, middle.width(), view.empty,
                  style.wall ? Type::wall_text : Type::text, Role::ink_2, Align::centre);
    if (view.lanes.empty()) return;
  }
  const Geometry g = ladder_geometry(area, view, style, scroll);
  ImGui::PushClipRect({area.min.x - px(4), area.min.y}, {area.max.x + px(12), area.max.y}, true);
  draw_lanes(area, g, view, context.catalogue);
  ImGui::PopClipRect();
  ImGui::PushClipRect({area.min.x - px(16), g.area.min.y}, {area.max.x + px(12), g.area.max.y},
                      true);
  draw_rows(g, view, context);
  ImGui::PopClipRect();
  if (style.wall) return;
  Rect rows = g.area;
  rows.max.x += px(12);  // the bar stands in the pane's padding
  scroll_rows(rows, g.heights, view.row_count, view.cursor_row, scroll);
}

}  // namespace popscope::gui
