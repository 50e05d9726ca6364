#include "view/compare_times.h"

namespace popscope::view {

std::uint32_t shared_steps(const ComparedSide& a, const ComparedSide& b) {
  return a.steps().at_moment(a.visit.timeline().shared(a.branch, b.branch));
}

ComparedTimes compared_times(const lesson::Visit& visit, sim::BranchId a, sim::BranchId b) {
  const ComparedSide side_a(visit, a), side_b(visit, b);
  return ComparedTimes(side_a, side_b, shared_steps(side_a, side_b));
}

}  // namespace popscope::view
