#pragma once
// Text with marks: code in the face of the wire, strong words in semibold, terms of the glossary
// with a dotted line and a tooltip. Wraps at words across the marks.

#include <functional>
#include <string>

#include "gui/widgets/text.h"
#include "view/rich_text.h"

namespace popscope::gui {

struct RichLook {
  Type type = Type::text;
  Role role = Role::ink;
  Type code = Type::wire;
  Role code_role = Role::ink;
  // What a term means; empty: terms are not underlined.
  std::function<std::string(const std::string& term)> meaning;
};

// Returns the height. Moves no cursor.
float put_rich(ImVec2 corner, float width, const view::RichText& text, const RichLook& look = {});
float rich_height(float width, const view::RichText& text, const RichLook& look = {});
// At the cursor, which moves below.
void rich(const view::RichText& text, const RichLook& look = {}, float width = 0);

}  // namespace popscope::gui
