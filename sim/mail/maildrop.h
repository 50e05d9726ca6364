#pragma once
// A maildrop: the messages of one person on a server, and who holds its lock. It knows no message
// numbers (those belong to a session) and no marks (those too). The lock is a visible field, not a
// guard object: learners must see who holds it, and a guard cannot be copied with the World.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/mail/message.h"

namespace popscope::sim {

// RFC 1939 section 7, UIDL: 1 to 70 characters of 0x21-0x7E, persistent, never given twice.
using UniqueId = std::string;

struct StoredMessage {
  UniqueId unique_id;
  MessagePtr message;
  friend bool operator==(const StoredMessage&, const StoredMessage&) = default;
};

struct Maildrop {
  std::string user;
  std::string password;
  std::vector<StoredMessage> messages;  // in order of arrival
  std::optional<SessionId> locked_by;   // RFC 1939 section 4: exclusive access
  std::uint64_t next_unique = 1;        // never goes back: an id is not given again
  std::uint64_t unique_salt = 0;        // from the World's seed; makes ids of two maildrops differ

  friend bool operator==(const Maildrop&, const Maildrop&) = default;
};

// Stores a message at the end and gives it a unique-id.
const StoredMessage& deliver(Maildrop& maildrop, MessagePtr message);

// True when a message with that unique-id was there and has been removed.
bool remove(Maildrop& maildrop, const UniqueId& unique_id);

const StoredMessage* find(const Maildrop& maildrop, const UniqueId& unique_id);

void digest(Digest& d, const Maildrop& maildrop);

}  // namespace popscope::sim
