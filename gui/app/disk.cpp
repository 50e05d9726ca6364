#include "gui/app/disk.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace popscope::gui {
namespace {

namespace fs = std::filesystem;

constexpr int kSetAsideMax = 1000;  // names that are tried

}  // namespace

bool write_by_rename(const std::string& path, std::string_view octets) {
  static unsigned serial = 0;
  std::error_code error;
  const std::string folder = folder_of(path);
  if (!folder.empty()) fs::create_directories(folder, error);
  const std::string beside =
      path + ".new-" + std::to_string(getpid()) + "-" + std::to_string(++serial);
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  file.close();
  if (file) fs::rename(beside, path, error);
  if (file && !error) return true;
  std::error_code ignored;
  fs::remove(beside, ignored);
  return false;
}

std::optional<std::string> set_aside(const std::string& path) {
  for (int i = 1; i < kSetAsideMax; ++i) {
    const std::string aside = path + ".broken-" + std::to_string(i);
    if (file_exists(aside)) continue;
    std::error_code error;
    fs::rename(path, aside, error);
    if (error) return std::nullopt;
    return aside;
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
