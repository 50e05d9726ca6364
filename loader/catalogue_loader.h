#pragma once

// Files of sentences -> text::Catalogue. A file is one object of "key": "sentence", keys flat and
// dotted. Knows the shape of these files, nothing of who uses which key.

#include <string>
#include <string_view>

#include "loader/files.h"
#include "text/catalogue.h"
#include "text/diagnostic.h"

namespace popscope::loader {

// Where the shipped sentences stand.
inline constexpr std::string_view kEnglishSentences = "assets/text/en/";

// All files of a folder. A key that two files have is a problem.
text::Catalogue load_catalogue(const Source& source, std::string_view folder,
                               text::Diagnostics& problems);

// The key under which a catalogue that is not English names its language ("de").
inline constexpr std::string_view kLanguage = "language";

// The English sentences, and in their place those of assets/text/LANGUAGE/ as far as there are any.
// "": English.
text::Catalogue load_sentences(const Source& source, std::string_view language,
                               text::Diagnostics& problems);
std::string language_of(const text::Catalogue& sentences);  // "": English

// "de_DE.UTF-8" -> "de". What names no language other than English gives "".
std::string language_named(std::string_view locale);

// Adds the sentences of one file. A key that the catalogue has already is a problem.
void add_sentences(std::string_view source, std::string_view file, text::Catalogue& catalogue,
                   text::Diagnostics& problems);

}  // namespace popscope::loader
