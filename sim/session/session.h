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
};

// Gives what the octets completed: command lines, with their literals in them.
std::vector<std::string> receive(Session& session, std::string_view octets, Time now);

void peer_closed(Session& session);
SessionOutput peer_reset(Session& session, Store& store);
std::optional<Time> deadline(const Session& session);
SessionOutput expire(Session& session, Store& store);
bool runnable(const Session& session, const Store& store);
SessionOutput run_one(Session& session, Store& store, Time now);
bool is_over(const Session& session);

void digest(Digest& d, const Session& session);

}  // namespace popscope::sim
