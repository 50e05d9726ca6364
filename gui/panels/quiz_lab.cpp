// The labs of a quiz: the session among whose steps the learner chooses, or the dialogue in which
// the learner is the server.
#include <algorithm>
#include <utility>

#include "gui/panels/panels.h"
#include "gui/panels/quiz_parts.h"
#include "gui/widgets/button.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text_field.h"
#include "gui/widgets/ui.h"
#include "gui/widgets/wire.h"

namespace popscope::gui {
namespace {

using OptionState = view::QuizOption::State;

constexpr float kNumberColumn = 36;
constexpr float kPayloadIndent = 20;
constexpr float kRemovedField = 200;

// ---- the rows of a session ----

struct RowColumns {
  float number = 0, device = 0;
};

RowColumns columns_of(const view::QuizLabView& lab) {
  RowColumns columns;
  for (const view::SessionRow& row : lab.rows)
    if (!row.device.empty())
      columns.device =
          std::max(columns.device, text_width(row.device, Type::note) + px(metrics::kGap12));
  const bool numbered = std::none_of(lab.rows.begin(), lab.rows.end(),
                                     [](const view::SessionRow& row) { return row.step == 0; });
  if (numbered && lab.maildrop.empty()) columns.number = px(kNumberColumn);
  return columns;
}

// Gives the height.
float put_row(const Rect& at, const view::SessionRow& row, const RowColumns& columns,
              bool draws) {
  float y = at.min.y + px(4);
  float x = at.min.x + px(8);
  const float note = y + (line_height(Type::wire) - line_height(Type::note)) / 2;
  if (draws && columns.number > 0)
    put_text({x, note}, std::to_string(row.step), Type::note, Role::ink_2);
  x += columns.number;
  if (draws && columns.device > 0) put_text({x, note}, row.device, Type::note, Role::ink_2);
  x += columns.device;
  const float width = at.max.x - px(8) - x;
  WireLook look;
  look.on_soft = row.state != OptionState::plain;
  if (row.wire) {
    y += draws ? put_wire_wrapped({x, y}, width, *row.wire, look)
               : wire_height(width, *row.wire, look);
  } else {
    y += draws ? put_paragraph({x, y}, width, row.text, Type::text,
                               row.broken ? Role::error : Role::ink_2)
               : paragraph_height(row.text, Type::text, width);
  }
  look.speaker = false;
  const float inner = width - px(kPayloadIndent);
  for (const view::WireLine& line : row.more)
    y += draws ? put_wire_wrapped({x + px(kPayloadIndent), y}, inner, line, look)
               : wire_height(inner, line, look);
  if (!row.more_left.empty()) {
    if (draws)
      put_text({x + px(kPayloadIndent), y}, row.more_left, Type::note, Role::ink_2);
    y += line_height(Type::note);
  }
  return y + px(4) - at.min.y;
}

Role role_of_row(OptionState state) {
  switch (state) {
    case OptionState::plain: return Role::line;
    case OptionState::chosen: return Role::accent;
    case OptionState::right: return Role::ok;
    case OptionState::wrong: return Role::error;
  }
  return Role::line;
}

// Up and Down come to the row that is chosen, or the first, and walk them.
void walk_rows(const Control& hit, const view::QuizLabView& lab, std::size_t at) {
  const auto chosen = std::find_if(lab.rows.begin(), lab.rows.end(), [](const auto& row) {
    return row.state == OptionState::chosen;
  });
  const auto first = chosen == lab.rows.end() ? 0 : chosen - lab.rows.begin();
  if (hit.focused && hit.arrow != 0) {
    if (at > 0 || hit.arrow > 0) ui().focus.step(hit.arrow);
  } else if (static_cast<std::ptrdiff_t>(at) == first && !ui().focus.keeps_keys() &&
             !ui().focus.typing() && !ui().focus.in_popup() &&
             (ImGui::IsKeyPressed(ImGuiKey_DownArrow, false) ||
              ImGui::IsKeyPressed(ImGuiKey_UpArrow, false))) {
    ui().focus.move_to(hit.id, true);
  }
}

float draw_row(const Rect& at, const view::QuizQuestionView& question,
               const view::QuizLabView& lab, std::size_t i, const RowColumns& columns,
               PanelContext& context) {
  const view::SessionRow& row = lab.rows[i];
  const Rect card = Rect::at(at.min, at.width(), put_row(at, row, columns, false));
  Control hit;
  if (lab.chooses) {
    place(card.min);
    hit = control(std::to_string(row.step) + " " + row.text + "##" + question.id, card.size());
    walk_rows(hit, lab, i);
    const bool again = row.state == OptionState::chosen;
    if (hit.pressed && again && ImGui::IsKeyPressed(ImGuiKey_Enter, false))
      context.actions.push_back(ConfirmAnswer{});
    else if (hit.pressed) context.actions.push_back(ChooseStep{row.step});
  }
  const float radius = px(4);
  const Role role = role_of_row(row.state);
  if (row.state != OptionState::plain) {
    const bool judged = row.state != OptionState::chosen;
    if (soft_fills()) fill(card, judged ? soft_of(role) : Role::accent_soft, radius);
    outline(card, role, radius);
  } else if (hit.hovered || hit.held) {
    outline(card, Role::accent, radius);
  }
  put_row(card, row, columns, true);
  if (hit.focused) draw_focus_ring(card, radius);
  return card.height();
}

float draw_rows(const Rect& at, const view::QuizQuestionView& question,
                const view::QuizLabView& lab, PanelContext& context) {
  const RowColumns columns = columns_of(lab);
  const float pad_x = px(metrics::kPanePadding) - px(8), pad_y = px(8);
  const Rect inside{{at.min.x + pad_x, at.min.y + pad_y}, {at.max.x - pad_x, at.max.y}};
  float height = 0;
  for (const view::SessionRow& row : lab.rows) height += put_row(inside, row, columns, false);
  box(Rect::at(at.min, at.width(), height + 2 * pad_y), Role::surface, Role::line,
      px(metrics::kPaneRadius));
  float y = inside.min.y;
  for (std::size_t i = 0; i < lab.rows.size(); ++i)
    y += draw_row({{inside.min.x, y}, inside.max}, question, lab, i, columns, context);
  return height + 2 * pad_y;
}

// ---- the server's maildrop ----

float draw_lines(const Rect& at, const std::vector<std::string>& lines) {
  const float pad_x = px(metrics::kPanePadding), pad_y = px(10);
  const float inner = at.width() - 2 * pad_x;
  float height = 0;
  for (const std::string& line : lines) height += paragraph_height(line, Type::note, inner);
  box(Rect::at(at.min, at.width(), height + 2 * pad_y), Role::surface, Role::line,
      px(metrics::kPaneRadius));
  float y = at.min.y + pad_y;
  for (const std::string& line : lines)
    y += put_paragraph({at.min.x + pad_x, y}, inner, line, Type::note, Role::ink);
  return height + 2 * pad_y;
}

// ---- what is answered ----

// A second Enter on the state that is chosen speaks of the whole answer.
float draw_states_asked(const Rect& at, const view::QuizLabView& lab, PanelContext& context) {
  const QuizPen pen{true, context.catalogue};
  float y = at.min.y;
  y += pen.words({at.min.x, y}, at.width(), context.catalogue.sentence("quiz.serve.state"),
                 Type::note, Role::ink_2) +
       px(4);
  float x = at.min.x;
  for (int i = 0; i < sim::pop3::kStateKinds; ++i) {
    const auto state = static_cast<sim::pop3::StateKind>(i);
    ChipLook look;
    look.form = lab.state == state ? ChipForm::chosen : ChipForm::plain;
    const std::string words(to_text(state));
    const float width = chip_width(words, look);
    if (x > at.min.x && x + width > at.max.x) {
      x = at.min.x;
      y += px(metrics::kHitMin);
    }
    place({x, y});
    if (chip(words + "##state", look)) {
      const bool confirms =
          lab.state == state && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                                 ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
      if (confirms) context.actions.push_back(ConfirmAnswer{});
      else context.actions.push_back(ChooseState{state});
    }
    x += width + px(metrics::kGap8);
  }
  return y + px(metrics::kHitMin) - at.min.y;
}

float draw_removed_asked(const Rect& at, const view::QuizQuestionView& question,
                         PanelContext& context) {
  const QuizPen pen{true, context.catalogue};
  const std::string label = context.catalogue.sentence("quiz.serve.removed");
  float y = at.min.y;
  y += pen.words({at.min.x, y}, at.width(), label, Type::note, Role::ink_2) + px(4);
  TextFieldLook look;
  look.width = std::min(px(kRemovedField), at.width());
  look.type = Type::wire;
  place({at.min.x, y});
  if (text_field(label + "##" + question.id, context.own.removed_field, look).entered)
    context.actions.push_back(ConfirmAnswer{});
  return y + px(metrics::kControlHeight) - at.min.y;
}

float draw_helps(const Rect& at, const view::QuizLabView& lab, PanelContext& context) {
  const text::Catalogue& catalogue = context.catalogue;
  const QuizPen pen{true, catalogue};
  float x = at.min.x, y = at.min.y;
  if (lab.asked) {
    ChipLook look;
    look.form = context.own.hint_shown ? ChipForm::chosen : ChipForm::plain;
    const std::string hint = catalogue.sentence("quiz.serve.hint");
    place({x, y});
    if (chip(hint, look)) context.own.hint_shown = !context.own.hint_shown;
    x += chip_width(hint, look) + px(metrics::kGap8);
  }
  if (lab.can_start_over) {
    place({x, y});
    if (chip(catalogue.sentence("quiz.serve.start_over"))) context.actions.push_back(ServeAgain{});
  }
  y += px(metrics::kHitMin);
  if (!lab.asked || !context.own.hint_shown) return y - at.min.y;
  y += pen.rich({at.min.x, y}, at.width(), lab.asked->hint, Type::note);
  y += pen.words({at.min.x, y}, at.width(), lab.asked->section, Type::note, Role::ink_2);
  return y - at.min.y;
}

float draw_asked(const Rect& at, const view::QuizQuestionView& question,
                 const view::QuizLabView& lab, PanelContext& context) {
  const text::Catalogue& catalogue = context.catalogue;
  const QuizPen pen{true, catalogue};
  float y = at.min.y;
  const auto below = [&] { return Rect{{at.min.x, y}, at.max}; };
  if (lab.asked) {
    y += pen.words({at.min.x, y}, at.width(), lab.asked->count, Type::note, Role::ink_2) + px(4);
    TextFieldLook look;
    look.width = at.width();
    look.type = Type::wire;
    look.hint = catalogue.sentence("quiz.serve.reply");
    look.take_focus = context.own.focus_number;
    look.caret_at_end = true;
    place({at.min.x, y});
    const TextFieldResult typed =
        text_field(look.hint + "##" + question.id, context.own.number_field, look);
    if (typed.active) context.own.focus_number = false;
    if (typed.entered) context.actions.push_back(ConfirmAnswer{});
    y += px(metrics::kControlHeight) + px(8);
    if (lab.asked->state) y += draw_states_asked(below(), lab, context) + px(8);
    if (lab.asked->removed) y += draw_removed_asked(below(), question, context) + px(8);
  }
  if (lab.asked || lab.can_start_over) y += draw_helps(below(), lab, context) + px(4);
  return y - at.min.y;
}

}  // namespace

float draw_lab(const Rect& at, const view::QuizQuestionView& question,
               const view::QuizLabView& lab, PartShown& asked, PanelContext& context) {
  float y = at.min.y;
  const auto below = [&] { return Rect{{at.min.x, y}, at.max}; };
  if (!lab.maildrop.empty()) y += draw_lines(below(), lab.maildrop) + px(8);
  y += draw_rows(below(), question, lab, context) + px(12);
  asked.from = y - at.min.y;
  y += draw_asked(below(), question, lab, context);
  asked.to = y - at.min.y;
  if (!question.step_words.empty()) {
    const QuizPen pen{true, context.catalogue};
    y += pen.words({at.min.x, y}, at.width(), question.step_words, Type::text_strong,
                   question.step_right ? Role::ok : Role::error);
    if (!question.step_feedback.empty())
      y += px(4) + pen.rich({at.min.x, y + px(4)}, at.width(), question.step_feedback, Type::text);
    y += px(12);
  }
  return y - at.min.y;
}

}  // namespace popscope::gui
