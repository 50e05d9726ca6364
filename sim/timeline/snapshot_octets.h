#pragma once
// How much memory a snapshot takes: an estimate, for the budget of a Timeline.
#include <cstddef>

#include "sim/world/world.h"

namespace popscope::sim {

// What a World takes beside another one: its own fields, its lists of boxes, and of its boxes those
// that the other one does not share. At the end of a long maildrop one removal makes a new list of
// all that is left, so that boxes must be looked into, not counted.
std::size_t octets_beside(const World& world, const World& before);

}  // namespace popscope::sim
