// What a listener sees, as it is switched: by key and by button, in the lesson, on the wall and in
// the comparison.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "gui/app/draw.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

class ListenerWindow : public testing::Test {
 protected:
  ListenerWindow() : window_({"who-can-read-the-password", "sealed", false}) { frame(); }
  void frame() { window_.driver().frame(2); }
  bool listens() { return window_.ui().selection.as_listener; }
  void TearDown() override {
    EXPECT_EQ(window_.driver().complaints(), std::vector<std::string>{});
  }
  Window window_;
};

TEST_F(ListenerWindow, ItIsSwitchedByKeyAndByButtonInBothTabs) {
  EXPECT_FALSE(listens());
  for (const char* tab : {"Ladder", "Lines"}) {
    window_.driver().click(tab);
    frame();
    window_.type("l");
    frame();
    EXPECT_TRUE(listens()) << tab;
    EXPECT_TRUE(window_.driver().click("What a listener sees")) << tab;
    frame();
    EXPECT_FALSE(listens()) << tab;
  }
}

TEST_F(ListenerWindow, OnTheWallAndInTheComparisonTheKeyDoesIt) {
  window_.key(ImGuiKey_F10);
  window_.type("l");
  frame();
  EXPECT_TRUE(listens());
  window_.key(ImGuiKey_F10);
  frame();
  EXPECT_TRUE(listens());
}

TEST_F(ListenerWindow, AnotherLessonIsSeenWithTheSameEyes) {
  window_.type("l");
  frame();
  apply(window_.app(), OpenLesson{"three-states"});
  frame();
  EXPECT_TRUE(listens());
}

TEST(ListenerSwitch, ItStandsInTheBarOfAComparison) {
  Window window({"the-cable-is-cut", "end", false});
  window.type("c");
  window.driver().frame(2);
  ASSERT_EQ(window.ui().page, Page::compare);
  window.ui().compare_form = CompareForm::ladder;
  window.driver().frame(2);
  EXPECT_TRUE(window.driver().click("What a listener sees"));
  EXPECT_TRUE(window.ui().selection.as_listener);
}

// Whatever the size and the text, it stands within the window or not at all.
TEST(ListenerSwitch, ItFitsOrIsLeftToTheKey) {
  for (const float zoom : {1.0f, 2.0f, 3.0f}) {
    Window window({"who-can-read-the-password", "sealed", false});
    apply(window.app(), SetZoom{zoom});
    apply(window.app(), SetTab{"lines"});
    window.driver().frame(4);
    EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{}) << zoom;
    window.type("l");
    window.driver().frame(2);
    EXPECT_TRUE(window.ui().selection.as_listener) << zoom;
  }
}

}  // namespace
}  // namespace popscope::gui
