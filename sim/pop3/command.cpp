#include "sim/pop3/command.h"

#include <limits>
#include <utility>

namespace popscope::sim::pop3 {
namespace {

// What stands behind the keyword: none, or the octets behind its single SP.
using Rest = std::optional<std::string_view>;

std::string_view word_of(std::string_view line) { return line.substr(0, line.find(' ')); }

Rest rest_of(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  return line.substr(space + 1);
}

// 1*DIGIT. What does not fit is the largest number: no maildrop has so many messages, and no
// message so many lines.
std::optional<std::uint64_t> number_from(std::string_view digits) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  if (digits.empty()) return std::nullopt;
  std::uint64_t n = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    n = n > (kMost - digit) / 10 ? kMost : n * 10 + digit;
  }
  return n;
}

// Message numbers begin at 1 (RFC 1939 section 4).
std::optional<MessageNumber> message_number_from(std::string_view digits) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  const std::optional<std::uint64_t> n = number_from(digits);
  if (!n || *n == 0) return std::nullopt;
  return MessageNumber{static_cast<std::uint32_t>(*n < kMost ? *n : kMost)};
}

using Fault = std::optional<Malformed>;

Fault read_number(Command& command, std::string_view argument) {
  if (argument.empty()) return Malformed::missing_argument;
  if (argument.find(' ') != std::string_view::npos) return Malformed::too_many_arguments;
  command.number = message_number_from(argument);
  if (!command.number) return Malformed::not_a_number;
  return std::nullopt;
}

//   top = "TOP" SP msg-number SP 1*DIGIT
Fault read_number_and_lines(Command& command, std::string_view rest) {
  const std::size_t space = rest.find(' ');
  if (rest.empty() || space == std::string_view::npos || space + 1 == rest.size()) {
    return Malformed::missing_argument;
  }
  const std::string_view count = rest.substr(space + 1);
  if (Fault fault = read_number(command, rest.substr(0, space))) return fault;
  if (count.find(' ') != std::string_view::npos) return Malformed::too_many_arguments;
  const std::optional<std::uint64_t> lines = number_from(count);
  if (!lines) return Malformed::not_a_number;
  command.lines = *lines;
  return std::nullopt;
}

//   apop = "APOP" SP name SP digest
Fault read_name_and_digest(Command& command, std::string_view rest) {
  const std::size_t space = rest.find(' ');
  if (space == std::string_view::npos || space == 0 || space + 1 == rest.size()) {
    return Malformed::missing_argument;
  }
  const std::string_view digest = rest.substr(space + 1);
  if (digest.find(' ') != std::string_view::npos) return Malformed::too_many_arguments;
  command.text = rest.substr(0, space);
  command.digest = digest;
  return std::nullopt;
}

// RFC 1939 section 7, PASS: the command has exactly one argument, so spaces may be part of it. The
// same is done for USER.
Fault read_text(Command& command, Rest rest) {
  if (!rest || rest->empty()) return Malformed::missing_argument;
  command.text = *rest;
  return std::nullopt;
}

Fault read_arguments(Command& command, Arguments arguments, Rest rest) {
  switch (arguments) {
    case Arguments::none:
      if (rest) return Malformed::too_many_arguments;
      return std::nullopt;
    case Arguments::text: return read_text(command, rest);
    case Arguments::name_and_digest: return read_name_and_digest(command, rest.value_or(""));
    case Arguments::number: return read_number(command, rest.value_or(""));
    case Arguments::optional_number:
      if (!rest) return std::nullopt;
      return read_number(command, *rest);
    case Arguments::number_and_lines: return read_number_and_lines(command, rest.value_or(""));
  }
  return std::nullopt;
}

}  // namespace

Parsed parse(std::string_view line) {
  const std::optional<Keyword> keyword = keyword_of(line);
  if (!keyword) return Refusal{Malformed::unknown_keyword, std::nullopt};
  Command command;
  command.keyword = *keyword;
  const Fault fault = read_arguments(command, spec_of(*keyword).arguments, rest_of(line));
  if (fault) return Refusal{*fault, keyword};
  return command;
}

std::optional<Keyword> keyword_of(std::string_view line) { return keyword_from(word_of(line)); }

bool expects_multi_line(std::string_view line) {
  const std::optional<Keyword> keyword = keyword_of(line);
  if (!keyword) return false;
  switch (spec_of(*keyword).multi_line) {
    case MultiLine::never: return false;
    case MultiLine::always: return true;
    case MultiLine::without_argument:
      // Servers differ on a space with nothing behind it; those that accept it list everything.
      return line.find_first_not_of(' ', word_of(line).size()) == std::string_view::npos;
  }
  return false;
}

}  // namespace popscope::sim::pop3
