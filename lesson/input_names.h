#pragma once
// What the numbers in inputs mean: an input counts devices, maildrops, servers and the ways of a
// choice as its story does. A story that has changed counts them differently, so a recording says
// what they were called.
#include <optional>

#include "lesson/compiled.h"
#include "lesson/recorded.h"

namespace popscope::lesson {

// Those of a World, in its order.
Names names_in(const sim::World& world);

// What the way is called that a choice takes where the story stands; none: no such way is offered.
std::optional<std::string> way_offered(const Compiled& lesson, const sim::World& world,
                                       std::uint32_t option);

// The same act, counted as in this World; none: somebody or something that it names is not there.
std::optional<sim::Input> meant_here(const RecordedInput& recorded, const Names& then,
                                     const Compiled& lesson, const sim::World& world);

// Counts as `there` does, which gains the names that it lacks.
void count_as(Names& there, const Names& here, RecordedInput& recorded);

}  // namespace popscope::lesson
