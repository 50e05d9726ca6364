#include "gui/widgets/control.h"

#include <cmath>
#include <imgui_internal.h>
#include <string>

#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

ImRect hit_area(const Rect& rect) {
  const float least = px(metrics::kHitMin);
  const float x = std::max(0.0f, std::ceil((least - rect.width()) / 2));
  const float y = std::max(0.0f, std::ceil((least - rect.height()) / 2));
  return {{rect.min.x - x, rect.min.y - y}, {rect.max.x + x, rect.max.y + y}};
}

bool any(ImGuiKey a, ImGuiKey b) {
  return ImGui::IsKeyPressed(a, true) || ImGui::IsKeyPressed(b, true);
}

}  // namespace

void name_widget([[maybe_unused]] ImGuiID id, [[maybe_unused]] std::string_view label) {
#ifdef IMGUI_ENABLE_TEST_ENGINE
  ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.TestEngineHookItems)
    ImGuiTestEngineHook_ItemInfo(&g, id, std::string(label).c_str(), g.LastItemData.StatusFlags);
#endif
}

std::string_view shown_label(std::string_view label) { return label.substr(0, label.find("##")); }

Control control(std::string_view label, ImVec2 size, const ControlTraits& traits) {
  Control control;
  control.rect = Rect::at(ImGui::GetCursorScreenPos(), size.x, size.y);
  control.id = ImGui::GetCurrentWindow()->GetID(label.data(), label.data() + label.size());
  const ImRect hit = hit_area(control.rect);
  ImGui::ItemSize(size);
  if (!traits.enabled) ImGui::BeginDisabled();
  const bool visible = ImGui::ItemAdd(hit, control.id);
  name_widget(control.id, label);
  if (traits.enabled && traits.focusable)
    control.focused = ui().focus.add(control.id, control.rect);
  if (visible)
    control.pressed = ImGui::ButtonBehavior(hit, control.id, &control.hovered, &control.held);
  if (!traits.enabled) ImGui::EndDisabled();
  if (control.pressed) ui().focus.move_to(control.id, false);
  if (control.focused && !ImGui::GetIO().KeyCtrl && !ImGui::GetIO().KeyAlt) {
    if (ImGui::IsKeyPressed(ImGuiKey_Space, false) || ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
        ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false))
      control.pressed = true;
    if (any(ImGuiKey_LeftArrow, ImGuiKey_UpArrow)) control.arrow = -1;
    if (any(ImGuiKey_RightArrow, ImGuiKey_DownArrow)) control.arrow = 1;
  }
  return control;
}

bool arrow_pressed() {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl || io.KeyAlt) return false;
  return any(ImGuiKey_LeftArrow, ImGuiKey_UpArrow) || any(ImGuiKey_RightArrow, ImGuiKey_DownArrow);
}

void draw_focus_ring(const Rect& rect, float radius) {
  const float width = px(metrics::kFocusRing);
  const float away = px(1);
  outline(rect.inset(-(width + away)), Role::accent, radius + width + away, width);
}

}  // namespace popscope::gui
