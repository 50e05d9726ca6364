#include "gui/panels/ports.h"

#include <algorithm>
#include <cmath>

#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

using State = view::PortPlate::State;

constexpr float kPlate = 46;       // two lines
constexpr float kPlateLeast = 74;  // as wide as "dropped" needs
constexpr float kBetween = 6;

float heading_height() { return line_height(Type::heading) + px(8); }

std::size_t plates_in_row(float width, std::size_t plates) {
  const float wide = (width + px(kBetween)) / (px(kPlateLeast) + px(kBetween));
  const auto fit = static_cast<std::size_t>(std::max(1.0f, wide));
  return std::clamp<std::size_t>(fit, 1, std::max<std::size_t>(plates, 1));
}

Role ink_of(State state) {
  switch (state) {
    case State::in_use: return Role::accent;
    case State::open: return Role::ink;
    case State::closed: return Role::ink_3;
    case State::dropped:
    case State::refused: return Role::error;
  }
  return Role::ink;
}

// Lit when it is in use; dashed where nobody gets through. The words say it as well.
void draw_plate(const Rect& rect, const view::PortPlate& port) {
  const bool shut = port.state == State::closed || port.state == State::dropped ||
                    port.state == State::refused;
  if (port.state == State::in_use) {
    box(rect, Role::accent_soft, Role::accent, px(5), px(2));
  } else if (shut) {
    outline_dashed(rect, Role::line, px(5));
  } else {
    box(rect, Role::surface, Role::line, px(5));
  }
  const Role ink = ink_of(port.state);
  const float x = rect.min.x + px(8);
  const float first = rect.min.y + px(5);
  const float number = put_text({x, first}, port.number, Type::wire, ink);
  put_text({x + number + px(6), first + baseline(Type::wire) - baseline(Type::note)},
           port.protocol, Type::note, shut ? Role::ink_3 : Role::ink_2);
  const float second = first + line_height(Type::wire);
  put_text({x, second}, port.words, Type::note, ink);
  if (port.tls)
    padlock({rect.max.x - px(13), second + line_height(Type::note) / 2},
            shut ? Role::ink_3 : Role::ink_2);
  tooltip_over(rect, port.purpose);
}

}  // namespace

float ports_height(float width, const view::PortsView& view) {
  if (view.ports.empty()) return 0;
  const float inside = width - 2 * px(metrics::kPanePadding);
  const std::size_t row = plates_in_row(inside, view.ports.size());
  const auto rows = static_cast<float>((view.ports.size() + row - 1) / row);
  return 2 * px(metrics::kPanePadding) + heading_height() + rows * (px(kPlate) + px(kBetween)) -
         px(kBetween);
}

void draw_ports(const Rect& area, const view::PortsView& view) {
  if (view.ports.empty()) return;
  Rect inside = pane(area);
  put_heading(inside, view.heading);
  inside.cut_top(heading_height());
  const std::size_t row = plates_in_row(inside.width(), view.ports.size());
  const float width = std::floor(
      (inside.width() - static_cast<float>(row - 1) * px(kBetween)) / static_cast<float>(row));
  for (std::size_t i = 0; i < view.ports.size(); ++i) {
    const float x = inside.min.x + static_cast<float>(i % row) * (width + px(kBetween));
    const float y = inside.min.y + static_cast<float>(i / row) * (px(kPlate) + px(kBetween));
    draw_plate(Rect::at({x, y}, width, px(kPlate)), view.ports[i]);
  }
}

}  // namespace popscope::gui
