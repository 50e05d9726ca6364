#pragma once

// The keys of a question that hold its answers, by its type.

#include <optional>
#include <string>
#include <vector>

#include "loader/object_reader.h"
#include "quiz/question.h"

namespace popscope::loader {

// A question while it is read.
struct QuestionDraft {
  quiz::Question question;
  std::optional<quiz::Type> type;
  std::vector<std::string> answers_keys;  // that were there: "options"
};

ObjectTable<QuestionDraft> with_answers(ObjectTable<QuestionDraft> table);

}  // namespace popscope::loader
