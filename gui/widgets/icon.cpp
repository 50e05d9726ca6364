#include "gui/widgets/icon.h"

#include <cmath>

namespace popscope::gui {
namespace {

constexpr float kIconWidth = 16;
constexpr float kHalf = 6;  // of the height of the transport's triangles

ImDrawList& shapes() { return *ImGui::GetWindowDrawList(); }

void bar(float x, float width, ImVec2 centre, Role role, float half = kHalf) {
  const float left = std::floor(centre.x + exact(x) + 0.5f);
  const float h = std::floor(exact(half) + 0.5f);
  shapes().AddRectFilled({left, centre.y - h}, {left + px(width), centre.y + h}, colour(role));
}

// Points from x0 (the flat side) to x1 (the tip), relative to the centre.
void wedge(float x0, float x1, ImVec2 centre, Role role, float half = kHalf) {
  const float h = exact(half);
  const ImVec2 tip{centre.x + exact(x1), centre.y};
  const ImVec2 top{centre.x + exact(x0), centre.y - h};
  const ImVec2 bottom{centre.x + exact(x0), centre.y + h};
  if (x0 < x1)
    shapes().AddTriangleFilled(top, tip, bottom, colour(role));
  else
    shapes().AddTriangleFilled(tip, top, bottom, colour(role));
}

void polyline(const ImVec2* points, int count, Role role, float width) {
  shapes().AddPolyline(points, count, colour(role), ImDrawFlags_None, exact(width));
}

void plug(ImVec2 c, Role role) {
  const float u = exact(1);
  line_between({c.x - 6 * u, c.y}, {c.x - 2 * u, c.y}, role, exact(1.5f));
  shapes().AddRectFilled({c.x - 2 * u, c.y - 4 * u}, {c.x + 2 * u, c.y + 4 * u}, colour(role), u);
  line_between({c.x + 2 * u, c.y - 2 * u}, {c.x + 6 * u, c.y - 2 * u}, role, exact(1.5f));
  line_between({c.x + 2 * u, c.y + 2 * u}, {c.x + 6 * u, c.y + 2 * u}, role, exact(1.5f));
}

}  // namespace

float icon_width() { return px(kIconWidth); }

void put_icon(ImVec2 at, Icon icon, Role role) {
  const ImVec2 c{std::floor(at.x + 0.5f), std::floor(at.y + 0.5f)};
  switch (icon) {
    case Icon::none:
      return;
    case Icon::first:
      bar(-5.5f, 1.5f, c, role);
      wedge(5, -3.5f, c, role);
      return;
    case Icon::back:
      wedge(4, -4.5f, c, role);
      return;
    case Icon::forward:
      wedge(-4, 4.5f, c, role);
      return;
    case Icon::last:
      wedge(-5, 3.5f, c, role);
      bar(4, 1.5f, c, role);
      return;
    case Icon::play:
      wedge(-5, 6, c, role, 6.5f);
      return;
    case Icon::pause:
      bar(-4.5f, 3, c, role);
      bar(1.5f, 3, c, role);
      return;
    case Icon::cross:
      cross(c, role, 5);
      return;
    case Icon::plug:
      plug(c, role);
      return;
    case Icon::check: {
      const float u = exact(1);
      const ImVec2 points[] = {
          {c.x - 5 * u, c.y}, {c.x - 1.5f * u, c.y + 3.5f * u}, {c.x + 5 * u, c.y - 4 * u}};
      polyline(points, 3, role, 1.75f);
      return;
    }
    case Icon::more:
      for (const float x : {-4.5f, 0.0f, 4.5f})
        shapes().AddCircleFilled({c.x + exact(x), c.y}, exact(1.5f), colour(role));
      return;
  }
}

}  // namespace popscope::gui
