#pragma once
// How segments move: the part of the World that is TCP, as far as a lesson needs it. For admit and
// advance only; nothing outside sim/world includes this.
//
// What is simulated: the three-way opening, segments of at most kSegmentOctetsMax octets that
// arrive in order after the latency, FIN both ways, RST, a pulled cable, a firewall before the
// server, the handshake of TLS and its records by their lengths. What is not: acknowledgements of
// data, retransmission, windows, cryptography.
#include <optional>
#include <string>

#include "sim/world/world.h"

namespace popscope::sim {

// The device's user (or plan) sends octets; the client learns of it.
void send_from_device(World& world, DeviceId device, const std::string& octets, Events& events);

// The first segment in flight on a link reaches its end.
void arrive(World& world, LinkId link, Events& events);

// One thing that an arrival or a cut left to be done: see Unsettled.
void settle_one(World& world, LinkId link, Events& events);

// So many lines that were received will never be answered.
void discard_lines(const Link& link, std::size_t count, Discard why, Events& events);

// A session runs one thing, or its silence limit has passed.
void run_session(World& world, SessionId id, Events& events);
void expire_session(World& world, SessionId id, Events& events);

}  // namespace popscope::sim
