#pragma once
// What can happen next, in words. The list itself is `agenda` of view/transport.h.
#include <string>

#include "sim/world/world.h"
#include "text/catalogue.h"

namespace popscope::view {

// Only then words have to say whose connection they are about.
bool several_connected(const sim::World& world);

// "a reply reaches Laptop", "autologout of session 1", "Phone: the server greets".
std::string words_of_due(const sim::Due& due, const sim::World& world,
                         const text::Catalogue& catalogue);

}  // namespace popscope::view
