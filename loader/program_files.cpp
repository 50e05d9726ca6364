#include "loader/program_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "embedded/files.h"

namespace popscope::loader {
namespace {

namespace fs = std::filesystem;

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.substr(0, folder.size()) == folder &&
         path[folder.size()] == '/';
}

}  // namespace

std::optional<std::string> read_whole(const std::string& path, std::size_t octets_max) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || error) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string octets;
  char block[64 * 1024];
  while (file.read(block, sizeof block) || file.gcount() > 0) {
    octets.append(block, static_cast<std::size_t>(file.gcount()));
    if (octets.size() > octets_max) return std::nullopt;
  }
  if (file.bad()) return std::nullopt;
  return octets;
}

std::optional<std::string> ProgramFiles::read(std::string_view path) const {
  if (!folder_.empty()) {
    if (std::optional<std::string> octets = read_whole(on_disk(path))) return octets;
  }
  const embedded::File* file = embedded::find(path);
  if (file == nullptr) return std::nullopt;
  return std::string(file->octets);
}

std::vector<std::string> ProgramFiles::list(std::string_view folder) const {
  std::set<std::string> paths;
  for (const embedded::File& file : embedded::files()) {
    if (is_below(file.path, folder)) paths.emplace(file.path);
  }
  if (!folder_.empty()) {
    std::error_code error;
    for (fs::recursive_directory_iterator at(on_disk(folder), error), end; !error && at != end;
         at.increment(error)) {
      if (!at->is_regular_file(error)) continue;
      paths.insert(fs::path(at->path()).lexically_relative(folder_).generic_string());
    }
  }
  return {paths.begin(), paths.end()};
}

std::string ProgramFiles::shown(std::string_view path) const {
  std::error_code error;
  if (!folder_.empty() && fs::is_regular_file(on_disk(path), error)) return on_disk(path);
  return std::string(path);
}

}  // namespace popscope::loader
