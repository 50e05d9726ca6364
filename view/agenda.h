#pragma once
// What can happen next, in words. The list itself is `agenda` of view/transport.h.
#include <string>

#include "sim/world/world.h"
#include "text/catalogue.h"

namespace popscope::view {

// "a reply reaches Laptop", "session 1 ends by autologout".
std::string words_of_due(const sim::Due& due, const sim::World& world,
                         const text::Catalogue& catalogue);

}  // namespace popscope::view
