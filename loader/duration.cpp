#include "loader/duration.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "sim/core/ascii.h"

namespace popscope::loader {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t us;
};

constexpr std::int64_t kSecond = 1'000'000;

constexpr std::array<Unit, 20> kUnits = {{
    {"us", 1},
    {"ms", 1000},
    {"s", kSecond},
    {"sec", kSecond},
    {"second", kSecond},
    {"seconds", kSecond},
    {"min", 60 * kSecond},
    {"minute", 60 * kSecond},
    {"minutes", 60 * kSecond},
    {"h", 3600 * kSecond},
    {"hour", 3600 * kSecond},
    {"hours", 3600 * kSecond},
    {"d", 86400 * kSecond},
    {"day", 86400 * kSecond},
    {"days", 86400 * kSecond},
    {"week", 7 * 86400 * kSecond},
    {"weeks", 7 * 86400 * kSecond},
    {"\u00B5s", 1},
    {"\u03BCs", 1},
    {"mins", 60 * kSecond},
}};

std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), sim::is_digit);
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// digits * unit, or nothing where that is more than an int64_t holds.
std::optional<std::int64_t> multiplied(std::string_view digits, std::int64_t unit) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  std::int64_t value = 0;
  for (const char c : digits) {
    if (value > (kMax - (c - '0')) / 10) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > kMax / unit) return std::nullopt;
  return value * unit;
}

}  // namespace

std::variant<std::int64_t, DurationFault> parse_duration(std::string_view text) {
  text = trimmed(text);
  const std::string_view whole = take_digits(text);
  if (whole.empty()) return DurationFault::no_number;
  std::string_view fraction;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    fraction = take_digits(text);
    if (fraction.empty()) return DurationFault::no_number;
    fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  }
  text = trimmed(text);
  if (text.empty()) return DurationFault::no_unit;
  const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                 [&](const Unit& each) { return each.name == text; });
  if (unit == kUnits.end()) return DurationFault::unknown_unit;

  const std::optional<std::int64_t> whole_us = multiplied(whole, unit->us);
  if (!whole_us) return DurationFault::too_long;
  std::int64_t fraction_us = 0;
  std::int64_t step = unit->us;
  for (const char c : fraction) {
    if (step % 10 != 0) return DurationFault::too_fine;
    step /= 10;
    fraction_us += (c - '0') * step;
  }
  if (*whole_us > std::numeric_limits<std::int64_t>::max() - fraction_us) {
    return DurationFault::too_long;
  }
  return *whole_us + fraction_us;
}

std::string duration_text(std::int64_t us) {
  static constexpr std::array<Unit, 6> kShort = {{{"d", 86400 * kSecond},
                                                  {"h", 3600 * kSecond},
                                                  {"min", 60 * kSecond},
                                                  {"s", kSecond},
                                                  {"ms", 1000},
                                                  {"us", 1}}};
  if (us == 0) return "0s";
  const auto unit = std::find_if(kShort.begin(), kShort.end(),
                                 [&](const Unit& each) { return us % each.us == 0; });
  return std::to_string(us / unit->us) + std::string(unit->name);
}

}  // namespace popscope::loader
