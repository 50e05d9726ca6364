// What write_file does to a disk, in which order: seen from the system calls that it makes.
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

#include "loader/files.h"

namespace {

std::vector<std::string>* g_calls = nullptr;
bool g_fsync_fails = false;

}  // namespace

// Found before the C library's own.
extern "C" int fsync(int file) {
  if (g_calls != nullptr) {
    struct stat about {};
    fstat(file, &about);
    g_calls->push_back(S_ISDIR(about.st_mode) ? "sync folder" : "sync file");
  }
  if (g_fsync_fails) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(syscall(SYS_fsync, file));
}

extern "C" int rename(const char* from, const char* to) noexcept {
  if (g_calls != nullptr) g_calls->push_back("rename");
  return static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

namespace popscope::loader {
namespace {

class WriteFile : public testing::Test {
 protected:
  WriteFile() {
    std::filesystem::create_directories(folder_);
    g_calls = &calls_;
  }
  ~WriteFile() override {
    g_calls = nullptr;
    g_fsync_fails = false;
    std::filesystem::remove_all(folder_);
  }

  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

  std::string folder_ =
      testing::TempDir() + "popscope-write-" + std::to_string(static_cast<long>(getpid()));
  std::vector<std::string> calls_;
};

TEST_F(WriteFile, TheDiskHasItBeforeTheNameLeadsToIt) {
  ASSERT_TRUE(write_file(folder_ + "/work.json", "{}"));
  EXPECT_EQ(calls_, (std::vector<std::string>{"sync file", "rename", "sync folder"}));
  EXPECT_EQ(read_file(folder_ + "/work.json"), "{}");
}

TEST_F(WriteFile, ADiskThatFailsLeavesTheOldFile) {
  ASSERT_TRUE(write_file(folder_ + "/work.json", "old"));
  g_fsync_fails = true;
  EXPECT_FALSE(write_file(folder_ + "/work.json", "new"));
  EXPECT_EQ(read_file(folder_ + "/work.json"), "old");
  EXPECT_EQ(files(), 1U);
}

}  // namespace
}  // namespace popscope::loader
