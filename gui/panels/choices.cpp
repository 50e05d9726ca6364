#include "gui/panels/choices.h"

#include "gui/widgets/button.h"
#include "gui/widgets/text.h"

namespace popscope::gui {

float flow_choices(const Rect& inside, const std::vector<std::string>& names, std::uint32_t chosen,
                   float below, const std::function<void(std::uint32_t)>& pressed) {
  constexpr float kGap = 6;
  if (names.size() < 2) return 0;
  float x = inside.min.x, y = inside.min.y;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    ChipLook look;
    look.form = i == chosen ? ChipForm::chosen : ChipForm::plain;
    const float room = inside.width() - 2 * px(metrics::kChipPadding);
    const bool whole = text_width(names[i], Type::note) <= room;
    if (!whole) look.tooltip = names[i];
    const std::string label =
        whole ? names[i] : shortened(names[i], Type::note, room) + "##" + names[i];
    const float width = chip_width(label, look);
    if (x + width > inside.max.x && x > inside.min.x) {
      x = inside.min.x;
      y += px(metrics::kChipHeight) + px(metrics::kGap4);
    }
    if (pressed) {
      place({x, y});
      if (chip(label, look)) pressed(i);
    }
    x += width + px(kGap);
  }
  return y + px(metrics::kChipHeight) + px(below) - inside.min.y;
}

}  // namespace popscope::gui
