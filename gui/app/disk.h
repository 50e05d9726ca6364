#pragma once
// Files that are the learner's: written whole or not at all, noticed when they change, never thrown
// away. Knows no format.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "loader/files.h"

namespace popscope::gui {

// Makes the file's folder where needed and writes as loader::write_file does: a crash leaves the
// old file or the new one, never half of one.
bool write_by_rename(const std::string& path, std::string_view octets);

// The same where no file is yet; never over one that is.
loader::NewFile write_new(const std::string& path, std::string_view octets);

// Writes it under that name or the first beside it that no file has ("x.json", "x-2.json", ...),
// and gives the name. None: it could not be written, or too many names are taken.
std::optional<std::string> write_beside(const std::string& path, std::string_view octets);

// Of all popscopes, one at a time is in a folder (made where needed) while it looks and then
// writes. Where the system has no such lock, or somebody holds it for more than a second, one goes
// on without.
class FolderLock {
 public:
  explicit FolderLock(const std::string& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  [[maybe_unused]] int file_ = -1;
};

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
