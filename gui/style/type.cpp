#include "gui/style/type.h"

namespace popscope::gui {
namespace {

// In the order of Type.
constexpr std::array<TypeSpec, kTypeCount> kSpecs = {{
    {Face::inter, 14, 20},          {Face::inter_medium, 14, 20},   {Face::inter_semibold, 14, 20},
    {Face::inter, 13, 16},          {Face::inter_semibold, 13, 16}, {Face::inter, 12, 16},
    {Face::inter_semibold, 12, 16}, {Face::inter, 11, 14},          {Face::inter_semibold, 15, 20},
    {Face::inter_semibold, 20, 28}, {Face::inter_semibold, 22, 30}, {Face::mono, 14, 20},
    {Face::mono_bold, 14, 20},      {Face::mono, 12, 16},           {Face::mono_bold, 12, 16},
    {Face::mono, 11, 14},           {Face::inter_semibold, 34, 44}, {Face::mono, 26, 34},
    {Face::mono_bold, 26, 34},      {Face::inter, 22, 30},          {Face::inter_semibold, 22, 30},
}};

}  // namespace

const TypeSpec& type_spec(Type type) { return kSpecs[static_cast<std::size_t>(type)]; }

Type strong(Type type) {
  switch (type) {
    case Type::text:
    case Type::text_medium:
      return Type::text_strong;
    case Type::label:
      return Type::heading;
    case Type::note:
      return Type::note_strong;
    case Type::wire:
      return Type::wire_strong;
    case Type::wire_note:
      return Type::wire_note_strong;
    case Type::wall_wire:
      return Type::wall_wire_strong;
    case Type::wall_text:
      return Type::wall_strong;
    case Type::text_strong:
    case Type::heading:
    case Type::note_strong:
    case Type::tiny:
    case Type::title:
    case Type::headline:
    case Type::stem:
    case Type::wire_strong:
    case Type::wire_note_strong:
    case Type::key:
    case Type::wall_headline:
    case Type::wall_wire_strong:
    case Type::wall_strong:
      return type;
  }
  return type;
}

}  // namespace popscope::gui
