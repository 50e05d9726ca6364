#pragma once
// A FILE of the command line, opened: a scenario, or a recording of a visit to one. A name without
// a slash that is no file on the disk may be a shipped lesson's id.
#include <cstdio>
#include <optional>
#include <string>

#include "lesson/visit.h"
#include "loader/files.h"
#include "loader/quiz_loader.h"
#include "text/catalogue.h"
#include "text/diagnostic.h"

namespace popscope::cli {

struct Opened {
  std::optional<lesson::Visit> visit;   // none: see `problems`
  text::Diagnostics problems;
  std::uint32_t inputs_left_out = 0;    // of a recording: the scenario does not admit them any more
};

// Writes a line a problem (of many, the first and how many more); true when there is none.
bool report(const text::Diagnostics& problems, const text::Catalogue& catalogue, std::FILE* err);
bool report_left_out(const Opened& opened, const std::string& file,
                     const text::Catalogue& catalogue, std::FILE* err);

// A quiz: a file, or the id of a shipped one.
bool is_quiz(const loader::Source& source, const std::string& file);
loader::LoadedQuiz open_quiz(const loader::Source& source, const std::string& file,
                             const text::Catalogue& catalogue);

Opened open(const loader::Source& source, const std::string& file,
            const text::Catalogue& catalogue);

}  // namespace popscope::cli
