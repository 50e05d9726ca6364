#pragma once
// For what is measured or drawn without an App.
#include <functional>

#include "gui/picture/headless.h"
#include "gui/style/font_files.h"

namespace popscope::gui {

// Calls `look` once within a frame.
inline void in_a_frame(float zoom, const std::function<void()>& look) {
  HeadlessSettings settings;
  settings.look.zoom = zoom;
  Headless page(settings, embedded_fonts(), look);
  page.frame();
}

}  // namespace popscope::gui
