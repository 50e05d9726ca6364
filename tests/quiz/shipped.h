#pragma once
// The shipped quizzes, from the source tree, and the sentences about them.
#include <string>
#include <vector>

#include "quiz/question.h"
#include "text/catalogue.h"
#include "text/diagnostic.h"

namespace popscope::quiz {

const text::Catalogue& english();

// Each file of scenarios/quiz and scenarios/labs; a fault in one fails the test.
const std::vector<Quiz>& shipped_quizzes();
const Quiz& sample();                       // deletion-and-sessions
const Question& question_of_sample(const std::string& id);

// A quiz out of a text, lessons included; a fault fails the test.
Quiz quiz_from(const std::string& text);

std::string in_words(const text::Diagnostics& problems);

}  // namespace popscope::quiz
