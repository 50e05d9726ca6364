#include "sim/world/link.h"

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
  }
  POPSCOPE_CHECK(false);
}

void digest(Digest& d, const Link& link) {
  d.u32(link.id.value);
  d.u32(link.device.value);
  d.u32(link.server.value);
  d.u32(link.device_port);
  d.u32(link.server_port);
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
  }
  for (bool flag : {link.cut, link.was_cut, link.abandoned, link.session_open}) d.flag(flag);
  for (int side = 0; side < 2; ++side) {
    d.flag(link.gap[side]);
    d.flag(link.fin_sent[side]);
    d.flag(link.fin_arrived[side]);
    d.u32(link.lines_sent[side]);
    d.u32(link.lines_settled[side]);
  }
  d.u32(link.next_segment);
}

}  // namespace popscope::sim
