#include "sim/pop3/numbers.h"

#include <algorithm>
#include <limits>

#include "sim/core/ascii.h"

namespace popscope::sim::pop3 {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

struct Digits {
  std::uint64_t value = 0;
  bool fits = true;      // else the value is the largest there is
  std::size_t size = 0;  // how many octets are digits
};

Digits read_digits(std::string_view text) {
  Digits digits;
  for (char c : text) {
    if (!is_digit(c)) break;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    digits.fits = digits.fits && digits.value <= (kMost - digit) / 10;
    digits.value = digits.fits ? digits.value * 10 + digit : kMost;
    ++digits.size;
  }
  return digits;
}

std::optional<std::uint64_t> all_digits(std::string_view text) {
  const Digits digits = read_digits(text);
  if (digits.size == 0 || digits.size != text.size()) return std::nullopt;
  return digits.value;
}

struct Signed {
  bool negative = false;
  Digits digits;
  std::size_t size = 0;  // the sign among them
};

Signed read_signed(std::string_view text) {
  Signed number;
  const bool sign = text.starts_with('-') || text.starts_with('+');
  number.negative = text.starts_with('-');
  number.digits = read_digits(text.substr(sign ? 1 : 0));
  number.size = number.digits.size + (sign ? 1 : 0);
  return number;
}

// As C's atoi makes it of a 64-bit long: the sign and digits as far as they go, 0 without any, what
// is too large is the largest, and of that the low 32 bits.
std::int32_t prefix_in_32_bits(std::string_view text) {
  const Signed number = read_signed(text);
  constexpr auto kLongMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const std::uint64_t magnitude = std::min(number.digits.value, kLongMost + number.negative);
  const std::uint64_t bits = number.negative ? ~magnitude + 1 : magnitude;
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits));
}

}  // namespace

std::optional<MessageNumber> message_number_from(std::string_view text, Form::Numbers form) {
  std::optional<std::uint64_t> n;
  switch (form) {
    case Form::Numbers::digits: n = all_digits(text); break;
    case Form::Numbers::prefix: {
      const Signed number = read_signed(text);
      n = number.negative ? kMost : number.digits.value;
      break;
    }
    case Form::Numbers::prefix_32_bits:
      n = static_cast<std::uint64_t>(std::max<std::int32_t>(0, prefix_in_32_bits(text)));
      break;
  }
  if (!n || *n == 0) return std::nullopt;
  constexpr std::uint64_t kNumberMost = std::numeric_limits<std::uint32_t>::max();
  return MessageNumber{static_cast<std::uint32_t>(std::min(*n, kNumberMost))};
}

std::optional<std::uint64_t> line_count_from(std::string_view text, Form::Count form) {
  switch (form) {
    case Form::Count::digits: return all_digits(text);
    case Form::Count::digits_32_bits: {
      const std::optional<std::uint64_t> n = all_digits(text);
      if (n && *n > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
      return n;
    }
    case Form::Count::digits_64_bits: {
      const Digits digits = read_digits(text);
      if (digits.size == 0 || digits.size != text.size() || !digits.fits) return std::nullopt;
      return digits.value;
    }
    case Form::Count::with_sign: {
      const Signed number = read_signed(text);
      if (number.digits.size == 0 || number.size != text.size()) return std::nullopt;
      return number.negative ? kMost : number.digits.value;
    }
    case Form::Count::prefix_32_bits: {
      const std::int32_t n = prefix_in_32_bits(text);
      return n < 0 ? kMost : static_cast<std::uint64_t>(n);  // below 0 it is counted down for ever
    }
  }
  return std::nullopt;
}

}  // namespace popscope::sim::pop3
