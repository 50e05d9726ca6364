#pragma once
// The whole simulated universe as one value. Copying it forks the universe; two functions change
// it: `admit` takes an input, `advance` runs exactly one thing that can happen next (a moment).
// What can happen next is derived from fields (`agenda`): nothing is stored, so nothing needs
// cancelling, and it can be shown.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/box.h"
#include "sim/core/ids.h"
#include "sim/core/random.h"
#include "sim/core/time.h"
#include "sim/device/device.h"
#include "sim/mail/maildrop.h"
#include "sim/session/session.h"
#include "sim/world/act.h"
#include "sim/world/event.h"
#include "sim/world/link.h"
#include "sim/world/script.h"

namespace popscope::sim {

inline constexpr Duration kLatency = milliseconds(20);      // one way
inline constexpr Duration kLatencyMax = seconds(600);       // of a Delay: beyond any patience
inline constexpr std::size_t kSegmentOctetsMax = 1460;      // Ethernet's usual MSS
inline constexpr Duration kConnectTimeout = seconds(21);    // SYN, two repeats: a usual client's
// A server that speaks TLS from the first octet waits this long for the handshake.
inline constexpr Duration kHandshakeTimeout = seconds(60);
inline constexpr std::size_t kSendOctetsMax = 65'536;       // one input
inline constexpr std::size_t kLinksMax = 100'000;           // connections in one World

struct Listener {  // where a server listens; other ports answer RST
  std::uint16_t port = 110;
  Protocol protocol = Protocol::pop3;
  bool tls = false;
  friend bool operator==(const Listener&, const Listener&) = default;
};
// What usually listens there; POP3 without TLS at a port that nobody knows.
Listener listener_at(std::uint16_t port);

// What a firewall before the server does with a SYN to a port. What is open is not listed.
struct FirewallRule {
  std::uint16_t port = 0;
  Verdict verdict = Verdict::drop;
  friend bool operator==(const FirewallRule&, const FirewallRule&) = default;
};

struct Server {
  std::string name;                     // "mail.example.net"
  Box<pop3::Config> pop3;
  Box<imap::Config> imap;
  std::vector<Listener> listeners{Listener{}};
  std::vector<FirewallRule> firewall;   // in order of ports
  bool stopped = false;                 // its ports answer RST, too
};
const Listener* find_listener(const Server& server, std::uint16_t port);
Verdict verdict_on(const Server& server, std::uint16_t port);

struct World {
  Time now = kDefaultStart;
  Random random;
  Duration latency = kLatency;
  Box<std::vector<Server>> servers;
  std::vector<Box<Maildrop>> maildrops;
  std::vector<Box<Device>> devices;
  std::vector<Box<Link>> links;             // by LinkId; a closed link stays, to be looked at
  std::vector<Box<Session>> sessions;       // by SessionId = LinkId of its link
  std::vector<std::uint32_t> live;  // ids of links that are not over, or whose session is not
  std::uint64_t next_identity = 1;
  Box<Script> script;
  ScriptCursor cursor;
};

// What can happen next. At the same microsecond the order is that of the kinds, then host, session.
enum class DueKind : std::uint8_t {
  settling,       // a line that arrived is read; what can never arrive is lost
  arrival,        // a segment reaches its end
  session,        // a session runs one line, or one removal
  connect_timeout,
  handshake_timeout,
  autologout,
  check,          // a device checks mail by itself
  plan,           // a device's plan sends its next command
  script,         // the story's next act
};
// Waits only for time, and may never come: nothing is under way because of it.
bool is_deadline(DueKind kind);
struct Due {
  Time at;
  DueKind kind = DueKind::arrival;
  std::uint32_t host = 0;   // the device, or the device of the link
  std::uint32_t which = 0;  // link, session, device or thread
  friend bool operator==(const Due&, const Due&) = default;
};

std::vector<Due> agenda(const World& world);     // sorted; `advance` runs the first
std::optional<Due> next_due(const World& world);

// What the story would do next, one a thread whose act before is finished: an Input, or a Choice
// (then the op says how many ways there are). Markers are passed over.
struct Offer {
  std::uint32_t thread = 0;
  std::uint32_t op = 0;  // index into the script's ops
};
std::vector<Offer> offers(const World& world);

// Nothing in flight, nothing to run, no plan, no act of the story: only deadlines may be left.
bool quiescent(const World& world);
bool story_ended(const World& world);

std::optional<Inadmissible> admit(World& world, const Input& input, Events& events);

// Runs what is first on the agenda. False when there is nothing at all.
bool advance(World& world, Events& events);

std::uint64_t digest(const World& world);

// What must hold after every moment; empty when it does. For tests.
std::vector<std::string> broken_invariants(const World& world);

// Building a World (before its first moment).
ServerId add_server(World& world, Server server);
MaildropId add_maildrop(World& world, std::string user, std::string password);
DeviceId add_device(World& world, std::string name, Account account);
std::optional<MaildropId> find_maildrop(const World& world, std::string_view user);
std::optional<DeviceId> find_device(const World& world, std::string_view name);

// How long a segment is under way between a device and any server, one way.
Duration latency_of(const World& world, DeviceId id);

// The connection on which a device can send; which it can close or reset, before TLS is done, too.
std::optional<LinkId> standing_link(const World& world, DeviceId id);
std::optional<LinkId> open_link(const World& world, DeviceId id);

// A check rests in IDLE over a connection that brings nothing: it says nothing there, and whoever
// acts on the device need not wait for it. When it next looks it connects anew; if nothing was
// lost until the cable is in again, it goes on as if nothing had been.
bool rests_in_vain(const World& world, DeviceId id);

// What a device speaks on its present connection, or would on its next one.
Protocol protocol_of(const World& world, DeviceId id);

// None while the connection has not opened; the second and third also when it is the other's.
const Session* session_of(const World& world, LinkId id);
const pop3::Session* pop3_session_of(const World& world, LinkId id);
const imap::Session* imap_session_of(const World& world, LinkId id);

}  // namespace popscope::sim
