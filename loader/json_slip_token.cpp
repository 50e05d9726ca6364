#include "loader/json_slip_token.h"

#include <algorithm>
#include <array>

namespace popscope::loader {
namespace {

using text::plain;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::string hex(unsigned value, std::size_t digits) {
  std::string result;
  for (; value != 0 || result.size() < digits; value /= 16) {
    result.insert(result.begin(), "0123456789ABCDEF"[value % 16]);
  }
  return result;
}

// The value of \uXXXX at `at`, if that is what stands there.
std::optional<unsigned> unicode_escape(std::string_view text, std::size_t at) {
  if (text.size() < at + 6 || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(at + 2, 4)) {
    if (!is_hex_digit(c)) return std::nullopt;
    const int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<unsigned>(digit);
  }
  return value;
}

bool is_high_surrogate(unsigned value) { return value >= 0xD800 && value <= 0xDBFF; }
bool is_low_surrogate(unsigned value) { return value >= 0xDC00 && value <= 0xDFFF; }

// The slip in the escape at `at`, or how many octets it takes where there is none.
std::optional<Slip> slip_in_escape(std::string_view text, std::size_t at, std::size_t& octets) {
  // A slash in the place of the backslash lets reading go on.
  const std::vector<Repair> repair = {{at, "/"}};
  octets = 2;
  const char kind = at + 1 < text.size() ? text[at + 1] : '\n';
  if (kind != 'u') {
    if (std::string_view("\"\\/bfnrt").find(kind) != std::string_view::npos) return std::nullopt;
    const std::string_view found = kind == '\n' ? text.substr(at, 1) : text.substr(at, 2);
    return Slip{"diagnostic.json.escape", {plain("found", found)}, at, found.size(), repair};
  }
  const std::optional<unsigned> value = unicode_escape(text, at);
  if (!value) {
    return Slip{"diagnostic.json.unicode_escape", {}, at, 2, repair};
  }
  octets = 6;
  if (is_high_surrogate(*value)) {
    const std::optional<unsigned> second = unicode_escape(text, at + 6);
    octets = 12;
    if (second && is_low_surrogate(*second)) return std::nullopt;
  } else if (!is_low_surrogate(*value)) {
    return std::nullopt;
  }
  return Slip{"diagnostic.json.surrogate", {plain("found", text.substr(at, 6))}, at, 6, repair};
}

Slip number_slip(std::string_view code, std::string_view found, std::size_t at,
                 std::string_view right = "") {
  Slip slip{
      std::string(code), {plain("found", found), plain("right", right)}, at, found.size(), {}};
  if (!right.empty()) {
    slip.repairs = {{at, std::string(found.size() - right.size(), ' ') + std::string(right)}};
  }
  return slip;
}

}  // namespace

std::size_t skip_space(std::string_view text, std::size_t at) {
  at = text.find_first_not_of(" \t\r\n", at);
  return at == std::string_view::npos ? text.size() : at;
}

std::string_view code_point_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
  return text.substr(at, end - at);
}

std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() &&
         (is_letter(text[end]) || is_digit(text[end]) || text[end] == '_' || text[end] == '-' ||
          text[end] == '.' || static_cast<unsigned char>(text[end]) >= 0x80)) {
    ++end;
  }
  return text.substr(at, end - at);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_word(char c) {
  return is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool begins_number(char c) { return is_digit(c) || c == '-' || c == '+' || c == '.'; }
bool begins_value(char c) {
  return c == '"' || c == '{' || c == '[' || begins_number(c) || begins_word(c);
}

Slip slip_in_text(std::string_view text, std::size_t at) {
  std::size_t i = at + 1;
  while (i < text.size() && text[i] != '\n' && text[i] != '"') {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c == '\\') {
      std::size_t octets = 0;
      if (auto slip = slip_in_escape(text, i, octets)) return *slip;
      i += octets;
    } else if (c < 0x20 && !text.substr(i).starts_with("\r\n")) {
      const std::string right = c == '\t' ? "\\t" : "\\u" + hex(c, 4);
      return {"diagnostic.json.control",
              {plain("found", "U+" + hex(c, 4)), plain("right", right)},
              i,
              1,
              {{i, " "}}};
    } else {
      ++i;
    }
  }
  i = std::min(i, text.size());
  return {"diagnostic.json.unclosed_text", {}, at, i - at, {}};
}

std::optional<Slip> other_quotes(std::string_view text, std::size_t at) {
  struct Quotes {
    std::string_view open;
    std::string_view closing;  // any of these, each as long as `open`
    std::string_view code;
  };
  static constexpr std::array<Quotes, 5> kQuotes = {{
      {"'", "'", "diagnostic.json.single_quotes"},
      {"`", "`", "diagnostic.json.single_quotes"},
      {"\u201C", "\u201D\u201C", "diagnostic.json.curly_quotes"},
      {"\u201D", "\u201D\u201C", "diagnostic.json.curly_quotes"},
      {"\u201E", "\u201C\u201D", "diagnostic.json.curly_quotes"},
  }};
  const std::string_view line = text.substr(at, text.find('\n', at) - at);
  for (const Quotes& quotes : kQuotes) {
    if (!line.starts_with(quotes.open)) continue;
    const std::size_t length = quotes.open.size();
    std::size_t close = std::string_view::npos;
    for (std::size_t i = 0; i < quotes.closing.size(); i += length) {
      close = std::min(close, line.find(quotes.closing.substr(i, length), length));
    }
    Slip slip{std::string(quotes.code), {plain("found", quotes.open)}, at, length, {}};
    if (close == std::string_view::npos) return slip;
    slip.octets = close + length;
    if (line.substr(0, close).find_first_of("\"\\") == std::string_view::npos) {
      const std::string space(length - 1, ' ');
      slip.repairs = {{at, space + '"'}, {at + close, '"' + space}};
    }
    return slip;
  }
  return std::nullopt;
}

Slip slip_in_number(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (begins_number(text[end]) || is_letter(text[end]))) ++end;
  const std::string_view found = text.substr(at, end - at);
  if (found.front() == '+') {
    return number_slip("diagnostic.json.number_sign", found, at, found.substr(1));
  }
  const std::string_view digits = found.substr(found.front() == '-' ? 1 : 0);
  if (std::all_of(digits.begin(), digits.end(), is_digit) && digits.size() > 1 &&
      digits.front() == '0') {
    const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    const std::string right = (found.front() == '-' ? "-" : "") + std::string(digits.substr(zeros));
    return number_slip("diagnostic.json.number_zero", found, at, right);
  }
  // The grammar is right, so it is the library that could not hold it.
  const bool plain_digits = found.find_first_not_of("0123456789-+.eE") == std::string_view::npos;
  if (plain_digits && found.find_first_of("eE") != std::string_view::npos &&
      is_digit(digits.front()) && is_digit(found.back())) {
    return number_slip("diagnostic.json.number_too_big", found, at);
  }
  return number_slip("diagnostic.json.number", found, at);
}

Slip slip_in_word(std::string_view text, std::size_t at) {
  const std::string_view word = word_at(text, at);
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (lower == "true" || lower == "false" || lower == "null") {
    return {"diagnostic.json.word_case",
            {plain("found", word), plain("right", lower)},
            at,
            word.size(),
            {{at, lower}}};
  }
  return {"diagnostic.json.bare_word", {plain("found", word)}, at, word.size(), {}};
}

Slip glued_to_number(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && begins_number(text[begin - 1])) --begin;
  std::size_t end = at;
  while (end < text.size() && (begins_word(text[end]) || begins_number(text[end]))) ++end;
  const std::string_view found = text.substr(begin, end - begin);
  if (found.find('_') != std::string_view::npos) {
    return {"diagnostic.json.number_group", {}, at, 1, {}};
  }
  const std::size_t sign = found.front() == '-' ? 1 : 0;
  if (found.size() > sign + 1 && found[sign] == '0' && is_digit(found[sign + 1])) {
    return slip_in_number(text, begin);
  }
  return number_slip("diagnostic.json.number_unit", found, begin);
}

}  // namespace popscope::loader
