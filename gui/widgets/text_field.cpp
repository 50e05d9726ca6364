#include "gui/widgets/text_field.h"

#include <cmath>
#include <imgui_internal.h>

#include "gui/widgets/control.h"
#include "gui/widgets/text.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

struct Edit {
  std::string& line;
  const TextFieldLook& look;
  bool is_touched = false;  // somebody typed
  bool is_refused = false;  // ":": not what was begun, but a line of one's own
  std::string own{};        // ... which begins with this
};

bool is_letter(ImWchar c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

void replace(ImGuiInputTextCallbackData& input, const std::string& line) {
  input.DeleteChars(0, input.BufTextLen);
  input.InsertChars(0, line.data(), line.data() + line.size());
}

int on_edit(ImGuiInputTextCallbackData* input) {
  Edit& edit = *static_cast<Edit*>(input->UserData);
  if (input->EventFlag == ImGuiInputTextFlags_CallbackCharFilter) {
    const ImWchar typed = input->EventChar;
    const bool digit = edit.look.or_with_digit && typed >= '0' && typed <= '9';
    const bool begins =
        edit.look.begun.empty() ? is_letter(typed) || digit : typed != ' ' && typed != ':';
    if (!edit.is_touched && typed == ':') edit.is_refused = edit.is_touched = true;
    if (!edit.is_touched && !begins) return 1;
    if (edit.is_refused) {
      if (typed != ':' && typed < 0x7F) edit.own += static_cast<char>(typed);
      return 1;
    }
    edit.is_touched = true;
    return 0;
  }
  if (input->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    edit.line.resize(static_cast<std::size_t>(input->BufTextLen));
    input->Buf = edit.line.data();
    return 0;
  }
  std::string line(input->Buf, static_cast<std::size_t>(input->BufTextLen));
  bool replaced = false;
  if (input->EventFlag == ImGuiInputTextFlags_CallbackHistory && edit.look.history)
    replaced = edit.look.history(input->EventKey == ImGuiKey_UpArrow ? -1 : 1, line);
  if (input->EventFlag == ImGuiInputTextFlags_CallbackCompletion && edit.look.complete)
    replaced = edit.look.complete(line);
  if (replaced) replace(*input, line);
  return 0;
}

// In the next frame. (ImGui::SetKeyboardFocusHere asks by way of tabbing, and gets no answer when
// what was clicked last stands in another window.)
void give_keyboard(ImGuiID field) {
  ImGuiContext& context = *ImGui::GetCurrentContext();
  if (context.ActiveId == field) return;
  context.NavNextActivateId = field;
  context.NavNextActivateFlags =
      ImGuiActivateFlags_PreferInput | ImGuiActivateFlags_TryToPreserveState;
}

}  // namespace

void leave_text_field() {
  if (ImGui::GetIO().WantTextInput) ImGui::ClearActiveID();
  ui().focus.drop();
}

TextFieldResult text_field(std::string_view label, std::string& line, const TextFieldLook& look) {
  const float width = look.width > 0 ? look.width : ImGui::GetContentRegionAvail().x;
  const Rect rect = Rect::at(ImGui::GetCursorScreenPos(), width, px(metrics::kControlHeight));
  const float radius = exact(metrics::kControlRadius);
  if (look.framed) box(rect, Role::surface, Role::line, radius);

  const std::string id = "##" + std::string(label);  // the label is drawn by the caller
  const ImGuiID field = ImGui::GetID(id.c_str());
  if (look.take_focus) ui().focus.move_to(field, true);
  const Baked& baked = ui().look.font(look.type);
  const float pad_x = look.framed ? px(metrics::kControlPadding) : px(metrics::kGap4);
  // Dear ImGui centres by the frame's padding; half a pixel more would blur the text.
  const float pad_y = std::floor((rect.height() - baked.line) / 2) + baked.top;
  ImGui::PushFont(baked.font);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(pad_x, pad_y));
  ImGui::SetNextItemWidth(width);
  if (look.take_focus || ui().focus.arrived(field)) give_keyboard(field);
  ImGuiInputTextFlags flags =
      ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackResize;
  if (look.history) flags |= ImGuiInputTextFlags_CallbackHistory;
  if (look.complete) flags |= ImGuiInputTextFlags_CallbackCompletion;
  if (look.begins_with_letter) flags |= ImGuiInputTextFlags_CallbackCharFilter;
  Edit edit{line, look, !line.empty() && line != look.begun};
  const std::string before = line;
  TextFieldResult result;
  result.entered =
      ImGui::InputText(id.c_str(), line.data(), line.capacity() + 1, flags, on_edit, &edit);
  name_widget(field, label);
  result.active = ImGui::IsItemActive();
  if (edit.is_refused) {  // Dear ImGui edits a copy: it has to take the keyboard anew
    ImGui::ClearActiveID();
    line = edit.own;
    result.restarted = true;
  }
  if (ImGui::IsItemActivated()) {
    ui().focus.move_to(field, true);
    ImGuiInputTextState* state = ImGui::GetInputTextState(field);
    if (look.caret_at_end && !ImGui::IsMouseClicked(ImGuiMouseButton_Left) && state != nullptr) {
      state->SelectAll();  // ends with the caret behind the last letter
      state->ClearSelection();
    }
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
  result.changed = line != before;

  FocusTraits traits;
  traits.text = true;
  const bool begun = !line.empty() && line == look.begun;
  traits.is_begun = begun && result.active;
  traits.keeps_tab = look.complete != nullptr && result.active && !line.empty() && !begun;
  traits.awaits_letter = look.begins_with_letter && result.active && line.empty();
  traits.awaits_digit = traits.awaits_letter && look.or_with_digit;
  traits.passes_sideways = look.empty_passes_sideways && result.active && line.empty();
  const bool focused = ui().focus.add(field, rect, traits);
  if (line.empty() && !look.hint.empty())
    put_text_in(Rect{{rect.min.x + pad_x, rect.min.y}, rect.max}, look.hint, look.hint_type,
                Role::ink_3);
  if (result.active || focused) draw_focus_ring(rect.inset(px(1)), radius - px(1));
  return result;
}

}  // namespace popscope::gui
