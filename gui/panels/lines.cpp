#include <algorithm>
#include <cmath>

#include "gui/panels/panels.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/choice.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"
#include "gui/widgets/wire.h"

namespace popscope::gui {
namespace {

constexpr float kLineRow = 28;
constexpr float kHexRow = 22;
constexpr float kPadlock = 12;  // its middle before the line
constexpr std::uint32_t kHexRowsShown = 6;
constexpr std::uint32_t kHexRowsLeast = 3;

// "2b 4f ... 73  61 73 ..." and the characters behind them: three columns an octet, one more behind
// the eighth, two before the characters.
std::uint32_t hex_columns(std::uint32_t octets) {
  return octets * 3 + (octets > view::kHexOctetsPerRow / 2 ? 1 : 0) + 3;
}

float hex_height(std::size_t rows) {
  return px(12) + line_height(Type::heading) + px(8) + static_cast<float>(rows) * px(kHexRow) +
         px(8);
}

// The octets scroll: they give up rows while the lines of the present step do not fit above them.
// Where half the room is less than one row of them, that row and one line share it.
float hex_height_in(const Rect& area, const view::LinesView& view) {
  if (view.hex.empty()) return 0;
  std::size_t rows = std::min<std::size_t>(view.hex.size(), kHexRowsShown);
  const float lines = static_cast<float>(view.cursor_rows + 1) * px(kLineRow);
  while (rows > kHexRowsLeast && hex_height(rows) + lines > area.height()) --rows;
  const float one_row = std::min(hex_height(1), area.height() - px(kLineRow + 4));
  return std::min(hex_height(rows), std::max(area.height() / 2, one_row));
}

RowHeights line_rows() { return {px(kLineRow), 0, {}}; }

RowBlock block_of(const view::LinesView& view) {
  return {view.cursor_row, view.cursor_rows, view.remark_row};
}

float row_height(const Rect& area, const view::LinesRow& row, float text) {
  if (!row.notice.empty() || !row.folded.empty()) return px(kLineRow);
  WireLook look;
  look.speaker = false;
  look.line_end = true;
  return std::max(px(kLineRow), wire_height(area.max.x - text, row.wire, look) + px(8));
}

// Beside the line, shorter if need be; what is longer than the room is in a tooltip over the line.
void put_remark(const Rect& rect, const view::LinesRow& row, float left, float y) {
  if (row.remark.empty()) return;
  const auto fits = [&](const std::string& words) {
    return !words.empty() && left + text_width(words, Type::note) <= rect.max.x;
  };
  const std::string& words = fits(row.remark) ? row.remark : row.remark_short;
  if (fits(words)) {
    const float x = rect.max.x - text_width(words, Type::note);
    put_text({x, y}, words, Type::note, row.warns ? Role::mark : Role::ink_2);
  }
  if (!fits(row.remark)) tooltip_over(rect, row.remark);
}

void draw_row(const Rect& rect, const view::LinesRow& row, float number, float speaker, float text,
              std::size_t index, PanelContext& context) {
  const Rect band{{rect.min.x - px(8), rect.min.y}, {rect.max.x + px(8), rect.max.y - hairline()}};
  if (row.current) soft_fill(band, Role::accent_soft, px(6));
  place(band.min);
  const std::string label =
      context.catalogue.sentence("window.step", {text::plain("count", std::to_string(row.step))}) +
      "##line" + std::to_string(index);
  const Control hit = control(label, band.size(), {true, false});
  if (hit.hovered && !row.current) outline(band, Role::line, px(6));
  if (hit.pressed) {
    if (!row.folded.empty()) context.actions.push_back(Unfold{row.step});
    else context.actions.push_back(GoToStep{row.step});
  }
  const float y = rect.min.y + (px(kLineRow) - line_height(Type::wire)) / 2;
  const float note = rect.min.y + (px(kLineRow) - line_height(Type::note)) / 2;
  if (row.first_of_step) {
    put_text({number, note}, std::to_string(row.step), Type::note,
             row.current ? Role::ink_2 : Role::ink_3);
    if ((row.notice.empty() || row.sealed) && row.folded.empty())
      put_text({speaker, y}, row.wire.speaker == view::Speaker::client ? "C:" : "S:", Type::wire,
               row.current ? Role::ink_2 : Role::ink_3);
  }
  if (row.sealed)
    padlock({text - px(kPadlock), rect.min.y + px(kLineRow) / 2},
            row.current ? Role::ink_2 : Role::ink_3);
  if (!row.notice.empty()) {
    put_subject({text, note}, rect.max.x - text, row.notice, Type::label, Role::ink_2);
    put_remark(rect, row, text + text_width(row.notice, Type::label) + px(16), note);
    return;
  }
  if (!row.folded.empty()) {
    triangle_right({text + px(4), rect.min.y + px(kLineRow) / 2}, Role::ink_2);
    put_text({text + px(14), note}, row.folded, Type::note, Role::ink_2);
    return;
  }
  WireLook look;
  look.speaker = false;
  look.line_end = true;
  look.on_soft = row.current;
  const float width = wire_width(row.wire, look);
  put_wire_wrapped({text, y}, rect.max.x - text, row.wire, look);
  put_remark(rect, row, text + width + px(16), note);
}

// Wrapped lines are higher than a row: what stands above the present step gives way to it, but its
// own first row stays.
float give_way(const Rect& area, const view::LinesView& view, float text, float y) {
  float top = y;
  for (std::size_t i = 0; i < view.rows.size(); ++i) {
    const std::uint32_t index = view.first_row + static_cast<std::uint32_t>(i);
    if (index == view.cursor_row) top = y;
    if (index == view.cursor_row + view.cursor_rows) break;
    y += row_height(area, view.rows[i], text);
  }
  if (view.cursor_row < view.first_row) return 0;
  const float wanted = y + px(kLineRow) - area.max.y;
  return std::clamp(wanted, 0.0f, std::max(0.0f, top - area.min.y));
}

void draw_hex(Rect area, const view::LinesView& view, PanelContext& context) {
  line_across(area.min.x, area.max.x, area.min.y);
  area.cut_top(px(12));
  area.cut_top(put_heading(area, view.octets_heading, view.octets_note) + px(8));
  ScrollArea scroll("octets", area);
  const float column = text_width("0", Type::wire);
  const std::uint32_t per_row = octets_per_row(area);
  const float chars = area.min.x + column * static_cast<float>(hex_columns(per_row));
  float y = area.min.y - scroll.scroll();
  std::uint32_t octet = 0;
  for (const view::HexRow& row : view.hex) {
    for (std::size_t i = 0; i < row.line_end.size(); ++i, ++octet) {
      const std::size_t at = i * 3 + (i >= 8 ? 1 : 0);
      const float x = area.min.x + column * static_cast<float>(at);
      const Rect cell{{x - column / 2, y}, {x + column * 2.5f, y + px(kHexRow) - px(2)}};
      const bool chosen = context.ui.selection.octet == octet;
      if (row.line_end[i] || chosen) soft_fill(cell, Role::accent_soft);
      const Role ink = row.line_end[i] || chosen ? Role::accent : Role::ink_2;
      put_text({x, y}, std::string_view(row.hex).substr(at, 2), Type::wire, ink);
      place(cell.min);
      const Control hit = control("octet " + std::to_string(octet), cell.size(), {true, false});
      if (hit.pressed) context.actions.push_back(SelectOctet{octet});
    }
    put_text({chars, y}, row.text, Type::wire, Role::ink);
    y += px(kHexRow);
  }
  if (!view.hex_more.empty()) {
    put_text({area.min.x, y}, view.hex_more, Type::note, Role::ink_2);
    y += px(kHexRow);
  }
  place({area.min.x, y});
}

}  // namespace

std::uint32_t octets_per_row(const Rect& area) {
  constexpr std::uint32_t kAll = view::kHexOctetsPerRow;
  const float column = text_width("0", Type::wire);
  const bool room = static_cast<float>(hex_columns(kAll) + kAll) * column <= area.width();
  return room ? kAll : kAll / 2;
}

RowWindow lines_window(const Rect& area, const UiState& ui, const view::LinesView& view) {
  RowWindow window;
  const float scroll =
      scroll_of_block(area, line_rows(), view.row_count, block_of(view), ui.lines_scroll);
  window.first = static_cast<std::uint32_t>(scroll);
  window.count = static_cast<std::uint32_t>(area.height() / px(kLineRow)) + 2;
  return window;
}

void draw_listener_switch(const Rect& room, PanelContext& context) {
  const view::KeyCap key = view::cap_of(view::KeyAction::listener, context.catalogue);
  const std::string whole = context.catalogue.sentence("window.listener");
  const std::string brief = context.catalogue.sentence("window.listener.short");
  const auto fits = [&](const std::string& words, const view::KeyCap& cap) {
    return toggle_width(words, cap) <= room.width();
  };
  const std::string& words = fits(whole, key) ? whole : brief;
  const view::KeyCap cap = fits(words, key) ? key : view::KeyCap{};
  if (!fits(words, cap)) return;
  place({std::floor(room.max.x - toggle_width(words, cap)), room.min.y});
  bool on = context.ui.selection.as_listener;
  if (toggle(words, on, context.catalogue.sentence("window.listener.hint"), cap))
    context.actions.push_back(ToggleListener{});
}

void draw_lines(const Rect& area, const view::LinesView& view, PanelContext& context) {
  if (view.row_count == 0) {
    put_paragraph({area.min.x, area.min.y + area.height() * 0.3f}, area.width(), view.empty,
                  Type::text, Role::ink_2, Align::centre);
    return;
  }
  Rect rows = area;
  const Rect hex = rows.cut_bottom(hex_height_in(area, view));
  rows.cut_bottom(px(4));
  const float scroll =
      scroll_of_block(rows, line_rows(), view.row_count, block_of(view), context.own.lines_scroll);
  const bool tight = area.width() < px(420);
  const float number = area.min.x + px(8);
  const float speaker = area.min.x + px(tight ? 30 : 44);
  const float text = area.min.x + px(tight ? 54 : 76) + (view.sealed ? px(tight ? 16 : 9) : 0);
  ImGui::PushClipRect({rows.min.x - px(12), rows.min.y}, {rows.max.x + px(12), rows.max.y}, true);
  float y = rows.min.y + (static_cast<float>(view.first_row) - scroll) * px(kLineRow);
  if (context.own.lines_scroll < 0) y -= give_way(rows, view, text, y);
  for (std::size_t i = 0; i < view.rows.size(); ++i) {
    const float height = row_height(rows, view.rows[i], text);
    if (y < rows.max.y && y + height > rows.min.y)
      draw_row({{rows.min.x, y}, {rows.max.x, y + height}}, view.rows[i], number, speaker, text,
               view.first_row + i, context);
    y += height;
  }
  ImGui::PopClipRect();
  Rect with_bar = rows;  // the bar stands in the pane's padding
  with_bar.max.x += px(12);
  scroll_rows(with_bar, line_rows(), view.row_count, block_of(view), context.own.lines_scroll);
  if (!view.hex.empty()) draw_hex(hex, view, context);
}

}  // namespace popscope::gui
