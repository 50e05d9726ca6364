#pragma once
// A device's account settings, as a mail program asks for them.
#include <cstdint>
#include <string>

#include "sim/core/ids.h"
#include "sim/core/time.h"
#include "sim/session/protocol.h"

namespace popscope::sim {

// What a POP3 client does with what it has fetched. RFC 1939 knows no such setting.
enum class Policy : std::uint8_t {
  remove_at_once,   // DELE behind each RETR ("leave a copy on server" is off)
  leave_on_server,  // fetches what its unique-ids do not know yet, marks nothing
};

struct Account {
  ServerId server;
  Protocol protocol = Protocol::pop3;
  std::uint16_t port = 110;
  bool tls = false;  // from the first octet on, before any line
  std::string user;
  std::string password;
  Policy policy = Policy::remove_at_once;  // POP3
  bool idle = false;      // IMAP: a check stays connected and is told of news (RFC 2177)
  Duration check_every{0};  // 0: by hand
  friend bool operator==(const Account&, const Account&) = default;
};

}  // namespace popscope::sim
