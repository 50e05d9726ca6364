#include <algorithm>
#include <cmath>
#include <string>

#include "gui/panels/ladder_geometry.h"
#include "gui/panels/panels.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/control.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"
#include "gui/widgets/wire.h"

namespace popscope::gui {
namespace {

using Geometry = LadderGeometry;

float area_left(const Geometry& g) { return g.area.min.x + px(4); }

Role ink_of(const view::LadderRow& row) {
  if (row.time == view::LadderRow::Time::future) return Role::ink_3;
  return row.pale ? Role::ink_3 : Role::ink;
}

void draw_lanes(const Rect& area, const Geometry& g, const view::LadderView& view) {
  const Type name = g.wall ? Type::wall_strong : Type::text_strong;
  for (std::size_t i = 0; i < view.lanes.size(); ++i) {
    const view::Lane& lane = view.lanes[i];
    const float x = g.lanes[i];
    const float share = view.lanes.size() < 2
                            ? area.width()
                            : (g.lanes[1] - g.lanes[0]) - px(12);
    const float width = text_width(lane.name, name);
    const float at = std::clamp(x - width / 2, area.min.x,
                                std::max(area.min.x, area.max.x - width));
    put_subject({width > share ? x - share / 2 : at, area.min.y}, std::max(share, px(60)),
                lane.name, name, Role::ink);
    if (!g.wall && !very_low_ladder(area)) {
      const float note = text_width(lane.note, Type::note);
      const float note_at =
          std::clamp(x - note / 2, area.min.x, std::max(area.min.x, area.max.x - note));
      if (note <= share + px(12))
        put_text({note_at, area.min.y + px(20)}, lane.note, Type::note,
                 lane.cut ? Role::error : Role::ink_2);
    }
    if (g.wall && lane.cut) {  // on the wall a note stands only where it is the news
      const float note = text_width(lane.note, Type::wall_text);
      put_text({std::clamp(x - note / 2, area.min.x, std::max(area.min.x, area.max.x - note)),
                area.min.y + line_height(name)},
               lane.note, Type::wall_text, Role::error);
    }
    const float from = g.area.min.y - px(8);
    line_down(x, from, g.area.max.y, Role::line, px(2));
  }
}

void draw_bars(const Geometry& g, const view::LadderView& view) {
  for (const view::StateBar& bar : view.bars) {
    if (bar.lane >= g.lanes.size()) continue;
    // With lanes on both sides the bar stands on the server's own line, as in a UML diagram.
    const bool beside = view.lanes.size() == 2;
    const auto column = static_cast<float>(std::min(bar.column, 3u));  // of sessions side by side
    const float x = g.lanes[bar.lane] + (beside ? px(14) : -px(3)) + column * px(10);
    const float from = std::max(g.y(bar.first_row) + g.row * 0.6f, g.area.min.y);
    const float to = std::min(g.y(bar.last_row) + g.row * 0.94f, g.area.max.y);
    if (to <= from) continue;
    const Rect rect{{x, from}, {x + px(6), to}};
    if (bar.dashed) {
      outline_dashed(rect, bar.current ? Role::accent : Role::ghost, px(3));
    } else {
      fill(rect, bar.current ? Role::accent : Role::ghost, px(3));
    }
    const float name = x + px(14);
    const bool room =
        g.state_names && name + text_width(bar.state, Type::note) <= g.area.max.x + px(4);
    if (room && to - from > px(14)) {
      put_text({name, from}, bar.state, Type::note, Role::ink_2);
    } else {
      tooltip_over(rect.inset(-px(4), 0), bar.state);
    }
  }
}

// What a row has room for: between its lanes; the present one, which lies on its band, has all of
// the row, and so has each on the wall, where nobody can point.
struct Room {
  float left = 0, right = 0;

  float width() const { return right - left; }
  float place(float wide) const { return std::round((left + right - wide) / 2); }
};

// `smaller`: how wide it is in the smaller type.
Room room_of(const Geometry& g, float left, float right, float wanted, float smaller,
             bool current) {
  const Room between{left + px(kClearOfLanes), right - px(kClearOfLanes)};
  if (!(current || g.wall) || std::min(wanted, smaller) <= between.width()) return between;
  const float half = wanted / 2, middle = (left + right) / 2;
  const float least = g.words_left, most = g.area.max.x - px(4);
  const float from = std::clamp(middle - half, least, std::max(least, most - wanted));
  return {from, std::min(from + wanted, most)};
}

float payload_width(const std::string& payload) {
  return payload.empty() ? 0 : px(22) + text_width(payload, Type::note);
}

// The words of a row on the line between two lanes: shortened where they are too long, the whole in
// a tooltip. How many lines follow gives way to them: only its triangle stays.
void draw_wire(const Geometry& g, const view::LadderRow& row, float left, float right, float y,
               std::string payload, bool current) {
  WireLook look;
  look.type = g.wall ? Type::wall_wire : Type::wire;
  look.future = row.time == view::LadderRow::Time::future;
  look.on_soft = current;
  const Type smaller = g.wall ? Type::wall_wire : Type::wire_note;
  WireLook small = look;
  small.type = smaller;
  const float least = wire_width(row.wire, small) + payload_width(payload) + px(1);
  const Room room = room_of(g, left, right,
                            wire_width(row.wire, look) + payload_width(payload) + px(1), least,
                            current);
  const bool follows = !payload.empty();
  std::string whole = view::plain_text(row.wire);
  if (follows && least > room.width()) {
    whole += "\n" + payload;
    payload.clear();
  }
  const float extra = payload.empty() && follows ? px(18) : payload_width(payload);
  const FittedWire fitted = fit_wire(row.wire, room.width() - extra, look, smaller);
  const float width = fitted.width + extra;
  const float x = room.place(width);
  const float lower = baseline(look.type) - baseline(fitted.look.type);
  const Rect behind{{x - px(3), y}, {x + width + px(3), y + line_height(look.type) - px(2)}};
  if (!current) fill(behind, Role::surface);
  else if (soft_fills() && !g.wall) fill(behind, Role::accent_soft);
  const float end = x + put_wire({x, y + lower}, fitted.line, fitted.look);
  if (follows)
    triangle_right({end + px(14), y + line_height(look.type) / 2}, Role::ink_2, 3.5f);
  if (!payload.empty())
    put_on_baseline({end + px(22), y}, look.type, payload, Type::note,
                    look.future ? Role::ink_3 : Role::ink_2);
  if (fitted.shortened || (follows && payload.empty())) tooltip_over(behind, whole);
}

void draw_words(const Geometry& g, const std::string& words, const Room& room, float y, Type type,
                Role role, bool ground) {
  const bool smaller = !g.wall && text_width(words, type) > room.width();
  const Type fitting = !smaller ? type : type == Type::wire ? Type::wire_note : Type::note;
  const std::string shown = shortened(words, fitting, room.width());
  const float width = text_width(shown, fitting);
  const float x = room.place(width);
  const Rect behind{{x - px(3), y}, {x + width + px(3), y + line_height(type) - px(2)}};
  if (ground) fill(behind, Role::surface);
  put_on_baseline({x, y}, type, shown, fitting, role);
  if (shown != words) tooltip_over(behind, words);
}

std::string payload_of(const Geometry& g, const view::LadderRow& row,
                       const text::Catalogue& catalogue) {
  if (row.payload_lines == 0 || g.wall) return {};
  return catalogue.sentence("window.payload", {text::number("count", row.payload_lines)});
}

// One arrow with its words, in the given height of the row.
void draw_arrow(const Geometry& g, const view::LadderRow& row, float top, float height,
                bool current, const text::Catalogue& catalogue) {
  const float from = g.lane(row.from_lane), to = g.lane(row.to_lane);
  const float away = to >= from ? px(4) : -px(4);
  const bool next = row.kind == view::LadderRow::Kind::next;
  ArrowLook look;
  look.role = current                                          ? Role::accent
              : row.broken                                     ? Role::error
              : next || row.pale || ink_of(row) == Role::ink_3 ? Role::ghost
                                                               : Role::ink_2;
  look.width = g.wall ? px(3) : current ? px(2) : 0;
  look.dashed = next || (row.broken && row.kind != view::LadderRow::Kind::segment);
  look.broken = row.broken;
  look.head = g.wall ? 14 : 8;
  const float line = height * (g.wall ? 0.68f : 0.64f);
  const float slant = height * 0.14f;
  arrow({from + away, top + line}, {to - away, top + line + slant}, look);
  const float left = std::min(from, to), right = std::max(from, to);
  const Type type = g.wall ? Type::wall_wire : Type::wire;
  const float y = top + line - line_height(type) - (g.wall ? px(4) : px(0));
  if (row.line) return draw_wire(g, row, left, right, y, payload_of(g, row, catalogue), current);
  const Role role = row.broken ? Role::error : next || row.pale ? Role::ink_3 : Role::ink_2;
  const Type words = next ? type : g.wall ? Type::wall_text : Type::label;
  const Type smaller = g.wall ? words : next ? Type::wire_note : Type::note;
  const Room room = room_of(g, left, right, text_width(row.words, words) + px(1),
                            text_width(row.words, smaller) + px(1), current);
  draw_words(g, row.words, room, y, words, role, !current);
}

// A notice belongs to the lanes that it stands between, but may reach over them.
void draw_notice(const Geometry& g, const view::LadderRow& row, float top, bool current) {
  const float centre = (g.lane(row.from_lane) + g.lane(row.to_lane)) / 2;
  const Type type = g.wall       ? row.broken ? Type::wall_strong : Type::wall_text
                    : row.broken ? Type::text_strong
                                 : Type::label;
  const float y = top + (g.row - line_height(type)) / 2 - (row.broken ? px(6) : 0);
  const Role role = row.time == view::LadderRow::Time::future || row.pale ? Role::ink_3
                    : row.broken                                          ? Role::error
                                                                          : Role::ink_2;
  const float wanted = text_width(row.words, type) + px(1);
  const Room room = room_of(g, centre, centre, wanted, wanted, true);
  draw_words(g, row.words, room, y, type, role, !current);
  if (!row.broken) return;
  const float middle = (room.left + room.right) / 2;
  const float half = std::max(px(54), room.width() / 2 + px(8));
  const float below = y + line_height(type) + px(3);
  line_dashed({std::max(g.area.min.x, middle - half), below},
              {std::min(g.area.max.x, middle + half), below}, Role::error, px(2));
}

bool is_current(const view::LadderRow& row) {
  return row.time == view::LadderRow::Time::now &&
         (row.kind != view::LadderRow::Kind::segment || row.selected_segment);
}

// The band behind the present row, and the hit area.
void draw_band(const Geometry& g, const view::LadderRow& row, std::uint32_t number,
               PanelContext& context) {
  const float top = g.y(number);
  const Rect band{{g.area.min.x - (g.wall ? px(12) : px(8)), top},
                  {g.area.max.x + px(g.wall ? 0 : 8), top + g.row - hairline()}};
  if (is_current(row)) soft_fill(band, Role::accent_soft, px(g.wall ? 8 : 6));
  if (row.kind == view::LadderRow::Kind::next) return;
  place(band.min);
  const std::string label =
      context.catalogue.sentence("window.step", {text::plain("count", row.number)}) + "##ladder" +
      std::to_string(number);
  const Control hit = control(label, band.size(), {true, false});
  if (hit.hovered && !is_current(row)) outline(band, Role::line, px(6));
  if (!hit.pressed) return;
  if (row.kind == view::LadderRow::Kind::segment) {
    context.actions.push_back(SelectSegment{row.step, row.segment});
  } else {
    context.actions.push_back(GoToStep{row.step});
  }
}

// At grain exchange a command stands above its reply; what is alone, in the middle of the row.
void draw_exchange(const Geometry& g, const view::LadderRow& row, float top, bool current,
                   PanelContext& context) {
  if (!g.exchanges) return draw_arrow(g, row, top, g.row, current, context.catalogue);
  const float half = g.row / 2;
  if (!row.pair)
    return draw_arrow(g, row, top + half / 2, half, current, context.catalogue);
  view::LadderRow command = row;
  std::swap(command.from_lane, command.to_lane);
  command.wire = row.command;
  command.payload_lines = 0;
  command.broken = false;
  draw_arrow(g, command, top + px(2), half, current, context.catalogue);
  view::LadderRow reply = row;
  if (!row.answered) reply.time = view::LadderRow::Time::future;
  draw_arrow(g, reply, top + half - px(2), half, current && row.answered, context.catalogue);
}

void draw_row(const Geometry& g, const view::LadderRow& row, std::uint32_t index,
              PanelContext& context) {
  const float top = g.y(index);
  const bool current = is_current(row);
  if (!g.wall && row.kind != view::LadderRow::Kind::next) {
    const Role role = current ? Role::ink_2 : Role::ink_3;
    const float y = top + (g.row - line_height(Type::note)) / 2 + px(2);
    const float left =
        g.compact ? area_left(g) : g.number_right - text_width(row.number, Type::note);
    put_text({left, y}, row.number, Type::note, role);
    if (g.times) put_text({g.time_left, y}, row.at, Type::note, role);
  }
  if (row.kind == view::LadderRow::Kind::notice) {
    draw_notice(g, row, top, current);
  } else {
    draw_exchange(g, row, top, current, context);
  }
}

}  // namespace

RowWindow ladder_window(const Rect& area, const UiState& ui, std::uint32_t row_count,
                        std::uint32_t cursor_row, bool exchanges, bool wall) {
  Rect rows = area;
  rows.cut_top(ladder_header_height(area, wall));
  const float row = ladder_row_height(rows, wall, exchanges);
  const float scroll = scroll_of_rows(rows, row, row_count, cursor_row, ui.ladder_scroll);
  RowWindow window;
  window.first = static_cast<std::uint32_t>(scroll);
  window.count = static_cast<std::uint32_t>(rows.height() / row) + 2;
  return window;
}

void draw_ladder(const Rect& area, const view::LadderView& view, PanelContext& context,
                 bool wall) {
  LadderStyle style;
  style.wall = wall;
  draw_ladder(area, view, style, context.ui.ladder_scroll, context);
}

void draw_ladder(const Rect& area, const view::LadderView& view, const LadderStyle& style,
                 float& position, PanelContext& context) {
  if (view.lanes.empty() || (view.row_count == 0 && view.rows.empty() && !view.empty.empty())) {
    Rect middle = area;
    put_paragraph({area.min.x, area.min.y + area.height() * 0.3f}, middle.width(), view.empty,
                  Type::text, Role::ink_2, Align::centre);
    if (view.lanes.empty()) return;
  }
  const Geometry g = ladder_geometry(area, view, style, position);
  ImGui::PushClipRect({area.min.x - px(12), area.min.y}, {area.max.x + px(12), area.max.y}, true);
  draw_lanes(area, g, view);
  ImGui::PushClipRect({area.min.x - px(16), g.area.min.y}, {area.max.x + px(12), g.area.max.y},
                      true);
  // From the back to the front: the present row's band, the bars of states, the rows.
  const auto index = [&view](std::size_t i) {
    return view.first_row + static_cast<std::uint32_t>(i);
  };
  for (std::size_t i = 0; i < view.rows.size(); ++i)
    draw_band(g, view.rows[i], index(i), context);
  if (!style.wall) draw_bars(g, view);
  for (std::size_t i = 0; i < view.rows.size(); ++i)
    draw_row(g, view.rows[i], index(i), context);
  ImGui::PopClipRect();
  ImGui::PopClipRect();
  if (style.wall) return;
  Rect rows = g.area;
  rows.max.x += px(12);  // the bar stands in the pane's padding
  scroll_rows(rows, g.row, view.row_count, view.cursor_row, position);
}

}  // namespace popscope::gui
