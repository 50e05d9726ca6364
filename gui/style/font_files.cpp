#include "gui/style/font_files.h"

#include <string>
#include <string_view>

#include "embedded/files.h"
#include "gui/testing/complaint.h"

namespace popscope::gui {
namespace {

// In the order of Face.
constexpr std::array<std::string_view, kFaceCount> kNames = {
    "inter-regular", "inter-medium", "inter-semibold", "mono-regular", "mono-bold"};

unsigned u16(Octets file, std::size_t at) {
  if (at + 2 > file.size()) return 0;
  return static_cast<unsigned>(file[at] << 8 | file[at + 1]);
}

std::size_t u32(Octets file, std::size_t at) {
  return static_cast<std::size_t>(u16(file, at)) << 16 | u16(file, at + 2);
}

int i16(Octets file, std::size_t at) { return static_cast<std::int16_t>(u16(file, at)); }

// Where a table of an OpenType file begins, 0 when it has none.
std::size_t table(Octets file, std::string_view tag) {
  const unsigned count = u16(file, 4);
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t record = 12 + std::size_t{16} * i;
    if (record + 16 > file.size()) return 0;
    const std::string_view name(reinterpret_cast<const char*>(file.data() + record), 4);
    if (name == tag) return u32(file, record + 8);
  }
  return 0;
}

}  // namespace

FontFiles embedded_fonts() {
  FontFiles files;
  for (std::size_t i = 0; i < kFaceCount; ++i) {
    const std::string path = "assets/fonts/" + std::string(kNames[i]);
    const embedded::File* file = embedded::find(path);
    if (file == nullptr) {
      complain("the program was built without its font " + path);
      continue;
    }
    files.faces[i] = {reinterpret_cast<const unsigned char*>(file->octets.data()),
                      file->octets.size()};
  }
  return files;
}

FaceProportions proportions(Octets file) {
  const std::size_t head = table(file, "head");
  const std::size_t hhea = table(file, "hhea");
  const unsigned units_per_em = head == 0 ? 0 : u16(file, head + 18);
  if (hhea == 0 || units_per_em == 0) return {0.97f, 0.24f};
  const float em = static_cast<float>(units_per_em);
  return {static_cast<float>(i16(file, hhea + 4)) / em,
          static_cast<float>(-i16(file, hhea + 6)) / em};
}

}  // namespace popscope::gui
