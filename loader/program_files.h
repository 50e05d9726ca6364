#pragma once

// The files that popscope brings along: sentences, lessons, schemas. They are part of the program;
// with a folder named (--data DIR, laid out as the repository) they are read from there, so that
// authors see their changes. What the folder lacks comes from the program. Knows no format.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace popscope::loader {

// The octets of any file on the disk; none where it cannot be read, is no plain file, or is larger
// than `octets_max`.
std::optional<std::string> read_whole(const std::string& path,
                                      std::size_t octets_max = 16u * 1024 * 1024);

class ProgramFiles {
 public:
  explicit ProgramFiles(std::string folder = "") : folder_(std::move(folder)) {}

  // Paths as in the repository: "scenarios/lessons/order.json".
  std::optional<std::string> read(std::string_view path) const;

  // All below a folder of the repository, ascending.
  std::vector<std::string> list(std::string_view folder) const;

  // What a person would call the file in a message: with the folder, where it comes from there.
  std::string shown(std::string_view path) const;

 private:
  std::string on_disk(std::string_view path) const { return folder_ + "/" + std::string(path); }

  std::string folder_;  // empty: what is part of the program
};

}  // namespace popscope::loader
