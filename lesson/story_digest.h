#pragma once
// A digest of what a story does: its World at the start and its acts in their order, and not the
// words that are told about them. Two scenarios of one digest run alike, moment by moment.
#include <cstdint>

#include "lesson/compiled.h"

namespace popscope::lesson {

std::uint64_t story_digest(const Compiled& compiled);

}  // namespace popscope::lesson
