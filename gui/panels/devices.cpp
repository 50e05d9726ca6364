#include <algorithm>
#include <cmath>

#include "gui/panels/panels.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kHeld = 28;
constexpr std::uint32_t kHeldMost = 6;  // a fuller device scrolls in its card
constexpr float kBetween = 20;          // two devices
constexpr float kFolded = 28;           // a device in one line

using Windows = std::vector<view::HeldWindow>;

float list_height(const view::DeviceCard& card) {
  return static_cast<float>(std::min(card.held, kHeldMost)) * px(kHeld);
}

void draw_held(const Rect& row, const view::HeldMessage& held) {
  line_across(row.min.x, row.max.x, row.min.y);
  if (held.fresh) soft_fill(row, Role::accent_soft, px(4));
  const float note = text_width(held.note, Type::note);
  const Type type = held.unread && !held.deleted ? Type::text_strong : Type::text;
  const ImVec2 corner{row.min.x + px(held.fresh ? 6 : 0), row.min.y + px(4)};
  const float room = row.width() - note - px(18);
  put_subject(corner, room, held.subject, type, held.deleted ? Role::ink_2 : Role::ink);
  if (held.deleted)
    line_across(corner.x, corner.x + std::min(room, text_width(held.subject, type)),
                corner.y + line_height(type) / 2, Role::ink_2);
  put_text({row.max.x - note - px(held.fresh ? 6 : 0), row.min.y + px(6)}, held.note, Type::note,
           Role::ink_2);
}

// The rows that are visible, from where the whole list begins.
void draw_rows(const Rect& list, float top, const view::DeviceCard& card) {
  for (std::size_t i = 0; i < card.holds.size(); ++i) {
    const float y = top + static_cast<float>(card.first_held + i) * px(kHeld);
    const Rect row{{list.min.x, y}, {list.max.x, y + px(kHeld)}};
    if (row.max.y > list.min.y && row.min.y < list.max.y) draw_held(row, card.holds[i]);
  }
}

void draw_list(const Rect& list, const view::DeviceCard& card, std::uint32_t index,
               Transient& own) {
  if (card.held <= kHeldMost) return draw_rows(list, list.min.y, card);
  ImGui::PushID(static_cast<int>(index));
  {
    ScrollArea scroll("held", list);
    const float whole = static_cast<float>(card.held) * px(kHeld);
    if (own.devices_follow) scroll.scroll_to(whole - list.height());
    draw_rows(list, list.min.y - scroll.scroll(), card);
    if (own.devices_scroll.size() <= index) own.devices_scroll.resize(index + 1, 0);
    own.devices_scroll[index] = scroll.scroll() / px(kHeld);
    place({list.min.x, list.min.y - scroll.scroll() + whole});
  }
  ImGui::PopID();
}

void draw_head(const Rect& head, const view::DeviceCard& card, std::uint32_t index,
               PanelContext& context) {
  place(head.min);
  const Control hit = control(card.name + "##device", head.size());
  if (hit.pressed) context.actions.push_back(SelectDevice{index});
  if (hit.focused) draw_focus_ring(head, px(4));
}

// How it is connected, and to which port; a lock where nobody else can read.
void draw_connection(const Rect& line, const view::DeviceCard& card) {
  const float x = line.max.x - std::ceil(text_width(card.server_port, Type::note));
  put_subject(line.min, x - px(card.tls ? 22 : 8) - line.min.x, card.connection, Type::note,
              card.cut ? Role::error : Role::ink_2);
  put_text({x, line.min.y}, card.server_port, Type::note, Role::ink_2);
  if (card.tls) padlock({x - px(11), line.min.y + line_height(Type::note) / 2}, Role::ink_2);
}

// A device with all that it holds; with a context it is drawn. Gives its height.
float device(Rect inside, const view::DeviceCard& card, std::uint32_t index,
             PanelContext* context) {
  const float top = inside.min.y;
  const Rect head =
      inside.cut_top(heading_height(inside.width(), card.name, card.account) + px(4));
  if (context) {
    draw_head({{head.min.x - px(4), top - px(4)}, {head.max.x + px(4), head.max.y + px(4)}}, card,
              index, *context);
    put_heading(head, card.name, card.account);
  }
  const Rect line = inside.cut_top(line_height(Type::note) + px(4));
  if (context) draw_connection(line, card);
  if (!card.checks.empty()) {
    const Rect below = inside.cut_top(line_height(Type::note) + px(4));
    if (context) put_text(below.min, card.checks, Type::note, Role::ink_2);
  }
  const Rect list = inside.cut_top(list_height(card));
  if (context) draw_list(list, card, index, context->own);
  const std::string& rest = card.held == 0 && !card.empty.empty() ? card.empty : card.not_fetched;
  if (!rest.empty()) {
    const float height = paragraph_height(rest, Type::label, inside.width());
    const Rect below = inside.cut_top(px(6) + height);
    if (context) {
      line_across(below.min.x, below.max.x, below.min.y);
      put_paragraph({below.min.x, below.min.y + px(6)}, below.width(), rest, Type::label,
                    Role::ink_2);
    }
  }
  return inside.min.y - top;
}

void draw_folded(const Rect& row, const view::DeviceCard& card, std::uint32_t index,
                 PanelContext& context) {
  draw_head({{row.min.x - px(4), row.min.y}, {row.max.x + px(4), row.max.y}}, card, index, context);
  const float y = row.min.y + (row.height() - line_height(Type::heading)) / 2;
  const float note = std::ceil(text_width(card.summary, Type::note));
  const float x = row.min.x + px(14);
  triangle_right({row.min.x + px(4), row.centre().y}, Role::ink_2);
  put_subject({x, y}, row.max.x - note - px(metrics::kGap12) - x, card.name, Type::heading,
              Role::ink_2);
  put_text({row.max.x - note, y}, card.summary, Type::note, card.cut ? Role::error : Role::ink_2);
}

Rect endless(float width) { return Rect::at({0, 0}, width, 1e6f); }

float whole_height(float width, const view::DevicesView& view) {
  float height = 0;
  for (const view::DeviceCard& card : view.cards)
    height += device(endless(width), card, 0, nullptr) + px(kBetween);
  return height - (view.cards.empty() ? 0 : px(kBetween));
}

bool folds(const Rect& room, const view::DevicesView& view) {
  const float padding = 2 * px(metrics::kPanePadding);
  return view.cards.size() > 1 &&
         whole_height(room.width() - padding, view) + padding > room.height();
}

// Both what is folded and what is open, one below another; with a context they are drawn.
float cards(Rect inside, bool folded, const view::DevicesView& view, PanelContext* context) {
  const float top = inside.min.y;
  for (std::uint32_t i = 0; i < view.cards.size(); ++i) {
    const view::DeviceCard& card = view.cards[i];
    if (folded && !card.selected) {
      const Rect row = inside.cut_top(px(kFolded));
      if (context) draw_folded(row, card, i, *context);
      continue;
    }
    inside.cut_top(device(inside, card, i, context));
    if (i + 1 < view.cards.size()) inside.cut_top(px(folded ? metrics::kGap8 : kBetween));
  }
  return inside.min.y - top;
}

}  // namespace

std::vector<view::HeldWindow> devices_windows(const UiState& ui, const view::DevicesView& view) {
  Windows windows;
  for (std::size_t i = 0; i < view.cards.size(); ++i) {
    const std::uint32_t held = view.cards[i].held;
    std::uint32_t top = i < ui.devices_scroll.size()
                            ? static_cast<std::uint32_t>(std::max(0.0f, ui.devices_scroll[i]))
                            : 0;
    if (ui.devices_follow) top = held - std::min(held, kHeldMost);
    // Scrolling takes effect a frame later, so as much as is visible stands ready above and below.
    windows.push_back({top - std::min(top, kHeldMost), 3 * kHeldMost});
  }
  return windows;
}

float devices_height(const Rect& room, const view::DevicesView& view) {
  const float padding = 2 * px(metrics::kPanePadding);
  return cards(endless(room.width() - padding), folds(room, view), view, nullptr) + padding;
}

void draw_devices(const Rect& area, const Rect& room, const view::DevicesView& view,
                  PanelContext& context) {
  const Rect inside = pane(area);
  ScrollArea scroll("devices", inside);
  const float y = inside.min.y - scroll.scroll();
  const Rect rest{{inside.min.x, y}, {inside.max.x, y + 1e6f}};
  place({inside.min.x, y + cards(rest, folds(room, view), view, &context)});
  context.own.devices_follow = false;
}

}  // namespace popscope::gui
