#pragma once
// What happened, told while it happens: narration for views, transcripts and captures. Events are
// never replayed and never change a World.
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "sim/core/ids.h"
#include "sim/core/shared_octets.h"
#include "sim/core/time.h"
#include "sim/mail/maildrop.h"
#include "sim/device/device.h"
#include "sim/session/session.h"
#include "sim/world/act.h"
#include "sim/world/link.h"

namespace popscope::sim {

// Segments. A segment's number, kind and octets stand in SegmentSent.
struct SegmentSent { LinkId link; Segment segment; };
struct SegmentArrived { LinkId link; std::uint32_t segment = 0; };
struct SegmentLost { LinkId link; std::uint32_t segment = 0; Loss why = Loss::cut; };

// Connections. Each of these closes a step, except ConnectionStarted.
struct ConnectionStarted { LinkId link; DeviceId device; };
struct ConnectionOpened { LinkId link; };                      // the ACK reached the server
// `refused`: nobody listens; `rejected`: a firewall answers, whoever may listen behind it. The
// device gets an RST in both cases and cannot tell them apart.
// `unfinished`: SYN was answered, and what followed was lost. `given_up`: one of the ends closed or
// reset it before it was open.
enum class ConnectFailure : std::uint8_t { refused, rejected, timed_out, unfinished, given_up };
struct ConnectionFailed { LinkId link; ConnectFailure why = ConnectFailure::refused; };
struct ConnectionOver { LinkId link; };                        // both ends know that it is over

// Lines. `index` counts command lines, or replies, over the link, from 0.
struct CommandSent { LinkId link; std::uint32_t index = 0; SharedOctets octets; };
struct CommandReceived {  // its line end reached the server's framer: closes the command's step
  LinkId link;
  std::uint32_t index = 0;
  Received command;
};
struct CommandLost { LinkId link; std::uint32_t index = 0; };  // it can never arrive: closes it too
// It is never answered: because QUIT stood before it or the session is over; or because it came in
// plain text behind STLS, and so perhaps from somebody else (RFC 2595 section 4).
enum class Discard : std::uint8_t { behind_the_end, before_tls };
struct CommandDiscarded {
  LinkId link;
  std::uint32_t index = 0;
  Discard why = Discard::behind_the_end;
};
struct ReplySent {
  LinkId link;
  std::uint32_t index = 0;
  SharedOctets octets;
  std::optional<std::uint32_t> command{};  // as ReplyReceived's
};
struct ReplyReceived {  // its last octet reached the device: closes the reply's step
  LinkId link;
  std::uint32_t index = 0;
  std::optional<std::uint32_t> command;  // which it answers; none: the greeting, news
  bool ok = false;                       // +OK, or OK with its tag; of news: no BYE
};
struct ReplyLost { LinkId link; std::uint32_t index = 0; };

// What the server's session did.
struct SessionDid { SessionId session; SessionEvent what; };
struct SessionExpired { SessionId session; };  // autologout (RFC 1939 section 3)

// What the device and the world outside did; CableCut ... StorageChanged are steps of their own.
struct MessageFetched { DeviceId device; LinkId link; Brought what; };
struct CheckStarted { DeviceId device; };
struct CheckEnded { DeviceId device; std::uint32_t fetched = 0; bool refused = false; };
struct CableCut { DeviceId device; };
struct CablePlugged { DeviceId device; };
// Why the device sent it, where its user did not want it.
struct ResetSent {
  LinkId link;
  bool no_tls = false;                       // the server's first octets were no TLS
  std::optional<pop3::TooMuch> too_much{};   // a reply was beyond what the device takes
};
struct HandshakeTimedOut { LinkId link; };               // the server waited for TLS
struct TlsBegan { LinkId link; };                        // STLS was answered: the handshake comes
struct TlsStarted { LinkId link; };                      // ... is done: closes its step
struct CloseSent { LinkId link; };
struct MessageDelivered {
  MaildropId maildrop;
  UniqueId unique_id;
  MessagePtr message;
  Uid uid{};
};
struct SettingsChanged { Set change; };
struct FirewallChanged { Filter change; };
struct ServerStopped { ServerId server; };
struct ServerStarted { ServerId server; };
struct LatencyChanged { Delay change; };
struct StorageChanged { Storage change; };
struct MessageUsed {  // a step of its own
  Use use;
  MessagePtr message;
  Tells tells = Tells::nobody;
  std::uint32_t copy = 0;  // as FetchedMessage's
};
// The device's copy is gone: a check found that the server has it no longer, or its user removed a
// copy of which no server is to be told.
struct MessageDropped { DeviceId device; Dropped what; };
struct MessageReflagged { DeviceId device; Reflagged what; };
struct WaitStarted { Time until; };
struct WaitEnded {};
struct MarkerPassed { std::uint32_t index = 0; };
struct WayChosen { std::uint32_t option = 0; };
struct ActNotPossible { Inadmissible why = Inadmissible::not_connected; };  // an act of the story

using Event =
    std::variant<SegmentSent, SegmentArrived, SegmentLost, ConnectionStarted, ConnectionOpened,
                 ConnectionFailed, ConnectionOver, CommandSent, CommandReceived, CommandLost,
                 CommandDiscarded, ReplySent, ReplyReceived, ReplyLost, SessionDid, SessionExpired,
                 MessageFetched, CheckStarted, CheckEnded, CableCut, CablePlugged, ResetSent,
                 HandshakeTimedOut, TlsBegan, TlsStarted, CloseSent,
                 MessageDelivered, SettingsChanged, FirewallChanged, ServerStopped, ServerStarted,
                 LatencyChanged, StorageChanged, MessageUsed, MessageDropped, MessageReflagged,
                 WaitStarted, WaitEnded, MarkerPassed, WayChosen, ActNotPossible>;

using Events = std::vector<Event>;

template <class What, class Of>
inline constexpr bool kIsOneOf = false;
template <class What, class... Alternatives>
inline constexpr bool kIsOneOf<What, std::variant<Alternatives...>> =
    (std::is_same_v<What, Alternatives> || ...);

// What a session did, when it was a `What`: of pop3's or of imap's events.
template <class What>
const What* deed(const SessionDid& did) {
  return std::visit(
      [](const auto& of) -> const What* {
        if constexpr (kIsOneOf<What, std::decay_t<decltype(of)>>) {
          return std::get_if<What>(&of);
        } else {
          return nullptr;
        }
      },
      did.what);
}

}  // namespace popscope::sim
