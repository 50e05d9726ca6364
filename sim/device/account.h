#pragma once
// A device's account settings, as a mail program asks for them.
#include <cstdint>
#include <string>

#include "sim/core/ids.h"
#include "sim/core/time.h"
#include "sim/device/habits.h"
#include "sim/session/protocol.h"

namespace popscope::sim {

// What a POP3 client does with what it has fetched. RFC 1939 knows no such setting: section 8 only
// says that clients have them. All are carried out in a check, by DELE, and decided by unique-id.
enum class Policy : std::uint8_t {
  remove_at_once,       // DELE behind each RETR ("leave a copy on server" is off)
  leave_on_server,      // fetches what its unique-ids do not know yet, marks nothing
  leave_for_days,       // ... until `leave_days` have passed since it fetched a message
  leave_until_removed,  // ... until its user removes the copy
};
inline constexpr int kPolicies = 4;

struct Account {
  ServerId server;
  Protocol protocol = Protocol::pop3;
  std::uint16_t port = 110;
  bool tls = false;  // from the first octet on, before any line
  std::string user;
  std::string password;
  Policy policy = Policy::remove_at_once;  // POP3
  std::uint32_t leave_days = 7;       // by the device's own record of when it fetched a message
  std::uint64_t fetch_octets_max = 0; // POP3: of what LIST says to be larger only the header is
                                      // fetched; 0: no limit
  Habits habits{};        // POP3
  bool idle = false;      // IMAP: a check stays connected and is told of news (RFC 2177)
  Duration check_every{0};  // 0: by hand
  friend bool operator==(const Account&, const Account&) = default;
};

}  // namespace popscope::sim
