#pragma once
// The arguments of single commands, read off a line. Private to parsing. Each gives nothing when
// they are not of their form.
#include <optional>
#include <vector>

#include "sim/imap/command.h"
#include "sim/imap/reader.h"

namespace popscope::sim::imap {

std::optional<SequenceSet> take_sequence_set(Reader& reader);

//   "ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")"
std::optional<std::vector<FetchItem>> take_fetch_items(Reader& reader);

// One flag or several, with or without parentheses as `list_only` says. \Recent and system flags
// that no RFC names are refused.
std::optional<FlagNames> take_flags(Reader& reader, bool list_only);

//   search-program = ["CHARSET" SP charset SP] search-key *(SP search-key)
std::optional<SearchCommand> take_search(Reader& reader);

//   date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE
std::optional<Time> take_date_time(Reader& reader);

}  // namespace popscope::sim::imap
