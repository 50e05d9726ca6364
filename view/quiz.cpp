#include "view/quiz.h"

#include <algorithm>

#include "quiz/attempt.h"
#include "quiz/tags.h"
#include "view/quiz_lab.h"

namespace popscope::view {
namespace {

using quiz::Clock;

constexpr Clock kMinuteOfQuiz = 60'000;

bool holds(const std::vector<std::uint32_t>& all, std::uint32_t one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::int64_t count_of(const quiz::Attempt& attempt) {
  return static_cast<std::int64_t>(attempt.questions().size());
}

// ---- the bars ----

std::string score_of(const quiz::Attempt& attempt, const text::Catalogue& catalogue) {
  text::Arguments arguments{text::number("done", attempt.answered()),
                            text::number("total", count_of(attempt))};
  if (attempt.is_exam() && !attempt.ended())
    return catalogue.sentence("quiz.score.exam", arguments);
  arguments.push_back(text::number("right", report_of(attempt).right));
  return catalogue.sentence("quiz.score", arguments);
}

std::string time_left(const quiz::Attempt& attempt, Clock now, const text::Catalogue& catalogue) {
  if (!attempt.has_limit() || attempt.ended()) return {};
  const Clock left = attempt.left(now);
  if (left <= kMinuteOfQuiz)
    return catalogue.sentence("quiz.left.seconds", {text::number("count", (left + 999) / 1000)});
  return catalogue.sentence(
      "quiz.left", {text::number("count", (left + kMinuteOfQuiz - 1) / kMinuteOfQuiz)});
}

// ---- the navigator ----

QuizCell cell_of(const quiz::Attempt& attempt, std::uint32_t index) {
  using Mark = QuizCell::Mark;
  QuizCell cell;
  cell.number = std::to_string(index + 1);
  cell.flagged = attempt.questions()[index].flagged;
  const bool answered = attempt.counting(index).has_value();
  const bool told = attempt.ended() || !attempt.is_exam();
  if (!answered && !attempt.ended()) return cell;
  if (!told) {
    cell.mark = Mark::answered;
    return cell;
  }
  if (!answered) {
    cell.mark = Mark::unanswered;
    return cell;
  }
  const quiz::Grade grade = attempt.grade_of(index);
  cell.mark = grade.right() ? Mark::right : grade.points > 0 ? Mark::partly : Mark::wrong;
  return cell;
}

// ---- the question ----

// "A+ 220-1201, 2.1: Compare ..." is long: what stands before the colon names it.
QuizTag tag_of(const quiz::ObjectiveTag& objective, const quiz::Quiz& quiz,
               const text::Catalogue& catalogue) {
  QuizTag tag;
  tag.whole = objective_words(objective.id, quiz, catalogue);
  const std::string name = tag.whole.substr(0, tag.whole.find(": "));
  tag.text = objective.listed
                 ? name
                 : catalogue.sentence("quiz.not_listed", {text::plain("objective", name)});
  if (!objective.listed)
    tag.whole = catalogue.sentence("quiz.not_listed.whole", {text::plain("objective", tag.whole)});
  return tag;
}

using OptionState = QuizOption::State;

// What can be chosen, by type.
struct AddAnswers {
  const quiz::Shown& shown;
  const QuizDraft& draft;
  QuizQuestionView& view;
  const text::Catalogue& catalogue;

  const std::vector<std::uint32_t>& given() const {
    static const std::vector<std::uint32_t> nothing;
    if (!view.judged) return draft.chosen;
    return shown.answer ? shown.answer->chosen : nothing;
  }

  void operator()(const quiz::Choice& choice) const {
    for (std::size_t place = 0; place < shown.order.size(); ++place) {
      const quiz::Option& option = choice.options[shown.order[place]];
      QuizOption made = named(place, option.say);
      made.picked = holds(given(), shown.order[place]);
      if (view.judged) judge_option(option, made);
      else if (made.picked) made.state = OptionState::chosen;
      view.options.push_back(std::move(made));
    }
  }

  // On each item stands which place it was given.
  void operator()(const quiz::Ordering& ordering) const {
    for (std::size_t place = 0; place < shown.order.size(); ++place) {
      const std::uint32_t index = shown.order[place];
      QuizOption made = named(place, ordering.items[index].say);
      const auto found = std::find(given().begin(), given().end(), index);
      made.picked = found != given().end();
      const auto given_place = static_cast<std::int64_t>(found - given().begin()) + 1;
      if (view.judged) {
        const bool right = made.picked && given_place == std::int64_t{index} + 1;
        made.state = right ? OptionState::right : OptionState::wrong;
        made.verdict = catalogue.sentence(
            right ? "quiz.place.right" : made.picked ? "quiz.place.wrong" : "quiz.place.missed",
            {text::number("given", given_place), text::number("right", index + 1)});
        made.feedback = rich_text(ordering.items[index].feedback, catalogue);
      } else if (made.picked) {
        made.state = OptionState::chosen;
        made.verdict = std::to_string(given_place);
      }
      view.options.push_back(std::move(made));
    }
  }

  void operator()(const quiz::Matching& matching) const {
    const std::vector<std::string> sides = right_sides(matching);
    for (std::size_t place = 0; place < shown.order.size(); ++place)
      view.options.push_back(named(place, sides[shown.order[place]]));
    const std::vector<std::uint32_t> key = key_of(shown.question).chosen;
    for (std::size_t i = 0; i < matching.pairs.size(); ++i) {
      QuizPair made;
      made.number = std::to_string(i + 1);
      made.left = rich_text(matching.pairs[i].left, catalogue);
      const std::uint32_t side = i < given().size() ? given()[i] : kNotMatched;
      if (side != kNotMatched) made.side = letter_of_shown(side);
      if (view.judged) {
        const bool right = side == key[i];
        made.state = right ? OptionState::right : OptionState::wrong;
        made.verdict =
            catalogue.sentence(right                 ? "quiz.side.right"
                               : made.side.empty() ? "quiz.side.missed"
                                                     : "quiz.side.wrong",
                               {text::plain("given", made.side),
                                text::plain("right", letter_of_shown(key[i]))});
        made.feedback = rich_text(matching.pairs[i].feedback, catalogue);
      } else {
        made.here = draft.row == i;
        made.state = made.here ? OptionState::chosen : OptionState::plain;
      }
      view.pairs.push_back(std::move(made));
    }
  }

  void operator()(const quiz::Numeric& numeric) const {
    QuizNumber& made = view.number_asked.emplace();
    made.unit = numeric.unit;
    if (!view.judged) return;
    made.it_is = catalogue.sentence(
        numeric.unit.empty() ? "quiz.number.is" : "quiz.number.is_unit",
        {text::number("number", numeric.answer), text::plain("unit", numeric.unit)});
    if (!shown.answer || !shown.answer->number) return;
    const std::int64_t said = *shown.answer->number;
    made.right = said == numeric.answer;
    if (!made.right)
      made.said = catalogue.sentence("quiz.number.said", {text::number("number", said)});
    for (const quiz::WrongNumber& mistake : numeric.mistakes)
      if (mistake.value == said) made.feedback = rich_text(mistake.feedback, catalogue);
  }

  void operator()(const quiz::Generator&) const {}

  // What is checked is told when it is judged: before, it would say what to do.
  void operator()(const quiz::Task& task) const {
    if (!view.judged) return;
    for (std::size_t i = 0; i < task.checks.size(); ++i) {
      QuizOption made = named(i, task.checks[i].say);
      const bool met = shown.answer && i < shown.answer->met.size() && shown.answer->met[i];
      made.state = met ? OptionState::right : OptionState::wrong;
      made.verdict = catalogue.sentence(met ? "quiz.check.holds" : "quiz.check.fails");
      if (!met) made.feedback = rich_text(task.checks[i].feedback, catalogue);
      view.options.push_back(std::move(made));
    }
  }

  // The rules; the steps are rows of their own (quiz_lab.h).
  void operator()(const quiz::Spot& spot) const {
    for (std::size_t place = 0; place < shown.order.size(); ++place) {
      const quiz::Option& rule = spot.rules[shown.order[place]];
      QuizOption made = named(place, rule.say);
      made.picked = holds(given(), shown.order[place]);
      if (view.judged) judge_option(rule, made);
      else if (made.picked) made.state = OptionState::chosen;
      made.shows = view.judged && rule.right;
      view.options.push_back(std::move(made));
    }
  }

  // What came of each command.
  void operator()(const quiz::Serve& serve) const {
    if (!view.judged || !shown.answer) return;
    for (const ServeResult& result : serve_results(serve, *shown.answer, catalogue)) {
      QuizOption made;
      made.letter = std::to_string(view.options.size() + 1);
      made.say = rich_text("`" + escaped(result.line) + "`: " + escaped(result.said), catalogue);
      made.state = result.right ? OptionState::right : OptionState::wrong;
      made.verdict = catalogue.sentence(result.right ? "quiz.serve.right" : "quiz.serve.wrong");
      made.feedback = rich_text(escaped(result.why), catalogue);
      if (!result.feedback.empty() && !made.feedback.empty())
        made.feedback.push_back({" ", Span::Style::plain, ""});
      made.shows = !result.right;
      made.feedback.insert(made.feedback.end(), result.feedback.begin(), result.feedback.end());
      view.options.push_back(std::move(made));
    }
  }

 private:
  QuizOption named(std::size_t place, const std::string& say) const {
    QuizOption made;
    made.letter = letter_of_place(place);
    made.say = rich_text(say, catalogue);
    return made;
  }

  std::string letter_of_shown(std::uint32_t index) const {
    const auto found = std::find(shown.order.begin(), shown.order.end(), index);
    return letter_of_place(static_cast<std::size_t>(found - shown.order.begin()));
  }

  void judge_option(const quiz::Option& option, QuizOption& made) const {
    if (option.right) {
      made.state = OptionState::right;
      made.verdict = catalogue.sentence(made.picked ? "quiz.right.chosen" : "quiz.right");
    } else if (made.picked) {
      made.state = OptionState::wrong;
      made.verdict = catalogue.sentence("quiz.wrong.chosen");
    }
    made.feedback = rich_text(option.feedback, catalogue);
    if (!made.picked && !option.right) return;
    made.exam = rich_text(option.voices.exam, catalogue);
    made.wire = rich_text(option.voices.wire, catalogue);
    made.shows = option.claim.has_value() && shown.question.run.has_value();
  }
};

std::string how_to_answer(const quiz::Shown& shown, const text::Catalogue& catalogue) {
  if (const auto* task = std::get_if<quiz::Task>(&shown.question.asks))
    return catalogue.sentence(shown.answer ? "quiz.how.do_it.again" : "quiz.how.do_it",
                              {text::plain("device", task->device)});
  return catalogue.sentence("quiz.how." + std::string(to_text(type_of(shown.question))));
}

void judge(const quiz::Shown& shown, QuizQuestionView& view, const text::Catalogue& catalogue) {
  using Outcome = QuizQuestionView::Outcome;
  const quiz::Grade grade = quiz::grade(shown.question, shown.answer.value_or(quiz::Answer{}));
  view.outcome = !shown.answer       ? Outcome::unanswered
                 : grade.right()     ? Outcome::right
                 : grade.points == 0 ? Outcome::wrong
                                     : Outcome::partly;
  if (!shown.answer) view.outcome_words = catalogue.sentence("quiz.outcome.unanswered");
  else if (grade.right()) view.outcome_words = catalogue.sentence("quiz.outcome.right");
  else if (grade.points == 0) view.outcome_words = catalogue.sentence("quiz.outcome.wrong");
  else
    view.outcome_words = catalogue.sentence("quiz.outcome.partly",
                                            {text::number("points", grade.points),
                                             text::number("possible", grade.possible)});
  if (const auto* spot = std::get_if<quiz::Spot>(&shown.question.asks); spot && shown.answer) {
    SpotVerdict verdict = spot_verdict(*spot, *shown.answer->step, catalogue);
    view.step_right = verdict.right;
    view.step_words = std::move(verdict.words);
    view.step_feedback = std::move(verdict.feedback);
  }
  view.feedback = rich_text(shown.question.feedback, catalogue);
  view.exam = rich_text(shown.question.voices.exam, catalogue);
  view.wire = rich_text(shown.question.voices.wire, catalogue);
  if (!shown.question.citation.empty())
    view.citation =
        catalogue.sentence("quiz.source", {text::plain("text", shown.question.citation)});
  if (!shown.question.valid_as_of.empty())
    view.valid_as_of =
        catalogue.sentence("quiz.valid_as_of", {text::plain("date", shown.question.valid_as_of)});
}

QuizQuestionView question_of(const quiz::Attempt& attempt, std::uint32_t index,
                             const QuizDraft& draft, const text::Catalogue& catalogue) {
  const quiz::Shown& shown = attempt.questions()[index];
  QuizQuestionView view;
  view.index = index;
  view.id = shown.question.id;
  view.number = catalogue.sentence("quiz.question", {text::number("number", index + 1)});
  for (const quiz::ObjectiveTag& tag : shown.question.objectives)
    view.tags.push_back(tag_of(tag, attempt.quiz(), catalogue));
  if (!shown.question.topic.empty()) view.tags.push_back({shown.question.topic, ""});
  view.stem = rich_text(shown.question.stem, catalogue);
  view.exhibit = shown.question.exhibit;
  view.judged = attempt.shows_feedback(index);
  view.how = view.judged ? "" : how_to_answer(shown, catalogue);
  std::visit(AddAnswers{shown, draft, view, catalogue}, shown.question.asks);
  if (view.judged) judge(shown, view, catalogue);
  view.can_choose = shown.open && !attempt.ended();
  view.shows_task =
      view.judged && std::holds_alternative<quiz::Task>(shown.question.asks);
  view.can_act = view.can_choose && std::holds_alternative<quiz::Task>(shown.question.asks);
  view.flagged = shown.flagged;
  view.can_flag = !attempt.ended();
  view.can_try_again = !attempt.is_exam() && !attempt.ended() && !shown.open;
  view.can_go_back = index > 0;
  return view;
}

QuizMisconception misconception_of(const quiz::Met& met, const quiz::Quiz& quiz,
                                   const text::Catalogue& catalogue) {
  QuizMisconception view;
  const std::string words = misconception_words(met.misconception, quiz, catalogue);
  view.words = catalogue.sentence("quiz.quoted", {text::plain("text", words)});
  view.note = catalogue.sentence(
      "quiz.met", {text::number("count", static_cast<std::int64_t>(met.questions.size()))});
  view.lesson = lesson_for(met.misconception, quiz);
  return view;
}

// What the last answer to this question says of what its learner believes.
std::optional<QuizMisconception> met_here(const quiz::Attempt& attempt, std::uint32_t index,
                                          const text::Catalogue& catalogue) {
  const quiz::Shown& shown = attempt.questions()[index];
  if (!attempt.shows_feedback(index) || !shown.answer) return std::nullopt;
  const std::vector<std::string> ids = misconceptions_met(shown.question, *shown.answer);
  if (ids.empty()) return std::nullopt;
  const quiz::Report report = report_of(attempt);
  for (const quiz::Met& met : report.misconceptions)
    if (met.misconception == ids.front())
      return misconception_of(met, attempt.quiz(), catalogue);
  return misconception_of({ids.front(), {shown.question.id}}, attempt.quiz(), catalogue);
}

// ---- what comes next ----

void say_next(const quiz::Attempt& attempt, std::uint32_t index, const QuizDraft& draft,
              QuizView& view, const text::Catalogue& catalogue) {
  const quiz::Shown& shown = attempt.questions()[index];
  const auto is = [&](QuizNext next, const char* key) {
    view.next = next;
    view.next_words = catalogue.sentence(key);
  };
  if (attempt.ended()) {
    const bool last = index + 1 == attempt.questions().size();
    return last ? is(QuizNext::report, "quiz.next.report") : is(QuizNext::next, "quiz.next");
  }
  const std::optional<quiz::Answer> answer = answer_of(shown, draft);
  if (view.question.can_choose && answer && answer != shown.answer)
    return is(QuizNext::answer, "quiz.next.answer");
  const std::uint32_t unanswered =
      static_cast<std::uint32_t>(attempt.questions().size()) - attempt.answered();
  const bool serves = std::holds_alternative<quiz::Serve>(shown.question.asks);
  if (serves && view.question.can_choose && (!shown.answer || !answer))
    return is(QuizNext::answer, "quiz.next.reply");
  if (view.question.can_act && !shown.answer) return is(QuizNext::act, "quiz.next.act");
  const bool others = unanswered > (shown.answer ? 0U : 1U);
  if (shown.answer && !others)
    return is(QuizNext::finish,
              attempt.is_exam() ? "quiz.next.end_exam" : "quiz.next.report");
  if (shown.answer) return is(QuizNext::next, "quiz.next");
  if (others) return is(QuizNext::skip, "quiz.next.skip");
  is(QuizNext::answer, "quiz.next.answer");
  view.next_enabled = false;
}

}  // namespace

QuizView quiz_page(const quiz::Attempt& attempt, std::uint32_t index, const QuizDraft& draft,
                   std::int64_t now, const text::Catalogue& catalogue) {
  QuizView view;
  view.title = attempt.quiz().title;
  view.mode = catalogue.sentence(attempt.is_exam() ? "quiz.mode.exam" : "quiz.mode.study");
  view.score = score_of(attempt, catalogue);
  view.short_score = catalogue.sentence("quiz.score.short",
                                        {text::number("done", attempt.answered()),
                                         text::number("total", count_of(attempt))});
  view.left = time_left(attempt, now, catalogue);
  for (std::uint32_t i = 0; i < attempt.questions().size(); ++i)
    view.cells.push_back(cell_of(attempt, i));
  if (index >= attempt.questions().size()) return view;
  view.cells[index].here = true;
  view.question = question_of(attempt, index, draft, catalogue);
  view.misconception = met_here(attempt, index, catalogue);
  say_next(attempt, index, draft, view, catalogue);
  if (!attempt.ended() && view.next != QuizNext::finish)
    view.finish_words =
        catalogue.sentence(attempt.is_exam() ? "quiz.next.end_exam" : "quiz.finish");
  return view;
}

QuizReportView quiz_report(const quiz::Attempt& attempt, const text::Catalogue& catalogue) {
  const quiz::Report report = report_of(attempt);
  QuizReportView view;
  const std::int64_t open = count_of(attempt) - attempt.answered();
  view.headline = catalogue.sentence(
      open > 0 ? "quiz.report.right.open" : "quiz.report.right",
      {text::number("right", report.right), text::number("total", report.questions),
       text::number("open", open)});
  view.points = catalogue.sentence("quiz.report.points", {text::number("points", report.points),
                                                          text::number("possible", report.possible),
                                                          text::number("percent", report.percent)});
  if (attempt.is_exam()) {
    view.passed = report.passed;
    view.verdict = catalogue.sentence(report.passed ? "quiz.report.passed" : "quiz.report.failed",
                                      {text::number("pass", attempt.quiz().pass_percent)});
  }
  const auto part = [&](const char* key, const std::vector<quiz::ReportLine>& lines,
                        const auto& name) {
    if (lines.empty()) return;
    QuizReportPart made{catalogue.sentence(key), {}};
    for (const quiz::ReportLine& line : lines)
      made.lines.push_back({name(line),
                            catalogue.sentence("quiz.report.of",
                                               {text::number("points", line.points),
                                                text::number("possible", line.possible)}),
                            line.points == line.possible});
    view.parts.push_back(std::move(made));
  };
  part("quiz.report.objectives", report.objectives, [&](const quiz::ReportLine& line) {
    const std::string words = objective_words(line.id, attempt.quiz(), catalogue);
    if (line.listed) return words;
    return catalogue.sentence("quiz.not_listed.whole", {text::plain("objective", words)});
  });
  part("quiz.report.topics", report.topics, [](const quiz::ReportLine& line) { return line.id; });
  for (const quiz::Met& met : report.misconceptions)
    view.misconceptions.push_back(misconception_of(met, attempt.quiz(), catalogue));
  return view;
}

}  // namespace popscope::view
