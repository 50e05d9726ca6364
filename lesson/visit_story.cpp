// Running the story: branch 0 takes the first way of every choice, and each further way is a branch
// of its own, so that the whole future is known before the first step is shown.
#include <algorithm>
#include <utility>

#include "lesson/visit.h"
#include "sim/core/check.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;
using sim::Place;

std::optional<std::uint32_t> offered_choice(const sim::World& world) {
  for (const sim::Offer& offer : offers(world)) {
    if (std::holds_alternative<sim::Choice>(world.script->ops[offer.op])) return offer.op;
  }
  return std::nullopt;
}

}  // namespace

void Visit::tell(BranchId branch) {
  for (const std::size_t met : tell_first_ways(branch)) {
    const std::uint32_t entry = choices_[met].entry;
    const auto& ways = std::get<ChooseAct>(lesson_->entries[entry].entry->act).ways;
    for (std::uint32_t option = 1; option < ways.size(); ++option) {
      if (cut_short_ && cut_short_->limit != CutShort::Limit::steps) return;
      if (timeline_.branches().size() >= kStoryBranchesMax) {
        return cut(branch, CutShort::Limit::branches);
      }
      const Place before{branch, choices_[met].place.moment};
      const auto went = timeline_.submit(before, sim::Choose{option});
      const auto* submitted = std::get_if<sim::Timeline::Submitted>(&went);
      POPSCOPE_CHECK(submitted != nullptr && submitted->forked);
      const BranchId fork = submitted->place.branch;
      choices_[met].branches.push_back(fork);
      BranchNotes notes;
      notes.name = free_name(branch, choices_[met], ways[option].name);
      notes.way = notes.name;
      notes_.push_back(std::move(notes));
      tell(fork);
    }
  }
}

// Gives the choices that were met (indices into choices_).
std::vector<std::size_t> Visit::tell_first_ways(BranchId branch) {
  std::vector<std::size_t> met;
  while (true) {
    const sim::World& tip = timeline_.tip(branch);
    if (quiescent(tip)) {
      if (story_ended(tip)) break;
      if (choose_first(branch, met)) continue;
    }
    if (derived(branch).steps.count() > lesson_->scenario->steps_max) {
      cut(branch, CutShort::Limit::steps);
      break;
    }
    if (told_moments_ >= kStoryMomentsMax) {
      cut(branch, CutShort::Limit::moments);
      break;
    }
    if (tip.links.size() >= sim::kLinksMax) {
      cut(branch, CutShort::Limit::connections);
      break;
    }
    if (told_octets_ >= kStoryOctetsMax) {
      cut(branch, CutShort::Limit::octets);
      break;
    }
    const std::uint64_t before = timeline_.branches()[branch.value].octets_kept;
    if (!timeline_.advance(branch)) break;
    ++told_moments_;
    told_octets_ += timeline_.branches()[branch.value].octets_kept - before;
  }
  return met;
}

// The first limit that was met is the one to be named.
void Visit::cut(BranchId branch, CutShort::Limit limit) {
  if (cut_short_) return;
  cut_short_ = CutShort{limit, 0};
  for (const Passed& passed : derived(branch).passed) {
    const MarkerMeaning& marker = lesson_->markers[passed.marker];
    if (marker.kind == MarkerMeaning::Kind::begin) cut_short_->entry = marker.entry;
  }
}

bool Visit::choose_first(BranchId branch, std::vector<std::size_t>& met) {
  const std::optional<std::uint32_t> op = offered_choice(timeline_.tip(branch));
  if (!op) return false;
  ChoicePoint point;
  point.place = canonical({branch, timeline_.end(branch)});
  point.entry = lesson_->entry_of_op[*op];
  point.branches.push_back(branch);
  const auto& ways = std::get<ChooseAct>(lesson_->entries[point.entry].entry->act).ways;
  BranchNotes& notes = notes_[branch.value];
  if (branch.value == 0 && notes.way.empty()) notes.way = notes.name = ways.front().name;
  const auto went = timeline_.submit({branch, timeline_.end(branch)}, sim::Choose{0});
  POPSCOPE_CHECK(std::holds_alternative<sim::Timeline::Submitted>(went));
  met.push_back(choices_.size());
  choices_.push_back(std::move(point));
  return true;
}

// A choice that stands behind another one is met on several branches: then the name says which.
std::string Visit::free_name(BranchId parent, const ChoicePoint& point,
                             const std::string& name) const {
  const PlacedEntry& choice = lesson_->entries[point.entry];
  const bool within = std::any_of(choices_.begin(), choices_.end(), [&](const ChoicePoint& other) {
    const PlacedEntry& outer = lesson_->entries[other.entry];
    const auto& ways = other.branches;
    return std::find(ways.begin(), ways.end(), parent) != ways.end() &&
           outer.begin < choice.begin && choice.begin < outer.end;
  });
  const bool taken = std::any_of(notes_.begin(), notes_.end(),
                                 [&](const BranchNotes& notes) { return notes.name == name; });
  const bool alone = parent.value == 0 || within;
  return alone && !taken ? name : notes_[parent.value].name + ", " + name;
}

}  // namespace popscope::lesson
