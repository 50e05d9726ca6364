#include <filesystem>
#include <fstream>
#include <string>

#include "loader/files.h"
#include "loader/posix_file.h"

#ifdef POPSCOPE_POSIX
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace popscope::loader {
namespace {

namespace fs = std::filesystem;

// Our paths are UTF-8 on every system.
fs::path utf8_path(std::string_view utf8) {
  return fs::path(std::u8string(utf8.begin(), utf8.end()));
}

#ifdef POPSCOPE_POSIX

bool write_new(const std::string& path, std::string_view octets) {
  ::unlink(path.c_str());  // what a process of this number left when it crashed
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return false;
  const bool whole = written(file, octets) && synced(file);
  return ::close(file) == 0 && whole;
}

bool rename_over(const std::string& from, const std::string& to) {
  return ::rename(from.c_str(), to.c_str()) == 0;
}

// A link is made only where nothing is, which no look beforehand can promise.
NewFile link_as_new(const std::string& from, const std::string& to) {
  if (::link(from.c_str(), to.c_str()) == 0) {
    ::unlink(from.c_str());
    return NewFile::made;
  }
  if (errno == EEXIST) return NewFile::taken;
  if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK) {
    return NewFile::impossible;
  }
  // A file system without links: an empty file takes the name, and the content follows.
  const int file = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return errno == EEXIST ? NewFile::taken : NewFile::impossible;
  ::close(file);
  if (rename_over(from, to)) return NewFile::made;
  ::unlink(to.c_str());
  return NewFile::impossible;
}

std::string own_mark() { return std::to_string(::getpid()); }

#else

bool write_new(const std::string& path, std::string_view octets) {
  std::ofstream file(utf8_path(path), std::ios::binary | std::ios::trunc);
  file.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  file.close();
  return static_cast<bool>(file);
}

void sync_folder_of(const std::string&) {}

bool rename_over(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(utf8_path(from), utf8_path(to), error);
  return !error;
}

NewFile link_as_new(const std::string& from, const std::string& to) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(utf8_path(to), error))) return NewFile::taken;
  return rename_over(from, to) ? NewFile::made : NewFile::impossible;
}

std::string own_mark() { return "0"; }

#endif

}  // namespace

namespace {

std::string name_beside(const std::string& path) {
  static unsigned serial = 0;
  return path + ".new-" + own_mark() + "-" + std::to_string(++serial);
}

void forget(const std::string& path) {
  std::error_code ignored;
  fs::remove(utf8_path(path), ignored);
}

}  // namespace

bool write_file(const std::string& path, std::string_view octets) {
  const std::string beside = name_beside(path);
  if (write_new(beside, octets) && rename_over(beside, path)) {
    sync_folder_of(path);
    return true;
  }
  forget(beside);
  return false;
}

NewFile write_new_file(const std::string& path, std::string_view octets) {
  const std::string beside = name_beside(path);
  const NewFile made =
      write_new(beside, octets) ? link_as_new(beside, path) : NewFile::impossible;
  if (made == NewFile::made) {
    sync_folder_of(path);
  } else {
    forget(beside);
  }
  return made;
}

NewFile rename_to_new(const std::string& from, const std::string& to) {
  const NewFile made = link_as_new(from, to);
  if (made == NewFile::made) sync_folder_of(to);
  return made;
}

}  // namespace popscope::loader
