#pragma once

// Quiz files -> quiz::Quiz. The tables here, in quiz_question and quiz_run are the format: checks,
// messages, the published schema and the list of keys are made from them. Whether the keys of its
// questions hold only running tells: quiz/proof.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "loader/files.h"
#include "loader/object_reader.h"
#include "quiz/question.h"

namespace popscope::loader {

inline constexpr std::string_view kQuizzes = "scenarios/quiz/";
inline constexpr std::string_view kLabs = "scenarios/labs/";  // quizzes, too: of performances
inline constexpr std::string_view kQuizSchema = "scenarios/schema/quiz.schema.json";
inline constexpr std::string_view kQuizFormat = "quiz/1";

// Where the shipped quiz, or lab, of that id is; empty: there is none.
std::string path_of_shipped_quiz(const Source& shipped, const std::string& id);

// Table of the whole file.
const ObjectTable<quiz::Quiz>& quiz_table();

struct LoadedQuiz {
  std::string text;
  std::shared_ptr<const quiz::Quiz> quiz;  // null unless all is well
  text::Diagnostics problems;
  std::vector<std::string> beside;         // files in its folder that it was made from
};

// `path` within the source; `shown` is what messages call it. Lessons are taken from `shipped`.
LoadedQuiz load_quiz(const Source& source, const std::string& path, const std::string& shown,
                     const Source& shipped, const text::Catalogue& sentences);

// The published schema.
std::string quiz_schema(const text::Catalogue& sentences);

}  // namespace popscope::loader
