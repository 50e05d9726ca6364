#pragma once
// One POP3 session as its server sees it: a plain copyable value, octets in, octets out. It knows
// no socket, no device and no clock; the maildrops are passed to `run_one`, because a reference
// held here would point into the wrong universe after a copy.
//
// States: AUTHORIZATION -> (login, lock acquired) -> TRANSACTION -> (QUIT) -> UPDATE -> closed.
// Nothing but QUIT enters UPDATE (RFC 1939 section 6).
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
#include "sim/wire/line_framer.h"

namespace popscope::sim::pop3 {

// RFC 2449 section 4: a command line, its CRLF included.
inline constexpr std::size_t kCommandOctetsMax = 255;
// A peer may pipeline (RFC 2449 section 6.6), but not without end: lines that wait to run. What
// comes beyond is thrown away, and behind the lines that wait the session ends.
inline constexpr std::size_t kPendingLinesMax = 1000;
// RFC 1939 section 3: an autologout timer must be of at least 10 minutes' duration.
inline constexpr Duration kAutologout = seconds(600);

struct Config {
  std::string greeting = "popscope ready";
  std::string host_name = "mail.example.net";
  bool apop = false;                     // the greeting carries a timestamp
  Duration autologout = kAutologout;
  std::uint32_t refused_in_a_row_max = 20;  // then the session ends, as Dovecot's does
  // A fault, for teaching: DELE removes the message instead of marking it. Its mark then says that
  // it is gone; neither RSET nor a lost connection brings it back.
  bool removes_at_dele = false;
};

// What a session holds in each state.
struct Authorization {
  std::string apop_timestamp;             // "<...>", empty when APOP is not offered
  std::optional<std::string> user;        // after a successful USER, until PASS
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
};

struct Update {
  MaildropId maildrop;
  Box<std::vector<ViewEntry>> view;
  std::vector<MessageNumber> to_remove;  // in order; the first is removed next
  std::uint32_t removed = 0;
  bool some_failed = false;
};

struct Closed {
  ExitCause cause = ExitCause::quit;
  StateKind from = StateKind::authorization;
};

using State = std::variant<Authorization, Transaction, Update, Closed>;
StateKind kind_of(const State& state);

struct Session {
  SessionId id;
  Box<Config> config;
  State state;
  LineFramer framer{kCommandOctetsMax};
  Queue<Line> pending;             // complete lines that have not run
  bool overrun = false;            // a line came when `pending` was full: the end stands behind it
  bool greeted = false;
  bool peer_finished = false;      // the device's FIN has arrived; it stands behind `pending`
  Time last_command;               // when a command was received; the greeting counts as one
  std::uint32_t refused_in_a_row = 0;
  std::uint32_t commands_run = 0;
};

// Why a command got -ERR, for the explanation; `none` for +OK.
enum class Refused : std::uint8_t {
  none, unknown, malformed, too_long, wrong_state, not_after_user, bad_credentials, in_use,
  no_such_message, message_marked, not_offered, removal_failed,
  user_twice,  // USER behind a successful USER (RFC 1939 section 7, USER)
};
inline constexpr int kRefusedKinds = 13;

// What `run_one` did, in the order in which it happened.
struct CommandRan {
  std::string line;                    // as received; a password stands in it
  std::optional<Keyword> keyword;
  Refused refused = Refused::none;
  std::optional<MessageNumber> number;
};
struct StateChanged { StateKind from, to; std::optional<ExitCause> cause; };
struct LockTaken { MaildropId maildrop; };
struct LockReleased { MaildropId maildrop; };
struct MarkSet { MaildropId maildrop; MessageNumber number; UniqueId unique_id; };
struct MarksCleared { MaildropId maildrop; std::uint32_t count; };
struct MessageRemoved {
  MaildropId maildrop;
  MessageNumber number;
  UniqueId unique_id;
  MessagePtr message;
  bool at_dele = false;                // by a server that is at fault, outside UPDATE
};
struct GreetingSent {};
using SessionEvent = std::variant<CommandRan, StateChanged, LockTaken, LockReleased, MarkSet,
                                  MarksCleared, MessageRemoved, GreetingSent>;

enum class Then : std::uint8_t { go_on, close };

struct Output {
  std::string octets;                 // one reply, or nothing
  std::vector<SessionEvent> events;
  Then then = Then::go_on;            // close: send FIN behind the octets
  std::optional<std::uint32_t> answers;  // the command, counted over the session, from 0
};

using sim::Store;

Session open(SessionId id, Box<Config> config, Time now, std::uint64_t seed);

// Octets from the peer. Gives the lines that they completed (for narration); nothing runs yet.
// Ignored once the session is past TRANSACTION.
std::vector<Line> receive(Session& session, std::string_view octets, Time now);

// The device's FIN arrived: lines before it still run, then the session ends without UPDATE.
void peer_closed(Session& session);

// The device's RST arrived: the session ends at once and what has not run is discarded.
// Releases the lock.
void peer_reset(Session& session, Store& store, Output& out);

// When the silence limit ends the session; none once it is past TRANSACTION.
std::optional<Time> deadline(const Session& session);

// The silence limit has passed: closes without a reply and without UPDATE (RFC 1939 section 3).
void expire(Session& session, Store& store, Output& out);

// True when `run_one` has something to do: the greeting, a line, a removal in UPDATE, the end.
bool runnable(const Session& session);

// QUIT has been received and will run: whatever becomes of the connection, UPDATE is entered.
bool quit_waits(const Session& session);

// Does exactly one of those. `out` is cleared first (its capacity is kept: this is a hot path).
void run_one(Session& session, Store& store, Time now, Output& out);

void digest(Digest& d, const Config& config);
void digest(Digest& d, const Session& session);

}  // namespace popscope::sim::pop3
