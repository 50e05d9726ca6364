#pragma once
// A FILE of the command line, opened: a scenario, or a recording of a visit to one. A name without
// a slash that is no file on the disk may be a shipped lesson's id.
#include <optional>
#include <string>

#include "lesson/visit.h"
#include "loader/files.h"
#include "text/catalogue.h"
#include "text/diagnostic.h"

namespace popscope::cli {

struct Opened {
  std::optional<lesson::Visit> visit;   // none: see `problems`
  text::Diagnostics problems;
};

Opened open(const loader::Source& source, const std::string& file,
            const text::Catalogue& catalogue);

}  // namespace popscope::cli
