#pragma once
// The files that the program brings along, or that a folder has in their place (--data), and its
// sentences: what every way of using popscope begins with.

#include <memory>
#include <string>

#include "loader/files.h"
#include "text/catalogue.h"
#include "text/diagnostic.h"

namespace popscope::loader {

struct ProgramFiles {
  std::string folder;  // empty: they are part of the program
  std::unique_ptr<Source> source;
  text::Catalogue sentences;
  text::Diagnostics problems;  // of the sentences
};

// `language`: "de"; empty: English. A folder of lessons need not bring sentences along.
ProgramFiles program_files(std::string folder, const std::string& language);

}  // namespace popscope::loader
