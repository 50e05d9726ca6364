// What stands before a quiz and before a task: a card, the ways to begin, what is to be done.
#include "quiz/attempt.h"
#include "view/quiz.h"

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

QuizBeginView quiz_begin(const quiz::Quiz& quiz, const quiz::Attempt* going_on,
                         const text::Catalogue& catalogue) {
  QuizBeginView view;
  view.title = quiz.title;
  view.about = rich_text(quiz.about, catalogue);
  view.facts = catalogue.sentence(
      "quiz.size", {text::number("count", static_cast<std::int64_t>(quiz.questions.size()))});
  if (going_on != nullptr) {
    const char* key = going_on->is_exam() ? "quiz.begin.go_on.exam" : "quiz.begin.go_on.study";
    const auto total = static_cast<std::int64_t>(going_on->questions().size());
    view.ways.push_back({going_on->is_exam(), true, catalogue.sentence("quiz.begin.go_on"),
                         catalogue.sentence(key, {text::number("done", going_on->answered()),
                                                  text::number("total", total)})});
  }
  view.ways.push_back({false, false, catalogue.sentence("quiz.begin.study"),
                       catalogue.sentence("quiz.begin.study.about")});
  const text::Arguments pass{text::number("count", quiz.minutes),
                             text::number("pass", quiz.pass_percent)};
  view.ways.push_back(
      {true, false, catalogue.sentence("quiz.begin.exam"),
       catalogue.sentence(quiz.minutes > 0 ? "quiz.begin.exam.about" : "quiz.begin.exam.untimed",
                          pass)});
  return view;
}

QuizCard quiz_card(const quiz::Quiz& quiz, const text::Catalogue& catalogue) {
  const auto count = static_cast<std::int64_t>(quiz.questions.size());
  return {quiz.id, quiz.title, catalogue.sentence("quiz.size", {text::number("count", count)})};
}

}  // namespace popscope::view
