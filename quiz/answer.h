#pragma once
// An answer to a question, and what it is worth. Answers name options as the author wrote them, not
// as they were shown, so that an answer means the same in every order.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quiz/question.h"

namespace popscope::quiz {

struct Answer {
  // single, multiple, predict: options, ascending. matching: for each pair, which of right_sides.
  // ordering: the items, in the order given. spot: the rule.
  std::vector<std::uint32_t> chosen{};
  std::optional<std::int64_t> number{};  // numeric
  std::vector<bool> met{};               // do it: by check
  std::optional<std::uint32_t> step{};   // spot: of the run
  std::vector<Served> served{};          // serve: by turn
  friend bool operator==(const Answer&, const Answer&) = default;
};

// The right-hand sides of a matching question, each once: those of pairs, then decoys.
std::vector<std::string> right_sides(const Matching& matching);

// Whether it is an answer to this question at all: of its form, and complete.
bool fits(const Answer& answer, const Question& question);

// Partial points, as each type has them:
//   single, predict, numeric   1, or none
//   multiple                   of as many as are right: one for each right one chosen, minus one
//                              for each wrong one, not below none
//   matching, ordering         one for each pair, or item, in its place
//   do it                      the weights of the checks that hold
//   spot                       one for the step, one for the rule
//   serve                      one for each command
struct Grade {
  std::uint32_t points = 0;
  std::uint32_t possible = 1;
  bool right() const { return points == possible; }
};
// What does not fit gets no points. A question that is drawn must have been drawn (generate.h).
Grade grade(const Question& question, const Answer& answer);

// The right answer. Of a task: every check holds.
Answer key_of(const Question& question);

// What somebody who answers so believes, each once; for reports.
std::vector<std::string> misconceptions_met(const Question& question, const Answer& answer);

}  // namespace popscope::quiz
