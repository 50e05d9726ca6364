#include "gui/app/disk.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

#include "loader/files.h"

namespace popscope::gui {
namespace {

namespace fs = std::filesystem;

constexpr int kSetAsideMax = 1000;  // names that are tried
// Another popscope holds a folder for one write; one that hangs must not stop this one.
[[maybe_unused]] constexpr int kLockTries = 100;
[[maybe_unused]] constexpr unsigned kLockTryUs = 10'000;

}  // namespace

bool write_by_rename(const std::string& path, std::string_view octets) {
  std::error_code error;
  const std::string folder = folder_of(path);
  if (!folder.empty()) fs::create_directories(folder, error);
  return loader::write_file(path, octets);
}

loader::NewFile write_new(const std::string& path, std::string_view octets) {
  std::error_code error;
  const std::string folder = folder_of(path);
  if (!folder.empty()) fs::create_directories(folder, error);
  return loader::write_new_file(path, octets);
}

std::optional<std::string> write_beside(const std::string& path, std::string_view octets) {
  const fs::path whole(path);
  const std::string stem = (whole.parent_path() / whole.stem()).string();
  for (int i = 1; i < kSetAsideMax; ++i) {
    const std::string name =
        i == 1 ? path : stem + "-" + std::to_string(i) + whole.extension().string();
    if (file_exists(name)) continue;  // spares writing; what decides is below
    switch (write_new(name, octets)) {
      case loader::NewFile::made: return name;
      case loader::NewFile::taken: break;
      case loader::NewFile::impossible: return std::nullopt;
    }
  }
  return std::nullopt;
}

#if defined(__unix__) || defined(__APPLE__)

FolderLock::FolderLock(const std::string& folder) {
  std::error_code error;
  if (!folder.empty()) fs::create_directories(folder, error);
  file_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (int i = 0; file_ >= 0 && i < kLockTries; ++i) {
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    ::usleep(kLockTryUs);
  }
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);  // which unlocks
}

#else

FolderLock::FolderLock(const std::string&) {}
FolderLock::~FolderLock() = default;

#endif

std::optional<std::string> set_aside(const std::string& path) {
  for (int i = 1; i < kSetAsideMax; ++i) {
    const std::string aside = path + ".broken-" + std::to_string(i);
    switch (loader::rename_to_new(path, aside)) {
      case loader::NewFile::made: return aside;
      case loader::NewFile::taken: break;
      case loader::NewFile::impossible: return std::nullopt;
    }
  }
  return std::nullopt;
}

Stamp stamp_of(const std::string& path) {
  std::error_code error;
  const auto time = fs::last_write_time(path, error);
  if (error) return {};
  const auto size = fs::file_size(path, error);
  if (error) return {};
  return {static_cast<std::int64_t>(time.time_since_epoch().count()), size};
}

bool file_exists(const std::string& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

std::string absolute_path(const std::string& path) {
  std::string plain = path;
  const char* home = std::getenv("HOME");
  if (home != nullptr && (plain == "~" || plain.rfind("~/", 0) == 0)) plain.replace(0, 1, home);
  std::error_code error;
  const fs::path whole = fs::absolute(plain, error);
  return error ? plain : whole.lexically_normal().string();
}

std::string folder_of(const std::string& path) { return fs::path(path).parent_path().string(); }
std::string name_of_file(const std::string& path) { return fs::path(path).filename().string(); }

}  // namespace popscope::gui
