#include <algorithm>

#include "gui/panels/panels.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kHeld = 28;

// One device from the top of `inside` on; draws it when asked to. Gives the height.
float device(const Rect& inside, const view::DeviceCard& card, std::uint32_t index, bool draw,
             PanelContext* context) {
  float y = inside.min.y;
  if (draw) {
    const Rect head{{inside.min.x - px(4), y - px(4)},
                    {inside.max.x + px(4), y + line_height(Type::heading) + px(8)}};
    place(head.min);
    const Control hit = control(card.name + "##device", head.size());
    if (hit.pressed) context->actions.push_back(SelectDevice{index});
    put_heading({{inside.min.x, y}, inside.max}, card.name, card.account);
    if (hit.focused) draw_focus_ring(head, px(4));
  }
  y += line_height(Type::heading) + px(4);
  if (!card.connection.empty()) {
    if (draw)
      put_text({inside.min.x, y}, card.connection, Type::note,
               card.cut ? Role::error : Role::ink_2);
    y += line_height(Type::note) + px(4);
  }
  for (const view::HeldMessage& held : card.holds) {
    if (draw) {
      line_across(inside.min.x, inside.max.x, y);
      const Rect row{{inside.min.x, y}, {inside.max.x, y + px(kHeld)}};
      if (held.fresh) soft_fill(row, Role::accent_soft, px(4));
      const float note = text_width(held.note, Type::note);
      put_subject({inside.min.x + px(held.fresh ? 6 : 0), y + px(4)},
                  inside.width() - note - px(18), held.subject, Type::text, Role::ink);
      put_text({inside.max.x - note - px(held.fresh ? 6 : 0), y + px(6)}, held.note, Type::note,
               Role::ink_2);
    }
    y += px(kHeld);
  }
  const std::string& rest = card.holds.empty() && !card.empty.empty() ? card.empty
                                                                     : card.not_fetched;
  if (!rest.empty()) {
    if (draw) line_across(inside.min.x, inside.max.x, y);
    y += px(6);
    const float height = paragraph_height(rest, Type::label, inside.width());
    if (draw) put_paragraph({inside.min.x, y}, inside.width(), rest, Type::label, Role::ink_2);
    y += height;
  }
  return y - inside.min.y;
}

}  // namespace

float devices_height(float width, const view::DevicesView& view, PanelContext&) {
  const Rect inside = Rect::at({0, 0}, width - 2 * px(metrics::kPanePadding), 10'000);
  float height = 2 * px(metrics::kPanePadding);
  for (const view::DeviceCard& card : view.cards) height += device(inside, card, 0, false, nullptr);
  if (view.cards.size() > 1) height += static_cast<float>(view.cards.size() - 1) * px(20);
  return height;
}

void draw_devices(const Rect& area, const view::DevicesView& view, PanelContext& context) {
  const Rect inside = pane(area);
  ScrollArea scroll("devices", inside);
  float y = inside.min.y - scroll.scroll();
  for (std::uint32_t i = 0; i < view.cards.size(); ++i) {
    const Rect rest{{inside.min.x, y}, {inside.max.x, y + 10'000}};
    y += device(rest, view.cards[i], i, true, &context) + px(20);
  }
  place({inside.min.x, y - px(20)});
}

}  // namespace popscope::gui
