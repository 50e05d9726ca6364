// The rasteriser on shapes whose pixels are known, PNG there and back, and that nothing moves once
// a frame has settled.
#include "gui/picture/picture.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <imgui.h>

#include "gui/picture/headless.h"
#include "tests/gui/gallery.h"

namespace popscope::gui {
namespace {

struct Rgb {
  int r, g, b;
  bool operator==(const Rgb&) const = default;
};

Rgb at(const Picture& picture, int x, int y) {
  const std::size_t i = static_cast<std::size_t>(y * picture.width + x) * 3;
  return {picture.rgb[i], picture.rgb[i + 1], picture.rgb[i + 2]};
}

constexpr Rgb kBlack = {0, 0, 0};
constexpr Rgb kRed = {255, 0, 0};

Picture drawn(void (*shapes)(ImDrawList&)) {
  Headless page({40, 30, {}}, embedded_fonts(),
                [shapes] { shapes(*ImGui::GetBackgroundDrawList()); });
  page.frame();
  return page.picture();
}

TEST(Rasteriser, ARectangleCoversExactlyItsPixels) {
  const Picture picture = drawn([](ImDrawList& list) {
    list.AddRectFilled({10, 5}, {20, 15}, IM_COL32(255, 0, 0, 255));
  });
  for (int y = 0; y < 30; ++y)
    for (int x = 0; x < 40; ++x) {
      const bool inside = x >= 10 && x < 20 && y >= 5 && y < 15;
      EXPECT_EQ(at(picture, x, y), inside ? kRed : kBlack) << x << ", " << y;
    }
}

TEST(Rasteriser, NeighbouringTrianglesShareNoPixelAndLeaveNoGap) {
  const Picture picture = drawn([](ImDrawList& list) {
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    const ImU32 half = IM_COL32(255, 255, 255, 128);
    const ImVec2 middle(19.3f, 14.7f);
    const ImVec2 around[] = {{0, 0}, {40, 0}, {40, 30}, {0, 30}};
    for (int i = 0; i < 4; ++i)
      list.AddTriangleFilled(around[i], around[(i + 1) % 4], middle, half);
  });
  for (int y = 0; y < 30; ++y)
    for (int x = 0; x < 40; ++x)
      EXPECT_EQ(at(picture, x, y), (Rgb{128, 128, 128})) << x << ", " << y;
}

TEST(Rasteriser, AlphaMixesAndClippingHolds) {
  const Picture picture = drawn([](ImDrawList& list) {
    list.PushClipRect({0, 0}, {5, 5});
    list.AddRectFilled({0, 0}, {40, 30}, IM_COL32(200, 100, 0, 51));
    list.PopClipRect();
  });
  EXPECT_EQ(at(picture, 4, 4), (Rgb{40, 20, 0}));
  EXPECT_EQ(at(picture, 5, 4), kBlack);
}

TEST(Png, ThereAndBack) {
  Picture picture{3, 2, {255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9}};
  const std::string path = testing::TempDir() + "popscope_there_and_back.png";
  ASSERT_TRUE(save_png(picture, path));
  const auto loaded = load_png(path);
  ASSERT_TRUE(loaded.has_value());
  EXPECT_EQ(*loaded, picture);
  picture.rgb[10] = 9;
  EXPECT_EQ(difference(*loaded, picture).pixels, 1);
  EXPECT_EQ(difference(*loaded, picture).most, 7);
  std::filesystem::remove(path);
  EXPECT_FALSE(load_png(path).has_value());
  EXPECT_FALSE(save_png(picture, "/nowhere/picture.png"));
}

TEST(Headless, AFrameSettlesAndThenNothingMoves) {
  Gallery gallery;
  Headless page({1300, 900, {}}, embedded_fonts(), [&] { gallery.draw(); });
  EXPECT_LE(page.settle(), 5);
  const Picture picture = page.picture();
  page.frame(10);
  EXPECT_EQ(difference(picture, page.picture()).pixels, 0);
}

}  // namespace
}  // namespace popscope::gui
