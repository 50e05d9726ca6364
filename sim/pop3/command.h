#pragma once
// A parsed POP3 command line. Parsing knows the table but no state: whether a command is permitted
// is the session's question.
//
//   command = keyword *(SP argument) CRLF        ; RFC 1939 section 3, RFC 2449 section 3
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "sim/core/ids.h"
#include "sim/pop3/command_table.h"
#include "sim/pop3/config.h"

namespace popscope::sim::pop3 {

struct Command {
  Keyword keyword = Keyword::noop;
  // USER, PASS: the rest of the line; APOP: the name; AUTH: the mechanism; LANG: the tag.
  std::string text;
  std::string digest;                      // APOP
  std::optional<std::string> initial;      // AUTH: its initial response, in base64, or "="
  std::optional<MessageNumber> number;     // LIST, RETR, DELE, TOP, UIDL
  std::uint64_t lines = 0;                 // TOP
};

enum class Malformed : std::uint8_t {
  unknown_keyword,     // not a command of the table (RFC 1939 section 3)
  line_too_long,       // over 255 octets (RFC 2449 section 4)
  missing_argument,
  not_a_number,        // an argument that must be a number is none, or is 0, or has a sign
  too_many_arguments,
};
inline constexpr int kMalformedKinds = 5;

struct Refusal {
  Malformed why;
  std::optional<Keyword> keyword;  // known when the fault lies in the arguments
};

using Parsed = std::variant<Command, Refusal>;

// In the form that a server takes; without one, in RFC 1939's.
Parsed parse(std::string_view line, const Form& form = {});

// The keyword of a line, for whoever must know how a reply is framed (the device). Empty when it
// is none of the table's.
std::optional<Keyword> keyword_of(std::string_view line);

// Whether a positive reply to this line has more than one line (RFC 1939 section 3).
bool expects_multi_line(std::string_view line);

}  // namespace popscope::sim::pop3
