#include "gui/widgets/glyph_runs.h"

#include <algorithm>
#include <cstdio>

#include "gui/style/fonts.h"

namespace popscope::gui {
namespace {

struct Decoded {
  unsigned code_point = 0;
  std::size_t octets = 1;
  bool valid = false;
};

// RFC 3629: shortest form only, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text, std::size_t at) {
  const auto octet = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned first = octet(at);
  if (first < 0x80) return {first, 1, true};
  std::size_t length = 0;
  unsigned code = 0;
  unsigned least = 0;
  if ((first & 0xE0) == 0xC0) length = 2, code = first & 0x1F, least = 0x80;
  if ((first & 0xF0) == 0xE0) length = 3, code = first & 0x0F, least = 0x800;
  if ((first & 0xF8) == 0xF0) length = 4, code = first & 0x07, least = 0x10000;
  if (length == 0) return {first, 1, false};
  for (std::size_t i = 1; i < length; ++i) {
    if ((octet(at + i) & 0xC0) != 0x80) return {first, 1, false};
    code = code << 6 | (octet(at + i) & 0x3F);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least || surrogate || code > 0x10FFFF) return {first, 1, false};
  return {code, length, true};
}

}  // namespace

bool all_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::vector<GlyphRun> glyph_runs(std::string_view text) {
  std::vector<GlyphRun> runs;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded character = decode(text, at);
    if (character.valid && Fonts::drawable(character.code_point)) {
      if (runs.empty() || runs.back().boxed) runs.push_back({});
      runs.back().text += text.substr(at, character.octets);
    } else {
      char code[16];
      std::snprintf(code, sizeof code, character.valid ? "U+%04X" : "%02X", character.code_point);
      runs.push_back({code, true});
    }
    at += character.octets;
  }
  return runs;
}

}  // namespace popscope::gui
