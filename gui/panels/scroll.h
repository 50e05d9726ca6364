#pragma once
// Scrolling over rows that are built only while they are visible: the position is kept in rows, so
// that a session of 100,000 lines scrolls as exactly as one of ten. A position of -1 follows the
// cursor.
#include <cstdint>

#include "gui/widgets/rect.h"

namespace popscope::gui {

// Where the first visible row is, as a number of rows (with a fraction while being scrolled).
float scroll_of_rows(const Rect& area, float row_height, std::uint32_t row_count,
                     std::uint32_t cursor_row, float position);

// The rows of one thing, all of which should be seen: from its first row on where there is no room
// for all; `must_see` is a row of it that matters most.
struct RowBlock {
  std::uint32_t first = 0, count = 1;
  std::uint32_t must_see = 0;
};
float scroll_of_block(const Rect& area, float row_height, std::uint32_t row_count,
                      const RowBlock& block, float position);

// Wheel and slim bar; changes `position` when the learner scrolls.
void scroll_rows(const Rect& area, float row_height, std::uint32_t row_count,
                 std::uint32_t cursor_row, float& position);
void scroll_rows(const Rect& area, float row_height, std::uint32_t row_count,
                 const RowBlock& block, float& position);

}  // namespace popscope::gui
