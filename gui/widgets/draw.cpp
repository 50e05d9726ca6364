#include "gui/widgets/draw.h"

#include <cmath>

#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

constexpr float kDash = 4;
constexpr float kDashGap = 3;
constexpr float kHatch = 8;      // from one slanted line to the next
constexpr float kTubeHalf = 2;   // from a tube's middle to its strokes
constexpr float kSlanted = 1.25f;
constexpr float kHeadHalf = 4.2f;

ImDrawList& list() { return *ImGui::GetWindowDrawList(); }

float width_or_hairline(float width) { return width > 0 ? width : hairline(); }

ImVec2 on_pixel(ImVec2 p) { return {std::floor(p.x + 0.5f), std::floor(p.y + 0.5f)}; }

// Axis-aligned strokes are rectangles: exactly their pixels, at every zoom.
void bar(float x0, float y0, float x1, float y1, Role role) {
  if (x1 > x0 && y1 > y0) list().AddRectFilled({x0, y0}, {x1, y1}, colour(role));
}

void dashes(ImVec2 a, ImVec2 b, Role role, float width) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  if (length <= 0) return;
  const float dash = px(kDash);
  const float gap = px(kDashGap);
  for (float from = 0; from < length; from += dash + gap) {
    const float to = std::min(from + dash, length);
    const ImVec2 p{a.x + dx * from / length, a.y + dy * from / length};
    const ImVec2 q{a.x + dx * to / length, a.y + dy * to / length};
    if (dy == 0)
      bar(std::floor(p.x), a.y - std::floor(width / 2), std::floor(q.x),
          a.y - std::floor(width / 2) + width, role);
    else if (dx == 0)
      bar(a.x - std::floor(width / 2), std::floor(p.y), a.x - std::floor(width / 2) + width,
          std::floor(q.y), role);
    else
      list().AddLine(p, q, colour(role), width);
  }
}

}  // namespace

float px(float logical) {
  if (logical <= 0) return 0;
  return std::max(1.0f, std::floor(logical * ui().look.scale() + 0.5f));
}

float exact(float logical) { return logical * ui().look.scale(); }

float hairline() { return px(static_cast<float>(ui().look.theme().border)); }

ImU32 colour(Role role) { return ui().look.colour(role); }

bool soft_fills() { return ui().look.theme().soft_fills; }

void fill(const Rect& rect, Role role, float radius) {
  list().AddRectFilled(rect.min, rect.max, colour(role), radius);
}

void outline(const Rect& rect, Role role, float radius, float width) {
  const float w = width_or_hairline(width);
  // The stroke's middle lies half its width inside, so that its outer edge is the rectangle's.
  list().PathRect({rect.min.x + w / 2, rect.min.y + w / 2},
                  {rect.max.x - w / 2, rect.max.y - w / 2}, std::max(0.0f, radius - w / 2));
  list().PathStroke(colour(role), ImDrawFlags_Closed, w);
}

void outline_dashed(const Rect& rect, Role role, float radius) {
  const float w = hairline();
  const float half = std::floor(w / 2);
  const float r = std::floor(radius);
  const Rect edge{{rect.min.x + half, rect.min.y + half},
                  {rect.max.x - w + half, rect.max.y - w + half}};
  dashes({edge.min.x + r, edge.min.y}, {edge.max.x - r, edge.min.y}, role, w);
  dashes({edge.min.x + r, edge.max.y}, {edge.max.x - r, edge.max.y}, role, w);
  dashes({edge.min.x, edge.min.y + r}, {edge.min.x, edge.max.y - r}, role, w);
  dashes({edge.max.x, edge.min.y + r}, {edge.max.x, edge.max.y - r}, role, w);
  if (r <= 0) return;
  const float inner = w / 2;
  const Rect mid = {{rect.min.x + inner, rect.min.y + inner},
                    {rect.max.x - inner, rect.max.y - inner}};
  const float arc = std::max(1.0f, r - inner);
  const struct {
    ImVec2 centre;
    int from;
  } corners[] = {{{mid.min.x + arc, mid.min.y + arc}, 6},
                 {{mid.max.x - arc, mid.min.y + arc}, 9},
                 {{mid.max.x - arc, mid.max.y - arc}, 0},
                 {{mid.min.x + arc, mid.max.y - arc}, 3}};
  for (const auto& corner : corners) {
    list().PathArcToFast(corner.centre, arc, corner.from, corner.from + 3);
    list().PathStroke(colour(role), 0, w);
  }
}

void soft_fill(const Rect& rect, Role soft, float radius) {
  if (soft_fills())
    fill(rect, soft, radius);
  else
    outline(rect, strong_of(soft), radius);
}

void box(const Rect& rect, Role inside, Role border, float radius, float width) {
  fill(rect, inside, radius);
  outline(rect, border, radius, width);
}

void line_across(float x0, float x1, float y, Role role, float width) {
  const float w = width_or_hairline(width);
  const float top = std::floor(y);
  bar(std::floor(x0), top, std::floor(x1), top + w, role);
}

void line_down(float x, float y0, float y1, Role role, float width) {
  const float w = width_or_hairline(width);
  const float left = std::floor(x);
  bar(left, std::floor(y0), left + w, std::floor(y1), role);
}

void line_between(ImVec2 a, ImVec2 b, Role role, float width) {
  list().AddLine(a, b, colour(role), width_or_hairline(width));
}

void hatch(const Rect& field, Role role) {
  if (field.width() <= 0 || field.height() <= 0) return;
  list().PushClipRect(field.min, field.max, true);
  for (float x = field.min.x - field.height(); x < field.max.x; x += exact(kHatch))
    line_between({x, field.max.y}, {x + field.height(), field.min.y}, role, exact(1));
  list().PopClipRect();
}

void line_dashed(ImVec2 a, ImVec2 b, Role role, float width) {
  if (a.y == b.y || a.x == b.x) {
    a = on_pixel(a);
    b = on_pixel(b);
  }
  dashes(a, b, role, width_or_hairline(width));
}

void arrow(ImVec2 a, ImVec2 b, const ArrowLook& look) {
  const bool slanted = a.x != b.x && a.y != b.y;
  float width = width_or_hairline(look.width);
  // A slanted line of one pixel is pale all along; a little more makes up for it.
  if (slanted && look.width <= 0) width = std::max(width, exact(kSlanted));
  ImVec2 tip = b;
  const bool broken = look.broken_at > 0;
  if (broken) tip = {a.x + (b.x - a.x) * look.broken_at, a.y + (b.y - a.y) * look.broken_at};
  const float dx = tip.x - a.x;
  const float dy = tip.y - a.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  if (length <= 0) return;
  const ImVec2 along{dx / length, dy / length};
  const ImVec2 across{-along.y, along.x};
  const float head = broken ? 0 : std::min(exact(look.head), length);
  const ImVec2 neck{tip.x - along.x * head, tip.y - along.y * head};
  if (look.tube) {
    const float half = exact(kTubeHalf) + (width > px(2) ? width / 2 : 0);
    for (const float side : {-half, half}) {
      const ImVec2 from{a.x + side * across.x, a.y + side * across.y};
      const ImVec2 to{neck.x + side * across.x, neck.y + side * across.y};
      if (look.dashed) dashes(from, to, look.role, width);
      else list().AddLine(from, to, colour(look.role), width);
    }
  } else if (look.dashed)
    dashes(a, neck, look.role, width);
  else if (a.y == tip.y)
    bar(std::min(a.x, neck.x), a.y - std::floor(width / 2), std::max(a.x, neck.x),
        a.y - std::floor(width / 2) + width, look.role);
  else if (a.x == tip.x)
    bar(a.x - std::floor(width / 2), std::min(a.y, neck.y), a.x - std::floor(width / 2) + width,
        std::max(a.y, neck.y), look.role);
  else
    list().AddLine(a, neck, colour(look.role), width);
  if (broken) {
    cross(tip, look.role);
    return;
  }
  const float half = std::min(exact(std::max(kHeadHalf, look.head * 0.4f)), head);
  // An axis-aligned stroke covers whole pixels; its head is centred on their middle.
  const float shift = width / 2 - std::floor(width / 2);
  if (a.y == tip.y) tip.y += shift;
  if (a.x == tip.x) tip.x += shift;
  const ImVec2 base{tip.x - along.x * head, tip.y - along.y * head};
  list().AddTriangleFilled(tip, {base.x + across.x * half, base.y + across.y * half},
                           {base.x - across.x * half, base.y - across.y * half}, colour(look.role));
}

void dot(ImVec2 centre, Role role, Dot form, float radius) {
  const float r = exact(radius);
  const float w = std::max(hairline(), exact(1.25f));
  if (form == Dot::filled)
    list().AddCircleFilled(centre, r, colour(role));
  else
    list().AddCircle(centre, r - w / 2, colour(role), 0, w);
}

void cross(ImVec2 centre, Role role, float half, float width) {
  const float h = exact(half);
  const float w = exact(width);
  list().AddLine({centre.x - h, centre.y - h}, {centre.x + h, centre.y + h}, colour(role), w);
  list().AddLine({centre.x - h, centre.y + h}, {centre.x + h, centre.y - h}, colour(role), w);
}

constexpr float kPi = 3.14159265f;

void padlock(ImVec2 centre, Role role) {
  // On whole pixels, and the legs end inside the body: at every size it is closed.
  const float x = std::floor(centre.x + 0.5f), y = std::floor(centre.y + 0.5f);
  const float half = px(4), bow = px(2), width = px(1.2f);
  list().AddRectFilled({x - half, y}, {x + half, y + px(6)}, colour(role), exact(1));
  const float radius = bow + width / 2, inside = y + px(2);
  list().PathLineTo({x - radius, inside});
  list().PathArcTo({x, y - px(5) + width / 2 + radius}, radius, kPi, 2 * kPi);
  list().PathLineTo({x + radius, inside});
  list().PathStroke(colour(role), 0, width);
}

void triangle_right(ImVec2 centre, Role role, float half) {
  const float h = exact(half);
  list().AddTriangleFilled({centre.x - h * 0.75f, centre.y - h}, {centre.x + h * 0.9f, centre.y},
                           {centre.x - h * 0.75f, centre.y + h}, colour(role));
}

void triangle_down(ImVec2 centre, Role role, float half) {
  const float h = exact(half);
  list().AddTriangleFilled({centre.x - h, centre.y - h * 0.75f},
                           {centre.x + h, centre.y - h * 0.75f}, {centre.x, centre.y + h * 0.9f},
                           colour(role));
}

void fork(ImVec2 a, ImVec2 b, Role role, float width) {
  const float middle = (a.x + b.x) / 2;
  list().AddBezierCubic(a, {middle, a.y}, {middle, b.y}, b, colour(role), width);
}

}  // namespace popscope::gui
