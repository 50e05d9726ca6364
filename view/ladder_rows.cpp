#include "view/ladder_rows.h"

#include <algorithm>

namespace popscope::view {
std::uint32_t LadderRows::count() const {
  if (exchanges()) return visit_.stops(visit_.branch());
  return steps_.count() + (segments() ? history_.segments() : 0);
}

std::uint32_t LadderRows::first_of(std::uint32_t step) const {
  if (exchanges()) {
    const std::uint32_t before = step < 2 ? 0 : steps_.step(step - 1).closes;
    return visit_.stops_up_to(visit_.branch(), before);
  }
  return step - 1 + (segments() ? history_.segments_before(step) : 0);
}

std::uint32_t LadderRows::line_of(std::uint32_t step) const {
  if (exchanges()) {
    const std::optional<std::uint32_t> reply = steps_.step(step).exchange_with;
    return first_of(stands_for_a_row(step) || !reply ? step : *reply);
  }
  const auto own = static_cast<std::uint32_t>(steps_.step(step).segments.size());
  return first_of(step) + (segments() ? own : 0);
}

std::uint32_t LadderRows::exchange_at(std::uint32_t row) const {
  return steps_.at_moment(visit_.moment_of_stop(visit_.branch(), row + 1));
}

bool LadderRows::stands_for_a_row(std::uint32_t step) const {
  const std::uint32_t row = first_of(step);
  return row < count() && exchange_at(row) == step;
}

LadderRows::Place LadderRows::at(std::uint32_t row) const {
  if (exchanges()) {
    Place place{exchange_at(row), std::nullopt, std::nullopt};
    const sim::Step& step = steps_.step(place.step);
    if (step.exchange_with && !stands_for_a_row(*step.exchange_with))
      place.command = step.exchange_with;
    return place;
  }
  std::uint32_t low = 1, high = steps_.count();
  while (low < high) {
    const std::uint32_t middle = low + (high - low + 1) / 2;
    if (first_of(middle) <= row)
      low = middle;
    else
      high = middle - 1;
  }
  if (row >= line_of(low)) return {low, std::nullopt, std::nullopt};
  return {low, row - first_of(low), std::nullopt};
}

std::uint32_t LadderRows::moment(const Place& place) const {
  const sim::Step& step = steps_.step(place.step);
  return place.segment ? step.segments[*place.segment].done : step.closes;
}

std::uint32_t LadderRows::begins(const Place& place) const {
  if (place.command) return steps_.step(*place.command).closes;
  return steps_.step(place.step).closes;
}

std::uint32_t LadderRows::told(std::uint32_t hidden_after) const {
  const std::uint32_t steps = steps_.at_moment(hidden_after);
  if (steps == steps_.count()) return count();
  std::uint32_t rows = first_of(steps + 1);
  while (exchanges() && rows < count() && begins(at(rows)) <= hidden_after) ++rows;
  return rows;
}

std::optional<std::uint32_t> LadderRows::at_cursor(const lesson::Visit& visit) const {
  const lesson::Visit::Standing standing = visit.standing();
  if (standing.step == 0) return std::nullopt;
  if (standing.segment) return first_of(standing.step) + *standing.segment;
  return line_of(standing.step);
}

}  // namespace popscope::view
