#pragma once
// What comes next: for the primary button. What a step or an input is called before it happens.
#include "lesson/visit.h"
#include "text/catalogue.h"
#include "view/transport.h"

namespace popscope::view {

// How much time passes at once where a learner does not want to let all of it pass.
inline constexpr sim::Duration kPartOfAWait = sim::seconds(60);

// Fills in next, next_kind, next_answer and can_forward.
void put_next(TransportView& view, const lesson::Visit& visit, const text::Catalogue& catalogue);

}  // namespace popscope::view
