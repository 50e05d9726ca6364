#pragma once
// A native window with OpenGL 3.3 that shows a Frame. It draws only after something happened:
// an idle window costs nothing. Knows nothing of popscope but Frame.

#include <functional>
#include <string>

#include "gui/platform/frame.h"

namespace popscope::gui {

struct WindowOptions {
  WindowPlace place;
  // Called when the first frame is on the screen; the window then closes. For measuring the start.
  std::function<void()> only_first_frame;
};

enum class WindowEnd {
  closed,      // by the user or the program
  no_display,  // there is no window system
  no_opengl,   // a window system, but no OpenGL 3.3
};

// Creates a Dear ImGui context of its own and returns when the window is closed. `explanation`
// receives what the window system said, in its own words, when there is no window.
WindowEnd run_window(const WindowOptions& options, Frame& frame,
                     std::string* explanation = nullptr);

}  // namespace popscope::gui
