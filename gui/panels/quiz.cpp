// A question of a quiz: the stem, its answers as cards, and what came of the one that was given.
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/panels/panels.h"
#include "gui/panels/quiz_parts.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text_field.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

using OptionState = view::QuizOption::State;

constexpr float kLetterColumn = 28;

// ---- the answers ----

float show_me_width(const view::QuizOption& option, const text::Catalogue& catalogue) {
  return option.shows ? chip_width(catalogue.sentence("quiz.show_me")) + px(16) : 0;
}

Role border_of(const view::QuizOption& option) {
  switch (option.state) {
    case OptionState::plain: return Role::line;
    case OptionState::chosen: return Role::accent;
    case OptionState::right: return Role::ok;
    case OptionState::wrong: return Role::error;
  }
  return Role::line;
}

// What stands on a card, from its corner down; gives the height.
float put_option(const Rect& card, const view::QuizOption& option, std::uint32_t place_shown,
                 const QuizPen& pen, PanelContext& context) {
  const float pad_x = px(metrics::kPanePadding), pad_y = px(12);
  const float left = card.min.x + pad_x + px(kLetterColumn);
  const float right = card.max.x - pad_x;
  float y = card.min.y + pad_y;
  const float verdict = option.verdict.empty()
                            ? 0
                            : text_width(option.verdict, Type::text_strong) + px(16);
  if (pen.draws) {
    const Rect cap = Rect::at({card.min.x + pad_x, y + px(1)}, px(18), px(18));
    const bool full = option.picked && option.state == OptionState::chosen;
    if (full) fill(cap, Role::accent, px(4));
    else outline(cap, option.picked ? border_of(option) : Role::line, px(4));
    put_text_in(cap, option.letter, Type::key, full ? Role::on_accent : Role::ink_2, Align::centre);
    if (verdict > 0)
      put_text({right + px(16) - verdict, y}, option.verdict, Type::text_strong, border_of(option));
  }
  y += std::max(pen.rich({left, y}, right - left - verdict, option.say, Type::text),
                line_height(Type::text));
  const float chip_room = show_me_width(option, context.catalogue);
  const float words = right - left - chip_room;
  const float before = y;
  if (!option.feedback.empty()) {
    y += px(4);
    y += pen.rich({left, y}, words, option.feedback, Type::note);
  }
  y += pen.voices({left, y}, words, option.exam, option.wire);
  if (chip_room > 0) {
    if (pen.draws) {
      place({right + px(16) - chip_room, before + px(4)});
      const std::string label =
          context.catalogue.sentence("quiz.show_me") + "##show" + std::to_string(place_shown);
      if (chip(label)) context.actions.push_back(ShowRun{place_shown});
    }
    y = std::max(y, before + px(4 + metrics::kChipHeight));
  }
  return y + pad_y - card.min.y;
}

// Up and Down come to the answers, and walk them; behind the rows of a lab they come there first.
void walk_options(const Control& hit, std::size_t at, std::size_t count, bool behind_rows) {
  if (hit.focused && hit.arrow != 0) {
    const bool leaves =
        (at == 0 && hit.arrow < 0 && !behind_rows) || (at + 1 == count && hit.arrow > 0);
    if (!leaves) ui().focus.step(hit.arrow);
  } else if (at == 0 && !behind_rows && !ui().focus.keeps_keys() && !ui().focus.typing() &&
             !ui().focus.in_popup() &&
             (ImGui::IsKeyPressed(ImGuiKey_DownArrow, false) ||
              ImGui::IsKeyPressed(ImGuiKey_UpArrow, false))) {
    ui().focus.move_to(hit.id, true);
  }
}

// Enter on what is chosen already confirms it.
bool confirms(const view::QuizOption& option) {
  return option.picked && (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                           ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false));
}

float draw_option(const Rect& at, const view::QuizQuestionView& question, std::size_t i,
                  bool behind_rows, PanelContext& context) {
  const view::QuizOption& option = question.options[i];
  const auto number = static_cast<std::uint32_t>(i);
  const float height = put_option(at, option, number, {false, context.catalogue}, context);
  const Rect card = Rect::at(at.min, at.width(), height);
  const float radius = px(metrics::kPaneRadius);
  Control hit;
  if (question.can_choose) {
    place(card.min);
    hit = control(plain_text(option.say) + "##" + question.id + option.letter, card.size());
    walk_options(hit, i, question.options.size(), behind_rows);
    if (context.own.option_chosen == number) {  // by its letter: Enter speaks of it now
      context.own.option_chosen.reset();
      if (ui().focus.keeps_keys() && !ui().focus.in_popup()) ui().focus.move_to(hit.id, true);
    }
    if (hit.pressed) {
      if (confirms(option)) context.actions.push_back(ConfirmAnswer{});
      else context.actions.push_back(ChooseOption{number});
    }
  }
  const bool judged = option.state == OptionState::right || option.state == OptionState::wrong;
  const bool strong = option.state != OptionState::plain;
  Role inside = Role::surface;
  if (strong && soft_fills()) inside = judged ? soft_of(border_of(option)) : Role::accent_soft;
  const Role border = !strong && (hit.hovered || hit.held) ? Role::accent : border_of(option);
  box(card, inside, border, radius, strong && !soft_fills() ? 2 * hairline() : 0);
  put_option(card, option, number, {true, context.catalogue}, context);
  if (hit.focused) draw_focus_ring(card, radius);
  return height;
}

// ---- the lines of a matching question ----

// From the corner down; gives the height.
float put_pair(const Rect& card, const view::QuizPair& pair, const QuizPen& pen) {
  const float left = card.min.x + px(metrics::kPanePadding) + px(kLetterColumn);
  const float right = card.max.x - px(metrics::kPanePadding);
  float y = card.min.y + px(12);
  const std::string& given = pair.verdict.empty() ? pair.side : pair.verdict;
  const float beside = given.empty() ? 0 : text_width(given, Type::text_strong) + px(16);
  if (pen.draws) {
    const Rect cap =
        Rect::at({card.min.x + px(metrics::kPanePadding), y + px(1)}, px(18), px(18));
    outline(cap, pair.here ? Role::accent : Role::line, px(4));
    put_text_in(cap, pair.number, Type::key, Role::ink_2, Align::centre);
    const Role role = pair.verdict.empty()                ? Role::accent
                      : pair.state == OptionState::right ? Role::ok
                                                          : Role::error;
    if (beside > 0) put_text({right + px(16) - beside, y}, given, Type::text_strong, role);
  }
  y += std::max(pen.rich({left, y}, right - left - beside, pair.left, Type::text),
                line_height(Type::text));
  if (!pair.feedback.empty()) {
    y += px(4);
    y += pen.rich({left, y}, right - left, pair.feedback, Type::note);
  }
  return y + px(12) - card.min.y;
}

float draw_pair(const Rect& at, const view::QuizQuestionView& question, std::size_t i,
                PanelContext& context) {
  const view::QuizPair& pair = question.pairs[i];
  const float height = put_pair(at, pair, {false, context.catalogue});
  const Rect card = Rect::at(at.min, at.width(), height);
  const float radius = px(metrics::kPaneRadius);
  Control hit;
  if (question.can_choose) {
    place(card.min);
    hit = control(plain_text(pair.left) + "##" + question.id + pair.number, card.size());
    if (hit.pressed)
      context.actions.push_back(ChooseOption{static_cast<std::uint32_t>(i), true});
  }
  Role inside = Role::surface, border = Role::line;
  if (pair.here || hit.hovered || hit.held) border = Role::accent;
  if (!pair.verdict.empty())
    border = pair.state == OptionState::right ? Role::ok : Role::error;
  if (!pair.verdict.empty() && soft_fills()) inside = soft_of(border);
  box(card, inside, border, radius);
  put_pair(card, pair, {true, context.catalogue});
  if (hit.focused) draw_focus_ring(card, radius);
  return height;
}

// ---- a number ----

constexpr float kNumberField = 160;

float draw_number(const Rect& at, const view::QuizQuestionView& question,
                  PanelContext& context) {
  const view::QuizNumber& number = *question.number_asked;
  const QuizPen pen{true, context.catalogue};
  if (question.judged || !question.can_choose) context.own.focus_number = false;
  if (question.judged) {
    float y = at.min.y;
    y += pen.words({at.min.x, y}, at.width(), number.said, Type::text_strong, Role::error);
    y += pen.words({at.min.x, y}, at.width(), number.it_is, Type::text_strong, Role::ok);
    if (number.feedback.empty()) return y - at.min.y;
    y += px(4);
    return y + pen.rich({at.min.x, y}, at.width(), number.feedback, Type::text) - at.min.y;
  }
  TextFieldLook look;
  look.width = std::min(px(kNumberField), at.width());
  look.hint = context.catalogue.sentence("quiz.number");
  look.take_focus = context.own.focus_number;
  look.caret_at_end = true;
  look.empty_passes_sideways = true;
  place(at.min);
  const TextFieldResult typed =
      text_field(look.hint + "##" + question.id, context.own.number_field, look);
  if (typed.active) context.own.focus_number = false;
  if (typed.entered && context.own.number_field.empty()) context.actions.push_back(NextQuestion{});
  else if (typed.entered) context.actions.push_back(ConfirmAnswer{});
  put_text({at.min.x + look.width + px(12),
            at.min.y + (px(metrics::kControlHeight) - line_height(Type::text)) / 2},
           number.unit, Type::text, Role::ink_2);
  return px(metrics::kControlHeight);
}

// ---- what is above and below them ----

// Number, objectives and topic in as many lines as they take.
float put_tags(const Rect& at, const view::QuizQuestionView& question, bool draws) {
  const float number = text_width(question.number, Type::note);
  const float line = px(metrics::kChipHeight);
  if (draws)
    put_text({at.min.x, at.min.y + (line - line_height(Type::note)) / 2}, question.number,
             Type::note, Role::ink_2);
  float x = at.min.x + number + px(metrics::kGap8), y = at.min.y;
  for (const view::QuizTag& each : question.tags) {
    const std::string words = shortened(each.text, Type::note, at.width() - px(20));
    const float width = tag_width(words);
    if (x + width > at.max.x && x > at.min.x) {
      x = at.min.x;
      y += line + px(4);
    }
    if (draws) {
      place({x, y});
      tag(words);
      if (!each.whole.empty()) tooltip_over(Rect::at({x, y}, width, line), each.whole);
    }
    x += width + px(metrics::kGap8);
  }
  return y + line - at.min.y;
}

float draw_exhibit(const Rect& at, const std::string& exhibit) {
  const float inner = at.width() - 2 * px(metrics::kPanePadding);
  const float height = paragraph_height(exhibit, Type::wire, inner) + 2 * px(12);
  const Rect rect = Rect::at(at.min, at.width(), height);
  box(rect, Role::surface, Role::line, px(metrics::kPaneRadius));
  put_paragraph({rect.min.x + px(metrics::kPanePadding), rect.min.y + px(12)}, inner, exhibit,
                Type::wire, Role::ink);
  return height;
}

Role role_of(view::QuizQuestionView::Outcome outcome) {
  switch (outcome) {
    case view::QuizQuestionView::Outcome::right: return Role::ok;
    case view::QuizQuestionView::Outcome::partly: return Role::mark;
    case view::QuizQuestionView::Outcome::wrong: return Role::error;
    case view::QuizQuestionView::Outcome::unanswered: return Role::ink_2;
  }
  return Role::ink;
}

// What is said of the whole question; gives the height.
float put_outcome(const Rect& at, const view::QuizQuestionView& question,
                  const text::Catalogue& catalogue) {
  const QuizPen pen{true, catalogue};
  const float width = at.width();
  float y = at.min.y;
  y += pen.words({at.min.x, y}, width, question.outcome_words, Type::text_strong,
                 role_of(question.outcome));
  if (!question.feedback.empty()) {
    y += px(4);
    y += pen.rich({at.min.x, y}, width, question.feedback, Type::text);
  }
  y += pen.voices({at.min.x, y}, width, question.exam, question.wire);
  for (const std::string* words : {&question.citation, &question.valid_as_of}) {
    if (words->empty()) continue;
    y += px(4);
    y += pen.words({at.min.x, y}, width, *words, Type::note, Role::ink_2);
  }
  return y - at.min.y;
}

// Of a task: the learner's own session, where it is remembered, and one that does what was asked.
float draw_sessions(const Rect& at, bool acts, PanelContext& context) {
  const text::Catalogue& catalogue = context.catalogue;
  ButtonLook look;
  look.key = view::cap_of(view::KeyAction::show_run, catalogue);
  float x = at.min.x;
  if (acts) {
    const std::string mine = catalogue.sentence("quiz.act.mine");
    place({x, at.min.y});
    if (button(mine, look)) context.actions.push_back(ShowRun{});
    x += button_width(mine, look) + px(metrics::kGap12);
    look.key = {};
  }
  place({x, at.min.y});
  if (button(catalogue.sentence("quiz.act.model"), look))
    context.actions.push_back(ShowRun{std::nullopt, true});
  return px(metrics::kControlHeight);
}

// The navigator, what was believed, and the way to the end.
float draw_side(const Rect& at, const view::QuizView& view, const std::string& lesson,
                PanelContext& context) {
  float y = at.min.y;
  const auto below = [&](float by) { return Rect{{at.min.x, y + by}, at.max}; };
  const auto rule = [&] {
    y += px(16);
    line_across(at.min.x, at.max.x, y);
    y += px(16);
  };
  y += draw_navigator(below(0), view.cells, context);
  if (view.misconception) {
    rule();
    y += draw_misconception(below(0), *view.misconception, lesson, context);
  }
  if (!view.finish_words.empty()) {
    rule();
    place({at.min.x, y});
    const Fitted fit = fitted(view.finish_words, {}, at.width());
    if (button(fit.label + "##finish", fit.look)) context.actions.push_back(EndQuiz{});
    y += px(metrics::kControlHeight);
  }
  return y - at.min.y;
}

// `outcome`: where what is said of the whole question stands.
float draw_question(const Rect& at, const view::QuizQuestionView& question,
                    const std::optional<view::QuizLabView>& lab,
                    const std::optional<view::QuizProofView>& proof, bool acts, PartShown& outcome,
                    PanelContext& context) {
  const QuizPen pen{true, context.catalogue};
  float y = at.min.y;
  const auto below = [&] { return Rect{{at.min.x, y}, at.max}; };
  y += put_tags(below(), question, true) + px(16);
  y += pen.rich({at.min.x, y}, at.width(), question.stem, Type::stem) + px(16);
  if (!question.exhibit.empty()) y += draw_exhibit(below(), question.exhibit) + px(12);
  if (question.number_asked) y += draw_number(below(), question, context) + px(8);
  if (lab) {
    const float top = y - at.min.y;
    y += draw_lab(below(), question, *lab, outcome, context) + px(4);
    outcome = {top + outcome.from, top + outcome.to};
  }
  const bool types = question.number_asked || (lab && lab->asked);
  if (!types) context.own.focus_number = false;
  const bool behind_rows = lab && lab->chooses;
  std::optional<float> first_wrong;  // where lines are judged one by one, it is read from there on
  for (std::size_t i = 0; i < question.pairs.size(); ++i) {
    const view::QuizPair& pair = question.pairs[i];
    if (!first_wrong && !pair.verdict.empty() && pair.state != OptionState::right)
      first_wrong = y - at.min.y;
    y += draw_pair(below(), question, i, context) + px(8);
  }
  if (!question.pairs.empty()) y += px(8);
  for (std::size_t i = 0; i < question.options.size(); ++i)
    y += draw_option(below(), question, i, behind_rows, context) + px(8);
  if (!question.how.empty()) {
    y += px(4);
    y += pen.words({at.min.x, y}, at.width(), question.how, Type::note, Role::ink_2);
  }
  if (question.judged) {
    y += px(8);
    outcome.from = first_wrong ? *first_wrong : y - at.min.y;
    y += put_outcome(below(), question, context.catalogue);
    outcome.to = y - at.min.y;
    y += px(16);
    if (question.shows_task) y += draw_sessions(below(), acts, context) + px(16);
    if (proof) y += draw_proof(below(), *proof, context);
  }
  return y - at.min.y;
}

}  // namespace

void draw_quiz(const Rect& area, const view::QuizView& view,
               const std::optional<view::QuizLabView>& lab,
               const std::optional<view::QuizProofView>& proof, bool acts,
               const std::string& lesson, PanelContext& context) {
  const QuizColumns at = columns_of_quiz(area);
  const bool up = std::exchange(context.own.question_scroll_up, false);
  const bool shows = std::exchange(context.own.question_show_outcome, false);
  const bool shows_asked = std::exchange(context.own.question_show_asked, false);
  Rect left = area;
  if (at.two) left.max.x = at.main.max.x + px(metrics::kGap12);
  PartShown outcome;
  const auto draw = [&](const Rect& rect) {
    float height = draw_question(rect, view.question, lab, proof, acts, outcome, context);
    if (!at.two) {
      const Rect rest{{rect.min.x, rect.min.y + height + px(24)}, rect.max};
      height += px(24) + draw_side(rest, view, lesson, context);
    }
    return height;
  };
  scrolled("question", left, at.main, up, draw, [&] {
    const bool asked = shows_asked && lab && lab->asked;
    return asked || (shows && view.question.judged) ? std::optional(outcome) : std::nullopt;
  });
  if (!at.two) return;
  const Rect right{{at.side.min.x - px(4), area.min.y}, area.max};
  scrolled("questions", right, at.side, false,
           [&](const Rect& rect) { return draw_side(rect, view, lesson, context); });
}

// Back and Flag at the left, what comes next at the right; narrow, all of them give way.
void draw_quiz_bar(const Rect& area, const view::QuizView& view, PanelContext& context) {
  bar_ground(area, Edge::top);
  const text::Catalogue& words = context.catalogue;
  const auto key = [&](view::KeyAction action) { return view::cap_of(action, words); };
  std::vector<Worded> row;
  std::vector<Action> asks;
  const auto add = [&](std::string label, view::KeyAction action, bool enabled, Action asked) {
    ButtonLook look;
    look.key = key(action);
    look.enabled = enabled;
    row.push_back({std::move(label), look});
    asks.push_back(asked);
  };
  const view::QuizQuestionView& question = view.question;
  add(words.sentence("quiz.back"), view::KeyAction::question_back, question.can_go_back,
      StepQuestion{-1});
  if (question.can_act && view.next != view::QuizNext::act)
    add(words.sentence("quiz.act.again"), view::KeyAction::show_run, true, ShowRun{});
  if (question.can_flag)
    add(words.sentence(question.flagged ? "quiz.unflag" : "quiz.flag"), view::KeyAction::flag,
        true, FlagQuestion{});
  const std::size_t at_left = row.size();
  if (question.can_try_again)
    add(words.sentence("quiz.again"), view::KeyAction::again, true, TryAgain{});
  add(view.next_words, view::KeyAction::question_next, view.next_enabled, NextQuestion{});
  row.back().look.primary = view.next_enabled && view.next != view::QuizNext::skip;
  const float gap = px(metrics::kGap12);
  const std::vector<Fitted> fits = fitted(row, gap, area.width() - 2 * px(metrics::kGap16));
  const float y = area.centre().y - px(metrics::kControlHeight) / 2;
  float right = area.max.x - px(metrics::kGap16);
  for (std::size_t i = at_left; i < fits.size(); ++i)
    right -= fits[i].width() + (i > at_left ? gap : 0);
  float x = area.min.x + px(metrics::kGap16);
  for (std::size_t i = 0; i < fits.size(); ++i) {
    if (i == at_left) x = right;
    place({x, y});
    if (button(fits[i].label, fits[i].look)) context.actions.push_back(asks[i]);
    x += fits[i].width() + gap;
  }
}

void draw_quiz_end_bar(const Rect& area, const std::string& next, PanelContext& context) {
  context.own.focus_number = false;
  bar_ground(area, Edge::top);
  ButtonLook look;
  look.primary = true;
  look.key = view::cap_of(view::KeyAction::question_next, context.catalogue);
  const Fitted fit = fitted(next, look, area.width() - 2 * px(metrics::kGap16));
  place({area.max.x - px(metrics::kGap16) - fit.width(),
         area.centre().y - px(metrics::kControlHeight) / 2});
  if (button(fit.label, fit.look)) context.actions.push_back(NextQuestion{});
}

}  // namespace popscope::gui
