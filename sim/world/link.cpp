#include "sim/world/link.h"

#include <utility>

#include "sim/core/check.h"

namespace popscope::sim {

std::string_view to_text(SegmentKind kind) {
  switch (kind) {
    case SegmentKind::syn: return "SYN";
    case SegmentKind::syn_ack: return "SYN ACK";
    case SegmentKind::ack: return "ACK";
    case SegmentKind::data: return "data";
    case SegmentKind::fin: return "FIN";
    case SegmentKind::rst: return "RST";
    case SegmentKind::handshake: return "TLS";
  }
  POPSCOPE_CHECK(false);
}

std::span<const HandshakeFlight> handshake() {
  static constexpr HandshakeFlight kFlights[] = {
      {Side::device, "ClientHello", 517},
      {Side::server, "ServerHello, Certificate, Finished", 1420},
      {Side::device, "Finished", 74},
  };
  return kFlights;
}

std::uint32_t octets_on_wire(const Segment& segment) {
  if (segment.kind == SegmentKind::handshake) return handshake()[segment.flight].octets;
  const auto octets = static_cast<std::uint32_t>(segment.octets.size());
  return octets + (segment.sealed ? kSealOctets : 0);
}

void Flight::count(const Segment& segment, bool in) {
  const std::uint32_t by = in ? 1 : ~std::uint32_t{0};  // less one
  if (segment.lost) lost_ += by;
  if (segment.kind == SegmentKind::data) data_[static_cast<int>(segment.from)] += by;
}

void Flight::add(Segment segment) {
  count(segment, true);
  // At the end, unless the other side's are under way longer.
  std::size_t at = segments_.size();
  while (at > 0 && segments_[at - 1].arrival > segment.arrival) --at;
  segments_.insert(at, std::move(segment));
}

std::optional<Time> Flight::last_arrival(Side from) const {
  for (std::size_t n = segments_.size(); n > 0; --n)
    if (segments_[n - 1].from == from) return segments_[n - 1].arrival;
  return std::nullopt;
}

Segment Flight::take(std::size_t n) {
  Segment segment = segments_.take(n);
  count(segment, false);
  return segment;
}

void Flight::set(std::size_t n, Segment segment) {
  count(segments_[n], false);
  count(segment, true);
  segments_.set(n, std::move(segment));
}

void Flight::drop_all_but_data() {
  Flight kept;
  for (const Segment& segment : segments_) {
    if (segment.kind == SegmentKind::data) kept.add(segment);
  }
  *this = std::move(kept);
}

std::optional<Side> sender_of_lost_line(const Link& link) {
  for (const Side side : {Side::device, Side::server}) {
    const int i = static_cast<int>(side);
    if (!link.gap[i] || link.lines_settled[i] == link.lines_sent[i]) continue;
    if (link.in_flight.any_data(side)) continue;
    if (side == Side::server || link.unread.empty()) return side;
  }
  return std::nullopt;
}

Unsettled unsettled(const Link& link) {
  if (!link.unread.empty()) return Unsettled::line_unread;
  if (sender_of_lost_line(link)) return Unsettled::line_lost;
  return link.in_flight.any_lost() ? Unsettled::segment_lost : Unsettled::nothing;
}

bool can_end(const Link& link) {
  const bool open = link.phase == LinkPhase::established || link.phase == LinkPhase::closing;
  const bool device_finished = link.fin_sent[static_cast<int>(Side::device)];
  const bool server_finished = link.fin_arrived[static_cast<int>(Side::server)];
  return open && !device_finished && !server_finished;
}

bool awaits_handshake(const Link& link) {
  return (link.device_tls || link.stls) && !link.secured;
}

bool can_send(const Link& link) { return can_end(link) && !awaits_handshake(link); }

bool was_open(const Link& link) { return link.session_open || link.tls != link.device_tls; }

bool is_opening_lost(const Link& link) {
  const bool begun = link.phase == LinkPhase::established || link.phase == LinkPhase::closing;
  const bool device_left = link.abandoned || link.fin_sent[static_cast<int>(Side::device)];
  const bool device_knows = link.fin_arrived[static_cast<int>(Side::server)];
  const bool gap = link.gap[0] || link.gap[1];
  return begun && gap && !link.session_open && !device_left && !device_knows;
}

bool is_whole(const Link& link) { return !link.cut && !link.gap[0] && !link.gap[1]; }

void digest(Digest& d, const Link& link) {
  d.u32(link.id.value);
  d.u32(link.device.value);
  d.u32(link.server.value);
  d.u32(link.device_port);
  d.u32(link.server_port);
  d.u8(static_cast<std::uint8_t>(link.protocol));
  d.flag(link.tls);
  d.flag(link.device_tls);
  d.flag(link.stls);
  d.u32(link.before_tls);
  d.u8(static_cast<std::uint8_t>(link.phase));
  d.i64(link.opened.us);
  d.u64(link.in_flight.size());
  for (const Segment& s : link.in_flight) {
    d.u32(s.number);
    d.u8(static_cast<std::uint8_t>(s.from));
    d.u8(static_cast<std::uint8_t>(s.kind));
    d.i64(s.departure.us);
    d.i64(s.arrival.us);
    d.text(s.octets.view());
    d.u32(s.first_line);
    d.u32(s.flight);
    d.flag(s.sealed);
    d.u8(s.lost ? static_cast<std::uint8_t>(*s.lost) : 0xff);
  }
  d.text(link.unread);
  digest(d, link.framing);
  d.text(link.line_begun);
  d.u64(link.command_ends.size());
  for (std::uint64_t end : link.command_ends) d.u64(end);
  d.u64(link.replies.size());
  for (const ReplyOnItsWay& reply : link.replies) {
    d.u64(reply.end);
    d.u32(reply.command ? *reply.command + 1 : 0);
  }
  for (bool flag : {link.cut, link.was_cut, link.abandoned, link.forgotten, link.rejected,
                    link.secured, link.session_open})
    d.flag(flag);
  for (int side = 0; side < 2; ++side) {
    d.flag(link.gap[side]);
    d.flag(link.fin_sent[side]);
    d.flag(link.fin_arrived[side]);
    d.u32(link.lines_sent[side]);
    d.u32(link.lines_settled[side]);
    d.u64(link.octets_sent[side]);
    d.u64(link.octets_arrived[side]);
  }
  d.u32(link.next_segment);
}

}  // namespace popscope::sim
