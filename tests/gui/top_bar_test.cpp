// The top bar: what a page offers there is within a mouse's reach at every size, in the bar as long
// as there is room, else in a menu.
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include "gui/app/apply.h"
#include "tests/gui/quiz_window.h"

namespace popscope::gui {
namespace {

struct BarSize {
  int width, height;
  float zoom;
};
constexpr BarSize kBarSizes[] = {{1440, 900, 1}, {1024, 700, 1},  {1024, 700, 1.25f},
                                 {1440, 900, 2}, {1024, 700, 2},  {1024, 700, 3},
                                 {640, 480, 1},  {480, 320, 1.5f}};

void size_to(Window& window, const BarSize& size) {
  apply(window.app(), SetZoom{size.zoom});
  window.driver().resize(size.width, size.height);
  window.driver().settle();
}

// In the bar, or in the menu; `in_menu`: as it is called there.
bool press(Driver& driver, const std::string& label, const std::string& in_menu) {
  if (driver.click(label)) return true;
  if (!driver.click("More")) return false;
  driver.settle();
  return driver.click(in_menu);
}

std::string where(const BarSize& size) {
  return std::to_string(size.width) + " wide at " + std::to_string(size.zoom);
}

TEST(TopBar, ALessonsControlsAreReachedByMouseAtEverySize) {
  for (const BarSize& size : kBarSizes) {
    Window window({"delete-here-gone-there", "40", false});
    size_to(window, size);
    Driver& driver = window.driver();
    ASSERT_TRUE(press(driver, "Segment", "Segment")) << where(size);
    EXPECT_EQ(window.visit().grain(), lesson::Grain::segment) << where(size);
    ASSERT_TRUE(press(driver, "?", "Keys")) << where(size);
    driver.settle();
    EXPECT_EQ(window.ui().popup, Popup::keys) << where(size);
    window.key(ImGuiKey_Escape);
    ASSERT_TRUE(press(driver, "Present", "Present")) << where(size);
    EXPECT_TRUE(window.ui().projector) << where(size);
    window.key(ImGuiKey_Escape);
    driver.settle();
    ASSERT_TRUE(press(driver, "Lessons", "Lessons")) << where(size);
    EXPECT_EQ(window.ui().page, Page::start) << where(size);
    EXPECT_EQ(driver.complaints(), std::vector<std::string>{}) << where(size);
  }
}

// What has room stands in the bar.
TEST(TopBar, NothingIsFoldedWhileThereIsRoom) {
  Window window({"delete-here-gone-there", "40", false});
  size_to(window, {1024, 700, 1.25f});
  for (const char* label : {"Lessons", "Exchange", "Present", "?"})
    EXPECT_TRUE(window.driver().has(label)) << label;
  EXPECT_FALSE(window.driver().has("More"));
  size_to(window, {1024, 700, 2});
  EXPECT_TRUE(window.driver().has("More"));
  EXPECT_TRUE(window.driver().has("?"));
  EXPECT_FALSE(window.driver().has("Exchange"));
}

TEST(TopBar, ItsControlsDoNotOverlap) {
  for (const BarSize& size : kBarSizes) {
    Window window({"delete-here-gone-there", "40", false});
    size_to(window, size);
    std::vector<Widget> bar;
    for (const Widget& widget : seen_widgets())
      if (widget.visible && !widget.label.empty() && widget.label[0] != '#' &&
          widget.full_max.y <= 48 * size.zoom)
        bar.push_back(widget);
    EXPECT_GE(bar.size(), 2U);
    for (std::size_t a = 0; a < bar.size(); ++a) {
      EXPECT_GE(bar[a].full_min.x, 0) << bar[a].label;
      for (std::size_t b = a + 1; b < bar.size(); ++b)
        EXPECT_TRUE(bar[a].full_max.x <= bar[b].full_min.x ||
                    bar[b].full_max.x <= bar[a].full_min.x)
            << bar[a].label << " and " << bar[b].label << ", " << where(size);
    }
  }
}

// On the page before it begins, at a question, on the report.
TEST_F(QuizTest, IsLeftByMouseAtEverySize) {
  for (const BarSize& size : kBarSizes) {
    open_two();
    size_to(*window_, size);
    const auto leave = [&](const char* page) {
      ASSERT_TRUE(press(driver(), "Quizzes", "Quizzes")) << page << ", " << where(size);
      EXPECT_EQ(window_->ui().page, Page::start) << page << ", " << where(size);
      apply(window_->app(), OpenPage{Page::quiz});
      driver().settle();
    };
    leave("before it begins");
    key(ImGuiKey_Enter);
    leave("a question");
    apply(window_->app(), EndQuiz{});
    apply(window_->app(), EndQuiz{});
    apply(window_->app(), EndNotice{});
    driver().settle();
    ASSERT_TRUE(quiz().on_report());
    leave("the report");
  }
}

float scroll_of(const char* area) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (std::string(window->Name).find(std::string("/") + area + "_") != std::string::npos)
      return window->Scroll.y;
  return -1;
}

TEST_F(QuizTest, WhatIsSaidOfAnAnswerComesIntoView) {
  open("deletion");
  size_to(*window_, {1024, 700, 2});
  key(ImGuiKey_Enter);
  EXPECT_EQ(scroll_of("question"), 0);
  for (std::uint32_t place = 0; place < 8 && !quiz().shown().answer; ++place) {
    apply(window_->app(), ChooseOption{place});
    apply(window_->app(), ConfirmAnswer{});
  }
  ASSERT_TRUE(quiz().shown().answer);
  driver().settle();
  EXPECT_GT(scroll_of("question"), 0);
  key(ImGuiKey_Enter);  // another question is read from its beginning
  driver().settle();
  EXPECT_EQ(scroll_of("question"), 0);
}

}  // namespace
}  // namespace popscope::gui
