#pragma once
// Where everything stands: pure arithmetic over the window's size and the scale, as the drawings
// measure it. Below 1200 wide two columns, the right one with tabs; below 840 one column with tabs;
// below 480 high the strip of time folds into the bottom bar. Knows no panel and draws nothing.

#include <functional>
#include <string>

#include "gui/widgets/rect.h"

namespace popscope::gui {

struct LayoutWish {
  Rect window;
  float scale = 1;          // physical pixels of a logical one
  float question_bar = 0;   // its height, physical; 0: no question is open, or it stands elsewhere
  // How high the sentence of what just happened is at a width, physical. Asked where columns are
  // folded.
  std::function<float(float width)> headline;
};

struct Layout {
  int columns = 3;
  bool strip = true;
  Rect top, time, bottom;   // bars; `time` is empty without a strip
  Rect question;            // empty: the question stands in the left column
  // Folded, and too low for panes beside a question: all of the page is what is asked, or the pane
  // of another tab. Then there is none of the rectangles below but the tabs.
  Rect asked;
  Rect tabs;                // of the folded columns; empty with three
  Rect left, middle, right; // empty where folded; with one column all is in `middle`
  Rect headline;            // folded: what just happened, above the tabs; empty: no room
};

// How many columns a window has room for: needed before anything is built.
int columns_of(float width, float scale);
bool has_strip(float height, float scale);

Layout layout(const LayoutWish& wish);

// The page between the top bar and the bottom bar, padded: for pages that are not a lesson.
Rect page_area(const Rect& between, float scale);

}  // namespace popscope::gui
