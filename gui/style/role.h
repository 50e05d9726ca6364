#pragma once
// What a colour is for. Panels and widgets name roles only; which colour a role has is decided by
// the theme. This file knows no theme and no Dear ImGui.

#include <array>
#include <cstddef>
#include <cstdint>

namespace popscope::gui {

enum class Role : std::uint8_t {
  ground,       // behind panes
  surface,      // panes, bars
  line,         // hairlines, borders
  ink,          // text
  ink_2,        // secondary text
  ink_3,        // what may be missed, the future; only on ground and surface
  ghost,        // lines, dots and dashed outlines of what is gone or not yet; never text
  accent,       // now, selection, the one primary button
  accent_soft,  // behind what is selected
  on_accent,    // text on the primary button
  ok,           // +OK, right
  ok_soft,
  error,  // -ERR, wrong, cut
  error_soft,
  mark,  // marked for deletion, warnings
  mark_soft,
};

inline constexpr std::size_t kRoleCount = static_cast<std::size_t>(Role::mark_soft) + 1;

// The soft fill that goes with a strong role, and the strong role that goes with a soft fill.
constexpr Role soft_of(Role strong) {
  switch (strong) {
    case Role::ok:
    case Role::ok_soft:
      return Role::ok_soft;
    case Role::error:
    case Role::error_soft:
      return Role::error_soft;
    case Role::mark:
    case Role::mark_soft:
      return Role::mark_soft;
    case Role::accent:
    case Role::accent_soft:
    case Role::on_accent:
      return Role::accent_soft;
    case Role::ground:
    case Role::surface:
    case Role::line:
    case Role::ink:
    case Role::ink_2:
    case Role::ink_3:
    case Role::ghost:
      return Role::ground;
  }
  return Role::ground;
}

constexpr Role strong_of(Role soft) {
  switch (soft) {
    case Role::ok:
    case Role::ok_soft:
      return Role::ok;
    case Role::error:
    case Role::error_soft:
      return Role::error;
    case Role::mark:
    case Role::mark_soft:
      return Role::mark;
    case Role::accent:
    case Role::accent_soft:
    case Role::on_accent:
      return Role::accent;
    case Role::ground:
    case Role::surface:
    case Role::line:
    case Role::ink:
    case Role::ink_2:
    case Role::ink_3:
    case Role::ghost:
      return Role::line;
  }
  return Role::line;
}

struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
};

constexpr Colour rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>((hex >> 16) & 255), static_cast<std::uint8_t>((hex >> 8) & 255),
          static_cast<std::uint8_t>(hex & 255)};
}

using Palette = std::array<Colour, kRoleCount>;

}  // namespace popscope::gui
