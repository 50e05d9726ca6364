#pragma once
// The two branches of a comparison and the times at which either has a step: what its one scrubber
// stops at.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "lesson/visit.h"

namespace popscope::view {

// One side: a branch and how many of its steps may be shown.
class ComparedSide {
 public:
  ComparedSide(const lesson::Visit& of, sim::BranchId on) : visit(of), branch(on) {
    const auto hidden_after = visit.hidden_after(branch);
    visible_ = hidden_after ? steps().at_moment(*hidden_after) : steps().count();
    asks_ = hidden_after.has_value();
  }

  const sim::Steps& steps() const { return visit.steps(branch); }
  std::uint32_t visible() const { return visible_; }
  // An open question stands behind this step: what comes then may not be shown.
  bool asks_behind(std::uint32_t step) const { return asks_ && step == visible_; }
  sim::Time at(std::uint32_t step) const {
    return step == 0 ? visit.lesson().start.now : steps().step(step).at;
  }
  // The last step at or before a time.
  std::uint32_t step_at(sim::Time time) const {
    const auto& all = steps().all();
    const auto end = all.begin() + visible();
    const auto it = std::upper_bound(all.begin(), end, time,
                                     [](sim::Time t, const sim::Step& s) { return t < s.at; });
    return static_cast<std::uint32_t>(it - all.begin());
  }
  sim::Place place(std::uint32_t step) const {
    return {branch, step == 0 ? 0 : steps().step(step).closes};
  }

  const lesson::Visit& visit;
  sim::BranchId branch;

 private:
  std::uint32_t visible_ = 0;
  bool asks_ = false;
};

// The union of both sides' closing times, the start first: those of the side that goes on longer,
// and the few that only the other one has.
class ComparedTimes {
 public:
  ComparedTimes(const ComparedSide& a, const ComparedSide& b, std::uint32_t shared)
      : a_(a), b_(b), long_(a.visible() < b.visible() ? b : a) {
    const ComparedSide& other = a.visible() < b.visible() ? a : b;
    std::uint32_t near = std::min(shared, long_.visible());
    for (std::uint32_t n = shared + 1; n <= other.visible(); ++n) {
      const sim::Time at = other.at(n);
      near = last_before(at, near);
      const bool known = (near > 0 && long_.at(near) == at) ||
                         (near < long_.visible() && long_.at(near + 1) == at);
      if (!known && (others_.empty() || others_.back() != at)) others_.push_back(at);
    }
  }

  // Whether nothing has changed since: made once, it serves many frames.
  bool is_of(const ComparedSide& a, const ComparedSide& b) const {
    return a.branch == a_.branch && b.branch == b_.branch && a.visible() == a_.visible() &&
           b.visible() == b_.visible();
  }
  const ComparedSide& side(int i) const { return i == 0 ? a_ : b_; }
  const ComparedSide& longer() const { return long_; }

  std::uint32_t count() const {
    return 1 + history().times_up_to(long_.visible()) + static_cast<std::uint32_t>(others_.size());
  }
  // The last stop at or before a time.
  std::uint32_t index_of(sim::Time time) const {
    const auto before = std::upper_bound(others_.begin(), others_.end(), time) - others_.begin();
    return history().times_up_to(long_.step_at(time)) + static_cast<std::uint32_t>(before);
  }
  sim::Time at(std::uint32_t index) const {
    const auto behind = std::partition_point(
        others_.begin(), others_.end(), [&](sim::Time time) { return index_of(time) <= index; });
    const auto before = static_cast<std::uint32_t>(behind - others_.begin());
    if (before > 0 && index_of(others_[before - 1]) == index) return others_[before - 1];
    std::uint32_t low = 0, high = long_.visible();  // the first step with that many times
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (history().times_up_to(middle) < index - before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return long_.at(low);
  }

 private:
  const lesson::History& history() const { return long_.visit.history(long_.branch); }

  // The last step of the long side before a time, looked for from `near` on in doubling strides.
  std::uint32_t last_before(sim::Time time, std::uint32_t near) const {
    std::uint32_t stride = 1;
    while (near + stride <= long_.visible() && long_.at(near + stride) < time) stride *= 2;
    std::uint32_t low = near + stride / 2, high = std::min(near + stride, long_.visible() + 1);
    if (stride == 1) return near;
    while (high - low > 1) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (long_.at(middle) < time) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  ComparedSide a_, b_;
  ComparedSide long_;
  std::vector<sim::Time> others_;
};

// How many steps the two have in common.
std::uint32_t shared_steps(const ComparedSide& a, const ComparedSide& b);

ComparedTimes compared_times(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b);

}  // namespace popscope::view
