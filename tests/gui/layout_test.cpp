// Where everything stands: nothing overlaps, nothing lies outside, at any size and zoom.
#include "gui/app/layout.h"

#include <gtest/gtest.h>

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
                                l.left, l.middle, l.right,  l.headline};
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

}  // namespace
}  // namespace popscope::gui
