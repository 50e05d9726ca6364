#include "gui/panels/choices.h"

#include "gui/widgets/button.h"

namespace popscope::gui {

float flow_choices(const Rect& inside, const std::vector<std::string>& names, std::uint32_t chosen,
                   float below, const std::function<void(std::uint32_t)>& pressed) {
  constexpr float kGap = 6;
  if (names.size() < 2) return 0;
  float x = inside.min.x, y = inside.min.y;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    ChipLook look;
    look.form = i == chosen ? ChipForm::chosen : ChipForm::plain;
    const float width = chip_width(names[i], look);
    if (x + width > inside.max.x && x > inside.min.x) {
      x = inside.min.x;
      y += px(metrics::kChipHeight) + px(metrics::kGap4);
    }
    if (pressed) {
      place({x, y});
      if (chip(names[i], look)) pressed(i);
    }
    x += width + px(kGap);
  }
  return y + px(metrics::kChipHeight) + px(below) - inside.min.y;
}

}  // namespace popscope::gui
