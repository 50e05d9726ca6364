#pragma once
// The shipped sentences, for tests of views.
#include "text/catalogue.h"

namespace popscope::test {

const text::Catalogue& english();

}  // namespace popscope::test
