#include "lesson/visit.h"

#include <algorithm>
#include <utility>

#include "lesson/landmarks.h"
#include "sim/core/check.h"

namespace popscope::lesson {

using sim::BranchId;
using sim::Place;

Visit::Visit(std::shared_ptr<const Compiled> lesson)
    : lesson_(std::move(lesson)), timeline_(lesson_->start) {
  notes_.emplace_back();
  tell(BranchId{0});
}

Visit::Derived& Visit::derived(BranchId branch) const {
  while (derived_.size() <= branch.value) {
    derived_.emplace_back();
    derived_.back().passed_at.resize(lesson_->markers.size());
  }
  Derived& known = derived_[branch.value];
  const std::uint32_t end = timeline_.end(branch);
  if (known.seen == end) return known;
  const std::uint32_t before = known.steps.count();
  known.steps.update(timeline_, branch);
  for (std::uint32_t n = before + 1; n <= known.steps.count(); ++n) note_exchange_stop(n, known);
  while (known.seen < end) {
    ++known.seen;
    look_at(timeline_.moment(branch, known.seen), known.seen, known);
  }
  return known;
}

// A command is a stop of its own only while it has no reply.
void Visit::note_exchange_stop(std::uint32_t step, Derived& known) const {
  std::vector<std::uint32_t>& stops = known.exchange_stops;
  const sim::Step& what = known.steps.step(step);
  if (what.exchange_with && what.kind == sim::StepKind::command) return;  // its reply is known
  if (what.exchange_with) {
    const auto command = std::lower_bound(stops.begin(), stops.end(), *what.exchange_with);
    if (command != stops.end() && *command == *what.exchange_with) stops.erase(command);
  }
  stops.push_back(step);
}

void Visit::look_at(const sim::Moment& moment, std::uint32_t number, Derived& known) const {
  bool arrival = false;
  for (const sim::Event& event : moment.events) {
    if (const auto* marker = std::get_if<sim::MarkerPassed>(&event)) {
      known.passed.push_back({marker->index, number});
      known.passed_at[marker->index] = number;
      const MarkerMeaning& meaning = lesson_->markers[marker->index];
      if (meaning.kind != MarkerMeaning::Kind::begin) continue;
      const Entry& entry = *lesson_->entries[meaning.entry].entry;
      if (!entry.part.empty()) known.parts.push_back({marker->index, number});
      const Act& act = entry.act;
      if (std::holds_alternative<Ask>(act) || std::holds_alternative<Try>(act)) {
        known.gates.push_back({marker->index, number});
      }
    } else if (std::holds_alternative<sim::SegmentArrived>(event) ||
               std::holds_alternative<sim::SegmentLost>(event)) {
      arrival = true;
    } else if (std::holds_alternative<sim::WayChosen>(event)) {
      known.chosen.push_back(number);
    } else if (std::holds_alternative<sim::ActNotPossible>(event)) {
      known.refused.push_back(number);
    }
  }
  if (arrival) known.arrivals.push_back(number);
  const bool closes = known.steps.at_moment(number) != known.steps.at_moment(number - 1);
  if (arrival || closes) known.segment_stops.push_back(number);
}

const sim::Steps& Visit::steps(BranchId branch) const { return derived(branch).steps; }
const std::vector<Passed>& Visit::passed(BranchId branch) const { return derived(branch).passed; }

const std::vector<Passed>& Visit::parts(BranchId branch) const { return derived(branch).parts; }

std::uint32_t Visit::moment_of(BranchId branch, std::uint32_t marker) const {
  return derived(branch).passed_at[marker];
}

const History& Visit::history(BranchId branch) const {
  Derived& known = derived(branch);
  known.history.update(timeline_, branch, known.steps);
  return known.history;
}

const BranchNotes& Visit::notes(BranchId branch) const { return notes_[branch.value]; }

bool Visit::has_own_branch() const {
  return std::any_of(notes_.begin(), notes_.end(),
                     [](const BranchNotes& each) { return !each.of_story; });
}

const Landmarks& Visit::landmarks(BranchId branch) const {
  const auto known = landmarks_.find(branch.value);
  if (known != landmarks_.end()) return known->second;
  const Place place{branch, timeline_.branches()[branch.value].forked_at};
  return landmarks_[branch.value] = landmarks_of(*this, place, true);
}

std::string Visit::name_of(BranchId branch) const {
  const std::string& name = notes_[branch.value].name;
  return name.empty() ? std::to_string(branch.value + 1) : name;
}

void Visit::rename(BranchId branch, std::string name) {
  notes_[branch.value].name = std::move(name);
}

void Visit::switch_to(BranchId branch) {
  const std::uint32_t shared = timeline_.shared(branch_, branch);
  go_to(branch, moment_ < shared ? moment_ : shared);
}

Place Visit::canonical(Place place) const {
  return {timeline_.owner(place.branch, place.moment), place.moment};
}

}  // namespace popscope::lesson
