#pragma once
// How a story tells the time: one of seconds as a length of time since its start, one of hours by
// the clock, one of days with the day before it.
#include <string>

#include "sim/core/time.h"
#include "text/catalogue.h"

namespace popscope::view {

struct Clock {
  enum class Form { elapsed, hours, days };
  sim::Time start;
  Form form = Form::elapsed;
};

Clock clock_of(sim::Time start, sim::Time end);

std::string clock_text(const Clock& clock, sim::Time time, const text::Catalogue& catalogue);
// To the second: "12:30:04".
std::string exact_clock_text(const Clock& clock, sim::Time time, const text::Catalogue& catalogue);
// Within a sentence: "09:05", "at 0.40 s".
std::string at_text(const Clock& clock, sim::Time time, const text::Catalogue& catalogue);

}  // namespace popscope::view
