#pragma once
// Whether two inputs send the same line, as a server takes it: keywords are the same in any case
// (RFC 1939 section 3), and a tag is the client's to choose (RFC 9051 section 2.2.1). A blank more,
// or no tag, is another line: the server refuses it.
#include "sim/world/act.h"
#include "sim/world/world.h"

namespace popscope::lesson {

bool sends_the_same(const sim::Input& a, const sim::Input& b, const sim::World& world);

}  // namespace popscope::lesson
