// A presenter's remote, and arrows where there are entries to walk.
#include <gtest/gtest.h>
#include <optional>

#include "gui/app/apply.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

class RemoteAndArrows : public testing::Test {
 protected:
  void open(const char* lesson, const char* step = "") {
    window_.emplace(Request{lesson, step, false});
    window_->driver().frame(2);
  }
  void key(ImGuiKeyChord chord) { window_->key(chord); }
  void type(const char* words) { window_->type(words); }
  UiState& ui() { return window_->ui(); }
  std::uint32_t step() const { return window_->visit().step(); }

  std::optional<Window> window_;
};

// A presenter's remote has two keys. What Space passes, its key for going on passes.
TEST_F(RemoteAndArrows, PageDownGoesOnWhereverSpaceDoes) {
  open("deletion-happens-at-quit");
  key(ImGuiKey_End);
  const std::uint32_t ask = window_->visit().open_ask().value();
  key(ImGuiKey_PageDown);  // points at the question
  EXPECT_FALSE(window_->visit().guesses().count(ask));
  key(ImGuiKey_PageDown);
  EXPECT_TRUE(window_->visit().guesses().count(ask));
  open("three-states", "end");
  key(ImGuiKey_PageDown);
  EXPECT_EQ(ui().page, Page::end);
  window_->wait(1);
  key(ImGuiKey_PageDown);
  EXPECT_EQ(ui().page, Page::lesson);
  EXPECT_EQ(step(), 0U);
  apply(window_->app(), OpenPage{Page::start});
  key(ImGuiKey_PageDown);
  EXPECT_EQ(ui().page, Page::lesson);
}

TEST_F(RemoteAndArrows, ArrowsWalkTheLessonsAndEnterOpensOne) {
  open("three-states");
  apply(window_->app(), OpenPage{Page::start});
  window_->driver().frame(2);
  key(ImGuiKey_DownArrow);  // begins at the first
  key(ImGuiKey_RightArrow);
  key(ImGuiKey_Enter);
  EXPECT_EQ(window_->app().opened.lesson, 1U);
  apply(window_->app(), OpenPage{Page::start});
  window_->driver().frame(2);
  key(ImGuiKey_LeftArrow);
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_Enter);
  EXPECT_GT(window_->app().opened.lesson, 1U);
}

TEST_F(RemoteAndArrows, ArrowsWalkTheBranches) {
  open("the-cable-is-cut", "cable cut:end");
  type("b");
  window_->driver().frame(3);
  const std::uint32_t before = window_->visit().branch().value;
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_Enter);
  EXPECT_EQ(ui().popup, Popup::none);
  EXPECT_NE(window_->visit().branch().value, before);
}

TEST_F(RemoteAndArrows, TheWallNamesTheBranchOfAComparison) {
  open("the-cable-is-cut", "cable cut:end");
  apply(window_->app(), Compare{0, 1});
  ASSERT_EQ(ui().page, Page::compare);
  key(ImGuiKey_F10);
  EXPECT_TRUE(ui().projector);
  EXPECT_EQ(ui().notice, "The wall shows one branch: cable cut. F10 or Esc leaves it.");
}

}  // namespace
}  // namespace popscope::gui
