#pragma once
// A link: one TCP connection between a device and a server as data. Segments in flight have a
// departure and an arrival; nothing is a callback. There is no retransmission: what is lost stays
// lost, and what is sent behind a gap is never delivered.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/queue.h"
#include "sim/core/shared_octets.h"
#include "sim/core/time.h"
#include "sim/session/protocol.h"
#include "sim/wire/command_framer.h"

namespace popscope::sim {

enum class Side : std::uint8_t { device, server };
constexpr Side other(Side s) { return s == Side::device ? Side::server : Side::device; }

// Why a segment never arrives.
enum class Loss : std::uint8_t { cut, behind_a_gap, nobody_listens, dropped };

enum class SegmentKind : std::uint8_t { syn, syn_ack, ack, data, fin, rst, handshake };
inline constexpr int kSegmentKinds = 7;
std::string_view to_text(SegmentKind kind);  // "SYN", "SYN ACK", ...

// TLS 1.3 as a layer that a session does not see (RFC 8446): which messages travel before the first
// line, and how long they usually are. Their content is not simulated.
struct HandshakeFlight {
  Side from;
  std::string_view messages;  // "ClientHello"
  std::uint32_t octets;
};
std::span<const HandshakeFlight> handshake();

// What a record adds to the octets that it seals (RFC 8446 section 5.2, AES-GCM): its header, the
// content type, the tag.
inline constexpr std::uint32_t kSealOctets = 5 + 1 + 16;

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
  std::uint32_t flight = 0;      // handshake only: its place in handshake()
  bool sealed = false;           // data in a TLS record: who listens sees its length only
  std::optional<Loss> lost;      // decided already: it is lost in a moment of its own
  friend bool operator==(const Segment&, const Segment&) = default;
};

// Octets on the wire above TCP.
std::uint32_t octets_on_wire(const Segment& segment);

// A reply that was sent: where it ends in the server's stream, and which command it answers.
struct ReplyOnItsWay {
  std::uint64_t end = 0;
  std::optional<std::uint32_t> command;
  friend bool operator==(const ReplyOnItsWay&, const ReplyOnItsWay&) = default;
};

// Segments on their way, in order of arrival; what one side sent, of departure too. A large message
// is tens of thousands of them, and whether one is lost or brings data is asked at every moment, so
// both are counted.
class Flight {
 public:
  bool empty() const { return segments_.empty(); }
  std::size_t size() const { return segments_.size(); }
  const Segment& front() const { return segments_.front(); }
  const Segment& operator[](std::size_t n) const { return segments_[n]; }
  auto begin() const { return segments_.begin(); }
  auto end() const { return segments_.end(); }

  bool any_lost() const { return lost_ > 0; }
  bool any_data(Side from) const { return data_[static_cast<int>(from)] > 0; }

  void add(Segment segment);
  // When the last one of a side arrives; none is on its way: never.
  std::optional<Time> last_arrival(Side from) const;
  Segment take(std::size_t n);
  Segment take_front() { return take(0); }
  void set(std::size_t n, Segment segment);
  // Only data stays on its way.
  void drop_all_but_data();

  friend bool operator==(const Flight& a, const Flight& b) { return a.segments_ == b.segments_; }

 private:
  void count(const Segment& segment, bool in);

  Queue<Segment> segments_;
  std::uint32_t lost_ = 0;
  std::uint32_t data_[2] = {0, 0};  // by sender
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
  Protocol protocol = Protocol::pop3;  // of the server's port: how commands are told apart
  bool tls = false;                    // ... and whether a handshake comes first
  bool device_tls = false;             // what the device believes
  bool stls = false;                   // STLS was answered +OK: a handshake comes behind it
  std::uint32_t before_tls = 0;        // lines in plain text behind STLS that were thrown away
  LinkPhase phase = LinkPhase::syn_sent;
  Time opened;
  Flight in_flight;
  std::string unread;                 // octets that have arrived and wait for the server to read on
  CommandFramer framing;              // IMAP: of what the device sends
  std::string line_begun;             // octets sent of a command that has not ended
  Queue<std::uint64_t> command_ends;  // in the device's stream: of commands that are not settled
  Queue<ReplyOnItsWay> replies;       // that are not settled
  std::uint64_t octets_sent[2] = {0, 0};     // by sender: of its stream
  std::uint64_t octets_arrived[2] = {0, 0};  // ... at the other end; read, at the server's
  bool cut = false;                   // its device's cable is pulled
  bool was_cut = false;               // ... or has been: the device may open another connection
  bool abandoned = false;             // it has; this one is left as it is, the server is not told
  bool forgotten = false;             // the server was stopped, and knows of it no more
  bool rejected = false;              // the RST that answered its SYN was a firewall's
  bool secured = false;               // the handshake is done as far as the device knows
  bool session_open = false;          // the opening is complete: the server has a session for it
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
// A command is a line; in IMAP a line with its literals, and, where the device waits to be told to
// send a literal, what it has sent so far.

// The sender of a line that can never arrive: its octets are lost, and no more are on their way.
std::optional<Side> sender_of_lost_line(const Link& link);

// Open, as far as the device knows. Of a server that has closed in silence (the cable was pulled)
// it learns from the RST that answers what it sends.
bool can_send(const Link& link);

// The device may close or reset it: it is open as far as the device knows, though its handshake may
// not be done.
bool can_end(const Link& link);

// TLS has to come, or is coming: the device sends no line before.
bool awaits_handshake(const Link& link);

// It has been open, if only for one side: where just one of them speaks TLS no session begins.
bool was_open(const Link& link);

// Segments of its opening were lost: the server has no session for it and never will, and the
// device waits, until it gives up.
bool is_opening_lost(const Link& link);

// Its cable is in and nothing was lost on it: what either side says arrives.
bool is_whole(const Link& link);

inline bool is_over(const Link& link) {
  return link.phase == LinkPhase::closed || link.phase == LinkPhase::refused ||
         link.phase == LinkPhase::timed_out;
}

void digest(Digest& d, const Link& link);

}  // namespace popscope::sim
