#pragma once
// What a window shows, as the window sees it. The program implements it once; a native window, and
// later a page in a browser, drive it. Knows no window system. Keys and the mouse reach the program
// through Dear ImGui's io.

#include <string>
#include <vector>

#include "gui/widgets/ui.h"

namespace popscope::gui {

// Where the window stood, to be kept between runs. In the window system's units.
struct WindowPlace {
  bool known = false;
  int x = 0;
  int y = 0;
  int width = 1440;
  int height = 900;
  bool maximised = false;
};

class Frame {
 public:
  Frame() = default;
  virtual ~Frame() = default;
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  // Look and focus. The window sets the content scale in the look's settings; the program changes
  // the rest of them and leaves that.
  virtual Ui& ui() = 0;
  // What the first picture needs and takes long, to be done while the system opens the window: on
  // another thread, nothing else being asked of the frame meanwhile.
  virtual void prepare() {}
  // Between NewFrame and Render.
  virtual void draw() = 0;

  virtual std::string title() const = 0;  // begins with "popscope"
  virtual bool wants_full_screen() const { return false; }
  virtual bool wants_to_close() const { return false; }
  // The window was asked to close (its own button, the desktop's end). False: it stays, once.
  virtual bool may_close() { return true; }

  // Time passes although nothing happens (playing, a file that is watched): in how many
  // milliseconds tick() is to be called, or -1. tick() says whether to draw.
  virtual int tick_in_ms() const { return -1; }
  virtual bool tick() { return false; }

  virtual void dropped([[maybe_unused]] const std::vector<std::string>& paths) {}
  // Once, before the window goes: what is kept must be kept now.
  virtual void closing([[maybe_unused]] const WindowPlace& place) {}
};

}  // namespace popscope::gui
