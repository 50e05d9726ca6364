// What stays in sight in a window with little room: what came of a guess, the names of the parts,
// the tools of the bars, and that there is more below.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "gui/style/metrics.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "tests/gui/pixels.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

HeadlessSettings small() {
  HeadlessSettings settings;
  settings.width = 1024;
  settings.height = 700;
  return settings;
}

// Above the tabs, whichever of them is open: the guess in the colour of its verdict, and what is.
TEST(FoldedWindow, WhatCameOfAGuessStandsAboveTheTabs) {
  using Tabs = std::vector<const char*>;
  for (const auto& [zoom, tabs] :
       {std::pair{2.0f, Tabs{"ladder", "lines", "explanation", "now", "devices"}},
        {1.0f, Tabs{"explanation", "now", "devices"}}}) {
    Window window(Request{"deletion-happens-at-quit", "10", false}, nullptr, small());
    window.ui().zoom = zoom;
    window.driver().settle();
    ASSERT_TRUE(window.visit().open_ask());
    apply(window.app(), Answer{*window.visit().open_ask(), 0});  // "Two"
    apply(window.app(), Next{});
    for (const char* tab : tabs) {
      apply(window.app(), SetTab{tab});
      window.driver().settle();
      const Widget* devices = window.driver().find("Devices");
      ASSERT_NE(devices, nullptr) << tab;
      const float from = devices->min.y - 80 * zoom;
      const Rect above{{zoom == 2 ? 0 : devices->min.x - 400, from}, {1024, devices->min.y}};
      const Picture picture = window.driver().picture();
      EXPECT_GT(pixels_of(Role::error, picture, above), 10) << tab << " at " << zoom;
      EXPECT_GT(pixels_of(Role::ok, picture, above), 10) << tab << " at " << zoom;
    }
  }
}

// Three rows of branches leave no room for them below the line.
TEST(TimeStrip, NamesOfPartsStandAboveThreeRows) {
  for (const char* lesson : {"same-second", "sarahs-story"}) {
    Window window(Request{lesson, "20", false});
    window.driver().settle();
    const Widget* strip = window.driver().find("Time");
    ASSERT_NE(strip, nullptr);
    const Picture picture = window.driver().picture();
    const int top = static_cast<int>(metrics::kTopBar);
    // Blue above the line, and no handle there, which would be as blue below.
    const auto is_blue = [&](int x, int y) {
      const std::uint8_t* at = &picture.rgb[static_cast<std::size_t>(y * picture.width + x) * 3];
      return at[2] - at[0] > 60;
    };
    int columns = 0;
    for (int x = static_cast<int>(strip->min.x); x < static_cast<int>(strip->max.x); ++x) {
      bool above = false;
      for (int y = top + 2; y < top + 11; ++y) above = above || is_blue(x, y);
      columns += above && !is_blue(x, top + 19) ? 1 : 0;
    }
    EXPECT_GT(columns, 12) << lesson;
    EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{});
  }
}

// Back, Forward and the line to type into stay; words are shortened instead.
TEST(FoldedWindow, TheToolsOfTheBarStayWhereWordsAreLong) {
  for (const char* lesson : {"sarahs-story", "same-second", "the-cable-is-cut", "two-devices",
                             "deletion-happens-at-quit", "wrong-port-blocked-port"}) {
    for (const char* step : {"3", "end"}) {
      Window window(Request{lesson, step, false}, nullptr, small());
      window.ui().zoom = 2;
      window.driver().settle();
      for (const char* tool : {"Back", "Forward", "Type"})
        EXPECT_TRUE(window.driver().has(tool)) << lesson << ", step " << step << ": " << tool;
    }
  }
}

// Wherever a part ends, the bar that says that there is more stands within the window.
TEST(ScrollArea, ItsBarStandsWithinTheWindow) {
  for (const float margin : {0.0f, 8.0f, 40.0f}) {
    HeadlessSettings settings = small();
    Headless page(settings, embedded_fonts(), [&] {
      const Root root;
      const Rect area{{0, 0}, {1024 - margin, 300}};
      ScrollArea scroll("part", area);
      place({0, 900 - scroll.scroll()});
    });
    page.frame(4);
    EXPECT_GT(pixels_of(Role::ghost, page.picture(), {{1024 - 54, 0}, {1024, 300}}), 100)
        << margin;
  }
}

// The sentence to keep comes first on the page behind a lesson: below it what else there is to see.
TEST(EndPage, TheSentenceToKeepStandsFirst) {
  Window window(Request{"sarahs-story", "POP3 removes:end", false});
  apply(window.app(), OpenPage{Page::end});
  window.driver().settle();
  int ways = 0;
  for (const Widget& widget : seen_widgets()) {
    if (widget.label.rfind("See: ", 0) != 0 || widget.min.y > 800) continue;
    ++ways;
    EXPECT_GT(widget.min.y, metrics::kTopBar + metrics::kTimeStrip + 100) << widget.label;
  }
  EXPECT_GT(ways, 0);
}

}  // namespace
}  // namespace popscope::gui
