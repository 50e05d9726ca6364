#pragma once
// Which of a lesson's notes stand at a step: a note is shown where its entry's act is finished. The
// story passes an entry's end a little after that, and other devices may act in between.
#include <cstdint>
#include <vector>

#include "lesson/visit.h"

namespace popscope::view {

// In the story's order. Step 0 is the start.
std::vector<const lesson::Note*> notes_at(const lesson::Visit& visit, sim::BranchId branch,
                                          std::uint32_t step);

}  // namespace popscope::view
