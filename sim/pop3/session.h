#pragma once
// One POP3 session as its server sees it: a plain copyable value, octets in, octets out. It knows
// no socket, no device and no clock; the maildrops are passed to `run_one`, because a reference
// held here would point into the wrong universe after a copy.
//
// States: AUTHORIZATION -> (login, lock acquired) -> TRANSACTION -> (QUIT) -> UPDATE -> closed.
// Nothing but QUIT enters UPDATE (RFC 1939 section 6), but on a server with that fault.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/core/box.h"
#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/queue.h"
#include "sim/core/shared_octets.h"
#include "sim/core/time.h"
#include "sim/mail/maildrop.h"
#include "sim/pop3/command.h"
#include "sim/pop3/command_table.h"
#include "sim/pop3/config.h"
#include "sim/sasl/server.h"
#include "sim/wire/line_framer.h"

namespace popscope::sim::pop3 {

// A peer may pipeline (RFC 2449 section 6.6), but not without end: lines that wait to run. What
// comes beyond is thrown away, and behind the lines that wait the session ends.
inline constexpr std::size_t kPendingLinesMax = 1000;

// What a session holds in each state.
struct Authorization {
  std::optional<std::string> user;        // after a successful USER, until PASS
  // Behind AUTH: the next line is no command but an answer to the mechanism (RFC 5034 section 4).
  std::optional<sasl::Exchange> exchange;
};

struct ViewEntry {  // one message as this session numbered it at login; never renumbered
  UniqueId unique_id;
  MessagePtr message;
};

struct Transaction {
  MaildropId maildrop;
  Box<std::vector<ViewEntry>> view;  // frozen at login (RFC 1939 section 4)
  Box<std::vector<bool>> marked;     // one flag a message
  std::uint32_t count = 0;           // messages that are not marked, and their octets: STAT's two
  std::uint64_t octets = 0;          // numbers, kept so that STAT need not count
  // Of each message: it has been retrieved. Kept only where the server makes something of it.
  std::optional<Box<std::vector<bool>>> retrieved;
};

// Why a message is removed: it was marked; the site lets go what is old or was retrieved (RFC 2449
// section 6.7, EXPIRE); or the server is at fault and does it at DELE, outside UPDATE.
enum class RemovedFor : std::uint8_t { mark, policy, dele };

struct ToRemove {
  MessageNumber number;
  RemovedFor why = RemovedFor::mark;
};

struct Update {
  MaildropId maildrop;
  Box<std::vector<ViewEntry>> view;
  std::vector<ToRemove> to_remove;       // in order; the first is removed next
  std::uint32_t removed = 0;
  bool some_failed = false;
  std::optional<Box<std::vector<bool>>> retrieved;  // as Transaction's
  // Of another than QUIT nobody waits for a reply: a server at fault that removes all the same.
  ExitCause cause = ExitCause::quit;
  bool logged_in = true;                 // else it has no lock: QUIT before login, another fault
};

struct Closed {
  ExitCause cause = ExitCause::quit;
  StateKind from = StateKind::authorization;
};

using State = std::variant<Authorization, Transaction, Update, Closed>;
StateKind kind_of(const State& state);

// TLS as far as the session is concerned: what it may offer and what may be said. On port 995 it is
// there from the first line on; STLS begins it (RFC 2595 section 4).
enum class Tls : std::uint8_t { none, begins, active };

// A reply that waits: a failed login is answered late, so that guessing takes long.
struct Held {
  Time until;
  std::string octets;
  std::uint32_t answers = 0;
  std::optional<ExitCause> then_ends;
};

// Why a session ends behind the lines that wait, though none of them says so.
enum class EndsBehind : std::uint8_t { nothing, too_many_lines, too_long_line };

struct Session {
  SessionId id;
  Box<Config> config;
  State state;
  LineFramer framer{kCommandOctetsMax};
  Queue<Line> pending;             // complete lines that have not run
  EndsBehind ends_behind = EndsBehind::nothing;
  Tls tls = Tls::none;
  std::uint64_t seed = 0;          // of what must not be guessed: timestamp, challenges
  std::string apop_timestamp;      // the greeting's "<...>"; empty when APOP is not offered
  bool utf8 = false;               // RFC 6856 section 2: UTF8 was given
  std::optional<Held> held;        // nothing runs before it has gone out
  bool greeted = false;
  bool peer_finished = false;      // the device's FIN has arrived; it stands behind `pending`
  Time last_command;               // when a command was received; the greeting counts as one
  std::uint32_t refused_in_a_row = 0;
  std::uint32_t failed_logins = 0;
  std::uint32_t commands_run = 0;
};

// Why a command got -ERR, for the explanation; `none` for +OK.
enum class Refused : std::uint8_t {
  none, unknown, malformed, too_long, wrong_state, not_after_user, bad_credentials, in_use,
  no_such_message, message_marked, not_offered, removal_failed,
  user_twice,  // USER behind a successful USER (RFC 1939 section 7, USER)
  only_pass,         // another command than PASS or QUIT there, on a server that takes no other
  needs_tls,         // a password would travel in the clear, and the site does not want that
  tls_is_active,     // STLS in TLS (RFC 2595 section 4)
  too_soon,          // [LOGIN-DELAY], RFC 2449 section 8.1.1
  access_disabled,   // the account may not use POP3
  app_password,      // ... or only with a password made for programs
  cancelled,         // "*" in an exchange of AUTH (RFC 5034 section 4)
  bad_base64,        // an answer that is none
  no_such_mechanism,
  needs_utf8,        // [UTF8], RFC 6856 section 5
  behind_utf8,       // STLS behind UTF8 (RFC 6856 section 2)
  message_gone,      // another session has removed it: a server without a lock
  no_such_language,  // RFC 6856 section 3
};
inline constexpr int kRefusedKinds = 26;

// What `run_one` did, in the order in which it happened.
struct CommandRan {
  std::string line;                    // as received; a password stands in it
  std::optional<Keyword> keyword;
  Refused refused = Refused::none;
  std::optional<MessageNumber> number;
  std::optional<std::uint32_t> place{};  // of the message of that number in the view; none: no such
  std::uint32_t index = 0;             // counted over the session, from 0
  bool answer = false;                 // no command: behind AUTH, what the mechanism asked for
};
struct StateChanged { StateKind from, to; std::optional<ExitCause> cause; };
struct MaildropEntered { MaildropId maildrop; };  // by a login; messages are numbered now
struct LockTaken { MaildropId maildrop; };
struct LockReleased { MaildropId maildrop; };
struct MarkSet { MaildropId maildrop; MessageNumber number; UniqueId unique_id; };
struct MarksCleared { MaildropId maildrop; std::uint32_t count; };
struct MessageRemoved {
  MaildropId maildrop;
  MessageNumber number;
  UniqueId unique_id;
  MessagePtr message;
  RemovedFor why = RemovedFor::mark;
};
struct GreetingSent {};
using SessionEvent = std::variant<CommandRan, StateChanged, MaildropEntered, LockTaken,
                                  LockReleased, MarkSet, MarksCleared, MessageRemoved,
                                  GreetingSent>;

// close: send FIN behind the octets. start_tls: a handshake comes next, or the session ends.
enum class Then : std::uint8_t { go_on, close, start_tls };

struct Output {
  std::string octets;                 // one reply, or nothing
  std::vector<SessionEvent> events;
  Then then = Then::go_on;
  std::optional<std::uint32_t> answers;  // the command, counted over the session, from 0
};

using sim::Store;

// Whether a server of that configuration has the command at all; the table says in which state.
bool is_offered(Keyword keyword, const Config& config);

// Whether a session with such a server can end that way.
bool can_happen(const ExitSpec& exit, const Config& config);

// Why the session would refuse the command as it stands, however well its arguments are formed:
// wrong_state, not_offered, only_pass, needs_tls, tls_is_active, behind_utf8, not_after_user or
// user_twice. `none`: it would look at the arguments.
Refused why_not(const Session& session, Keyword keyword);

// Of these, what is refused before anybody looks at the form of the line: the first three.
Refused why_not_here(const Session& session, Keyword keyword);

// Whether a mechanism of AUTH may be used on this connection as it is.
bool is_announced(const Session& session, const sasl::MechanismSpec& mechanism);

// `tls`: the connection is in TLS from its first octet on. The seed makes what must not be guessed:
// the greeting's timestamp, the challenges of AUTH.
Session open(SessionId id, Box<Config> config, Time now, std::uint64_t seed, bool tls = false);

// Octets from the peer. Gives the lines that they completed (for narration); nothing runs yet.
// Ignored once the session is past TRANSACTION.
std::vector<Line> receive(Session& session, std::string_view octets, Time now);

// The handshake behind STLS is done: the session is in AUTHORIZATION as it was at the greeting, and
// knows nothing of what was said before (RFC 2595 section 4).
void tls_started(Session& session);

// What came there was no handshake: the session ends, or goes on in plain text with an -ERR.
void tls_failed(Session& session, Store& store, Output& out);

// The device's FIN arrived: lines before it still run, then the session ends without UPDATE.
void peer_closed(Session& session);

// The device's RST arrived: the session ends at once and what has not run is discarded.
// Releases the lock.
void peer_reset(Session& session, Store& store, Output& out);

// Its server is stopped: the session is gone where it was, be it in the midst of UPDATE. The lock
// goes with it; nothing is removed.
void stop(Session& session, Store& store, Output& out);

// When the silence limit ends the session; none once it is past TRANSACTION.
std::optional<Time> deadline(const Session& session);

// When a reply that waits goes out; nothing runs before.
std::optional<Time> wakes_at(const Session& session);

// Why QUIT would remove the message at that place of the view; none: it stays. A site may let
// go, without a mark, what is old, or what was retrieved (RFC 2449 section 6.7).
std::optional<RemovedFor> leaves_with_quit(const Session& session, const Maildrop& maildrop,
                                           std::size_t place, Time now);

// Where in the view the message of that number stands, from 0; none: there is none. Numbers are
// given once, at login (RFC 1939 section 4), but a server at fault counts anew behind each DELE.
std::optional<std::size_t> place_of(const Session& session, MessageNumber number);

// The number by which the session knows the message at that place; none: by none, on a server that
// counts anew behind each DELE.
std::optional<MessageNumber> number_at(const Session& session, std::size_t place);

// The silence limit has passed: closes without a reply and without UPDATE (RFC 1939 section 3).
void expire(Session& session, Store& store, Output& out);

// True when `run_one` has something to do at once: the greeting, a line, a removal in UPDATE, the
// end. A reply that waits is its business, too, at `wakes_at`.
bool runnable(const Session& session);

// QUIT has been received and will run: whatever becomes of the connection, UPDATE is entered.
bool quit_waits(const Session& session);

// Does exactly one of those. `out` is cleared first (its capacity is kept: this is a hot path).
void run_one(Session& session, Store& store, Time now, Output& out);

void digest(Digest& d, const Session& session);

}  // namespace popscope::sim::pop3
