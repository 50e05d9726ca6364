#pragma once

// The published JSON Schema (draft 2020-12), made from the same tables that read the files. What
// only the whole file can tell (a name that is used but never given) no schema says.

#include <string>
#include <string_view>

#include "loader/shape.h"
#include "text/catalogue.h"

namespace popscope::loader {

// `root`: the table of the whole file. Tables within become "$defs". Titles and descriptions are
// the catalogue's: schema.TABLE and schema.TABLE.KEY.
std::string schema_of(const TableShape& root, std::string_view id,
                      const text::Catalogue& catalogue);

// The catalogue's keys for all descriptions that the schema needs.
std::vector<std::string> description_keys(const TableShape& root);

}  // namespace popscope::loader
