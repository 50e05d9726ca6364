#include <algorithm>

#include "embedded/files.h"

namespace popscope::embedded {

const File* find(std::string_view path) {
  const auto all = files();
  const auto at = std::lower_bound(
      all.begin(), all.end(), path,
      [](const File& file, std::string_view wanted) { return file.path < wanted; });
  return at != all.end() && at->path == path ? &*at : nullptr;
}

}  // namespace popscope::embedded
