#include "gui/widgets/choice.h"

#include <cmath>
#include <imgui_internal.h>

#include "gui/widgets/button.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

constexpr float kSegmentPadding = 10;
constexpr float kSegmentInset = 2;

float segment_width(std::string_view option) {
  // As wide as its semibold: choosing moves nothing.
  return std::ceil(text_width(shown_label(option), Type::note_strong)) + 2 * px(kSegmentPadding);
}

// The arrows move both the choice and, because only the chosen one is a stop of the focus, that.
int follow_arrow(const Control& control, int index, int count) {
  if (control.arrow == 0) return index;
  return std::clamp(index + control.arrow, 0, count - 1);
}

ImGuiID id_of(std::string_view label) {
  return ImGui::GetCurrentWindow()->GetID(label.data(), label.data() + label.size());
}

}  // namespace

float segmented_width(std::span<const std::string_view> options) {
  float width = 2 * px(kSegmentInset);
  for (const std::string_view option : options) width += segment_width(option);
  return width;
}

int segmented(std::string_view name, std::span<const std::string_view> options, int chosen) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Rect frame = Rect::at(corner, segmented_width(options), px(metrics::kSegmentedHeight));
  const float radius = exact(metrics::kControlRadius);
  box(frame, Role::surface, Role::line, radius);
  ImGui::PushID(name.data(), name.data() + name.size());
  int result = chosen;
  Rect rest = frame.inset(px(kSegmentInset));
  const int count = static_cast<int>(options.size());
  for (int i = 0; i < count; ++i) {
    const std::string_view option = options[static_cast<std::size_t>(i)];
    const Rect segment = rest.cut_left(segment_width(option));
    place(segment.min);
    const Control control = gui::control(option, segment.size(), {true, i == chosen});
    if (i == chosen) soft_fill(segment, Role::accent_soft, radius - px(kSegmentInset));
    Role ink = Role::ink_2;
    if (i == chosen)
      ink = Role::accent;
    else if (control.hovered)
      ink = Role::ink;
    put_text_in(segment, shown_label(option), i == chosen ? Type::note_strong : Type::note, ink,
                Align::centre);
    if (control.pressed) result = i;
    if (control.focused) {
      draw_focus_ring(frame, radius);
      result = follow_arrow(control, result, count);
      if (result != i) ui().focus.move_to(id_of(options[static_cast<std::size_t>(result)]), true);
    }
  }
  ImGui::PopID();
  place(corner);
  ImGui::ItemSize(frame.size());
  ImGui::ItemAdd(ImRect(frame.min, frame.max), 0);
  return result;
}

float tabs_width(std::span<const std::string_view> options) {
  float width = 0;
  for (const std::string_view option : options) {
    if (width > 0) width += px(metrics::kTabGap);
    width += std::ceil(text_width(shown_label(option), Type::text_strong));
  }
  return width;
}

float tabs_height(std::span<const std::string_view> options, float room) {
  const float rows = tabs_width(options) <= room ? 1 : static_cast<float>(options.size());
  return rows * px(metrics::kTabHeight);
}

int tabs(std::string_view name, std::span<const std::string_view> options, int chosen,
         float room) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::PushID(name.data(), name.data() + name.size());
  int result = chosen;
  float x = corner.x, y = corner.y, right = corner.x;
  const int count = static_cast<int>(options.size());
  const bool rows = room > 0 && tabs_width(options) > room;
  for (int i = 0; i < count; ++i) {
    const std::string_view option = options[static_cast<std::size_t>(i)];
    const std::string_view whole = shown_label(option);
    const std::string words =
        rows ? shortened(whole, Type::text_strong, room) : std::string(whole);
    const float width = std::ceil(text_width(words, Type::text_strong));
    const Rect tab = Rect::at({x, y}, width, px(metrics::kTabHeight));
    place(tab.min);
    const Control control = gui::control(option, tab.size(), {true, i == chosen});
    Role ink = Role::ink_2;
    if (i == chosen || control.hovered) ink = Role::ink;
    put_text(tab.min, words, i == chosen ? Type::text_strong : Type::text, ink);
    if (i == chosen)
      line_across(tab.min.x, tab.max.x, tab.max.y - px(metrics::kTabUnderline), Role::accent,
                  px(metrics::kTabUnderline));
    if (words != whole) tooltip(whole);
    if (control.pressed) result = i;
    if (control.focused) {
      draw_focus_ring({tab.min, {tab.max.x, tab.min.y + line_height(Type::text)}}, px(2));
      result = follow_arrow(control, result, count);
      if (result != i) ui().focus.move_to(id_of(options[static_cast<std::size_t>(result)]), true);
    }
    right = std::max(right, tab.max.x);
    if (rows)
      y = tab.max.y;
    else
      x = tab.max.x + px(metrics::kTabGap);
  }
  ImGui::PopID();
  place(corner);
  const ImVec2 size{right - corner.x, rows ? y - corner.y : px(metrics::kTabHeight)};
  ImGui::ItemSize(size);
  ImGui::ItemAdd(ImRect(corner, {corner.x + size.x, corner.y + size.y}), 0);
  return result;
}

float toggle_width(std::string_view label, const view::KeyCap& key) {
  return px(metrics::kToggleWidth) + px(metrics::kGap8) +
         std::ceil(text_width(shown_label(label), Type::note)) +
         (key.empty() ? 0 : px(metrics::kGap8) + key_cap_width(key));
}

bool toggle(std::string_view label, bool& on, std::string_view tip, const view::KeyCap& key) {
  const float height = std::max(px(metrics::kToggleHeight), line_height(Type::note));
  const Control control = gui::control(label, {toggle_width(label, key), height});
  Rect rest = control.rect;
  Rect track = rest.cut_left(px(metrics::kToggleWidth));
  track.min.y += std::floor((height - px(metrics::kToggleHeight)) / 2);
  track.max.y = track.min.y + px(metrics::kToggleHeight);
  if (control.pressed) on = !on;
  const float radius = track.height() / 2;
  // On: full, knob to the right. Off: hollow, knob to the left. Colour only repeats it.
  box(track, on ? Role::accent : Role::surface, on ? Role::accent : Role::ink_3, radius,
      std::max(px(1), hairline()));
  const float knob = radius - px(3);
  const float x = on ? track.max.x - radius : track.min.x + radius;
  ImGui::GetWindowDrawList()->AddCircleFilled({x, track.centre().y}, knob,
                                              colour(on ? Role::on_accent : Role::ink_3));
  rest.cut_left(px(metrics::kGap8));
  if (!key.empty()) {
    const Rect cap = rest.cut_right(key_cap_width(key));
    put_key_cap({cap.min.x, std::floor(rest.centre().y - px(metrics::kKeyCapHeight) / 2)}, key);
  }
  put_text_in(rest, shown_label(label), Type::note, control.hovered ? Role::ink : Role::ink_2);
  if (control.focused) draw_focus_ring(control.rect, px(2));
  if (!tip.empty()) tooltip(tip);
  return control.pressed;
}

}  // namespace popscope::gui
