#include "sim/imap/reader.h"

#include <limits>

#include "sim/core/ascii.h"
#include "sim/wire/command_framer.h"

namespace popscope::sim::imap {
namespace {

bool is_ctl_or_8bit(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet < 0x20 || octet > 0x7E;
}

bool is_astring_char(char c) { return is_atom_char(c) || c == ']'; }

}  // namespace

//   ATOM-CHAR = <any CHAR except "(" / ")" / "{" / SP / CTL / "%" / "*" / DQUOTE / "\" / "]">
bool is_atom_char(char c) {
  return !is_ctl_or_8bit(c) && std::string_view("(){ %*\"\\]").find(c) == std::string_view::npos;
}

bool Reader::take(char c) {
  if (!sees(c)) return false;
  rest_.remove_prefix(1);
  return true;
}

bool Reader::take_word(std::string_view word) {
  if (!equal_ignoring_case(rest_.substr(0, word.size()), word)) return false;
  rest_.remove_prefix(word.size());
  return true;
}

template <class Accepts>
std::optional<std::string_view> Reader::take_while(Accepts accepts) {
  std::size_t n = 0;
  while (n < rest_.size() && accepts(rest_[n])) ++n;
  if (n == 0) return std::nullopt;
  const std::string_view found = rest_.substr(0, n);
  rest_.remove_prefix(n);
  return found;
}

std::optional<std::string_view> Reader::take_tag() {
  return take_while([](char c) { return is_astring_char(c) && c != '+'; });
}

std::optional<std::string_view> Reader::take_atom() { return take_while(is_atom_char); }

std::optional<std::string> Reader::take_astring() {
  if (const auto word = take_while(is_astring_char)) return std::string(*word);
  return take_string();
}

std::optional<std::string> Reader::take_list_mailbox() {
  const auto word = take_while([](char c) { return is_astring_char(c) || c == '%' || c == '*'; });
  if (word) return std::string(*word);
  return take_string();
}

std::optional<std::string> Reader::take_string() {
  return sees('"') ? take_quoted() : take_literal();
}

//   quoted = DQUOTE *QUOTED-CHAR DQUOTE     ; "\" before DQUOTE and "\" only; no CR, no LF
std::optional<std::string> Reader::take_quoted() {
  std::string text;
  for (std::size_t i = 1; i < rest_.size(); ++i) {
    char c = rest_[i];
    if (c == '"') {
      rest_.remove_prefix(i + 1);
      return text;
    }
    if (c == '\r' || c == '\n' || c == '\0') return std::nullopt;
    if (c == '\\') {
      if (++i == rest_.size() || (rest_[i] != '"' && rest_[i] != '\\')) return std::nullopt;
      c = rest_[i];
    }
    text += c;
  }
  return std::nullopt;
}

std::optional<std::string> Reader::take_literal() {
  if (!sees('{')) return std::nullopt;
  const std::size_t line_end = rest_.find("\r\n");
  if (line_end == std::string_view::npos) return std::nullopt;
  const std::string_view announcement = rest_.substr(0, line_end);
  const auto literal = literal_announced(announcement);
  if (!literal || announcement.find('{', 1) != std::string_view::npos) return std::nullopt;
  const std::string_view behind = rest_.substr(line_end + 2);
  if (literal->octets > behind.size()) return std::nullopt;
  const auto octets = static_cast<std::size_t>(literal->octets);
  rest_ = behind.substr(octets);
  return std::string(behind.substr(0, octets));
}

std::optional<std::string_view> Reader::take_flag() {
  const std::size_t slash = sees('\\') ? 1 : 0;
  std::size_t n = slash;
  while (n < rest_.size() && is_atom_char(rest_[n])) ++n;
  if (n == slash) return std::nullopt;
  const std::string_view flag = rest_.substr(0, n);
  rest_.remove_prefix(n);
  return flag;
}

std::optional<std::uint32_t> Reader::take_number() {
  std::uint64_t n = 0;
  std::size_t digits = 0;
  for (; digits < rest_.size() && is_digit(rest_[digits]); ++digits) {
    n = n * 10 + static_cast<std::uint64_t>(rest_[digits] - '0');
    if (n > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  }
  if (digits == 0) return std::nullopt;
  rest_.remove_prefix(digits);
  return static_cast<std::uint32_t>(n);
}

std::optional<std::string_view> Reader::take_set() {
  return take_while([](char c) { return is_digit(c) || c == '*' || c == ':' || c == ','; });
}

}  // namespace popscope::sim::imap
