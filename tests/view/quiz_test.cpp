// The quiz page as a view: what it tells before and behind an answer, in study and in an exam.
#include "view/quiz.h"
#include "view/quiz_attempts.h"

#include <gtest/gtest.h>

#include "quiz/attempt.h"
#include "quiz/run.h"
#include "tests/view/english.h"
#include "view/quiz_proof.h"

namespace popscope::view {
namespace {

quiz::Option option(const char* say, bool right, const char* misconception = "") {
  quiz::Option made;
  made.say = say;
  made.right = right;
  made.feedback = std::string("About ") + say;
  made.misconception = misconception;
  return made;
}

quiz::Question question(const char* id, bool multiple, std::vector<quiz::Option> options) {
  quiz::Question made;
  made.id = id;
  made.stem = "What is so?";
  made.topic = "Deletion";
  made.objectives = {{"220-1201:2.1", false}};
  made.asks = quiz::Choice{std::move(options), multiple};
  return made;
}

std::shared_ptr<const quiz::Quiz> two_questions() {
  auto quiz = std::make_shared<quiz::Quiz>();
  quiz->id = "two";
  quiz->title = "Two";
  quiz->minutes = 2;
  quiz->questions = {
      question("one", false, {option("Yes", true), option("No", false, "dele-is-immediate")}),
      question("several", true,
               {option("A", true), option("B", true), option("C", false)})};
  return quiz;
}

quiz::Attempt begun(quiz::Mode mode) {
  return {two_questions(), {0, mode, 1}, 0, test::english()};
}

QuizView page(const quiz::Attempt& attempt, const std::string& id, const QuizDraft& draft = {},
              quiz::Clock now = 0) {
  return quiz_page(attempt, *attempt.find(id), draft, now, test::english());
}

const QuizOption& shown_as(const QuizView& view, const std::string& say) {
  for (const QuizOption& each : view.question.options)
    if (plain_text(each.say) == say) return each;
  ADD_FAILURE() << say;
  return view.question.options.front();
}

using State = QuizOption::State;

TEST(QuizView, AnOpenQuestionTellsNothing) {
  const quiz::Attempt attempt = begun(quiz::Mode::study);
  const QuizView view = page(attempt, "one", {{1}});
  EXPECT_TRUE(view.question.can_choose);
  EXPECT_FALSE(view.question.judged);
  EXPECT_EQ(shown_as(view, "Yes").state, State::plain);
  EXPECT_EQ(shown_as(view, "No").state, State::chosen);
  EXPECT_TRUE(shown_as(view, "Yes").feedback.empty());
  EXPECT_FALSE(view.misconception);
  EXPECT_EQ(view.next, QuizNext::answer);
  EXPECT_EQ(page(attempt, "one").next, QuizNext::skip);
  EXPECT_EQ(view.question.tags.front().text, "A+ 220-1201, 2.1: not a listed bullet");
  EXPECT_EQ(view.question.tags.back().text, "Deletion");
}

TEST(QuizView, AnAnswerIsJudgedAtOnceInStudy) {
  quiz::Attempt attempt = begun(quiz::Mode::study);
  ASSERT_TRUE(attempt.apply({0, quiz::Answered{"one", {{1}, {}, {}}}}));
  const QuizView view = page(attempt, "one");
  EXPECT_EQ(shown_as(view, "Yes").state, State::right);
  EXPECT_EQ(shown_as(view, "Yes").verdict, "✓ right");
  EXPECT_EQ(shown_as(view, "No").state, State::wrong);
  EXPECT_EQ(shown_as(view, "No").verdict, "✗ you chose");
  EXPECT_EQ(plain_text(shown_as(view, "No").feedback), "About No");
  EXPECT_FALSE(view.question.can_choose);
  EXPECT_TRUE(view.question.can_try_again);
  ASSERT_TRUE(view.misconception);
  EXPECT_EQ(view.misconception->words, "“DELE deletes at once”");
  EXPECT_EQ(view.misconception->lesson, "deletion-happens-at-quit");
  EXPECT_EQ(view.cells[*attempt.find("one")].mark, QuizCell::Mark::wrong);
  EXPECT_EQ(view.score, "1 of 2 answered, 0 right");
  EXPECT_EQ(view.next, QuizNext::next);
}

TEST(QuizView, AnExamTellsNothingBeforeItsEnd) {
  quiz::Attempt attempt = begun(quiz::Mode::exam);
  ASSERT_TRUE(attempt.apply({0, quiz::Answered{"one", {{1}, {}, {}}}}));
  const QuizView view = page(attempt, "one", {{1}}, 30'000);
  EXPECT_EQ(shown_as(view, "No").state, State::chosen);
  EXPECT_EQ(view.cells[*attempt.find("one")].mark, QuizCell::Mark::answered);
  EXPECT_EQ(view.score, "1 of 2 answered");
  EXPECT_EQ(view.left, "2 min left");
  EXPECT_EQ(page(attempt, "one", {}, 90'000).left, "30 s left");
  EXPECT_FALSE(view.misconception);
  EXPECT_TRUE(view.question.can_choose);
  EXPECT_FALSE(view.question.can_try_again);
  ASSERT_TRUE(attempt.apply({0, quiz::Ended{}}));
  const QuizView after = page(attempt, "one");
  EXPECT_EQ(shown_as(after, "No").state, State::wrong);
  EXPECT_EQ(after.cells[*attempt.find("several")].mark, QuizCell::Mark::unanswered);
  EXPECT_EQ(quiz_report(attempt, test::english()).misconceptions.size(), 1u);
}

TEST(QuizView, SomeOfSeveralIsPartly) {
  quiz::Attempt attempt = begun(quiz::Mode::study);
  ASSERT_TRUE(attempt.apply({0, quiz::Answered{"several", {{0}, {}, {}}}}));
  const QuizView view = page(attempt, "several");
  EXPECT_EQ(view.question.outcome, QuizQuestionView::Outcome::partly);
  EXPECT_EQ(view.cells[*attempt.find("several")].mark, QuizCell::Mark::partly);
  EXPECT_EQ(shown_as(view, "B").verdict, "✓ right");
  EXPECT_EQ(shown_as(view, "A").verdict, "✓ right, you chose it");
}

TEST(QuizView, ChoosingReplacesOrTogglesAsTheTypeHasIt) {
  const quiz::Attempt attempt = begun(quiz::Mode::study);
  const quiz::Shown& one = attempt.questions()[*attempt.find("one")];
  const QuizDraft first = with_choice(one, {}, 0);
  EXPECT_EQ(first.chosen, std::vector<std::uint32_t>{one.order[0]});
  EXPECT_EQ(with_choice(one, first, 1).chosen, std::vector<std::uint32_t>{one.order[1]});
  EXPECT_EQ(with_choice(one, first, 9), first);  // no such place
  const quiz::Shown& several = attempt.questions()[*attempt.find("several")];
  QuizDraft both = with_choice(several, with_choice(several, {}, 1), 0);
  EXPECT_EQ(both.chosen.size(), 2u);
  EXPECT_TRUE(answer_of(several, both));
  both = with_choice(several, with_choice(several, both, 0), 1);
  EXPECT_TRUE(both.chosen.empty());
  EXPECT_FALSE(answer_of(several, both));
}

// Of one question, in the order that the seed gives.
template <class Asks>
quiz::Attempt of(Asks asks) {
  auto quiz = std::make_shared<quiz::Quiz>(*two_questions());
  quiz->questions = {question("one", false, {})};
  quiz->questions.front().asks = std::move(asks);
  return {quiz, {0, quiz::Mode::study, 1}, 0, test::english()};
}

TEST(QuizView, ATaskTellsItsChecksWhenItIsJudged) {
  quiz::Task task;
  task.device = "Laptop";
  task.checks.resize(2);
  task.checks[0].say = "It is gone";
  task.checks[0].feedback = "QUIT removes what is marked.";
  task.checks[1].say = "The lock is free";
  quiz::Attempt attempt = of(std::move(task));
  const QuizView open = page(attempt, "one");
  EXPECT_TRUE(open.question.can_act);
  EXPECT_EQ(open.next, QuizNext::act);
  EXPECT_TRUE(open.question.options.empty()) << "they would say what to do";
  ASSERT_TRUE(attempt.apply({0, quiz::Answered{"one", {{}, {}, {false, true}}}}));
  const QuizView judged = page(attempt, "one");
  ASSERT_EQ(judged.question.options.size(), 2U);
  EXPECT_EQ(judged.question.options[0].state, State::wrong);
  EXPECT_EQ(plain_text(judged.question.options[0].feedback), "QUIT removes what is marked.");
  EXPECT_EQ(judged.question.options[1].state, State::right);
  EXPECT_TRUE(judged.question.options[1].feedback.empty());
  EXPECT_EQ(judged.question.outcome, QuizQuestionView::Outcome::partly);
  EXPECT_FALSE(judged.question.can_act);
}

TEST(QuizView, AnOrderIsBuiltItemByItem) {
  quiz::Ordering ordering;
  for (const char* say : {"first", "second", "third"}) ordering.items.push_back({say, "", "", {}});
  quiz::Attempt attempt = of(ordering);
  const quiz::Shown& shown = attempt.questions()[0];
  QuizDraft draft;
  for (std::uint32_t place = 0; place < 3; ++place) {
    EXPECT_FALSE(answer_of(shown, draft));
    draft = with_choice(shown, draft, place);
  }
  EXPECT_EQ(draft.chosen, shown.order);
  EXPECT_EQ(with_choice(shown, draft, 1).chosen,
            (std::vector<std::uint32_t>{shown.order[0], shown.order[2]}));
  EXPECT_EQ(shown_as(page(attempt, "one", {{2}}), "third").verdict, "1");
  ASSERT_TRUE(attempt.apply({0, quiz::Answered{"one", {{0, 2, 1}, {}, {}}}}));
  const QuizView view = page(attempt, "one");
  EXPECT_EQ(shown_as(view, "first").verdict, "✓ 1");
  EXPECT_EQ(shown_as(view, "second").verdict, "✗ 3, right: 2");
}

TEST(QuizView, WhatIsChosenBelongsToThePresentLine) {
  quiz::Matching matching;
  for (const auto& [left, right] : {std::pair{"one", "eins"}, {"two", "zwei"}, {"three", "drei"}}) {
    quiz::Pair pair;
    pair.left = left;
    pair.right = right;
    matching.pairs.push_back(pair);
  }
  quiz::Attempt attempt = of(matching);
  const quiz::Shown& shown = attempt.questions()[0];
  QuizDraft draft;
  draft.row = 1;
  draft = with_choice(shown, draft, 0);
  EXPECT_EQ(draft.row, 2u);  // the next line that has nothing
  draft = with_choice(shown, draft, 1);
  EXPECT_EQ(draft.row, 0u);
  EXPECT_FALSE(answer_of(shown, draft));
  const QuizView half = page(attempt, "one", draft);
  EXPECT_EQ(half.question.pairs[1].side, "A");
  EXPECT_EQ(half.question.pairs[0].side, "");
  EXPECT_TRUE(half.question.pairs[0].here);
  draft = with_choice(shown, draft, 2);
  ASSERT_TRUE(answer_of(shown, draft));
  ASSERT_TRUE(attempt.apply({0, quiz::Answered{"one", {{0, 2, 1}, {}, {}}}}));
  const QuizView view = page(attempt, "one");
  EXPECT_EQ(view.question.pairs[0].state, State::right);
  EXPECT_EQ(view.question.pairs[1].state, State::wrong);
  EXPECT_NE(view.question.pairs[1].verdict.find("right: "), std::string::npos);
}

TEST(QuizView, ANumberIsReadAndJudged) {
  quiz::Attempt attempt = of(quiz::Numeric{3, "messages", {}, {{2, "DELE marks.", "", {}, {}}}});
  const quiz::Shown& shown = attempt.questions()[0];
  QuizDraft draft;
  EXPECT_FALSE(answer_of(shown, draft));
  draft.number = "two";
  EXPECT_FALSE(answer_of(shown, draft));
  draft.number = "1,024 octets";
  EXPECT_EQ(answer_of(shown, draft)->number, 1024);
  EXPECT_EQ(number_in("-1"), -1);
  EXPECT_EQ(number_in("1234567890123456"), std::nullopt);
  ASSERT_TRUE(attempt.apply({0, quiz::Answered{"one", {{}, 2, {}}}}));
  const QuizView view = page(attempt, "one");
  ASSERT_TRUE(view.question.number_asked);
  EXPECT_EQ(view.question.number_asked->said, "✗ you said 2");
  EXPECT_EQ(view.question.number_asked->it_is, "✓ it is 3 messages");
  EXPECT_EQ(plain_text(view.question.number_asked->feedback), "DELE marks.");
}

TEST(QuizView, TheProposedWayToBeginIsTheOneThatWasLeft) {
  EXPECT_EQ(quiz_begin(*two_questions(), {}, test::english()).ways.front().exam, false);
  const quiz::Attempt exam = begun(quiz::Mode::exam);
  const QuizBeginView view = quiz_begin(*two_questions(), {{exam}, {}}, test::english());
  ASSERT_EQ(view.ways.size(), 3u);
  EXPECT_EQ(view.ways.front().kind, QuizWay::Kind::go_on);
  EXPECT_TRUE(view.ways.front().exam);
}

}  // namespace
}  // namespace popscope::view
