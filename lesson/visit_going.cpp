// Where the cursor may stand, and how it goes there.
#include <algorithm>

#include "lesson/visit.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;
using sim::Place;
using sim::Step;

// A segment's step closes soon behind it; other sessions' steps may close between.
constexpr std::uint32_t kStepsAheadMax = 64;

// At grain exchange a command stands together with its reply.
bool is_stop(const Step& step, Grain grain) {
  return grain != Grain::exchange || step.kind != sim::StepKind::command || !step.exchange_with;
}

bool tells(const sim::Event& event, Until until) {
  switch (until) {
    case Until::refusal: {
      const auto* reply = std::get_if<sim::ReplyReceived>(&event);
      return reply != nullptr && !reply->ok;
    }
    case Until::state: {
      const auto* did = std::get_if<sim::SessionDid>(&event);
      return did != nullptr && (sim::deed<sim::pop3::StateChanged>(*did) ||
                                sim::deed<sim::imap::StateChanged>(*did));
    }
    case Until::maildrop: {
      const auto* did = std::get_if<sim::SessionDid>(&event);
      return std::holds_alternative<sim::MessageDelivered>(event) ||
             (did != nullptr && (sim::deed<sim::pop3::MessageRemoved>(*did) ||
                                 sim::deed<sim::imap::MessageExpunged>(*did) ||
                                 sim::deed<sim::imap::MessageStored>(*did)));
    }
  }
  return false;
}

}  // namespace

// The first stop behind a moment; 0: there is none.
std::uint32_t Visit::next_stop(BranchId branch, std::uint32_t moment, Grain grain) const {
  const Derived& known = derived(branch);
  std::uint32_t found = 0;
  for (std::uint32_t n = known.steps.at_moment(moment) + 1; n <= known.steps.count(); ++n) {
    if (!is_stop(known.steps.step(n), grain)) continue;
    found = known.steps.step(n).closes;
    break;
  }
  if (grain == Grain::segment) {
    const auto arrival =
        std::upper_bound(known.arrivals.begin(), known.arrivals.end(), moment);
    if (arrival != known.arrivals.end() && (found == 0 || *arrival < found)) found = *arrival;
  }
  return found;
}

// The last stop at or before a moment; 0: the start.
std::uint32_t Visit::stop_at(BranchId branch, std::uint32_t moment, Grain grain) const {
  const Derived& known = derived(branch);
  std::uint32_t found = 0;
  for (std::uint32_t n = known.steps.at_moment(moment); n > 0; --n) {
    if (!is_stop(known.steps.step(n), grain)) continue;
    found = known.steps.step(n).closes;
    break;
  }
  if (grain == Grain::segment) {
    const auto behind = std::upper_bound(known.arrivals.begin(), known.arrivals.end(), moment);
    if (behind != known.arrivals.begin()) found = std::max(found, *std::prev(behind));
  }
  return found;
}

std::uint32_t Visit::stops_up_to(BranchId branch, std::uint32_t moment) const {
  const Derived& known = derived(branch);
  const auto count = [](const std::vector<std::uint32_t>& stops, std::uint32_t last) {
    return static_cast<std::uint32_t>(std::upper_bound(stops.begin(), stops.end(), last) -
                                      stops.begin());
  };
  switch (grain_) {
    case Grain::exchange: return count(known.exchange_stops, known.steps.at_moment(moment));
    case Grain::line: return known.steps.at_moment(moment);
    case Grain::segment: return count(known.segment_stops, moment);
  }
  return 0;
}

std::uint32_t Visit::moment_of_stop(BranchId branch, std::uint32_t stop) const {
  const Derived& known = derived(branch);
  stop = std::min(stop, stops(branch));
  if (stop == 0) return 0;
  switch (grain_) {
    case Grain::exchange: return known.steps.step(known.exchange_stops[stop - 1]).closes;
    case Grain::line: return known.steps.step(stop).closes;
    case Grain::segment: return known.segment_stops[stop - 1];
  }
  return 0;
}

Visit::Standing Visit::standing() const {
  const Standing at_end{step(), std::nullopt};
  if (grain_ != Grain::segment) return at_end;
  if (at_end.step > 0 && steps().step(at_end.step).closes == moment_) return at_end;
  const std::uint32_t until = std::min(steps().count(), at_end.step + kStepsAheadMax);
  for (std::uint32_t n = at_end.step + 1; n <= until; ++n) {
    const auto& segments = steps().step(n).segments;
    for (std::uint32_t i = 0; i < segments.size(); ++i)
      if (segments[i].done == moment_) return {n, i};
  }
  return at_end;
}

void Visit::stand(BranchId branch, std::uint32_t moment) {
  branch_ = branch;
  moment_ = moment;
  std::uint32_t& seen = notes_[branch.value].seen;
  seen = std::max(seen, moment);
}

void Visit::stand_before_gates(BranchId branch, std::uint32_t moment) {
  if (const std::optional<Passed> gate = first_gate(branch)) {
    moment = std::min(moment, limit(branch, *gate));
  }
  stand(branch, moment);
}

void Visit::set_grain(Grain grain) {
  grain_ = grain;
  if (grain == Grain::segment) return;
  const std::vector<std::uint32_t>& arrivals = derived(branch_).arrivals;
  if (std::binary_search(arrivals.begin(), arrivals.end(), moment_)) {
    moment_ = stop_at(branch_, moment_, Grain::line);
  }
}

// A session that was sent a thousand RETR has more to say than a recording may hold. On an own
// branch on which nothing could be done again the story would go on as if it were there: it does
// not.
bool Visit::may_go_on(BranchId branch) const {
  if (notes_[branch.value].of_story) return !cut_short_;
  return timeline_.tip(branch).cursor.offering && own_may_run();
}

// Whether a branch can go on by itself: octets in flight, a plan, a wait.
bool Visit::may_run(BranchId branch) const {
  return !quiescent(timeline_.tip(branch)) && may_go_on(branch);
}

void Visit::run_until_stop(Grain grain) {
  while (next_stop(branch_, moment_, grain) == 0 && may_run(branch_)) {
    if (!timeline_.advance(branch_)) return;
  }
}

void Visit::run_out() {
  while (may_run(branch_) && timeline_.advance(branch_)) {
  }
}

bool Visit::step_on(Grain grain) {
  const std::optional<Passed> gate = first_gate(branch_);
  if (!gate) run_until_stop(grain);
  const std::uint32_t next = next_stop(branch_, moment_, grain);
  if (gate && (next == 0 || gate->moment < next)) {
    const std::uint32_t furthest = limit(branch_, *gate);
    if (furthest <= moment_) return false;
    stand(branch_, furthest);
    return true;
  }
  if (next == 0) return false;
  stand(branch_, next);
  return true;
}

bool Visit::step_back(Grain grain) {
  if (moment_ == 0) return false;
  stand(branch_, stop_at(branch_, moment_ - 1, grain));
  return true;
}

void Visit::first() { stand(branch_, 0); }

void Visit::last() {
  run_out();
  const std::uint32_t end = stop_at(branch_, timeline_.end(branch_), fine_grain());
  stand_before_gates(branch_, std::max(moment_, end));
}

bool Visit::forward() { return step_on(grain_); }
bool Visit::back() { return step_back(grain_); }
void Visit::forward_exchange() { step_on(Grain::exchange); }
void Visit::back_exchange() { step_back(Grain::exchange); }

void Visit::go_to_moment(std::uint32_t moment) { go_to(branch_, moment); }

void Visit::go_to_step(std::uint32_t step) {
  const sim::Steps& all = steps();
  step = std::min(step, all.count());
  go_to(branch_, step == 0 ? 0 : all.step(step).closes);
}

void Visit::go_to(BranchId branch, std::uint32_t moment) {
  if (branch == branch_ && moment == moment_) return;  // a cursor between stops stays there
  stand_before_gates(branch,
                     stop_at(branch, std::min(moment, timeline_.end(branch)), fine_grain()));
}

void Visit::open_at(Place place) {
  const std::uint32_t moment = std::min(place.moment, timeline_.end(place.branch));
  while (const std::optional<Passed> gate = first_gate(place.branch)) {
    if (limit(place.branch, *gate) >= moment) break;
    pass_gates(place.branch, gate->moment, false);
  }
  stand(place.branch, moment);
}

// 0: it does not come on this branch.
std::uint32_t Visit::first_moment_of(Until until) const {
  for (std::uint32_t n = moment_ + 1; n <= timeline_.end(branch_); ++n) {
    for (const sim::Event& event : timeline_.moment(branch_, n).events) {
      if (tells(event, until)) return n;
    }
  }
  return 0;
}

bool Visit::run_to(Until until) {
  run_out();
  std::uint32_t target = first_moment_of(until);
  if (target != 0) {
    const std::uint32_t stop = next_stop(branch_, target - 1, fine_grain());
    if (stop != 0) target = stop;
  }
  const std::optional<Passed> gate = first_gate(branch_);
  if (gate && (target == 0 || gate->moment < target)) {
    stand(branch_, std::max(moment_, limit(branch_, *gate)));
    return false;
  }
  const std::optional<std::uint32_t> choice = choice_ahead();
  if (choice && (target == 0 || *choice < target)) {
    go_to_moment(std::max(moment_, *choice));
    return false;
  }
  if (target == 0) return false;
  stand(branch_, target);
  return true;
}

}  // namespace popscope::lesson
