#pragma once

// What tests of the loader share: problems as short lines, and the shipped sentences about them.

#include <string>

#include "text/catalogue.h"
#include "text/diagnostic.h"

namespace popscope::loader {

// "2:3 json.trailing_comma /a", one a line: place, code without "diagnostic.", pointer.
std::string in_short(const text::Diagnostics& problems);

// The sentences of assets/text/en, from the source tree; a fault in them fails the test.
const text::Catalogue& shipped_sentences();

// Expects that each problem has a place and both sentences, with every argument filled in.
void expect_readable(const text::Diagnostics& problems);

// A file of the source tree.
std::string source_file(const std::string& path);

}  // namespace popscope::loader
