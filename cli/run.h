#pragma once
// `popscope run`: tells a session in sentences and C:/S: lines, or as JSON Lines.
#include "cli/command_line.h"
#include "loader/files.h"

namespace popscope::cli {

int run(const Run& request, const loader::Source& source, const text::Catalogue& catalogue,
        std::FILE* out, std::FILE* err);

}  // namespace popscope::cli
