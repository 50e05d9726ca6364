#pragma once
// Scrolling over rows that are built only while they are visible: the position is kept in rows, so
// that a session of 100,000 lines scrolls as exactly as one of ten. A position of -1 follows the
// cursor.
#include <cstdint>
#include <vector>

#include "gui/widgets/rect.h"

namespace popscope::gui {

// How high rows are: most of them as usual, those that were measured (the visible ones) their own.
struct RowHeights {
  float usual = 0;
  std::uint32_t first = 0;  // of `own`
  std::vector<float> own;

  float of(std::uint32_t row) const {
    return row >= first && row - first < own.size() ? own[row - first] : usual;
  }
};

// Where the first visible row is, as a number of rows (with a fraction while being scrolled).
float scroll_of_rows(const Rect& area, const RowHeights& heights, std::uint32_t row_count,
                     std::uint32_t cursor_row, float position);
// How far below the top of the area a row begins; negative above it.
float top_of_row(const RowHeights& heights, float scroll, std::uint32_t row);
// Rows that may be visible, all of them as low as usual, and those that the last of them need.
struct RowWindow { std::uint32_t first = 0, count = 0; };
RowWindow rows_to_measure(const Rect& area, float usual, std::uint32_t row_count,
                          std::uint32_t cursor_row, float position);

// The rows of one thing, all of which should be seen: from its first row on where there is no room
// for all; `must_see` is a row of it that matters most.
struct RowBlock {
  std::uint32_t first = 0, count = 1;
  std::uint32_t must_see = 0;
};
float scroll_of_block(const Rect& area, const RowHeights& heights, std::uint32_t row_count,
                      const RowBlock& block, float position);

// How long a bar is whose content overflows its track; never longer than the track.
float thumb_length(float track, float overflow);

// Wheel and slim bar; changes `position` when the learner scrolls.
void scroll_rows(const Rect& area, const RowHeights& heights, std::uint32_t row_count,
                 std::uint32_t cursor_row, float& position);
void scroll_rows(const Rect& area, const RowHeights& heights, std::uint32_t row_count,
                 const RowBlock& block, float& position);

}  // namespace popscope::gui
