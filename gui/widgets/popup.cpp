#include "gui/widgets/popup.h"

#include <cctype>
#include <cmath>
#include <imgui_internal.h>
#include <string>

#include "gui/widgets/control.h"
#include "gui/widgets/text.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

constexpr float kTooltipDelay = 0.35f;  // seconds of rest: passing over shows nothing
constexpr float kTooltipWidth = 320;
constexpr float kItemHeight = 28;
constexpr float kFromEdge = 8;

struct Rest {  // where the mouse rests and since when
  ImVec2 corner{-1, -1};
  double since = 0;
  int frame = -2;
};

// One mouse, one tooltip: shared by all widgets of a context.
Rest& rest() {
  static Rest state;
  return state;
}

Rect screen() {
  return Rect::at({0, 0}, ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y);
}

// Below the anchor, or above it where there is no room; never outside the window.
ImVec2 beside(const Rect& anchor, ImVec2 size, bool right) {
  const Rect room = screen().inset(px(kFromEdge));
  float x = right ? anchor.max.x - size.x : anchor.min.x;
  float y = anchor.max.y + px(metrics::kGap4);
  if (y + size.y > room.max.y && anchor.min.y - px(metrics::kGap4) - size.y >= room.min.y)
    y = anchor.min.y - px(metrics::kGap4) - size.y;
  x = std::max(room.min.x, std::min(x, room.max.x - size.x));
  y = std::max(room.min.y, std::min(y, room.max.y - size.y));
  return {std::floor(x), std::floor(y)};
}

void show_tooltip(const Rect& anchor, std::string_view text) {
  const float pad_x = px(metrics::kGap12);
  const float pad_y = px(metrics::kGap8);
  const float room = screen().width() - 2 * px(kFromEdge) - 2 * pad_x;
  float widest = std::min(px(kTooltipWidth), room);
  widest = std::min(widest, std::ceil(text_width(text, Type::note)) + 1);
  const float height = paragraph_height(text, Type::note, widest);
  const ImVec2 size{widest + 2 * pad_x, height + 2 * pad_y};
  ImGui::SetNextWindowPos(beside(anchor, size, false));
  ImGui::SetNextWindowSize(size);
  ImGui::SetNextWindowBgAlpha(0);
  if (!ImGui::BeginTooltip()) return;
  const Rect rect = Rect::at(ImGui::GetWindowPos(), size.x, size.y);
  box(rect, Role::ink, Role::ink, px(metrics::kControlRadius));
  put_paragraph({rect.min.x + pad_x, rect.min.y + pad_y}, widest, text, Type::note, Role::surface);
  // Dear ImGui measures a new window for a frame before it shows it: nothing else may happen then.
  if (ImGui::GetCurrentWindowRead()->Hidden) ui().redraw_in_ms(0);
  ImGui::EndTooltip();
}

// A letter that is written behind an item is its key while the menu is open.
bool typed(std::string_view key) {
  if (key.size() != 1) return false;
  for (const ImWchar c : ImGui::GetIO().InputQueueCharacters)
    if (c < 0x80 && std::toupper(static_cast<int>(c)) == key[0]) return true;
  return false;
}

}  // namespace

bool hovers(const Rect& rect) {
  return ImGui::IsWindowHovered(ImGuiHoveredFlags_None) &&
         ImGui::IsMouseHoveringRect(rect.min, rect.max);
}

bool tooltip_over(const Rect& rect, std::string_view text) {
  if (text.empty() || !hovers(rect) || ImGui::IsMouseDown(0)) return false;
  Rest& now = rest();
  const int frame = ImGui::GetFrameCount();
  const bool same = now.corner.x == rect.min.x && now.corner.y == rect.min.y;
  // Of two that lie over each other the first that is drawn speaks; else each would begin the
  // other's rest anew.
  if (!same && now.frame == frame) return false;
  if (!same || now.frame < frame - 1 || now.frame > frame)
    now = {rect.min, ImGui::GetTime(), frame};
  now.frame = frame;
  const double waited = ImGui::GetTime() - now.since;
  if (waited < kTooltipDelay) {
    ui().redraw_in_ms(static_cast<int>((kTooltipDelay - waited) * 1000) + 10);
    return false;
  }
  show_tooltip(rect, text);
  return true;
}

void tooltip(std::string_view text) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const Rect rect{g.LastItemData.Rect.Min, g.LastItemData.Rect.Max};
  if (tooltip_over(rect, text)) return;
  if (!text.empty() && ui().focus.has(g.LastItemData.ID)) show_tooltip(rect, text);
}

void open_menu(const char* name) { ImGui::OpenPopup(name); }

bool begin_menu(const char* name, const Rect& anchor, float logical_width, bool right) {
  const ImGuiID id = ImGui::GetID(name);
  if (!ImGui::IsPopupOpen(id, ImGuiPopupFlags_None)) return false;
  // The height is known from the frame before; until then the menu is not shown.
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  const float height = storage.GetFloat(id, 0);
  const float width = std::min(px(logical_width), screen().width() - 2 * px(kFromEdge));
  const float shown = std::min(height, screen().height() - 2 * px(kFromEdge));
  ImGui::SetNextWindowPos(beside(anchor, {width, shown}, right));
  ImGui::SetNextWindowSize({width, std::max(shown, 1.0f)});
  ImGui::SetNextWindowBgAlpha(0);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;
  if (!ImGui::BeginPopupEx(id, kFlags)) return false;
  const Rect rect = Rect::at(ImGui::GetWindowPos(), width, shown);
  box(rect, Role::surface, soft_fills() ? Role::ghost : Role::line, px(metrics::kPaneRadius));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::SetCursorPos({px(metrics::kGap4), px(metrics::kGap4)});
  ImGui::BeginGroup();
  return true;
}

bool menu_item(std::string_view label, bool chosen, std::string_view key, bool enabled) {
  const float width = ImGui::GetWindowWidth() - 2 * px(metrics::kGap4);
  const Control item = control(label, {width, px(kItemHeight)}, {enabled, true});
  const float radius = px(metrics::kChipRadius);
  const Role ink = !enabled ? Role::ink_3 : Role::ink;
  if (chosen)
    soft_fill(item.rect, Role::accent_soft, radius);
  else if (item.hovered || item.held)
    soft_fills() ? fill(item.rect, Role::ground, radius) : outline(item.rect, Role::line, radius);
  Rect inside = item.rect.inset(px(metrics::kGap8), 0);
  if (!key.empty())
    put_text_in(inside, key, Type::key, chosen || item.hovered ? Role::ink_2 : Role::ink_3,
                Align::right);
  put_text_in(inside, shown_label(label), chosen ? Type::text_strong : Type::text,
              chosen ? Role::accent : ink);
  if (item.focused) outline(item.rect, Role::accent, radius, px(metrics::kFocusRing));
  if (item.arrow != 0) ui().focus.step(item.arrow);
  // The first arrow begins at the first item.
  if (enabled && !ui().focus.keeps_keys() && arrow_pressed()) ui().focus.move_to(item.id, true);
  const bool pressed = item.pressed || (enabled && typed(key));
  if (pressed) ImGui::CloseCurrentPopup();
  return pressed;
}

void menu_heading(std::string_view text) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetWindowWidth() - 2 * px(metrics::kGap4);
  const Rect rect = Rect::at(corner, width, px(kItemHeight));
  put_text_in(rect.inset(px(metrics::kGap8), 0), text, Type::note_strong, Role::ink_2);
  ImGui::ItemSize(rect.size());
}

void menu_rule() {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetWindowWidth() - 2 * px(metrics::kGap4);
  line_across(corner.x, corner.x + width, corner.y + px(metrics::kGap4));
  ImGui::ItemSize(ImVec2(width, 2 * px(metrics::kGap4) + hairline()));
}

void end_menu() {
  ImGui::EndGroup();
  const float height = ImGui::GetItemRectSize().y + 2 * px(metrics::kGap4);
  const ImGuiID id = ImGui::GetCurrentContext()->BeginPopupStack.back().PopupId;
  ImGui::PopStyleVar();
  ImGui::EndPopup();
  ImGuiStorage& storage = *ImGui::GetStateStorage();
  if (storage.GetFloat(id, 0) != height) {
    storage.SetFloat(id, height);
    ui().redraw_in_ms(0);
  }
}

void close_menu() { ImGui::CloseCurrentPopup(); }

}  // namespace popscope::gui
