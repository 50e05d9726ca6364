// What cannot be written is not lost: it is held, said, and nothing is replaced meanwhile. And a
// name that is made up is nobody else's.
#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gui/app/apply.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLesson = "deletion-happens-at-quit";
const std::string kLessonFile = std::string("state/lessons/") + kLesson + ".json";

std::size_t files_in(const std::string& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

// Files cannot be made in a folder that is none; not even by root.
class KeptOnAFullDisk : public testing::Test {
 protected:
  void fill() {
    apply(window_.app(), Go{Go::To::forward});  // there is something that was kept
    fs::rename(folder_.file("state/lessons"), folder_.file("state/elsewhere"));
    folder_.write("state/lessons", "");
  }
  void empty() {
    fs::remove(folder_.file("state/lessons"));
    fs::rename(folder_.file("state/elsewhere"), folder_.file("state/lessons"));
  }
  std::string sentence(const char* key) { return window_.app().catalogue.sentence(key); }

  TemporaryFolder folder_;
  Window window_{{kLesson, "", false}, &folder_};
};

TEST_F(KeptOnAFullDisk, OnceMoreFromTheStartDoesNothing) {
  apply(window_.app(), Go{Go::To::forward});
  apply(window_.app(), TypeLine{"CAPA"});
  fill();
  const std::string before = recording_of(window_.app());
  apply(window_.app(), Restart{});
  EXPECT_EQ(recording_of(window_.app()), before);
  EXPECT_EQ(window_.ui().notice, sentence("app.kept.no_restart"));
  // What stands in a file of the learner's own is not lost.
  apply(window_.app(), Save{folder_.file("mine.json")});
  apply(window_.app(), Restart{});
  EXPECT_EQ(window_.visit().step(), 0U);
  EXPECT_EQ(folder_.read("mine.json"), before);
}

TEST_F(KeptOnAFullDisk, ASignStandsUntilTheWorkIsKept) {
  apply(window_.app(), Go{Go::To::forward});
  window_.driver().frame(2);
  EXPECT_FALSE(window_.driver().has(sentence("app.kept.sign")));
  fill();
  apply(window_.app(), TypeLine{"CAPA"});
  const std::string work = recording_of(window_.app());
  window_.wait(60);  // no notice lasts so long
  EXPECT_TRUE(window_.driver().has(sentence("app.kept.sign")));
  // Another lesson, and back: it is not lost.
  apply(window_.app(), OpenLesson{"three-states"});
  apply(window_.app(), OpenLesson{kLesson});
  EXPECT_EQ(recording_of(window_.app()), work);
  // Closing is asked about once.
  apply(window_.app(), Quit{});
  EXPECT_FALSE(window_.app().wants_to_close);
  EXPECT_EQ(window_.ui().notice, sentence("app.kept.close"));
  empty();
  ASSERT_TRUE(window_.driver().click(sentence("app.kept.sign")));
  EXPECT_EQ(window_.ui().notice, sentence("app.kept.again"));
  window_.driver().frame(2);
  EXPECT_FALSE(window_.driver().has(sentence("app.kept.sign")));
  EXPECT_EQ(folder_.read(kLessonFile), work);
  apply(window_.app(), Quit{});
  EXPECT_TRUE(window_.app().wants_to_close);
}

TEST_F(KeptOnAFullDisk, ItTriesAgainByItself) {
  fill();
  apply(window_.app(), Go{Go::To::forward});
  window_.wait(20);
  EXPECT_FALSE(window_.app().kept.is_all_kept());
  empty();
  window_.wait(20);
  EXPECT_TRUE(window_.app().kept.is_all_kept());
  EXPECT_EQ(folder_.read(kLessonFile), recording_of(window_.app()));
}

TEST_F(KeptOnAFullDisk, WhoMustCloseMay) {
  fill();
  apply(window_.app(), Go{Go::To::forward});
  apply(window_.app(), Quit{});
  apply(window_.app(), Quit{});
  EXPECT_TRUE(window_.app().wants_to_close);
}

// --- names that are made up ---

TEST(Disk, WhatIsPutAsideNeverTakesANameThatIsTaken) {
  TemporaryFolder folder;
  folder.write("x.json", "one");
  folder.write("x-2.json", "two");
  EXPECT_EQ(write_beside(folder.file("x.json"), "new"), folder.file("x-3.json"));
  for (int i = 4; i < 1000; ++i) folder.write("x-" + std::to_string(i) + ".json", "taken");
  EXPECT_EQ(write_beside(folder.file("x.json"), "more"), std::nullopt);
  EXPECT_EQ(folder.read("x.json"), "one");
  EXPECT_EQ(folder.read("x-2.json"), "two");
  EXPECT_EQ(write_new(folder.file("x.json"), "mine"), loader::NewFile::taken);
  EXPECT_EQ(folder.read("x.json"), "one");
  EXPECT_EQ(files_in(folder.path()), 999U);  // nothing half-made is left
}

// Many at once, each looking for a name: each gets one of its own.
TEST(Disk, NamesAreTakenOnceOnly) {
  TemporaryFolder folder;
  std::vector<pid_t> children;
  for (int child = 0; child < 8; ++child) {
    const pid_t pid = fork();
    ASSERT_GE(pid, 0);
    if (pid == 0) {
      for (int i = 0; i < 20; ++i) {
        if (!write_beside(folder.file("x.json"), std::to_string(child) + " " + std::to_string(i)))
          _exit(1);
      }
      _exit(0);
    }
    children.push_back(pid);
  }
  for (const pid_t pid : children) {
    int status = 0;
    waitpid(pid, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(files_in(folder.path()), 160U);
}

}  // namespace
}  // namespace popscope::gui
