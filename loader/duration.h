#pragma once

// Durations as people write them: "10min", "600 s", "1.5s", "20ms", "2h", "14 days". Exact: what
// does not come out as whole microseconds is refused. Knows no JSON.
//
//     duration = number [ " " ] unit
//     number   = 1*DIGIT [ "." 1*DIGIT ]
//     unit     = "us" / "ms" / "s" / "min" / "h" / "d"  and the words for them

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace popscope::loader {

enum class DurationFault { no_number, no_unit, unknown_unit, too_fine, too_long };

// Microseconds, or why there are none.
std::variant<std::int64_t, DurationFault> parse_duration(std::string_view text);

// The shortest exact way to write it: 600000000 -> "10min".
std::string duration_text(std::int64_t us);

}  // namespace popscope::loader
