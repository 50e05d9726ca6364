#include "sim/world/network.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "sim/core/check.h"

namespace popscope::sim {
namespace {

constexpr int index_of(Side side) { return static_cast<int>(side); }

// The first port of a device's connections; a usual system takes them from 49152 on (RFC 6335).
constexpr std::uint16_t kFirstDevicePort = 50112;
constexpr std::uint32_t kDevicePorts = 15'000;

void mark_lost(Link& link, Segment& segment, Loss why) {
  segment.lost = why;
  const bool in_stream = segment.kind == SegmentKind::data || segment.kind == SegmentKind::fin;
  if (in_stream) link.gap[index_of(segment.from)] = true;
}

void depart(World& world, Link& link, Segment segment, Events& events) {
  segment.number = link.next_segment++;
  segment.departure = world.now;
  segment.arrival = world.now + world.latency;
  const bool in_stream = segment.kind == SegmentKind::data || segment.kind == SegmentKind::fin;
  if (link.cut) {
    mark_lost(link, segment, Loss::cut);
  } else if (in_stream && link.gap[index_of(segment.from)]) {
    mark_lost(link, segment, Loss::behind_a_gap);
  }
  events.push_back(SegmentSent{link.id, segment});
  link.in_flight.push_back(std::move(segment));
}

bool session_runs(const World& world, const Link& link) {
  return link.session_open &&
         pop3::kind_of(world.sessions[link.id.value]->state) != pop3::StateKind::closed;
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

void end_check(Device& device, bool refused, DeviceId id, Events& events) {
  if (!device.plan) return;
  events.push_back(CheckEnded{id, device.plan->fetched_now, refused || device.plan->refused});
  device.plan.reset();
}

// Both ends know that the connection is over.
void over(World& world, Link& link, LinkPhase phase, Events& events) {
  link.phase = phase;
  // What was still on its way finds nobody; of what is no data nobody misses anything.
  std::vector<Segment>& in_flight = link.in_flight;
  const auto is_data = [](const Segment& s) { return s.kind == SegmentKind::data; };
  in_flight.erase(std::remove_if(in_flight.begin(), in_flight.end(), std::not_fn(is_data)),
                  in_flight.end());
  for (Segment& segment : in_flight) mark_lost(link, segment, Loss::nobody_listens);
  Device& device = world.devices[link.device.value].modify();
  if (!link.abandoned && device.link == link.id) {
    const bool unfinished = device.plan && device.plan->next != Plan::Next::done;
    device.link.reset();
    connection_over(device);
    end_check(device, unfinished, link.device, events);
  }
}

void over_by_fin(World& world, Link& link, Events& events) {
  if (!link.fin_arrived[0] || !link.fin_arrived[1] || is_over(link)) return;
  events.push_back(ConnectionOver{link.id});
  over(world, link, LinkPhase::closed, events);
}

void send_fin(World& world, Link& link, Side from, Events& events) {
  if (link.fin_sent[index_of(from)]) return;
  link.fin_sent[index_of(from)] = true;
  if (link.phase == LinkPhase::established) link.phase = LinkPhase::closing;
  send_control(world, link, from, SegmentKind::fin, events);
}

class WorldStore final : public pop3::Store {
 public:
  explicit WorldStore(World& world) : world_(world) {}
  std::optional<MaildropId> find_user(std::string_view user) const override {
    return find_maildrop(world_, user);
  }
  const Maildrop& maildrop(MaildropId id) const override { return *world_.maildrops[id.value]; }
  Maildrop& modify(MaildropId id) override { return world_.maildrops[id.value].modify(); }

 private:
  World& world_;
};

bool past_transaction(const pop3::Session& session) {
  const pop3::StateKind kind = pop3::kind_of(session.state);
  return kind == pop3::StateKind::update || kind == pop3::StateKind::closed;
}

// Lines that were received and will never be answered.
void discard_lines(const Link& link, std::size_t count, Events& events) {
  const std::uint32_t settled = link.lines_settled[index_of(Side::device)];
  for (std::size_t i = count; i > 0; --i)
    events.push_back(CommandDiscarded{link.id, settled - static_cast<std::uint32_t>(i)});
}

// What a session did becomes events, its octets a reply on the link.
void take_output(World& world, Link& link, pop3::Output& out, Events& events) {
  for (pop3::SessionEvent& event : out.events)
    events.push_back(SessionDid{link.id, std::move(event)});
  if (!out.octets.empty()) {
    SharedOctets octets(std::move(out.octets));
    const std::uint32_t reply = link.lines_sent[index_of(Side::server)]++;
    events.push_back(ReplySent{link.id, reply, octets});
    send_octets(world, link, Side::server, octets, events);
  }
  if (out.then == pop3::Then::close) send_fin(world, link, Side::server, events);
}

// One line at a time, or what there is of one. A session that is over reads no more.
void read_line(World& world, Link& link, Events& events) {
  const std::size_t end = std::min(link.unread.find('\n'), link.unread.size() - 1) + 1;
  const std::string octets = link.unread.substr(0, end);
  link.unread.erase(0, end);
  std::uint32_t& settled = link.lines_settled[index_of(Side::device)];
  if (session_runs(world, link)) {
    pop3::Session& session = world.sessions[link.id.value].modify();
    std::vector<Line> lines = pop3::receive(session, octets, world.now);
    POPSCOPE_CHECK(lines.size() <= 1);
    if (!lines.empty()) {
      events.push_back(CommandReceived{link.id, settled++, std::move(lines.front())});
      return;
    }
  }
  if (octets.ends_with('\n')) events.push_back(CommandDiscarded{link.id, settled++});
}

void data_at_server(World& world, Link& link, const Segment& segment, Events& events) {
  if (!session_runs(world, link) && link.gap[index_of(Side::server)]) {
    // The session is over and its FIN was lost: the server answers that it knows no connection.
    send_control(world, link, Side::server, SegmentKind::rst, events);
  }
  link.unread += segment.octets.view();
  read_line(world, link, events);
}

void data_at_device(World& world, Link& link, const Segment& segment, Events& events) {
  Device& device = world.devices[link.device.value].modify();
  std::uint32_t& settled = link.lines_settled[index_of(Side::server)];
  for (const pop3::Reply& reply : pop3::receive(device.client, segment.octets.view())) {
    events.push_back(ReplyReceived{link.id, settled++, reply.to, reply.ok});
    if (const FetchedMessage* fetched = take_reply(device, reply, world.now))
      events.push_back(MessageFetched{link.device, fetched->message});
  }
}

void at_server(World& world, Link& link, const Segment& segment, Events& events) {
  switch (segment.kind) {
    case SegmentKind::syn: {
      const auto& ports = (*world.servers)[link.server.value].ports;
      const bool listens = std::find(ports.begin(), ports.end(), link.server_port) != ports.end();
      send_control(world, link, Side::server,
                   listens ? SegmentKind::syn_ack : SegmentKind::rst, events);
      return;
    }
    case SegmentKind::ack:
      link.session_open = true;
      world.sessions[link.id.value] =
          pop3::open(link.id, (*world.servers)[link.server.value].pop3, world.now,
                     world.random.next());
      events.push_back(ConnectionOpened{link.id});
      return;
    case SegmentKind::data: data_at_server(world, link, segment, events); return;
    case SegmentKind::fin:
      link.fin_arrived[index_of(Side::device)] = true;
      if (session_runs(world, link)) {
        pop3::peer_closed(world.sessions[link.id.value].modify());
      } else {
        send_fin(world, link, Side::server, events);
      }
      over_by_fin(world, link, events);
      return;
    case SegmentKind::rst: {
      if (session_runs(world, link)) {
        pop3::Session& session = world.sessions[link.id.value].modify();
        discard_lines(link, session.pending.size(), events);
        WorldStore store(world);
        pop3::Output out;
        pop3::peer_reset(session, store, out);
        for (pop3::SessionEvent& e : out.events)
          events.push_back(SessionDid{link.id, std::move(e)});
      }
      events.push_back(ConnectionOver{link.id});
      over(world, link, LinkPhase::closed, events);
      return;
    }
    case SegmentKind::syn_ack: break;
  }
  POPSCOPE_CHECK(false);
}

void at_device(World& world, Link& link, const Segment& segment, Events& events) {
  switch (segment.kind) {
    case SegmentKind::syn_ack:
      link.phase = LinkPhase::established;
      send_control(world, link, Side::device, SegmentKind::ack, events);
      return;
    case SegmentKind::data: data_at_device(world, link, segment, events); return;
    case SegmentKind::fin:
      link.fin_arrived[index_of(Side::server)] = true;
      send_fin(world, link, Side::device, events);
      over_by_fin(world, link, events);
      return;
    case SegmentKind::rst:
      if (link.phase == LinkPhase::syn_sent) {
        events.push_back(ConnectionFailed{link.id, ConnectFailure::refused});
        over(world, link, LinkPhase::refused, events);
      } else {
        events.push_back(ConnectionOver{link.id});
        over(world, link, LinkPhase::closed, events);
      }
      return;
    case SegmentKind::syn:
    case SegmentKind::ack: break;
  }
  POPSCOPE_CHECK(false);
}

}  // namespace

std::optional<Inadmissible> open_link(World& world, DeviceId id, Events& events) {
  if (world.links.size() >= kLinksMax) return Inadmissible::too_many_links;
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
  link.device_port = static_cast<std::uint16_t>(kFirstDevicePort + link.id.value % kDevicePorts);
  link.opened = world.now;
  link.cut = link.was_cut = device.cut;
  device.link = link.id;
  device.client = pop3::Client{};
  device.listed.clear();
  events.push_back(ConnectionStarted{link.id, id});
  send_control(world, link, Side::device, SegmentKind::syn, events);
  world.live.push_back(link.id.value);
  world.links.push_back(Box<Link>(std::move(link)));
  static const Box<pop3::Session> none;  // shared by all links whose session has not opened
  world.sessions.push_back(none);
  return std::nullopt;
}

void send_control(World& world, Link& link, Side from, SegmentKind kind, Events& events) {
  Segment segment;
  segment.from = from;
  segment.kind = kind;
  segment.first_line = link.lines_sent[index_of(from)];
  depart(world, link, std::move(segment), events);
}

void send_octets(World& world, Link& link, Side from, SharedOctets octets, Events& events) {
  // A reply is one line of the count, already counted; commands are counted by their line ends.
  std::uint32_t line = link.lines_sent[index_of(from)] - (from == Side::server ? 1 : 0);
  if (from == Side::device) {
    const std::string_view all = octets.view();
    link.lines_sent[0] += static_cast<std::uint32_t>(std::count(all.begin(), all.end(), '\n'));
  }
  for (std::size_t at = 0; at < octets.size(); at += kSegmentOctetsMax) {
    Segment segment;
    segment.from = from;
    segment.first_line = line;
    segment.octets = octets.slice(at, std::min(kSegmentOctetsMax, octets.size() - at));
    if (from == Side::device) {
      const std::string_view part = segment.octets.view();
      line += static_cast<std::uint32_t>(std::count(part.begin(), part.end(), '\n'));
    }
    depart(world, link, std::move(segment), events);
  }
}

void send_from_device(World& world, DeviceId id, const std::string& octets, Events& events) {
  Device& device = world.devices[id.value].modify();
  Link& link = world.links[device.link->value].modify();
  std::uint32_t index = link.lines_sent[index_of(Side::device)];
  std::string_view rest = octets;
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    std::string line = std::exchange(link.line_begun, {}) + std::string(rest.substr(0, end + 1));
    events.push_back(CommandSent{link.id, index++, SharedOctets(std::move(line))});
    rest.remove_prefix(end + 1);
  }
  link.line_begun += rest;
  pop3::sent(device.client, octets);
  send_octets(world, link, Side::device, SharedOctets(octets), events);
}

void arrive(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  POPSCOPE_CHECK(!link.in_flight.empty());
  Segment segment = std::move(link.in_flight.front());
  link.in_flight.erase(link.in_flight.begin());
  if (segment.from == Side::server && link.abandoned) {
    mark_lost(link, segment, Loss::nobody_listens);
    events.push_back(SegmentLost{id, segment.number, Loss::nobody_listens});
  } else {
    events.push_back(SegmentArrived{id, segment.number});
    if (segment.from == Side::device) {
      at_server(world, link, segment, events);
    } else {
      at_device(world, link, segment, events);
    }
  }
  retire(world, id);
}

void settle_one(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  switch (unsettled(link)) {
    case Unsettled::nothing: POPSCOPE_CHECK(false); break;
    case Unsettled::line_unread: read_line(world, link, events); break;
    case Unsettled::line_lost: {
      const Side side = *sender_of_lost_line(link);
      const std::uint32_t line = link.lines_settled[index_of(side)]++;
      if (side == Side::device) {
        events.push_back(CommandLost{id, line});
      } else {
        events.push_back(ReplyLost{id, line});
      }
      break;
    }
    case Unsettled::segment_lost: {
      const auto lost = std::find_if(link.in_flight.begin(), link.in_flight.end(),
                                     [](const Segment& s) { return s.lost.has_value(); });
      events.push_back(SegmentLost{id, lost->number, *lost->lost});
      link.in_flight.erase(lost);
      break;
    }
  }
  retire(world, id);
}

void cut_cable(World& world, DeviceId id, Events& events) {
  Device& device = world.devices[id.value].modify();
  device.cut = true;
  events.push_back(CableCut{id});
  for (std::uint32_t live : std::vector<std::uint32_t>(world.live)) {
    if (world.links[live]->device != id) continue;
    Link& link = world.links[live].modify();
    link.cut = link.was_cut = true;
    for (Segment& segment : link.in_flight) mark_lost(link, segment, Loss::cut);
  }
  end_check(device, true, id, events);
}

void plug_cable(World& world, DeviceId id, Events& events) {
  world.devices[id.value].modify().cut = false;
  events.push_back(CablePlugged{id});
  for (std::uint32_t live : world.live)
    if (world.links[live]->device == id) world.links[live].modify().cut = false;
}

void reset_link(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  events.push_back(ResetSent{id});
  // What the server sent finds nobody; what the device sent before arrives before the RST.
  for (Segment& segment : link.in_flight)
    if (segment.from == Side::server) mark_lost(link, segment, Loss::nobody_listens);
  link.abandoned = true;
  send_control(world, link, Side::device, SegmentKind::rst, events);
  Device& device = world.devices[link.device.value].modify();
  device.link.reset();  // the device's end is gone at once
  connection_over(device);
  end_check(device, true, link.device, events);
  retire(world, id);
}

void close_link(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  events.push_back(CloseSent{id});
  send_fin(world, link, Side::device, events);
}

void connect_timed_out(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  events.push_back(ConnectionFailed{id, ConnectFailure::timed_out});
  over(world, link, LinkPhase::timed_out, events);
  retire(world, id);
}

void run_session(World& world, SessionId id, Events& events) {
  Link& link = world.links[id.value].modify();
  pop3::Session& session = world.sessions[id.value].modify();
  const std::size_t waiting = session.pending.size();
  const bool was_past = past_transaction(session);
  WorldStore store(world);
  pop3::Output out;
  pop3::run_one(session, store, world.now, out);
  if (!was_past && past_transaction(session) && waiting > 1)
    discard_lines(link, waiting - 1, events);
  take_output(world, link, out, events);
  over_by_fin(world, link, events);
  retire(world, id);
}

void expire_session(World& world, SessionId id, Events& events) {
  Link& link = world.links[id.value].modify();
  pop3::Session& session = world.sessions[id.value].modify();
  WorldStore store(world);
  pop3::Output out;
  events.push_back(SessionExpired{id});
  pop3::expire(session, store, out);
  out.then = pop3::Then::close;
  take_output(world, link, out, events);
  retire(world, id);
}

}  // namespace popscope::sim
