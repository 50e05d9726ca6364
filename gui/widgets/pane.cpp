#include "gui/widgets/pane.h"

#include <cmath>
#include <imgui_internal.h>

#include "gui/widgets/control.h"
#include "gui/widgets/text.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus;
constexpr float kThumbMin = 24;
constexpr float kPadlockRoom = 18;
constexpr float kLine = 40;  // how far an arrow key scrolls

}  // namespace

Root::Root() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  rect_ = Rect::at({0, 0}, size.x, size.y);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::Begin("popscope", nullptr, kFixed | ImGuiWindowFlags_NoScrollWithMouse);
}

Root::~Root() {
  ImGui::Dummy({0, 0});  // as in ~ScrollArea
  ImGui::End();
}

Rect pane(const Rect& outer) {
  box(outer, Role::surface, Role::line, exact(metrics::kPaneRadius));
  return outer.inset(px(metrics::kPanePadding));
}

namespace {

// Where a heading and its note stand in a width.
struct Heading {
  Heading(float width, std::string_view words, std::string_view note, bool locked) {
    sign = locked ? px(kPadlockRoom) : 0;
    note_width = note.empty() ? 0 : std::ceil(text_width(note, Type::note));
    room = width;
    beside = note.empty() || text_width(words, Type::heading) + px(metrics::kGap12) + sign +
                                     note_width <=
                                 width;
    if (beside && !note.empty()) room -= note_width + sign + px(metrics::kGap12);
    own_height = paragraph_height(words, Type::heading, room);
    height = own_height;
    if (!beside)
      height += px(metrics::kGap4) + paragraph_height(note, Type::note, width - sign);
  }
  float sign = 0, note_width = 0, room = 0, own_height = 0, height = 0;
  bool beside = true;
};

}  // namespace

float heading_height(float width, std::string_view heading, std::string_view note, bool locked) {
  return Heading(width, heading, note, locked).height;
}

float put_heading(const Rect& where, std::string_view heading, std::string_view note, bool locked) {
  const Heading at(where.width(), heading, note, locked);
  put_paragraph(where.min, at.room, heading, Type::heading, Role::ink_2);
  if (note.empty()) return at.height;
  ImVec2 corner{where.max.x - at.note_width, where.min.y};
  if (!at.beside)
    corner = {where.min.x + at.sign, where.min.y + at.own_height + px(metrics::kGap4)};
  if (locked) padlock({corner.x - px(11), corner.y + line_height(Type::note) / 2}, Role::ink_2);
  put_paragraph(corner, where.max.x - corner.x + 1, note, Type::note, Role::ink_2);
  return at.height;
}

Rect pane(const Rect& outer, std::string_view heading, std::string_view note) {
  Rect inside = pane(outer);
  inside.cut_top(put_heading(inside, heading, note) + px(metrics::kGap12));
  return inside;
}

void bar_ground(const Rect& rect, Edge edge) {
  fill(rect, Role::surface);
  const float y = edge == Edge::top ? rect.min.y : rect.max.y - hairline();
  line_across(rect.min.x, rect.max.x, y);
}

ScrollArea::ScrollArea(const char* name, const Rect& rect) : rect_(rect) {
  place(rect.min);
  // The bar stands in the margin to the right, so the child is wider than its content.
  ImGui::SetNextWindowContentSize({rect.width(), 0});
  ImGui::BeginChild(name, {rect.width() + px(metrics::kScrollbarHit), rect.height()},
                    ImGuiChildFlags_None, kFixed);
}

ScrollArea::~ScrollArea() {
  ImGui::Dummy({0, 0});  // where the content ends counts only when an item stands there
  bar();
  ImGui::EndChild();
}

float ScrollArea::scroll() const { return ImGui::GetScrollY(); }

void ScrollArea::scroll_to(float y) { ImGui::SetScrollY(std::floor(y)); }

void ScrollArea::reveal(float from, float to) {
  const float top = ImGui::GetScrollY();
  if (from < top)
    scroll_to(from);
  else if (to > top + rect_.height())
    scroll_to(to - rect_.height());
}

void ScrollArea::bar() {
  ImGuiWindow& window = *ImGui::GetCurrentWindow();
  const float hidden = window.ScrollMax.y;
  if (hidden <= 0) return;
  // Where the margin is narrower than the bar it stands at the window's edge.
  const float width_of_hit = px(metrics::kScrollbarHit);
  const float right = std::min(rect_.max.x + width_of_hit, ImGui::GetIO().DisplaySize.x);
  const Rect track = Rect::at({right - width_of_hit, rect_.min.y}, width_of_hit, rect_.height());
  const float share = rect_.height() / (rect_.height() + hidden);
  const float length = std::max(px(kThumbMin), std::floor(track.height() * share));
  const float travel = track.height() - length;

  const ImGuiID id = window.GetID("scroll bar");
  ImGui::KeepAliveID(id);
  bool hovered = false;
  bool held = false;
  ImGui::ButtonBehavior(ImRect(track.min, track.max), id, &hovered, &held);
  if (held && travel > 0) {
    const float at = (ImGui::GetIO().MousePos.y - track.min.y - length / 2) / travel;
    window.Scroll.y = std::floor(std::clamp(at, 0.0f, 1.0f) * hidden);
  }
  if (ui().focus.add(id, rect_)) {
    outline(rect_, Role::accent, 0, px(metrics::kFocusRing));
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, true); };
    if (pressed(ImGuiKey_DownArrow)) ImGui::SetScrollY(window.Scroll.y + px(kLine));
    if (pressed(ImGuiKey_UpArrow)) ImGui::SetScrollY(window.Scroll.y - px(kLine));
    if (pressed(ImGuiKey_Space)) ImGui::SetScrollY(window.Scroll.y + rect_.height() - px(kLine));
  }
  const bool wide = hovered || held;
  const float width = px(wide ? metrics::kScrollbarThumb * 2 : metrics::kScrollbarThumb);
  const float y = track.min.y + std::floor(travel * window.Scroll.y / hidden);
  fill(Rect::at({track.max.x - width - px(2), y}, width, length), wide ? Role::ink_3 : Role::ghost,
       width / 2);
}

}  // namespace popscope::gui
