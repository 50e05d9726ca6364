#pragma once
// Draws what Dear ImGui has laid out, without a graphics card: the same pixels on every machine
// and in every build, because all arithmetic is on whole numbers (positions in 1/256 pixel).
// Knows the font atlas as the only texture. Needs no context.

#include "gui/picture/picture.h"

struct ImDrawData;
struct ImFontAtlas;

namespace popscope::gui {

Picture rasterise(const ImDrawData& drawn, ImFontAtlas& atlas);

}  // namespace popscope::gui
