#pragma once
// Diagnostics as an author reads them, in the shipped language.
#include <string>
#include <vector>

#include "text/catalogue.h"
#include "text/diagnostic.h"

namespace popscope::test {

const text::Catalogue& english();
std::string in_words(const text::Diagnostic& diagnostic);
std::vector<std::string> in_words(const text::Diagnostics& diagnostics);

}  // namespace popscope::test
