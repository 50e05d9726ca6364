#include <algorithm>

#include "view/clock.h"
#include "view/compare.h"
#include "view/compare_times.h"

namespace popscope::view {
namespace {

// The parts of the side that goes on longer: it has most of the stops.
void put_parts(const ComparedSide& side, const ComparedTimes& times, TransportView& strip) {
  strip.parts.clear();
  const auto place = [&](sim::Time time) {
    const std::uint32_t last = std::max(1u, times.count() - 1);
    return static_cast<float>(times.index_of(time)) / static_cast<float>(last);
  };
  const std::uint32_t end = side.place(side.visible()).moment;
  for (const lesson::Passed& begin : side.visit.parts(side.branch)) {
    if (begin.moment > end) break;
    const float from = place(side.visit.timeline().moment(side.branch, begin.moment).at);
    if (!strip.parts.empty()) strip.parts.back().to = from;
    const std::uint32_t entry = side.visit.lesson().markers[begin.marker].entry;
    strip.parts.push_back(
        {side.visit.lesson().entries[entry].entry->shown_part(), from, 1, false});
  }
}

}  // namespace

void show_compared_time(const ComparedTimes& times, std::uint32_t time,
                        const text::Catalogue& catalogue, TransportView& strip) {
  const ComparedSide& longer = times.longer();
  strip.steps = times.count() - 1;
  strip.step = std::min(time, strip.steps);
  strip.hidden_after_step.reset();
  strip.ends.clear();
  put_parts(longer, times, strip);
  const float here = strip.steps == 0 ? 0.0F
                                      : static_cast<float>(strip.step) /
                                            static_cast<float>(strip.steps);
  for (StripPart& part : strip.parts) part.current = here > part.from && here <= part.to;
  StripBranch both;
  both.branch = longer.branch.value;
  both.steps = strip.steps;
  both.current = true;
  strip.branches = {both};
  strip.can_back = strip.step > 0;
  strip.can_forward = strip.step < strip.steps;
  const ComparedSide &a = times.side(0), &b = times.side(1);
  const sim::Time end = std::max(a.at(a.visible()), b.at(b.visible()));
  strip.position = exact_clock_text(clock_of(longer.visit.lesson().start.now, end),
                                    times.at(strip.step), catalogue);
  strip.at = catalogue.sentence("panel.compare.stop", {text::number("stop", strip.step),
                                                       text::number("stops", strip.steps)});
  strip.short_position = strip.position;
}

}  // namespace popscope::view
