#pragma once
// A Timeline keeps a World after each moment, in a tree of branches: going back is looking at an
// older World, acting in the past is a fork, and nothing is ever discarded. Snapshots stay within a
// byte budget; beyond it they are thinned and a World is re-run from the nearest one, which
// determinism makes exact.
//
// A place is (branch, moment): moment 0 is the start, moment n the World after the n-th thing that
// happened on the path from the root to that branch. Moments up to a branch's `forked_at` belong to
// its parent.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/world/world.h"

namespace popscope::sim {

struct Moment {
  std::shared_ptr<const Input> input;  // admitted from outside; none: `advance` ran
  std::shared_ptr<const Input> act;    // `advance` ran this act of the story
  Time at;
  Events events;
};

// Nothing that a learner could see, or act before: the story only passes markers, or turns to its
// next list.
bool only_passes_markers(const Moment& moment);

struct Place {
  BranchId branch;
  std::uint32_t moment = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

// What an event counts for, in round figures: one command can change all flags of a mailbox.
inline constexpr std::uint64_t kOctetsOfOneEvent = 150;

struct Branch {
  std::optional<BranchId> parent;
  std::uint32_t forked_at = 0;        // moments of the parent that are shared
  std::vector<Moment> moments;        // its own, behind those
  std::map<std::uint32_t, World> snapshots;  // by moment (absolute); the first is of `forked_at`
  std::uint32_t stride = 1;           // a snapshot every so many moments
  std::size_t snapshot_octets = 0;    // estimate of what they take
  std::uint64_t octets_kept = 0;      // of its own moments: those on the wire, and their events
  World tip;                          // after the last moment

  std::uint32_t end() const {
    return forked_at + static_cast<std::uint32_t>(moments.size());
  }
};

class Timeline {
 public:
  static constexpr std::size_t kSnapshotOctetsMax = 32 << 20;  // a branch; then every second goes
  static constexpr std::size_t kAllSnapshotsOctetsMax = 256 << 20;  // about, of many branches
  static constexpr std::uint32_t kMomentsMax = 2'000'000;
  static constexpr std::size_t kBranchesMax = 1'000;
  static constexpr std::size_t kRecentMax = 8;  // Worlds re-run last, beside that budget

  explicit Timeline(World start, std::size_t snapshot_octets_max = kSnapshotOctetsMax);

  const std::vector<Branch>& branches() const { return branches_; }
  std::uint32_t end(BranchId branch) const { return branches_[branch.value].end(); }

  // Moment `n` (1 ..) on the path to `branch`; the World after moment `n` (0 = start).
  const Moment& moment(BranchId branch, std::uint32_t n) const;
  World world(Place place) const;
  // The same, going on from a World that is known: whoever walks ahead runs each moment once.
  World world(Place place, Place from, World known) const;
  const World& tip(BranchId branch) const { return branches_[branch.value].tip; }

  // Runs one moment at the end of a branch. False when the agenda is empty or a limit is reached.
  bool advance(BranchId branch);

  // Admits an input at a place. Equal to the recorded next input there: follows the line. At the
  // end of a branch: goes on with it. Anywhere else: a new branch.
  struct Submitted { Place place; bool forked = false; };
  std::variant<Submitted, Inadmissible> submit(Place place, const Input& input);

  // Admits an input at the end of a branch, even if another branch went on with the same.
  std::optional<Inadmissible> go_on(BranchId branch, const Input& input);

  // A new branch that shares the first `place.moment` moments. Gives its id.
  BranchId fork(Place place);

  // The branch in which moment `n` on the path to `branch` was recorded.
  BranchId owner(BranchId branch, std::uint32_t n) const;
  // How many moments two branches share.
  std::uint32_t shared(BranchId a, BranchId b) const;

 private:
  // One that was re-run. Moments never change, so it stays true; who looks at one place asks for
  // the same few again and again.
  struct Recent {
    BranchId branch;
    std::uint32_t moment = 0;
    World world;
  };

  static World run(const Branch& own, World world, std::uint32_t from, std::uint32_t to);
  World rerun(BranchId owner, std::uint32_t moment) const;
  std::optional<Place> recorded(Place place, const Input& input) const;

  void append(Branch& branch, Moment moment);

  std::vector<Branch> branches_;
  std::size_t snapshot_octets_max_;  // a branch
  mutable std::vector<Recent> recent_;  // the latest first
};

}  // namespace popscope::sim
