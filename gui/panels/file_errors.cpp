#include <algorithm>
#include <cmath>

#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kPage = 920;
constexpr float kSourceRow = 28;

float error_height(float width, const view::FileError& error) {
  const float inner = width - px(44) - px(12);
  const float place = text_width(error.place, Type::wire_note);
  const bool below = text_width(error.what, Type::text_strong) + place + px(24) > inner;
  return px(10) +
         (below ? paragraph_height(error.what, Type::text_strong, inner) +
                      line_height(Type::wire_note)
                : line_height(Type::text_strong)) +
         px(2) + paragraph_height(error.remedy, Type::text, inner) + px(10);
}

void draw_error(const Rect& rect, const view::FileError& error, std::uint32_t index, bool chosen,
                PanelContext& context) {
  gui::place(rect.min);
  const Control hit = control(error.what + "##error" + std::to_string(index), rect.size());
  if (chosen) soft_fill(rect, Role::error_soft, px(5));
  else if (hit.hovered) outline(rect, Role::line, px(5));
  if (hit.pressed) context.actions.push_back(ChooseError{index});
  const float x = rect.min.x + px(36);
  const float inner = rect.width() - px(44) - px(12);
  float y = rect.min.y + px(10);
  cross({rect.min.x + px(22), y + line_height(Type::text) / 2}, Role::error, 3.5f, 2);
  const float place = text_width(error.place, Type::wire_note);
  const bool below = text_width(error.what, Type::text_strong) + place + px(24) > inner;
  if (!below) {
    put_text({x, y}, error.what, Type::text_strong, Role::ink);
    put_text({rect.max.x - px(16) - place, y + px(2)}, error.place, Type::wire_note, Role::ink_2);
    y += line_height(Type::text_strong);
  } else {
    y += put_paragraph({x, y}, inner, error.what, Type::text_strong, Role::ink);
    put_paragraph({x, y}, inner, error.place, Type::wire_note, Role::ink_2);
    y += line_height(Type::wire_note);
  }
  put_paragraph({x, y + px(2)}, inner, error.remedy, Type::text, Role::ink);
  if (hit.focused) draw_focus_ring(rect, px(5));
}

void draw_source(const Rect& rect, const view::FileErrorsView& view) {
  box(rect, Role::surface, Role::line, px(metrics::kPaneRadius));
  float y = rect.min.y + px(12);
  const float number = rect.min.x + px(16);
  const float text = rect.min.x + px(64);
  ImGui::PushClipRect(rect.min, rect.max, true);
  for (const view::SourceLine& line : view.source) {
    const Rect row{{rect.min.x + hairline(), y}, {rect.max.x - hairline(), y + px(kSourceRow)}};
    if (line.faulty) soft_fill(row, Role::error_soft);
    const float base = y + (px(kSourceRow) - line_height(Type::wire_note)) / 2;
    put_text({number, base}, std::to_string(line.number), Type::wire_note,
             line.faulty ? Role::ink_2 : Role::ink_3);
    if (line.mark_to > line.mark_from && line.mark_to <= line.text.size()) {
      const std::string_view all = line.text;
      float x = text + put_text({text, base}, all.substr(0, line.mark_from), Type::wire_note,
                                Role::ink);
      const float marked = put_text({x, base},
                                    all.substr(line.mark_from, line.mark_to - line.mark_from),
                                    Type::wire_note_strong, Role::error);
      fill({{x, base + line_height(Type::wire_note)},
            {x + marked, base + line_height(Type::wire_note) + px(2)}},
           Role::error);
      put_text({x + marked, base}, all.substr(line.mark_to), Type::wire_note, Role::ink);
    } else {
      put_text({text, base}, line.text, Type::wire_note, Role::ink);
    }
    y += px(kSourceRow);
  }
  ImGui::PopClipRect();
}

// The keys that the object around the error may have. Gives its height.
float draw_format(ImVec2 corner, float width, const view::FileErrorsView& view,
                  const text::Catalogue& catalogue, bool only_measure) {
  const float inner = width - px(32);
  const float gap = px(2);
  const auto put = [&](float y, const std::string& words, Type type, Role role) {
    if (only_measure) return paragraph_height(words, type, inner);
    return put_paragraph({corner.x + px(16), y}, inner, words, type, role);
  };
  float y = corner.y + px(12);
  y += put(y, view.format, Type::text, Role::ink) + px(4);
  for (const view::FormatKey& key : view.keys) {
    y += px(8);
    std::string is = key.type;
    if (key.required) is += ", " + catalogue.sentence("window.format_reference.required");
    y += put(y, "\"" + key.key + "\"", Type::wire_note_strong, Role::ink) + gap;
    y += put(y, key.says, Type::text, Role::ink) + gap;
    y += put(y, is, Type::note, Role::ink_2);
  }
  return y + px(12) - corner.y;
}

// Of a file that could not be read only the messages are there.
float draw_buttons(ImVec2 corner, float right, bool unread, PanelContext& context) {
  float x = corner.x, y = corner.y;
  const auto put = [&](const char* key, const ButtonLook& look) {
    const std::string label = context.catalogue.sentence(key);
    const float width = button_width(label, look);
    if (x + width > right && x > corner.x) {
      x = corner.x;
      y += px(metrics::kControlHeight + 8);
    }
    gui::place({x, y});
    const bool pressed = button(label, look);
    x += width + px(8);
    return pressed;
  };
  ButtonLook open;
  open.primary = true;
  open.key = view::cap_of(view::KeyAction::editor, context.catalogue);
  if (!unread && put("window.open_in_editor", open)) context.actions.push_back(OpenInEditor{});
  if (put("window.copy_messages", {})) context.actions.push_back(Copy{});
  if (!unread && put("window.format_reference", {}))
    context.own.format_shown = !context.own.format_shown;
  gui::place({corner.x, y + px(metrics::kControlHeight + 24)});
  return y + px(metrics::kControlHeight + 16);
}

}  // namespace

void draw_file_errors(const Rect& area, const view::FileErrorsView& view, PanelContext& context) {
  ScrollArea scroll("file errors", area);
  const float width = std::min(area.width() - px(32), px(kPage));
  const float x = std::round(area.min.x + (area.width() - width) / 2);
  float y = area.min.y - scroll.scroll() + px(40);
  y += put_paragraph({x, y}, width, view.headline, Type::stem, Role::ink) + px(14);
  y += put_paragraph({x, y}, width, view.advice, Type::text, Role::ink_2) + px(16);
  float height = px(16);
  for (const view::FileError& error : view.errors)
    height += error_height(width - px(16), error) + px(4);
  const Rect list = Rect::at({x, y}, width, height);
  box(list, Role::surface, Role::line, px(metrics::kPaneRadius));
  float at = y + px(8);
  for (std::uint32_t i = 0; i < view.errors.size(); ++i) {
    const float row = error_height(width - px(16), view.errors[i]);
    draw_error(Rect::at({x + px(8), at}, width - px(16), row), view.errors[i], i,
               i == view.chosen, context);
    at += row + px(4);
  }
  y = list.max.y + px(16);
  if (!view.source.empty()) {
    const float rows = static_cast<float>(view.source.size()) * px(kSourceRow) + px(24);
    draw_source(Rect::at({x, y}, width, rows), view);
    y += rows + px(16);
  }
  y = draw_buttons({x, y}, x + width, view.unread, context);
  if (view.keys.empty()) return;
  const float format = draw_format({x, y}, width, view, context.catalogue, true);
  box(Rect::at({x, y}, width, format), Role::surface, Role::line, px(metrics::kPaneRadius));
  draw_format({x, y}, width, view, context.catalogue, false);
  gui::place({x, y + format + px(24)});
}

}  // namespace popscope::gui
