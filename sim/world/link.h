#pragma once
// A link: one TCP connection between a device and a server as data. Segments in flight have a
// departure and an arrival; nothing is a callback. There is no retransmission: what is lost stays
// lost, and what is sent behind a gap is never delivered.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/shared_octets.h"
#include "sim/core/time.h"

namespace popscope::sim {

enum class Side : std::uint8_t { device, server };
constexpr Side other(Side s) { return s == Side::device ? Side::server : Side::device; }

// Why a segment never arrives.
enum class Loss : std::uint8_t { cut, behind_a_gap, nobody_listens };

enum class SegmentKind : std::uint8_t { syn, syn_ack, ack, data, fin, rst };
inline constexpr int kSegmentKinds = 6;
std::string_view to_text(SegmentKind kind);  // "SYN", "SYN ACK", ...

struct Segment {
  std::uint32_t number = 0;      // counted over the link, from 0
  Side from = Side::device;
  SegmentKind kind = SegmentKind::data;
  Time departure;
  Time arrival;
  SharedOctets octets;           // data only
  // The first line that it carries a part of: command lines of the device, replies of the server,
  // each counted from 0 over the link (the greeting is reply 0).
  std::uint32_t first_line = 0;
  std::optional<Loss> lost;      // decided already: it is lost in a moment of its own
  friend bool operator==(const Segment&, const Segment&) = default;
};

enum class LinkPhase : std::uint8_t {
  syn_sent, established, closing, closed, refused, timed_out,
};

struct Link {
  LinkId id;
  DeviceId device;
  ServerId server;
  std::uint16_t device_port = 0;
  std::uint16_t server_port = 110;
  LinkPhase phase = LinkPhase::syn_sent;
  Time opened;
  std::vector<Segment> in_flight;     // in order of departure; in each direction, of arrival too
  std::string unread;                 // octets that have arrived and wait for the server to read on
  std::string line_begun;             // octets sent of a command line that has not ended
  bool cut = false;                   // its device's cable is pulled
  bool was_cut = false;               // ... or has been: the device may open another connection
  bool abandoned = false;             // it has; this one is left as it is, the server is not told
  bool session_open = false;          // the ACK has arrived: the server has a session for it
  bool gap[2] = {false, false};       // by sender: octets were lost, later ones wait for ever
  bool fin_sent[2] = {false, false};
  bool fin_arrived[2] = {false, false};  // by sender
  std::uint32_t next_segment = 0;
  std::uint32_t lines_sent[2] = {0, 0};  // by sender: complete command lines; replies
  std::uint32_t lines_settled[2] = {0, 0};  // ... of these, received, discarded or lost
};

// What an arrival or a cut left to be done at once, one thing a moment: read one more line, lose
// one segment, settle one line that can never arrive.
enum class Unsettled : std::uint8_t { nothing, line_unread, line_lost, segment_lost };
Unsettled unsettled(const Link& link);
// The sender of a line that can never arrive: its octets are lost, and no more are on their way.
std::optional<Side> sender_of_lost_line(const Link& link);

// Open, as far as the device knows. Of a server that has closed in silence (the cable was pulled)
// it learns from the RST that answers what it sends.
bool can_send(const Link& link);

inline bool is_over(const Link& link) {
  return link.phase == LinkPhase::closed || link.phase == LinkPhase::refused ||
         link.phase == LinkPhase::timed_out;
}

void digest(Digest& d, const Link& link);

}  // namespace popscope::sim
