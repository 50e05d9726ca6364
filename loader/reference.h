#pragma once

// What may stand where in a file, in words for its author: made from the tables that read the file,
// so that it says what is so. Knows no window.

#include <string>
#include <string_view>
#include <vector>

#include "loader/shape.h"
#include "text/catalogue.h"

namespace popscope::loader {

struct ReferenceKey {
  std::string key;
  std::string type;     // "a whole number from 1 to 50,000,000"
  std::string says;     // one sentence, from the schema
  bool required = false;
};

struct Reference {
  std::string says;     // what the object is
  std::vector<ReferenceKey> keys;
};

// The object in which a JSON pointer leads, or the innermost around that has a table. What leads
// nowhere leads to the last that it passed.
Reference reference_at(const TableShape& root, std::string_view pointer,
                       const text::Catalogue& catalogue);

// All of it, as Markdown: a heading and a table an object.
std::string reference_document(const TableShape& root, const text::Catalogue& catalogue);

}  // namespace popscope::loader
