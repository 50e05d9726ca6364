#include "gui/widgets/focus.h"

#include <algorithm>
#include <imgui_internal.h>
#include <utility>

namespace popscope::gui {

void Focus::begin_frame() {
  last_stops_.swap(stops_);
  stops_.clear();
  const ImGuiID moved_to = std::exchange(arrived_, 0);
  escape_taken_ = false;

  int level = 0;
  for (const Stop& stop : last_stops_) level = std::max(level, stop.level);
  if (level > level_) {
    left_behind_.resize(static_cast<std::size_t>(level));
    left_behind_[static_cast<std::size_t>(level_)] = {current_, visible_};
    current_ = 0;
  } else if (level < level_ && static_cast<std::size_t>(level) < left_behind_.size()) {
    // As it was: a ring that nobody saw before would need an Esc of its own.
    current_ = left_behind_[static_cast<std::size_t>(level)].id;
    visible_ = left_behind_[static_cast<std::size_t>(level)].visible;
  }
  level_ = level;

  const auto found = std::find_if(last_stops_.begin(), last_stops_.end(),
                                  [this](const Stop& stop) { return stop.id == current_; });
  present_ = found != last_stops_.end() && found->level == level_;
  // What is not there any more has left: where it comes back, it begins without the keyboard. What
  // the focus was only just moved to is drawn in this frame.
  if (!present_ && current_ != moved_to) visible_ = false;
  passes_sideways_ = present_ && found->traits.passes_sideways;
  awaits_letter_ = present_ && found->traits.awaits_letter;
  awaits_digit_ = present_ && found->traits.awaits_digit;
  is_begun_ = present_ && found->traits.is_begun;

  const ImGuiIO& io = ImGui::GetIO();
  const bool keeps_tab = present_ && found->traits.keeps_tab && !io.KeyShift;
  if (ImGui::IsKeyPressed(ImGuiKey_Tab) && !io.KeyCtrl && !io.KeyAlt && !keeps_tab)
    walk(io.KeyShift ? -1 : 1);
  else if (pending_step_ != 0)
    walk(pending_step_);
  pending_step_ = 0;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) take_escape();
}

void Focus::walk(int by) {
  std::vector<const Stop*> stops;
  for (const Stop& stop : last_stops_)
    if (stop.level == level_) stops.push_back(&stop);
  if (stops.empty()) return;
  const auto at = std::find_if(stops.begin(), stops.end(),
                               [this](const Stop* stop) { return stop->id == current_; });
  const auto count = static_cast<int>(stops.size());
  int next = by < 0 ? count - 1 : 0;
  if (at != stops.end())
    next = ((static_cast<int>(at - stops.begin()) + by) % count + count) % count;
  if (ImGui::GetIO().WantTextInput) ImGui::ClearActiveID();
  current_ = stops[static_cast<std::size_t>(next)]->id;
  arrived_ = current_;
  visible_ = true;
  present_ = true;
}

void Focus::take_escape() {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.OpenPopupStack.Size > 0) {
    ImGui::ClosePopupToLevel(context.OpenPopupStack.Size - 1, true);
    escape_taken_ = true;
  } else if (ImGui::GetIO().WantTextInput || (visible_ && present_)) {
    if (ImGui::GetIO().WantTextInput) ImGui::ClearActiveID();
    visible_ = false;
    escape_taken_ = true;
  }
}

bool Focus::is_heard(const view::Chord& chord) const {
  using view::Key;
  const Key key = chord.key;
  const bool f_key = key == Key::f1 || key == Key::f5 || key == Key::f10 || key == Key::f11;
  if (chord.ctrl || f_key || key == Key::escape) return true;
  if (key == Key::enter) return typing() || !keeps_keys();  // a field's Enter is its dialog's
  const bool letter = key == Key::character && chord.character >= 'a' && chord.character <= 'z';
  if (awaits_letter()) return !letter && !(awaits_digit() && key == Key::digit);
  if (passes_sideways() && (key == Key::left || key == Key::right)) return true;
  if (passes_keys()) return key != Key::character && key != Key::digit;  // Space, an arrow
  return !typing() && !(key == Key::space && keeps_keys());
}

bool Focus::add(ImGuiID id, const Rect& rect, const FocusTraits& traits) {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  stops_.push_back({id, context.BeginPopupStack.Size, traits});
  if (arrived_ == id)
    ImGui::ScrollToRect(context.CurrentWindow, ImRect(rect.min, rect.max),
                        ImGuiScrollFlags_KeepVisibleEdgeY);
  return has(id);
}

void Focus::move_to(ImGuiID id, bool visible) {
  current_ = id;
  visible_ = visible;
  present_ = true;
  if (visible) arrived_ = id;
}

}  // namespace popscope::gui
