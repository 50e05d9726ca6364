#pragma once
// Which mailbox a client has in front of it, as far as it can tell: whose, and which of them. A UID
// names a message only together with these (RFC 9051 section 2.3.1.1), a unique-id only with whose
// maildrop it is (RFC 1939 section 7).
#include <cstdint>
#include <string>

#include "sim/core/digest.h"

namespace popscope::sim {

struct Origin {
  std::string user;                // as it logged in; empty: it has not
  bool inbox = false;              // POP3 knows no other
  std::uint32_t uid_validity = 0;  // IMAP; 0: nothing is selected
  friend bool operator==(const Origin&, const Origin&) = default;
};

inline void digest(Digest& d, const Origin& origin) {
  d.text(origin.user);
  d.flag(origin.inbox);
  d.u32(origin.uid_validity);
}

}  // namespace popscope::sim
