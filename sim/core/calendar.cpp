#include "sim/core/calendar.h"

#include "sim/core/ascii.h"

namespace popscope::sim {
namespace {

constexpr std::int64_t kSecondsADay = 86'400;
constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

// Both directions: Howard Hinnant, "chrono-compatible low-level date algorithms".
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::int64_t days_of(Time time) { return floor_div(floor_div(time.us, 1'000'000), kSecondsADay); }

CivilTime civil_from(Time time) {
  const std::int64_t seconds = floor_div(time.us, 1'000'000);
  const std::int64_t days = floor_div(seconds, kSecondsADay);
  const std::int64_t second_of_day = seconds - days * kSecondsADay;
  const std::int64_t shifted = days + 719468;
  const std::int64_t era = floor_div(shifted, 146097);
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;  // from March
  CivilTime civil;
  civil.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  civil.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
  civil.weekday = static_cast<int>(((days + 3) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
  civil.hour = static_cast<int>(second_of_day / 3600);
  civil.minute = static_cast<int>(second_of_day / 60 % 60);
  civil.second = static_cast<int>(second_of_day % 60);
  return civil;
}

Time time_from(const CivilTime& civil) {
  const std::int64_t days = days_from_civil(civil.year, civil.month, civil.day);
  return {(days * kSecondsADay + civil.hour * 3600 + civil.minute * 60 + civil.second) * 1'000'000};
}

int days_in_month(std::int64_t year, int month) {
  const std::int64_t first = days_from_civil(year, month, 1);
  const std::int64_t next =
      month == 12 ? days_from_civil(year + 1, 1, 1) : days_from_civil(year, month + 1, 1);
  return static_cast<int>(next - first);
}

std::string_view month_name(int month) { return kMonths[month - 1]; }

std::optional<int> month_from(std::string_view name) {
  for (int i = 0; i < 12; ++i) {
    if (equal_ignoring_case(kMonths[i], name)) return i + 1;
  }
  return std::nullopt;
}

std::string two_digits(std::int64_t n) {
  return {static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
}

std::string clock_text(const CivilTime& civil) {
  return two_digits(civil.hour) + ':' + two_digits(civil.minute) + ':' + two_digits(civil.second);
}

}  // namespace popscope::sim
