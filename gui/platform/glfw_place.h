#pragma once
// Where a window may stand: a remembered place is used only while it is on a screen.

#include "gui/platform/frame.h"

struct GLFWwindow;
struct GLFWmonitor;

namespace popscope::gui {

// The place itself, or one that fits the first screen.
WindowPlace fitting_place(const WindowPlace& wanted);
WindowPlace place_of(GLFWwindow* window);
// The screen that shows most of it; null when there is none.
GLFWmonitor* monitor_under(const WindowPlace& place);

}  // namespace popscope::gui
