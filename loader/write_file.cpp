#include <filesystem>
#include <fstream>
#include <string>

#include "loader/files.h"

#if defined(__unix__) || defined(__APPLE__)
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#define POPSCOPE_POSIX 1
#endif

namespace popscope::loader {
namespace {

namespace fs = std::filesystem;

// Our paths are UTF-8 on every system.
fs::path to_path(std::string_view utf8) {
  return fs::path(std::u8string(utf8.begin(), utf8.end()));
}

#ifdef POPSCOPE_POSIX

// Until the disk has it. Some file systems know no such thing: then there is nothing to wait for.
bool synced(int file) {
  while (::fsync(file) != 0) {
    if (errno == EINVAL || errno == ENOTSUP || errno == EROFS) return true;
    if (errno != EINTR) return false;
  }
  return true;
}

bool written(int file, std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t count = ::write(file, octets.data(), octets.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    octets.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool write_new(const std::string& path, std::string_view octets) {
  ::unlink(path.c_str());  // what a process of this number left when it crashed
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return false;
  const bool whole = written(file, octets) && synced(file);
  return ::close(file) == 0 && whole;
}

// A rename lasts once the folder is on the disk, too.
void sync_folder_of(const std::string& path) {
  const std::string named = to_path(path).parent_path().string();
  const int folder =
      ::open(named.empty() ? "." : named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;  // a folder that may be written to but not read
  synced(folder);
  ::close(folder);
}

bool rename_over(const std::string& from, const std::string& to) {
  return ::rename(from.c_str(), to.c_str()) == 0;
}

std::string own_mark() { return std::to_string(::getpid()); }

#else

bool write_new(const std::string& path, std::string_view octets) {
  std::ofstream file(to_path(path), std::ios::binary | std::ios::trunc);
  file.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  file.close();
  return static_cast<bool>(file);
}

void sync_folder_of(const std::string&) {}

bool rename_over(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(to_path(from), to_path(to), error);
  return !error;
}

std::string own_mark() { return "0"; }

#endif

}  // namespace

bool write_file(const std::string& path, std::string_view octets) {
  static unsigned serial = 0;
  const std::string beside = path + ".new-" + own_mark() + "-" + std::to_string(++serial);
  if (write_new(beside, octets) && rename_over(beside, path)) {
    sync_folder_of(path);
    return true;
  }
  std::error_code ignored;
  fs::remove(to_path(beside), ignored);
  return false;
}

}  // namespace popscope::loader
