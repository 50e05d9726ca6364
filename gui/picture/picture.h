#pragma once
// A picture in memory, and PNG. Knows nothing of Dear ImGui.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace popscope::gui {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  // rows from the top, three octets a pixel

  bool operator==(const Picture&) const = default;
};

// The octets of a PNG file.
std::vector<std::uint8_t> png(const Picture& picture);
// False when the file cannot be written whole.
bool save_png(const Picture& picture, const std::string& path);
std::optional<Picture> load_png(const std::string& path);

// How far two pictures are apart. Pictures of different sizes differ in every pixel.
struct Difference {
  int pixels = 0;    // that are not equal
  int most = 0;      // the largest difference of a channel
  int first_x = -1;  // where the first of them is
  int first_y = -1;
};
Difference difference(const Picture& a, const Picture& b);

}  // namespace popscope::gui
