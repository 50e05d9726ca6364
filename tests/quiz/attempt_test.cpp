// An attempt: order, modes, time, grades, report; and what a journal of it makes.
#include "quiz/attempt.h"

#include <gtest/gtest.h>

#include "quiz/journal.h"
#include "tests/quiz/shipped.h"

namespace popscope::quiz {
namespace {

std::shared_ptr<const Quiz> the_quiz() { return std::make_shared<const Quiz>(sample()); }

Attempt attempt(Mode mode, std::uint64_t seed = 1, Clock now = 0) {
  return Attempt(the_quiz(), {sample().hash, mode, seed}, now, english());
}

std::string order_of(const Attempt& it) {
  std::string order;
  for (const Shown& shown : it.questions()) {
    order += shown.question.id + ":";
    for (const std::uint32_t index : shown.order) order += std::to_string(index);
    order += " ";
  }
  return order;
}

Answer key(const Attempt& it, const std::string& id) {
  return key_of(it.questions()[*it.find(id)].question);
}

Grade graded(const std::string& id, const Answer& answer) {
  return grade(question_of_sample(id), answer);
}

const std::string kCable = "cable-pulled-before-quit";

TEST(Attempt, TheSeedGivesTheOrder) {
  EXPECT_EQ(order_of(attempt(Mode::study, 5)), order_of(attempt(Mode::exam, 5)));
  EXPECT_NE(order_of(attempt(Mode::study, 5)), order_of(attempt(Mode::study, 6)));
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Attempt it = attempt(Mode::study, seed);
    const Shown& ordering = it.questions()[*it.find("order-of-a-session")];
    EXPECT_FALSE(std::is_sorted(ordering.order.begin(), ordering.order.end())) << seed;
  }
}

TEST(Attempt, StudyJudgesAtOnceAndCountsTheFirstAnswer) {
  Attempt it = attempt(Mode::study);
  const std::uint32_t index = *it.find(kCable);
  EXPECT_FALSE(it.shows_feedback(index));
  EXPECT_TRUE(it.apply({1, Answered{kCable, {{2}}}}));
  EXPECT_TRUE(it.shows_feedback(index));
  EXPECT_FALSE(it.apply({2, Answered{kCable, {{1}}}}));
  EXPECT_FALSE(it.apply({2, TriedAgain{"count-behind-dele"}}));
  EXPECT_TRUE(it.apply({2, TriedAgain{kCable}}));
  EXPECT_FALSE(it.shows_feedback(index));
  EXPECT_TRUE(it.apply({3, Answered{kCable, {{1}}}}));
  EXPECT_FALSE(it.grade_of(index).right());
  EXPECT_EQ(it.questions()[index].tries, 2u);
}

TEST(Attempt, AnExamCountsTheLatestAnswerAndSaysNothingBeforeTheEnd) {
  Attempt it = attempt(Mode::exam);
  const std::uint32_t index = *it.find(kCable);
  EXPECT_TRUE(it.apply({1, Answered{kCable, {{2}}}}));
  EXPECT_FALSE(it.shows_feedback(index));
  EXPECT_FALSE(it.apply({1, TriedAgain{kCable}}));
  EXPECT_TRUE(it.apply({2, Answered{kCable, {{1}}}}));
  EXPECT_TRUE(it.apply({2, Flagged{kCable, true}}));
  EXPECT_TRUE(it.questions()[index].flagged);
  EXPECT_TRUE(it.apply({3, Ended{}}));
  EXPECT_TRUE(it.shows_feedback(index));
  EXPECT_TRUE(it.grade_of(index).right());
  EXPECT_FALSE(it.apply({4, Answered{kCable, {{2}}}}));
}

TEST(Attempt, TakesNothingThatIsNoAnswer) {
  Attempt it = attempt(Mode::exam);
  for (const Answer& no : {Answer{}, Answer{{4}}, Answer{{0, 1}}, Answer{{}, 3}})
    EXPECT_FALSE(it.apply({1, Answered{kCable, no}}));
  EXPECT_FALSE(it.apply({1, Answered{"no such", {{1}}}}));
  EXPECT_FALSE(it.apply({1, Answered{"order-of-a-session", {{0, 1, 2, 3, 4, 4}}}}));
  EXPECT_FALSE(it.apply({1, Answered{"ways-out-of-a-session", {{0, 1}}}}));
  EXPECT_EQ(it.answered(), 0u);
}

TEST(Attempt, AnExamsTimeRunsOutAndStandsStillWhilePaused) {
  constexpr Clock kMinute = 60'000;
  Attempt it = attempt(Mode::exam, 1, 1000);
  EXPECT_EQ(it.left(1000), 12 * kMinute);
  EXPECT_TRUE(it.apply({1000 + 5 * kMinute, Paused{}}));
  EXPECT_FALSE(it.apply({1000 + 6 * kMinute, Answered{kCable, {{1}}}}));
  EXPECT_EQ(it.left(1000 + 90 * kMinute), 7 * kMinute);
  EXPECT_TRUE(it.apply({1000 + 100 * kMinute, Resumed{}}));
  EXPECT_EQ(it.left(1000 + 101 * kMinute), 6 * kMinute);
  EXPECT_FALSE(it.apply({1000 + 107 * kMinute, Answered{kCable, {{1}}}}));
  EXPECT_EQ(it.left(1000 + 107 * kMinute), 0);
  EXPECT_TRUE(it.apply({1000 + 107 * kMinute, Ended{}}));
  EXPECT_FALSE(attempt(Mode::study).has_limit());
}

TEST(GradeOf, HasPartialPoints) {
  const auto points = [](const std::string& id, const Answer& answer) {
    const Grade given = graded(id, answer);
    return std::to_string(given.points) + "/" + std::to_string(given.possible);
  };
  EXPECT_EQ(points("who-holds-the-lock", {{0, 1}}), "2/2");
  EXPECT_EQ(points("who-holds-the-lock", {{0}}), "1/2");
  EXPECT_EQ(points("who-holds-the-lock", {{0, 1, 2}}), "1/2");
  EXPECT_EQ(points("who-holds-the-lock", {{2, 3}}), "0/2");
  EXPECT_EQ(points("ways-out-of-a-session", {{0, 1, 1}}), "3/3");
  EXPECT_EQ(points("ways-out-of-a-session", {{0, 0, 2}}), "1/3");
  EXPECT_EQ(points("order-of-a-session", {{0, 1, 3, 2, 4, 5}}), "4/6");
  EXPECT_EQ(points("count-behind-dele", {{}, 3}), "1/1");
  EXPECT_EQ(points("count-behind-dele", {{}, 2}), "0/1");
  EXPECT_EQ(points("remove-one-message", {{}, {}, {true, false}}), "2/3");
  EXPECT_EQ(points("remove-one-message", {}), "0/3");
}

TEST(ReportOf, CountsByObjectiveTopicAndMisconception) {
  Attempt it = attempt(Mode::exam);
  EXPECT_TRUE(it.apply({1, Answered{kCable, {{2}}}}));
  EXPECT_TRUE(it.apply({2, Answered{"count-behind-dele", {{}, 2}}}));
  EXPECT_TRUE(it.apply({3, Answered{"who-holds-the-lock", {{0, 2}}}}));
  EXPECT_TRUE(it.apply({4, Answered{"remove-one-message", key(it, "remove-one-message")}}));
  it.apply({5, Ended{}});
  const Report report = report_of(it);
  EXPECT_EQ(report.answered, 4u);
  EXPECT_EQ(report.right, 1u);
  EXPECT_EQ(report.points, 3u);
  EXPECT_EQ(report.possible, 17u);
  EXPECT_EQ(report.percent, 17u);
  EXPECT_FALSE(report.passed);
  ASSERT_EQ(report.misconceptions.size(), 2u);
  EXPECT_EQ(report.misconceptions[0].misconception, "dele-is-immediate");
  EXPECT_EQ(report.misconceptions[0].questions,
            (std::vector<std::string>{kCable, "count-behind-dele"}));
  ASSERT_EQ(report.objectives.size(), 2u);
  EXPECT_EQ(report.objectives[0].id, "220-1201:2.1");
  EXPECT_FALSE(report.objectives[0].listed);
  EXPECT_EQ(report.topics[0].id, "Deletion");
}

TEST(ReportOf, EverythingRightPasses) {
  Attempt it = attempt(Mode::study, 9);
  for (const Shown& shown : it.questions())
    EXPECT_TRUE(Attempt(it).apply({1, Answered{shown.question.id, key_of(shown.question)}}));
  for (const Question& question : sample().questions)
    EXPECT_TRUE(it.apply({1, Answered{question.id, key(it, question.id)}})) << question.id;
  EXPECT_EQ(report_of(it).percent, 100u);
  EXPECT_TRUE(report_of(it).passed);
  EXPECT_TRUE(report_of(it).misconceptions.empty());
}

// --- a journal makes the same attempt ---

TEST(JournalOf, AnInterruptedExamGoesOnWithTheTimeThatWasLeft) {
  const std::vector<Event> journal = {
      {0, Started{sample().hash, Mode::exam, 3}},
      {50'000, Ended{}},
      {100'000, Started{sample().hash, Mode::exam, 4}},
      {130'000, Answered{kCable, {{1}}}},
      {160'000, Flagged{"count-behind-dele", true}},
  };
  const auto found = resumable(journal, Mode::exam, the_quiz(), 9'000'000, english());
  ASSERT_TRUE(found);
  const Attempt& it = found->attempt;
  EXPECT_EQ(order_of(it), order_of(attempt(Mode::exam, 4)));
  EXPECT_EQ(it.questions()[*it.find(kCable)].answer, (Answer{{1}}));
  EXPECT_TRUE(it.questions()[*it.find("count-behind-dele")].flagged);
  EXPECT_EQ(it.used(9'010'000), 70'000);  // nobody was there in between
  EXPECT_EQ(found->resuming.size(), 2u);

  EXPECT_FALSE(resumable(journal, Mode::study, the_quiz(), 9'000'000, english()));
  std::vector<Event> ended = journal;
  ended.push_back({170'000, Ended{}});
  EXPECT_FALSE(resumable(ended, Mode::exam, the_quiz(), 9'000'000, english()));
  std::vector<Event> of_another = journal;
  std::get<Started>(of_another[2].what).hash += 1;
  EXPECT_FALSE(resumable(of_another, Mode::exam, the_quiz(), 9'000'000, english()));
  EXPECT_FALSE(resumable({}, Mode::exam, the_quiz(), 9'000'000, english()));
}

// Studying in between takes nothing from an exam that was left, nor the other way round.
TEST(JournalOf, AnAttemptInEachModeGoesOn) {
  std::vector<Event> journal = {
      {100'000, Started{sample().hash, Mode::exam, 4}},
      {130'000, Answered{kCable, {{1}}}},
      {200'000, Started{sample().hash, Mode::study, 5}},
      {210'000, Flagged{kCable, true}},
  };
  const auto studying = resumable(journal, Mode::study, the_quiz(), 9'000'000, english());
  ASSERT_TRUE(studying);
  EXPECT_EQ(studying->resuming.size(), 2u);
  const auto exam = resumable(journal, Mode::exam, the_quiz(), 9'000'000, english());
  ASSERT_TRUE(exam);
  EXPECT_EQ(exam->attempt.questions()[*exam->attempt.find(kCable)].answer, (Answer{{1}}));
  EXPECT_EQ(exam->attempt.used(9'010'000), 40'000);
  // Written behind the other one, what follows belongs to it again.
  for (const Event& event : exam->resuming) journal.push_back(event);
  journal.push_back({9'020'000, Answered{"count-behind-dele", {{}, 3, {}}}});
  const auto again = resumable(journal, Mode::exam, the_quiz(), 9'100'000, english());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->attempt.answered(), 2u);
  EXPECT_EQ(again->attempt.used(9'100'000), 50'000);
  EXPECT_TRUE(resumable(journal, Mode::study, the_quiz(), 9'100'000, english()));
}

}  // namespace
}  // namespace popscope::quiz
