#pragma once
// The words of transcript scripts: escapes, times, messages, and lines with free text in them.
// Knows no connection.
#include <cstdint>
#include <map>
#include <string>

#include "sim/core/time.h"
#include "sim/mail/message.h"

namespace popscope::test {

std::string unescape(const std::string& text);                                // \r \n \t \x00
sim::Duration duration_of(const std::string& text);                           // 10min, 20ms
sim::MessagePtr message_of(const std::string& text, std::uint64_t identity);  // msg(n), file(...)

// `pattern` with * as free text and $name bound on first use.
bool matches(const std::string& pattern, const std::string& line,
             std::map<std::string, std::string>& bound);

}  // namespace popscope::test
