#include "gui/picture/headless.h"

#include <cstring>
#include <imgui.h>

#include "gui/picture/rasterise.h"
#include "gui/testing/test_hooks.h"

namespace popscope::gui {
namespace {

// FNV-1a over what would be drawn: tells when nothing moves any more.
class Hash {
 public:
  void add(const void* octets, std::size_t count) {
    const auto* at = static_cast<const unsigned char*>(octets);
    for (std::size_t i = 0; i < count; ++i) value_ = (value_ ^ at[i]) * 1099511628211ull;
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 14695981039346656037ull;
};

std::uint64_t digest(const ImDrawData& drawn) {
  Hash hash;
  for (const ImDrawList* list : drawn.CmdLists) {
    hash.add(list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
    hash.add(list->IdxBuffer.Data, static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()));
    for (const ImDrawCmd& command : list->CmdBuffer) {
      hash.add(&command.ClipRect, sizeof command.ClipRect);
      hash.add(&command.ElemCount, sizeof command.ElemCount);
    }
  }
  return hash.value();
}

}  // namespace

Headless::Headless(const HeadlessSettings& settings, FontFiles fonts, std::function<void()> draw)
    : context_(ImGui::CreateContext()), ui_(fonts), draw_(std::move(draw)) {
  use();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(static_cast<float>(settings.width), static_cast<float>(settings.height));
  io.DeltaTime = 1.0f / 60.0f;
  io.IniFilename = io.LogFilename = nullptr;
  io.ConfigInputTextCursorBlink = false;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  ui_.attach();
  ui_.look.set(settings.look);
  watch_widgets();
}

Headless::~Headless() { ImGui::DestroyContext(context_); }

void Headless::use() { ImGui::SetCurrentContext(context_); }

void Headless::resize(int width, int height) {
  use();
  ImGui::GetIO().DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
}

void Headless::frame(int count) {
  use();
  for (int i = 0; i < count; ++i) {
    if (ui_.before_frame()) {
      unsigned char* texels = nullptr;
      int width = 0;
      int height = 0;
      ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&texels, &width, &height);
      ImGui::GetIO().Fonts->SetTexID(texels);  // any value but null: there is one texture only
    }
    forget_widgets();
    ImGui::NewFrame();
    ui_.begin();
    draw_();
    ImGui::Render();
  }
}

int Headless::settle() {
  frame();
  std::uint64_t before = digest(*ImGui::GetDrawData());
  for (int count = 2; count <= kSettleMax; ++count) {
    frame();
    const std::uint64_t now = digest(*ImGui::GetDrawData());
    if (now == before && ui_.next_redraw_ms() != 0) return count;
    before = now;
  }
  return kSettleMax;
}

Picture Headless::picture() {
  use();
  return rasterise(*ImGui::GetDrawData(), *ImGui::GetIO().Fonts);
}

}  // namespace popscope::gui
