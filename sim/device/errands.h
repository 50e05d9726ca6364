#pragma once
// What a check does about each message: from what it has seen, the device's policy and what it
// knows to a list of commands in the order of its habits. For sim/device only.
#include <cstdint>
#include <string>
#include <vector>

#include "sim/device/device.h"
#include "sim/pop3/command_table.h"

namespace popscope::sim {

// What TOP is given where it stands for RETR: more lines than any message has.
inline constexpr const char* kAllLines = "99999999";
// The most commands that are sent together, as long as the server's replies to them can wait: a
// server may read no more than some before it has answered.
inline constexpr std::size_t kPipelinedMax = 50;

// Whether LIST has to be asked, because without it nobody could say what is too large.
bool needs_sizes(const Device& device, const Pop3Check& check);
bool is_too_large(const Device& device, std::uint64_t octets);

// Whether there is anything that was not fetched yet, or is to be removed.
bool has_news(const Device& device, const std::string& user, Time now);

std::vector<Errand> errands_of(const Device& device, const Pop3Check& check,
                               const std::string& user, Time now);

// LIST n has told that a message is too large: it is previewed instead, unless its preview is held.
void preview_instead(Pop3Check& check, std::uint32_t number, bool is_held);
// What was to follow about a message does not: it could not be fetched.
void cancel(Pop3Check& check, std::uint32_t number);

pop3::Keyword keyword_of(Errand::Kind kind);
// The errands that are sent next, as command lines: one, or as many as may go together.
std::string lines_of_errands(const Pop3Check& check);

}  // namespace popscope::sim
