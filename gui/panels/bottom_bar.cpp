#include <algorithm>

#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"
#include "gui/widgets/text_field.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

using NextKind = view::TransportView::NextKind;

constexpr std::size_t kCompletionsShown = 8;
constexpr std::size_t kCompletionsInOneColumn = 4;  // they lie over what is read while typing
constexpr float kConsoleLeast = 150;
constexpr float kFieldLeast = 60;       // of it, what is typed into
constexpr float kAroundHint = 16;
constexpr float kDeviceLeast = 60;      // of a device's name in the bar,
constexpr float kDeviceShare = 0.2f;    // and how much of the bar it may have
constexpr int kFramesAwaited = 5;  // a field that takes the keyboard has it before that

bool is_primary(NextKind kind) {
  switch (kind) {
    case NextKind::step:
    case NextKind::offered:
    case NextKind::back_to_story:
    case NextKind::next_lesson: return true;
    case NextKind::skip_question:
    case NextKind::give_up:
    case NextKind::choose:
    case NextKind::let_happen:
    case NextKind::nothing: return false;
  }
  return false;
}

// Whose commands are typed: a name of any length leaves room for the line.
struct DeviceChip {
  std::string label, tooltip;
  ChipLook look() const {
    ChipLook look;
    look.form = ChipForm::chosen;
    look.tooltip = tooltip;
    return look;
  }
  float width() const { return chip_width(label, look()); }
};

// `most`: of its words.
DeviceChip device_chip(float most, const view::ConsoleView& console, const PanelContext& context) {
  const std::string& name = console.devices[console.device];
  DeviceChip chip;
  chip.label = shortened(name, Type::note, std::max(px(kDeviceLeast), most));
  if (chip.label != name)
    chip.tooltip = name;
  else if (console.devices.size() > 1)
    chip.tooltip = context.catalogue.sentence("window.console.device");
  return chip;
}

// From the bar's edge to the line that is typed into, where a device's name has so much of it.
float before_field(float most, const view::ConsoleView& console, const PanelContext& context) {
  float width = px(metrics::kGap16) + text_width("C:", Type::wire) + px(12);
  if (!console.devices.empty()) width += device_chip(most, console, context).width() + px(12);
  return width;
}

// The least that the line needs, from the bar's edge on: the device's name gives way first.
float least_console(const view::ConsoleView& console, const PanelContext& context) {
  return std::max(px(kConsoleLeast), before_field(0, console, context) + px(kFieldLeast));
}

// What the cable's button looks like where it leaves room: its whole words, a short one, the sign.
// The line's shortest hint comes before words on a button, those before the device's name, and the
// line before them all.
Fitted cable_button(float x, float least, float field, float hint,
                    const view::TransportView& view, const PanelContext& context) {
  Fitted cable;
  cable.look.icon = view.cable_cut ? Icon::plug : Icon::cross;
  cable.look.enabled = view.cable_why.empty();
  cable.look.tooltip = view.cable_why;
  const std::string little =
      context.catalogue.sentence(view.cable_cut ? "window.plug" : "window.cut");
  for (const float from : {field + hint, std::max(least, field), least}) {
    for (const std::string& words : {view.cable, little}) {
      if (x - button_width(words, cable.look) < from) continue;
      cable.label = words;
      return cable;
    }
  }
  return cable;
}

// What comes next, and the cable; from the right edge. What comes next goes no further left than
// `least`, where the others have room, too. Gives where they begin.
float draw_right(const Rect& area, float least, const view::TransportView& view,
                 const view::ConsoleView& console, PanelContext& context) {
  float x = area.max.x - px(metrics::kGap16);
  const float y = area.centre().y - px(metrics::kControlHeight) / 2;
  if (view.next_kind == NextKind::nothing || view.next_kind == NextKind::choose) {
    const float width = std::min(text_width(view.next_answer, Type::note), x - least);
    x -= width;
    put_subject({x, area.centre().y - line_height(Type::note) / 2}, width, view.next_answer,
                Type::note, Role::ink_2);
  } else {
    ButtonLook look;
    look.primary = is_primary(view.next_kind);
    look.key = view::cap_of(view::KeyAction::next, context.catalogue);
    const Fitted next = fitted(view.next, look, x - least);
    x -= next.width();
    place({x, y});
    if (button(next.label, next.look)) context.actions.push_back(Next{});
  }
  x -= px(metrics::kGap12);
  const auto room_for = [&](const std::string& label, const ButtonLook& look) {
    return x - button_width(label, look) >= least;
  };
  ButtonLook part;
  part.key = view::cap_of(view::KeyAction::wait, context.catalogue);
  if (!view.next_part.empty() && room_for(view.next_part, part)) {
    x -= button_width(view.next_part, part);
    place({x, y});
    if (button(view.next_part, part)) context.actions.push_back(LetPass{});
    x -= px(metrics::kGap12);
  }
  if (view.cable.empty() || context.folds.no_time_strip) return x;
  const float field =
      area.min.x + before_field(area.width() * kDeviceShare, console, context);
  const float hint = text_width(console.little, Type::label) + px(kAroundHint + metrics::kGap12);
  const float line = area.min.x + least_console(console, context) + px(metrics::kGap12);
  const Fitted cable = cable_button(x, line, field, hint, view, context);
  const bool sign = cable.label.empty();
  x -= sign ? px(metrics::kIconButtonWidth) : cable.width();
  place({x, y});
  if (sign ? icon_button(view.cable, cable.look.icon, cable.look)
           : button(cable.label, cable.look))
    context.actions.push_back(CutOrPlug{});
  return x - px(metrics::kGap12);
}

// History with Up and Down, completion with Tab.
bool step_history(Transient& own, int direction, std::string& line) {
  const int count = static_cast<int>(own.console_history.size());
  int at = own.console_history_at < 0 ? count : own.console_history_at;
  at = std::clamp(at + direction, 0, count);
  own.console_history_at = at == count ? -1 : at;
  line = at == count ? std::string{} : own.console_history[static_cast<std::size_t>(at)];
  return true;
}

// Above the field, on top of everything: what the line could become.
// They stay while the mouse is on them, though a press takes the keyboard from the line.
void draw_completions(const Rect& field, const std::vector<view::Completion>& completions,
                      PanelContext& context) {
  const std::size_t most = context.folds.no_time_strip ? kCompletionsInOneColumn
                                                       : kCompletionsShown;
  const std::size_t count = std::min(completions.size(), most);
  context.own.completions_pointed_at = false;
  if (count == 0) return;
  float line = 0, note = 0;
  for (std::size_t i = 0; i < count; ++i) {
    line = std::max(line, text_width(completions[i].line, Type::wire));
    note = std::max(note, text_width(completions[i].note, Type::note));
  }
  const float row = px(metrics::kTableRow);
  const float edge = px(metrics::kGap16);
  const float room = ImGui::GetIO().DisplaySize.x - 2 * edge;
  const float width = std::min(line + note + px(52), room);
  const float height = static_cast<float>(count) * row + px(12);
  const float left = std::min(field.min.x - px(12), edge + room - width);
  const Rect rect = Rect::at({left, field.min.y - height - px(10)}, width, height);
  ImGui::SetNextWindowPos(rect.min);
  ImGui::SetNextWindowSize(rect.size());
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::Begin("##completions", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoBackground);
  box(rect, Role::surface, soft_fills() ? Role::ghost : Role::line, px(metrics::kPaneRadius));
  float y = rect.min.y + px(6);
  for (std::size_t i = 0; i < count; ++i, y += row) {
    const view::Completion& c = completions[i];
    place({rect.min.x + px(6), y});
    const Control hit =
        control(c.line + "##completion", {rect.width() - px(12), row}, {true, false});
    if (hit.hovered) soft_fill(hit.rect, Role::accent_soft, px(4));
    context.own.completions_pointed_at = context.own.completions_pointed_at || hit.hovered;
    const float text = y + (row - line_height(Type::wire)) / 2;
    put_text({rect.min.x + px(14), text}, c.line, Type::wire,
             c.permitted ? Role::ink : hit.hovered ? Role::ink_2 : Role::ink_3);
    put_subject({rect.min.x + px(30) + line, y + (row - line_height(Type::note)) / 2},
                rect.max.x - px(10) - (rect.min.x + px(30) + line), c.note, Type::note,
                Role::ink_2);
    if (hit.pressed) {
      context.own.console_line = c.line;
      context.own.focus_console = true;
    }
  }
  ImGui::End();
  ImGui::PopStyleVar(2);
}

// What the empty line says, as far as it has room. While it is typed into: which keys it does not
// keep.
std::string hint_of(const view::ConsoleView& console, bool active, float room,
                    const text::Catalogue& words) {
  const std::string& now = console.cannot.empty() ? console.hint : console.cannot;
  std::vector<std::string> tries;
  if (active) {
    for (const char* key : {console.tagged ? "window.console.empty.tag" : "window.console.empty",
                            "window.console.empty.short"})
      tries.push_back(words.sentence(key, {text::plain("hint", now)}));
  }
  tries.push_back(active ? now : console.before);
  tries.push_back(console.little);
  for (std::string& tried : tries)
    if (text_width(tried, Type::label) <= room) return std::move(tried);
  return {};
}

// Behind what is typed, as far as it has room: what ends it, and which keys it does not keep.
void draw_way_out(const Rect& field, const std::string& line, bool begun,
                  const text::Catalogue& words) {
  for (const char* key : {"window.console.begun", "window.console.typing"}) {
    if (!begun && std::string_view(key) == "window.console.begun") continue;
    const std::string note = words.sentence(key);
    const float width = text_width(note, Type::note);
    if (text_width(line, Type::wire) + width + px(32) > field.width()) continue;
    put_text_in({{field.max.x - width - px(8), field.min.y}, field.max}, note, Type::note,
                Role::ink_2);
    return;
  }
}

void draw_field(const Rect& field, const view::ConsoleView& console,
                const std::vector<view::Completion>& completions, PanelContext& context) {
  Transient& own = context.own;
  TextFieldLook look;
  look.width = field.width();
  look.type = Type::wire;
  look.hint_type = Type::label;
  const bool active = ui().focus.awaits_letter();
  look.hint = hint_of(console, active, field.width() - px(kAroundHint), context.catalogue);
  look.framed = false;
  // Asked for until it comes: Dear ImGui does not give it while a mouse button is down.
  look.take_focus = own.focus_console || own.console_awaited > 0;
  look.caret_at_end = true;
  look.begins_with_letter = !console.answers;
  look.or_with_digit = console.tagged;
  look.begun = context.ui.console_begun;
  look.history = [&own](int direction, std::string& line) {
    return step_history(own, direction, line);
  };
  look.complete = [&completions](std::string& line) {
    if (completions.empty() || completions.front().line == line) return false;
    line = completions.front().line;
    return true;
  };
  if (own.focus_console) own.console_awaited = kFramesAwaited;
  own.focus_console = false;
  place(field.min);
  const TextFieldResult result = text_field("Console", own.console_line, look);
  if (own.console_awaited > 0) --own.console_awaited;
  if (result.active) own.console_awaited = 0;
  if (result.restarted) own.focus_console = true;
  // Where it is not connected, Enter alone connects. In any case one goes on typing.
  if (result.entered) {
    if (!own.console_line.empty() || !console.cannot.empty())
      context.actions.push_back(TypeLine{own.console_line});
    own.focus_console = true;
  }
  const std::string& begins = context.ui.console_begun;
  const bool begun = !begins.empty() && own.console_line == begins;
  const bool typed = result.active && !own.console_line.empty();
  if (typed) draw_way_out(field, own.console_line, begun, context.catalogue);
  const bool left = !result.active && !own.focus_console && own.console_awaited == 0;
  if (left) own.console_shown = false;  // what was begun is kept
  // At a task that is only begun they would show the answer.
  const bool pointed_at = own.completions_pointed_at && !own.console_line.empty();
  if ((typed || pointed_at) && !begun) draw_completions(field, completions, context);
}

// `bar`: how wide the whole bar is. The device's name has its share of it, as far as the line has
// room beside that.
void draw_console(const Rect& area, float bar, const view::ConsoleView& console,
                  const std::vector<view::Completion>& completions, PanelContext& context) {
  float x = area.min.x + px(metrics::kGap16);
  const float middle = area.centre().y;
  if (!console.devices.empty()) {
    const float spare = area.width() - before_field(0, console, context) - px(kFieldLeast);
    const float least = text_width(device_chip(0, console, context).label, Type::note);
    const DeviceChip device =
        device_chip(std::min(bar * kDeviceShare, least + spare), console, context);
    place({x, middle - px(metrics::kChipHeight) / 2});
    if (chip(device.label + "##console", device.look()) && console.devices.size() > 1) {
      const auto count = static_cast<std::uint32_t>(console.devices.size());
      context.actions.push_back(SelectDevice{(console.device + 1) % count});
    }
    x += device.width() + px(12);
  }
  const float y = middle - line_height(Type::wire) / 2;
  x += put_text({x, y}, "C:", Type::wire, Role::ink_3) + px(12);
  const Rect field{{x, middle - px(metrics::kControlHeight) / 2},
                   {area.max.x, middle + px(metrics::kControlHeight) / 2}};
  draw_field(field, console, completions, context);
}

ButtonLook type_look(PanelContext& context) {
  ButtonLook look;
  look.key = view::cap_of(view::KeyAction::console, context.catalogue);
  return look;
}

float type_width(PanelContext& context) {
  return button_width(context.catalogue.sentence("window.type"), type_look(context));
}

// Where back, forward, the cable and the line end: words beside them give way.
float small_tools_end(const Rect& area, const view::TransportView& view, PanelContext& context) {
  const int icons = view.cable.empty() ? 2 : 3;
  return area.min.x + px(12) +
         static_cast<float>(icons) * (px(metrics::kIconButtonWidth) + px(metrics::kGap4)) +
         type_width(context) + px(metrics::kGap12);
}

// No time strip: back, forward and the cable stand here instead of the console; what has no room
// for its words is an icon, and what has none for that is left to its key.
void draw_small(const Rect& area, float right, const view::TransportView& view,
                PanelContext& context) {
  float x = area.min.x + px(12);
  const float y = area.centre().y - px(metrics::kControlHeight) / 2;
  const auto icon = [&](const char* key, Icon shape, bool enabled, Go::To to) {
    ButtonLook look;
    look.enabled = enabled;
    place({x, y});
    if (icon_button(context.catalogue.sentence(key), shape, look))
      context.actions.push_back(Go{to});
    x += px(metrics::kIconButtonWidth) + px(metrics::kGap4);
  };
  icon("window.back", Icon::back, view.can_back, Go::To::back);
  icon("window.forward", Icon::forward, view.can_forward, Go::To::forward);
  const float icon_width = px(metrics::kIconButtonWidth);
  const std::string cable =
      context.catalogue.sentence(view.cable_cut ? "window.plug" : "window.cut");
  if (!view.cable.empty() && x + icon_width <= right) {
    place({x, y});
    ButtonLook look;
    look.enabled = view.cable_why.empty();
    look.tooltip = view.cable_why;
    const bool whole =
        x + button_width(cable) + px(metrics::kGap4) + type_width(context) <= right;
    const Icon shape = view.cable_cut ? Icon::plug : Icon::cross;
    if (whole ? button(cable, look) : icon_button(cable, shape, look))
      context.actions.push_back(CutOrPlug{});
    x += (whole ? button_width(cable) : icon_width) + px(metrics::kGap4);
  }
  if (x + type_width(context) > right) return;
  place({x, y});
  if (button(context.catalogue.sentence("window.type"), type_look(context)))
    context.actions.push_back(FocusConsole{});
}

}  // namespace

void draw_console_bar(const Rect& area, const view::ConsoleView& console,
                      const std::vector<view::Completion>& completions, PanelContext& context) {
  bar_ground(area, Edge::top);
  Rect room = area;
  room.cut_right(px(metrics::kGap16));
  draw_console(room, area.width(), console, completions, context);
}

namespace {

// What stands beside the button for what comes next: the line, and the cable as a sign.
float beside_next(const view::TransportView& transport, const view::ConsoleView& console,
                  const PanelContext& context) {
  const float cable =
      transport.cable.empty() ? 0 : px(metrics::kIconButtonWidth + metrics::kGap12);
  return least_console(console, context) + cable + px(metrics::kGap12);
}

}  // namespace

void draw_bottom_bar(const Rect& area, const view::TransportView& transport,
                     const view::ConsoleView& console,
                     const std::vector<view::Completion>& completions, PanelContext& context) {
  const bool folded = context.folds.no_time_strip;
  if (folded && context.own.console_shown)  // until it is left, the line has all the room
    return draw_console_bar(area, console, completions, context);
  bar_ground(area, Edge::top);
  const float least = folded ? small_tools_end(area, transport, context)
                             : area.min.x + beside_next(transport, console, context);
  const float right = draw_right(area, least, transport, console, context);
  if (folded) draw_small(area, right, transport, context);
  // Only a window that is narrower than any screen has none.
  const bool room =
      right - area.min.x >= before_field(0, console, context) + px(kFieldLeast);
  if (folded || !room) {
    context.own.focus_console = false;  // there is none that could have it
    context.own.console_awaited = 0;
    return;
  }
  draw_console({area.min, {right, area.max.y}}, area.width(), console, completions, context);
}

}  // namespace popscope::gui
