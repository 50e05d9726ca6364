#include <algorithm>
#include <cmath>
#include <string>

#include "gui/panels/ladder_style.h"
#include "gui/panels/panels.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/control.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"
#include "gui/widgets/wire.h"

namespace popscope::gui {
namespace {

// Everything that is the same for all rows. Lengths are physical.
struct Geometry {
  Rect area;          // below the lanes' names
  float row = 0;      // height
  float top = 0;      // of the first row in the view; may stand above the area
  std::uint32_t first = 0;
  std::vector<float> lanes;
  float number_right = 0, time_left = 0;
  float words_left = 0;  // behind the widest time: no words of a row begin before it
  bool wall = false;
  bool wide = false;  // times are shown
  bool compact = false;
  float header = 0;   // height of the lanes' names above `area`

  float y(std::uint32_t row_number) const {
    return top + (static_cast<float>(row_number) - static_cast<float>(first)) * row;
  }
};

// In a very low panel the names of lanes stand alone, and rows get the room.
bool very_low(const Rect& area) { return area.height() < px(200); }

float header_height(const Rect& area, bool wall) {
  return wall ? px(70) : very_low(area) ? px(28) : px(48);
}

float row_height(const Rect& area, bool wall) {
  if (wall) return px(92);
  const bool low = area.height() < px(480);
  return px(low ? metrics::kLadderRowLow : metrics::kLadderRow);
}

bool narrow(const Rect& area) { return area.width() < px(440); }

// Lanes share the room between the numbers and the names of states.
Geometry geometry_of(const Rect& area, const view::LadderView& view, const LadderStyle& style,
                     float position) {
  const bool wall = style.wall;
  Geometry g;
  g.compact = style.compact;
  g.area = area;
  g.header = header_height(area, wall);
  g.area.cut_top(g.header);
  g.wall = wall;
  g.wide = !wall && !style.compact && !narrow(area);
  g.row = row_height(g.area, wall);
  g.first = view.first_row;
  const float scroll = scroll_of_rows(g.area, g.row, view.row_count, view.cursor_row,
                                      position);
  g.top = g.area.min.y + (static_cast<float>(view.first_row) - scroll) * g.row;
  g.number_right = area.min.x + (wall ? 0 : px(style.compact ? 44 : narrow(area) ? 24 : 32));
  g.time_left = g.number_right + px(14);
  float times = px(38);
  for (const view::LadderRow& row : view.rows)
    times = std::max(times, text_width(row.at, Type::note));
  g.words_left = g.wide ? g.time_left + times + px(8) : g.number_right + px(8);
  const auto count = static_cast<float>(view.lanes.size());
  const bool state_names = view.lanes.size() == 2;
  const bool tight = area.width() < px(560);
  float left =
      area.min.x + px(wall ? 120 : style.compact ? 110 : !g.wide ? 72 : tight ? 124 : 154);
  float right = area.max.x - px(wall ? 120 : state_names && g.wide ? (tight ? 104 : 132) : 64);
  if (style.compact || view.lanes.size() > 2) right = area.max.x - px(style.compact ? 84 : 64);
  right = std::max(right, left + px(40));
  for (float i = 0; i < count; i += 1)
    g.lanes.push_back(std::round(count < 2 ? (left + right) / 2
                                           : left + (right - left) * i / (count - 1)));
  return g;
}

float area_left(const Geometry& g) { return g.area.min.x + px(4); }

Role ink_of(const view::LadderRow& row) {
  if (row.time == view::LadderRow::Time::future || row.hidden) return Role::ink_3;
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
    if (!g.wall && !very_low(area)) {
      const float note = text_width(lane.note, Type::note);
      const float note_at =
          std::clamp(x - note / 2, area.min.x, std::max(area.min.x, area.max.x - note));
      if (note <= share + px(12))
        put_text({note_at, area.min.y + px(20)}, lane.note, Type::note,
                 lane.cut ? Role::error : Role::ink_2);
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
    const bool room = beside && name + text_width(bar.state, Type::note) <=
                                                    g.area.max.x;
    if (room && to - from > px(14)) {
      put_text({name, from}, bar.state, Type::note, Role::ink_2);
    } else {
      tooltip_over(rect.inset(-px(4), 0), bar.state);
    }
  }
}

// The words of a row on the line between two lanes; kept inside the panel when they are long.
void draw_wire(const Geometry& g, const view::LadderRow& row, float left, float right, float y,
               const text::Catalogue& catalogue, bool current) {
  WireLook look;
  look.type = g.wall ? Type::wall_wire : Type::wire;
  look.future = row.time == view::LadderRow::Time::future;
  look.on_soft = current;
  std::string payload;
  float extra = 0;
  if (row.payload_lines > 0 && !g.wall) {
    payload = catalogue.sentence("window.payload", {text::number("count", row.payload_lines)});
    extra = px(22) + text_width(payload, Type::note);
  }
  float width = wire_width(row.wire, look) + extra;
  const float most = g.area.max.x - g.words_left;
  view::WireLine shown = row.wire;
  if (width > most && !g.wall) {  // the lines' tab has all of it
    look.type = Type::wire_note;
    width = wire_width(shown, look) + extra;
  }
  // How much is kept is counted without the mark of omission: with it, 12 octets stay 12 for ever.
  std::size_t keep = shown.words.size();
  while (width > most && keep > 8) {
    keep = keep * 3 / 4;
    while (keep > 0 && (static_cast<unsigned char>(row.wire.words[keep]) & 0xC0) == 0x80) --keep;
    shown.words = row.wire.words.substr(0, keep) + "…";
    width = wire_width(shown, look) + extra;
  }
  const float x = std::round(std::clamp((left + right - width) / 2,
                                        g.area.max.x - most - px(4),
                                        std::max(g.area.max.x - most, g.area.max.x - width)));
  const Rect behind{{x - px(4), y}, {x + width + px(4), y + line_height(look.type)}};
  if (!current) fill(behind, Role::surface);
  else if (soft_fills() && !g.wall) fill(behind, Role::accent_soft);
  float end = x + put_wire({x, y}, shown, look);
  if (!payload.empty()) {
    triangle_right({end + px(14), y + line_height(look.type) / 2}, Role::ink_2, 3.5f);
    put_on_baseline({end + px(22), y}, look.type, payload, Type::note,
                    look.future ? Role::ink_3 : Role::ink_2);
  }
  if (shown.words != row.wire.words) tooltip_over(behind, row.wire.status + " " + row.wire.words);
}

void draw_words(const Geometry& g, const std::string& words, float centre, float y, Type type,
                Role role, bool ground) {
  const float width = text_width(words, type);
  const float least = g.words_left;
  const float x = std::round(
      std::clamp(centre - width / 2, least, std::max(least, g.area.max.x - width - px(4))));
  const Rect behind{{x - px(6), y}, {x + width + px(6), y + line_height(type)}};
  if (ground) fill(behind, Role::surface);
  put_text({x, y}, words, type, role);
}

void draw_arrow(const Geometry& g, const view::LadderRow& row, float top, bool current,
                const text::Catalogue& catalogue) {
  const float from = g.lanes[std::min<std::size_t>(row.from_lane, g.lanes.size() - 1)];
  const float to = g.lanes[std::min<std::size_t>(row.to_lane, g.lanes.size() - 1)];
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
  const float line = g.row * (g.wall ? 0.66f : 0.64f);
  const float slant = g.row * 0.14f;
  arrow({from + away, top + line}, {to - away, top + line + slant}, look);
  const float left = std::min(from, to), right = std::max(from, to);
  const Type type = g.wall ? Type::wall_wire : Type::wire;
  const float y = top + line - line_height(type) - (g.wall ? px(6) : px(0));
  if (row.line && !row.hidden) {
    draw_wire(g, row, left, right, y, catalogue, current);
  } else {
    const bool mono = next;
    draw_words(g, row.words, (left + right) / 2, y, mono ? type : Type::label,
               row.broken ? Role::error : next ? Role::ink_3 : row.pale ? Role::ink_3 : Role::ink_2,
               !current);
  }
}

void draw_notice(const Geometry& g, const view::LadderRow& row, float top, bool current) {
  const float from = g.lanes[std::min<std::size_t>(row.from_lane, g.lanes.size() - 1)];
  const float to = g.lanes[std::min<std::size_t>(row.to_lane, g.lanes.size() - 1)];
  const Type type = g.wall ? Type::wall_text : row.broken ? Type::text_strong : Type::label;
  const float y = top + (g.row - line_height(type)) / 2 - (row.broken ? px(6) : 0);
  const Role role = row.time == view::LadderRow::Time::future || row.pale ? Role::ink_3
                    : row.broken                                          ? Role::error
                                                                          : Role::ink_2;
  draw_words(g, row.words, (from + to) / 2, y, type, role, !current);
  if (!row.broken) return;
  const float half = std::max(px(54), text_width(row.words, type) / 2 + px(8));
  const float below = y + line_height(type) + px(3);
  line_dashed({(from + to) / 2 - half, below}, {(from + to) / 2 + half, below}, Role::error,
              px(2));
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
  if (row.hidden || row.kind == view::LadderRow::Kind::next) return;
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
    if (g.wide) put_text({g.time_left, y}, row.at, Type::note, role);
  }
  if (row.kind == view::LadderRow::Kind::notice) {
    draw_notice(g, row, top, current);
  } else {
    draw_arrow(g, row, top, current, context.catalogue);
  }
}

}  // namespace

RowWindow ladder_window(const Rect& area, const UiState& ui, std::uint32_t row_count,
                        std::uint32_t cursor_row, bool wall) {
  Rect rows = area;
  rows.cut_top(header_height(area, wall));
  const float row = row_height(rows, wall);
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
  const Geometry g = geometry_of(area, view, style, position);
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
  if (style.compact) rows.max.x += px(12);  // the bar stands in the pane's padding
  scroll_rows(rows, g.row, view.row_count, view.cursor_row, position);
}

}  // namespace popscope::gui
