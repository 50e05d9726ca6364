#pragma once
// How a place of a story is found again in a version of the story that has changed. Knows Visits,
// no recordings.
#include <cstdint>

#include "lesson/recorded.h"
#include "lesson/visit.h"

namespace popscope::lesson {

// Of all that is so in a World, but for how far its story has come and what it holds in store.
std::uint64_t digest_of_state(sim::World world);

// What tells the place again. `with_state` costs a look at the whole World.
Landmarks landmarks_of(const Visit& visit, sim::Place place, bool with_state);

struct FoundAgain {
  std::uint32_t moment = 0;
  bool same = false;       // all is there as it was; else this is only the nearest place
  bool by_marker = false;  // ... behind the same act
};
// `moment`: where it was.
FoundAgain find_again(const Visit& visit, sim::BranchId branch, std::uint32_t moment,
                      const Landmarks& landmarks);

}  // namespace popscope::lesson
