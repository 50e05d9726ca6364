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

float furthest(const Rect& area, float row_height, std::uint32_t row_count) {
  const float visible = area.height() / row_height;
  return std::max(0.0f, static_cast<float>(row_count) + rows_below_cursor(visible) - visible);
}

}  // namespace

float scroll_of_rows(const Rect& area, float row_height, std::uint32_t row_count,
                     std::uint32_t cursor_row, float position) {
  const float last = furthest(area, row_height, row_count);
  if (position >= 0) return std::min(position, last);
  if (cursor_row >= row_count) return 0;  // before the first step
  const float visible = area.height() / row_height;
  const float below = rows_below_cursor(visible);
  const float wanted = static_cast<float>(cursor_row) + 1 + below - visible;
  if (below < kRowsBelowCursor) return std::clamp(wanted, 0.0f, last);
  return std::clamp(std::ceil(wanted), 0.0f, std::ceil(last));
}

float scroll_of_block(const Rect& area, float row_height, std::uint32_t row_count,
                      const RowBlock& block, float position) {
  const float base = scroll_of_rows(area, row_height, row_count, block.first, position);
  if (position >= 0 || block.first >= row_count) return base;
  const float visible = area.height() / row_height;
  const auto first = static_cast<float>(block.first);
  const float end = first + static_cast<float>(block.count);
  if (end - base <= visible) return base;
  // What is asked stands above what is answered, where there is room for both.
  float top = std::min(std::ceil(end - visible), std::max(0.0f, first - 1));
  const float seen = std::max(first, static_cast<float>(block.must_see)) + 1;
  if (seen - top > visible) top = std::min(first, std::ceil(seen - visible));
  return std::clamp(top, base, std::max(base, first));
}

void scroll_rows(const Rect& area, float row_height, std::uint32_t row_count,
                 std::uint32_t cursor_row, float& position) {
  scroll_rows(area, row_height, row_count, RowBlock{cursor_row, 1, cursor_row}, position);
}

void scroll_rows(const Rect& area, float row_height, std::uint32_t row_count,
                 const RowBlock& block, float& position) {
  const float last = furthest(area, row_height, row_count);
  if (last <= 0) {
    position = -1;
    return;
  }
  const float now = scroll_of_block(area, row_height, row_count, block, position);
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel != 0 && !io.KeyCtrl && hovers(area))
    position = std::clamp(now - io.MouseWheel * kRowsPerNotch, 0.0f, last);

  const float visible = area.height() / row_height;
  const float length =
      std::max(px(32), area.height() * visible / (static_cast<float>(row_count) + 2));
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
