#pragma once
// The console's own words, which are no commands of POP3: what the learner does to a device, its
// connection, its cable, and to time.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/time.h"

namespace popscope::view {

enum class OwnWord : std::uint8_t { connect, close, reset, cut, plug, check, wait, set };
inline constexpr int kOwnWords = 8;

std::string_view to_text(OwnWord word);
std::optional<OwnWord> own_word_from(std::string_view word);  // capitals or not
std::vector<std::string> own_words();

std::string_view trimmed(std::string_view text);

// The longest wait: beyond it simulated dates leave the calendar that a learner knows.
inline constexpr sim::Duration kWaitMax = sim::seconds(366LL * 24 * 3600);
inline constexpr std::string_view kWaitMaxText = "366d";

//   time = 1*DIGIT [ SP ] ( "ms" / "s" / "min" / "h" / "d" )     ; "10min", "30 s"
// The same short form as in scenarios.
std::optional<sim::Duration> duration_from(std::string_view time);

}  // namespace popscope::view
