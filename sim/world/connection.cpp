#include "sim/world/connection.h"

#include <algorithm>
#include <utility>

#include "sim/world/network.h"
#include "sim/world/segments.h"
#include "sim/world/world_store.h"

namespace popscope::sim {
namespace {

// The first port of a device's connections; a usual system takes them from 49152 on (RFC 6335).
constexpr std::uint16_t kFirstDevicePort = 50112;
constexpr std::uint32_t kDevicePorts = 15'000;

void end_check(World& world, Device& device, bool refused, DeviceId id, Events& events) {
  if (!device.plan) return;
  // One that rested in IDLE had been told to be at its end.
  if (!rests(device))
    events.push_back(CheckEnded{id, device.plan->fetched_now, refused || device.plan->refused});
  device.plan.reset();
  device.check_counts_from = world.now;
}

// A check began with the settings of its start.
Protocol protocol_of(const Device& device) {
  if (!device.plan) return device.account.protocol;
  return std::holds_alternative<ImapCheck>(device.plan->dialog) ? Protocol::imap : Protocol::pop3;
}

}  // namespace

bool session_runs(const World& world, const Link& link) {
  return link.session_open && !is_over(*world.sessions[link.id.value]);
}

// A link that is over, and whose session is, is out of the agenda's sight.
void retire(World& world, LinkId id) {
  const Link& link = *world.links[id.value];
  const bool unreachable = is_over(link) || link.abandoned;
  const bool busy = !link.in_flight.empty() || unsettled(link) != Unsettled::nothing;
  if (!unreachable || busy || session_runs(world, link)) return;
  const auto found = std::find(world.live.begin(), world.live.end(), id.value);
  if (found != world.live.end()) world.live.erase(found);
}

void tell_over(const Link& link, Events& events) {
  if (was_open(link)) {
    events.push_back(ConnectionOver{link.id});
  } else {
    events.push_back(ConnectionFailed{link.id, ConnectFailure::given_up});
  }
}

void over(World& world, Link& link, LinkPhase phase, Events& events) {
  link.phase = phase;
  // What was still on its way finds nobody; of what is no data nobody misses anything.
  link.in_flight.drop_all_but_data();
  lose_in_flight(link, Loss::nobody_listens);
  Device& device = world.devices[link.device.value].modify();
  if (!link.abandoned && device.link == link.id) {
    const bool unfinished = device.plan && device.plan->phase != Plan::Phase::done;
    device.link.reset();
    connection_over(device);
    end_check(world, device, unfinished, link.device, events);
  }
}

void over_by_fin(World& world, Link& link, Events& events) {
  if (!link.fin_arrived[0] || !link.fin_arrived[1] || is_over(link)) return;
  tell_over(link, events);
  over(world, link, LinkPhase::closed, events);
}

// The device's end is gone at once: what the server sent finds nobody; what the device sent before
// arrives before the RST.
void give_up(World& world, Link& link, const ResetSent& why, Events& events) {
  events.push_back(why);
  lose_in_flight(link, Loss::nobody_listens, Side::server);
  link.abandoned = true;
  send_control(world, link, Side::device, SegmentKind::rst, events);
  Device& device = world.devices[link.device.value].modify();
  device.link.reset();
  connection_over(device);
  end_check(world, device, true, link.device, events);
}

std::optional<Inadmissible> begin_link(World& world, DeviceId id, Events& events) {
  if (world.links.size() >= kLinksMax) return Inadmissible::too_many_links;
  end_in_vain(world, id, events);
  Device& device = world.devices[id.value].modify();
  if (device.link) {
    Link& old = world.links[device.link->value].modify();
    if (!old.was_cut) return Inadmissible::already_connected;
    old.abandoned = true;
    retire(world, old.id);
  }
  Link link;
  link.id = LinkId{static_cast<std::uint32_t>(world.links.size())};
  link.device = id;
  link.server = device.account.server;
  link.server_port = device.account.port;
  const Server& server = (*world.servers)[link.server.value];
  if (const Listener* listener = find_listener(server, link.server_port)) {
    link.protocol = listener->protocol;
    link.tls = listener->tls;
  }
  link.framing = CommandFramer(server.imap->limits);
  link.device_tls = device.account.tls;
  link.device_port = static_cast<std::uint16_t>(kFirstDevicePort + link.id.value % kDevicePorts);
  link.opened = world.now;
  link.cut = link.was_cut = device.cut;
  device.link = link.id;
  device.client = new_client(protocol_of(device));
  device.listed.clear();
  events.push_back(ConnectionStarted{link.id, id});
  send_control(world, link, Side::device, SegmentKind::syn, events);
  world.live.push_back(link.id.value);
  world.links.push_back(Box<Link>(std::move(link)));
  static const Box<Session> none;  // shared by all links whose session has not opened
  world.sessions.push_back(none);
  return std::nullopt;
}

void cut_cable(World& world, DeviceId id, Events& events) {
  Device& device = world.devices[id.value].modify();
  device.cut = true;
  events.push_back(CableCut{id});
  for (std::uint32_t live : std::vector<std::uint32_t>(world.live)) {
    if (world.links[live]->device != id) continue;
    Link& link = world.links[live].modify();
    link.cut = link.was_cut = true;
    lose_in_flight(link, Loss::cut);
  }
  // One that rests has nothing under way: it goes on when the cable is in again.
  if (!rests(device)) end_check(world, device, true, id, events);
}

void plug_cable(World& world, DeviceId id, Events& events) {
  world.devices[id.value].modify().cut = false;
  events.push_back(CablePlugged{id});
  for (std::uint32_t live : world.live)
    if (world.links[live]->device == id) world.links[live].modify().cut = false;
}

void reset_link(World& world, LinkId id, Events& events) {
  give_up(world, world.links[id.value].modify(), ResetSent{id}, events);
  retire(world, id);
}

void close_link(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  events.push_back(CloseSent{id});
  send_fin(world, link, Side::device, events);
  // Whoever rested in IDLE does so no more, even where the FIN is lost.
  if (world.devices[link.device.value]->link == id && rests(*world.devices[link.device.value]))
    end_check(world, world.devices[link.device.value].modify(), false, link.device, events);
}

namespace {

// The server's end of a link is gone.
void forget(World& world, Link& link, Events& events) {
  if (session_runs(world, link)) {
    Session& session = world.sessions[link.id.value].modify();
    discard_lines(link, pending(session), Discard::behind_the_end, events);
    WorldStore store(world);
    SessionOutput out = stop(session, store);
    for (SessionEvent& e : out.events) events.push_back(SessionDid{link.id, std::move(e)});
  }
  // Of a SYN that has not arrived, or that was answered by RST, it knows nothing.
  const bool answered = link.next_segment > 1;
  const Flight& flight = link.in_flight;
  const bool refused = std::any_of(flight.begin(), flight.end(), [](const Segment& s) {
    return s.from == Side::server && s.kind == SegmentKind::rst;
  });
  if (is_over(link) || !answered || refused || link.forgotten) return;
  link.forgotten = true;
  send_control(world, link, Side::server, SegmentKind::rst, events);
}

}  // namespace

void stop_server(World& world, ServerId id, Events& events) {
  world.servers.modify()[id.value].stopped = true;
  events.push_back(ServerStopped{id});
  for (std::uint32_t live : std::vector<std::uint32_t>(world.live)) {
    if (world.links[live]->server != id) continue;
    forget(world, world.links[live].modify(), events);
    retire(world, LinkId{live});
  }
}

void connect_timed_out(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  events.push_back(ConnectionFailed{id, link.phase == LinkPhase::syn_sent
                                            ? ConnectFailure::timed_out
                                            : ConnectFailure::unfinished});
  over(world, link, LinkPhase::timed_out, events);
  retire(world, id);
}

void handshake_timed_out(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  events.push_back(HandshakeTimedOut{id});
  send_fin(world, link, Side::server, events);
  retire(world, id);
}

void start_check(World& world, DeviceId id, Events& events) {
  Device& device = world.devices[id.value].modify();
  device.check_counts_from = world.now;
  if (rests(device) && !rests_in_vain(world, id)) {
    wake(device);
  } else {
    device.plan = new_plan(device.account);
  }
  events.push_back(CheckStarted{id});
}

void end_in_vain(World& world, DeviceId id, Events& events) {
  if (rests_in_vain(world, id))
    end_check(world, world.devices[id.value].modify(), false, id, events);
}

void check_by_itself(World& world, DeviceId id, Events& events) {
  Device& device = world.devices[id.value].modify();
  // Somebody types on its connection: next time.
  if (!rests(device) && device.link && !world.links[device.link->value]->was_cut) {
    device.check_counts_from = world.now;
  } else {
    start_check(world, id, events);
  }
}

}  // namespace popscope::sim
