#pragma once
// Text on the draw list: measured, aligned, wrapped, with an ellipsis where a subject is too long.
// What no face can draw appears as its code point in a box. Knows types and roles; takes no input
// except that a shortened subject shows the whole in a tooltip.

#include <string>
#include <string_view>

#include "gui/style/type.h"
#include "gui/widgets/draw.h"

namespace popscope::gui {

enum class Align { left, centre, right };

float text_width(std::string_view text, Type type);
float line_height(Type type);
float baseline(Type type);  // from the top of the line; aligns two types on one line

// One line, top left corner of its line box; returns its width. Moves no cursor.
float put_text(ImVec2 corner, std::string_view text, Type type, Role role);
// One line, centred vertically in the rectangle.
void put_text_in(const Rect& rect, std::string_view text, Type type, Role role,
                 Align align = Align::left);
// Two types on one line: `corner` is that of a line of `line_type`.
float put_on_baseline(ImVec2 corner, Type line_type, std::string_view text, Type type, Role role);

// The text, or its beginning and an ellipsis, so that it fits into the width.
std::string shortened(std::string_view text, Type type, float width);
// Shortened with an ellipsis to the width if need be; only for subjects, the whole in a tooltip.
void put_subject(ImVec2 corner, float width, std::string_view text, Type type, Role role);

// Wrapped at words to the width; returns the height. Moves no cursor. "\n" ends a line.
float put_paragraph(ImVec2 corner, float width, std::string_view text, Type type, Role role,
                    Align align = Align::left);
float paragraph_height(std::string_view text, Type type, float width);
// A line of several that would be cut through at the lower edge of what is seen is left out: words
// end whole, and there is more below.
bool is_cut_below(float top, Type type);

// At most so many lines; the last one is shortened if need be, the whole in a tooltip then.
void put_lines(ImVec2 corner, float width, int lines, std::string_view text, Type type, Role role,
               Align align = Align::left);

// At the cursor, which moves below. A width of 0 is all that is left.
void text(std::string_view words, Type type = Type::text, Role role = Role::ink);
void paragraph(std::string_view words, Type type = Type::text, Role role = Role::ink,
               float width = 0);
void gap(float logical);  // vertical, exact: no spacing is added
void rule();              // a hairline across what is left, with the cursor below it

// What of the text begins at or after `from` and fits into the width: the end of the line that
// starts there. At least one character, so that a caller's loop ends.
std::size_t line_end(std::string_view text, std::size_t from, Type type, float width);

}  // namespace popscope::gui
