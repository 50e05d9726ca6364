// Proofs: what is shipped is proved, and whatever is given wrongly is found out.
#include "quiz/proof.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "quiz/generate.h"
#include "tests/quiz/shipped.h"

namespace popscope::quiz {
namespace {

std::vector<std::string> codes(const Question& question) {
  std::vector<std::string> result;
  for (const text::Diagnostic& problem : prove(question, "quiz.json")) {
    const std::string prefix = "diagnostic.quiz.";
    if (problem.code.rfind(prefix, 0) == 0) result.push_back(problem.code.substr(prefix.size()));
  }
  return result;
}

TEST(Proof, EveryShippedQuestionIsProved) {
  ASSERT_FALSE(shipped_quizzes().empty());
  for (const Quiz& quiz : shipped_quizzes()) EXPECT_EQ(in_words(prove(quiz)), "") << quiz.id;
}

// --- each way of getting the key of a question wrong ---

std::vector<Question> flipped(const Question& question, const Choice& choice) {
  std::vector<Question> all;
  for (std::size_t i = 0; i < choice.options.size(); ++i) {
    Question other = question;
    auto& options = std::get<Choice>(other.asks).options;
    if (choice.multiple) {
      options[i].right = !options[i].right;
    } else if (!options[i].right) {
      for (Option& each : options) each.right = false;
      options[i].right = true;
    } else {
      continue;
    }
    all.push_back(std::move(other));
  }
  return all;
}

std::vector<Question> flipped(const Question& question, const Matching& matching) {
  std::vector<Question> all;
  for (std::size_t i = 0; i < matching.pairs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (matching.pairs[i].right == matching.pairs[j].right) continue;
      Question other = question;
      auto& pairs = std::get<Matching>(other.asks).pairs;
      std::swap(pairs[i].right, pairs[j].right);
      std::swap(pairs[i].claim, pairs[j].claim);
      all.push_back(std::move(other));
    }
  }
  return all;
}

std::vector<Question> flipped(const Question& question, const Ordering& ordering) {
  std::vector<Question> all;
  for (std::size_t i = 1; i < ordering.items.size(); ++i) {
    Question other = question;
    auto& items = std::get<Ordering>(other.asks).items;
    std::swap(items[i - 1], items[i]);
    all.push_back(std::move(other));
  }
  return all;
}

std::vector<Question> flipped(const Question& question, const Numeric& numeric) {
  std::vector<Question> all;
  for (const std::int64_t off : {-1, 1}) {
    Question other = question;
    std::get<Numeric>(other.asks).answer = numeric.answer + off;
    all.push_back(std::move(other));
  }
  return all;
}

std::vector<Question> flipped(const Question& question, const Generator&) {
  const Question drawn = generated(question, 1, english());
  return flipped(drawn, std::get<Choice>(drawn.asks));
}

std::vector<Question> flipped(const Question& question, const Task& task) {
  std::vector<Question> all;
  Question lazy = question;
  std::get<Task>(lazy.asks).solution.clear();
  all.push_back(std::move(lazy));
  for (const WrongWay& way : task.wrong_ways) {
    Question other = question;
    std::get<Task>(other.asks).solution = way.story;
    all.push_back(std::move(other));
  }
  return all;
}

std::vector<Question> flipped(const Question& question, const Spot& spot) {
  std::vector<Question> all;
  for (const WrongStep& wrong : spot.wrong_steps) {
    Question other = question;
    std::get<Spot>(other.asks).at = wrong.at;
    all.push_back(std::move(other));
  }
  for (std::size_t i = 0; i < spot.rules.size(); ++i) {
    if (spot.rules[i].right) continue;
    Question other = question;
    auto& rules = std::get<Spot>(other.asks).rules;
    for (std::size_t j = 0; j < rules.size(); ++j) rules[j].right = i == j;
    all.push_back(std::move(other));
  }
  return all;
}

// A wrong answer that is what the engine does.
std::vector<Question> flipped(const Question& question, const Serve&) {
  std::vector<Question> all;
  const Question drawn = generated(question, 1, english());
  for (const Turn& turn : std::get<Serve>(drawn.asks).turns) {
    Question other = question;
    WrongServing wrong;
    wrong.at = std::to_string(turn.step);
    wrong.reply = turn.right.reply;
    std::get<Serve>(other.asks).wrong.push_back(std::move(wrong));
    all.push_back(std::move(other));
  }
  return all;
}

TEST(Proof, AFlippedKeyIsFoundOut) {
  int tried = 0;
  for (const Quiz& quiz : shipped_quizzes()) {
    for (const Question& question : quiz.questions) {
      if (proved_by(question) == Proved::by_citation) continue;
      const auto all =
          std::visit([&](const auto& asks) { return flipped(question, asks); }, question.asks);
      EXPECT_FALSE(all.empty()) << question.id;
      for (const Question& other : all) {
        ++tried;
        EXPECT_FALSE(prove(other, quiz.file).empty()) << question.id;
      }
    }
  }
  EXPECT_GT(tried, 150);
}

TEST(Proof, SaysWhatIsWrong) {
  Question question = question_of_sample("cable-pulled-before-quit");
  auto& options = std::get<Choice>(question.asks).options;
  std::swap(options[0].right, options[1].right);
  const std::string words = in_words(prove(question, "quiz.json"));
  EXPECT_NE(words.find("“The message, still marked” is given as right, but its claim does not"),
            std::string::npos)
      << words;
  EXPECT_NE(words.find("“The message, as before” is given as wrong, but its claim holds"),
            std::string::npos)
      << words;
}

TEST(Proof, RightWhenIsProved) {
  Question question = question_of_sample("cable-pulled-before-quit");
  auto& options = std::get<Choice>(question.asks).options;
  options[2].right_when = {"removes at DELE", "QUIT sent"};
  EXPECT_EQ(codes(question), std::vector<std::string>{});
  options[2].right_when = {"QUIT sent"};  // message 2 is gone then, and not at once
  EXPECT_EQ(codes(question), std::vector<std::string>{"right_when_fails"});
  options[2].right_when.clear();
  options[0].right_when = {"QUIT sent"};
  EXPECT_EQ(codes(question), std::vector<std::string>{"right_when_fails"});
}

TEST(Proof, AMistakeIsMeasured) {
  Question question = question_of_sample("count-behind-dele");
  auto& numeric = std::get<Numeric>(question.asks);
  numeric.mistakes[0].value = 1;
  EXPECT_EQ(codes(question), std::vector<std::string>{"mistake_differs"});
  numeric.mistakes[0].value = 3;
  EXPECT_EQ(codes(question), (std::vector<std::string>{"mistake_is_right", "mistake_differs"}));
}

TEST(Proof, ATaskThatIsDoneOrPassesInAWrongWayIsFoundOut) {
  Question question = question_of_sample("remove-one-message");
  auto& task = std::get<Task>(question.asks);
  task.wrong_ways.push_back({"as it should be", task.solution, "", "", {}});
  EXPECT_EQ(codes(question), std::vector<std::string>{"wrong_way_passes"});
  task.wrong_ways.clear();
  task.checks.resize(1);
  task.checks[0].claim.claims = {lesson::LockHeld{"sarah", "Laptop"}};
  EXPECT_EQ(codes(question), (std::vector<std::string>{"task_is_done", "solution_fails"}));
}

TEST(Proof, AnUnknownSpotIsNamed) {
  Question question = question_of_sample("cable-pulled-before-quit");
  question.run->at = "C: TOP";
  EXPECT_EQ(codes(question), std::vector<std::string>(2, "no_such_spot"));  // one has its own
}

// --- a run that cannot be told to its end proves nothing ---

// A false key, which a run that stops too early would hold for right.
std::string said_of_story(const std::string& story, const std::string& parameters = "") {
  return in_words(prove(quiz_from(R"({ "popscope": "quiz/1", "title": "Q", "questions": [{
    "id": "q", "type": "single", "stem": "DELE 1, DELE 2 and QUIT. How many are left?",
    "run": { "scenario": {
        "people": [{ "name": "sarah", "mail": ["A", "B", "C"] }], "devices": [{ "name": "Laptop" }],
        "story": )" + story + "}" + parameters + R"( },
    "options": [
      { "say": "Three", "right": true, "claim": { "server": { "sarah": 3 } } },
      { "say": "One", "claim": { "server": { "sarah": 1 } } }] }] })")));
}

TEST(Proof, AnActThatIsImpossibleProvesNothing) {
  const std::string said =
      said_of_story(R"([{ "do": ["USER sarah", "PASS secret", "DELE 1", "DELE 2", "QUIT"] }])");
  EXPECT_NE(said.find("“q”: its run cannot be told to its end"), std::string::npos) << said;
  EXPECT_NE(said.find("/questions/0/run/scenario/story/0: This act is impossible here"),
            std::string::npos)
      << said;
}

TEST(Proof, AStoryThatStandsStillProvesNothing) {
  const std::string said = said_of_story(R"([
      { "connect": "Laptop" }, { "cut": "Laptop" }, { "do": ["USER sarah"] }, { "plug": "Laptop" },
      { "do": ["PASS secret", "DELE 1", "DELE 2", "QUIT"] }])");
  EXPECT_NE(said.find("“q”: its run cannot be told to its end"), std::string::npos) << said;
  EXPECT_NE(said.find("/questions/0/run/scenario/story/4"), std::string::npos) << said;
}

TEST(Proof, ASettingWithWhichItCannotBeToldIsNamed) {
  const std::string said = said_of_story(
      R"([{ "choose": [{ "name": "in", "story": [{ "connect": "Laptop" }] },
                       { "name": "off", "story": [{ "wait": "1s" }] }] }, { "do": ["NOOP"] }])",
      R"(, "way": "in",
         "parameters": [[{ "name": "connected" }, { "name": "not", "way": "off" }]])");
  EXPECT_NE(said.find("Question “q”: with [\"not\"] its run cannot be told to its end"),
            std::string::npos)
      << said;
}

// Each line of a matching question has its own settings: nobody tries the others.
TEST(Proof, SettingsThatNobodyCanTryAreNotTold) {
  const std::string said = in_words(prove(quiz_from(R"({ "popscope": "quiz/1", "title": "Q",
    "questions": [{ "id": "q", "type": "matching", "stem": "How many are on the server?",
      "run": { "scenario": {
          "people": [{ "name": "sarah", "mail": ["A", "B"] }], "devices": [{ "name": "Laptop" }],
          "story": [
            { "choose": [{ "name": "in", "story": [{ "connect": "Laptop" }] },
                         { "name": "off", "story": [{ "wait": "1s" }] }] },
            { "choose": [{ "name": "types", "story": [{ "do": ["USER sarah", "PASS secret",
                                                               "DELE 1", "QUIT"] }] },
                         { "name": "waits", "story": [{ "wait": "1s" }] }] }] },
        "way": ["in", "types"],
        "parameters": [[{ "name": "connected" }, { "name": "not", "way": "off" }],
                       [{ "name": "typed" }, { "name": "idle", "way": "waits" }]] },
      "pairs": [
        { "left": "DELE and QUIT", "right": "One", "claim": { "server": { "sarah": 1 } } },
        { "left": "Nothing", "right": "Two", "when": ["not", "idle"],
          "claim": { "server": { "sarah": 2 } } }] }] })")));
  EXPECT_EQ(said, "");
}

// Every combination that a learner can set, and of every type that has settings.
TEST(Proof, TheLastOfManySettingsIsToldToo) {
  const auto row = [](const std::string& n) {
    return R"([{ "name": "a)" + n + R"(" }, { "name": "b)" + n + R"(" }, { "name": "c)" + n +
           R"(" }, { "name": "d)" + n + R"(" }])";
  };
  const std::string said = said_of_story(
      R"([{ "choose": [{ "name": "in", "story": [{ "connect": "Laptop" }] },
                       { "name": "off", "story": [{ "wait": "1s" }] }] }, { "do": ["NOOP"] }])",
      R"(, "way": "in", "parameters": [)" + row("1") + "," + row("2") + "," + row("3") +
          R"(, [{ "name": "connected" }, { "name": "not", "way": "off" }]])");
  EXPECT_NE(said.find("with [\"not\"] its run cannot be told to its end"), std::string::npos)
      << said;
}

TEST(Proof, ANumbersSettingsAreToldToo) {
  const std::string said = in_words(prove(quiz_from(R"({ "popscope": "quiz/1", "title": "Q",
    "questions": [{ "id": "q", "type": "numeric", "stem": "How many are left?", "answer": 1,
      "measure": { "messages on server": "sarah" },
      "run": { "scenario": {
          "people": [{ "name": "sarah", "mail": ["A", "B"] }], "devices": [{ "name": "Laptop" }],
          "story": [{ "connect": "Laptop" }, { "do": ["USER sarah", "PASS secret"] },
            { "choose": [{ "name": "goes on", "story": [{ "wait": "1s" }] },
                         { "name": "closed", "story": [{ "close": "Laptop" }] }] },
            { "do": ["DELE 1", "QUIT"] }] },
        "way": "goes on",
        "parameters": [[{ "name": "whole" }, { "name": "early", "way": "closed" }]] } }] })")));
  EXPECT_NE(said.find("with [\"early\"] its run cannot be told to its end"), std::string::npos)
      << said;
}

TEST(Proof, OfASingleQuestionOneAnswerIsRightAtMost) {
  Question question = question_of_sample("cable-pulled-before-quit");
  auto& options = std::get<Choice>(question.asks).options;
  options[0].claim = options[2].claim;
  options[0].at = options[2].at;
  EXPECT_EQ(codes(question), std::vector<std::string>{"several_hold"});
}

// Of every type, and of each option: what "Show me" will look for is there.
TEST(Proof, WhatIsToBeShownIsThere) {
  for (const char* id : {"cable-pulled-before-quit", "count-behind-dele"}) {
    for (std::string Run::*spot : {&Run::show, &Run::show_from, &Run::show_to}) {
      Question question = question_of_sample(id);
      (*question.run).*spot = "C: TOPP";
      EXPECT_EQ(codes(question), std::vector<std::string>{"no_such_spot"}) << id;
    }
  }
  Question question = question_of_sample("cable-pulled-before-quit");
  std::get<Choice>(question.asks).options[1].show = "C: TOPP";
  EXPECT_EQ(codes(question), std::vector<std::string>{"no_such_spot"});
}

// --- "When would C be right?" ---

std::string verdicts_with(const std::vector<std::string>& options) {
  const Question& question = question_of_sample("cable-pulled-before-quit");
  Runs runs(*question.run, "quiz.json");
  std::string letters;
  for (const auto& verdict : verdicts(std::get<Choice>(question.asks), runs,
                                      settings_with(*question.run, options)))
    letters += !verdict ? '?' : *verdict ? '+' : '-';
  return letters;
}

TEST(Verdicts, ChangeWithTheParameters) {
  EXPECT_EQ(verdicts_with({}), "-+-?");
  EXPECT_EQ(verdicts_with({"removes at DELE"}), "--+?");
  EXPECT_EQ(verdicts_with({"QUIT sent"}), "---?");
  EXPECT_EQ(verdicts_with({"QUIT sent", "strict server"}), "---?");
  EXPECT_EQ(verdicts_with({"QUIT sent", "removes at DELE"}), "--+?");
}

TEST(Verdicts, WhatIsClaimedOfAPlaceThatIsNotReachedIsNotTrue) {
  const Question& question = question_of_sample("cable-pulled-before-quit");
  Choice choice = std::get<Choice>(question.asks);
  choice.options[1].at = "C: TOP";
  Runs runs(*question.run, "quiz.json");
  EXPECT_EQ(verdicts(choice, runs, {})[1], std::optional<bool>(false));
}

// --- what is shown ---

TEST(EvidenceOf, ShowsTheStepThatDecides) {
  const Question& question = question_of_sample("cable-pulled-before-quit");
  Runs runs(*question.run, "quiz.json");
  text::Diagnostics problems;
  const lesson::Visit* visit = runs.told({}, problems);
  ASSERT_NE(visit, nullptr);
  const auto shown = evidence(*question.run, *visit);
  ASSERT_TRUE(shown);
  const sim::Steps& steps = visit->steps(shown->branch);
  EXPECT_EQ(steps.step(shown->step).kind, sim::StepKind::cable);
  EXPECT_EQ(steps.step(shown->first).kind, sim::StepKind::command);
  EXPECT_LE(shown->first, shown->step);
  EXPECT_EQ(shown->last, steps.count());
  const auto of_option = evidence(*question.run, *visit, "marked");
  EXPECT_EQ(steps.step(of_option->step).kind, sim::StepKind::reply);
}

TEST(RunOf, LeavesOutWhatTheLessonAsksAndExpects) {
  const Question& question = question_of_sample("cable-pulled-before-quit");
  const lesson::Scenario scenario = scenario_of(*question.run, {});
  for (const lesson::Entry& entry : scenario.story) {
    EXPECT_FALSE(std::holds_alternative<lesson::Ask>(entry.act));
    EXPECT_FALSE(std::holds_alternative<lesson::Expect>(entry.act));
    EXPECT_FALSE(std::holds_alternative<lesson::ChooseAct>(entry.act));
  }
}

}  // namespace
}  // namespace popscope::quiz
