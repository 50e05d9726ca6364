#include <algorithm>

#include "gui/panels/meaning.h"
#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kVoiceColumn = 92;

// Draws from the top down; the cursor `y` is where the next thing stands.
class Column {
 public:
  Column(const Rect& rect, PanelContext& context) : rect_(rect), context_(context) {}

  void skip(float logical) { rect_.cut_top(px(logical)); }

  void rule(float above = 12, float below = 12) {
    skip(above);
    line_across(rect_.min.x, rect_.max.x, rect_.min.y);
    skip(below);
  }

  void rich(const view::RichText& text, Type type, Role role = Role::ink) {
    if (text.empty()) return;
    RichLook look;
    look.type = type;
    look.role = role;
    look.code = type == Type::headline || type == Type::stem ? type : Type::wire;
    if (type != Type::headline) look.meaning = meaning_of_terms(context_.catalogue);
    rect_.cut_top(put_rich(rect_.min, rect_.width(), text, look));
  }

  void words(const std::string& text, Type type, Role role) {
    if (text.empty()) return;
    rect_.cut_top(put_paragraph(rect_.min, rect_.width(), text, type, role));
  }

  void section(const std::string& name) {
    if (name.empty()) return;
    skip(10);
    place(rect_.min);
    tag(name);
    rect_.cut_top(px(metrics::kChipHeight));
  }

  void voice(const char* key, const view::RichText& text) {
    put_text(rect_.min, context_.catalogue.sentence(key), Type::note_strong, Role::ink_2);
    RichLook look;
    look.type = Type::note;
    look.code = Type::wire_note;
    look.meaning = meaning_of_terms(context_.catalogue);
    const float column = px(kVoiceColumn);
    rect_.cut_top(put_rich({rect_.min.x + column, rect_.min.y}, rect_.width() - column, text,
                           look));
  }

  bool button(const std::string& label, const std::string& key) {
    // As a button, but its words may take several lines.
    const float left = px(metrics::kControlPadding) + key_cap_width(key) + px(metrics::kGap8);
    const float width = rect_.width() - left - px(metrics::kControlPadding);
    const float words = paragraph_height(label, Type::text_medium, width);
    const float height = std::max(px(metrics::kControlHeight), words + px(metrics::kGap12));
    const Rect rect = rect_.cut_top(height);
    place(rect.min);
    const Control hit = control(label, rect.size());
    box(rect, hit.hovered || hit.held ? Role::accent_soft : Role::surface, Role::line,
        px(metrics::kControlRadius));
    put_key_cap({rect.min.x + px(metrics::kControlPadding),
                 rect.centre().y - px(metrics::kKeyCapHeight) / 2},
                key);
    put_paragraph({rect.min.x + left, rect.centre().y - words / 2}, width, label,
                  Type::text_medium, Role::ink);
    if (hit.focused) draw_focus_ring(rect, px(metrics::kControlRadius));
    return hit.pressed;
  }

  const Rect& rest() const { return rect_; }
  PanelContext& context() { return context_; }

 private:
  Rect rect_;
  PanelContext& context_;
};

Role role_of(view::GuessView::Verdict verdict) {
  switch (verdict) {
    case view::GuessView::Verdict::open:
    case view::GuessView::Verdict::skipped: return Role::ink_2;
    case view::GuessView::Verdict::right: return Role::ok;
    case view::GuessView::Verdict::wrong: return Role::error;
  }
  return Role::ink_2;
}

void draw_guess(Column& column, const view::GuessView& guess) {
  const text::Catalogue& catalogue = column.context().catalogue;
  column.rule();
  column.words(guess.question, Type::heading, Role::ink_2);
  column.skip(4);
  std::string said = guess.verdict == view::GuessView::Verdict::skipped
                         ? catalogue.sentence("window.skipped")
                         : catalogue.sentence("window.you_said") + " *" + guess.said + "*" +
                               (guess.verdict == view::GuessView::Verdict::wrong ? " ✗" : "");
  column.rich(view::rich_text(said, catalogue), Type::text);
  if (guess.outcome.empty()) return;
  const bool right = guess.verdict == view::GuessView::Verdict::right;
  column.words(right ? catalogue.sentence("window.right")
                     : catalogue.sentence("window.it_is", {text::plain("answer", guess.outcome)}),
               Type::text, role_of(guess.verdict));
  if (!guess.because.empty() && guess.because != guess.outcome) {
    column.skip(2);
    column.words(guess.because, Type::note, Role::ink_2);
  }
}

void draw_ask(Column& column, const view::AskView& ask) {
  column.rule();
  column.rich(ask.question, Type::text_strong);
  column.skip(10);
  for (std::size_t i = 0; i < ask.answers.size(); ++i) {
    if (column.button(ask.answers[i], std::to_string(i + 1)))
      column.context().actions.push_back(Answer{ask.ask, static_cast<std::uint32_t>(i)});
    column.skip(8);
  }
}

void draw_attempt(Column& column, const view::TryView& attempt) {
  column.rule();
  column.rich(attempt.task, Type::text_strong);
  if (!attempt.shown.empty()) {
    column.skip(6);
    column.words(attempt.shown, Type::wire, Role::ink);
  }
  if (!attempt.wrong.empty()) {
    column.skip(6);
    column.words(attempt.wrong, Type::note, Role::error);
  }
}

// The ways on stand at the foot of the column when there is room, else behind the rest.
float ways_height(const Rect& inside, const view::StoryView& view) {
  if (view.ways.empty()) return 0;
  const auto count = static_cast<float>(view.ways.size());
  return px(14) + paragraph_height(view.ways_heading, Type::heading, inside.width()) + px(8) +
         count * px(metrics::kControlHeight + 8);
}

void draw_ways(const Rect& where, const view::StoryView& view, PanelContext& context) {
  Column column(where, context);
  line_across(where.min.x, where.max.x, where.min.y);
  column.skip(14);
  column.words(view.ways_heading, Type::heading, Role::ink_2);
  column.skip(8);
  for (std::size_t i = 0; i < view.ways.size(); ++i) {
    if (column.button(view.ways[i], std::to_string(i + 1)))
      context.actions.push_back(TakeWay{static_cast<std::uint32_t>(i)});
    column.skip(8);
  }
}

}  // namespace

void draw_story(const Rect& area, const view::StoryView& view, PanelContext& context) {
  const Rect inside = pane(area);
  ScrollArea scroll("story", inside);
  const float top = inside.min.y - scroll.scroll();
  Column column({{inside.min.x, top}, {inside.max.x, top + 100'000}}, context);
  column.words(view.heading, Type::heading, Role::ink_2);
  column.skip(10);
  column.rich(view.headline, Type::headline);
  column.skip(8);
  column.rich(view.text, Type::text);
  column.section(view.section);
  if (!view.exam.empty()) {
    column.rule(12, 10);
    column.voice("window.exam", view.exam);
    column.skip(8);
    column.voice("window.wire", view.wire);
  }
  if (!view.branch_notice.empty()) {
    column.rule();
    column.words(view.branch_notice, Type::note, Role::ink_2);
  }
  if (view.ask) draw_ask(column, *view.ask);
  if (view.attempt) draw_attempt(column, *view.attempt);
  for (const view::GuessView& guess : view.guesses) draw_guess(column, guess);
  const float height = ways_height(inside, view);
  if (height > 0) {
    column.skip(12);
    const float y = std::max(column.rest().min.y, top + inside.height() - height);
    draw_ways({{inside.min.x, y}, {inside.max.x, y + height + px(8)}}, view, context);
    place({inside.min.x, y + height});
  } else {
    place({inside.min.x, column.rest().min.y});
  }
}

namespace {

// What stands above the bottom bar where the story is folded away: an open question with its
// answers, a line to be typed, or the ways on.
struct QuestionBar {
  view::RichText question;
  std::vector<std::string> choices;
};

QuestionBar question_bar_of(const view::StoryView& view) {
  if (view.ask) return {view.ask->question, view.ask->answers};
  if (view.attempt) {
    view::RichText task = view.attempt->task;
    if (!view.attempt->wrong.empty()) task = {{view.attempt->wrong, {}, {}}};
    if (!view.attempt->shown.empty()) {
      task.push_back({"  " + view.attempt->shown, view::Span::Style::code, {}});
    }
    return {std::move(task), {}};
  }
  if (view.ways.empty()) return {};
  return {{{view.ways_heading, {}, {}}}, view.ways};
}

ButtonLook choice_look(const std::string& key, float width) {
  ButtonLook look;
  look.leading_key = key;
  look.width = width;
  return look;
}

struct PlacedChoice {
  float x = 0, y = 0, width = 0;
};

// Side by side from the left, in as many rows as it takes.
std::vector<PlacedChoice> flow(const std::vector<std::string>& choices, float room) {
  std::vector<PlacedChoice> placed;
  float x = 0, y = 0;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::string key = std::to_string(i + 1);
    const float width = std::min(room, button_width(choices[i], choice_look(key, 0)));
    if (x > 0 && x + width > room) {
      x = 0;
      y += px(metrics::kControlHeight + 6);
    }
    placed.push_back({x, y, width});
    x += width + px(8);
  }
  return placed;
}

float width_of(const std::vector<PlacedChoice>& row) {
  return row.empty() ? 0 : row.back().x + row.back().width;
}

float height_of(const std::vector<PlacedChoice>& rows) {
  return rows.empty() ? 0 : rows.back().y + px(metrics::kControlHeight);
}

constexpr float kQuestionLeast = 220;  // beside its answers; else it stands above them

}  // namespace

float question_bar_height(float width, const view::StoryView& view, PanelContext&) {
  const QuestionBar bar = question_bar_of(view);
  if (bar.question.empty()) return 0;
  const float inside = width - 2 * px(metrics::kPanePadding);
  RichLook look;
  look.type = Type::text_strong;
  const std::vector<PlacedChoice> choices = flow(bar.choices, inside);
  const float beside = inside - width_of(choices) - px(16);
  if (height_of(choices) <= px(metrics::kControlHeight) && beside >= px(kQuestionLeast)) {
    return std::max(px(56), rich_height(beside, bar.question, look) + px(16));
  }
  const float below = choices.empty() ? 0 : px(8) + height_of(choices);
  return px(10) + rich_height(inside, bar.question, look) + below + px(10);
}

void draw_question_bar(const Rect& area, const view::StoryView& view, PanelContext& context) {
  const QuestionBar bar = question_bar_of(view);
  if (bar.question.empty()) return;
  fill(area, soft_fills() ? Role::accent_soft : Role::surface);
  line_across(area.min.x, area.max.x, area.min.y);
  const Rect inside = area.inset(px(metrics::kPanePadding), 0);
  RichLook text;
  text.type = Type::text_strong;
  text.meaning = meaning_of_terms(context.catalogue);
  const std::vector<PlacedChoice> choices = flow(bar.choices, inside.width());
  const float room = inside.width() - width_of(choices) - px(16);
  const bool beside =
      height_of(choices) <= px(metrics::kControlHeight) && room >= px(kQuestionLeast);
  const float width = beside ? room : inside.width();
  const float height = rich_height(width, bar.question, text);
  const float y = beside ? inside.centre().y - height / 2 : inside.min.y + px(10);
  put_rich({inside.min.x, y}, width, bar.question, text);
  const ImVec2 corner =
      beside ? ImVec2{inside.max.x - width_of(choices),
                      inside.centre().y - px(metrics::kControlHeight) / 2}
             : ImVec2{inside.min.x, y + height + px(8)};
  for (std::size_t i = 0; i < bar.choices.size(); ++i) {
    const std::string key = std::to_string(i + 1);
    place({corner.x + choices[i].x, corner.y + choices[i].y});
    if (!button(bar.choices[i], choice_look(key, choices[i].width))) continue;
    const auto number = static_cast<std::uint32_t>(i);
    if (view.ask) context.actions.push_back(Answer{view.ask->ask, number});
    else context.actions.push_back(TakeWay{number});
  }
}

}  // namespace popscope::gui
