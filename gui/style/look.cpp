#include "gui/style/look.h"

#include <algorithm>
#include <array>

#include "gui/style/metrics.h"

namespace popscope::gui {
namespace {

constexpr std::array<float, 10> kZooms = {0.75f, 0.9f,  1.0f, 1.1f, 1.25f,
                                          1.5f,  1.75f, 2.0f, 2.5f, 3.0f};

ImU32 packed(Colour c) { return IM_COL32(c.r, c.g, c.b, 255); }

}  // namespace

bool Look::prepare() {
  const float zoom = std::clamp(wanted_.zoom, metrics::kZoomMin, metrics::kZoomMax);
  const float scale = zoom * std::max(wanted_.content_scale, 0.5f);
  const bool bake = scale != scale_ || wanted_.wall != wall_;
  if (!bake && wanted_ == active_) return false;
  active_ = wanted_;
  wall_ = wanted_.wall;
  if (bake) {
    scale_ = scale;
    fonts_.bake(*ImGui::GetIO().Fonts, files_, scale, wall_);
    ImGui::GetIO().FontDefault = fonts_[Type::text].font;
  }
  style_imgui();
  return bake;
}

ImU32 Look::colour(Role role) const { return packed(theme()[role]); }

// What Dear ImGui still draws by itself: window grounds, the text field's text, its selection.
void Look::style_imgui() const {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  const auto px = [this](float logical) {
    return static_cast<float>(static_cast<int>(logical * scale_ + 0.5f));
  };
  style.WindowPadding = style.FramePadding = style.CellPadding = ImVec2(0, 0);
  style.WindowBorderSize = style.ChildBorderSize = style.PopupBorderSize = style.FrameBorderSize =
      0;
  style.WindowRounding = style.ChildRounding = style.PopupRounding = style.FrameRounding = 0;
  style.WindowMinSize = ImVec2(1, 1);
  style.ItemSpacing = ImVec2(px(metrics::kGap8), px(metrics::kGap8));
  style.ItemInnerSpacing = ImVec2(px(metrics::kGap4), px(metrics::kGap4));
  style.DisplaySafeAreaPadding = ImVec2(0, 0);
  style.DisabledAlpha = 1;  // our widgets show by form and role what is off
  style.ScrollbarSize = 0;
  style.CurveTessellationTol = 0.6f;
  style.CircleTessellationMaxError = 0.2f;

  const auto set = [&](ImGuiCol which, Role role) {
    style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour(role));
  };
  set(ImGuiCol_Text, Role::ink);
  set(ImGuiCol_TextDisabled, Role::ink_3);
  set(ImGuiCol_WindowBg, Role::ground);
  set(ImGuiCol_PopupBg, Role::surface);
  set(ImGuiCol_Border, Role::line);
  set(ImGuiCol_TextSelectedBg, theme().soft_fills ? Role::accent_soft : Role::ghost);
  set(ImGuiCol_NavHighlight, Role::accent);
  for (const ImGuiCol clear : {ImGuiCol_ChildBg, ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered,
                               ImGuiCol_FrameBgActive, ImGuiCol_ModalWindowDimBg})
    style.Colors[clear] = ImVec4(0, 0, 0, 0);
}

float zoom_in(float zoom) {
  for (const float step : kZooms)
    if (step > zoom + 0.01f) return step;
  return kZooms.back();
}

float zoom_out(float zoom) {
  for (std::size_t i = kZooms.size(); i-- > 0;)
    if (kZooms[i] < zoom - 0.01f) return kZooms[i];
  return kZooms.front();
}

}  // namespace popscope::gui
