#pragma once
// `popscope check`: validates and runs files, or all scenarios and quizzes of folders; a line each.
// A quiz is proved.
#include "cli/command_line.h"
#include "loader/files.h"

namespace popscope::cli {

int check(const Check& request, const loader::Source& source, const text::Catalogue& catalogue,
          std::FILE* out, std::FILE* err);

}  // namespace popscope::cli
