#include "lesson/landmarks.h"

#include <algorithm>

#include "lesson/about.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;
using sim::Place;

constexpr std::size_t kLandmarksMax = 4;  // if one has changed, another before it has not

// Which entry's beginning or end a marker is; none: the end of a way, or of the story.
struct Mark {
  std::uint64_t about = 0;
  bool end = false;
  friend bool operator==(const Mark&, const Mark&) = default;
};

std::optional<Mark> mark_of(const Visit& visit, const Passed& passed) {
  const MarkerMeaning& meaning = visit.lesson().markers[passed.marker];
  const bool end = meaning.kind == MarkerMeaning::Kind::end;
  if (!end && meaning.kind != MarkerMeaning::Kind::begin) return std::nullopt;
  return Mark{visit.lesson().entries[meaning.entry].about, end};
}

std::uint32_t behind_markers(const Visit& visit, Place place) {
  const std::uint32_t end = visit.timeline().end(place.branch);
  while (place.moment < end &&
         only_passes_markers(visit.timeline().moment(place.branch, place.moment + 1))) {
    ++place.moment;
  }
  return place.moment;
}

std::uint32_t closing(const sim::Steps& steps, std::uint32_t step) {
  step = std::min(step, steps.count());
  return step == 0 ? 0 : steps.step(step).closes;
}

// So many moments behind a closing, markers aside.
std::uint32_t counted_on(const Visit& visit, BranchId branch, const Landmarks& landmarks) {
  const std::uint32_t end = visit.timeline().end(branch);
  std::uint32_t moment = closing(visit.steps(branch), landmarks.step);
  std::uint32_t left = landmarks.beyond;
  while (moment < end && left > 0) {
    ++moment;
    if (!only_passes_markers(visit.timeline().moment(branch, moment))) --left;
  }
  return behind_markers(visit, {branch, moment});
}

std::optional<std::uint32_t> passed_at(const Visit& visit, BranchId branch,
                                       const Landmark& landmark) {
  std::uint32_t nth = 0;
  for (const Passed& passed : visit.passed(branch)) {
    if (mark_of(visit, passed) != Mark{landmark.about, landmark.end}) continue;
    if (nth++ == landmark.nth) return passed.moment;
  }
  return std::nullopt;
}

}  // namespace

std::uint64_t digest_of_state(sim::World world) {
  const std::optional<sim::Time> waiting = world.cursor.waiting;
  const bool offering = world.cursor.offering;
  world.cursor = {};
  world.cursor.waiting = waiting;
  world.cursor.offering = offering;
  world.next_identity = 0;  // messages that are to come have theirs already
  return sim::digest(world);
}

Landmarks landmarks_of(const Visit& visit, Place place, bool with_state) {
  Landmarks result;
  if (with_state) result.state = digest_of_state(visit.timeline().world(place));
  const sim::Steps& steps = visit.steps(place.branch);
  result.step = steps.at_moment(place.moment);
  for (std::uint32_t n = closing(steps, result.step) + 1; n <= place.moment; ++n) {
    if (!only_passes_markers(visit.timeline().moment(place.branch, n))) ++result.beyond;
  }
  const std::vector<Passed>& passed = visit.passed(place.branch);
  const auto behind = std::find_if(passed.begin(), passed.end(), [&](const Passed& each) {
    return each.moment > place.moment;
  });
  for (auto it = behind; it != passed.begin() && result.passed.size() < kLandmarksMax;) {
    --it;
    const std::optional<Mark> mark = mark_of(visit, *it);
    if (!mark) continue;
    const auto nth = std::count_if(passed.begin(), it, [&](const Passed& each) {
      return mark_of(visit, each) == mark;
    });
    result.passed.push_back({mark->about, static_cast<std::uint32_t>(nth), mark->end,
                             result.step - steps.at_moment(it->moment)});
  }
  return result;
}

FoundAgain find_again(const Visit& visit, BranchId branch, std::uint32_t moment,
                      const Landmarks& landmarks) {
  const std::uint32_t end = visit.timeline().end(branch);
  const auto is_same = [&](std::uint32_t at) {
    return landmarks.state && *landmarks.state ==
                                  digest_of_state(visit.timeline().world({branch, at}));
  };
  const std::uint32_t there = std::min(moment, end);
  if (!landmarks.state && landmarks.passed.empty()) return {there, false, false};
  if (there == moment && is_same(there)) return {there, true, true};
  const std::uint32_t counted = counted_on(visit, branch, landmarks);
  if (is_same(counted)) return {counted, true, true};
  const sim::Steps& steps = visit.steps(branch);
  for (const Landmark& landmark : landmarks.passed) {
    const std::optional<std::uint32_t> passed = passed_at(visit, branch, landmark);
    if (!passed) continue;
    const std::uint32_t at =
        landmark.steps == 0 ? *passed : closing(steps, steps.at_moment(*passed) + landmark.steps);
    const std::uint32_t settled = behind_markers(visit, {branch, at});
    return {settled, is_same(settled), true};
  }
  return {counted, false, false};
}

}  // namespace popscope::lesson
