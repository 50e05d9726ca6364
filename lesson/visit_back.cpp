// What is left to see of the story, and the way back to it from a branch of the learner's own.
#include <algorithm>
#include <set>

#include "lesson/effect.h"
#include "lesson/visit.h"

namespace popscope::lesson {

using sim::BranchId;
using sim::Place;

// --- ways that were not taken ---

// On the branch that took the way, or on one that left it later.
bool Visit::seen_to_its_end(const ChoicePoint& point, std::uint32_t option) const {
  const BranchId took = point.branches[option];
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    const BranchId branch{i};
    if (!notes_[i].of_story || timeline_.shared(branch, took) <= point.place.moment) continue;
    if (notes_[i].seen >= stop_at(branch, timeline_.end(branch), fine_grain())) return true;
  }
  return false;
}

std::vector<Visit::WayOn> Visit::unseen_ways() const {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;  // entry, option
  for (const ChoicePoint& point : choices_) {
    for (std::uint32_t option = 0; option < point.branches.size(); ++option) {
      const bool known = seen.count({point.entry, option}) != 0;
      if (!known && seen_to_its_end(point, option)) seen.emplace(point.entry, option);
    }
  }
  std::vector<WayOn> result;
  for (const ChoicePoint& point : choices_) {
    const auto& ways = std::get<ChooseAct>(lesson_->entries[point.entry].entry->act).ways;
    for (std::uint32_t option = 0; option < point.branches.size(); ++option) {
      if (!seen.emplace(point.entry, option).second) continue;
      const BranchId branch = point.branches[option];
      const std::uint32_t chosen = point.place.moment + 1;
      const std::uint32_t stop = next_stop(branch, chosen - 1, fine_grain());
      result.push_back({ways[option].name, branch, stop == 0 ? chosen : stop});
    }
  }
  return result;
}

void Visit::see(const WayOn& way) { stand_before_gates(way.branch, way.moment); }

std::optional<std::uint32_t> Visit::choice_ahead() const {
  std::optional<std::uint32_t> first;
  for (const ChoicePoint& point : choices_) {
    const std::uint32_t before = point.place.moment;
    if (before < moment_ || before < notes_[branch_.value].seen) continue;
    if (before > timeline_.end(branch_) || (first && *first <= before)) continue;
    if (canonical({branch_, before}) == point.place) first = before;
  }
  return first;
}

bool Visit::choice_waits() const {
  const std::optional<std::uint32_t> ahead = choice_ahead();
  return ahead && !open_gate() && at_cursor(*ahead);
}

// --- back to the story ---

std::optional<Place> Visit::way_back() const {
  const sim::Branch& branch = timeline_.branches()[branch_.value];
  if (notes_[branch_.value].of_story || !branch.parent) return std::nullopt;
  return Place{*branch.parent, stop_at(*branch.parent, branch.forked_at, Grain::line)};
}

// The branch of the story, and the last moment that is shared with it.
Place Visit::left_story_at() const {
  Place place{branch_, told_until(branch_)};
  while (!notes_[place.branch.value].of_story) {
    place.branch = *timeline_.branches()[place.branch.value].parent;
  }
  return place;
}

std::vector<std::pair<std::uint32_t, sim::Input>> Visit::lines_of_tries() const {
  std::vector<std::pair<std::uint32_t, sim::Input>> lines;
  for (std::uint32_t op = 0; op < lesson_->entry_of_op.size(); ++op) {
    const std::uint32_t entry = lesson_->entry_of_op[op];
    const auto* line = std::get_if<sim::Input>(&lesson_->start.script->ops[op]);
    if (line != nullptr && is_try(entry)) lines.emplace_back(entry, *line);
  }
  return lines;
}

// When a try's own line is sent on a branch of the story; 0: never.
std::uint32_t Visit::moment_of_act(BranchId branch, std::uint32_t entry) const {
  const std::uint32_t begin = derived(branch).passed_at[lesson_->entries[entry].begin];
  return begin == 0 ? 0 : settled(branch, begin) + 1;
}

std::optional<std::uint32_t> Visit::try_done_aside() const {
  if (notes_[branch_.value].of_story) return std::nullopt;
  const Place left = left_story_at();
  std::optional<std::uint32_t> done;
  std::uint32_t furthest = left.moment;
  for (const auto& [entry, line] : lines_of_tries()) {
    const std::uint32_t sent = moment_of_act(left.branch, entry);
    const auto tried = tried_.find(entry);
    if (tried == tried_.end() || !tried->second || sent <= furthest) continue;
    const std::uint32_t posed = derived(branch_).passed_at[lesson_->entries[entry].begin];
    if (posed == 0) continue;
    for (std::uint32_t n = std::max(posed, left.moment + 1); n <= moment_; ++n) {
      const auto& input = timeline_.moment(branch_, n).input;
      if (!input || !(*input == line)) continue;
      const Effect reply = effect_of(*input, {branch_, n}, moment_);
      if (!reply.answered() || reply.ok() != is_ok_in_story(entry)) continue;
      done = entry;
      furthest = sent;
      break;
    }
  }
  return done;
}

bool Visit::just_solved() const {
  const std::optional<std::uint32_t> done = try_done_aside();
  if (!done) return false;
  std::uint32_t n = moment_;
  while (!timeline_.moment(branch_, n).input) --n;  // the line itself is one
  for (const auto& [entry, line] : lines_of_tries())
    if (entry == *done) return *timeline_.moment(branch_, n).input == line;
  return false;
}

void Visit::back_to_story() {
  if (notes_[branch_.value].of_story) return;
  const std::optional<std::uint32_t> done = try_done_aside();
  const Place left = left_story_at();
  if (!done) return stand_before_gates(left.branch, stop_at(left.branch, left.moment, Grain::line));
  const std::uint32_t sent = moment_of_act(left.branch, *done);
  if (sent == 0 || sent > timeline_.end(left.branch))  // the story is cut there
    return stand_before_gates(left.branch, stop_at(left.branch, left.moment, Grain::line));
  const auto& line = timeline_.moment(left.branch, sent).act;
  const std::uint32_t there = line ? reach_effect(*line, {left.branch, sent}).moment : sent;
  stand_before_gates(left.branch, there);
}

}  // namespace popscope::lesson
