#include <algorithm>
#include <utility>

#include "gui/panels/meaning.h"
#include "gui/panels/panels.h"
#include "gui/panels/said.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kVoiceColumn = 92;

// What stands between semicolons.
std::vector<std::string> parted(const std::string& all) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t end = std::min(all.find(';', from), all.size());
    if (end > from) parts.push_back(all.substr(from, end - from));
    from = std::min(all.find_first_not_of(' ', end + 1), all.size());
  }
  return parts;
}

// Draws from the top down, each thing below the one before; or only measures how high that is.
class Column {
 public:
  enum class Does : std::uint8_t { draw, measure };
  Column(const Rect& rect, PanelContext& context, Does does = Does::draw)
      : rect_(rect), context_(context), draws_(does == Does::draw) {}

  void skip(float logical) { rect_.cut_top(px(logical)); }

  void rule(float above = 12, float below = 12) {
    skip(above);
    if (draws_) line_across(rect_.min.x, rect_.max.x, rect_.min.y);
    skip(below);
  }

  void rich(const view::RichText& text, Type type, Role role = Role::ink) {
    if (text.empty()) return;
    RichLook look;
    look.type = type;
    look.role = role;
    look.code = type == Type::headline || type == Type::stem ? type : Type::wire;
    if (type != Type::headline) look.meaning = meaning_of_terms(context_.catalogue);
    rect_.cut_top(draws_ ? put_rich(rect_.min, rect_.width(), text, look)
                         : rich_height(rect_.width(), text, look));
  }

  void words(const std::string& text, Type type, Role role) {
    if (text.empty()) return;
    rect_.cut_top(draws_ ? put_paragraph(rect_.min, rect_.width(), text, type, role)
                         : paragraph_height(text, type, rect_.width()));
  }

  void said(const view::GuessView& guess) {
    const text::Catalogue& catalogue = context_.catalogue;
    rect_.cut_top(draws_ ? put_said(rect_.min, rect_.width(), guess, catalogue)
                         : said_height(rect_.width(), guess, catalogue));
  }

  // A tag for each of several, "RFC 1939 § 5, DELE; RFC 2449 § 8.1.2": side by side as far as
  // there is room.
  void section(const std::string& all) {
    if (all.empty()) return;
    skip(10);
    float x = 0, row = 0;
    for (const std::string& name : parted(all)) {
      const float width = std::min(tag_width(name), rect_.width());
      if (x > 0 && x + width > rect_.width()) {
        rect_.cut_top(row);
        skip(metrics::kGap4);
        x = 0;
      }
      row = tag_height(name, width);
      if (draws_) {
        place({rect_.min.x + x, rect_.min.y});
        tag(name, width);
      }
      x += width + px(6);
    }
    rect_.cut_top(row);
  }

  void voice(const char* key, const view::RichText& text) {
    RichLook look;
    look.type = Type::note;
    look.code = Type::wire_note;
    look.meaning = meaning_of_terms(context_.catalogue);
    const float column = px(kVoiceColumn);
    const float width = rect_.width() - column;
    if (!draws_) {
      rect_.cut_top(rich_height(width, text, look));
      return;
    }
    put_text(rect_.min, context_.catalogue.sentence(key), Type::note_strong, Role::ink_2);
    rect_.cut_top(put_rich({rect_.min.x + column, rect_.min.y}, width, text, look));
  }

  bool button(const std::string& label, const view::KeyCap& key) {
    const Rect rect = rect_.cut_top(lines_button_height(label, rect_.width(), key));
    if (!draws_) return false;
    place(rect.min);
    return lines_button(label, rect.width(), key);
  }

  // A line with a blank, as a field: a click goes on with it in the console.
  bool line_to_type(const std::string& line) {
    const Rect rect = rect_.cut_top(px(metrics::kControlHeight));
    if (!draws_) return false;
    place(rect.min);
    const Control hit = control(line, rect.size());
    const float radius = px(metrics::kControlRadius);
    box(rect, hit.hovered || hit.held ? Role::accent_soft : Role::surface, Role::line, radius);
    put_text_in(rect.inset(px(metrics::kControlPadding), 0), line, Type::wire, Role::ink);
    if (hit.focused) draw_focus_ring(rect, radius);
    return hit.pressed;
  }

  // A line that unfolds what is below it: a small triangle, what it is, a word at the right.
  bool fold(const std::string& label, const std::string& shown, const std::string& note,
            bool open) {
    const Rect row = rect_.cut_top(px(metrics::kHitMin));
    if (!draws_) return false;
    place(row.min);
    const Control hit = control(label, row.size());
    if (hit.hovered || hit.held) soft_fill(row, Role::accent_soft, px(metrics::kChipRadius));
    const ImVec2 mark{row.min.x + px(8), row.centre().y};
    if (open)
      triangle_down(mark, Role::ink_2);
    else
      triangle_right(mark, Role::ink_2);
    const float y = row.centre().y - line_height(Type::note) / 2;
    const float right = row.max.x - px(4) - text_width(note, Type::note);
    put_text({right, y}, note, Type::note, Role::ink_2);
    const float left = row.min.x + px(20);
    put_subject({left, y}, right - px(8) - left, shown, Type::note, Role::ink);
    if (hit.focused) draw_focus_ring(row, px(metrics::kChipRadius));
    return hit.pressed;
  }

  const Rect& rest() const { return rect_; }
  PanelContext& context() { return context_; }

 private:
  Rect rect_;
  PanelContext& context_;
  bool draws_ = true;
};

// What came of it just now stands below the headline where that stands above the tabs.
bool is_said_above(Column& column, const view::GuessView& guess) {
  return is_news(guess) && column.context().folds.headline_above;
}

void draw_said(Column& column, const view::GuessView& guess) {
  if (!is_said_above(column, guess)) column.said(guess);
  if (guess.outcome.empty()) return;
  if (!guess.because.empty() && guess.because != guess.outcome) {
    column.skip(2);
    column.words(guess.because, Type::note, Role::ink_2);
  }
}

void draw_answers(Column& column, std::uint32_t ask, const std::vector<std::string>& answers) {
  column.skip(10);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));  // two may say the same
    if (column.button(answers[i], view::cap_of_choice(i)))
      column.context().actions.push_back(Answer{ask, static_cast<std::uint32_t>(i)});
    ImGui::PopID();
    column.skip(8);
  }
}

void draw_guess(Column& column, const view::GuessView& guess) {
  column.words(guess.question, Type::heading, Role::ink_2);
  column.skip(4);
  draw_said(column, guess);
}

// A question that was skipped: one line, which unfolds to its answers.
void draw_folded(Column& column, const view::GuessView& guess, bool first) {
  PanelContext& context = column.context();
  if (first) column.rule(12, 4);
  const bool open = context.ui.unfolded_ask == guess.ask;
  const bool skipped = guess.verdict == view::GuessView::Verdict::skipped;
  // The first is the one that the key unfolds.
  const char* key = !skipped ? "window.answered_late" : first ? "window.skipped.key"
                                                              : "window.skipped";
  const std::string note = context.catalogue.sentence(
      key, {text::plain("key",
                        view::cap_of(view::KeyAction::answer_later, context.catalogue).name)});
  const std::string shown =
      open && skipped ? context.catalogue.sentence("window.answer_now") : guess.question;
  if (column.fold(guess.question, shown, note, open))
    context.actions.push_back(AnswerLater{guess.ask});
  if (!open) return;
  column.skip(4);
  column.words(guess.question, Type::text_strong, Role::ink);
  if (skipped) {
    draw_answers(column, guess.ask, guess.answers);
  } else {
    column.skip(4);
    draw_said(column, guess);
  }
  column.skip(8);
}

// What came of a guess just now stands before what is told, where not all of it is in sight.
void draw_news(Column& column, const std::vector<view::GuessView>& guesses) {
  for (const view::GuessView& guess : guesses) {
    if (!is_news(guess)) continue;
    draw_guess(column, guess);
    column.rule();
  }
}

// Those that stand open first, then what was skipped. `news_told`: it stands elsewhere.
void draw_guesses(Column& column, const std::vector<view::GuessView>& guesses, bool news_told) {
  for (const view::GuessView& guess : guesses) {
    if (guess.folded || (news_told && is_news(guess))) continue;
    column.rule();
    draw_guess(column, guess);
  }
  bool first = true;
  for (const view::GuessView& guess : guesses) {
    if (!guess.folded) continue;
    draw_folded(column, guess, first);
    first = false;
  }
}

void draw_ask(Column& column, const view::AskView& ask) {
  column.rule();
  column.rich(ask.question, Type::text_strong);
  draw_answers(column, ask.ask, ask.answers);
}

void draw_attempt(Column& column, const view::TryView& attempt) {
  column.rule();
  column.rich(attempt.task, Type::text_strong);
  if (!attempt.shown.empty()) {
    column.skip(6);
    if (column.line_to_type(attempt.shown))
      column.context().actions.push_back(BeginTry{attempt.entry});
  }
  if (!attempt.wrong.empty()) {
    column.skip(6);
    column.words(attempt.wrong, Type::note, Role::error);
  }
}

bool answers_again(const view::StoryView& view, const UiState& ui) {
  return std::any_of(view.guesses.begin(), view.guesses.end(), [&](const view::GuessView& guess) {
    return ui.unfolded_ask == guess.ask && !guess.answers.empty();
  });
}

void draw_ways(Column& column, const view::StoryView& view) {
  PanelContext& context = column.context();
  column.rule(0, 14);
  column.words(view.ways_heading, Type::heading, Role::ink_2);
  column.skip(8);
  // The numbers are those of a question's answers while one is looked at again.
  const bool numbered = !answers_again(view, context.ui);
  for (std::size_t i = 0; i < view.ways.size(); ++i) {
    if (column.button(view.ways[i], numbered ? view::cap_of_choice(i) : view::KeyCap{}))
      context.actions.push_back(TakeWay{static_cast<std::uint32_t>(i)});
    column.skip(8);
  }
}

// In a folded window the headline stands at once where the label would.
void draw_headline(Column& column, const view::StoryView& view) {
  const Folds& folds = column.context().folds;
  if (folds.headline_above) return;
  if (folds.no_time_strip) {
    column.rich(view.headline, Type::text_strong);
    return column.skip(6);
  }
  column.words(view.heading, Type::heading, Role::ink_2);
  column.skip(10);
  column.rich(view.headline, Type::headline);
  column.skip(8);
}

void draw_told(Column& column, const view::StoryView& view) {
  column.rich(view.text, Type::text);
  column.section(view.section);
  if (!view.exam.empty()) {
    column.rule(12, 10);
    column.voice(view.believed ? "window.believed" : "window.exam", view.exam);
    column.skip(8);
    column.voice("window.wire", view.wire);
  }
  if (view.branch_notice.empty()) return;
  column.rule();
  column.words(view.branch_notice, Type::note, Role::ink_2);
}

// What is asked now. Where the columns are folded it stands above the bottom bar instead.
void draw_asked(Column& column, const view::StoryView& view) {
  if (column.context().folds.question_below) return;
  if (view.ask) draw_ask(column, *view.ask);
  if (view.attempt) draw_attempt(column, *view.attempt);
}

template <class Draw>
float height_of(const Rect& inside, PanelContext& context, Draw&& draw) {
  Column column({inside.min, {inside.max.x, inside.min.y + 100'000}}, context,
                Column::Does::measure);
  draw(column);
  return column.rest().min.y - inside.min.y;
}

// What scrolls does so up to the pane's lower edge: an empty margin there looks like the end.
constexpr float kToPaneEdge = metrics::kPanePadding - metrics::kGap4;

// Too low for anything to stay in sight beside what is asked: it follows the headline, and all
// scrolls.
void draw_asked_page(Rect inside, const view::StoryView& view, PanelContext& context) {
  inside.max.y += px(kToPaneEdge);
  ScrollArea scroll("story", inside);
  if (std::exchange(context.own.story_scroll_up, false)) scroll.scroll_to(0);
  const float top = inside.min.y - scroll.scroll();
  Column column({{inside.min.x, top}, {inside.max.x, top + 100'000}}, context);
  draw_headline(column, view);
  // What was asked before has just been read: only what came of it.
  for (const view::GuessView& guess : view.guesses)
    if (is_news(guess)) draw_said(column, guess);
  draw_asked(column, view);
  if (!view.ways.empty()) {
    column.skip(6);
    draw_ways(column, view);
  }
  column.rule();
  draw_told(column, view);
  draw_guesses(column, view.guesses, true);
  place({inside.min.x, column.rest().min.y + px(kToPaneEdge)});
}

constexpr float kFootMost = 0.7f;  // of the column's height: what is told needs some, too

}  // namespace

// What is told stands at the top, what is asked below it, and the ways on at the foot. Where there
// is too little room what is told scrolls, and the rest stays in sight.
void draw_story(const Rect& area, const view::StoryView& view, PanelContext& context) {
  Rect inside = pane(area);
  const bool asks = view.ask || view.attempt || !view.ways.empty();
  const bool low = context.folds.no_time_strip && !context.folds.question_below;
  if (asks && (low || context.folds.asked_fills)) return draw_asked_page(inside, view, context);
  const bool ways_here = !view.ways.empty() && !context.folds.question_below;
  bool news_first = false;
  const auto told = [&](Column& column) {
    draw_headline(column, view);
    if (news_first) draw_news(column, view.guesses);
    draw_told(column, view);
  };
  const auto asked = [&](Column& column) { draw_asked(column, view); };
  const auto guessed = [&](Column& column) { draw_guesses(column, view.guesses, news_first); };
  const auto ways = [&](Column& column) {
    if (ways_here) draw_ways(column, view);
  };
  const float question = height_of(inside, context, asked);
  float foot = height_of(inside, context, ways);
  const float rest = height_of(inside, context, told) + height_of(inside, context, guessed);
  const bool fits = rest + question + foot + px(12) <= inside.height();
  news_first = !fits;
  const bool pinned = !fits && question + foot <= inside.height() * kFootMost;
  if (fits || pinned) {
    if (pinned) foot += question;
    Rect below = inside.cut_bottom(foot);
    Column column(below, context);
    ImGui::PushID("foot");  // its labels are those of other panels' controls, too
    if (pinned) asked(column);
    ways(column);
    ImGui::PopID();
    foot = 0;
  }
  const bool to_edge = !fits && !pinned;
  if (to_edge) inside.max.y += px(kToPaneEdge);
  ScrollArea scroll("story", inside);
  if (std::exchange(context.own.story_scroll_up, false)) scroll.scroll_to(0);
  const float top = inside.min.y - scroll.scroll();
  Column column({{inside.min.x, top}, {inside.max.x, top + 100'000}}, context);
  told(column);
  if (!pinned) asked(column);
  guessed(column);
  if (foot > 0) {
    column.skip(12);
    ways(column);
  }
  place({inside.min.x, column.rest().min.y + (to_edge ? px(kToPaneEdge) : 0)});
}

}  // namespace popscope::gui
