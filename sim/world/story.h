#pragma once
// How a World runs its script: which thread is due, and what one op does. For admit, advance and
// agenda only; nothing outside sim/world includes this.
#include <cstdint>
#include <optional>

#include "sim/world/world.h"

namespace popscope::sim {

// When a thread's next op is due; none while the act before is not finished, at a choice, or at
// its end.
std::optional<Time> thread_due(const World& world, const Thread& thread);

// Follows jumps to the op that is really next; passes markers over too when asked to.
std::uint32_t next_op(const World& world, std::uint32_t op, bool over_markers);

// The thread's next op happens.
void run_thread(World& world, std::uint32_t thread, Events& events);

// An act happens, whoever asked for it. Nothing has changed when it is inadmissible.
std::optional<Inadmissible> perform(World& world, const Input& input, Events& events);

// The thread has performed an act: what it waits for now.
void wait_for(World& world, Thread& thread, const Input& input);

}  // namespace popscope::sim
