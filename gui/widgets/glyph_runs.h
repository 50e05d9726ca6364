#pragma once
// Splits UTF-8 into what the faces can draw and what they cannot: the latter as a code, such as
// "U+05D0", to be drawn in a box. Control characters and octets that are no UTF-8 count among it.
// Knows no drawing.

#include <string>
#include <string_view>
#include <vector>

namespace popscope::gui {

struct GlyphRun {
  std::string text;  // the characters, or the code
  bool boxed = false;
};

// Printable ASCII only: the usual case, with nothing to split.
bool all_plain(std::string_view text);
std::vector<GlyphRun> glyph_runs(std::string_view text);

}  // namespace popscope::gui
