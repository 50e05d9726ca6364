#pragma once
// A device's account settings, as a mail program asks for them.
#include <cstdint>
#include <string>

#include "sim/core/ids.h"

namespace popscope::sim {

enum class Policy : std::uint8_t {
  remove_at_once,   // DELE behind each RETR ("leave a copy on server" is off)
  leave_on_server,  // fetches what its unique-ids do not know yet, marks nothing
};

struct Account {
  ServerId server;
  std::uint16_t port = 110;
  std::string user;
  std::string password;
  Policy policy = Policy::remove_at_once;
  friend bool operator==(const Account&, const Account&) = default;
};

}  // namespace popscope::sim
