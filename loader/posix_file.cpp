#include "loader/posix_file.h"

#ifdef POPSCOPE_POSIX

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace popscope::loader {

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

void sync_folder_of(const std::string& path) {
  const std::string named = std::filesystem::path(path).parent_path().string();
  const int folder =
      ::open(named.empty() ? "." : named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;  // a folder that may be written to but not read
  synced(folder);
  ::close(folder);
}

}  // namespace popscope::loader

#endif
