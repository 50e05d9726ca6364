#pragma once
// How the window looked: theme, zoom, size, tab, grain, pace, and whether the wire is shown as a
// listener sees it. Kept between two runs as JSON.

#include <optional>
#include <string>
#include <string_view>

#include "gui/platform/frame.h"
#include "gui/style/theme.h"
#include "lesson/going.h"

namespace popscope::gui {

struct Settings {
  ThemeName theme = ThemeName::light;
  float zoom = 1;
  std::string middle_tab = "ladder";
  std::string side_tab = "explanation";
  lesson::Grain grain = lesson::Grain::line;
  int pace = 2;  // index into kPaces
  bool as_listener = false;
  WindowPlace window;
};

std::string settings_to_json(const Settings& settings);
// None where the text is not ours. A value that is out of range is left at its default.
std::optional<Settings> settings_from_json(std::string_view source);

}  // namespace popscope::gui
