// What is embedded is what is on the disk, and the fonts are fit for columns of numbers.
#include "embedded/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

#include "imgui.h"

namespace popscope::embedded {
namespace {

constexpr const char* kFaces[] = {"inter-regular", "inter-medium", "inter-semibold", "mono-regular",
                                  "mono-bold"};

std::string font_path(const char* face) { return std::string("assets/fonts/") + face; }

TEST(EmbeddedFiles, StandInOrderSoThatFindingIsASearch) {
  const auto all = files();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const File& a, const File& b) { return a.path < b.path; }));
  for (const File& file : all) EXPECT_EQ(find(file.path), &file);
  EXPECT_EQ(find(""), nullptr);
  EXPECT_EQ(find("assets/fonts/zapfino"), nullptr);
}

TEST(EmbeddedFiles, HoldTheOctetsOfTheDisk) {
  const std::filesystem::path top = POPSCOPE_SOURCE_DIR;
  for (const File& file : files()) {
    if (file.path.substr(0, 13) == "assets/fonts/") continue;  // made when building
    std::ifstream disk(top / file.path, std::ios::binary);
    ASSERT_TRUE(disk) << file.path;
    const std::string octets{std::istreambuf_iterator<char>(disk), {}};
    EXPECT_TRUE(file.octets == octets) << file.path;
  }
}

class EmbeddedFonts : public testing::Test {
 protected:
  void SetUp() override {
    context_ = ImGui::CreateContext();
    // Latin, arrows, and the signs that panels count on.
    static constexpr ImWchar kRanges[] = {0x20,   0x17F,  0x2010, 0x2027, 0x2190,
                                          0x2193, 0x2713, 0x2717, 0};
    for (const char* face : kFaces) {
      const File* file = find(font_path(face));
      ASSERT_NE(file, nullptr) << face;
      ImFontConfig config;
      config.FontDataOwnedByAtlas = false;
      fonts_.push_back(ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
          const_cast<char*>(file->octets.data()), static_cast<int>(file->octets.size()), 40.0F,
          &config, kRanges));
    }
    ImGui::GetIO().Fonts->Build();
  }
  void TearDown() override { ImGui::DestroyContext(context_); }

  ImGuiContext* context_ = nullptr;
  std::vector<ImFont*> fonts_;
};

TEST_F(EmbeddedFonts, HaveDigitsOfOneWidth) {
  for (std::size_t face = 0; face < fonts_.size(); ++face) {
    const float zero = fonts_[face]->GetCharAdvance('0');
    EXPECT_GT(zero, 10.0F);
    for (ImWchar digit = '1'; digit <= '9'; ++digit) {
      EXPECT_EQ(fonts_[face]->GetCharAdvance(digit), zero) << kFaces[face] << " " << digit;
    }
  }
}

TEST_F(EmbeddedFonts, HaveTheSignsOfThePanels) {
  for (std::size_t face = 0; face < fonts_.size(); ++face) {
    static constexpr ImWchar kSigns[] = {0xA7,   0x17E,  0x2013, 0x2014, 0x201C,
                                         0x2026, 0x2190, 0x2192, 0x2713, 0x2717};
    for (const ImWchar sign : kSigns) {
      EXPECT_NE(fonts_[face]->FindGlyphNoFallback(sign), nullptr)
          << kFaces[face] << " lacks U+" << std::hex << int{sign};
    }
  }
}

}  // namespace
}  // namespace popscope::embedded
