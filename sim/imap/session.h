#pragma once
// One IMAP session as its server sees it: a plain copyable value, octets in, octets out. It knows
// no socket, no device and no clock; the maildrops are passed in, because a reference held here
// would point into the wrong universe after a copy.
//
// States: NOT AUTHENTICATED -> (LOGIN) -> AUTHENTICATED -> (SELECT) -> SELECTED, and LOGOUT from
// each (RFC 9051 section 3).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/core/box.h"
#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/queue.h"
#include "sim/core/time.h"
#include "sim/imap/command_table.h"
#include "sim/mail/maildrop.h"
#include "sim/wire/command_framer.h"

namespace popscope::sim::imap {

// A peer may pipeline (RFC 9051 section 5.5), but not without end: items that wait to run. What
// comes beyond is thrown away, and behind the items that wait the session ends.
inline constexpr std::size_t kPendingMax = 1000;
// RFC 9051 section 5.4: an autologout timer must be of at least 30 minutes' duration.
inline constexpr Duration kAutologout = seconds(1800);
// Mailboxes of one person. Nobody keeps more, and each is looked at by LIST.
inline constexpr std::size_t kFoldersMax = 1000;

struct Config {
  std::string greeting = "popscope ready";
  char delimiter = '/';  // of names in the hierarchy (RFC 9051 section 5.1)
  Duration autologout = kAutologout;
  std::uint32_t refused_in_a_row_max = 20;  // then the session ends, with BYE
  FramerLimits limits{};
};

// What a session holds in each state.
struct Authenticating {  // between AUTHENTICATE and the client's answer (RFC 9051 section 6.2.2)
  std::string tag;
  bool login = false;               // the mechanism LOGIN, not PLAIN
  std::optional<std::string> user;  // LOGIN's first answer
};
struct NotAuthenticated {
  std::optional<Authenticating> authenticating;
};

struct Authenticated {
  MaildropId maildrop;
  std::optional<std::string> idling;  // the tag of IDLE, until DONE
};

// A message as the client has been told of it. Its place in the view is its sequence number: that
// moves when a message before it is expunged, but only when the client is told.
struct ViewEntry {
  Uid uid;
  MessagePtr message;
  Time internal_date;
  Flags flags;          // as last reported, or asked for
  bool recent = false;  // this session is the first that has been told of it
};

struct Selected {
  MaildropId maildrop;
  std::optional<std::string> idling;
  std::uint32_t mailbox = 0;  // its UIDVALIDITY
  bool read_only = false;     // EXAMINE
  Box<std::vector<ViewEntry>> view;
  std::uint64_t version = 0;   // the mailbox's, when the view was last compared with it
  std::uint32_t keywords = 0;  // how many of the mailbox's the client knows
};

struct LoggedOut {
  Cause cause = Cause::logout;
  StateKind from = StateKind::not_authenticated;
};

using State = std::variant<NotAuthenticated, Authenticated, Selected, LoggedOut>;
StateKind kind_of(const State& state);

struct Session {
  SessionId id;
  Box<Config> config;
  State state;
  CommandFramer framer;
  Queue<Framed> pending;  // what is complete and has not run
  bool overrun = false;   // something came when `pending` was full: the end stands behind it
  bool greeted = false;
  bool peer_finished = false;  // the device's FIN has arrived; it stands behind `pending`
  Time last_command;           // when a command was received; the greeting counts as one
  std::uint32_t refused_in_a_row = 0;
  std::uint32_t items_run = 0;  // commands, and announcements of literals
};

// Why a command got NO or BAD, for the explanation; `none` for OK.
enum class Refused : std::uint8_t {
  none,
  unknown,
  malformed,
  too_long,
  too_large,
  wrong_state,
  bad_credentials,
  no_such_mailbox,
  no_such_message,
  read_only,
  in_use,    // a POP3 session holds the maildrop
  selected,  // the mailbox is, by this session
  exists,
  not_possible,
  no_room,
  not_offered,
  cancelled,
};
inline constexpr int kRefusedKinds = 17;

// What `run_one` did, in the order in which it happened.
struct CommandRan {
  std::string line;  // as received, up to its first literal; a password stands in it
  std::optional<Keyword> keyword;
  Refused refused = Refused::none;
  // How many messages it named or found, for what is carried out on messages.
  std::optional<std::uint32_t> messages{};
  bool read_only = false;  // what was selected when it ran was opened by EXAMINE
};
struct StateChanged {
  StateKind from, to;
  Cause cause;
};
struct GreetingSent {};
struct FlagsSet {
  MaildropId maildrop;
  std::uint32_t mailbox = 0;
  Uid uid;
  Flags flags;
};
struct MessageExpunged {  // it is gone from the store, for all
  MaildropId maildrop;
  std::uint32_t mailbox = 0;
  Uid uid;
  UniqueId unique_id;
  MessagePtr message;
  std::string moved_to{};  // MOVE, RENAME of INBOX: the mailbox in which it now is
};
struct MessageStored {  // APPEND, COPY, MOVE, RENAME of INBOX
  MaildropId maildrop;
  std::uint32_t mailbox = 0;
  Uid uid;
  UniqueId unique_id;  // empty in a mailbox that POP3 does not see
  MessagePtr message;
  Flags flags;
  std::uint32_t from_mailbox = 0;  // where it was copied or moved from; 0: APPEND
  Uid from_uid{};
};
// What the client was told without having asked: messages that are gone, that are new, whose flags
// others have changed.
struct NewsTold {
  std::uint32_t expunged = 0;
  std::uint32_t arrived = 0;
  std::uint32_t flags_changed = 0;
};
using SessionEvent = std::variant<CommandRan, StateChanged, GreetingSent, FlagsSet, MessageExpunged,
                                  MessageStored, NewsTold>;

enum class Then : std::uint8_t { go_on, close };

struct Output {
  std::string octets;  // responses, or nothing
  std::vector<SessionEvent> events;
  Then then = Then::go_on;  // close: send FIN behind the octets
  std::optional<std::uint32_t> answers;  // the item, counted over the session; none: it is news
};

Session open(SessionId id, Box<Config> config, Time now);

// Octets from the peer. Gives what they completed (for narration); nothing runs yet. Ignored once
// the session is in LOGOUT.
std::vector<Framed> receive(Session& session, std::string_view octets, Time now);

// The device's FIN arrived: commands before it still run, then the session ends.
void peer_closed(Session& session);

// The device's RST arrived: the session ends at once and what has not run is discarded.
void peer_reset(Session& session, Output& out);

// When the silence limit ends the session; none in LOGOUT.
std::optional<Time> deadline(const Session& session);

// The silence limit has passed: says BYE and closes (RFC 9051 section 5.4). Removes nothing.
void expire(Session& session, Output& out);

// Between IDLE and what ends it: nothing but DONE may come (RFC 9051 section 6.3.13).
bool idles(const Session& session);

// True when `run_one` has something to do: the greeting, a command, news for one that idles, the
// end.
bool runnable(const Session& session, const Store& store);

// Does exactly one of those. `out` is cleared first (its capacity is kept: this is a hot path).
void run_one(Session& session, Store& store, Time now, Output& out);

void digest(Digest& d, const Config& config);
void digest(Digest& d, const Session& session);

}  // namespace popscope::sim::imap
