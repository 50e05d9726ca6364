#pragma once
// What a term of the glossary means, for the tooltips of rich text.
#include <functional>
#include <string>

#include "text/catalogue.h"

namespace popscope::gui {

inline std::function<std::string(const std::string&)> meaning_of_terms(
    const text::Catalogue& catalogue) {
  return [&catalogue](const std::string& term) { return catalogue.sentence(term); };
}

}  // namespace popscope::gui
