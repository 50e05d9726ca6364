#pragma once
// Why an address ([BRANCH:]N | id | end) leads nowhere, in words that name what would: the branches
// there are, or the steps of the one that was named. Knows no command line and no window.
#include <string>

#include "lesson/visit.h"
#include "text/catalogue.h"

namespace popscope::view {

std::string no_such_step(const lesson::Visit& visit, const std::string& address,
                         const text::Catalogue& catalogue);

}  // namespace popscope::view
