#pragma once
// A device: account, a local store, the client's half of its connection, and, while it checks mail
// by itself, a plan. It sees replies, never a maildrop. A plain copyable value; the World moves
// its octets.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/time.h"
#include "sim/device/account.h"
#include "sim/mail/maildrop.h"
#include "sim/mail/message.h"
#include "sim/mail/origin.h"
#include "sim/sasl/client.h"
#include "sim/session/client.h"

namespace popscope::sim {

struct FetchedMessage {
  MessagePtr message;   // as it was brought, stuffing taken off
  UniqueId unique_id;   // POP3; empty when the device never asked for it
  Time fetched;
  Uid uid{};            // IMAP; 0: not fetched by IMAP
  Flags flags{};        // IMAP: as the server last told them, or as its user set them here
  Origin from{};        // whose UID or unique-id it is
  std::uint32_t copy = 0;  // counts all that the device ever stored: tells alike ones apart
  friend bool operator==(const FetchedMessage&, const FetchedMessage&) = default;
};

// IMAP: what its user did to a message here and the server has not been told yet.
struct LocalChange {
  Uid uid;
  SystemFlag flag = SystemFlag::seen;  // set; \Deleted: expunged, too
  Origin from{};                       // where the server has to be told of it
  friend bool operator==(const LocalChange&, const LocalChange&) = default;
};

struct UidFlags {
  Uid uid;
  Flags flags;
  friend bool operator==(const UidFlags&, const UidFlags&) = default;
};

// What a check for mail still has to do: explicit, so that it can be copied and shown. Follows what
// real programs send. `next` is the command that is sent next, or whose reply is awaited.

// One command about one message. Which are sent, and in which order, is decided when the check has
// looked at what there is.
struct Errand {
  enum class Kind : std::uint8_t {
    nothing,    // not needed any more: what it depends on was refused
    list,       // LIST n
    header,     // TOP n 0, for show
    preview,    // TOP n 0 of what is too large to be fetched
    fetch,      // RETR n
    fetch_top,  // TOP n 99999999
    dele,       // DELE n
  };
  Kind kind = Kind::nothing;
  std::uint32_t number = 0;
  friend bool operator==(const Errand&, const Errand&) = default;
};

struct ScanListing {  // RFC 1939 section 5, LIST
  std::uint32_t number = 0;
  std::uint64_t octets = 0;
  friend bool operator==(const ScanListing&, const ScanListing&) = default;
};

// What CAPA announced, as far as a client cares (RFC 2449 section 6).
struct Announced {
  bool stls = false;
  bool pipelining = false;
  sasl::Mechanisms mechanisms;
  friend bool operator==(const Announced&, const Announced&) = default;
};

struct Pop3Check {
  enum class Next : std::uint8_t {
    capa, stls, user, pass, apop,
    auth, answer,           // a line of the mechanism's exchange
    rset,                   // of one that was refused
    capa_again,             // logged in
    look, errands, quit,
  };
  Next next = Next::user;
  Habits habits{};                       // of the account, when the check began
  bool sealed = false;                   // TLS stands, or a handshake comes
  bool logged_in = false;
  std::string timestamp;                 // of the greeting (RFC 1939 section 7, APOP)
  Announced announced;
  std::uint8_t login = 0;                // which of its ways to log in
  std::optional<sasl::ClientExchange> exchange{};  // of AUTH
  std::string answer;                    // ... what it says next
  std::uint8_t look = 0;                 // which of its looks; behind the last: LIST, for sizes
  std::optional<std::uint32_t> count{};  // told by STAT
  bool knows_ids = false;                // UIDL has told them
  bool knows_sizes = false;              // LIST has
  std::vector<ScanListing> sizes;        // in order of numbers
  std::vector<Errand> errands;           // in order of sending
  std::uint32_t done = 0;                // of these: answered
  std::vector<std::uint32_t> marked;     // numbers whose DELE was answered +OK
};
struct ImapCheck {
  enum class Next : std::uint8_t {
    login, select,
    store, expunge,     // what the device's user did to messages here
    list,               // UID FETCH 1:* (UID FLAGS): what is there
    fetch,              // UID FETCH with BODY.PEEK[]: what is new
    idle, done_idling,  // news, or changes: from `store` again
    logout,
  };
  Next next = Next::login;
  std::uint32_t commands = 0;            // sent, for tags
  std::uint32_t changes_told = 0;        // so many of the device's changes stand in the STORE sent
  std::vector<UidFlags> there;           // what the server told to be there, by sequence number
  std::uint32_t exists = 0;              // how many it said there were, since `there` was asked for
  std::vector<Uid> to_fetch;
  std::optional<Time> rests_since;       // in IDLE: nothing is to be done until there is news
  friend bool operator==(const ImapCheck&, const ImapCheck&) = default;
};
struct Plan {
  enum class Phase : std::uint8_t { connect, dialog, done };
  Phase phase = Phase::connect;
  std::variant<Pop3Check, ImapCheck> dialog;
  std::uint32_t fetched_now = 0;         // messages that were brought
  bool refused = false;                  // login or connection failed
};
Plan new_plan(const Account& account);

struct UidlEntry {
  std::uint32_t number = 0;
  UniqueId unique_id;
  friend bool operator==(const UidlEntry&, const UidlEntry&) = default;
};

// A message that was fetched. It is known until the server lists it no longer, or until a removal
// is believed: a check marked it, and QUIT was answered +OK.
struct KnownUniqueId {
  std::string user;  // in whose maildrop
  UniqueId unique_id;
  Time fetched{};       // by the device's clock
  bool removed = false; // its user removed the copy here
  friend bool operator==(const KnownUniqueId&, const KnownUniqueId&) = default;
};

// What is held of a message that is too large to be fetched.
struct Preview {
  MessagePtr header;       // as TOP n 0 brought it
  UniqueId unique_id;      // empty: the device does not ask for it, so the next check knows it not
  std::string user;        // in whose maildrop
  std::uint64_t octets = 0;  // of the whole message, as LIST told; 0: it did not
  friend bool operator==(const Preview&, const Preview&) = default;
};

struct Device {
  std::string name;
  Account account;
  bool cut = false;                       // its cable is pulled
  std::optional<Duration> latency;        // of its segments, one way; none: the World's
  std::optional<LinkId> link;             // its present connection
  Client client;                          // of that connection
  std::optional<Plan> plan;
  std::vector<UidlEntry> listed;          // what UIDL told in the present session, by number
  std::vector<FetchedMessage> store;
  std::uint32_t copies = 0;               // stored so far
  std::vector<std::uint64_t> stored;      // digests of what was ever in `store`: an index
  std::vector<KnownUniqueId> known;       // of what was fetched, kept across sessions
  std::vector<Preview> previews;          // of what was not
  std::vector<LocalChange> changes;       // IMAP: in the order in which they were made
  std::optional<Origin> owes_expunge;     // IMAP: where a removal was flagged, not carried out
  Time check_counts_from;                 // `check_every` does: from the last check, or its setting
  std::string last_reply;                 // the status line of the last reply that it took
};

// A check that came to rest in IDLE: it holds its connection and waits for news.
bool rests(const Device& device);
// RFC 2177 section 3: clients end IDLE and begin it anew at least every 29 minutes.
inline constexpr Duration kIdleMax = seconds(29 * 60);
void wake(Device& device);  // leaves IDLE to look again; it must rest

// When it looks by itself: because its next check is due, or to begin IDLE anew. None while a check
// is under way.
std::optional<Time> looks_next(const Device& device);

// The next command line of the plan with its CRLF; none while a reply is awaited or it is done.
std::optional<std::string> next_command(const Device& device);

// The plan's next command has been sent.
void plan_sent(Device& device);

struct Brought {
  FetchedMessage copy;
  std::uint32_t number = 0;  // POP3: the message number that was asked for
};

struct Dropped {
  MessagePtr message;
  std::uint32_t copy = 0;
};

struct Reflagged {
  MessagePtr message;
  std::uint32_t copy = 0;
  Flags flags;
};

// What octets from the server meant to the device.
struct Learned {
  std::vector<Brought> fetched;      // stored; their identity is 0, for a device cannot know which
                                     // delivery it was
  std::vector<Dropped> dropped;      // IMAP: the server has them no longer, so the copy goes
  std::vector<Reflagged> reflagged;  // IMAP: as the server told them
  bool refused = false;              // -ERR, NO, BAD; BYE that no tagged OK follows
  bool begins_tls = false;           // +OK to STLS: the handshake is the device's to begin
  bool hangs_up = false;             // the plan is done, and the server will not close
  std::optional<pop3::TooMuch> too_much;  // the server sent this: the device gives it up
};

// Reads octets from the server: keeps status lines, stores what a reply brings (RETR, FETCH),
// remembers unique-ids (UIDL) and flags, moves the plan on.
Learned take_octets(Device& device, std::string_view octets, Time now);

// The nth message of that subject in its store.
std::optional<std::size_t> find_held(const Device& device, std::string_view subject,
                                     std::uint32_t nth);

// Who learns of what its user did to a message.
enum class Tells : std::uint8_t {
  server,       // it came by IMAP from the INBOX of the device's account
  pop3_server,  // it came by POP3, and is left on the server until its user removes it
  nothing_new,  // ... but as far as the device knows the server knows it already
  nobody,
};

// Its user reads a message of the store, or removes it (\Deleted; where no server is told, the copy
// is gone at once). To remove what is flagged already is to ask for EXPUNGE again. By POP3 the copy
// is gone at once, too; the next check with Policy::leave_until_removed marks its message.
Tells use_message(Device& device, std::size_t message, SystemFlag flag);

// The connection failed or is over: the plan ends.
void connection_over(Device& device);

void digest(Digest& d, const Device& device);

}  // namespace popscope::sim
