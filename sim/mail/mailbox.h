#pragma once
// A mailbox: messages in order of arrival, and what a server keeps about each for all who read it:
// UID, internal date, flags. It knows no sequence numbers and no \Recent (those belong to a
// session), and no user (that is the maildrop's).
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/time.h"
#include "sim/mail/message.h"

namespace popscope::sim {

// RFC 1939 section 7, UIDL: 1 to 70 characters of 0x21-0x7E, persistent, never given twice. POP3's
// alone: an IMAP client knows a message by its UID, and the two have nothing to do with each other.
using UniqueId = std::string;

// RFC 9051 section 2.3.1.1: strictly ascending in a mailbox, from 1, never given twice.
using Uid = Number<struct UidTag>;

// RFC 9051 section 2.3.2. \Recent is none of them: no client can set it, each session has its own.
enum class SystemFlag : std::uint8_t {
  answered = 1,
  flagged = 2,
  deleted = 4,
  seen = 8,
  draft = 16
};
inline constexpr SystemFlag kSystemFlags[] = {SystemFlag::answered, SystemFlag::flagged,
                                              SystemFlag::deleted, SystemFlag::seen,
                                              SystemFlag::draft};
std::string_view to_text(SystemFlag flag);                          // "\\Seen"
std::optional<SystemFlag> system_flag_from(std::string_view name);  // case-insensitive

// A mailbox gives its keywords numbers, so that the flags of a message are two numbers. As many
// keywords as have a place in 32 bits; more are refused (RFC 5530, LIMIT).
inline constexpr std::size_t kKeywordsMax = 32;

struct Flags {
  std::uint8_t system = 0;     // SystemFlag, or'ed
  std::uint32_t keywords = 0;  // bit n: the mailbox's keyword n
  bool has(SystemFlag flag) const { return (system & static_cast<std::uint8_t>(flag)) != 0; }
  void set(SystemFlag flag) { system = static_cast<std::uint8_t>(system | static_cast<int>(flag)); }
  friend bool operator==(const Flags&, const Flags&) = default;
};

struct StoredMessage {
  UniqueId unique_id;  // empty in a mailbox that POP3 does not see
  MessagePtr message;
  Uid uid;
  Time internal_date;  // when the server received it
  Flags flags;
  friend bool operator==(const StoredMessage&, const StoredMessage&) = default;
};

struct Mailbox {
  std::string name = "INBOX";
  std::vector<StoredMessage> messages;  // in order of arrival: of UID, too
  // RFC 9051 section 2.3.1.1: together with a UID it names a message for ever. No two mailboxes of
  // a person have the same, so it also tells a mailbox from a later one of the same name.
  std::uint32_t uid_validity = 1;
  Uid uid_next{1};
  Uid first_recent{1};                // from here on no session has been told of them
  std::vector<std::string> keywords;  // in use, in order of first use
  std::uint64_t version = 0;          // grows with every change: what a session compares
  friend bool operator==(const Mailbox&, const Mailbox&) = default;
};

// Stores a message at the end and gives it the next UID.
StoredMessage& append(Mailbox& mailbox, MessagePtr message, Time internal_date, Flags flags = {});

const StoredMessage* find(const Mailbox& mailbox, Uid uid);

// True when it was there and has been removed.
bool remove(Mailbox& mailbox, Uid uid);

// True when it was there; nothing happens when it has these flags already.
bool set_flags(Mailbox& mailbox, Uid uid, Flags flags);

// The keyword's place, given on first use; none when there is no room for one more.
std::optional<std::size_t> keyword_place(Mailbox& mailbox, std::string_view name);
std::optional<std::size_t> find_keyword(const Mailbox& mailbox, std::string_view name);

// "\\Seen", "$Forwarded": in the order of RFC 9051's examples, keywords behind.
std::vector<std::string_view> names_of(Flags flags, const std::vector<std::string>& keywords);

void digest(Digest& d, const Mailbox& mailbox);

}  // namespace popscope::sim
