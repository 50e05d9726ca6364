#pragma once

// The tables of a question with its answers.

#include "loader/object_reader.h"
#include "quiz/question.h"

namespace popscope::loader {

inline constexpr const char* kQuestion = "name.question";
inline constexpr const char* kMisconception = "name.misconception";
inline constexpr const char* kObjective = "name.objective";

// Names of devices, people, ways and options of parameters are its own.
Kind<quiz::Question> question();

}  // namespace popscope::loader
