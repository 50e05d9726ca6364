#include "view/clock.h"

#include "view/words.h"

namespace popscope::view {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;

std::int64_t whole_seconds(sim::Time time) { return time.us / kSecond; }

std::string two_digits(std::int64_t n) {
  const std::string digits = std::to_string(n);
  return digits.size() < 2 ? "0" + digits : digits;
}

std::string by_the_clock(const Clock& clock, sim::Time time, bool exact,
                         const text::Catalogue& catalogue) {
  const std::int64_t seconds = whole_seconds(time) % kDay;
  std::string text = two_digits(seconds / kHour) + ":" + two_digits(seconds / 60 % 60);
  if (exact) text += ":" + two_digits(seconds % 60);
  if (clock.form != Clock::Form::days) return text;
  const std::int64_t day = whole_seconds(time) / kDay - whole_seconds(clock.start) / kDay + 1;
  return catalogue.sentence("clock.day", {text::number("day", day), text::plain("time", text)});
}

}  // namespace

Clock clock_of(sim::Time start, sim::Time end) {
  // A length of time is easier to read than "09:00:00.28", as long as it is short.
  if (whole_seconds(end) - whole_seconds(start) < kHour) return {start, Clock::Form::elapsed};
  const bool one_day = whole_seconds(end) / kDay == whole_seconds(start) / kDay;
  return {start, one_day ? Clock::Form::hours : Clock::Form::days};
}

std::string clock_text(const Clock& clock, sim::Time time, const text::Catalogue& catalogue) {
  if (clock.form == Clock::Form::elapsed) return duration_text(time - clock.start, catalogue);
  return by_the_clock(clock, time, false, catalogue);
}

std::string exact_clock_text(const Clock& clock, sim::Time time,
                             const text::Catalogue& catalogue) {
  if (clock.form == Clock::Form::elapsed) return duration_text(time - clock.start, catalogue);
  return by_the_clock(clock, time, true, catalogue);
}

std::string at_text(const Clock& clock, sim::Time time, const text::Catalogue& catalogue) {
  const std::string text = clock_text(clock, time, catalogue);
  if (clock.form != Clock::Form::elapsed) return text;
  return catalogue.sentence("clock.at", {text::plain("time", text)});
}

}  // namespace popscope::view
