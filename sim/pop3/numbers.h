#pragma once
// Numbers in a command line. RFC 1939 knows 1*DIGIT, base 10; servers differ on everything else.
#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/core/ids.h"
#include "sim/pop3/config.h"

namespace popscope::sim::pop3 {

// Message numbers begin at 1 (RFC 1939 section 4); one that does not fit is the largest there is,
// since no maildrop has so many messages.
std::optional<MessageNumber> message_number_from(std::string_view digits, Form::Numbers form);

// TOP's count of lines, from 0; one that does not fit is the largest there is.
std::optional<std::uint64_t> line_count_from(std::string_view digits, Form::Count form);

}  // namespace popscope::sim::pop3
