// The comparison of mail: two sides, each with the mailbox on the server, the devices, a plot over
// time and the difference in a sentence. What is alike stands level on both sides.
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/choice.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/plot.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kRow = 26;
constexpr float kRowPitch = 30;      // with the gap: what can be clicked
constexpr float kPlaceHead = 26;          // the name of a place
constexpr float kColumnLeast = 112;  // a device beside others
constexpr float kColumnGap = 12;
constexpr float kPlotLeast = 148;
constexpr float kPlotMost = 220;
constexpr float kTitleLines = 2;
constexpr float kRowsLeast = 2;      // of the server, and of devices: else the page scrolls

constexpr std::uint32_t kRowsScrolled = 8;

// Heights of the parts of a side, the same on both.
struct Parts {
  float title = 0;     // name and settings
  float difference = 0;  // the sentence that says what it comes to
  float server = 0;    // its rows
  float devices = 0;   // the rows of the fullest, or one line each where they are folded
  bool columns = true; // devices side by side
  float controls = 0;  // of the plot: heading, switch, legend
  float plot = 0;
};

std::uint32_t place_number(std::size_t side, std::size_t place, const view::HoldingsView& view) {
  return static_cast<std::uint32_t>(side * (view.sides[0].devices.size() + 1) + place);
}

float& scroll_of(Transient& own, std::size_t number) {
  if (own.mail_scroll.size() <= number) own.mail_scroll.resize(number + 1, 0.0f);
  return own.mail_scroll[number];
}

float rows_height(std::uint32_t count) {
  return static_cast<float>(std::max(1u, count)) * px(kRowPitch);
}

// ---- title and difference ------------------------------------------------------------------

bool settings_beside(float width, const view::HoldingsSide& side) {
  return text_width(side.name, Type::headline) + px(metrics::kGap16) +
             text_width(side.settings, Type::note) <=
         width;
}

float lines_of_name(float width, const view::HoldingsSide& side) {
  return std::min(paragraph_height(side.name, Type::headline, width),
                  kTitleLines * line_height(Type::headline));
}

float title_height(float width, const view::HoldingsSide& side) {
  float height = lines_of_name(width, side);
  if (!settings_beside(width, side))
    height += px(2) + paragraph_height(side.settings, Type::note, width);
  return height;
}

void draw_title(const Rect& area, const view::HoldingsSide& side) {
  put_lines(area.min, area.width(), static_cast<int>(kTitleLines), side.name, Type::headline,
            Role::ink);
  if (settings_beside(area.width(), side)) {
    const float x = area.max.x - std::ceil(text_width(side.settings, Type::note));
    put_on_baseline({x, area.min.y}, Type::headline, side.settings, Type::note, Role::ink_2);
  } else {
    const float name = lines_of_name(area.width(), side);
    put_paragraph({area.min.x, area.min.y + name + px(2)}, area.width(), side.settings, Type::note,
                  Role::ink_2);
  }
}

float button_room(const view::HoldingsSide& side, PanelContext& context) {
  if (!side.leads_to) return 0;
  return button_width(context.catalogue.sentence("panel.holdings.show")) + px(metrics::kGap12);
}

// The sentence and its reason: on one line behind each other where they fit, else below.
float difference_height(float width, const view::HoldingsSide& side, PanelContext& context) {
  const float room = width - button_room(side, context);
  const float strong = text_width(side.difference, Type::text_strong) + px(5);
  float words = paragraph_height(side.difference, Type::text_strong, room);
  if (!side.because.empty() && strong + text_width(side.because, Type::text) > room)
    words += paragraph_height(side.because, Type::text, room);
  return side.leads_to ? std::max(px(metrics::kControlHeight), words) : words;
}

void draw_difference(const Rect& area, const view::HoldingsSide& side, PanelContext& context) {
  const std::string label = context.catalogue.sentence("panel.holdings.show");
  const float room = area.width() - button_room(side, context);
  if (side.leads_to) {
    place({area.max.x - button_width(label), area.min.y});
    if (button(label)) context.actions.push_back(ShowStep{side.branch, *side.leads_to});
  }
  const float strong = text_width(side.difference, Type::text_strong) + px(5);
  const bool one_line = strong + text_width(side.because, Type::text) <= room;
  ImVec2 at = area.min;
  if (one_line) {
    if (side.leads_to)
      at.y += std::floor((px(metrics::kControlHeight) - line_height(Type::text)) / 2);
    put_text(at, side.difference, Type::text_strong, Role::ink);
    put_text({at.x + strong, at.y}, side.because, Type::text, Role::ink);
    return;
  }
  at.y += put_paragraph(at, room, side.difference, Type::text_strong, Role::ink);
  put_paragraph(at, room, side.because, Type::text, Role::ink);
}

// ---- a place and its rows ---------------------------------------------------------------------

void draw_row(const Rect& rect, const view::HoldingRow& row, bool hovered) {
  const float radius = px(4);
  if (!row.there) {
    outline_dashed(rect, hovered ? Role::accent : Role::ghost, radius);
  } else if (row.fresh) {
    soft_fill(rect, Role::accent_soft, radius);
  } else {
    fill(rect, Role::ground, radius);
    if (!soft_fills()) outline(rect, Role::line, radius);
  }
  const float y = rect.centre().y;
  dot({rect.min.x + px(16), y}, row.there ? Role::ink : Role::ink_2,
      row.there ? Dot::filled : Dot::hollow, 4.5f);
  const float left = rect.min.x + px(28);
  const float right = rect.max.x - px(10);
  // The subject keeps half of the row; a note that has no room behind it is in the tooltip.
  const float note = std::ceil(text_width(row.note, Type::note));
  const float subject = std::ceil(text_width(row.subject, Type::text));
  const float for_note =
      std::max(right - left - subject - px(12), (right - left) * 0.6f - px(12));
  const bool fits = row.note.empty() || note <= for_note;
  if (!row.note.empty())
    put_subject({right - std::min(note, for_note), y - line_height(Type::note) / 2},
                std::min(note, for_note) + 1, row.note, Type::note, Role::ink_2);
  const float room = row.note.empty() ? right - left
                                      : right - left - (fits ? note : for_note) - px(12);
  put_subject({left, y - line_height(Type::text) / 2}, room, row.subject, Type::text,
              row.there ? Role::ink : Role::ink_2);
}

void draw_one(const Rect& rect, const view::HoldingRow& row, std::uint32_t number,
              std::uint32_t branch, PanelContext& context) {
  if (!row.leads_to) {
    draw_row(rect, row, false);
    return;
  }
  place({rect.min.x, rect.min.y - px(1)});
  const Control hit =
      control(row.subject + "##" + std::to_string(number), {rect.width(), px(metrics::kHitMin)});
  draw_row(rect, row, hit.hovered);
  if (hit.focused) draw_focus_ring(rect, px(4));
  if (hit.pressed) context.actions.push_back(ShowStep{branch, *row.leads_to});
}

// Which row a list ends with where it shows its newest: what stands level on both sides begins at
// the same row, where the one has only a few more than the other.
std::uint32_t newest_shown(std::uint32_t count, std::uint32_t beside, float height) {
  const auto rows = static_cast<std::uint32_t>(height / px(kRowPitch));
  const bool level = count > beside && beside > rows && count - beside < rows;
  return level ? beside : count;
}

// Where a list begins that shows its newest, or else the row in which the sides differ.
float first_scroll(const view::HoldingPlace& of, std::uint32_t beside, float height) {
  const float newest = rows_height(newest_shown(of.count, beside, height)) - height;
  if (!of.differs_at) return newest;
  const float top = static_cast<float>(*of.differs_at) * px(kRowPitch);
  if (top >= newest) return newest;
  const float middle = std::floor((height - px(kRowPitch)) / 2 / px(kRowPitch)) * px(kRowPitch);
  return std::max(0.0f, top - middle);
}

void draw_rows(const Rect& area, const view::HoldingPlace& of, std::uint32_t beside,
               std::uint32_t branch, float& scroll, PanelContext& context) {
  if (!of.empty.empty()) {
    put_lines({area.min.x + px(10), area.min.y + px(3)}, area.width() - px(10), 2, of.empty,
              Type::note, Role::ink_2);
    return;
  }
  const float whole = rows_height(of.count);
  const bool scrolls = whole > area.height() + 1;
  const float width = area.width() - (scrolls ? px(metrics::kGap12) : 0);
  const auto draw = [&](float top) {
    for (std::size_t n = 0; n < of.rows.size(); ++n) {
      const auto number = of.first + static_cast<std::uint32_t>(n);
      const float y = top + static_cast<float>(number) * px(kRowPitch);
      if (y < area.max.y && y + px(kRow) > area.min.y)
        draw_one(Rect::at({area.min.x, y}, width, px(kRow)), of.rows[n], number, branch, context);
    }
  };
  if (!scrolls) {
    draw(area.min.y);
    return;
  }
  ScrollArea list("held", {area.min, {area.min.x + width, area.max.y}});
  if (context.own.mail_follows)
    list.scroll_to(first_scroll(of, beside, area.height()));
  const float top = area.min.y - list.scroll();
  draw(top);
  place({area.min.x, top + whole});
  scroll = list.scroll() / px(kRowPitch);
}

void draw_head(const Rect& head, const view::HoldingPlace& of) {
  const float note = std::ceil(text_width(of.note, Type::note));
  const bool both = text_width(of.name, Type::text_strong) + px(8) + note <= head.width();
  put_subject(head.min, both ? head.width() : head.width() - note - px(8), of.name,
              Type::text_strong, Role::ink);
  put_on_baseline({head.max.x - note, head.min.y}, Type::text, of.note, Type::note, Role::ink_2);
}

// `beside`: how many rows the same place has on the other side.
void draw_place(Rect area, const view::HoldingPlace& of, std::uint32_t beside, std::uint32_t branch,
                std::uint32_t number, PanelContext& context) {
  draw_head(area.cut_top(px(kPlaceHead)), of);
  ImGui::PushID(static_cast<int>(number));
  draw_rows(area, of, beside, branch, scroll_of(context.own, number), context);
  ImGui::PopID();
}

Rect device_column(const Rect& area, std::size_t n, std::size_t count) {
  const auto all = static_cast<float>(count);
  const float width = std::floor((area.width() - (all - 1) * px(kColumnGap)) / all);
  const float x = area.min.x + static_cast<float>(n) * (width + px(kColumnGap));
  return {{x, area.min.y}, {x + width, area.max.y}};
}

// A device to a line where there is no room side by side: name, what it is doing, what it holds.
void draw_folded(Rect area, const view::HoldingsSide& side) {
  for (const view::HoldingPlace& device : side.devices) {
    const Rect line = area.cut_top(px(kRowPitch));
    draw_head({{line.min.x, line.min.y + px(3)}, line.max}, device);
  }
}

// ---- the plot ---------------------------------------------------------------------------------

std::array<std::string, 2> measures(PanelContext& context) {
  return {context.catalogue.sentence("panel.plot.measure.messages"),
          context.catalogue.sentence("panel.plot.measure.octets")};
}

float switch_width(PanelContext& context) {
  const std::array<std::string, 2> names = measures(context);
  const std::array<std::string_view, 2> options{names[0], names[1]};
  return segmented_width(options);
}

bool legend_beside(float width, const view::Plot& plot, PanelContext& context) {
  return text_width(plot.heading, Type::heading) + 2 * px(metrics::kGap16) +
             switch_width(context) + plot_legend_width(plot) <=
         width;
}

float controls_height(float width, const view::Plot& plot, PanelContext& context) {
  const float bar = px(metrics::kSegmentedHeight);
  if (legend_beside(width, plot, context)) return bar;
  return bar + px(metrics::kGap8) + plot_legend_height(width, plot);
}

void draw_controls(const Rect& area, const view::Plot& plot, PanelContext& context) {
  const Rect bar{area.min, {area.max.x, area.min.y + px(metrics::kSegmentedHeight)}};
  put_text_in(bar, plot.heading, Type::heading, Role::ink_2);
  const std::array<std::string, 2> names = measures(context);
  const std::array<std::string_view, 2> options{names[0], names[1]};
  const bool beside = legend_beside(area.width(), plot, context);
  const float right =
      beside ? bar.max.x - plot_legend_width(plot) - px(metrics::kGap16) : bar.max.x;
  place({right - segmented_width(options), bar.min.y});
  const int before = context.own.plot_octets ? 1 : 0;
  context.own.plot_octets = segmented("Measure", options, before) == 1;
  if (beside) {
    const float y = bar.centre().y - line_height(Type::note) / 2;
    draw_plot_legend({{right, y}, {area.max.x, bar.max.y}}, plot);
  } else {
    draw_plot_legend({{area.min.x, bar.max.y + px(metrics::kGap8)}, area.max}, plot);
  }
}

// ---- a side -----------------------------------------------------------------------------------

std::uint32_t fullest(const view::HoldingsSide& side) {
  std::uint32_t most = 0;
  for (const view::HoldingPlace& device : side.devices) most = std::max(most, device.count);
  return most;
}

float fixed_height(const Parts& parts) {
  const float heads = px(kPlaceHead) + (parts.columns ? px(kPlaceHead) : 0);
  return parts.title + heads + parts.controls + parts.difference + 2 * px(metrics::kGap8) +
         4 * px(metrics::kGap12);
}

// Shares the height: every row where there is room for it, then the plot as high as it likes. What
// has no room scrolls.
void share(float height, float server, float devices, Parts& parts) {
  const float room = height - fixed_height(parts) - px(kPlotLeast);
  if (server + devices <= room) {
    parts.server = server;
    parts.devices = devices;
  } else if (!parts.columns) {
    parts.devices = devices;
    parts.server = std::min(server, room - devices);
  } else {
    // Half for each; what one does not need is the other's, and no row is cut through. The odd row
    // is the mailbox's: it says what is gone.
    const float row = px(kRowPitch);
    const float rows = std::max(2 * kRowsLeast, std::floor(room / row));
    const float half = std::ceil(rows / 2) * row;
    parts.devices = std::min(devices, std::max(rows * row - half, rows * row - server));
    parts.server = std::min(server, rows * row - parts.devices);
  }
  const float left = room - parts.server - parts.devices;
  parts.plot = px(kPlotLeast) + std::clamp(left, 0.0f, px(kPlotMost - kPlotLeast));
}

Parts parts_of(const Rect& inside, const view::HoldingsView& view, std::size_t from,
               std::size_t to, PanelContext& context) {
  Parts parts;
  const float width = inside.width();
  const auto devices = static_cast<float>(view.sides[0].devices.size());
  parts.columns = width >= devices * px(kColumnLeast) + (devices - 1) * px(kColumnGap);
  float server = 0, rows = 0;
  for (std::size_t i = from; i < to; ++i) {
    const view::HoldingsSide& side = view.sides[i];
    parts.title = std::max(parts.title, title_height(width, side));
    parts.difference = std::max(parts.difference, difference_height(width, side, context));
    parts.controls = std::max(parts.controls, controls_height(width, side.plot, context));
    server = std::max(server, rows_height(side.server.count));
    rows = std::max(rows, rows_height(fullest(side)));
  }
  if (!parts.columns) rows = devices * px(kRowPitch);
  share(inside.height(), server, rows, parts);
  return parts;
}

// Below this height the page scrolls.
float least_height(const Rect& inside, const view::HoldingsView& view, std::size_t from,
                   std::size_t to, PanelContext& context) {
  const Parts parts = parts_of(inside, view, from, to, context);
  const auto devices = static_cast<float>(view.sides[0].devices.size());
  const float folded = parts.columns ? kRowsLeast : devices;
  return fixed_height(parts) + px(kPlotLeast) + (kRowsLeast + folded) * px(kRowPitch);
}

// Where it scrolls anyway, lists and plot have the room that they like, up to a point.
float scrolled_height(const Rect& inside, const view::HoldingsView& view, std::size_t from,
                      std::size_t to, PanelContext& context) {
  const Parts parts = parts_of(inside, view, from, to, context);
  std::uint32_t server = 0, devices = 0;
  for (std::size_t i = from; i < to; ++i) {
    server = std::max(server, view.sides[i].server.count);
    devices = std::max(devices, fullest(view.sides[i]));
  }
  const float below = parts.columns ? rows_height(std::min(devices, kRowsScrolled)) : parts.devices;
  return fixed_height(parts) + px(kPlotMost) + rows_height(std::min(server, kRowsScrolled)) + below;
}

void draw_side(const Rect& area, const view::HoldingsView& view, std::size_t i, const Parts& parts,
               PanelContext& context) {
  const view::HoldingsSide& side = view.sides[i];
  const view::HoldingsSide& other = view.sides[1 - i];
  Rect inside = pane(area);
  draw_title(inside.cut_top(parts.title), side);
  inside.cut_top(px(metrics::kGap12));
  draw_difference(inside.cut_top(parts.difference), side, context);
  inside.cut_top(px(metrics::kGap12));
  draw_place(inside.cut_top(px(kPlaceHead) + parts.server), side.server, other.server.count,
             side.branch, place_number(i, 0, view), context);
  inside.cut_top(px(metrics::kGap8));
  Rect devices = inside.cut_top(parts.devices + (parts.columns ? px(kPlaceHead) : 0));
  if (parts.columns) {
    for (std::size_t n = 0; n < side.devices.size(); ++n)
      draw_place(device_column(devices, n, side.devices.size()), side.devices[n],
                 other.devices[n].count, side.branch, place_number(i, n + 1, view), context);
  } else {
    draw_folded(devices, side);
  }
  inside.cut_top(px(metrics::kGap12));
  line_across(inside.min.x, inside.max.x, inside.min.y);
  inside.cut_top(px(metrics::kGap12));
  draw_controls(inside.cut_top(parts.controls), side.plot, context);
  inside.cut_top(px(metrics::kGap8));
  draw_plot(inside.cut_top(std::min(parts.plot, inside.height())), side.plot, context.catalogue);
}

}  // namespace

// The rows that may be seen: those around where each list stands, as many as the whole area holds.
view::HoldingsWindows holdings_windows(const Rect& area, const UiState& ui,
                                       const view::HoldingsView& counts) {
  view::HoldingsWindows windows;
  const auto window = [&](const view::HoldingPlace& of, std::size_t number) {
    const auto rows = static_cast<std::uint32_t>(area.height() / px(kRowPitch)) + 2;
    if (of.count <= rows) return view::HeldWindow{};
    const float position = number < ui.mail_scroll.size() ? ui.mail_scroll[number] : 0;
    auto top = static_cast<std::uint32_t>(std::max(0.0f, position));
    if (ui.mail_follows) top = std::min(of.count - rows, of.differs_at.value_or(of.count));
    // Scrolling takes effect a frame later, so as much as is visible stands ready above and below.
    view::HeldWindow seen;
    seen.first = top - std::min(top, rows);
    seen.count = 3 * rows;
    return seen;
  };
  for (std::size_t i = 0; i < 2; ++i) {
    windows.server[i] = window(counts.sides[i].server, place_number(i, 0, counts));
    for (std::size_t n = 0; n < counts.sides[i].devices.size(); ++n)
      windows.devices[i].push_back(
          window(counts.sides[i].devices[n], place_number(i, n + 1, counts)));
  }
  return windows;
}

void draw_holdings(const Rect& area, const view::HoldingsView& view, PanelContext& context) {
  Rect rest = area;
  const bool one = area.width() < px(metrics::kOneColumnBelow);
  std::size_t from = 0, to = 2;
  if (one) {  // one at a time, with their names as tabs
    const std::array<std::string_view, 2> names{view.sides[0].name, view.sides[1].name};
    place(rest.min);
    context.own.compare_side = tabs("Side", names, context.own.compare_side, rest.width());
    rest.cut_top(tabs_height(names, rest.width()) + px(metrics::kGap8));
    from = context.own.compare_side == 0 ? 0 : 1;
    to = from + 1;
  }
  const float gap = one ? 0 : px(metrics::kPaneGap);
  const float width = one ? rest.width() : std::floor((rest.width() - gap) / 2);
  const float padding = 2 * px(metrics::kPanePadding);
  const auto inside_of = [&](float height) {
    return Rect::at(rest.min, width - padding, height - padding);
  };
  const float least = least_height(inside_of(rest.height()), view, from, to, context) + padding;
  ScrollArea scroll("mail compared", rest);
  float height = rest.height();
  if (least > height)
    height = std::max(least, padding + scrolled_height(inside_of(least), view, from, to, context));
  const float top = rest.min.y - scroll.scroll();
  const Parts parts = parts_of(inside_of(height), view, from, to, context);
  for (std::size_t i = from; i < to; ++i) {
    const float x = rest.min.x + (i > from ? width + gap : 0);
    ImGui::PushID(static_cast<int>(i));
    draw_side(Rect::at({x, top}, width, height), view, i, parts, context);
    ImGui::PopID();
  }
  place({rest.min.x, top + height});
  context.own.mail_follows = false;
}

}  // namespace popscope::gui
