#pragma once

// "Did you mean ...?": the word nearest to a mistyped one. Knows nothing of what the words name.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace popscope::text {

// How many single slips (a letter too many, missing, wrong, or two neighbours swapped) lie between
// the words, letters compared without regard to case (ASCII). Counting ends at `limit` + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The nearest of `words`, if one is near enough for its length: one slip for words of up to four
// letters, two up to eight, three beyond. None where two are equally near. Where it is several
// words each has to be near by itself: "remove on server" says the opposite of "leave on server".
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& words);

}  // namespace popscope::text
