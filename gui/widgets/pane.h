#pragma once
// Where things stand: the bars, the panes with their heading, and areas that scroll with a slim
// bar. A pane is only drawn: what is in it lays itself out in the rectangle that is returned.

#include <string_view>

#include "gui/widgets/draw.h"

namespace popscope::gui {

// The one full-size window of the program, with the ground's colour.
class Root {
 public:
  Root();
  ~Root();
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;

  Rect rect() const { return rect_; }

 private:
  Rect rect_;
};

// Surface, hairline and rounded corners; returns the inside, padded.
Rect pane(const Rect& outer);
// With a heading and a note at its right; returns what is below them. The heading wraps if need be.
Rect pane(const Rect& outer, std::string_view heading, std::string_view note);
// A note that has no room beside the heading takes rows of its own below it, and what follows
// stands below both: the height is that of all of it. `locked`: with a padlock before the note.
float put_heading(const Rect& where, std::string_view heading, std::string_view note = {},
                  bool locked = false);
float heading_height(float width, std::string_view heading, std::string_view note = {},
                     bool locked = false);

enum class Edge { top, bottom };
void bar_ground(const Rect& rect, Edge hairline_at);

// A part that scrolls. The cursor starts at its top left, and ends where the content ends.
class ScrollArea {
 public:
  ScrollArea(const char* name, const Rect& rect);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;

  float width() const { return rect_.width(); }
  const Rect& rect() const { return rect_; }
  float scroll() const;
  void scroll_to(float y);  // physical, from the top of the content
  // Scrolls as little as needed so that the stretch of content is visible.
  void reveal(float from, float to);

 private:
  void bar();
  Rect rect_;
};

}  // namespace popscope::gui
