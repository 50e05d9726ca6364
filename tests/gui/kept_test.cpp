// What is kept between two runs: it comes back, nothing is lost, nothing that is broken stops the
// program.
#include "gui/app/kept.h"

#include <csignal>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "gui/app/app_frame.h"
#include "gui/app/apply.h"
#include "loader/user_folder.h"
#include "loader/recording_json.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLesson = "deletion-happens-at-quit";
const std::string kLessonFile = std::string("state/lessons/") + kLesson + ".json";

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(Kept, TheWorkIsThereAgain) {
  TemporaryFolder folder;
  std::string before;
  {
    Window window({kLesson, "", false}, &folder);
    window.key(ImGuiKey_End);
    window.type("1");  // a guess
    window.key(ImGuiKey_Home);
    window.key(ImGuiKey_RightArrow);
    window.key(ImGuiKey_RightArrow);
    apply(window.app(), TypeLine{"NOOP"});  // a branch
    apply(window.app(), Rename{window.visit().branch().value, "mine"});
    before = recording_of(window.app());
  }  // no closing: as after a crash
  Window again({kLesson, "", false}, &folder);
  EXPECT_EQ(recording_of(again.app()), before);
  EXPECT_EQ(again.visit().name_of(again.visit().branch()), "mine");
  EXPECT_EQ(again.visit().guesses().size(), 1U);
  EXPECT_EQ(again.ui().notice, "");
}

TEST(Kept, TheStartPageKnowsHowFarOneIs) {
  TemporaryFolder folder;
  {
    Window window({"", "", false}, &folder);
    window.key(ImGuiKey_RightArrow);
    window.key(ImGuiKey_RightArrow);
  }
  Window again({"", "", false}, &folder);
  EXPECT_EQ(again.ui().page, Page::start);
  ASSERT_EQ(again.app().progress.lessons.size(), 1U);
  EXPECT_EQ(again.app().progress.lessons[0].step, 2U);
  again.key(ImGuiKey_Enter);  // goes on where one was
  EXPECT_EQ(again.ui().page, Page::lesson);
  EXPECT_EQ(again.visit().step(), 2U);
}

TEST(Kept, SettingsAndTheWindowsPlaceComeBack) {
  TemporaryFolder folder;
  {
    Window window({kLesson, "", false}, &folder);
    apply(window.app(), SetTheme{2});
    apply(window.app(), SetZoom{1.5f});
    apply(window.app(), SetTab{"lines"});
    apply(window.app(), ToggleListener{});
    apply(window.app(), SetGrain{lesson::Grain::segment});
    AppFrame frame(window.app(), embedded_fonts());
    frame.closing({true, 10, 20, 1000, 700, true});
  }
  Window again({"three-states", "", false}, &folder);
  EXPECT_EQ(again.ui().theme, ThemeName::contrast_light);
  EXPECT_FLOAT_EQ(again.ui().zoom, 1.5f);
  EXPECT_EQ(again.ui().middle_tab, "lines");
  EXPECT_TRUE(again.ui().selection.as_listener) << "in another lesson, too";
  EXPECT_EQ(again.visit().grain(), lesson::Grain::segment);
  EXPECT_TRUE(again.app().settings.window.known);
  EXPECT_EQ(again.app().settings.window.width, 1000);
  EXPECT_TRUE(again.app().settings.window.maximised);
}

TEST(Kept, ABrokenOrForeignFileIsSetAsideWithANotice) {
  for (const char* octets :
       {"", "{", "[1, 2]", "{\"popscope\": \"recording/9\"}", "\xff\xfe\x00"}) {
    TemporaryFolder folder;
    folder.write(kLessonFile, octets);
    folder.write("state/progress.json", octets);
    folder.write("config/settings.json", octets);
    Window window({kLesson, "", false}, &folder);
    EXPECT_EQ(window.visit().step(), 0U);
    EXPECT_FALSE(window.ui().notice.empty());
    EXPECT_EQ(folder.read(kLessonFile + ".broken-1"), octets);
    EXPECT_EQ(folder.read("config/settings.json.broken-1"), octets);
    window.key(ImGuiKey_RightArrow);
    Window again({kLesson, "", false}, &folder);
    EXPECT_EQ(again.visit().step(), 1U);
    EXPECT_EQ(again.ui().notice, "");
  }
}

// Killed at any moment while it writes: what is there is whole, old or new.
TEST(Kept, KilledWhileWritingLeavesAWholeFile) {
  TemporaryFolder folder;
  const std::string path = folder.file("work.json");
  const std::string a(200'000, 'a');
  const std::string b(200'000, 'b');
  ASSERT_TRUE(write_by_rename(path, a));
  for (int round = 0; round < 12; ++round) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (;;) {
        write_by_rename(path, b);
        write_by_rename(path, a);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(700 * (round + 1)));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const std::string now = folder.read("work.json");
    EXPECT_TRUE(now == a || now == b) << now.size();
  }
}

TEST(Kept, AFileLeftBetweenWritingAndRenamingDoesNoHarm) {
  TemporaryFolder folder;
  {
    Window window({kLesson, "", false}, &folder);
    window.key(ImGuiKey_RightArrow);
  }
  folder.write(kLessonFile + ".new-1-1", "{\"popscope\": \"rec");
  Window again({kLesson, "", false}, &folder);
  EXPECT_EQ(again.visit().step(), 1U);
  EXPECT_EQ(again.ui().notice, "");
}

TEST(Kept, WithoutAHomeItWorksAndSaysSoOnce) {
  App app("", Kept("", ""));
  open_at_start(app, {kLesson, "", false});
  apply(app, Go{Go::To::forward});
  EXPECT_EQ(app.visit->step(), 1U);
  EXPECT_EQ(app.ui.notice, app.catalogue.sentence("app.kept.no_home"));
  app.ui.notice.clear();
  apply(app, Go{Go::To::forward});
  EXPECT_EQ(app.visit->step(), 2U);
  EXPECT_EQ(app.ui.notice, "");
}

TEST(Kept, WhereNothingCanBeWrittenItWorksAndSaysSoOnce) {
  TemporaryFolder folder;
  folder.write("plain-file", "");  // nothing can be made below a file, not even by root
  App app("", Kept(folder.file("plain-file/state"), folder.file("plain-file/config")));
  open_at_start(app, {kLesson, "", false});
  apply(app, Go{Go::To::forward});
  EXPECT_NE(app.ui.notice.find("plain-file"), std::string::npos);
  app.ui.notice.clear();
  apply(app, Go{Go::To::forward});
  EXPECT_EQ(app.visit->step(), 2U);
  EXPECT_EQ(app.ui.notice, "");
}

TEST(Kept, TwoAtOnceLoseNoOtherLesson) {
  TemporaryFolder folder;
  Window one({kLesson, "", false}, &folder);
  Window two({"three-states", "", false}, &folder);
  apply(one.app(), Go{Go::To::forward});
  apply(two.app(), Go{Go::To::forward});
  apply(one.app(), Go{Go::To::forward});
  Window again({"", "", false}, &folder);
  EXPECT_EQ(again.app().progress.lessons.size(), 2U);
}

// The second one to write finds that the file is not as it left it.
TEST(Kept, TwoAtOnceOnOneLessonLoseNoWork) {
  TemporaryFolder folder;
  Window one({kLesson, "", false}, &folder);
  Window two({kLesson, "", false}, &folder);
  std::string said;
  const auto work = [&](Window& window, const char* line) {
    apply(window.app(), Go{Go::To::forward});
    said = window.ui().notice;
    apply(window.app(), Go{Go::To::forward});
    apply(window.app(), TypeLine{line});
    return recording_of(window.app());
  };
  const std::string of_one = work(one, "CAPA");
  const std::string of_two = work(two, "NOOP");
  EXPECT_EQ(folder.read(kLessonFile), of_one);
  const std::string apart = std::string("state/lessons/") + kLesson + "-2.json";
  EXPECT_EQ(folder.read(apart), of_two);
  EXPECT_NE(said.find(folder.file(apart)), std::string::npos) << said;
  // Each goes on in its own file; nobody makes a third.
  apply(one.app(), Go{Go::To::back});
  apply(two.app(), Go{Go::To::back});
  apply(one.app(), Go{Go::To::first});
  EXPECT_EQ(folder.read(kLessonFile), recording_of(one.app()));
  EXPECT_EQ(folder.read(apart), recording_of(two.app()));
  EXPECT_EQ(files_below(folder.file("state/lessons")).size(), 2U);
  // The other's is there to be opened, and the start page names it.
  Window again({folder.file(apart), "", false}, &folder);
  EXPECT_EQ(again.visit().timeline().branches().back().moments.size(),
            two.visit().timeline().branches().back().moments.size());
  const std::vector<std::string>& own = again.app().progress.own;
  EXPECT_NE(std::find(own.begin(), own.end(), folder.file(apart)), own.end());
  // In the window that went apart the lesson is as one left it, there and back.
  const std::string left = recording_of(two.app());
  apply(two.app(), OpenLesson{"three-states"});
  apply(two.app(), OpenLesson{kLesson});
  EXPECT_EQ(recording_of(two.app()), left);
}

TEST(Kept, AnotherOneThatOnlyLookedIsNotInTheWay) {
  TemporaryFolder folder;
  {
    Window one({kLesson, "", false}, &folder);
    apply(one.app(), Go{Go::To::forward});
  }
  Window two({kLesson, "", false}, &folder);
  Window three({kLesson, "", false}, &folder);
  keep_work(three.app());
  apply(two.app(), Go{Go::To::forward});
  EXPECT_EQ(files_below(folder.file("state/lessons")).size(), 1U);
}

TEST(Kept, ASavedRecordingOpensAsItWas) {
  TemporaryFolder folder;
  TemporaryFolder other;
  std::string before;
  {
    Window window({kLesson, "", false}, &folder);
    window.key(ImGuiKey_RightArrow);
    apply(window.app(), TypeLine{"CAPA"});
    before = recording_of(window.app());
    window.key(ImGuiMod_Ctrl | ImGuiKey_S);
    window.driver().frame(3);
    EXPECT_EQ(window.ui().popup, Popup::save);
    window.type(folder.file("saved"));  // the name that is offered is selected
    window.key(ImGuiKey_Enter);
    EXPECT_EQ(window.ui().popup, Popup::none);
  }
  EXPECT_EQ(folder.read("saved.json"), before);
  Window again({folder.file("saved.json"), "", false}, &other);
  EXPECT_EQ(recording_of(again.app()), before);
  // What is kept of the lesson itself is not touched by looking at a recording.
  EXPECT_FALSE(fs::exists(other.file(kLessonFile)));
}

// Asked once, where the answer can be given: the field keeps the keyboard.
TEST(Kept, ASecondEnterReplacesAFile) {
  TemporaryFolder folder;
  folder.write("saved.json", "not a recording");
  Window window({kLesson, "", false}, &folder);
  window.key(ImGuiKey_RightArrow);
  window.key(ImGuiMod_Ctrl | ImGuiKey_S);
  window.driver().frame(3);
  window.type(folder.file("saved"));
  window.key(ImGuiKey_Enter);
  EXPECT_EQ(folder.read("saved.json"), "not a recording");
  ASSERT_EQ(window.ui().popup, Popup::save);
  window.key(ImGuiKey_Enter);
  EXPECT_EQ(window.ui().popup, Popup::none);
  EXPECT_EQ(folder.read("saved.json"), recording_of(window.app()));
}

class KeptRecordings : public testing::Test {
 protected:
  KeptRecordings() {
    Window window({kLesson, "", false}, &other_);
    apply(window.app(), Go{Go::To::forward});
    apply(window.app(), Save{saved_});
  }
  // Opens the recording and leaves its story.
  std::string work() {
    Window window({saved_, "", false}, &folder_);
    EXPECT_EQ(window.ui().notice, "");
    apply(window.app(), TypeLine{"CAPA"});
    return recording_of(window.app());
  }

  TemporaryFolder other_, folder_;
  std::string saved_ = folder_.file("saved.json");
};

TEST_F(KeptRecordings, WhatOneDidInARecordingIsThereAgain) {
  const std::string as_saved = folder_.read("saved.json");
  const std::string left = work();
  EXPECT_EQ(folder_.read("saved.json"), as_saved);  // which is not written to
  Window again({saved_, "", false}, &folder_);
  EXPECT_EQ(recording_of(again.app()), left);
  EXPECT_EQ(again.ui().notice, again.app().catalogue.sentence("app.recording.as_left"));
  // The start of a recording is how it was saved.
  apply(again.app(), Restart{});
  EXPECT_EQ(recording_of(again.app()), as_saved);
  apply(again.app(), Go{Go::To::forward});
  EXPECT_EQ(files_below(folder_.file("state/own")).size(), 2U);  // the work, and what was before
}

TEST_F(KeptRecordings, LookingAtARecordingSaysNothing) {
  for (int i = 0; i < 2; ++i) {
    Window window({saved_, "", false}, &folder_);
    EXPECT_EQ(window.ui().notice, "");
  }
}

TEST_F(KeptRecordings, ARecordingThatHasChangedIsShownAndTheWorkStays) {
  const std::string left = work();
  {
    Window window({kLesson, "", false}, &other_);
    apply(window.app(), Go{Go::To::last});
    apply(window.app(), Save{saved_});
    apply(window.app(), Save{saved_});
  }
  Window again({saved_, "", false}, &folder_);
  EXPECT_EQ(recording_of(again.app()), folder_.read("saved.json"));
  const std::vector<std::string> own = again.app().progress.own;
  ASSERT_EQ(own.size(), 2U);
  EXPECT_NE(again.ui().notice.find(own[0]), std::string::npos) << again.ui().notice;
  Window aside({own[0], "", false}, &folder_);
  EXPECT_EQ(recording_of(aside.app()), left);
}

TEST(Kept, ARecordingFindsItsScenarioFromItsOwnFolder) {
  TemporaryFolder folder;
  folder.write("lessons/mine.json", R"({"popscope": "scenario/1", "title": "Mine",
      "people": [{"name": "sarah"}], "devices": [{"name": "Laptop"}],
      "story": [{"connect": "Laptop"}, {"do": ["CAPA", "QUIT"]}]})");
  {
    Window window({folder.file("lessons/mine.json"), "", false}, &folder);
    apply(window.app(), Go{Go::To::forward});
    apply(window.app(), Save{folder.file("lessons/beside.json")});
    apply(window.app(), Save{folder.file("recordings/apart.json")});
  }
  EXPECT_NE(folder.read("lessons/beside.json").find(R"("file": "mine.json")"), std::string::npos);
  EXPECT_NE(folder.read("recordings/apart.json").find(R"("file": "../lessons/mine.json")"),
            std::string::npos);
  fs::rename(folder.file("lessons"), folder.file("moved"));
  Window again({folder.file("moved/beside.json"), "", false}, &folder);
  ASSERT_TRUE(again.app().visit);
  EXPECT_EQ(again.visit().step(), 1U);
}

TEST(Kept, SavingOverAFileAsksOnce) {
  TemporaryFolder folder;
  folder.write("mine.json", "important");
  Window window({kLesson, "", false}, &folder);
  apply(window.app(), Save{folder.file("mine.json")});
  EXPECT_EQ(folder.read("mine.json"), "important");
  apply(window.app(), Save{folder.file("mine.json")});
  EXPECT_NE(folder.read("mine.json"), "important");
}

// What was typed can be selected and typed anew when it was asked about.
TEST(Kept, AnotherNameIsTypedOverTheOneThatWasAskedAbout) {
  TemporaryFolder folder;
  folder.write("mine.json", "important");
  Window window({kLesson, "", false}, &folder);
  window.key(ImGuiMod_Ctrl | ImGuiKey_S);
  window.key(ImGuiMod_Ctrl | ImGuiKey_A);
  window.type(folder.file("mine.json"));
  window.key(ImGuiKey_Enter);
  window.key(ImGuiMod_Ctrl | ImGuiKey_A);
  window.type(folder.file("other.json"));
  EXPECT_EQ(window.ui().path_field, folder.file("other.json"));
  window.key(ImGuiKey_Enter);
  EXPECT_EQ(folder.read("mine.json"), "important");
  EXPECT_FALSE(folder.read("other.json").empty());
}

TEST(Kept, OnceMoreFromTheStartThrowsNothingAway) {
  TemporaryFolder folder;
  Window window({kLesson, "", false}, &folder);
  apply(window.app(), Go{Go::To::forward});
  apply(window.app(), TypeLine{"CAPA"});
  const std::string before = recording_of(window.app());
  apply(window.app(), Restart{});
  EXPECT_EQ(window.visit().step(), 0U);
  const std::string kept_before = std::string("state/lessons/") + kLesson + ".before-restart";
  EXPECT_EQ(folder.read(kept_before + ".json"), before);
  EXPECT_NE(window.ui().notice.find(folder.file(kept_before + ".json")), std::string::npos);
  // Nor what was done before that.
  apply(window.app(), TypeLine{"NOOP"});
  const std::string second = recording_of(window.app());
  apply(window.app(), Restart{});
  EXPECT_EQ(folder.read(kept_before + ".json"), before);
  EXPECT_EQ(folder.read(kept_before + "-2.json"), second);
}

TEST_F(KeptRecordings, ARecordingThatHasChangedIsNotOpenedWhereTheWorkCannotStay) {
  const std::string left = work();
  {
    Window window({kLesson, "", false}, &other_);
    apply(window.app(), Go{Go::To::last});
    apply(window.app(), Save{saved_});
    apply(window.app(), Save{saved_});
  }
  // All names beside the work are taken by others.
  const std::string kept = files_below(folder_.file("state/own")).front();
  const std::string stem = "state/own/" + kept.substr(0, kept.size() - 5);
  for (int i = 2; i < 1000; ++i) folder_.write(stem + "-" + std::to_string(i) + ".json", "taken");
  Window again({saved_, "", false}, &folder_);
  EXPECT_FALSE(again.app().visit);
  EXPECT_EQ(again.ui().notice, again.app().catalogue.sentence("app.recording.not_opened",
      {text::plain("folder", folder_.file("state"))}));
  EXPECT_NE(folder_.read("state/own/" + kept).find("CAPA"), std::string::npos);
  EXPECT_EQ(folder_.read(stem + "-2.json"), "taken");
  EXPECT_EQ(folder_.read(stem + "-999.json"), "taken");
}

TEST(Kept, LeavesNoFilesBehind) {
  TemporaryFolder folder;
  {
    Window window({kLesson, "", false}, &folder);
    window.key(ImGuiKey_RightArrow);
    apply(window.app(), SetTheme{1});
  }
  EXPECT_EQ(
      files_below(folder.path()),
      (std::vector<std::string>{std::string(kLesson) + ".json", "progress.json", "settings.json"}));
}

TEST(Kept, KeysOfOwnFilesAreTheirOwnAndHarmless) {
  EXPECT_NE(loader::own_key("/a/lesson.json"), loader::own_key("/b/lesson.json"));
  const std::string odd = loader::own_key("/a/../\n$(x).json");
  EXPECT_EQ(odd.find('/'), odd.rfind('/'));
  EXPECT_EQ(odd.find(".."), std::string::npos);
  EXPECT_LT(loader::own_key("/" + std::string(5000, 'x')).size(), 100U);
}

}  // namespace
}  // namespace popscope::gui
