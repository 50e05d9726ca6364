#include "gui/style/fonts.h"

#include <algorithm>
#include <cmath>
#include <imgui.h>

#include "gui/testing/complaint.h"

namespace popscope::gui {
namespace {

// Pairs first, last. Baking costs time for each character and type, so only those that a European
// reader's mail and our own sentences need: Latin, dashes, quotation marks, a few signs.
constexpr std::array<ImWchar, 31> kRanges = {
    0x20,   0x7E,   0xA0,   0x17F,  0x218,  0x21B,  0x2010, 0x2015, 0x2018, 0x201E, 0x2020,
    0x2022, 0x2026, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x20AC, 0x2190, 0x2193,
    0x2212, 0x2212, 0x23CE, 0x23CE, 0x2713, 0x2713, 0x2717, 0x2717, 0};

// A larger picture of a glyph needs no help to look right between pixels.
constexpr float kOversampleBelow = 30;

float rounded(float value) { return std::floor(value + 0.5f); }

// Dear ImGui cuts a font's size to whole pixels, which would make an em of 14 one of 13.2. So the
// font is added at the whole size below and rasterised denser; afterwards its measures are
// stretched to the true size. Glyphs then land on whole pixels vertically, as rasterised.
void stretch(ImFont& font, float size, float density, float ascent) {
  for (ImFontGlyph& glyph : font.Glyphs) {
    glyph.X0 *= density;
    glyph.X1 *= density;
    glyph.Y0 = rounded((glyph.Y0 - font.Ascent) * density) + ascent;
    glyph.Y1 = rounded((glyph.Y1 - font.Ascent) * density) + ascent;
    glyph.AdvanceX *= density;
  }
  for (float& advance : font.IndexAdvanceX) advance *= density;
  font.FallbackAdvanceX *= density;
  font.EllipsisWidth *= density;
  font.EllipsisCharStep *= density;
  font.FontSize = size;
  font.Ascent = ascent;
  font.Descent = ascent - size;
}

}  // namespace

void Fonts::bake(ImFontAtlas& atlas, const FontFiles& files, float scale, bool wall) {
  baked_ = {};
  atlas.Clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight | ImFontAtlasFlags_NoMouseCursors;
  atlas.TexDesiredWidth = scale > 1.5f ? 4096 : 2048;
  for (std::size_t i = 0; i < kTypeCount; ++i) {
    const Type type = static_cast<Type>(i);
    if (is_wall(type) && !wall) continue;
    const TypeSpec& spec = type_spec(type);
    const Octets file = files[spec.face];
    if (file.empty()) continue;
    const FaceProportions face = proportions(file);
    const float em = spec.em * scale;
    ImFontConfig config;
    config.FontData = const_cast<unsigned char*>(file.data());  // not owned, so never written
    config.FontDataSize = static_cast<int>(file.size());
    config.FontDataOwnedByAtlas = false;
    const float size = em * (face.ascent + face.descent);
    config.SizePixels = std::floor(size);
    config.RasterizerDensity = size / config.SizePixels;
    config.OversampleH = em < kOversampleBelow ? 2 : 1;
    config.GlyphRanges = kRanges.data();
    Baked& baked = baked_[i];
    baked.font = atlas.AddFont(&config);
    baked.size = size;
    baked.line = rounded(spec.line * scale);
    baked.baseline = rounded((baked.line - size) / 2 + face.ascent * em);
    baked.top = baked.baseline - rounded(face.ascent * em);
  }
  if (atlas.Fonts.empty()) atlas.AddFontDefault();
  if (!atlas.Build()) complain("the font atlas could not be built");
  for (std::size_t i = 0; i < kTypeCount; ++i) {
    const Baked& baked = baked_[i];
    if (baked.font == nullptr || (is_wall(static_cast<Type>(i)) && !wall)) continue;
    stretch(*baked.font, baked.size, baked.size / std::floor(baked.size),
            baked.baseline - baked.top);
  }
  // Without a file, or outside projector mode, the nearest everyday type stands in.
  for (std::size_t i = 0; i < kTypeCount; ++i) {
    const Type type = static_cast<Type>(i);
    if (baked_[i].font == nullptr || (is_wall(type) && !wall)) {
      const Face face = type_spec(type).face;
      const bool mono = face == Face::mono || face == Face::mono_bold;
      baked_[i] = baked_[static_cast<std::size_t>(mono ? Type::wire : Type::stem)];
    }
    if (baked_[i].font == nullptr) baked_[i] = {atlas.Fonts[0], 13, 16, 12, 0};
  }
}

bool Fonts::drawable(unsigned code_point) {
  for (std::size_t i = 0; i + 1 < kRanges.size(); i += 2)
    if (code_point >= kRanges[i] && code_point <= kRanges[i + 1]) return true;
  return false;
}

}  // namespace popscope::gui
