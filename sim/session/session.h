#pragma once
// A session of either protocol, for whoever moves octets and time and need not know which it is.
// A plain copyable value; the common functions are those that both have.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/core/digest.h"
#include "sim/core/time.h"
#include "sim/imap/session.h"
#include "sim/mail/maildrop.h"
#include "sim/pop3/session.h"

namespace popscope::sim {

using Session = std::variant<pop3::Session, imap::Session>;
using SessionEvent = std::variant<pop3::SessionEvent, imap::SessionEvent>;

struct SessionOutput {
  std::string octets;                // one reply, some responses, or nothing
  std::vector<SessionEvent> events;  // in the order in which it happened
  bool closes = false;               // send FIN behind the octets
  // Which of what was received, from 0; none: the greeting, news.
  std::optional<std::uint32_t> answers{};
};

struct Received {
  std::string text;       // without its line end; with its literals
  bool too_long = false;  // a line of it was over the limit and has been cut
};

// Gives what the octets completed: commands, and empty ones where the peer waits to be told to
// send a literal. Nothing from a session that reads no more.
std::vector<Received> receive(Session& session, std::string_view octets, Time now);

void peer_closed(Session& session);
SessionOutput peer_reset(Session& session, Store& store);
// The server is stopped: the session is gone where it was. Releases the lock, does nothing else.
SessionOutput stop(Session& session, Store& store);
std::optional<Time> deadline(const Session& session);
// When a reply that waits goes out; nothing runs before.
std::optional<Time> wakes_at(const Session& session);
// A handshake has to come, is done, or what came was none.
bool awaits_tls(const Session& session);
void tls_started(Session& session);
SessionOutput tls_failed(Session& session, Store& store);
SessionOutput expire(Session& session, Store& store);
bool runnable(const Session& session, const Store& store);
SessionOutput run_one(Session& session, Store& store, Time now);
bool is_over(const Session& session);

using StateKind = std::variant<pop3::StateKind, imap::StateKind>;
StateKind kind_of(const Session& session);
std::string_view to_text(StateKind state);
bool is_end(StateKind state);  // Closed, LOGOUT

// Commands that were received and have not run.
std::size_t pending(const Session& session);
// Nothing that the peer sends is answered any more: QUIT has been received, or it is over.
bool answers_no_more(const Session& session);

void digest(Digest& d, const Session& session);

}  // namespace popscope::sim
