// Draws every widget in every theme at 100 % and 200 % into build/pictures, to be looked at, and
// works them with mouse and keyboard.
#include "tests/gui/gallery.h"

#include <filesystem>
#include <gtest/gtest.h>

#include "gui/testing/driver.h"

namespace popscope::gui {
namespace {

struct Page {
  Gallery gallery;
  Driver driver;

  explicit Page(HeadlessSettings settings = {})
      : driver(settings, embedded_fonts(), [this] { gallery.draw(); }) {
    driver.settle();
  }
};

class GalleryTest : public testing::Test {
 protected:
  Page page_;

  void TearDown() override { EXPECT_EQ(page_.driver.complaints(), std::vector<std::string>{}); }
};

TEST(GalleryPictures, EveryThemeAtTwoZooms) {
  const std::filesystem::path folder = POPSCOPE_SOURCE_DIR "/build/pictures";
  std::filesystem::create_directories(folder);
  for (const float zoom : {1.0f, 2.0f}) {
    HeadlessSettings settings;
    settings.width = static_cast<int>(1300 * zoom);
    settings.height = static_cast<int>(900 * zoom);
    settings.look.zoom = zoom;
    Page page(settings);
    for (const ThemeName name : kThemeNames) {
      settings.look.theme = name;
      page.driver.ui().look.set(settings.look);
      EXPECT_LT(page.driver.settle(), Headless::kSettleMax);
      const std::string file =
          "gallery-" + std::string(spelling(name)) + (zoom == 2.0f ? "-200.png" : ".png");
      EXPECT_TRUE(save_png(page.driver.picture(), (folder / file).string()));
    }
    EXPECT_EQ(page.driver.complaints(), std::vector<std::string>{});
  }
}

// What only shows when it is pointed at, focused or opened.
TEST_F(GalleryTest, PicturesOfWhatIsAboveAndAround) {
  const std::filesystem::path folder = POPSCOPE_SOURCE_DIR "/build/pictures";
  const auto shot = [&](const char* name) {
    EXPECT_TRUE(save_png(page_.driver.picture(), (folder / name).string()));
  };
  page_.driver.hover("USER");
  shot("gallery-tooltip.png");
  page_.driver.click("100 %");
  page_.driver.frame(3);
  page_.driver.hover("110 %");
  shot("gallery-menu.png");
  page_.driver.key(ImGuiKey_Escape);
  page_.driver.type_into("name", "second try");
  page_.driver.click("Segment");
  page_.driver.key(ImGuiKey_Tab);
  shot("gallery-focus.png");
}

TEST_F(GalleryTest, ButtonsAreClickedByLabel) {
  EXPECT_TRUE(page_.driver.click("Play"));
  EXPECT_EQ(page_.gallery.last, "Play");
  EXPECT_TRUE(page_.driver.click("Send QUIT"));
  EXPECT_EQ(page_.gallery.last, "Send QUIT");
  EXPECT_TRUE(page_.driver.click("Next: QUIT"));
  EXPECT_EQ(page_.gallery.last, "Next");
  EXPECT_FALSE(page_.driver.click("Not now")) << "switched off";
  EXPECT_FALSE(page_.driver.click("No such button"));
}

TEST_F(GalleryTest, ACommandThatIsNotPermittedCannotBePressed) {
  page_.driver.click("USER");
  EXPECT_EQ(page_.gallery.last, "");
  page_.driver.click("STAT");
  EXPECT_EQ(page_.gallery.last, "STAT");
}

TEST_F(GalleryTest, ChoicesChange) {
  EXPECT_TRUE(page_.driver.click("Segment"));
  EXPECT_EQ(page_.gallery.grain, 2);
  EXPECT_TRUE(page_.driver.click("Lines"));
  EXPECT_EQ(page_.gallery.tab, 1);
  EXPECT_TRUE(page_.driver.click("Sniffer's view"));
  EXPECT_TRUE(page_.gallery.sniffer);
}

TEST_F(GalleryTest, TabWalksAndSpacePresses) {
  EXPECT_FALSE(page_.driver.ui().focus.keeps_keys());
  page_.driver.key(ImGuiKey_Tab);
  EXPECT_TRUE(page_.driver.ui().focus.keeps_keys());
  page_.driver.key(ImGuiKey_Space);
  EXPECT_EQ(page_.gallery.last, "Lessons");
  page_.driver.key(ImGuiKey_Tab);
  page_.driver.key(ImGuiKey_Enter);
  EXPECT_EQ(page_.gallery.last, "?");
  page_.driver.key(ImGuiMod_Shift | ImGuiKey_Tab);
  page_.gallery.last.clear();
  page_.driver.key(ImGuiKey_Space);
  EXPECT_EQ(page_.gallery.last, "Lessons");
  page_.driver.key(ImGuiKey_Escape);
  EXPECT_FALSE(page_.driver.ui().focus.keeps_keys());
}

TEST_F(GalleryTest, ArrowsMoveTheChoiceThatHasTheFocus) {
  for (int i = 0; i < 5; ++i) page_.driver.key(ImGuiKey_Tab);  // Lessons ? 100 % Present grain
  page_.driver.key(ImGuiKey_RightArrow);
  EXPECT_EQ(page_.gallery.grain, 2);
  page_.driver.key(ImGuiKey_RightArrow);
  EXPECT_EQ(page_.gallery.grain, 2);
  page_.driver.key(ImGuiKey_LeftArrow);
  page_.driver.key(ImGuiKey_LeftArrow);
  EXPECT_EQ(page_.gallery.grain, 0);
}

TEST_F(GalleryTest, AMenuKeepsTheFocusUntilItCloses) {
  for (int i = 0; i < 3; ++i) page_.driver.key(ImGuiKey_Tab);
  page_.driver.key(ImGuiKey_Space);
  EXPECT_TRUE(page_.driver.has("High contrast"));
  page_.driver.key(ImGuiKey_Tab);
  page_.driver.key(ImGuiKey_DownArrow);
  page_.driver.key(ImGuiKey_Enter);
  EXPECT_EQ(page_.gallery.last, "100 %");
  EXPECT_FALSE(page_.driver.has("High contrast"));
  page_.driver.key(ImGuiKey_Space);
  EXPECT_TRUE(page_.driver.has("High contrast")) << "the focus went back to its chip";
  page_.driver.key(ImGuiKey_Escape);
  EXPECT_FALSE(page_.driver.has("High contrast"));
  EXPECT_TRUE(page_.driver.ui().focus.keeps_keys());
}

TEST_F(GalleryTest, ATextFieldTakesWordsAndEnter) {
  EXPECT_TRUE(page_.driver.type_into("name", "caf\xC3\xA9 42"));
  EXPECT_EQ(page_.gallery.typed, "caf\xC3\xA9 42");
  EXPECT_TRUE(page_.driver.ui().focus.typing());
  page_.driver.key(ImGuiKey_Backspace);
  page_.driver.key(ImGuiKey_Enter);
  EXPECT_EQ(page_.gallery.entered, "caf\xC3\xA9 4");
  page_.driver.type_into("name", "x");
  page_.driver.key(ImGuiKey_Escape);
  page_.driver.frame(2);
  EXPECT_FALSE(page_.driver.ui().focus.typing());
}

TEST_F(GalleryTest, TabReachesTheTextField) {
  for (int i = 0; i < 60 && !page_.driver.ui().focus.typing(); ++i) page_.driver.key(ImGuiKey_Tab);
  page_.driver.type("typed");
  EXPECT_EQ(page_.gallery.typed, "typed");
  page_.driver.key(ImGuiKey_Tab);
  page_.driver.type("lost");
  EXPECT_EQ(page_.gallery.typed, "typed");
}

TEST_F(GalleryTest, WhatCanBeClickedIsLargeEnough) {
  for (const Widget& widget : seen_widgets()) {
    if (widget.label.empty() || !widget.visible) continue;
    if (widget.window.find("popscope") == std::string::npos) continue;
    EXPECT_GE(widget.full_max.x - widget.full_min.x, 28) << widget.label;
    EXPECT_GE(widget.full_max.y - widget.full_min.y, 28) << widget.label;
  }
}

TEST_F(GalleryTest, TheSamePictureTwice) {
  const Picture once = page_.driver.picture();
  Page other;
  EXPECT_EQ(difference(once, other.driver.picture()).pixels, 0);
}

TEST(Complaints, FailedAssertionsAndSharedIdsAreCollected) {
  Driver driver({}, embedded_fonts(), [] {
    ImGui::Begin("twice");
    ImGui::Button("same");
    ImGui::Button("same");
    ImGui::End();
  });
  driver.frame(2);
  EXPECT_FALSE(driver.complaints().empty());
}

}  // namespace
}  // namespace popscope::gui
