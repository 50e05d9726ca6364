#pragma once
// The paces of Play: how long each stop is shown.

#include <array>

namespace popscope::gui {

struct Pace {
  const char* name;  // key of the catalogue
  double seconds = 1;
};

inline constexpr std::array<Pace, 5> kPaces = {{
    {"app.pace.slowest", 4}, {"app.pace.slow", 2}, {"app.pace.usual", 1},
    {"app.pace.quick", 0.5}, {"app.pace.quickest", 0.2}}};
inline constexpr int kUsualPace = 2;

}  // namespace popscope::gui
