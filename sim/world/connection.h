#pragma once
// How connections begin and end, and the checks for mail that need one. For sim/world only.
#include <optional>

#include "sim/world/world.h"

namespace popscope::sim {

std::optional<Inadmissible> begin_link(World& world, DeviceId device, Events& events);

bool session_runs(const World& world, const Link& link);  // there is one, and it is not over

// Both ends know that the connection is over, or that it never came to be.
void tell_over(const Link& link, Events& events);
// ... in the second case because both FINs have arrived.
void over(World& world, Link& link, LinkPhase phase, Events& events);
void over_by_fin(World& world, Link& link, Events& events);

// The device resets: because its user wants it, or because of what the server sent.
void give_up(World& world, Link& link, const ResetSent& why, Events& events);

// To be called when something has happened on a link: one that is over leaves the agenda's sight.
void retire(World& world, LinkId link);

void cut_cable(World& world, DeviceId device, Events& events);
void plug_cable(World& world, DeviceId device, Events& events);
void reset_link(World& world, LinkId link, Events& events);
void close_link(World& world, LinkId link, Events& events);
void connect_timed_out(World& world, LinkId link, Events& events);
void handshake_timed_out(World& world, LinkId link, Events& events);

// All that the server knows of its connections goes; each device is told by an RST.
void stop_server(World& world, ServerId server, Events& events);

// A check for mail begins: because somebody asked for it, or because it is time.
void start_check(World& world, DeviceId device, Events& events);
void check_by_itself(World& world, DeviceId device, Events& events);

// Its user acts by hand on a device that rests in vain: its check ends.
void end_in_vain(World& world, DeviceId device, Events& events);

}  // namespace popscope::sim
