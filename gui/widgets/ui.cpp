#include "gui/widgets/ui.h"

#include <algorithm>

namespace popscope::gui {

void Ui::begin() {
  next_redraw_ms_ = -1;
  focus.begin_frame();
}

void Ui::redraw_in_ms(int ms) {
  next_redraw_ms_ = next_redraw_ms_ < 0 ? ms : std::min(next_redraw_ms_, ms);
}

Ui& ui() { return *static_cast<Ui*>(ImGui::GetIO().UserData); }

}  // namespace popscope::gui
