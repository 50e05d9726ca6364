// Labs: which step breaks a rule, which answers to a client are as good as the engine's, and
// whether the shipped ones are what a learner needs.
#include <gtest/gtest.h>

#include <algorithm>

#include "quiz/answer.h"
#include "quiz/attempt.h"
#include "quiz/generate.h"
#include "quiz/proof.h"
#include "quiz/run.h"
#include "quiz/serve.h"
#include "quiz/spot.h"
#include "tests/quiz/shipped.h"

namespace popscope::quiz {
namespace {

using State = sim::pop3::StateKind;

const Question& lab(const std::string& id) {
  for (const Quiz& quiz : shipped_quizzes())
    if (const Question* found = quiz.find(id)) return *found;
  throw std::runtime_error("no lab " + id);
}

Question drawn(const std::string& id) { return generated(lab(id), 1, english()); }

std::vector<std::string> codes(const Question& question) {
  std::vector<std::string> result;
  for (const text::Diagnostic& problem : prove(question, "quiz.json")) {
    const std::string prefix = "diagnostic.quiz.";
    if (problem.code.rfind(prefix, 0) == 0) result.push_back(problem.code.substr(prefix.size()));
  }
  return result;
}

// --- spot ---

// What the steps that are right are: command, removal, reply.
std::vector<sim::StepKind> kinds(const Question& question) {
  text::Diagnostics problems;
  Runs runs(*question.run, "");
  const lesson::Visit* visit = runs.told({}, problems);
  std::vector<sim::StepKind> found;
  for (const std::uint32_t step : std::get<Spot>(question.asks).steps)
    found.push_back(visit->steps(branch_of_run(*visit)).step(step).kind);
  return found;
}

TEST(Spot, TheWholeExchangeIsRight) {
  using sim::StepKind;
  for (const char* id : {"reset-brings-nothing-back", "gone-though-the-cable-was-cut"})
    EXPECT_EQ(kinds(drawn(id)),
              (std::vector{StepKind::command, StepKind::removal, StepKind::reply}))
        << id;
}

TEST(Spot, OnePointForTheStepAndOneForTheRule) {
  const Question question = drawn("reset-brings-nothing-back");
  const auto& spot = std::get<Spot>(question.asks);
  Answer answer = key_of(question);
  EXPECT_EQ(grade(question, answer).points, 2u);
  for (const std::uint32_t step : spot.steps) {
    answer.step = step;
    EXPECT_TRUE(grade(question, answer).right()) << step;
  }
  answer.step = spot.steps.front() - 1;
  EXPECT_EQ(grade(question, answer).points, 1u);
  answer.chosen = {1};
  EXPECT_EQ(grade(question, answer).points, 0u);
  answer.step = spot.steps.back() + 1;
  EXPECT_EQ(grade(question, answer).points, 0u);
  EXPECT_EQ(grade(question, answer).possible, 2u);
  answer.step = spot.last + 1;
  EXPECT_FALSE(fits(answer, question));
  answer.step.reset();
  EXPECT_FALSE(fits(answer, question));
}

TEST(Spot, AWrongStepSaysWhatIsBelieved) {
  const Question question = drawn("gone-though-the-cable-was-cut");
  const auto& spot = std::get<Spot>(question.asks);
  Answer answer = key_of(question);
  EXPECT_TRUE(misconceptions_met(question, answer).empty());
  ASSERT_EQ(spot.wrong_steps[0].steps.size(), 2u);  // RETR and its reply
  for (const std::uint32_t step : spot.wrong_steps[0].steps) {
    answer.step = step;
    EXPECT_EQ(misconceptions_met(question, answer), std::vector<std::string>{"retr-deletes"});
  }
}

TEST(Spot, AStrictServerIsAmongWhatCanBeSet) {
  const Question question = drawn("reset-brings-nothing-back");
  ASSERT_EQ(question.run->parameters.size(), 1u);
  EXPECT_EQ(question.run->parameters[0][1].name, "strict server");
  Runs runs(*question.run, "");
  text::Diagnostics problems;
  const lesson::Visit* strict = runs.told({1}, problems);
  ASSERT_NE(strict, nullptr);
  const auto end = strict->find("end");
  EXPECT_EQ(strict->timeline().world(*end).maildrops[0]->messages.size(), 3u);
}

TEST(Spot, WhatIsGivenWronglyIsFoundOut) {
  Question question = lab("reset-brings-nothing-back");
  auto& spot = std::get<Spot>(question.asks);
  const std::string at = spot.at;
  spot.at = "C: RSET";
  EXPECT_EQ(codes(question), std::vector<std::string>{"spot_differs"});
  spot.at = "C: TOP";
  EXPECT_EQ(codes(question), std::vector<std::string>{"no_such_spot"});
  spot.at = at;
  spot.wrong_steps[0].at = "S: +OK message 2";
  EXPECT_EQ(codes(question), std::vector<std::string>{"wrong_step_is_right"});
  spot.wrong_steps[0].at = "C: RSET";
  spot.rules[0].citation = "RFC 1939 section 6";
  EXPECT_EQ(codes(question), std::vector<std::string>{"rule_differs"});
  question = lab("reset-brings-nothing-back");
  question.run->show_from = "C: RSET";
  EXPECT_EQ(codes(question), std::vector<std::string>{"spot_not_shown"});
  question = lab("reset-brings-nothing-back");
  question.run = with_strict_server(*question.run);
  EXPECT_EQ(codes(question), std::vector<std::string>{"nothing_broken"});
}

// --- serve ---

TEST(Serve, AStatusIsReadAsAClientDoes) {
  EXPECT_EQ(status_of("+OK"), ReplyStatus::ok);
  EXPECT_EQ(status_of("+OK 2 320"), ReplyStatus::ok);
  EXPECT_EQ(status_of("-ERR no such message"), ReplyStatus::err);
  EXPECT_EQ(status_of("+ PDE4OTY"), ReplyStatus::go_on);
  for (const char* reply : {"", "OK", "+ok", "+OKAY", "-ERROR", "-err", "ERR", " +OK"})
    EXPECT_EQ(status_of(reply), ReplyStatus::none) << reply;
}

const Turn& turn_at(const Question& question, const std::string& line) {
  for (const Turn& turn : std::get<Serve>(question.asks).turns)
    if (turn.line == line) return turn;
  throw std::runtime_error("no turn " + line);
}

TEST(Serve, EveryCorrectAnswerPasses) {
  const Question question = drawn("serve-a-first-session");
  const auto passes = [&](const char* line, const Served& served) {
    return judged(turn_at(question, line), served).right();
  };
  for (const char* reply : {"+OK", "+OK sarah is known here", "+OK hello"})
    EXPECT_TRUE(passes("USER sarah", {reply})) << reply;
  EXPECT_FALSE(passes("USER sarah", {"-ERR"}));
  EXPECT_FALSE(passes("USER sarah", {"+OK " + std::string(600, 'x')}));
  EXPECT_TRUE(passes("PASS secret", {"+OK", State::transaction}));
  EXPECT_FALSE(passes("PASS secret", {"+OK", State::authorization}));
  EXPECT_FALSE(passes("PASS secret", {"+OK"}));
  for (const char* reply : {"+OK 2 2100", "+OK 2 2100 octets in all"})
    EXPECT_TRUE(passes("STAT", {reply})) << reply;
  for (const char* reply : {"+OK", "+OK 2", "+OK 2 1200", "+OK 2100 2", "+OK  2 2100"})
    EXPECT_FALSE(passes("STAT", {reply})) << reply;
  EXPECT_TRUE(passes("LIST 2", {"+OK 2 900"}));
  EXPECT_FALSE(passes("LIST 2", {"+OK 900"}));
  for (const char* reply : {"+OK", "+OK here it comes", "+OK 1200 octets"})
    EXPECT_TRUE(passes("RETR 1", {reply})) << reply;
  EXPECT_TRUE(passes("QUIT", {"+OK", State::update}));
  EXPECT_FALSE(passes("QUIT", {"+OK", State::closed}));
  EXPECT_FALSE(passes("QUIT", {"+OK", State::update, {1}}));
}

TEST(Serve, TheKeyIsWhatTheEngineDid) {
  const Question question = drawn("serve-a-change-of-mind");
  const Answer key = key_of(question);
  EXPECT_EQ(key.served.size(), 8u);
  EXPECT_EQ(key.served.back().state, State::update);
  EXPECT_EQ(key.served.back().removed, std::vector<std::uint32_t>{3});
  EXPECT_TRUE(grade(question, key).right());
  EXPECT_EQ(grade(question, key).possible, 8u);
  Answer other = key;
  other.served[2].reply = "+OK 3 3800";  // STAT with two marks
  other.served.back().state = State::closed;
  EXPECT_EQ(grade(question, other).points, 6u);
  EXPECT_EQ(misconceptions_met(question, other),
            std::vector<std::string>{"quit-is-only-politeness"});
  other.served.pop_back();
  EXPECT_FALSE(fits(other, question));
}

TEST(Serve, RefusalsChangeNothing) {
  const Question question = drawn("serve-somebody-without-the-password");
  const auto& turns = std::get<Serve>(question.asks).turns;
  ASSERT_EQ(turns.size(), 5u);
  EXPECT_EQ(turns[2].right.state, State::authorization);
  EXPECT_TRUE(turns[2].asks_state);
  EXPECT_FALSE(turns[3].asks_state);
  EXPECT_EQ(turns[4].right.state, State::closed);
  EXPECT_TRUE(turns[4].asks_removed);
}

// Two devices: one's own commands only, and the right session.
TEST(Serve, TheOtherDeviceIsAnsweredByTheEngine) {
  const Question question = drawn("serve-the-second-who-comes");
  const auto& turns = std::get<Serve>(question.asks).turns;
  ASSERT_EQ(turns.size(), 6u);
  EXPECT_EQ(status_of(turns[1].right.reply), ReplyStatus::err);
  EXPECT_EQ(turns[3].right.state, State::transaction);
  EXPECT_EQ(turns[4].words, (std::vector<std::string>{"1", "800"}));
}

// A server at fault is no measure.
TEST(Serve, TheMeasureIsAStrictServer) {
  Question question = lab("serve-marks");
  question.run->server.faults = lab("reset-brings-nothing-back").run->scenario->server.faults;
  EXPECT_EQ(codes(question), std::vector<std::string>{});
  EXPECT_EQ(key_of(generated(question, 1, english())), key_of(drawn("serve-marks")));
}

TEST(Serve, WhatIsGivenWronglyIsFoundOut) {
  Question question = lab("serve-marks");
  auto& serve = std::get<Serve>(question.asks);
  serve.wrong[0].reply = "+OK 2 3600";
  EXPECT_EQ(codes(question), std::vector<std::string>{"wrong_answer_passes"});
  serve.wrong[0].at = "C: TOP";
  EXPECT_EQ(codes(question), std::vector<std::string>{"no_such_command"});
  serve.wrong[0].at = "C: USER";  // before `from`
  EXPECT_EQ(codes(question), std::vector<std::string>{"no_such_command"});
  serve.from = "end";
  serve.wrong.resize(1);
  EXPECT_EQ(codes(question),
            (std::vector<std::string>{"nothing_to_answer", "no_such_command"}));
}

// --- the shipped ones ---

TEST(ShippedLabs, AreAtLeastTwelveOfThreeKinds) {
  int labs = 0;
  bool of_kind[kTypes] = {};
  for (const Quiz& quiz : shipped_quizzes()) {
    if (quiz.file.find("scenarios/labs/") == std::string::npos) continue;
    for (const Question& question : quiz.questions) {
      ++labs;
      of_kind[static_cast<int>(type_of(question))] = true;
    }
  }
  EXPECT_GE(labs, 12);
  for (const Type type : {Type::do_it, Type::spot, Type::serve})
    EXPECT_TRUE(of_kind[static_cast<int>(type)]) << to_text(type);
}

struct WrongOnes {
  std::size_t all = 0, told = 0;
  template <class Wrong>
  void count(const Wrong& wrong) {
    all += wrong.size();
    told += static_cast<std::size_t>(std::count_if(
        wrong.begin(), wrong.end(), [](const auto& each) { return !each.feedback.empty(); }));
  }
  void operator()(const Task& task) { count(task.wrong_ways); }
  void operator()(const Spot& spot) { count(spot.wrong_steps); }
  void operator()(const Serve& serve) { count(serve.wrong); }
  template <class Other>
  void operator()(const Other&) {}
};

TEST(ShippedLabs, SayWhyATemptingWayIsWrong) {
  for (const Quiz& quiz : shipped_quizzes()) {
    if (quiz.file.find("scenarios/labs/") == std::string::npos) continue;
    for (const Question& question : quiz.questions) {
      WrongOnes wrong;
      std::visit(wrong, question.asks);
      EXPECT_GE(wrong.all, 1u) << question.id;
      EXPECT_EQ(wrong.all, wrong.told) << question.id;
    }
  }
}

}  // namespace
}  // namespace popscope::quiz
