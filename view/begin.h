#pragma once
// How a story begins that has not: by a key, or by a choice that is open at its start.
#include "lesson/forward.h"
#include "text/catalogue.h"

namespace popscope::view {

// For the place {begin} in a panel's words about its being empty.
text::Argument begin_argument(const lesson::Visit& visit, const text::Catalogue& catalogue);

}  // namespace popscope::view
