#pragma once
// Whether two inputs send the same line: keywords are the same in any case (RFC 1939 section 3), a
// tag is the client's to choose (RFC 9051 section 2.2.1), and blanks at the end mean nothing.
#include "sim/world/act.h"
#include "sim/world/world.h"

namespace popscope::lesson {

bool sends_the_same(const sim::Input& a, const sim::Input& b, const sim::World& world);

}  // namespace popscope::lesson
