#pragma once
// Flat fills, lines, dashes, arrows and dots on the current window's draw list, on whole pixels.
// Lengths that come from the design are logical and go through px(); rectangles are physical.
// Knows roles and the scale; knows no text and no input.

#include <imgui.h>

#include "gui/style/metrics.h"
#include "gui/style/role.h"
#include "gui/widgets/rect.h"

namespace popscope::gui {

float px(float logical);     // whole physical pixels, at least 1 for anything above 0
float exact(float logical);  // not rounded: radii, slants
float hairline();            // the width of a line or border in the present theme
ImU32 colour(Role role);
bool soft_fills();

void fill(const Rect& rect, Role role, float radius = 0);
void outline(const Rect& rect, Role role, float radius = 0, float width = 0);  // 0: a hairline
void outline_dashed(const Rect& rect, Role role, float radius = 0);

// A soft fill where the theme has them; else an outline in the strong role, so that form says it.
void soft_fill(const Rect& rect, Role soft, float radius = 0);

// Filled and outlined: a pane, a control, a box of a diagram.
void box(const Rect& rect, Role inside, Role border, float radius, float width = 0);

void line_across(float x0, float x1, float y, Role role = Role::line, float width = 0);
void line_down(float x, float y0, float y1, Role role = Role::line, float width = 0);
void line_between(ImVec2 a, ImVec2 b, Role role, float width = 0);
// Slanted lines over a field: what a pale fill says where there is none.
void hatch(const Rect& field, Role role);
void line_dashed(ImVec2 a, ImVec2 b, Role role, float width = 0);

// A line from a to b with a filled head that ends at b; or one that stops on the way, at a cross.
struct ArrowLook {
  Role role = Role::ink_2;
  float width = 0;  // 0: a hairline
  bool dashed = false;
  float broken_at = 0;  // 0.5: half-way; 0: it comes to b
  float head = 8;  // logical length of the head
  bool tube = false;  // two strokes: something is around what travels
};
void arrow(ImVec2 a, ImVec2 b, const ArrowLook& look = {});

enum class Dot { filled, hollow };
void dot(ImVec2 centre, Role role, Dot form = Dot::filled, float radius = metrics::kDotRadius);
void cross(ImVec2 centre, Role role, float half = 4.5f, float width = 1.5f);
void triangle_right(ImVec2 centre, Role role, float half = 4);  // a folded run
void triangle_down(ImVec2 centre, Role role, float half = 4);
// A closed one, as high as a small letter with its ascender: something is locked.
void padlock(ImVec2 centre, Role role);
// A curve that leaves horizontally and arrives horizontally: a fork of time.
void fork(ImVec2 a, ImVec2 b, Role role, float width);

}  // namespace popscope::gui
