#include "sim/world/network.h"

#include <algorithm>
#include <utility>

#include "sim/core/check.h"
#include "sim/world/connection.h"
#include "sim/world/segments.h"
#include "sim/world/world_store.h"

namespace popscope::sim {
namespace {

bool is_dropped(const World& world, const Link& link, const Segment& segment) {
  return segment.kind == SegmentKind::syn &&
         verdict_on((*world.servers)[link.server.value], link.server_port) == Verdict::drop;
}

// What a session did becomes events, its octets a reply on the link.
void take_output(World& world, Link& link, SessionOutput& out, Events& events) {
  for (SessionEvent& event : out.events) events.push_back(SessionDid{link.id, std::move(event)});
  if (is_over(link)) return;  // UPDATE needs no connection; whoever is at work there tells nobody
  if (!out.octets.empty()) {
    SharedOctets octets(std::move(out.octets));
    const std::uint32_t reply = link.lines_sent[index_of(Side::server)]++;
    link.replies.push_back({link.octets_sent[index_of(Side::server)] + octets.size(), out.answers});
    events.push_back(ReplySent{link.id, reply, octets, out.answers});
    send_octets(world, link, Side::server, octets, events);
  }
  if (out.closes) send_fin(world, link, Side::server, events);
}

// Plain octets where the handshake behind STLS has to come.
void refuse_plain_octets(World& world, Link& link, Events& events) {
  Session& session = world.sessions[link.id.value].modify();
  WorldStore store(world);
  SessionOutput out = tls_failed(session, store);
  take_output(world, link, out, events);
}

// One command at a time, or what there is of one. A session that is over reads no more.
void read_command(World& world, Link& link, Events& events) {
  std::uint64_t& read = link.octets_arrived[index_of(Side::device)];
  const bool ends = !link.command_ends.empty() &&
                    link.command_ends.front() - read <= link.unread.size();
  const auto size = ends ? static_cast<std::size_t>(link.command_ends.front() - read)
                         : link.unread.size();
  const std::string octets = link.unread.substr(0, size);
  link.unread.erase(0, size);
  read += size;
  std::vector<Received> commands;
  if (session_runs(world, link))
    commands = receive(world.sessions[link.id.value].modify(), octets, world.now);
  POPSCOPE_CHECK(commands.size() <= (ends ? 1u : 0u));
  if (!ends) return;
  link.command_ends.pop_front();
  const std::uint32_t index = link.lines_settled[index_of(Side::device)]++;
  if (commands.empty()) {
    events.push_back(CommandDiscarded{link.id, index});
  } else {
    events.push_back(CommandReceived{link.id, index, std::move(commands.front())});
  }
}

// The server answers that it knows no such connection: it was stopped since, or the session is over
// and its FIN was lost.
bool is_unknown(const World& world, const Link& link) {
  return link.forgotten || (!session_runs(world, link) && link.gap[index_of(Side::server)]);
}

void data_at_server(World& world, Link& link, const Segment& segment, Events& events) {
  if (is_unknown(world, link)) send_control(world, link, Side::server, SegmentKind::rst, events);
  // A server that waits for TLS is told something else: it closes.
  if (link.tls && !link.session_open && !link.forgotten)
    send_fin(world, link, Side::server, events);
  if (session_runs(world, link) && awaits_tls(*world.sessions[link.id.value]))
    refuse_plain_octets(world, link, events);
  link.unread += segment.octets.view();
  read_command(world, link, events);
}

void settle_replies(Link& link, bool ok, Events& events) {
  const std::uint64_t arrived = link.octets_arrived[index_of(Side::server)];
  while (!link.replies.empty() && link.replies.front().end <= arrived) {
    const ReplyOnItsWay reply = link.replies.pop_front();
    events.push_back(ReplyReceived{link.id, link.lines_settled[index_of(Side::server)]++,
                                   reply.command, ok});
  }
}

void tell_learned(const Learned& learned, const Link& link, Events& events) {
  const DeviceId id = link.device;
  for (const Brought& one : learned.fetched) events.push_back(MessageFetched{id, link.id, one});
  for (const Dropped& one : learned.dropped) events.push_back(MessageDropped{id, one});
  for (const Reflagged& one : learned.reflagged) events.push_back(MessageReflagged{id, one});
}

void data_at_device(World& world, Link& link, const Segment& segment, Events& events) {
  link.octets_arrived[index_of(Side::server)] += segment.octets.size();
  if ((link.device_tls || link.stls) && !link.secured) {  // it asked for TLS and got plain text
    settle_replies(link, false, events);
    give_up(world, link, ResetSent{link.id, true}, events);
    return;
  }
  Device& device = world.devices[link.device.value].modify();
  const bool rested = rests(device);
  const Learned learned = take_octets(device, segment.octets.view(), world.now);
  settle_replies(link, !learned.refused, events);
  tell_learned(learned, link, events);
  if (learned.too_much) {
    give_up(world, link, ResetSent{link.id, false, learned.too_much}, events);
    return;
  }
  if (learned.begins_tls && can_send(link)) {
    link.stls = true;
    events.push_back(TlsBegan{link.id});
    send_handshake(world, link, 0, events);
  }
  if (learned.hangs_up && can_send(link)) close_link(world, link.id, events);
  if (rests(device) == rested) return;
  if (rested) {
    events.push_back(CheckStarted{link.device});
  } else {
    events.push_back(CheckEnded{link.device, device.plan->fetched_now, false});
    device.plan->fetched_now = 0;
    device.check_counts_from = world.now;
  }
}

void open_session(World& world, Link& link, Events& events) {
  const Server& server = (*world.servers)[link.server.value];
  link.session_open = true;
  Session session;
  switch (link.protocol) {
    case Protocol::pop3:
      session = pop3::open(link.id, server.pop3, world.now, world.random.next(), link.tls);
      break;
    case Protocol::imap: session = imap::open(link.id, server.imap, world.now); break;
  }
  world.sessions[link.id.value] = Box<Session>(std::move(session));
  events.push_back(ConnectionOpened{link.id});
}

// Each flight is answered with the next; the session begins behind the last.
void handshake_at_server(World& world, Link& link, std::uint32_t flight, Events& events) {
  // Where no TLS is spoken the session would read a ClientHello as a line that makes no sense; the
  // device has given up by then.
  if (!link.tls && !link.stls) return;
  if (flight + 1 == handshake().size() && link.session_open) {
    tls_started(world.sessions[link.id.value].modify());
    events.push_back(TlsStarted{link.id});
  } else if (flight + 1 == handshake().size()) {
    open_session(world, link, events);
  } else {
    send_handshake(world, link, flight + 1, events);
  }
}

void at_server(World& world, Link& link, const Segment& segment, Events& events) {
  switch (segment.kind) {
    case SegmentKind::syn: {
      const Server& server = (*world.servers)[link.server.value];
      link.rejected = verdict_on(server, link.server_port) == Verdict::reject;
      const bool answers =
          !link.rejected && !server.stopped && find_listener(server, link.server_port) != nullptr;
      send_control(world, link, Side::server,
                   answers ? SegmentKind::syn_ack : SegmentKind::rst, events);
      return;
    }
    case SegmentKind::ack:
      if (!link.tls && !link.forgotten) open_session(world, link, events);
      return;
    case SegmentKind::handshake: handshake_at_server(world, link, segment.flight, events); return;
    case SegmentKind::data: data_at_server(world, link, segment, events); return;
    case SegmentKind::fin:
      link.fin_arrived[index_of(Side::device)] = true;
      if (link.forgotten) {
        send_control(world, link, Side::server, SegmentKind::rst, events);
      } else if (session_runs(world, link)) {
        peer_closed(world.sessions[link.id.value].modify());
      } else {
        send_fin(world, link, Side::server, events);
      }
      over_by_fin(world, link, events);
      return;
    case SegmentKind::rst: {
      if (session_runs(world, link)) {
        Session& session = world.sessions[link.id.value].modify();
        discard_lines(link, pending(session), Discard::behind_the_end, events);
        WorldStore store(world);
        SessionOutput out = peer_reset(session, store);
        for (SessionEvent& e : out.events) events.push_back(SessionDid{link.id, std::move(e)});
      }
      tell_over(link, events);
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
      if (link.device_tls) send_handshake(world, link, 0, events);
      return;
    case SegmentKind::handshake:
      link.secured = true;
      // Whoever typed them there sees that no reply comes; the next one is not theirs.
      not_answered(world.devices[link.device.value].modify().client, link.before_tls);
      send_handshake(world, link, segment.flight + 1, events);
      return;
    case SegmentKind::data: data_at_device(world, link, segment, events); return;
    case SegmentKind::fin:
      link.fin_arrived[index_of(Side::server)] = true;
      send_fin(world, link, Side::device, events);
      over_by_fin(world, link, events);
      return;
    case SegmentKind::rst:
      if (link.phase == LinkPhase::syn_sent) {
        events.push_back(ConnectionFailed{
            link.id, link.rejected ? ConnectFailure::rejected : ConnectFailure::refused});
        over(world, link, LinkPhase::refused, events);
      } else {
        tell_over(link, events);
        over(world, link, LinkPhase::closed, events);
      }
      return;
    case SegmentKind::syn:
    case SegmentKind::ack: break;
  }
  POPSCOPE_CHECK(false);
}

}  // namespace

void discard_lines(const Link& link, std::size_t count, Discard why, Events& events) {
  const std::uint32_t settled = link.lines_settled[index_of(Side::device)];
  for (std::size_t i = count; i > 0; --i)
    events.push_back(CommandDiscarded{link.id, settled - static_cast<std::uint32_t>(i), why});
}

void send_from_device(World& world, DeviceId id, const std::string& octets, Events& events) {
  Device& device = world.devices[id.value].modify();
  Link& link = world.links[device.link->value].modify();
  std::uint64_t at = link.octets_sent[index_of(Side::device)];
  for (std::string_view rest = octets; !rest.empty();) {
    const std::string_view before = rest;
    const bool ends = take_command(link, rest);
    const std::size_t size = before.size() - rest.size();
    at += size;
    link.line_begun += before.substr(0, size);
    if (!ends) break;
    link.command_ends.push_back(at);
    events.push_back(CommandSent{link.id, link.lines_sent[index_of(Side::device)]++,
                                 SharedOctets(std::exchange(link.line_begun, {}))});
  }
  sent(device.client, octets);
  send_octets(world, link, Side::device, SharedOctets(octets), events);
}

// A message of the handshake whose receiver has closed, or never knew of it, is lost on it.
bool finds_nobody(const World& world, const Link& link, const Segment& segment) {
  if (segment.kind != SegmentKind::handshake) return false;
  if (segment.from == Side::server) return link.fin_sent[index_of(Side::device)];
  const bool over = link.session_open && !session_runs(world, link);
  return over || link.fin_sent[index_of(Side::server)] || link.forgotten;
}

void arrive(World& world, LinkId id, Events& events) {
  Link& link = world.links[id.value].modify();
  POPSCOPE_CHECK(!link.in_flight.empty());
  Segment segment = link.in_flight.take_front();
  if (is_dropped(world, link, segment)) {
    events.push_back(SegmentLost{id, segment.number, Loss::dropped});
  } else if (segment.from == Side::server && link.abandoned) {
    mark_lost(link, segment, Loss::nobody_listens);
    events.push_back(SegmentLost{id, segment.number, Loss::nobody_listens});
  } else if (finds_nobody(world, link, segment)) {
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
    case Unsettled::line_unread: read_command(world, link, events); break;
    case Unsettled::line_lost: {
      const Side side = *sender_of_lost_line(link);
      const std::uint32_t line = link.lines_settled[index_of(side)]++;
      if (side == Side::device) {
        link.command_ends.pop_front();
        events.push_back(CommandLost{id, line});
      } else {
        link.replies.pop_front();
        events.push_back(ReplyLost{id, line});
      }
      break;
    }
    case Unsettled::segment_lost: {
      std::size_t n = 0;
      while (!link.in_flight[n].lost) ++n;
      const Segment lost = link.in_flight.take(n);
      events.push_back(SegmentLost{id, lost.number, *lost.lost});
      // Nobody hears that the device has given up an opening: it knows that nothing came of it.
      const bool ends = lost.kind == SegmentKind::rst || lost.kind == SegmentKind::fin;
      if (ends && lost.from == Side::device && !was_open(link)) tell_over(link, events);
      break;
    }
  }
  retire(world, id);
}

void run_session(World& world, SessionId id, Events& events) {
  Link& link = world.links[id.value].modify();
  Session& session = world.sessions[id.value].modify();
  const std::size_t waiting = pending(session);
  WorldStore store(world);
  SessionOutput out = run_one(session, store, world.now);
  // One has run; what else is gone stood behind QUIT, or in plain text behind STLS.
  const std::size_t left = pending(session);
  if (waiting > left + 1) {
    const std::size_t gone = waiting - 1 - left;
    const bool behind_stls = awaits_tls(session);
    if (behind_stls) link.before_tls += static_cast<std::uint32_t>(gone);
    discard_lines(link, gone, behind_stls ? Discard::before_tls : Discard::behind_the_end, events);
  }
  take_output(world, link, out, events);
  over_by_fin(world, link, events);
  retire(world, id);
}

void expire_session(World& world, SessionId id, Events& events) {
  Link& link = world.links[id.value].modify();
  Session& session = world.sessions[id.value].modify();
  WorldStore store(world);
  events.push_back(SessionExpired{id});
  SessionOutput out = expire(session, store);
  out.closes = true;
  take_output(world, link, out, events);
  retire(world, id);
}

}  // namespace popscope::sim
