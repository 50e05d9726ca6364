#pragma once
// What a journal has of attempts at a quiz: for the page before it begins, and for its card.
#include <optional>
#include <vector>

#include "quiz/attempt.h"

namespace popscope::view {

struct QuizAttempts {
  std::vector<quiz::Attempt> left;        // that can go on, at most one a mode; the latest first
  std::optional<quiz::Attempt> finished;  // the latest that has ended
};

}  // namespace popscope::view
