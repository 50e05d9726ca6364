#include "gui/panels/scroll.h"

#include <algorithm>
#include <cmath>

#include "gui/widgets/control.h"
#include "gui/widgets/popup.h"

namespace popscope::gui {
namespace {

// Below the cursor's row stay at least the row that comes next and half of another.
constexpr float kRowsBelowCursor = 1.6f;
constexpr float kRowsPerNotch = 3;

// Where there is hardly room, the cursor's own row comes first.
float rows_below_cursor(float visible) {
  return std::clamp(visible - 1, 0.0f, kRowsBelowCursor);
}

// From where on everything up to the row `end` fits into a height.
float first_that_fits(const RowHeights& heights, std::uint32_t end, float height) {
  while (end > 0 && heights.of(end - 1) <= height) height -= heights.of(--end);
  if (end == 0) return 0;
  return static_cast<float>(end) - std::max(0.0f, height) / heights.of(end - 1);
}

float furthest(const Rect& area, const RowHeights& heights, std::uint32_t row_count) {
  const float below = rows_below_cursor(area.height() / heights.usual);
  return first_that_fits(heights, row_count, area.height() - below * heights.usual);
}

}  // namespace

float thumb_length(float track, float overflow) {
  return std::min(track, std::max(px(32), track * track / (track + overflow)));
}

float scroll_of_rows(const Rect& area, const RowHeights& heights, std::uint32_t row_count,
                     std::uint32_t cursor_row, float position) {
  const float last = furthest(area, heights, row_count);
  if (position >= 0) return std::min(position, last);
  if (cursor_row >= row_count) return 0;  // before the first step
  float below = rows_below_cursor(area.height() / heights.usual);
  // Where there is hardly room none is kept for what does not come.
  if (below < kRowsBelowCursor)
    below = std::min(below, static_cast<float>(row_count - 1 - cursor_row));
  const float wanted =
      first_that_fits(heights, cursor_row + 1, area.height() - below * heights.usual);
  const float seen = std::min(wanted, static_cast<float>(cursor_row));
  if (below < kRowsBelowCursor) return std::clamp(seen, 0.0f, last);
  return std::min(std::clamp(std::ceil(seen), 0.0f, std::ceil(last)),
                  static_cast<float>(cursor_row));
}

float top_of_row(const RowHeights& heights, float scroll, std::uint32_t row) {
  const auto first = static_cast<std::uint32_t>(scroll);
  float top = -(scroll - static_cast<float>(first)) * heights.of(first);
  for (std::uint32_t n = first; n < row; ++n) top += heights.of(n);
  for (std::uint32_t n = row; n < first; ++n) top -= heights.of(n);
  return top;
}

RowWindow rows_to_measure(const Rect& area, float usual, std::uint32_t row_count,
                          std::uint32_t cursor_row, float position) {
  // Higher rows only mean that one begins further down, and that the last can be scrolled further.
  const RowHeights heights{usual, 0, {}};
  const float first = scroll_of_rows(area, heights, row_count, cursor_row, position);
  const float from = std::max(first, std::min(position, static_cast<float>(row_count)));
  RowWindow window;
  window.first = static_cast<std::uint32_t>(first);
  window.count = static_cast<std::uint32_t>(from - first + area.height() / usual) + 3;
  return window;
}

float scroll_of_block(const Rect& area, const RowHeights& heights, std::uint32_t row_count,
                      const RowBlock& block, float position) {
  const float base = scroll_of_rows(area, heights, row_count, block.first, position);
  if (position >= 0 || block.first >= row_count) return base;
  const float visible = area.height() / heights.usual;
  const auto first = static_cast<float>(block.first);
  const float end = first + static_cast<float>(block.count);
  if (end - base <= visible) return base;
  // What is asked stands above what is answered, where there is room for both.
  float top = std::min(std::ceil(end - visible), std::max(0.0f, first - 1));
  const float seen = std::max(first, static_cast<float>(block.must_see)) + 1;
  if (seen - top > visible) top = std::min(first, std::ceil(seen - visible));
  return std::clamp(top, base, std::max(base, first));
}

void scroll_rows(const Rect& area, const RowHeights& heights, std::uint32_t row_count,
                 std::uint32_t cursor_row, float& position) {
  scroll_rows(area, heights, row_count, RowBlock{cursor_row, 1, cursor_row}, position);
}

void scroll_rows(const Rect& area, const RowHeights& heights, std::uint32_t row_count,
                 const RowBlock& block, float& position) {
  const float last = furthest(area, heights, row_count);
  if (last <= 0) {
    position = -1;
    return;
  }
  const float now = scroll_of_block(area, heights, row_count, block, position);
  // Every row is in sight: what could be scrolled is only the room below them.
  if (now <= 0 && first_that_fits(heights, row_count, area.height()) <= 0) {
    position = -1;
    return;
  }
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel != 0 && !io.KeyCtrl && !io.KeyShift && hovers(area))
    position = std::clamp(now - io.MouseWheel * kRowsPerNotch, 0.0f, last);

  const float length = thumb_length(area.height(), last * heights.usual);
  const float travel = area.height() - length;
  const Rect track{{area.max.x - px(10), area.min.y}, {area.max.x, area.max.y}};
  const float y = track.min.y + travel * std::min(1.0f, now / last);
  place(track.min);
  const Control bar = control("##rows", track.size(), {true, false});
  if (bar.held && travel > 0)
    position = std::clamp((io.MousePos.y - track.min.y - length / 2) / travel, 0.0f, 1.0f) * last;
  const Rect thumb{{track.max.x - px(metrics::kScrollbarThumb) - px(2), y},
                   {track.max.x - px(2), y + length}};
  fill(thumb, bar.hovered || bar.held ? Role::ink_3 : Role::ghost, px(2));
}

}  // namespace popscope::gui
