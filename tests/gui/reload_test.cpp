// Files of one's own: opened, watched, mended, copied from a lesson.
#include <gtest/gtest.h>

#include <filesystem>

#include "gui/app/apply.h"
#include "gui/app/opening.h"
#include "view/pages.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

// A scenario of three commands whose third can be exchanged.
std::string scenario(const std::string& third, const std::string& title = "Mine") {
  return R"({
  "popscope": "scenario/1",
  "title": ")" +
         title + R"(",
  "people": [{ "name": "sarah", "mail": ["One", "Two"] }],
  "devices": [{ "name": "Laptop", "reads": "sarah" }],
  "story": [
    { "connect": "Laptop" },
    { "on": "Laptop", "do": ["USER sarah", "PASS secret", ")" +
         third + R"("] }
  ]
})";
}

class ReloadTest : public testing::Test {
 protected:
  std::string path() const { return folder_.file("mine.json"); }
  void save(const std::string& octets) { folder_.write("mine.json", octets); }
  void TearDown() override {
    if (window_) {
      EXPECT_EQ(window_->driver().complaints(), std::vector<std::string>{});
    }
  }

  TemporaryFolder folder_;
  std::unique_ptr<Window> window_;
};

TEST_F(ReloadTest, AChangedFileIsReadAgainAndTheCursorStays) {
  save(scenario("STAT"));
  window_ = std::make_unique<Window>(Request{path(), "4", false}, &folder_);
  EXPECT_EQ(window_->visit().step(), 4U);
  save(scenario("STAT", "Mine, renamed"));
  window_->wait(1);
  EXPECT_EQ(window_->visit().lesson().scenario->title, "Mine, renamed");
  EXPECT_EQ(window_->visit().step(), 4U);
  EXPECT_EQ(window_->ui().page, Page::lesson);
}

TEST_F(ReloadTest, WhatWasDoneIsDoneAgain) {
  save(scenario("STAT"));
  window_ = std::make_unique<Window>(Request{path(), "2", false}, &folder_);
  apply(window_->app(), TypeLine{"CAPA"});
  const std::size_t branches = window_->visit().timeline().branches().size();
  save(scenario("LIST"));
  window_->wait(1);
  EXPECT_EQ(window_->visit().timeline().branches().size(), branches);
  EXPECT_FALSE(window_->ui().notice.empty());
}

TEST_F(ReloadTest, AFaultyChangeShowsItsPageAndEscapeGoesBack) {
  save(scenario("STAT"));
  window_ = std::make_unique<Window>(Request{path(), "3", false}, &folder_);
  save("{ \"popscope\": \"scenario/1\", \"titel\": 3 }");
  window_->wait(1);
  EXPECT_EQ(window_->ui().page, Page::file_errors);
  ASSERT_TRUE(window_->app().faulty);
  EXPECT_FALSE(window_->app().faulty->problems.empty());
  window_->key(ImGuiMod_Ctrl | ImGuiKey_C);
  EXPECT_NE(std::string(ImGui::GetClipboardText()).find("titel"), std::string::npos);
  window_->key(ImGuiKey_Escape);
  EXPECT_EQ(window_->ui().page, Page::lesson);
  EXPECT_EQ(window_->visit().step(), 3U);
  // Left alone it does not come back by itself; mended, it does.
  window_->wait(2);
  EXPECT_EQ(window_->ui().page, Page::lesson);
  save(scenario("NOOP", "Mended"));
  window_->wait(1);
  EXPECT_EQ(window_->visit().lesson().scenario->title, "Mended");
}

TEST_F(ReloadTest, AFileThatWasFaultyFromTheStartOpensOnceItIsMended) {
  save("{");
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  EXPECT_EQ(window_->ui().page, Page::file_errors);
  EXPECT_FALSE(window_->app().visit);
  save(scenario("STAT"));
  window_->wait(1);
  EXPECT_EQ(window_->ui().page, Page::lesson);
  EXPECT_TRUE(window_->app().visit);
}

TEST_F(ReloadTest, AFileThatIsNotThere) {
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  EXPECT_EQ(window_->ui().page, Page::file_errors);
  EXPECT_FALSE(window_->driver().has("Open in editor"));  // there is nothing to mend
  window_->key(ImGuiKey_Escape);
  EXPECT_EQ(window_->ui().page, Page::start);
}

// There is nothing to go back to, so nothing is promised.
TEST_F(ReloadTest, TheAdviceIsTrue) {
  save("{");
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  const auto advice = [&] {
    const App& app = window_->app();
    return view::file_errors(app.faulty->file.shown, app.faulty->text, app.faulty->problems, 0,
                             app.catalogue, is_back_possible(app))
        .advice;
  };
  EXPECT_EQ(advice().find("last good version"), std::string::npos);
  save(scenario("STAT"));
  window_->wait(1);
  save("{");
  window_->wait(1);
  EXPECT_NE(advice().find("last good version"), std::string::npos);
}

TEST_F(ReloadTest, TheFormatReferenceOpensAndCloses) {
  save("{ \"popscope\": \"scenario/1\", \"people\": [{ \"nmae\": \"sarah\" }] }");
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  EXPECT_FALSE(window_->ui().format_shown);
  const Picture before = window_->driver().picture();
  ASSERT_TRUE(window_->driver().click("Format reference"));
  EXPECT_TRUE(window_->ui().format_shown);
  window_->driver().frame(3);
  EXPECT_FALSE(window_->driver().picture() == before);
  ASSERT_TRUE(window_->driver().click("Format reference"));
  EXPECT_FALSE(window_->ui().format_shown);
}

TEST_F(ReloadTest, AMessageInAFileOfItsOwnIsWatchedToo) {
  folder_.write("router.eml", "Subject: Old\r\n\r\nHello\r\n");
  std::string with_file = scenario("STAT");
  with_file.replace(with_file.find("\"One\""), 5, R"({ "file": "router.eml" })");
  save(with_file);
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  const auto octets = [&] {
    return window_->visit().lesson().scenario->people[0].mail[0].file_octets;
  };
  EXPECT_NE(octets().find("Old"), std::string::npos);
  folder_.write("router.eml", "Subject: Newer\r\n\r\nHello\r\n");
  window_->wait(1);
  EXPECT_NE(octets().find("Newer"), std::string::npos);
  // One that is not there is waited for.
  std::filesystem::remove(folder_.file("router.eml"));
  window_->wait(1);
  EXPECT_EQ(window_->ui().page, Page::file_errors);
  folder_.write("router.eml", "Subject: Back\r\n\r\nHello\r\n");
  window_->wait(1);
  EXPECT_EQ(window_->ui().page, Page::lesson);
  EXPECT_NE(octets().find("Back"), std::string::npos);
}

TEST_F(ReloadTest, ReloadByKey) {
  save(scenario("STAT"));
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  save(scenario("STAT", "By key"));
  window_->key(ImGuiMod_Ctrl | ImGuiKey_R);
  EXPECT_EQ(window_->visit().lesson().scenario->title, "By key");
}

// --- while two branches are compared ---

// Two ways, or the first of them alone, and what was done on a branch of one's own.
std::string with_ways(int ways, const std::string& first = "stay") {
  std::string text = scenario("STAT");
  const std::size_t end = text.rfind("\n  ]");
  std::string choice = R"(, { "choose": [ { "name": ")" + first +
                       R"(", "story": [ { "do": ["NOOP"] } ] })";
  for (int way = 2; way <= ways; ++way) {
    choice += R"(, { "name": "way )" + std::to_string(way) +
              R"(", "story": [ { "do": ["QUIT"] } ] })";
  }
  text.insert(end, choice + "] }");
  return text;
}

TEST_F(ReloadTest, AComparisonOfBranchesThatAreGoneEnds) {
  save(with_ways(4));
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  apply(window_->app(), Compare{0, 3});
  ASSERT_EQ(window_->ui().page, Page::compare);
  window_->driver().frame(2);
  save(with_ways(2));
  window_->wait(1);
  EXPECT_EQ(window_->ui().page, Page::lesson);
  EXPECT_LT(window_->ui().compare_b, window_->visit().timeline().branches().size());
  // By key as well.
  apply(window_->app(), Compare{0, 1});
  window_->driver().frame(2);
  save(scenario("STAT"));
  window_->key(ImGuiMod_Ctrl | ImGuiKey_R);
  EXPECT_EQ(window_->ui().page, Page::lesson);
}

TEST_F(ReloadTest, AComparisonGoesOnWhereItsBranchesAreStillThere) {
  save(with_ways(3));
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  apply(window_->app(), Compare{0, 2});
  apply(window_->app(), CompareTo{3});
  save(with_ways(4));
  window_->wait(1);
  EXPECT_EQ(window_->ui().page, Page::compare);
  EXPECT_EQ(window_->visit().name_of({window_->ui().compare_a}), "stay");
  EXPECT_EQ(window_->visit().name_of({window_->ui().compare_b}), "way 3");
  EXPECT_EQ(window_->ui().compare_time, 3U);
}

// Every page and every popup, and below each the file becomes another, a shorter, a broken one, or
// none.
TEST_F(ReloadTest, OnEveryPageTheFileMayBecomeAnything) {
  const std::vector<std::string> texts = {
      with_ways(4), with_ways(2, "leave"), scenario("LIST"), "{", "",
      R"({"popscope": "scenario/1", "title": "Nobody", "people": [{"name": "bob"}],
          "devices": [{"name": "Phone"}], "story": []})",
      R"({"popscope": "translation/1"})", with_ways(9), "none"};
  save(with_ways(4));
  window_ = std::make_unique<Window>(Request{path(), "", false}, &folder_);
  App& app = window_->app();
  // Every page with every popup, and each of both with every text: all three at once would take
  // three times as long.
  std::size_t next = 0;
  for (const Page page : {Page::lesson, Page::start, Page::compare, Page::end, Page::file_errors}) {
    for (int popup = 0; popup <= static_cast<int>(Popup::new_from_lesson); ++popup) {
      for (std::size_t i = 0; i < texts.size() / 3; ++i) {
        const std::string& text = texts[next++ % texts.size()];
        save(with_ways(4));
        window_->wait(1);
        apply(app, Go{Go::To::last});
        apply(app, TypeLine{"CAPA"});
        apply(app, SelectSession{0});
        apply(app, Unfold{3});
        apply(app, ToggleProjector{});
        if (popup % 2 == 0) apply(app, ToggleProjector{});
        apply(app, OpenPage{page});
        if (page == Page::compare) {
          const auto last = static_cast<std::uint32_t>(app.visit->timeline().branches().size() - 1);
          apply(app, Compare{last - 1, last});
        }
        apply(app, Show{static_cast<Popup>(popup)});
        window_->driver().frame(2);
        if (text == "none") {
          std::filesystem::remove(path());
        } else {
          save(text);
        }
        window_->wait(1);
        window_->driver().frame(2);
        window_->key(ImGuiMod_Ctrl | ImGuiKey_R);
        window_->key(ImGuiKey_Enter);
        window_->key(ImGuiKey_Escape);
        window_->key(ImGuiKey_Escape);
        apply(app, OpenPage{Page::lesson});
      }
    }
  }
}

TEST_F(ReloadTest, ACopyOfALessonIsOnesOwn) {
  window_ = std::make_unique<Window>(Request{"", "", false}, &folder_);
  window_->key(ImGuiKey_Escape);
  ASSERT_TRUE(window_->driver().click("New from a lesson"));
  window_->driver().frame(3);
  EXPECT_EQ(window_->ui().popup, Popup::new_from_lesson);
  window_->type(folder_.file("copy"));
  window_->key(ImGuiKey_Enter);
  EXPECT_EQ(window_->ui().page, Page::lesson);
  EXPECT_EQ(window_->app().opened.path, folder_.file("copy.json"));
  EXPECT_FALSE(folder_.read("copy.json").empty());
  // Never over a file that is there.
  save("important");
  apply(window_->app(), NewFromLesson{"first-retrieval", path()});
  EXPECT_EQ(folder_.read("mine.json"), "important");
}

}  // namespace
}  // namespace popscope::gui
