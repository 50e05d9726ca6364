// What the window says in a sentence, where it says it, and when that ends.
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include "gui/app/apply.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

void type_line(Window& window, const char* line) {
  apply(window.app(), TypeLine{line});
  window.driver().frame(2);
}

TEST(Notices, AForkNamesTheBranch) {
  Window window(Request{"deletion-happens-at-quit", "3", false});
  type_line(window, "NOOP");
  EXPECT_NE(window.ui().notice.find("this branch is yours: NOOP."), std::string::npos)
      << window.ui().notice;
}

TEST(Notices, EndWithTheirScene) {
  Window window(Request{"deletion-happens-at-quit", "3", false});
  type_line(window, "NOOP");
  ASSERT_FALSE(window.ui().notice.empty());
  window.key(ImGuiKey_LeftArrow);
  EXPECT_FALSE(window.ui().notice.empty());  // still the same branch
  window.key(ImGuiKey_Escape);
  EXPECT_EQ(window.ui().page, Page::start);
  EXPECT_TRUE(window.ui().notice.empty());

  Window other(Request{"deletion-happens-at-quit", "3", false});
  type_line(other, "NOOP");
  apply(other.app(), SwitchBranch{0});
  EXPECT_TRUE(other.ui().notice.empty());
}

TEST(Notices, EndWhenTheQuestionIsAnswered) {
  Window window(Request{"deletion-happens-at-quit", "", false});
  window.key(ImGuiKey_End);
  window.key(ImGuiKey_RightArrow);
  ASSERT_FALSE(window.ui().notice.empty());
  window.type("1");
  EXPECT_TRUE(window.ui().notice.empty());
}

// In the top bar: below it nothing is covered.
TEST(Notices, CoverNothingBelowTheTopBar) {
  struct Case {
    float width, height, zoom;
  };
  for (const Case each : {Case{1440, 900, 1}, Case{1024, 700, 1}, Case{1024, 700, 2}}) {
    HeadlessSettings settings;
    settings.width = static_cast<int>(each.width);
    settings.height = static_cast<int>(each.height);
    Window window(Request{"deletion-happens-at-quit", "3", false}, nullptr, settings);
    window.ui().zoom = each.zoom;
    window.driver().settle();
    type_line(window, "NOOP");
    window.driver().frame(2);
    const ImGuiWindow* notice = ImGui::FindWindowByName("##notice");
    ASSERT_NE(notice, nullptr);
    const float bar = each.zoom * (each.height / each.zoom < 480 ? 40 : 48);
    EXPECT_GE(notice->Pos.y, 0) << each.width << " " << each.zoom;
    EXPECT_LE(notice->Pos.y + notice->Size.y, bar) << each.width << " " << each.zoom;
    EXPECT_LE(notice->Pos.x + notice->Size.x, each.width);
    for (const char* button : {"100 %", "200 %", "?"}) {
      if (const Widget* widget = window.driver().find(button)) {
        EXPECT_LE(notice->Pos.x + notice->Size.x, widget->min.x) << button;
      }
    }
  }
}

TEST(Notices, ACutThatWaitsForAPredictionIsUnderstood) {
  Window window(Request{"deletion-happens-at-quit", "marked", false});
  window.type("x");
  ASSERT_TRUE(window.visit().open_ask());
  EXPECT_EQ(window.ui().notice, "The cut comes next: first your prediction.");
  const std::uint32_t step = window.visit().step();
  window.type("2");
  EXPECT_EQ(window.visit().step(), step + 1);
  EXPECT_TRUE(window.visit().world().devices[0]->cut);
  EXPECT_TRUE(window.ui().notice.empty());
}

// Only a deadline is left: the button says how much time would pass, and a part of it can.
TEST(Notices, TimeMayPassInParts) {
  Window window(Request{"the-cable-is-cut", "QUIT:end", false});
  apply(window.app(), SelectDevice{1});
  type_line(window, "STAT");
  ASSERT_FALSE(window.visit().notes(window.visit().branch()).of_story);
  const sim::Time before = window.visit().world().now;
  EXPECT_TRUE(window.driver().has("Let 1 min pass"));
  window.type("w");
  EXPECT_EQ(window.visit().world().now, before + sim::seconds(60));
  ASSERT_TRUE(window.driver().click("Let 1 min pass"));
  EXPECT_EQ(window.visit().world().now, before + sim::seconds(120));
  window.key(ImGuiKey_Space);  // all of it
  EXPECT_GE(window.visit().world().now.us, (before + sim::seconds(590)).us);
  EXPECT_FALSE(window.driver().has("Let 1 min pass"));
}

}  // namespace
}  // namespace popscope::gui
