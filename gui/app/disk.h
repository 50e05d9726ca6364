#pragma once
// Files that are the learner's: written whole or not at all, noticed when they change, never thrown
// away. Knows no format.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace popscope::gui {

// Makes the file's folder where needed, writes beside the file under a name of this process's own,
// and renames: a crash leaves the old file, and of two programs at once the last one wins.
bool write_by_rename(const std::string& path, std::string_view octets);

// Renames a file out of the way ("x.json" -> "x.json.broken-1") and gives its new name.
std::optional<std::string> set_aside(const std::string& path);

// What tells that a file has changed. A missing file has the default value.
struct Stamp {
  std::int64_t time = 0;
  std::uint64_t size = 0;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};
Stamp stamp_of(const std::string& path);

bool file_exists(const std::string& path);
std::string absolute_path(const std::string& path);  // with "~" and "." resolved
std::string folder_of(const std::string& path);      // "" when there is none
std::string name_of_file(const std::string& path);   // without the folder

}  // namespace popscope::gui
