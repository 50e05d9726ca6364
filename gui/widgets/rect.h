#pragma once
// A rectangle in physical pixels from which a layout cuts its parts. Knows no widget.

#include <algorithm>
#include <imgui.h>

namespace popscope::gui {

struct Rect {
  ImVec2 min{0, 0};
  ImVec2 max{0, 0};

  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 size() const { return {width(), height()}; }
  ImVec2 centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
  bool contains(ImVec2 p) const {
    return p.x >= min.x && p.y >= min.y && p.x < max.x && p.y < max.y;
  }

  Rect inset(float by) const { return inset(by, by); }
  Rect inset(float x, float y) const {
    return {{min.x + x, min.y + y},
            {std::max(min.x + x, max.x - x), std::max(min.y + y, max.y - y)}};
  }
  Rect moved(float x, float y) const { return {{min.x + x, min.y + y}, {max.x + x, max.y + y}}; }

  // Each takes a part away and returns it; never more than there is.
  Rect cut_top(float by) {
    const float y = std::min(min.y + by, max.y);
    const Rect part{min, {max.x, y}};
    min.y = y;
    return part;
  }
  Rect cut_bottom(float by) {
    const float y = std::max(max.y - by, min.y);
    const Rect part{{min.x, y}, max};
    max.y = y;
    return part;
  }
  Rect cut_left(float by) {
    const float x = std::min(min.x + by, max.x);
    const Rect part{min, {x, max.y}};
    min.x = x;
    return part;
  }
  Rect cut_right(float by) {
    const float x = std::max(max.x - by, min.x);
    const Rect part{{x, min.y}, max};
    max.x = x;
    return part;
  }

  static Rect at(ImVec2 corner, float width, float height) {
    return {corner, {corner.x + width, corner.y + height}};
  }
};

}  // namespace popscope::gui
