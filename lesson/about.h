#pragma once
// A digest of what an entry says or does: the same words are the same question, the same task, the
// same act. By it a place of a story is known again when others have come before it. It leaves out
// how long something lasts, and names of places.
#include <cstdint>

#include "lesson/scenario.h"

namespace popscope::lesson {

std::uint64_t about(const Entry& entry);

}  // namespace popscope::lesson
