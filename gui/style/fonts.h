#pragma once
// The type scale baked into one atlas for one scale. Zooming bakes anew; nothing is stretched.
// Knows nothing of themes or windows.

#include <array>

#include "gui/style/font_files.h"

struct ImFont;
struct ImFontAtlas;

namespace popscope::gui {

struct Baked {
  ImFont* font = nullptr;
  float size = 0;      // what Dear ImGui calls the font's size: ascent and descent, in pixels
  float line = 0;      // height of a line, whole pixels
  float baseline = 0;  // from the top of the line, whole pixels
  float top = 0;       // from the top of the line to where Dear ImGui must be told to draw
};

class Fonts {
 public:
  // Clears the atlas and fills it again. `wall` adds the large types of projector mode.
  void bake(ImFontAtlas& atlas, const FontFiles& files, float scale, bool wall);

  const Baked& operator[](Type type) const { return baked_[static_cast<std::size_t>(type)]; }

  // Whether the character can be drawn in words and on the wire.
  static bool drawable(unsigned code_point);

 private:
  std::array<Baked, kTypeCount> baked_{};
};

}  // namespace popscope::gui
