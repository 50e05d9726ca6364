#include "gui/app/settings.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/app/json_fields.h"
#include "gui/app/pace.h"
#include "gui/style/metrics.h"
#include "loader/json_write.h"

namespace popscope::gui {
namespace {

constexpr std::string_view kFormat = "settings/1";
constexpr int kWindowMax = 32'768;  // pixels; no screen is larger
constexpr std::array<std::string_view, 3> kGrains = {"exchange", "line", "segment"};

bool is_tab(std::string_view tab) {
  return tab == "ladder" || tab == "lines" || tab == "now" || tab == "explanation" ||
         tab == "devices";
}

void read_window(const loader::Node& tree, WindowPlace& window) {
  const int width = integer_field_of(tree, "width").value_or(0);
  const int height = integer_field_of(tree, "height").value_or(0);
  const int x = integer_field_of(tree, "x").value_or(0);
  const int y = integer_field_of(tree, "y").value_or(0);
  if (width < 1 || height < 1 || width > kWindowMax || height > kWindowMax) return;
  if (std::abs(x) > kWindowMax || std::abs(y) > kWindowMax) return;
  window = {true, x, y, width, height, flag_of(tree, "maximised")};
}

}  // namespace

std::string settings_to_json(const Settings& settings) {
  loader::JsonWriter json(loader::JsonWriter::Style::pretty);
  json.object([&] {
    json.key("popscope").text(kFormat);
    json.key("theme").text(spelling(settings.theme));
    json.key("zoom_percent").integer(std::lround(settings.zoom * 100));
    json.key("middle_tab").text(settings.middle_tab);
    json.key("side_tab").text(settings.side_tab);
    json.key("grain").text(kGrains[static_cast<std::size_t>(settings.grain)]);
    json.key("pace").integer(settings.pace);
    json.key("as_listener").boolean(settings.as_listener);
    if (settings.window.known) {
      json.key("width").integer(settings.window.width);
      json.key("height").integer(settings.window.height);
      json.key("x").integer(settings.window.x);
      json.key("y").integer(settings.window.y);
      json.key("maximised").boolean(settings.window.maximised);
    }
  });
  return json.take();
}

std::optional<Settings> settings_from_json(std::string_view source) {
  const std::optional<loader::Node> tree = read_state_file(source, kFormat);
  if (!tree) return std::nullopt;
  Settings settings;
  if (const auto name = text_field_of(*tree, "theme")) {
    settings.theme = theme_name(*name).value_or(settings.theme);
  }
  if (const auto percent = number_field_of(*tree, "zoom_percent")) {
    settings.zoom = std::clamp(static_cast<float>(*percent) / 100, metrics::kZoomMin,
                               metrics::kZoomMax);
  }
  const auto read_tab = [&](std::string_view key, std::string& tab) {
    const auto name = text_field_of(*tree, key);
    if (name && is_tab(*name)) tab = *name;
  };
  read_tab("middle_tab", settings.middle_tab);
  read_tab("side_tab", settings.side_tab);
  if (settings.middle_tab != "lines") settings.middle_tab = "ladder";
  const std::string grain = text_field_of(*tree, "grain").value_or("");
  for (std::size_t i = 0; i < kGrains.size(); ++i) {
    if (grain == kGrains[i]) settings.grain = static_cast<lesson::Grain>(i);
  }
  settings.pace = std::clamp(integer_field_of(*tree, "pace").value_or(kUsualPace), 0,
                             static_cast<int>(kPaces.size()) - 1);
  settings.as_listener = flag_of(*tree, "as_listener");
  read_window(*tree, settings.window);
  return settings;
}

}  // namespace popscope::gui
