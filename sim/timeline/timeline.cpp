#include "sim/timeline/timeline.h"

#include <algorithm>

#include "sim/core/check.h"
#include "sim/timeline/snapshot_octets.h"
#include "sim/world/story.h"

namespace popscope::sim {
namespace {

// Every second snapshot goes until they fit; the first stays, all others can be re-run from it.
void thin(Branch& branch, std::size_t octets_max) {
  while (branch.snapshot_octets > octets_max && branch.snapshots.size() > 2) {
    branch.stride *= 2;
    branch.snapshot_octets = 0;
    auto before = branch.snapshots.begin();
    for (auto it = std::next(before); it != branch.snapshots.end();) {
      if (it->first % branch.stride != 0) {
        it = branch.snapshots.erase(it);
      } else {
        branch.snapshot_octets += octets_beside(it->second, before->second);
        before = it++;
      }
    }
  }
}

// The act of the story that `advance` would perform now.
std::shared_ptr<const Input> due_act(const World& world) {
  if (world.cursor.offering) return nullptr;
  const std::optional<Due> due = next_due(world);
  if (!due || due->kind != DueKind::script) return nullptr;
  const std::uint32_t op = next_op(world, world.cursor.threads[due->which].op, false);
  if (op >= world.script->ops.size()) return nullptr;
  const auto* input = std::get_if<Input>(&world.script->ops[op]);
  return input ? std::make_shared<const Input>(*input) : nullptr;
}

}  // namespace

bool only_passes_markers(const Moment& moment) {
  return !moment.input && !moment.act &&
         std::all_of(moment.events.begin(), moment.events.end(),
                     [](const Event& e) { return std::holds_alternative<MarkerPassed>(e); });
}

Timeline::Timeline(World start, std::size_t snapshot_octets_max)
    : snapshot_octets_max_(snapshot_octets_max) {
  Branch root;
  root.tip = std::move(start);
  root.snapshots.emplace(0, root.tip);
  branches_.push_back(std::move(root));
}

void Timeline::append(Branch& branch, Moment moment) {
  moment.at = branch.tip.now;
  branch.octets_kept += moment.events.size() * kOctetsOfOneEvent;
  for (const Event& event : moment.events) {
    if (const auto* sent = std::get_if<SegmentSent>(&event))
      branch.octets_kept += sent->segment.octets.size();
  }
  branch.moments.push_back(std::move(moment));
  if (branch.end() % branch.stride != 0) return;
  branch.snapshot_octets += octets_beside(branch.tip, std::prev(branch.snapshots.end())->second);
  branch.snapshots.emplace(branch.end(), branch.tip);
  thin(branch, std::min(snapshot_octets_max_, kAllSnapshotsOctetsMax / branches_.size()));
}

BranchId Timeline::owner(BranchId branch, std::uint32_t n) const {
  while (n <= branches_[branch.value].forked_at && branches_[branch.value].parent)
    branch = *branches_[branch.value].parent;
  return branch;
}

std::uint32_t Timeline::shared(BranchId a, BranchId b) const {
  if (a == b) return end(a);
  std::uint32_t most = std::min(end(a), end(b));
  // The path of each is a chain of owners; they part where the owners of a moment first differ.
  while (most > 0 && owner(a, most) != owner(b, most)) {
    const std::uint32_t from_a = branches_[owner(a, most).value].forked_at;
    const std::uint32_t from_b = branches_[owner(b, most).value].forked_at;
    most = std::min(most, std::max(from_a, from_b));
  }
  return most;
}

const Moment& Timeline::moment(BranchId branch, std::uint32_t n) const {
  POPSCOPE_CHECK(n >= 1 && n <= end(branch));
  const Branch& own = branches_[owner(branch, n).value];
  return own.moments[n - own.forked_at - 1];
}

World Timeline::world(Place place) const {
  POPSCOPE_CHECK(place.moment <= end(place.branch));
  const BranchId owns = owner(place.branch, place.moment);
  const Branch& own = branches_[owns.value];
  if (place.moment == own.end()) return own.tip;
  const auto nearest = std::prev(own.snapshots.upper_bound(place.moment));
  return nearest->first == place.moment ? nearest->second : rerun(owns, place.moment);
}

// From whatever is nearest before it: a snapshot, or one that was re-run lately.
World Timeline::rerun(BranchId owner, std::uint32_t moment) const {
  const Branch& own = branches_[owner.value];
  const auto snapshot = std::prev(own.snapshots.upper_bound(moment));
  auto from = recent_.end();
  for (auto it = recent_.begin(); it != recent_.end(); ++it) {
    const bool is_nearer = it->branch == owner && it->moment <= moment &&
                           it->moment > (from == recent_.end() ? snapshot->first : from->moment);
    if (is_nearer) from = it;
  }
  if (from != recent_.end() && from->moment == moment) {
    std::rotate(recent_.begin(), from, std::next(from));
    return recent_.front().world;
  }
  World world = from == recent_.end()
                    ? run(own, snapshot->second, snapshot->first, moment)
                    : run(own, from->world, from->moment, moment);
  if (recent_.size() == kRecentMax) recent_.pop_back();
  recent_.insert(recent_.begin(), {owner, moment, world});
  return world;
}

World Timeline::world(Place place, Place from, World known) const {
  const BranchId owns = owner(place.branch, place.moment);
  const Branch& own = branches_[owns.value];
  const bool on_the_way = owner(from.branch, from.moment) == owns && from.moment <= place.moment;
  if (!on_the_way || place.moment == own.end()) return world(place);
  const auto nearest = std::prev(own.snapshots.upper_bound(place.moment));
  if (nearest->first >= from.moment) return world(place);
  return run(own, std::move(known), from.moment, place.moment);
}

// From one moment to another of a branch's own.
World Timeline::run(const Branch& own, World world, std::uint32_t from, std::uint32_t to) {
  Events unheard;
  for (std::uint32_t n = from; n < to; ++n) {
    const Moment& moment = own.moments[n - own.forked_at];
    unheard.clear();
    if (moment.input) {
      POPSCOPE_CHECK(!admit(world, *moment.input, unheard));
    } else {
      POPSCOPE_CHECK(sim::advance(world, unheard));
    }
  }
  return world;
}

bool Timeline::advance(BranchId id) {
  Branch& branch = branches_[id.value];
  if (branch.end() >= kMomentsMax) return false;
  Moment moment;
  moment.act = due_act(branch.tip);
  if (!sim::advance(branch.tip, moment.events)) return false;
  moment.events.shrink_to_fit();
  append(branch, std::move(moment));
  return true;
}

BranchId Timeline::fork(Place place) {
  POPSCOPE_CHECK(branches_.size() < kBranchesMax);
  Branch branch;
  branch.tip = world(place);
  branch.parent = owner(place.branch, place.moment);
  branch.forked_at = place.moment;
  branch.snapshots.emplace(place.moment, branch.tip);
  branches_.push_back(std::move(branch));
  return {static_cast<std::uint32_t>(branches_.size() - 1)};
}

// The place to which an input leads that was recorded there already: the next thing on the line,
// or the first thing of another branch that parts just here.
std::optional<Place> Timeline::recorded(Place place, const Input& input) const {
  const auto equal = [&](const Moment& m) {
    return (m.input && *m.input == input) || (m.act && *m.act == input);
  };
  std::uint32_t n = place.moment + 1;
  while (n <= end(place.branch) && only_passes_markers(moment(place.branch, n))) ++n;
  if (n <= end(place.branch) && equal(moment(place.branch, n))) return Place{place.branch, n};
  for (std::uint32_t b = 0; b < branches_.size(); ++b) {
    const Branch& branch = branches_[b];
    if (!branch.parent || branch.moments.empty() || branch.forked_at < place.moment) continue;
    if (branch.forked_at >= n || !equal(branch.moments.front())) continue;
    if (shared(BranchId{b}, place.branch) < place.moment) continue;
    return Place{BranchId{b}, branch.forked_at + 1};
  }
  return std::nullopt;
}

std::optional<Inadmissible> Timeline::go_on(BranchId id, const Input& input) {
  Branch& branch = branches_[id.value];
  if (branch.end() >= kMomentsMax) return Inadmissible::too_many_branches;
  World after = branch.tip;
  Moment moment;
  if (const auto refused = admit(after, input, moment.events)) return *refused;
  moment.input = std::make_shared<const Input>(input);
  moment.events.shrink_to_fit();
  branch.tip = std::move(after);
  append(branch, std::move(moment));
  return std::nullopt;
}

std::variant<Timeline::Submitted, Inadmissible> Timeline::submit(Place place, const Input& input) {
  if (const auto there = recorded(place, input)) return Submitted{*there, false};
  if (place.moment == end(place.branch)) {
    if (const auto refused = go_on(place.branch, input)) return *refused;
    return Submitted{{place.branch, end(place.branch)}, false};
  }
  if (end(place.branch) >= kMomentsMax || branches_.size() >= kBranchesMax)
    return Inadmissible::too_many_branches;
  World probe = world(place);
  Events unheard;
  if (const auto refused = admit(probe, input, unheard)) return *refused;
  const BranchId target = fork(place);
  POPSCOPE_CHECK(!go_on(target, input));
  return Submitted{{target, end(target)}, true};
}

}  // namespace popscope::sim
