#pragma once

// A mistake in a file: what it is (a code), where it is, and what the sentences about it need.
// A diagnostic is data: it holds no sentence, knows no catalogue and no JSON. Each code has two
// sentences in the catalogue, CODE.what and CODE.remedy: what is wrong, and what would be right.

#include <string>
#include <string_view>
#include <vector>

#include "text/catalogue.h"

namespace popscope::text {

struct Diagnostic {
  std::string code;     // a key of the catalogue without its ending: "diagnostic.unknown_key"
  Arguments arguments;  // for both sentences
  std::string file;     // as the user named it
  int line = 0;         // from 1; 0: the mistake has no place within the file
  int column = 0;       // from 1, in Unicode code points
  std::string path;     // JSON pointer (RFC 6901); the root is ""
  int length = 0;       // how many code points to underline from there; 0: not known

  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

// The two sentences.
std::string what_is_wrong(const Diagnostic& diagnostic, const Catalogue& catalogue);
std::string what_would_be_right(const Diagnostic& diagnostic, const Catalogue& catalogue);

// "9:38", or "" without a place.
std::string place_of(const Diagnostic& diagnostic);

// FILE:LINE:COL: JSON-POINTER: what is wrong; what would be right
// One line: the full stop before the semicolon goes, and the remedy goes on in lower case. Without
// place or pointer these parts are left out.
std::string one_line(const Diagnostic& diagnostic, const Catalogue& catalogue);

// By place in the file, keeping the order of those at one place.
void sort_by_place(Diagnostics& diagnostics);

// A JSON pointer with one more step: '~' and '/' in a key are escaped.
std::string pointer_to(std::string_view parent, std::string_view key);
std::string pointer_to(std::string_view parent, std::size_t index);

}  // namespace popscope::text
