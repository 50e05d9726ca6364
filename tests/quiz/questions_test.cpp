// What the shipped questions cover, and whether they are written as docs/quizzes.md asks.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "quiz/generate.h"
#include "quiz/proof.h"
#include "quiz/tags.h"
#include "tests/quiz/shipped.h"

namespace popscope::quiz {
namespace {

template <class Visitor>
void each_question(Visitor visitor) {
  for (const Quiz& quiz : shipped_quizzes())
    for (const Question& question : quiz.questions) visitor(question, quiz);
}

// --- how many there are ---

TEST(ShippedQuestions, AreManyAndOfEveryType) {
  int questions = 0, proved = 0;
  std::map<Type, int> of_type;
  each_question([&](const Question& question, const Quiz&) {
    ++questions;
    ++of_type[type_of(question)];
    if (proved_by(question) == Proved::by_run) ++proved;
  });
  EXPECT_GE(questions, 40);
  EXPECT_GE(proved, 30);
  EXPECT_GE(of_type[Type::do_it], 4);
  EXPECT_GE(of_type[Type::predict], 4);
  for (int i = 0; i < kTypes; ++i) {
    const auto type = static_cast<Type>(i);
    EXPECT_GE(of_type[type], 3) << to_text(type);
  }
}

TEST(ShippedQuestions, HaveNamesOfTheirOwn) {
  std::map<std::string, int> count;
  each_question([&](const Question& question, const Quiz&) { ++count[question.id]; });
  for (const auto& [id, times] : count) EXPECT_EQ(times, 1) << id;
}

// --- misconceptions: what options, mistakes and wrong ways name ---

struct Named {
  std::map<std::string, int>& count;

  template <class Answers>
  void all(const Answers& answers) {
    for (const auto& answer : answers)
      if (!answer.misconception.empty()) ++count[answer.misconception];
  }
  void operator()(const Choice& choice) { all(choice.options); }
  void operator()(const Matching&) {}  // there it is not an answer that says so
  void operator()(const Ordering&) {}
  void operator()(const Numeric& numeric) { all(numeric.mistakes); }
  void operator()(const Generator&) {}
  void operator()(const Task& task) { all(task.wrong_ways); }
  void operator()(const Spot& spot) {
    all(spot.rules);
    all(spot.wrong_steps);
  }
  void operator()(const Serve& serve) { all(serve.wrong); }
};

TEST(ShippedQuestions, NameEveryMisconceptionTwice) {
  std::map<std::string, int> count;
  each_question([&](const Question& question, const Quiz&) {
    std::visit(Named{count}, question.asks);
  });
  for (const Misconception& each : kMisconceptions)
    EXPECT_GE(count[std::string(each.id)], 2) << each.id;
}

// --- as docs/quizzes.md asks ---

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

TEST(ShippedQuestions, AskOneThing) {
  each_question([](const Question& question, const Quiz&) {
    const auto* choice = std::get_if<Choice>(&question.asks);
    if (choice && choice->multiple) {
      EXPECT_TRUE(ends_with(question.stem, "(Select TWO.)")) << question.id;
    } else {
      EXPECT_TRUE(ends_with(question.stem, "?")) << question.id;
    }
    EXPECT_FALSE(question.topic.empty()) << question.id;
    EXPECT_FALSE(question.objectives.empty()) << question.id;
    EXPECT_FALSE(question.content.empty()) << question.id;
  });
}

TEST(ShippedQuestions, SayWhyForEveryOption) {
  each_question([](const Question& question, const Quiz&) {
    const auto* choice = std::get_if<Choice>(&question.asks);
    if (choice == nullptr) return;
    EXPECT_GE(choice->options.size(), 3u) << question.id;
    EXPECT_LE(choice->options.size(), 5u) << question.id;
    for (const Option& option : choice->options)
      EXPECT_FALSE(option.feedback.empty()) << question.id << ": " << option.say;
    if (!choice->multiple) return;
    const auto right = std::count_if(choice->options.begin(), choice->options.end(),
                                     [](const Option& option) { return option.right; });
    EXPECT_EQ(right, 2) << question.id;
  });
}

// Who does not know must not see it from the length.
TEST(ShippedQuestions, HideTheKeyAmongOptionsOfLikeLength) {
  each_question([](const Question& question, const Quiz&) {
    const auto* choice = std::get_if<Choice>(&question.asks);
    if (choice == nullptr || choice->multiple) return;
    std::size_t key = 0, longest_other = 0;
    for (const Option& option : choice->options) {
      if (option.right) key = option.say.size();
      else longest_other = std::max(longest_other, option.say.size());
    }
    EXPECT_LE(key * 4, longest_other * 5) << question.id;
  });
}

// --- "When would C be right?": whatever the learner sets, it can be run and judged ---

void expect_judged(const Question& question, Runs& runs, const Settings& settings) {
  const auto* choice = std::get_if<Choice>(&question.asks);
  if (choice == nullptr) return;
  const auto judged = verdicts(*choice, runs, settings);
  for (std::size_t i = 0; i < judged.size(); ++i)
    EXPECT_EQ(judged[i].has_value(), choice->options[i].claim.has_value())
        << question.id << ": " << choice->options[i].say;
  if (choice->multiple) return;
  EXPECT_LE(std::count(judged.begin(), judged.end(), true), 1) << question.id;
}

TEST(ShippedQuestions, RunWithEverySetting) {
  int runs_told = 0;
  each_question([&](const Question& question, const Quiz& quiz) {
    if (!question.run) return;
    Runs runs(*question.run, quiz.file);
    Settings settings(question.run->parameters.size(), 0);
    do {
      text::Diagnostics problems;
      EXPECT_NE(runs.told(settings, problems), nullptr) << question.id;
      EXPECT_EQ(in_words(problems), "") << question.id;
      expect_judged(question, runs, settings);
      ++runs_told;
    } while (next(settings, *question.run));
  });
  EXPECT_GT(runs_told, 100);
}


}  // namespace
}  // namespace popscope::quiz
