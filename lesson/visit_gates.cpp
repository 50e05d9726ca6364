// Asks and tries: what hides the future until the learner has answered, and what came out.
//
// A gate counts where the story goes on behind it. On a branch of the learner's own that left the
// line at the gate nothing is hidden: what one has done oneself one may see.
#include <algorithm>

#include "lesson/visit.h"
#include "sim/core/check.h"

namespace popscope::lesson {

using sim::BranchId;
using sim::Place;

std::uint32_t Visit::entry_of(const Passed& gate) const {
  return lesson_->markers[gate.marker].entry;
}

bool Visit::is_try(std::uint32_t entry) const {
  return std::holds_alternative<Try>(lesson_->entries[entry].entry->act);
}

// How many moments of a branch's path the story describes.
std::uint32_t Visit::told_until(BranchId branch) const {
  std::uint32_t until = timeline_.end(branch);
  while (!notes_[branch.value].of_story) {
    const sim::Branch& own = timeline_.branches()[branch.value];
    POPSCOPE_CHECK(own.parent);
    until = std::min(until, own.forked_at);
    branch = *own.parent;
  }
  return until;
}

bool Visit::closed(const Passed& gate, BranchId branch) const {
  const std::uint32_t entry = entry_of(gate);
  const bool passed = is_try(entry) ? tried_.count(entry) != 0 : guesses_.count(entry) != 0;
  return !passed && settled(branch, gate.moment) < told_until(branch);
}

std::optional<Passed> Visit::first_gate(BranchId branch) const {
  for (const Passed& gate : derived(branch).gates) {
    if (closed(gate, branch)) return gate;
  }
  return std::nullopt;
}

// The furthest moment at which the cursor may stand: the last stop before the gate, or where the
// way was chosen that the gate stands in.
std::uint32_t Visit::limit(BranchId branch, const Passed& gate) const {
  std::uint32_t furthest = stop_at(branch, gate.moment, fine_grain());
  const std::vector<std::uint32_t>& chosen = derived(branch).chosen;
  const auto behind = std::upper_bound(chosen.begin(), chosen.end(), gate.moment);
  if (behind != chosen.begin()) furthest = std::max(furthest, *std::prev(behind));
  return furthest;
}

// Whether the cursor has reached a moment as far as a learner can see: no stop lies between, and no
// way has to be chosen.
bool Visit::at_cursor(std::uint32_t moment) const {
  const std::uint32_t next = next_stop(branch_, moment_, fine_grain());
  if (next != 0 && next <= moment) return false;
  const std::vector<std::uint32_t>& chosen = derived(branch_).chosen;
  const auto behind = std::upper_bound(chosen.begin(), chosen.end(), moment_);
  return behind == chosen.end() || *behind > moment;
}

std::optional<std::uint32_t> Visit::open_gate() const {
  const std::optional<Passed> gate = first_gate(branch_);
  if (!gate || !at_cursor(gate->moment)) return std::nullopt;
  return entry_of(*gate);
}

std::optional<std::uint32_t> Visit::open_ask() const {
  const std::optional<std::uint32_t> entry = open_gate();
  return entry && !is_try(*entry) ? entry : std::nullopt;
}

std::optional<std::uint32_t> Visit::open_try() const {
  const std::optional<std::uint32_t> entry = open_gate();
  return entry && is_try(*entry) ? entry : std::nullopt;
}

std::optional<std::uint32_t> Visit::hidden_after(BranchId branch) const {
  const std::optional<Passed> gate = first_gate(branch);
  return gate ? std::optional(gate->moment) : std::nullopt;
}

void Visit::answer(std::uint32_t ask, std::uint32_t answer) {
  const auto* asked = std::get_if<Ask>(&lesson_->entries[ask].entry->act);
  POPSCOPE_CHECK(asked != nullptr && answer < asked->answers.size());
  const auto [guess, first] = guesses_.emplace(ask, Guess{answer});
  if (first) offer_branch_of(ask);
  if (!first && !guess->second.answer) guess->second = Guess{answer, true};
}

void Visit::skip(std::uint32_t ask) {
  POPSCOPE_CHECK(std::holds_alternative<Ask>(lesson_->entries[ask].entry->act));
  if (guesses_.emplace(ask, Guess{}).second) offer_branch_of(ask);
}

// Up to the cursor both branches are one: only the future changes.
void Visit::offer_branch_of(std::uint32_t ask) {
  const std::optional<std::uint32_t> marker = lesson_->entries[ask].decides_at;
  if (!marker || !notes_[branch_.value].of_story || derived(branch_).passed_at[*marker] != 0)
    return;
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    if (!notes_[i].of_story || notes_[i].outdated || derived({i}).passed_at[*marker] == 0) continue;
    if (timeline_.shared({i}, branch_) < moment_) continue;
    stand({i}, moment_);
    return;
  }
}

void Visit::give_up(std::uint32_t a_try) {
  POPSCOPE_CHECK(is_try(a_try));
  tried_.emplace(a_try, false);
}

// The learner has gone past every gate up to a moment.
void Visit::pass_gates(BranchId branch, std::uint32_t moment, bool solved) {
  for (const Passed& gate : derived(branch).gates) {
    if (gate.moment > moment) return;
    if (!closed(gate, branch)) continue;
    const std::uint32_t entry = entry_of(gate);
    if (is_try(entry)) {
      tried_.emplace(entry, solved);
    } else {
      guesses_.emplace(entry, Guess{});
    }
  }
}

bool Visit::is_of_story(BranchId branch, std::uint32_t moment) const {
  return notes_[timeline_.owner(branch, moment).value].of_story;
}

std::uint32_t Visit::decides_at(BranchId branch, std::uint32_t ask) const {
  const std::optional<std::uint32_t> marker = lesson_->entries[ask].decides_at;
  const std::uint32_t moment = marker ? derived(branch).passed_at[*marker] : 0;
  return moment != 0 && is_of_story(branch, moment) ? moment : 0;
}

std::optional<Place> Visit::deciding_place(std::uint32_t ask) const {
  if (const std::uint32_t moment = decides_at(branch_, ask)) return canonical({branch_, moment});
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    if (!notes_[i].of_story) continue;
    if (const std::uint32_t moment = decides_at({i}, ask)) return canonical({{i}, moment});
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Visit::true_answer(std::uint32_t ask, const sim::World& world) const {
  const auto& answers = std::get<Ask>(lesson_->entries[ask].entry->act).answers;
  for (std::uint32_t i = 0; i < answers.size(); ++i) {
    if (!violated(answers[i].when, world, *lesson_)) return i;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Visit::outcome(std::uint32_t ask) const {
  const std::optional<Place> place = deciding_place(ask);
  if (!place) return std::nullopt;
  const auto key = std::make_tuple(ask, place->branch.value, place->moment);
  const auto known = outcomes_.find(key);
  if (known != outcomes_.end()) return known->second;
  return outcomes_[key] = true_answer(ask, timeline_.world(*place));
}

bool Visit::decided(std::uint32_t ask) const {
  const std::uint32_t moment = decides_at(branch_, ask);
  return moment != 0 && at_cursor(moment);
}

}  // namespace popscope::lesson
