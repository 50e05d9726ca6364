#pragma once
// A maildrop: what a server keeps for one person, and who holds its lock. It *is* that person's
// INBOX: what POP3 removes is gone from it, and IMAP's other mailboxes, which POP3 cannot see,
// stand beside it. It knows no message numbers (those belong to a session) and no marks (those
// too). The lock is a visible field, not a guard object: learners must see who holds it, and a
// guard cannot be copied with the World.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/time.h"
#include "sim/mail/mailbox.h"
#include "sim/mail/message.h"

namespace popscope::sim {

struct Maildrop : Mailbox {
  std::string user;
  std::string password;
  std::optional<SessionId> locked_by;  // RFC 1939 section 4: exclusive access
  std::uint64_t next_unique = 1;       // never goes back: an id is not given again
  std::uint64_t unique_salt = 0;       // from the World's seed; makes ids of two maildrops differ
  std::vector<Mailbox> folders;        // in order of creation; none is called INBOX
  // RFC 9051 section 6.3.7: names, in order; one stays though there is no such mailbox any more.
  std::vector<std::string> subscriptions;
  std::uint32_t next_uid_validity = 2;  // INBOX has 1

  // --- what a site may have decided about the account, for POP3 ---
  bool pop3_disabled = false;           // the account may not use POP3
  std::string app_password;             // with programs it wants this one; empty: the ordinary one
  std::string oauth_token;              // what OAUTHBEARER takes (RFC 7628); empty: none
  bool refuses_removal = false;         // the storage removes nothing: a disk that is read only
  std::optional<Time> last_login;       // by POP3, where LOGIN-DELAY asks for it

  friend bool operator==(const Maildrop&, const Maildrop&) = default;
};

// What the mailboxes of one person hold together, INBOX among them: as many as a scenario may give
// them at the start. A copy shares its octets, but is looked at by every SEARCH and kept in every
// snapshot; without a limit COPY into the same mailbox doubles it each time.
inline constexpr std::size_t kMaildropMessagesMax = 10'000;
bool has_room(const Maildrop& maildrop, std::size_t more);

// Stores a message at the end and gives it a unique-id, too. Whether there is room was asked
// before.
const StoredMessage& deliver(Maildrop& maildrop, MessagePtr message, Time received = {},
                             Flags flags = {});

// True when a message with that unique-id was there and has been removed.
bool remove(Maildrop& maildrop, const UniqueId& unique_id);

const StoredMessage* find(const Maildrop& maildrop, const UniqueId& unique_id);

// Mailboxes by name (INBOX in any case, RFC 9051 section 5.1), or by what tells them apart for
// ever.
const Mailbox* find_mailbox(const Maildrop& maildrop, std::string_view name);
const Mailbox* find_mailbox(const Maildrop& maildrop, std::uint32_t uid_validity);
Mailbox* find_mailbox(Maildrop& maildrop, std::uint32_t uid_validity);

// Takes the name onto the list of subscriptions, or off it.
void subscribe(Maildrop& maildrop, const std::string& name, bool subscribed);

// A new and empty mailbox; there is none of that name yet.
Mailbox& add_folder(Maildrop& maildrop, std::string name);

// Stores a message in one of the maildrop's mailboxes; in INBOX it is a delivery.
const StoredMessage& store(Maildrop& maildrop, std::uint32_t uid_validity, MessagePtr message,
                           Time internal_date, Flags flags);

void digest(Digest& d, const Maildrop& maildrop);

// The maildrops that a session may see, by id. It is handed to a session when it runs and held by
// none: a held reference would point into the wrong universe after a copy.
class Store {
 public:
  virtual ~Store() = default;
  virtual std::optional<MaildropId> find_user(std::string_view user) const = 0;
  virtual const Maildrop& maildrop(MaildropId id) const = 0;
  virtual Maildrop& modify(MaildropId id) = 0;
};

}  // namespace popscope::sim
