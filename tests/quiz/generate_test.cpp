// Questions that are drawn from a seed, and what they say about each wrong answer.
#include "quiz/generate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "quiz/proof.h"
#include "tests/quiz/shipped.h"

namespace popscope::quiz {
namespace {

TEST(Generated, TheSameSeedGivesTheSameQuestion) {
  const Question& question = question_of_sample("predict-stat");
  std::vector<std::string> exhibits;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Question drawn = generated(question, seed, english());
    EXPECT_EQ(generated(question, seed, english()).exhibit, drawn.exhibit);
    const auto& options = std::get<Choice>(drawn.asks).options;
    EXPECT_GE(options.size(), 2u);
    EXPECT_EQ(std::count_if(options.begin(), options.end(),
                            [](const Option& option) { return option.right; }),
              1);
    for (const Option& option : options) EXPECT_FALSE(option.feedback.empty());
    exhibits.push_back(drawn.exhibit);
  }
  std::sort(exhibits.begin(), exhibits.end());
  EXPECT_EQ(std::unique(exhibits.begin(), exhibits.end()), exhibits.end());
}

TEST(Generated, EveryCommandCanBeAskedAbout) {
  Question question = question_of_sample("predict-stat");
  auto& generator = std::get<Generator>(question.asks);
  generator.with = {Drawn::dele, Drawn::retr, Drawn::list, Drawn::noop, Drawn::rset, Drawn::stat};
  for (int i = 0; i < kDrawnKinds; ++i) {
    generator.last = {static_cast<Drawn>(i)};
    EXPECT_EQ(in_words(prove(question, "quiz.json")), "") << to_text(generator.last[0]);
  }
}

// --- what would be if numbers moved up ---

// How the reply to the exhibit's last line would begin if DELE removed at once and for good, and
// what is behind moved up.
std::string reply_of_a_list_that_closes_up(const std::string& exhibit) {
  std::vector<std::uint64_t> left;
  std::string reply, line, word;
  std::istringstream lines(exhibit);
  while (std::getline(lines, line)) {
    if (line.rfind("message ", 0) == 0) {
      std::string digits = line.substr(line.find(": ") + 2);
      digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
      left.push_back(std::stoull(digits));
      continue;
    }
    std::istringstream words(line.substr(3));
    std::size_t number = 0;
    words >> word;
    const bool names_one = static_cast<bool>(words >> number);
    reply = names_one && number > left.size() ? "-ERR" : "+OK";
    if (reply == "-ERR") continue;
    if (word == "LIST" && names_one)
      reply += " " + std::to_string(number) + " " + std::to_string(left[number - 1]);
    if (word == "DELE") left.erase(left.begin() + static_cast<std::ptrdiff_t>(number) - 1);
    if (word != "STAT") continue;
    std::uint64_t octets = 0;
    for (const std::uint64_t each : left) octets += each;
    reply += " " + std::to_string(left.size()) + " " + std::to_string(octets);
  }
  return reply;
}

TEST(Generated, WhatIsSaidOfNumbersThatMoveUpIsTrue) {
  const std::string sentence = english().sentence("quiz.drawn.renumbered");
  int said = 0;
  for (const Quiz& quiz : shipped_quizzes()) {
    for (const Question& question : quiz.questions) {
      if (!std::holds_alternative<Generator>(question.asks)) continue;
      for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Question drawn = generated(question, seed, english());
        for (const Option& option : std::get<Choice>(drawn.asks).options) {
          if (option.feedback != sentence) continue;
          ++said;
          EXPECT_EQ(option.say, reply_of_a_list_that_closes_up(drawn.exhibit))
              << question.id << ", seed " << seed << "\n" << drawn.exhibit;
        }
      }
    }
  }
  EXPECT_GT(said, 20);
}

TEST(Generated, AnErrorOfALineThatNamesNothingIsNotSaidToNameSomething) {
  const std::string sentence = english().sentence("quiz.drawn.no_success");
  const Question& question = question_of_sample("predict-stat");
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Question drawn = generated(question, seed, english());
    for (const Option& option : std::get<Choice>(drawn.asks).options)
      EXPECT_NE(option.feedback, sentence) << seed;
  }
}

}  // namespace
}  // namespace popscope::quiz
