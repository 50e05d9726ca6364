#pragma once
// How a ladder is drawn where it is not the lesson's own: on the wall, or as one of two compared.
// For panels only.
#include "gui/panels/panels.h"

namespace popscope::gui {

struct LadderStyle {
  bool wall = false;     // projector: large, no numbers
  bool compact = false;  // one side of a comparison: no times, numbers may be ranges
};

// `scroll`: where it is scrolled to, in rows; -1 follows the cursor.
void draw_ladder(const Rect& area, const view::LadderView& view, const LadderStyle& style,
                 float& scroll, PanelContext& context);

}  // namespace popscope::gui
