#include "gui/testing/test_hooks.h"

#include <cstdio>
#include <imgui_internal.h>
#include <unordered_map>
#include <utility>

#include "gui/testing/complaint.h"

namespace popscope::gui {
namespace {

struct Seen {
  std::vector<Widget> widgets;
  std::unordered_map<ImGuiID, std::size_t> by_id;
};

Seen& seen() {
  static Seen all;
  return all;
}

Complaints* innermost = nullptr;

std::string shown_part(const char* label) {
  return std::string(label, ImGui::FindRenderedTextEnd(label));
}

}  // namespace

void complain(const std::string& what) {
  if (innermost != nullptr)
    innermost->collected_.push_back(what);
  else
    std::fprintf(stderr, "popscope: %s\n", what.c_str());
}

void complain_about(const char* expression, const char* file, int line) {
  complain(std::string(file) + ":" + std::to_string(line) + ": " + expression);
}

Complaints::Complaints() : outer_(innermost) { innermost = this; }
Complaints::~Complaints() { innermost = outer_; }
std::vector<std::string> Complaints::take() { return std::exchange(collected_, {}); }

void watch_widgets() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  context.TestEngineHookItems = true;
  context.TestEngine = &seen();
  forget_widgets();
}

void forget_widgets() {
  seen().widgets.clear();
  seen().by_id.clear();
}

const std::vector<Widget>& seen_widgets() { return seen().widgets; }

}  // namespace popscope::gui

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& rect,
                                 const ImGuiLastItemData* item) {
  using popscope::gui::seen;
  if (id == 0) return;
  const auto [found, fresh] = seen().by_id.try_emplace(id, seen().widgets.size());
  if (fresh) seen().widgets.emplace_back();
  popscope::gui::Widget& widget = seen().widgets[found->second];
  ImRect visible = rect;
  if (context->CurrentWindow != nullptr) {
    widget.window = context->CurrentWindow->Name;
    const ImRect clip = context->CurrentWindow->ClipRect;
    widget.visible = visible.Overlaps(clip);
    visible.ClipWithFull(clip);
  }
  widget.id = id;
  widget.full_min = rect.Min;
  widget.full_max = rect.Max;
  widget.min = visible.Min;
  widget.max = visible.Max;
  widget.visible = widget.visible && visible.GetWidth() > 0 && visible.GetHeight() > 0;
  widget.disabled = item != nullptr && (item->InFlags & ImGuiItemFlags_Disabled) != 0;
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags) {
  using namespace popscope::gui;
  const auto found = seen().by_id.find(id);
  if (found == seen().by_id.end()) return;
  std::string& known = seen().widgets[found->second].label;
  const std::string shown = shown_part(label);
  // Two widgets of one id: a click on one would act on both.
  if (!known.empty()) complain("two widgets have the id of '" + known + "' and '" + shown + "'");
  known = shown;
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID id) {
  using popscope::gui::seen;
  const auto found = seen().by_id.find(id);
  return found == seen().by_id.end() ? nullptr : seen().widgets[found->second].label.c_str();
}
