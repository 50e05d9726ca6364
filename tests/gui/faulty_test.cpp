// The page of a faulty file: what is watched and read again is what is on the screen, as it was
// asked for.
#include <algorithm>
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "gui/app/opening.h"
#include "tests/gui/quiz_window.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

std::string scenario(const std::string& title) {
  return R"({ "popscope": "scenario/1", "title": ")" + title + R"(",
  "people": [{ "name": "sarah", "mail": ["One"] }],
  "devices": [{ "name": "Laptop", "reads": "sarah" }],
  "story": [{ "connect": "Laptop" }, { "on": "Laptop", "do": ["USER sarah"] }] })";
}

std::string two_called(const std::string& title) {
  std::string text = kTwo;
  return text.replace(text.find("\"Two\""), 5, '"' + title + '"');
}

class FaultyFile : public testing::Test {
 protected:
  void TearDown() override {
    if (window_) {
      EXPECT_EQ(window_->driver().complaints(), std::vector<std::string>{});
    }
  }
  void open(const std::string& file, const std::string& data = "") {
    window_ = std::make_unique<Window>(Request{file, "", false}, nullptr, HeadlessSettings{}, data);
  }
  App& app() { return window_->app(); }
  const std::string& title() { return window_->visit().lesson().scenario->title; }
  void reload_by_key() { window_->key(ImGuiMod_Ctrl | ImGuiKey_R); }

  TemporaryFolder folder_;
  std::unique_ptr<Window> window_;
};

// However it is left, the lesson that is on the screen then is the one that is watched and read.
TEST_F(FaultyFile, AFileThatWasLeftIsNeitherReadAgainNorWatched) {
  const std::string mine = folder_.file("mine.json");
  const std::vector<std::vector<Action>> ways = {
      {OpenPage{Page::start}, OpenPage{Page::lesson}},
      {OpenPage{Page::start}, OpenFile{mine}},
      {OpenPage{Page::lesson}},
      {Escape{}},
      {OpenPage{Page::end}}};
  for (std::size_t way = 0; way < ways.size(); ++way) {
    SCOPED_TRACE(way);
    folder_.write("mine.json", scenario("Mine"));
    folder_.write("bad.json", "{");
    open(mine);
    apply(app(), OpenFile{folder_.file("bad.json")});
    ASSERT_EQ(window_->ui().page, Page::file_errors);
    for (const Action& action : ways[way]) apply(app(), action);
    EXPECT_FALSE(app().faulty);
    const Page page = window_->ui().page;
    reload_by_key();
    EXPECT_EQ(window_->ui().page, page);
    folder_.write("bad.json", scenario("Mended"));
    window_->wait(1);
    EXPECT_EQ(title(), "Mine");
    folder_.write("mine.json", scenario("Mine, changed"));
    window_->wait(1);
    EXPECT_EQ(title(), "Mine, changed");
    EXPECT_EQ(window_->ui().page, page);
  }
}

TEST_F(FaultyFile, AQuizOfADataFolderIsReadAgainAsThatQuiz) {
  folder_.write("scenarios/quiz/two.json", "{");
  open("two", folder_.path());
  ASSERT_EQ(window_->ui().page, Page::file_errors);
  EXPECT_EQ(app().faulty->file.path, folder_.file("scenarios/quiz/two.json"));
  const std::string said = app().faulty->problems.front().code;
  reload_by_key();
  ASSERT_TRUE(app().faulty);
  EXPECT_EQ(app().faulty->problems.front().code, said);
  folder_.write("scenarios/quiz/two.json", R"json({ "popscope": "quiz/1", "title": "Mended",
    "questions": [{ "id": "which", "type": "single", "stem": "Which?", "citation": "RFC 1939",
      "options": [{ "say": "RETR", "right": true }, { "say": "FETCH" }] }] })json");
  window_->wait(1);
  ASSERT_EQ(window_->ui().page, Page::quiz);
  EXPECT_EQ(app().quiz->quiz->title, "Mended");
}

TEST_F(FaultyFile, ALessonOfADataFolderIsReadAgainAsThatLesson) {
  folder_.write("scenarios/lessons/one.json", "{");
  open("one", folder_.path());
  ASSERT_EQ(window_->ui().page, Page::file_errors);
  folder_.write("scenarios/lessons/one.json", scenario("One"));
  reload_by_key();
  ASSERT_EQ(window_->ui().page, Page::lesson);
  EXPECT_EQ(app().opened.key, "lessons/one");
}

TEST_F(FaultyFile, AQuizThatHasNotBegunIsReadAgainWhenItsFileChanges) {
  folder_.write("two.json", kTwo);
  open(folder_.file("two.json"));
  ASSERT_EQ(window_->ui().page, Page::quiz);
  folder_.write("two.json", two_called("Two, changed"));
  window_->wait(1);
  EXPECT_EQ(app().quiz->quiz->title, "Two, changed");
  folder_.write("two.json", "{");
  window_->wait(1);
  ASSERT_EQ(window_->ui().page, Page::file_errors);
  EXPECT_TRUE(is_back_possible(app()));
  window_->key(ImGuiKey_Escape);
  EXPECT_EQ(window_->ui().page, Page::quiz);
  window_->wait(2);  // left alone it does not come back by itself
  EXPECT_EQ(window_->ui().page, Page::quiz);
  EXPECT_EQ(app().quiz->quiz->title, "Two, changed");
  reload_by_key();
  EXPECT_EQ(window_->ui().page, Page::file_errors);
}

// What a quiz says stands in the scenarios beside it, too.
TEST_F(FaultyFile, AQuizIsReadAgainWithTheScenarioBesideIt) {
  const std::string removes = R"("do": ["USER sarah", "PASS secret", "DELE 1", "QUIT"])";
  const auto story = [](const std::string& acts) {
    std::string text = scenario("Beside");
    const std::string lines = R"("do": ["USER sarah"])";
    return text.replace(text.find(lines), lines.size(), acts);
  };
  folder_.write("story.json", story(removes));
  folder_.write("two.json", R"json({ "popscope": "quiz/1", "title": "Beside", "questions": [
    { "id": "left", "type": "single", "stem": "How many?", "run": { "file": "story.json" },
      "options": [{ "say": "None", "right": true, "claim": { "server": { "sarah": 0 } } },
                  { "say": "One", "claim": { "server": { "sarah": 1 } } }] }] })json");
  open(folder_.file("two.json"));
  ASSERT_EQ(window_->ui().page, Page::quiz);
  const auto left_at_end = [&] {
    text::Diagnostics problems;
    quiz::Runs runs(*app().quiz->quiz->questions[0].run, "two.json");
    const lesson::Visit* visit = runs.told({}, problems);
    return visit->timeline().tip({0}).maildrops[0]->messages.size();
  };
  EXPECT_EQ(left_at_end(), 0U);
  for (const bool begun : {false, true}) {
    folder_.write("story.json", story(begun ? removes : R"("do": ["USER sarah", "QUIT"])"));
    if (begun) {
      apply(app(), BeginQuiz{false, false});
      reload_by_key();
      EXPECT_FALSE(app().quiz->attempt);
      EXPECT_EQ(window_->ui().notice, app().catalogue.sentence("quiz.changed"));
    } else {
      window_->wait(1);
    }
    EXPECT_EQ(left_at_end(), begun ? 0U : 1U);
  }
}

TEST_F(FaultyFile, TheFormatOfAFaultyQuizIsThatOfQuizzes) {
  folder_.write("two.json", R"({ "popscope": "quiz/1", "titel": "Two", "questions": [] })");
  open(folder_.file("two.json"));
  ASSERT_EQ(window_->ui().page, Page::file_errors);
  const loader::Reference format = reference_of(*app().faulty, 0, app().catalogue);
  const auto permits = [&](const char* key) {
    return std::any_of(format.keys.begin(), format.keys.end(),
                       [&](const loader::ReferenceKey& one) { return one.key == key; });
  };
  EXPECT_TRUE(permits("questions"));
  EXPECT_FALSE(permits("devices"));
}

// What is being answered stays until one asks.
TEST_F(FaultyFile, AQuizThatIsBeingAnsweredStaysAsItIs) {
  folder_.write("two.json", kTwo);
  open(folder_.file("two.json"));
  apply(app(), BeginQuiz{false, false});
  ASSERT_TRUE(app().quiz->attempt);
  folder_.write("two.json", two_called("Two, changed"));
  window_->wait(1);
  EXPECT_TRUE(app().quiz->attempt);
  EXPECT_EQ(app().quiz->quiz->title, "Two");
  reload_by_key();
  EXPECT_EQ(app().quiz->quiz->title, "Two, changed");
}

}  // namespace
}  // namespace popscope::gui
