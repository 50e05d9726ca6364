#include "sim/world/segments.h"

#include <algorithm>
#include <utility>

#include "sim/core/check.h"

namespace popscope::sim {
namespace {

// What TCP delivers in order, or never. The ACK completes the opening: without it nothing follows.
bool in_stream(const Segment& segment) {
  return segment.kind == SegmentKind::data || segment.kind == SegmentKind::fin ||
         segment.kind == SegmentKind::handshake || segment.kind == SegmentKind::ack;
}

void depart(World& world, Link& link, Segment segment, Events& events) {
  segment.number = link.next_segment++;
  segment.departure = world.now;
  segment.arrival = world.now + latency_of(world, link.device);
  const std::optional<Time> before = link.in_flight.last_arrival(segment.from);
  if (before) segment.arrival = std::max(segment.arrival, *before);
  if (link.cut) {
    mark_lost(link, segment, Loss::cut);
  } else if (in_stream(segment) && link.gap[index_of(segment.from)]) {
    mark_lost(link, segment, Loss::behind_a_gap);
  }
  events.push_back(SegmentSent{link.id, segment});
  link.in_flight.add(std::move(segment));
}

// The command, counted over the link, to which the octet at that place of the stream belongs.
std::uint32_t first_command_behind(const Link& link, std::uint64_t at) {
  const auto& ends = link.command_ends;
  const auto behind = std::upper_bound(ends.begin(), ends.end(), at);
  return link.lines_settled[index_of(Side::device)] +
         static_cast<std::uint32_t>(behind - ends.begin());
}

}  // namespace

void mark_lost(Link& link, Segment& segment, Loss why) {
  segment.lost = why;
  if (in_stream(segment)) link.gap[index_of(segment.from)] = true;
}

void lose_in_flight(Link& link, Loss why, std::optional<Side> from) {
  for (std::size_t n = 0; n < link.in_flight.size(); ++n) {
    Segment segment = link.in_flight[n];
    if (from && segment.from != *from) continue;
    mark_lost(link, segment, why);
    link.in_flight.set(n, std::move(segment));
  }
}

void send_control(World& world, Link& link, Side from, SegmentKind kind, Events& events) {
  Segment segment;
  segment.from = from;
  segment.kind = kind;
  segment.first_line = link.lines_sent[index_of(from)];
  depart(world, link, std::move(segment), events);
}

void send_octets(World& world, Link& link, Side from, SharedOctets octets, Events& events) {
  // A reply is one line of the count, already counted; commands go by where they end.
  std::uint64_t& sent = link.octets_sent[index_of(from)];
  const bool sealed = link.secured;
  const std::size_t most = kSegmentOctetsMax - (sealed ? kSealOctets : 0);
  for (std::size_t at = 0; at < octets.size(); at += most) {
    Segment segment;
    segment.from = from;
    segment.first_line = from == Side::server ? link.lines_sent[index_of(Side::server)] - 1
                                              : first_command_behind(link, sent);
    segment.sealed = sealed;
    segment.octets = octets.slice(at, std::min(most, octets.size() - at));
    sent += segment.octets.size();
    depart(world, link, std::move(segment), events);
  }
}

void send_fin(World& world, Link& link, Side from, Events& events) {
  if (link.fin_sent[index_of(from)]) return;
  link.fin_sent[index_of(from)] = true;
  if (link.phase == LinkPhase::established) link.phase = LinkPhase::closing;
  send_control(world, link, from, SegmentKind::fin, events);
}

void send_handshake(World& world, Link& link, std::uint32_t flight, Events& events) {
  Segment segment;
  segment.from = handshake()[flight].from;
  segment.kind = SegmentKind::handshake;
  segment.flight = flight;
  depart(world, link, std::move(segment), events);
}

// Takes octets off the front, up to the end of a command; false when it does not end in them.
bool take_command(Link& link, std::string_view& octets) {
  switch (link.protocol) {
    case Protocol::pop3: {
      const std::size_t line_feed = octets.find('\n');
      const bool ends = line_feed != std::string_view::npos;
      octets.remove_prefix(ends ? line_feed + 1 : octets.size());
      return ends;
    }
    case Protocol::imap: return link.framing.take(octets).has_value();
  }
  POPSCOPE_CHECK(false);
}

}  // namespace popscope::sim
