// Each lesson from its start to its end by keyboard alone: questions, tries on a branch of one's
// own and the way back, every way, the end page, the next lesson.
#include <algorithm>
#include <gtest/gtest.h>

#include "gui/app/opening.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

constexpr int kKeysMax = 2000;  // more than any lesson takes

class Player {
 public:
  explicit Player(Window& window) : window_(window) {}

  // Presses keys until the end page says that the lesson is done.
  void play() {
    for (int i = 0; i < kKeysMax; ++i) {
      if (window_.ui().page == Page::end) {
        ends_.push_back(window_.visit().branch().value);
        if (window_.visit().unseen_ways().empty()) return;
        EXPECT_FALSE(is_done());
        window_.wait(1);
        window_.key(ImGuiKey_Space);  // "Next: ..."
        ASSERT_EQ(window_.ui().page, Page::lesson);
      } else {
        press();
      }
      if (testing::Test::HasFailure()) return;
    }
    FAIL() << "the lesson does not end";
  }

  bool is_done() const {
    for (const view::LessonProgress& lesson : window_.app().progress.lessons) {
      if (lesson.id == window_.app().opened.id) return lesson.done;
    }
    return false;
  }
  std::size_t ends() const { return ends_.size(); }
  int tried() const { return tried_; }

 private:
  void press() {
    const lesson::Visit& visit = window_.visit();
    if (visit.open_ask()) {
      window_.type("1");
    } else if (const std::optional<std::uint32_t> open = visit.open_try()) {
      try_aside(*open);
    } else if (!visit.ways().empty()) {
      choose();
    } else {
      const sim::Place before{visit.branch(), visit.moment()};
      window_.key(ImGuiKey_Space);
      EXPECT_TRUE(window_.ui().page == Page::end ||
                  !(before == sim::Place{visit.branch(), visit.moment()}));
    }
  }

  void line(const std::string& words) {
    window_.type(":");
    window_.driver().frame(2);
    window_.type(words);
    window_.key(ImGuiKey_Enter);
    window_.driver().frame(2);
  }

  // Something else first: that is a branch of one's own, and the line is solved there.
  void try_aside(std::uint32_t entry) {
    const lesson::Visit& visit = window_.visit();
    const auto& a_try = std::get<lesson::Try>(visit.lesson().entries[entry].entry->act);
    line("NOOP");
    ASSERT_FALSE(visit.notes(visit.branch()).of_story);
    EXPECT_FALSE(window_.driver().has("Back to the lesson"));
    line(a_try.answer);
    ASSERT_TRUE(visit.tries().count(entry) && visit.tries().at(entry));
    ASSERT_FALSE(visit.notes(visit.branch()).of_story);
    EXPECT_TRUE(window_.driver().has("Back to the lesson"));
    window_.key(ImGuiKey_Space);
    ASSERT_TRUE(visit.notes(visit.branch()).of_story);
    EXPECT_FALSE(visit.open_try());
    const sim::Step& step = visit.steps().step(visit.step());
    EXPECT_EQ(step.kind, sim::StepKind::reply);  // to the line, not before it
    ++tried_;
  }

  // Neither Space nor an arrow chooses; a digit does.
  void choose() {
    const lesson::Visit& visit = window_.visit();
    const std::uint32_t here = visit.moment();
    const bool first_time = visit.choice_waits();
    window_.key(ImGuiKey_Space);
    EXPECT_EQ(visit.moment(), here);
    if (first_time) {
      for (const ImGuiKey key : {ImGuiKey_RightArrow, ImGuiKey_PageDown, ImGuiKey_End}) {
        window_.key(key);
        EXPECT_EQ(visit.moment(), here);
      }
      window_.type("p");
      EXPECT_FALSE(window_.ui().playing);
    }
    EXPECT_FALSE(window_.ui().notice.empty());
    window_.type("1");
    EXPECT_GT(visit.moment(), here);
  }

  Window& window_;
  std::vector<std::uint32_t> ends_;
  int tried_ = 0;
};

TEST(Lessons, AreDoneByKeyboardAlone) {
  const TemporaryFolder kept;
  Window window({}, &kept);
  const std::size_t count = window.app().library.size();
  ASSERT_GT(count, 3U);
  int tried = 0;
  for (std::size_t i = 0; i < count; ++i) {
    ASSERT_EQ(window.app().opened.lesson, i);
    Player player(window);
    player.play();
    ASSERT_FALSE(HasFailure()) << window.visit().lesson().scenario->id << " at step "
                               << window.visit().step();
    EXPECT_TRUE(player.is_done()) << window.visit().lesson().scenario->id;
    tried += player.tried();
    window.wait(1);
    window.key(ImGuiKey_Space);  // the next lesson; after the last one the start
  }
  EXPECT_GT(tried, 0);
  EXPECT_EQ(window.ui().page, Page::start);
  EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{});
}

// Both ways of a lesson are its own: one of them alone does not finish it.
TEST(Lessons, AWayThatWasNotSeenIsOfferedFirst) {
  Window window(Request{"the-cable-is-cut", "QUIT:end", false});
  window.key(ImGuiKey_Space);
  ASSERT_EQ(window.ui().page, Page::end);
  EXPECT_TRUE(window.driver().has("See: cable cut"));
  EXPECT_TRUE(window.driver().has("Next lesson"));
  window.wait(1);
  ASSERT_TRUE(window.driver().click("See: cable cut"));
  EXPECT_EQ(window.ui().page, Page::lesson);
  EXPECT_EQ(window.visit().name_of(window.visit().branch()), "cable cut");
  EXPECT_TRUE(window.visit().world().devices[0]->cut);
}

TEST(Lessons, AWayCountsWhenItsEndWasSeen) {
  Window window(Request{"the-cable-is-cut", "QUIT:end", false});
  ASSERT_EQ(window.visit().unseen_ways().size(), 1U);
  window.key(ImGuiKey_Space);
  window.wait(1);
  window.key(ImGuiKey_Space);
  EXPECT_EQ(window.visit().unseen_ways().size(), 1U);  // begun, not seen
  for (int i = 0; i < 100 && window.ui().page == Page::lesson; ++i) {
    if (window.visit().open_ask()) window.type("1");
    else window.key(ImGuiKey_Space);
  }
  EXPECT_TRUE(window.visit().unseen_ways().empty());
  EXPECT_TRUE(window.driver().has("Next lesson"));
  EXPECT_FALSE(window.driver().has("See: cable cut"));
}

// What gives a question away asks a second time, of the button as of the key.
TEST(Lessons, TheButtonSkipsAtTheSecondClick) {
  Window window(Request{"deletion-happens-at-quit", "", false});
  window.key(ImGuiKey_End);
  const std::uint32_t ask = window.visit().open_ask().value();
  window.app().ui.pointed_at.reset();  // End has pointed at it
  ASSERT_TRUE(window.driver().click("Skip the question"));
  EXPECT_EQ(window.visit().guesses().count(ask), 0U);
  EXPECT_NE(window.ui().notice.find("Skip the question"), std::string::npos);
  ASSERT_TRUE(window.driver().click("Skip the question"));
  EXPECT_EQ(window.visit().guesses().count(ask), 1U);
}

void go_to_first_try(Window& window) {
  for (int i = 0; i < 50 && !window.visit().open_try(); ++i) {
    if (window.visit().open_ask()) window.type("1");
    else window.key(ImGuiKey_Space);
  }
  ASSERT_TRUE(window.visit().open_try());
  window.driver().frame(4);
}

TEST(Lessons, ShowTheLineGoesToTheLine) {
  Window window(Request{"three-states", "", false});
  go_to_first_try(window);
  ASSERT_TRUE(window.driver().click("Show the line"));
  EXPECT_TRUE(window.visit().open_try()) << "it asks a second time";
  EXPECT_NE(window.ui().notice.find("Show the line"), std::string::npos);
  ASSERT_TRUE(window.driver().click("Show the line"));
  const sim::Step& step = window.visit().steps().step(window.visit().step());
  EXPECT_EQ(step.kind, sim::StepKind::command);
  EXPECT_FALSE(window.visit().open_try());
}

// On a branch of one's own that comes to a task, its line can be shown as well.
TEST(Lessons, ATaskOnABranchOfOnesOwnCanBeGivenUp) {
  Window window(Request{"three-states", "1", false});
  window.type(":");
  window.driver().frame(2);
  window.type("NOOP");
  window.key(ImGuiKey_Enter);
  window.key(ImGuiKey_Escape);
  const lesson::Visit& visit = window.visit();
  for (int i = 0; i < 50 && !visit.offered_try(); ++i) window.key(ImGuiKey_Space);
  ASSERT_TRUE(visit.offered_try());
  EXPECT_TRUE(window.driver().has("Show the line"));
  window.key(ImGuiKey_Space);
  EXPECT_TRUE(visit.offered_try()) << "it asks a second time";
  window.key(ImGuiKey_Space);
  EXPECT_FALSE(visit.offered_try());
}

// At a task the line stands begun, with the keyboard in its blank.
TEST(Lessons, ATaskIsTypedAtOnce) {
  Window window(Request{"first-retrieval", "", false});
  go_to_first_try(window);
  const std::uint32_t task = *window.visit().open_try();
  EXPECT_EQ(window.ui().console_line, "RETR ");
  EXPECT_TRUE(ImGui::GetIO().WantTextInput);
  window.type("1");
  EXPECT_EQ(window.ui().console_line, "RETR 1");
  window.key(ImGuiKey_Enter);
  EXPECT_TRUE(window.visit().tries().at(task));
  EXPECT_FALSE(window.visit().open_try());
  EXPECT_EQ(window.ui().console_line, "");
}

// Until somebody types Space and the arrows are the program's; letters and digits are the line's.
TEST(Lessons, ATaskThatIsOnlyBegunKeepsNoOtherKey) {
  Window window(Request{"first-retrieval", "", false});
  go_to_first_try(window);
  const std::uint32_t here = window.visit().step();
  const Focus& focus = window.driver().ui().focus;
  const view::Chord space{view::Key::space}, t{view::Key::character, 't'}, digit{view::Key::digit};
  EXPECT_TRUE(focus.is_heard(space));
  EXPECT_FALSE(focus.is_heard(t));
  EXPECT_FALSE(focus.is_heard(digit));
  window.key(ImGuiKey_LeftArrow);
  EXPECT_LT(window.visit().step(), here);
  EXPECT_EQ(window.ui().console_line, "") << "what nobody typed goes with the task";
  EXPECT_FALSE(ImGui::GetIO().WantTextInput);
  window.key(ImGuiKey_RightArrow);
  window.driver().frame(4);
  EXPECT_EQ(window.ui().console_line, "RETR ");
  EXPECT_TRUE(ImGui::GetIO().WantTextInput);
  ImGui::GetIO().AddInputCharactersUTF8(" ");
  window.key(ImGuiKey_Space);
  EXPECT_EQ(window.ui().console_line, "RETR ");
  EXPECT_TRUE(window.visit().open_try());
  window.key(ImGuiKey_Space);
  EXPECT_FALSE(window.visit().open_try()) << "the second Space shows it";
  EXPECT_EQ(window.ui().console_line, "");
  window.type("t");
  EXPECT_EQ(window.ui().theme, ThemeName::dark);
}

TEST(Lessons, AClickOnTheTasksLineGoesOnWithIt) {
  for (const int width : {1440, 1024}) {
    HeadlessSettings settings;
    settings.width = width;
    settings.height = 900;
    Window window(Request{"first-retrieval", "", false}, nullptr, settings);
    go_to_first_try(window);
    window.key(ImGuiKey_Escape);
    EXPECT_FALSE(ImGui::GetIO().WantTextInput);
    ASSERT_TRUE(window.driver().click("RETR ___")) << width;
    window.driver().frame(4);
    EXPECT_TRUE(ImGui::GetIO().WantTextInput);
    window.type("1");
    EXPECT_EQ(window.ui().console_line, "RETR 1");
  }
}

}  // namespace
}  // namespace popscope::gui
