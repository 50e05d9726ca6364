#pragma once
// Text for a learner with its marks resolved: `code` in backticks is set in the face of the wire,
// *strong* in semibold; a word of the glossary carries its term, for a tooltip.
#include <string>
#include <string_view>
#include <vector>

#include "text/catalogue.h"

namespace popscope::view {

struct Span {
  enum class Style { plain, code, strong };
  std::string text;
  Style style = Style::plain;
  std::string term;          // key of the glossary ("term.maildrop"); empty: none
  friend bool operator==(const Span&, const Span&) = default;
};

using RichText = std::vector<Span>;

// Each term is marked once in a text, where it first stands.
RichText rich_text(std::string_view text, const text::Catalogue& catalogue);
std::string plain_text(const RichText& text);

}  // namespace popscope::view
