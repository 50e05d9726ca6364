#pragma once
// Simulated time as a date and a clock, in UTC, and the forms in which mail writes them. Knows no
// time zone of the machine.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/time.h"

namespace popscope::sim {

struct CivilTime {
  std::int64_t year = 1970;
  int month = 1;    // 1-12
  int day = 1;      // 1-31
  int weekday = 3;  // 0: Monday
  int hour = 0;
  int minute = 0;
  int second = 0;
};

CivilTime civil_from(Time time);
Time time_from(const CivilTime& civil);  // `weekday` is not looked at

// Days since 1970-01-01; negative before.
std::int64_t days_of(Time time);
std::int64_t days_from_civil(std::int64_t year, int month, int day);
int days_in_month(std::int64_t year, int month);

std::string_view month_name(int month);                // "Jan"
std::optional<int> month_from(std::string_view name);  // case-insensitive
std::string two_digits(std::int64_t n);
std::string clock_text(const CivilTime& civil);  // "09:00:00"

}  // namespace popscope::sim
