#pragma once
// The four themes: one colour for each role, the width of a border, and whether soft fills exist.
// Knows no Dear ImGui. A theme without soft fills shows what is selected by a strong outline.

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "gui/style/role.h"

namespace popscope::gui {

enum class ThemeName : std::uint8_t { light, dark, contrast_light, contrast_dark };

inline constexpr std::array<ThemeName, 4> kThemeNames = {
    ThemeName::light, ThemeName::dark, ThemeName::contrast_light, ThemeName::contrast_dark};

struct Theme {
  ThemeName name = ThemeName::light;
  Palette palette{};
  int border = 1;          // logical pixels
  bool soft_fills = true;  // false: a selected row is outlined, not filled
  bool dark = false;

  Colour operator[](Role role) const { return palette[static_cast<std::size_t>(role)]; }
};

const Theme& theme(ThemeName name);

// "light", "dark", "contrast-light", "contrast-dark": as the command line spells them.
std::string_view spelling(ThemeName name);
std::optional<ThemeName> theme_name(std::string_view spelling);
ThemeName next_theme(ThemeName name);

// WCAG 2 contrast of two colours, 1 to 21.
double contrast_ratio(Colour a, Colour b);

// A text role on a ground, and the contrast that it must have.
struct TextOnGround {
  Role text = Role::ink;
  Role ground = Role::surface;
  double at_least = 4.5;
};
std::vector<TextOnGround> text_pairs();

}  // namespace popscope::gui
