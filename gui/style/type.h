#pragma once
// The type scale: every text that is drawn names one of these. Sizes are em sizes in logical
// pixels, as in the design. Knows no Dear ImGui and no font file.

#include <array>
#include <cstddef>
#include <cstdint>

namespace popscope::gui {

enum class Face : std::uint8_t { inter, inter_medium, inter_semibold, mono, mono_bold };
inline constexpr std::size_t kFaceCount = 5;

enum class Type : std::uint8_t {
  text,         // 14/20
  text_medium,  // 14/20: what stands on a button
  text_strong,  // 14/20 semibold
  label,        // 13/16: a box in a diagram
  heading,      // 13/16 semibold: a pane's heading
  note,         // 12/16
  note_strong,  // 12/16 semibold
  tiny,         // 11/14: CR LF
  title,        // 15/20 semibold: a card, a page
  headline,     // 20/28 semibold
  stem,         // 22/30 semibold: a question
  wire,         // 14/20 mono
  wire_strong,  // 14/20 mono bold: +OK, -ERR
  wire_note,    // 12/16 mono
  wire_note_strong,
  key,            // 11/14 mono: a key cap
  wall_headline,  // 34/44 semibold: projector
  wall_wire,      // 26/34 mono
  wall_wire_strong,
  wall_text,    // 22/30
  wall_strong,  // 22/30 semibold
};
inline constexpr std::size_t kTypeCount = static_cast<std::size_t>(Type::wall_strong) + 1;

struct TypeSpec {
  Face face = Face::inter;
  float em = 14;
  float line = 20;
};

const TypeSpec& type_spec(Type type);

// Baked only in projector mode, so that the everyday atlas stays small.
constexpr bool is_wall(Type type) { return type >= Type::wall_headline; }

// The same words in the bold of the same size, where there is one; else the type itself.
Type strong(Type type);

}  // namespace popscope::gui
