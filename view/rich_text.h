#pragma once
// Text for a learner with its marks resolved: `code` in backticks is set in the face of the wire,
// *strong* in semibold; a word of the glossary carries its term, for a tooltip.
//
// The glossary is part of the catalogue: "term.maildrop" is what the word means, "alias.maildrops"
// names the term that another form of it means. A key has _ for a space. A term that is written in
// capitals (UPDATE) is met only in capitals; others also with a capital first letter.
#include <string>
#include <string_view>
#include <vector>

#include "text/catalogue.h"

namespace popscope::view {

struct Span {
  enum class Style { plain, code, strong };
  std::string text;
  Style style = Style::plain;
  std::string term;  // key of the catalogue ("term.maildrop"); empty: none
  friend bool operator==(const Span&, const Span&) = default;
};

using RichText = std::vector<Span>;

// Each term is marked once in a text, where it first stands. A backslash takes its meaning from the
// mark behind it. A mark that nothing closes is an ordinary character.
RichText rich_text(std::string_view text, const text::Catalogue& catalogue);
std::string plain_text(const RichText& text);

// What stands in no catalogue (a subject, a typed line), so that rich_text gives it back as it is.
std::string escaped(std::string_view text);

}  // namespace popscope::view
