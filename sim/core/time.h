#pragma once
// Simulated time. A Time is a count of microseconds since the Unix epoch, in UTC; a Duration is a
// count of microseconds. Nothing here knows the machine's clock or time zone.
#include <cstdint>

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
constexpr Time operator+(Time t, Duration d) { return {t.us + d.us}; }
constexpr Duration operator+(Duration a, Duration b) { return {a.us + b.us}; }
constexpr Duration operator-(Time a, Time b) { return {a.us - b.us}; }

// 2025-03-03 09:00:00 UTC, a Monday: the moment at which a World starts unless a scenario says
// otherwise. Fixed, so that every run of a scenario gives the same octets.
inline constexpr Time kDefaultStart{1'740'992'400'000'000};

}  // namespace popscope::sim
