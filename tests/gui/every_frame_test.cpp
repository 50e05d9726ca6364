// Every scenario, at its steps, in every theme and three sizes, at every tab and page, draws
// without a complaint of Dear ImGui: no two widgets of one id, no failed assertion.
#include <algorithm>
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

struct Size {
  int width, height;
  float zoom;
};

constexpr Size kSizes[] = {{1440, 900, 1}, {1024, 700, 1}, {1024, 700, 2}};
constexpr std::uint32_t kStopsMax = 24;  // of a branch: sampled evenly beyond

class EveryFrame : public testing::TestWithParam<std::string> {
 protected:
  // A changed zoom bakes the fonts anew, so sizes are the outer loop.
  static void resize(Window& window, const Size& size) {
    apply(window.app(), SetZoom{size.zoom});
    window.driver().resize(size.width, size.height);
    window.driver().frame(2);
  }

  static void in_every_theme(Window& window, const std::string& where) {
    for (const ThemeName theme : kThemeNames) {
      apply(window.app(), SetTheme{static_cast<std::uint8_t>(theme)});
      window.driver().frame(2);
      for (const std::string& complaint : window.driver().complaints()) {
        ADD_FAILURE() << GetParam() << ", " << where << ": " << complaint;
      }
    }
  }

  static void show_stops(Window& window, std::uint32_t branch, const std::string& where) {
    const sim::Steps& steps = window.visit().steps({branch});
    const std::uint32_t stride = std::max(1u, steps.count() / kStopsMax);
    for (std::uint32_t step = 0; step <= steps.count(); step += stride) {
      apply(window.app(), OpenAt{branch, step == 0 ? 0 : steps.step(step).closes});
      in_every_theme(window, where + ", step " + std::to_string(step));
    }
  }
};

TEST_P(EveryFrame, EachStepInEachTheme) {
  Window window({GetParam(), "end", false});
  const std::size_t branches = window.visit().timeline().branches().size();
  for (const Size& size : kSizes) {
    resize(window, size);
    for (std::uint32_t branch = 0; branch < branches; ++branch) {
      show_stops(window, branch,
                 std::to_string(size.width) + " wide, branch " + std::to_string(branch));
    }
  }
}

TEST_P(EveryFrame, EachPageAndTabInEachTheme) {
  Window window({GetParam(), "", false});
  for (const Size& size : kSizes) {
    resize(window, size);
    for (const char* tab : {"ladder", "lines", "now", "explanation", "devices"}) {
      apply(window.app(), SetTab{tab});
      in_every_theme(window, tab);
    }
    for (const Popup popup :
         {Popup::keys, Popup::size_and_theme, Popup::run_to, Popup::branches, Popup::open_file,
          Popup::save, Popup::rename, Popup::new_from_lesson}) {
      apply(window.app(), Show{popup});
      window.driver().frame(3);
      in_every_theme(window, "popup " + std::to_string(static_cast<int>(popup)));
      apply(window.app(), Show{Popup::none});
      window.driver().frame(2);
    }
    for (const Page page : {Page::start, Page::end, Page::compare, Page::lesson}) {
      apply(window.app(), OpenPage{page});
      in_every_theme(window, "page " + std::to_string(static_cast<int>(page)));
    }
    apply(window.app(), ToggleProjector{});
    in_every_theme(window, "projector");
    apply(window.app(), ToggleProjector{});
    apply(window.app(), Go{Go::To::last});
    apply(window.app(), Next{});
  }
}

// A phone's window with letters for the last row: little fits, and all of it ends.
TEST_P(EveryFrame, ALowWindowWithLargeLetters) {
  Window window({GetParam(), "end", false});
  resize(window, {480, 320, 3});
  for (const char* tab : {"ladder", "lines", "now", "explanation", "devices"}) {
    apply(window.app(), SetTab{tab});
    const sim::Steps& steps = window.visit().steps({0});
    for (std::uint32_t step = 0; step <= steps.count(); step += 5) {
      apply(window.app(), OpenAt{0, step == 0 ? 0 : steps.step(step).closes});
      window.driver().frame(2);
      EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{}) << tab << " " << step;
    }
  }
  for (const Page page : {Page::start, Page::end, Page::compare}) {
    apply(window.app(), OpenPage{page});
    window.driver().frame(2);
    EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{});
  }
}

INSTANTIATE_TEST_SUITE_P(Lessons, EveryFrame, testing::ValuesIn(lesson_ids()), [](const auto& id) {
  std::string name = id.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(EveryFrameOfPages, AFaultyFileInEachTheme) {
  TemporaryFolder folder;
  folder.write("bad.json", "{ \"popscope\": \"scenario/1\", \"titel\": 3, \"story\": 5 }");
  Window window({folder.file("bad.json"), "", false});
  for (const ThemeName theme : kThemeNames) {
    for (const Size& size : kSizes) {
      apply(window.app(), SetTheme{static_cast<std::uint8_t>(theme)});
      apply(window.app(), SetZoom{size.zoom});
      window.driver().resize(size.width, size.height);
      for (const bool format : {false, true}) {
        window.ui().format_shown = format;
        window.driver().frame(2);
        EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{});
      }
    }
  }
}

}  // namespace
}  // namespace popscope::gui
