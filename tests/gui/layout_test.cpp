// Where everything stands: nothing overlaps, nothing lies outside, at any size and zoom.
#include "gui/app/layout.h"

#include <gtest/gtest.h>
#include <imgui_internal.h>

#include "gui/app/apply.h"
#include "gui/app/change_visit.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

Layout at(float width, float height, float scale, float question = 0) {
  LayoutWish wish;
  wish.window = {{0, 0}, {width, height}};
  wish.scale = scale;
  wish.question_bar = question;
  wish.headline = [scale](float) { return 40 * scale; };
  return layout(wish);
}

// Whatever is folded, what just happened stays in sight, above the tabs.
TEST(Layout, FoldedColumnsKeepTheHeadline) {
  struct Case { float width, height, scale, question; };
  for (const Case c : {Case{1024, 700, 1, 0}, Case{1024, 700, 1, 56}, Case{1024, 700, 2, 0},
                       Case{1440, 900, 2, 0}, Case{1440, 900, 3, 0}, Case{1920, 1080, 2.5f, 140}}) {
    const Layout l = at(c.width, c.height, c.scale, c.question);
    EXPECT_GE(l.headline.height(), 40 * c.scale - 1) << c.width << " at " << c.scale;
    EXPECT_LE(l.headline.max.y, l.tabs.min.y);
    EXPECT_LE(l.tabs.max.y, l.columns == 2 ? l.right.min.y : l.middle.min.y);
  }
  EXPECT_EQ(at(1440, 900, 1).headline.height(), 0);
}

TEST(Layout, IsAsDrawnAt1440x900) {
  const Layout l = at(1440, 900, 1);
  EXPECT_EQ(l.columns, 3);
  EXPECT_FLOAT_EQ(l.top.height(), 48);
  EXPECT_FLOAT_EQ(l.time.height(), 64);
  EXPECT_FLOAT_EQ(l.bottom.height(), 48);
  EXPECT_FLOAT_EQ(l.left.width(), 320);
  EXPECT_FLOAT_EQ(l.right.width(), 404);
  EXPECT_FLOAT_EQ(l.left.min.x, 16);
  EXPECT_FLOAT_EQ(l.middle.min.x - l.left.max.x, 16);
  EXPECT_FLOAT_EQ(l.right.min.x - l.middle.max.x, 16);
  EXPECT_FLOAT_EQ(l.right.max.x, 1440 - 16);
}

TEST(Layout, FoldsByLogicalSize) {
  EXPECT_EQ(at(1200, 700, 1).columns, 3);
  EXPECT_EQ(at(1199, 700, 1).columns, 2);
  EXPECT_EQ(at(840, 700, 1).columns, 2);
  EXPECT_EQ(at(839, 700, 1).columns, 1);
  EXPECT_EQ(at(1440, 900, 2).columns, 1);  // as 720x450 at 100 %
  EXPECT_FALSE(at(1440, 900, 2).strip);
  EXPECT_EQ(at(1024, 700, 2).columns, 1);
  EXPECT_FALSE(at(1024, 700, 2).strip);
  EXPECT_TRUE(at(1024, 700, 1).strip);
  EXPECT_EQ(at(2400, 1400, 2).columns, 3);
}

TEST(Layout, NothingOverlapsOrLiesOutside) {
  for (const float scale : {0.75f, 1.0f, 1.5f, 2.0f, 3.0f}) {
    for (float width = 320; width <= 2560; width += 160) {
      for (float height = 240; height <= 1440; height += 120) {
        for (const float question : {0.0f, 56.0f * scale}) {
          const Layout l = at(width, height, scale, question);
          const Rect parts[] = {l.top,  l.time,   l.bottom, l.question, l.tabs,
                                l.left, l.middle, l.right,  l.headline, l.asked};
          for (const Rect& a : parts) {
            EXPECT_GE(a.width(), 0);
            EXPECT_GE(a.height(), 0);
            if (a.width() <= 0 || a.height() <= 0) continue;
            EXPECT_GE(a.min.x, 0);
            EXPECT_LE(a.max.x, width);
            EXPECT_LE(a.max.y, height);
            for (const Rect& b : parts) {
              if (&a == &b || b.width() <= 0 || b.height() <= 0) continue;
              const bool apart = a.max.x <= b.min.x || b.max.x <= a.min.x ||
                                 a.max.y <= b.min.y || b.max.y <= a.min.y;
              EXPECT_TRUE(apart) << width << "x" << height << " at " << scale;
            }
          }
        }
      }
    }
  }
}

// A pane beside a question shows something, or there is none.
TEST(Layout, WhereNoPaneFitsBesideAQuestionTheQuestionIsThePage) {
  for (const float scale : {2.0f, 2.5f, 3.0f}) {
    for (float question = 56 * scale; question < 200 * scale; question += 10 * scale) {
      const Layout l = at(1024, 700, scale, question);
      if (l.asked.height() > 0) {
        EXPECT_EQ(l.question.height() + l.middle.height(), 0);
        EXPECT_GT(l.tabs.height(), 0) << scale;
        EXPECT_GE(l.asked.height(), 80 * scale) << scale;
      } else {
        EXPECT_GE(l.middle.height(), 80 * scale) << scale;
      }
    }
  }
  EXPECT_GT(at(1024, 700, 3, 110 * 3).asked.height(), 0);
  EXPECT_EQ(at(1024, 700, 3).asked.height(), 0);
  EXPECT_EQ(at(1440, 900, 1, 56).asked.height(), 0);
}

bool shows(Window& window, const char* label) {
  window.driver().settle();
  return window.driver().has(label);
}

// A long question fills the page, and the other tabs stay within reach.
TEST(Tabs, AreThereBesideAQuestionThatFillsThePage) {
  Window window({"delete-here-gone-there", "85", false});
  apply(window.app(), SetTab{"now"});
  apply(window.app(), SetZoom{2});
  window.driver().resize(1024, 700);
  constexpr const char* kAnswer = "Two: the manual is still there";
  ASSERT_TRUE(shows(window, "Question"));
  apply(window.app(), GoToStep{85});  // whoever comes to it sees it
  EXPECT_TRUE(shows(window, kAnswer));
  for (const char* tab : {"Ladder", "Lines", "Now", "Devices"}) {
    ASSERT_TRUE(window.driver().click(tab)) << tab;
    EXPECT_FALSE(shows(window, kAnswer)) << tab;
    ASSERT_TRUE(window.driver().click("Question")) << tab;
    EXPECT_TRUE(shows(window, kAnswer)) << tab;
  }
  ASSERT_TRUE(window.driver().click("Ladder"));
  window.key(ImGuiKey_RightArrow);  // nothing comes before it is answered
  EXPECT_TRUE(shows(window, kAnswer));
  EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{});
}

float story_scroll() {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (std::string(window->Name).find("/story_") != std::string::npos) return window->Scroll.y;
  return -1;
}

TEST(Story, AnotherStepIsReadFromItsBeginning) {
  Window window({"delete-here-gone-there", "40", false});
  apply(window.app(), SetZoom{2});
  window.driver().resize(1024, 700);
  window.driver().settle();
  window.driver().rest_at({500, 480});
  window.driver().wheel(-3);
  window.driver().settle();
  EXPECT_GT(story_scroll(), 0);
  window.key(ImGuiKey_RightArrow);
  window.driver().settle();
  EXPECT_EQ(story_scroll(), 0);
}

bool overlap(const Widget& a, const Widget& b) {
  return a.min.x < b.max.x - 1 && b.min.x < a.max.x - 1 && a.min.y < b.max.y - 1 &&
         b.min.y < a.max.y - 1;
}

class Asked : public testing::TestWithParam<std::string> {
 protected:
  static void look(Window& window) {
    const std::vector<Widget> seen = seen_widgets();
    // Windows and areas that scroll are seen as widgets, too.
    const auto counts = [](const Widget& w) {
      return w.visible && !w.label.empty() && w.label != "Debug" && w.label.rfind("popscope", 0);
    };
    for (std::size_t a = 0; a < seen.size(); ++a) {
      for (std::size_t b = a + 1; b < seen.size(); ++b) {
        EXPECT_FALSE(counts(seen[a]) && counts(seen[b]) && overlap(seen[a], seen[b]))
            << seen[a].label << " and " << seen[b].label << " at step " << window.visit().step();
      }
    }
    for (const std::string& complaint : window.driver().complaints()) ADD_FAILURE() << complaint;
  }
  // Past what waits, or one step on.
  static bool go_on(lesson::Visit& visit) {
    if (const auto ask = visit.open_ask()) return visit.answer(*ask, 0), true;
    if (const auto a_try = visit.open_try()) return visit.give_up(*a_try), true;
    if (!visit.ways().empty()) return visit.take_way(0), true;
    return visit.forward();
  }
};

TEST_P(Asked, NothingOverlapsAtThreeHundredPercent) {
  for (const float zoom : {2.5f, 3.0f}) {
    Window window({GetParam(), "1", false});
    apply(window.app(), SetZoom{zoom});
    window.driver().resize(1024, 700);
    window.driver().settle();
    lesson::Visit& visit = visit_to_change(window.app());
    do {
      if (!visit.open_ask() && !visit.open_try() && visit.ways().empty()) continue;
      window.driver().frame(2);
      look(window);
    } while (go_on(visit));
  }
}

INSTANTIATE_TEST_SUITE_P(Lessons, Asked, testing::ValuesIn(lesson_ids()),
                         [](const auto& lesson) {
                           std::string name = lesson.param;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

}  // namespace
}  // namespace popscope::gui
