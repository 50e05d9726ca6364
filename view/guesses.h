#pragma once
// Guesses beside what came out.
#include <vector>

#include "lesson/visit.h"
#include "text/catalogue.h"
#include "view/story.h"

namespace popscope::view {

// One guess: what was said; and, once the cursor has reached the place that decides, the outcome.
// `all`: as at the end of a lesson, where every place has been reached.
GuessView guess_view(const lesson::Visit& visit, std::uint32_t ask, bool all,
                     const text::Catalogue& catalogue);

// Those that belong to where the cursor stands, the newest first: what is still open, what is
// decided by this very step, the last answer; and folded, whatever was skipped so far.
std::vector<GuessView> guesses_of_place(const lesson::Visit& visit,
                                        const text::Catalogue& catalogue);

}  // namespace popscope::view
