#pragma once
// The five font files as octets in memory, and what their headers say about size. Knows no atlas.

#include <array>
#include <span>

#include "gui/style/type.h"

namespace popscope::gui {

using Octets = std::span<const unsigned char>;

// A view: the octets must outlive every atlas that is made from them.
struct FontFiles {
  std::array<Octets, kFaceCount> faces;

  Octets operator[](Face face) const { return faces[static_cast<std::size_t>(face)]; }
};

// The files that are part of the program.
FontFiles embedded_fonts();

// Height above and below the baseline for an em of 1. The design states em sizes, as browsers and
// drawing programs do; a rasteriser wants ascent + descent.
struct FaceProportions {
  float ascent = 0;
  float descent = 0;
};
FaceProportions proportions(Octets file);

}  // namespace popscope::gui
