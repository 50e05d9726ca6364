#pragma once
// `popscope quiz`: asks in the terminal, or as JSON Lines. Answers go into the journal; what was
// left goes on with the same command.
#include <string>

#include "cli/command_line.h"
#include "loader/files.h"
#include "quiz/attempt.h"

namespace popscope::cli {

// Where a quiz is taken.
struct QuizPlace {
  std::string journal_folder;  // empty: answers are not kept
  std::FILE* in;
  std::FILE* out;
  std::FILE* err;
  quiz::Clock (*now)() = nullptr;  // null: the machine's clock
};

// 0: taken to its end (an exam: and passed), or left; 1: an exam that was not passed.
int take_quiz(const Quiz& request, const loader::Source& source, const text::Catalogue& catalogue,
              const QuizPlace& place);

}  // namespace popscope::cli
