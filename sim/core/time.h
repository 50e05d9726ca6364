#pragma once
// Simulated time. A Time is a count of microseconds since the Unix epoch, in UTC; a Duration is a
// count of microseconds. Nothing here knows the machine's clock or time zone.
#include <cstdint>
#include <limits>

namespace popscope::sim {

struct Duration {
  std::int64_t us = 0;
  friend bool operator==(const Duration&, const Duration&) = default;
  friend auto operator<=>(const Duration&, const Duration&) = default;
};

struct Time {
  std::int64_t us = 0;
  friend bool operator==(const Time&, const Time&) = default;
  friend auto operator<=>(const Time&, const Time&) = default;
};

constexpr Duration milliseconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }

// Sums and differences stop at the ends of what 64 bits hold: whoever wrote a file may have meant
// any number.
constexpr std::int64_t saturating_sum(std::int64_t a, std::int64_t b) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (b > 0 && a > Limits::max() - b) return Limits::max();
  if (b < 0 && a < Limits::min() - b) return Limits::min();
  return a + b;
}
constexpr std::int64_t saturating_difference(std::int64_t a, std::int64_t b) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (b < 0 && a > Limits::max() + b) return Limits::max();
  if (b > 0 && a < Limits::min() + b) return Limits::min();
  return a - b;
}
constexpr Time operator+(Time t, Duration d) { return {saturating_sum(t.us, d.us)}; }
constexpr Duration operator+(Duration a, Duration b) { return {saturating_sum(a.us, b.us)}; }
constexpr Duration operator-(Time a, Time b) { return {saturating_difference(a.us, b.us)}; }

// 2025-03-03 09:00:00 UTC, a Monday: the moment at which a World starts unless a scenario says
// otherwise. Fixed, so that every run of a scenario gives the same octets.
inline constexpr Time kDefaultStart{1'740'992'400'000'000};

// The end of the year 9999, the last that a date of four digits can name. Nobody waits beyond it;
// what is due by itself after that (an autologout, an arrival) is far from the end of 64 bits.
inline constexpr Time kLastTime{253'402'300'799'999'999};

}  // namespace popscope::sim
