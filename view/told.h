#pragma once
// How far the present branch may be told: one rule for the ladder and the names in the strip.
#include <algorithm>
#include <cstdint>
#include <optional>

#include "lesson/visit.h"

namespace popscope::view {

// The moment behind which nothing is told: an open question lies there, or a choice ahead that was
// not made. None: all of it may be told.
inline std::optional<std::uint32_t> untold_after(const lesson::Visit& visit) {
  const std::optional<std::uint32_t> hidden = visit.hidden_after(visit.branch());
  const std::optional<std::uint32_t> choice = visit.choice_ahead();
  if (!hidden || !choice) return hidden ? hidden : choice;
  return std::min(*hidden, *choice);
}

}  // namespace popscope::view
