// Labs as views: what is told before an answer and behind it, and what is typed.
#include "view/quiz_lab.h"

#include <gtest/gtest.h>

#include "loader/quiz_loader.h"
#include "quiz/attempt.h"
#include "quiz/run.h"
#include "tests/view/english.h"

namespace popscope::view {
namespace {

using State = sim::pop3::StateKind;

// A shipped lab: its attempt, and its run.
class Lab {
 public:
  Lab(const std::string& quiz, const std::string& id, quiz::Mode mode = quiz::Mode::study)
      : attempt_(loaded(quiz), {0, mode, 1}, 0, test::english()), index_(*attempt_.find(id)),
        runs_(*attempt_.questions()[index_].question.run, "") {}

  quiz::Attempt& attempt() { return attempt_; }
  const quiz::Question& question() const { return attempt_.questions()[index_].question; }
  QuizLabView view(const QuizDraft& draft = {}) {
    text::Diagnostics problems;
    const auto view =
        quiz_lab(attempt_, index_, runs_.told({}, problems), draft, test::english());
    EXPECT_TRUE(view);
    return view.value_or(QuizLabView{});
  }
  bool answer(const quiz::Answer& answer) {
    return attempt_.apply({0, quiz::Answered{question().id, answer}});
  }

 private:
  static std::shared_ptr<const quiz::Quiz> loaded(const std::string& quiz) {
    const loader::FolderSource tree(POPSCOPE_SOURCE_DIR);
    const std::string path = std::string(loader::kLabs) + quiz + ".json";
    return loader::load_quiz(tree, path, path, tree, test::english()).quiz;
  }

  quiz::Attempt attempt_;
  std::uint32_t index_;
  quiz::Runs runs_;
};

std::string states_of(const QuizLabView& view) {
  std::string states;
  for (const SessionRow& row : view.rows) states += "-*+x"[static_cast<int>(row.state)];
  return states;
}

TEST(SpotView, TellsWhichStepWasRightOnlyWhenItIsJudged) {
  Lab lab("spot-the-violation", "reset-brings-nothing-back");
  const auto& spot = std::get<quiz::Spot>(lab.question().asks);
  QuizDraft draft;
  draft.step = 3;
  const QuizLabView open = lab.view(draft);
  EXPECT_TRUE(open.chooses);
  EXPECT_EQ(open.rows.front().step, 1U);
  EXPECT_EQ(states_of(open), "--*" + std::string(open.rows.size() - 3, '-'));
  for (const SessionRow& row : open.rows)  // not even in words
    EXPECT_EQ(row.text.find("fault"), std::string::npos) << row.text;
  ASSERT_TRUE(lab.answer({{0}, {}, {}, 3, {}}));
  const QuizLabView judged = lab.view();
  EXPECT_FALSE(judged.chooses);
  EXPECT_EQ(judged.rows[2].state, QuizOption::State::wrong);
  for (const std::uint32_t step : spot.steps)
    EXPECT_EQ(judged.rows[step - 1].state, QuizOption::State::right);
}

TEST(SpotView, AnExamTellsNothingBeforeItsEnd) {
  Lab lab("spot-the-violation", "reset-brings-nothing-back", quiz::Mode::exam);
  const quiz::Answer answer{{0}, {}, {}, 3, {}};
  ASSERT_TRUE(lab.answer(answer));
  EXPECT_EQ(states_of(lab.view(draft_of_answer(answer))).substr(0, 5), "--*--");
  ASSERT_TRUE(lab.attempt().apply({0, quiz::Ended{}}));
  EXPECT_NE(states_of(lab.view()).find("+++"), std::string::npos);
}

TEST(SpotView, ALongReplyIsCut) {
  Lab lab("spot-the-violation", "gone-though-the-cable-was-cut");
  bool cut = false;
  for (const SessionRow& row : lab.view().rows) {
    EXPECT_LE(row.more.size(), 8U);
    cut = cut || !row.more_left.empty();
  }
  EXPECT_TRUE(cut);
}

TEST(ServeView, ShowsNothingThatTheLearnerDecides) {
  Lab lab("you-are-the-server", "serve-marks");
  const auto& turns = std::get<quiz::Serve>(lab.question().asks).turns;
  const QuizLabView first = lab.view();
  ASSERT_TRUE(first.asked);
  EXPECT_EQ(first.asked->line, "DELE 2");
  EXPECT_EQ(first.asked->count, "Command 1 of 6");
  EXPECT_EQ(first.asked->section, "RFC 1939 § 5, DELE");
  EXPECT_FALSE(first.asked->state);
  EXPECT_EQ(first.rows.back().text, "DELE 2");
  EXPECT_EQ(first.maildrop[2].rfind("2: 900 octets, unique-id ", 0), 0U) << first.maildrop[2];
  QuizDraft draft;
  draft.served = {{"-ERR no"}};
  const QuizLabView second = lab.view(draft);
  EXPECT_EQ(second.asked->line, "STAT");
  EXPECT_EQ(second.rows[second.rows.size() - 2].text, "-ERR no");
  EXPECT_EQ(second.rows[second.rows.size() - 2].step, 0U);
  EXPECT_TRUE(second.can_start_over);
  for (std::size_t i = 1; i + 1 < turns.size(); ++i) draft.served.push_back({"+OK"});
  const QuizLabView last = lab.view(draft);
  EXPECT_TRUE(last.asked->state);
  EXPECT_TRUE(last.asked->removed);
  for (const SessionRow& row : last.rows)
    EXPECT_EQ(row.text.find("removed"), std::string::npos) << row.text;
}

TEST(ServeView, SaysWhatWasWrong) {
  Lab lab("you-are-the-server", "serve-marks");
  const auto& serve = std::get<quiz::Serve>(lab.question().asks);
  quiz::Answer answer = key_of(lab.question());
  for (const ServeResult& result : serve_results(serve, answer, test::english())) {
    EXPECT_TRUE(result.right);
    EXPECT_EQ(result.why, "");
  }
  answer.served[1].reply = "+OK 3 4500";
  answer.served.back().removed.clear();
  answer.served.back().state = State::closed;
  const std::vector<ServeResult> results = serve_results(serve, answer, test::english());
  EXPECT_EQ(results[1].why, "A strict server says +OK 2 3600.");
  EXPECT_EQ(plain_text(results[1].feedback), "What is marked counts no more in this session.");
  EXPECT_EQ(results.back().why, "It leads to UPDATE. It removes 2.");
}

TEST(ServeTyped, IsReadWithGoodwill) {
  for (const char* typed : {"T", "t", "transaction", " Trans "})
    EXPECT_EQ(state_typed(typed), State::transaction) << typed;
  EXPECT_EQ(state_typed("closed"), State::closed);
  for (const char* typed : {"", "x", "transactions"}) EXPECT_FALSE(state_typed(typed)) << typed;
  for (const char* typed : {"1 3", "3,1", " 1, 3 ", "1 3 3"})
    EXPECT_EQ(numbers_typed(typed), (std::vector<std::uint32_t>{1, 3})) << typed;
  EXPECT_EQ(numbers_typed("None"), std::vector<std::uint32_t>{});
  for (const char* typed : {"", "all", "1 x", "1-3", "99999999999"})
    EXPECT_FALSE(numbers_typed(typed)) << typed;
  EXPECT_EQ(reply_typed("  +OK 2 320 "), "+OK 2 320");
  for (const char* typed : {"", "OK", "+ok"}) EXPECT_FALSE(reply_typed(typed)) << typed;
}

}  // namespace
}  // namespace popscope::view
