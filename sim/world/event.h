#pragma once
// What happened, told while it happens: narration for views, transcripts and captures. Events are
// never replayed and never change a World.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/core/ids.h"
#include "sim/core/shared_octets.h"
#include "sim/core/time.h"
#include "sim/mail/maildrop.h"
#include "sim/pop3/client.h"
#include "sim/pop3/session.h"
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
enum class ConnectFailure : std::uint8_t { refused, timed_out };
struct ConnectionFailed { LinkId link; ConnectFailure why = ConnectFailure::refused; };
struct ConnectionOver { LinkId link; };                        // both ends know that it is over

// Lines. `index` counts command lines, or replies, over the link, from 0.
struct CommandSent { LinkId link; std::uint32_t index = 0; SharedOctets octets; };
struct CommandReceived {  // its line end reached the server's framer: closes the command's step
  LinkId link;
  std::uint32_t index = 0;
  Line line;
};
struct CommandLost { LinkId link; std::uint32_t index = 0; };  // it can never arrive: closes it too
struct CommandDiscarded { LinkId link; std::uint32_t index = 0; };  // behind QUIT, or session over
struct ReplySent { LinkId link; std::uint32_t index = 0; SharedOctets octets; };
struct ReplyReceived {  // its last octet reached the device: closes the reply's step
  LinkId link;
  std::uint32_t index = 0;
  pop3::Awaited to;
  bool ok = false;
};
struct ReplyLost { LinkId link; std::uint32_t index = 0; };

// What the server's session did.
struct SessionDid { SessionId session; pop3::SessionEvent what; };
struct SessionExpired { SessionId session; };  // autologout (RFC 1939 section 3)

// What the device and the world outside did; CableCut ... SettingsChanged are steps of their own.
struct MessageFetched { DeviceId device; MessagePtr message; };
struct CheckStarted { DeviceId device; };
struct CheckEnded { DeviceId device; std::uint32_t fetched = 0; bool refused = false; };
struct CableCut { DeviceId device; };
struct CablePlugged { DeviceId device; };
struct ResetSent { LinkId link; };
struct CloseSent { LinkId link; };
struct MessageDelivered { MaildropId maildrop; UniqueId unique_id; MessagePtr message; };
struct SettingsChanged { Set change; };
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
                 CloseSent, MessageDelivered, SettingsChanged, WaitStarted, WaitEnded,
                 MarkerPassed, WayChosen, ActNotPossible>;

using Events = std::vector<Event>;

}  // namespace popscope::sim
