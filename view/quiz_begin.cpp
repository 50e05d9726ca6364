// What stands before a quiz and before a task: a card, the ways to begin, what is to be done.
#include "view/quiz.h"
#include "view/quiz_attempts.h"

namespace popscope::view {

void ask_for_task(const quiz::Question& question, const quiz::Task& task, StoryView& view,
                  const text::Catalogue& catalogue) {
  view.ask = AskView{kTaskAsk,
                     rich_text(question.stem, catalogue),
                     {catalogue.sentence("quiz.act.hand_in"),
                      catalogue.sentence("quiz.act.start_over")}};
  view.branch_notice =
      catalogue.sentence("quiz.act.how", {text::plain("device", task.device)});
}

namespace {

std::int64_t questions_of(const quiz::Attempt& attempt) {
  return static_cast<std::int64_t>(attempt.questions().size());
}

QuizWay going_on(const quiz::Attempt& attempt, const text::Catalogue& catalogue) {
  const char* key = attempt.is_exam() ? "quiz.begin.go_on.exam" : "quiz.begin.go_on.study";
  return {QuizWay::Kind::go_on, attempt.is_exam(), catalogue.sentence("quiz.begin.go_on"),
          catalogue.sentence(key, {text::number("done", attempt.answered()),
                                   text::number("total", questions_of(attempt))})};
}

// Who begins anew gives up what was left in that mode, and is told.
QuizWay anew(bool exam, std::string about, const std::vector<quiz::Attempt>& left,
             const text::Catalogue& catalogue) {
  QuizWay way{QuizWay::Kind::anew, exam,
              catalogue.sentence(exam ? "quiz.begin.exam" : "quiz.begin.study"),
              std::move(about)};
  for (const quiz::Attempt& attempt : left) {
    if (attempt.is_exam() != exam) continue;
    way.name = catalogue.sentence(exam ? "quiz.begin.exam.anew" : "quiz.begin.study.anew");
    way.about += " " + catalogue.sentence("quiz.begin.gives_up",
                                          {text::number("count", attempt.answered())});
  }
  return way;
}

// "6 of 9 right".
std::string result_of(const quiz::Attempt& attempt, const text::Catalogue& catalogue) {
  return quiz_report(attempt, catalogue).headline;
}

}  // namespace

QuizBeginView quiz_begin(const quiz::Quiz& quiz, const QuizAttempts& attempts,
                         const text::Catalogue& catalogue) {
  const std::vector<quiz::Attempt>& left = attempts.left;
  QuizBeginView view;
  view.title = quiz.title;
  view.about = rich_text(quiz.about, catalogue);
  view.facts = catalogue.sentence(
      "quiz.size", {text::number("count", static_cast<std::int64_t>(quiz.questions.size()))});
  for (const quiz::Attempt& attempt : left) view.ways.push_back(going_on(attempt, catalogue));
  view.ways.push_back(
      anew(false, catalogue.sentence("quiz.begin.study.about"), left, catalogue));
  const text::Arguments limits{text::number("count", quiz.minutes),
                               text::number("pass", quiz.pass_percent)};
  const char* exam = quiz.minutes > 0 ? "quiz.begin.exam.about" : "quiz.begin.exam.untimed";
  view.ways.push_back(anew(true, catalogue.sentence(exam, limits), left, catalogue));
  if (attempts.finished)
    view.ways.push_back({QuizWay::Kind::report, attempts.finished->is_exam(),
                         catalogue.sentence("quiz.begin.report"),
                         result_of(*attempts.finished, catalogue)});
  return view;
}

// What was left can be gone on with, so it comes before what is done.
QuizCard quiz_card(const quiz::Quiz& quiz, const QuizAttempts& attempts,
                   const text::Catalogue& catalogue) {
  const auto count = static_cast<std::int64_t>(quiz.questions.size());
  const text::Arguments size{text::number("count", count)};
  QuizCard card{quiz.id, quiz.title, catalogue.sentence("quiz.size", size)};
  const std::string separator = catalogue.sentence("list.separator");
  if (!attempts.left.empty())
    card.size += separator + catalogue.sentence("quiz.size.answered",
                                                {text::number("count",
                                                              attempts.left.front().answered())});
  else if (attempts.finished)
    card.size += separator + result_of(*attempts.finished, catalogue);
  return card;
}

}  // namespace popscope::view
