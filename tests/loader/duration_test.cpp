#include "loader/duration.h"

#include <gtest/gtest.h>
#include <limits>

namespace popscope::loader {
namespace {

std::int64_t us(std::string_view text) {
  const auto parsed = parse_duration(text);
  const std::int64_t* value = std::get_if<std::int64_t>(&parsed);
  EXPECT_NE(value, nullptr) << text;
  return value == nullptr ? -1 : *value;
}

DurationFault fault(std::string_view text) {
  const auto parsed = parse_duration(text);
  const DurationFault* value = std::get_if<DurationFault>(&parsed);
  EXPECT_NE(value, nullptr) << text;
  return value == nullptr ? DurationFault{} : *value;
}

TEST(Duration, IsWhatPeopleWrite) {
  EXPECT_EQ(us("10min"), 600'000'000);
  EXPECT_EQ(us("600 s"), 600'000'000);
  EXPECT_EQ(us("1.5s"), 1'500'000);
  EXPECT_EQ(us("20ms"), 20'000);
  EXPECT_EQ(us("2h"), 7'200'000'000);
  EXPECT_EQ(us("14 days"), 1'209'600'000'000);
  EXPECT_EQ(us("1 week"), 604'800'000'000);
  EXPECT_EQ(us("7us"), 7);
  EXPECT_EQ(us("7\u00B5s"), 7);
  EXPECT_EQ(us("0s"), 0);
  EXPECT_EQ(us(" 1.50 minutes "), 90'000'000);
  EXPECT_EQ(us("0.000001s"), 1);
  EXPECT_EQ(us("1.000000000000000000000s"), 1'000'000);
}

TEST(Duration, IsExactOrRefused) {
  EXPECT_EQ(fault("0.0000001s"), DurationFault::too_fine);
  EXPECT_EQ(fault("1.5us"), DurationFault::too_fine);
  EXPECT_EQ(us("0.05min"), 3'000'000);
  EXPECT_EQ(fault("99999999999999999999s"), DurationFault::too_long);
  EXPECT_EQ(fault("9223372036855s"), DurationFault::too_long);
  EXPECT_EQ(us("9223372036854775807us"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(fault("9223372036854775808us"), DurationFault::too_long);
}

TEST(Duration, SaysWhatIsMissing) {
  EXPECT_EQ(fault(""), DurationFault::no_number);
  EXPECT_EQ(fault("min"), DurationFault::no_number);
  EXPECT_EQ(fault("-5s"), DurationFault::no_number);
  EXPECT_EQ(fault("1.s"), DurationFault::no_number);
  EXPECT_EQ(fault("10"), DurationFault::no_unit);
  EXPECT_EQ(fault("10 fortnights"), DurationFault::unknown_unit);
  EXPECT_EQ(fault("10 S"), DurationFault::unknown_unit);
  EXPECT_EQ(fault("1h 30min"), DurationFault::unknown_unit);
}

TEST(Duration, IsWrittenInTheLargestWholeUnit) {
  for (const char* text : {"10min", "20ms", "2h", "14d", "1500ms", "7us", "0s"}) {
    EXPECT_EQ(duration_text(us(text)), text);
  }
}

}  // namespace
}  // namespace popscope::loader
