#pragma once
// How one end of a link puts segments on their way. For sim/world only.
#include <optional>
#include <string_view>

#include "sim/world/world.h"

namespace popscope::sim {

constexpr int index_of(Side side) { return static_cast<int>(side); }

// It will never arrive; what is sent behind it in the stream will not either.
void mark_lost(Link& link, Segment& segment, Loss why);

// So is all that is on its way, or all from one side.
void lose_in_flight(Link& link, Loss why, std::optional<Side> from = std::nullopt);

// Sends one segment, or several when octets are more than fit.
void send_control(World& world, Link& link, Side from, SegmentKind kind, Events& events);
void send_octets(World& world, Link& link, Side from, SharedOctets octets, Events& events);
void send_handshake(World& world, Link& link, std::uint32_t flight, Events& events);
void send_fin(World& world, Link& link, Side from, Events& events);  // once

// Takes octets that the device sends off the front, up to the end of a command; false when it does
// not end in them.
bool take_command(Link& link, std::string_view& octets);

}  // namespace popscope::sim
