// The files that are part of the program: fonts, sentences, scenarios and their schema, so that it
// works from any folder. Paths are as in the repository ("assets/text/en/ui.json",
// "scenarios/lessons/first-retrieval.json"); fonts are "assets/fonts/inter-regular" and so on.
//
// It knows nothing of what the files mean, and nothing of the disk.
#pragma once

#include <span>
#include <string_view>

namespace popscope::embedded {

struct File {
  std::string_view path;
  std::string_view octets;
};

// Every file, in ascending order of path.
std::span<const File> files();

// The file of exactly that path, or null.
const File* find(std::string_view path);

}  // namespace popscope::embedded
