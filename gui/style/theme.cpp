#include "gui/style/theme.h"

#include <algorithm>
#include <cmath>

namespace popscope::gui {
namespace {

// In the order of Role.
constexpr Theme kLight = {
    ThemeName::light,
    {rgb(0xF7F6F3), rgb(0xFFFFFF), rgb(0xE3E1DB), rgb(0x1A1C20), rgb(0x575C65), rgb(0x8A8F98),
     rgb(0xB5B9C0), rgb(0x1D5FD0), rgb(0xE7EFFC), rgb(0xFFFFFF), rgb(0x0B7A53), rgb(0xE2F3EB),
     rgb(0xB3401A), rgb(0xFBEAE3), rgb(0x8A5B00), rgb(0xFFF2CF)},
    1,
    true,
    false};

constexpr Theme kDark = {
    ThemeName::dark,
    {rgb(0x121418), rgb(0x1A1D23), rgb(0x2B3039), rgb(0xE8EAED), rgb(0xA6ACB6), rgb(0x737A85),
     rgb(0x565C66), rgb(0x7AAEFF), rgb(0x1B2B46), rgb(0x121418), rgb(0x57C795), rgb(0x16302A),
     rgb(0xFF9166), rgb(0x3A221A), rgb(0xF0C04C), rgb(0x352B12)},
    1,
    true,
    true};

// Soft roles are the surface itself: nothing is told apart by a pale fill.
constexpr Theme kContrastLight = {
    ThemeName::contrast_light,
    {rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0x000000), rgb(0x000000), rgb(0x000000), rgb(0x3A3A3A),
     rgb(0x5C5C5C), rgb(0x0039A6), rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0x00573A), rgb(0xFFFFFF),
     rgb(0x8F2A00), rgb(0xFFFFFF), rgb(0x5E3E00), rgb(0xFFFFFF)},
    2,
    false,
    false};

constexpr Theme kContrastDark = {
    ThemeName::contrast_dark,
    {rgb(0x000000), rgb(0x000000), rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0xC8C8C8),
     rgb(0xA0A0A0), rgb(0x9CC4FF), rgb(0x000000), rgb(0x000000), rgb(0x7CE3B4), rgb(0x000000),
     rgb(0xFFB08F), rgb(0x000000), rgb(0xFFD75E), rgb(0x000000)},
    2,
    false,
    true};

constexpr std::array<const Theme*, 4> kThemes = {&kLight, &kDark, &kContrastLight, &kContrastDark};
constexpr std::array<std::string_view, 4> kSpellings = {"light", "dark", "contrast-light",
                                                        "contrast-dark"};

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Colour c) {
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

}  // namespace

const Theme& theme(ThemeName name) { return *kThemes[static_cast<std::size_t>(name)]; }

std::string_view spelling(ThemeName name) { return kSpellings[static_cast<std::size_t>(name)]; }

std::optional<ThemeName> theme_name(std::string_view spelled) {
  for (const ThemeName name : kThemeNames)
    if (spelling(name) == spelled) return name;
  return std::nullopt;
}

ThemeName next_theme(ThemeName name) {
  return kThemeNames[(static_cast<std::size_t>(name) + 1) % kThemeNames.size()];
}

double contrast_ratio(Colour a, Colour b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

std::vector<TextOnGround> text_pairs() {
  std::vector<TextOnGround> pairs;
  const std::array grounds = {Role::ground,  Role::surface,    Role::accent_soft,
                              Role::ok_soft, Role::error_soft, Role::mark_soft};
  for (const Role ground : grounds) {
    pairs.push_back({Role::ink, ground, 4.5});
    pairs.push_back({Role::ink_2, ground, 4.5});
    const bool plain = ground == Role::ground || ground == Role::surface;
    if (plain) pairs.push_back({Role::ink_3, ground, 3.0});
    for (const Role strong : {Role::accent, Role::ok, Role::error, Role::mark})
      if (plain || soft_of(strong) == ground) pairs.push_back({strong, ground, 4.5});
  }
  // +OK and -ERR stand in the selected line; "removed" stands in a marked row.
  pairs.push_back({Role::ok, Role::accent_soft, 4.5});
  pairs.push_back({Role::error, Role::accent_soft, 4.5});
  pairs.push_back({Role::on_accent, Role::accent, 4.5});
  return pairs;
}

}  // namespace popscope::gui
