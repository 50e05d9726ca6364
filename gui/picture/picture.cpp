#include "gui/picture/picture.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#include <stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace popscope::gui {
namespace {

// Flat fills compress well at any level; a lower one is several times faster.
constexpr int kCompression = 5;

void append(void* context, void* octets, int count) {
  auto& out = *static_cast<std::vector<std::uint8_t>*>(context);
  const auto* from = static_cast<const std::uint8_t*>(octets);
  out.insert(out.end(), from, from + count);
}

}  // namespace

std::vector<std::uint8_t> png(const Picture& picture) {
  std::vector<std::uint8_t> out;
  stbi_write_png_compression_level = kCompression;
  stbi_write_png_to_func(append, &out, picture.width, picture.height, 3, picture.rgb.data(),
                         picture.width * 3);
  return out;
}

bool save_png(const Picture& picture, const std::string& path) {
  const std::vector<std::uint8_t> octets = png(picture);
  std::error_code error;  // a pipe that nobody reads would wait for ever
  const std::filesystem::file_status there = std::filesystem::status(path, error);
  if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) return false;
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(octets.data()),
             static_cast<std::streamsize>(octets.size()));
  file.close();
  return !octets.empty() && file.good();
}

std::optional<Picture> load_png(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> octets{std::istreambuf_iterator<char>(file), {}};
  Picture picture;
  int channels = 0;
  stbi_uc* pixels = stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(octets.data()),
                                          static_cast<int>(octets.size()), &picture.width,
                                          &picture.height, &channels, 3);
  if (pixels == nullptr) return std::nullopt;
  const std::size_t size =
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 3;
  picture.rgb.assign(pixels, pixels + size);
  stbi_image_free(pixels);
  return picture;
}

Difference difference(const Picture& a, const Picture& b) {
  if (a.width != b.width || a.height != b.height)
    return {std::max(a.width * a.height, b.width * b.height), 255, 0, 0};
  Difference result;
  for (std::size_t i = 0; i + 2 < a.rgb.size(); i += 3) {
    int most = 0;
    for (std::size_t c = i; c < i + 3; ++c) most = std::max(most, std::abs(a.rgb[c] - b.rgb[c]));
    if (most == 0) continue;
    if (result.pixels++ == 0) {
      const int pixel = static_cast<int>(i / 3);
      result.first_x = pixel % a.width;
      result.first_y = pixel / a.width;
    }
    result.most = std::max(result.most, most);
  }
  return result;
}

}  // namespace popscope::gui
