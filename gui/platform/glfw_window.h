#pragma once
// A native window with OpenGL 3.3 that shows a Frame. It draws only after something happened:
// an idle window costs nothing. Knows nothing of popscope but Frame.

#include <string>

#include "gui/platform/frame.h"

namespace popscope::gui {

struct WindowOptions {
  WindowPlace place;
  // Write what the window shows to this PNG once it has settled, then close.
  std::string shot;
};

enum class WindowEnd {
  closed,       // by the user or the program
  no_display,   // there is no window system
  no_opengl,    // a window system, but no OpenGL 3.3
  not_written,  // the shot could not be written
};

// Creates a Dear ImGui context of its own and returns when the window is closed. `explanation`
// receives what the window system said, in its own words, when there is no window.
WindowEnd run_window(const WindowOptions& options, Frame& frame,
                     std::string* explanation = nullptr);

}  // namespace popscope::gui
