#pragma once
// The rows of one side of a comparison: its ladder from the last shared step to the present one,
// with stretches that teach nothing new folded into one row.
//
// Folded are two or more steps in a row of one connection that are, all of them,
//   - its opening, the greeting, USER and the reply to it, none of them failed; or
//   - in a session that never logged in, QUIT, its reply and the end.
// The present step is never folded, nor is what a listener cannot read.
#include <cstdint>
#include <vector>

#include "view/compare.h"

namespace popscope::view {

inline constexpr std::uint32_t kCompareRowsMax = 200;  // steps looked at, back from the present one
inline constexpr std::uint32_t kRowsBeforeFork = 12;   // while both sides still stand before it

// `differ_from`: the first step that is not the same on both sides. `last`: the present step.
std::vector<CompareRow> compare_rows(const lesson::Visit& visit, sim::BranchId branch,
                                     std::uint32_t differ_from, std::uint32_t last,
                                     bool as_listener, const text::Catalogue& catalogue);

}  // namespace popscope::view
