#include "gui/testing/driver.h"

#include <algorithm>
#include <imgui.h>
#include <imgui_internal.h>
#include <string>

namespace popscope::gui {
namespace {

constexpr int kTooltipFrames = 30;  // half a second of the fixed clock
constexpr int kFramesAfterMove = 3;  // as the window draws them
constexpr int kRestMs = 2000;

}  // namespace

const Widget* Driver::find(std::string_view label, int nth) const {
  for (const Widget& widget : seen_widgets())
    if (widget.visible && widget.label == label && nth-- == 0) return &widget;
  return nullptr;
}

std::vector<std::string> Driver::labels() const {
  std::vector<std::string> result;
  for (const Widget& widget : seen_widgets())
    if (widget.visible && !widget.label.empty()) result.push_back(widget.label);
  return result;
}

void Driver::click_at(ImVec2 position) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(position.x, position.y);
  frame();
  io.AddMouseButtonEvent(0, true);
  frame();
  io.AddMouseButtonEvent(0, false);
  frame(2);
}

bool Driver::click(std::string_view label, int nth) {
  const Widget* widget = find(label, nth);
  if (widget == nullptr || widget->disabled) return false;
  click_at(widget->centre());
  return true;
}

bool Driver::hover(std::string_view label, int nth) {
  const Widget* widget = find(label, nth);
  if (widget == nullptr) return false;
  const ImVec2 centre = widget->centre();
  ImGui::GetIO().AddMousePosEvent(centre.x, centre.y);
  frame(kTooltipFrames);
  return true;
}

bool Driver::rest_at(ImVec2 position) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(position.x, position.y);
  frame(kFramesAfterMove);
  const float clock = io.DeltaTime;
  for (int waited = 0; waited < kRestMs && ui().next_redraw_ms() >= 0;) {
    const int ms = std::max(1, ui().next_redraw_ms());
    io.DeltaTime = static_cast<float>(ms) / 1000;
    frame();
    waited += ms;
  }
  io.DeltaTime = clock;
  return ui().next_redraw_ms() < 0;
}

bool Driver::shows_tooltip() const {
  const auto& windows = ImGui::GetCurrentContext()->Windows;
  return std::any_of(windows.begin(), windows.end(), [](const ImGuiWindow* window) {
    return (window->Flags & ImGuiWindowFlags_Tooltip) != 0 && window->Active && !window->Hidden;
  });
}

bool Driver::type_into(std::string_view label, std::string_view words) {
  if (!click(label)) return false;
  type(words);
  return true;
}

void Driver::type(std::string_view words) {
  ImGui::GetIO().AddInputCharactersUTF8(std::string(words).c_str());
  frame(2);
}

void Driver::key(ImGuiKeyChord chord) {
  ImGuiIO& io = ImGui::GetIO();
  const int mods = chord & ImGuiMod_Mask_;
  const ImGuiKey key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
  const auto press = [&](bool down) {
    for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt})
      if ((mods & mod) != 0) io.AddKeyEvent(mod, down);
  };
  press(true);
  io.AddKeyEvent(key, true);
  frame(2);
  io.AddKeyEvent(key, false);
  press(false);
  frame(2);
}

void Driver::drag(ImVec2 from, ImVec2 to) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(from.x, from.y);
  frame();
  io.AddMouseButtonEvent(0, true);
  frame();
  io.AddMousePosEvent((from.x + to.x) / 2, (from.y + to.y) / 2);
  frame();
  io.AddMousePosEvent(to.x, to.y);
  frame();
  io.AddMouseButtonEvent(0, false);
  frame(2);
}

void Driver::wheel(float steps, bool ctrl) {
  ImGuiIO& io = ImGui::GetIO();
  if (ctrl) io.AddKeyEvent(ImGuiMod_Ctrl, true);
  io.AddMouseWheelEvent(0, steps);
  frame(2);
  if (ctrl) io.AddKeyEvent(ImGuiMod_Ctrl, false);
  frame();
}

}  // namespace popscope::gui
