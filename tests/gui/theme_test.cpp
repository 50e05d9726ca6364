// Contrast of every text on every ground it may stand on, in each theme.
#include "gui/style/theme.h"

#include <gtest/gtest.h>

#include "gui/style/type.h"

namespace popscope::gui {
namespace {

TEST(Theme, ContrastIsThatOfWcag) {
  EXPECT_NEAR(contrast_ratio(rgb(0x000000), rgb(0xFFFFFF)), 21.0, 0.001);
  EXPECT_NEAR(contrast_ratio(rgb(0x777777), rgb(0xFFFFFF)), 4.48, 0.01);
  EXPECT_NEAR(contrast_ratio(rgb(0x123456), rgb(0x123456)), 1.0, 0.001);
}

TEST(Theme, EveryTextCanBeReadOnItsGround) {
  for (const ThemeName name : kThemeNames) {
    const Theme& chosen = theme(name);
    for (const TextOnGround& pair : text_pairs())
      EXPECT_GE(contrast_ratio(chosen[pair.text], chosen[pair.ground]), pair.at_least)
          << spelling(name) << ": role " << static_cast<int>(pair.text) << " on role "
          << static_cast<int>(pair.ground);
  }
}

TEST(Theme, HighContrastHasNoSoftFillsAndThickBorders) {
  for (const ThemeName name : {ThemeName::contrast_light, ThemeName::contrast_dark}) {
    const Theme& chosen = theme(name);
    EXPECT_FALSE(chosen.soft_fills);
    EXPECT_EQ(chosen.border, 2);
    for (const TextOnGround& pair : text_pairs())
      EXPECT_GE(contrast_ratio(chosen[pair.text], chosen[pair.ground]), 7.0) << spelling(name);
    EXPECT_NEAR(contrast_ratio(chosen[Role::line], chosen[Role::surface]), 21.0, 0.001);
  }
}

TEST(Theme, SpellingsLeadBack) {
  for (const ThemeName name : kThemeNames) EXPECT_EQ(theme_name(spelling(name)), name);
  EXPECT_EQ(theme_name("sepia"), std::nullopt);
}

}  // namespace
}  // namespace popscope::gui
