#pragma once
// How a connection stands, or what ended it: as the server knows it, and where the server has not
// noticed, as the device does. Read from the World as it is; no event is needed.
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "sim/world/world.h"

namespace popscope::lesson {

enum class ConnectionState : std::uint8_t {
  opening,            // no session yet
  open,
  cut,                // octets are lost, and nobody has ended it
  quit,
  logout,
  closed,             // by the device's FIN, without QUIT or LOGOUT
  reset,              // by the device's RST
  autologout,         // by the server: the silence limit
  too_many_errors,    // by the server: the limit on refused commands in a row
  ended_by_server,    // by the server for another reason: the selected mailbox is gone, say
  refused,            // RST in the place of SYN ACK
  timed_out,          // no answer to SYN, or its opening was lost
  handshake_failed,   // over before the TLS handshake was done
};
inline constexpr int kConnectionStates = 13;
std::string_view to_text(ConnectionState state);  // as files have it: "timed out"

// How a session came to its end. In UPDATE it has: by QUIT, and nothing stops what follows.
using SessionEnd = std::variant<sim::pop3::Closed, sim::imap::LoggedOut>;
std::optional<SessionEnd> end_of(const sim::Session& session);  // none: it goes on
ConnectionState state_after(const SessionEnd& end);

// Of a device's latest connection.
ConnectionState state_of(const sim::World& world, const sim::Link& link);

}  // namespace popscope::lesson
