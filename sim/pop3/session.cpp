#include "sim/pop3/session.h"

#include <algorithm>
#include <utility>

#include "sim/pop3/commands.h"
#include "sim/pop3/replies.h"

namespace popscope::sim::pop3 {
namespace {

void clear(Output& out) {
  out.octets.clear();
  out.events.clear();
  out.then = Then::go_on;
  out.answers.reset();
}

bool past_transaction(const Session& session) {
  return std::holds_alternative<Update>(session.state) ||
         std::holds_alternative<Closed>(session.state);
}

// RFC 1939 section 7, APOP: "<process-ID.clock@hostname>", different each time a greeting is
// issued. The clock is in microseconds and counts the sessions too: of two sessions the later one
// has the larger id and no earlier time, so the number never comes twice in a World.
std::string apop_timestamp(const Session& session, Time now, std::uint64_t seed) {
  constexpr std::size_t kHostOctetsMax = 200;  // the greeting's line has 512
  constexpr std::uint64_t kProcessIds = 30'000;
  std::string text = "<" + std::to_string(1'000 + seed % kProcessIds) + ".";
  text += std::to_string(now.us + session.id.value);
  return text + "@" + session.config->host_name.substr(0, kHostOctetsMax) + ">";
}

void greet(Session& session, Time now, Output& out) {
  std::string_view timestamp;
  if (const auto* authorization = std::get_if<Authorization>(&session.state)) {
    timestamp = authorization->apop_timestamp;
  }
  reply_greeting(out.octets, *session.config, timestamp);
  session.greeted = true;
  session.last_command = now;
  out.events.push_back(GreetingSent{});
}

// What is no command of this state is refused here, by the table; no handler looks at the state.
Refused run_parsed(Session& session, const Parsed& parsed, Store& store, Output& out) {
  const auto* refusal = std::get_if<Refusal>(&parsed);
  const auto* command = std::get_if<Command>(&parsed);
  const std::optional<Keyword> keyword = refusal ? refusal->keyword : command->keyword;
  const StateKind state = kind_of(session.state);
  if (keyword && !spec_of(*keyword).permitted_in(state)) {
    refuse_wrong_state(out.octets, *keyword, state);
    return Refused::wrong_state;
  }
  if (refusal) {
    refuse_malformed(out.octets, *refusal);
    return keyword ? Refused::malformed : Refused::unknown;
  }
  return run_command(session, *command, store, out);
}

// RFC 1939 section 7: PASS stands directly behind a successful USER. Every other line ends that.
void forget_user_unless(bool login, Session& session) {
  auto* authorization = std::get_if<Authorization>(&session.state);
  if (authorization && !login) authorization->user.reset();
}

void count_refusal(Session& session, Refused refused, Store& store, Output& out) {
  if (refused == Refused::none) {
    session.refused_in_a_row = 0;
    return;
  }
  if (++session.refused_in_a_row <= session.config->refused_in_a_row_max) return;
  out.octets.clear();  // one reply a command, and the last one says why it is the last
  refuse_too_many_errors(out.octets);
  close_session(session, ExitCause::too_many_errors, store, out);
}

void run_line(Session& session, Store& store, Output& out) {
  Line line = session.pending.pop_front();
  out.answers = session.commands_run++;
  // CommandRan stands before what the command did, but knows its outcome only afterwards.
  out.events.push_back(CommandRan{});
  CommandRan ran;
  if (line.too_long) {
    forget_user_unless(false, session);
    refuse_line_too_long(out.octets);
    ran.refused = Refused::too_long;
  } else {
    const Parsed parsed = parse(line.text);
    const auto* command = std::get_if<Command>(&parsed);
    ran.keyword = command ? command->keyword : std::get<Refusal>(parsed).keyword;
    if (command) ran.number = command->number;
    const bool login =
        command && (command->keyword == Keyword::user || command->keyword == Keyword::pass);
    forget_user_unless(login, session);
    ran.refused = run_parsed(session, parsed, store, out);
  }
  ran.line = std::move(line.text);
  const Refused refused = ran.refused;
  out.events.front() = std::move(ran);
  count_refusal(session, refused, store, out);
  if (past_transaction(session)) {  // what stands behind QUIT is discarded, unanswered
    session.pending.clear();
    session.framer.clear();
    session.overrun = false;
  }
}

// One removal of UPDATE; when none is left to do: the reply, the lock's release and the end. Each
// is a moment of its own, so that one can stand in UPDATE and look around.
void run_update(Session& session, Store& store, Output& out) {
  Update& update = std::get<Update>(session.state);
  if (!update.to_remove.empty()) {
    const MessageNumber number = update.to_remove.front();
    update.to_remove.erase(update.to_remove.begin());
    const ViewEntry& entry = (*update.view)[number.value - 1];
    if (remove(store.modify(update.maildrop), entry.unique_id)) {
      ++update.removed;
      out.events.push_back(MessageRemoved{update.maildrop, number, entry.unique_id, entry.message});
    } else {
      update.some_failed = true;
    }
    return;
  }
  out.answers = session.commands_run - 1;  // QUIT
  if (update.some_failed) {
    refuse_some_not_removed(out.octets);
  } else {
    reply_bye(out.octets);
  }
  close_session(session, ExitCause::quit, store, out);
}

}  // namespace

StateKind kind_of(const State& state) { return static_cast<StateKind>(state.index()); }

Session open(SessionId id, Box<Config> config, Time now, std::uint64_t seed) {
  Session session;
  session.id = id;
  session.config = std::move(config);
  session.last_command = now;
  Authorization authorization;
  if (session.config->apop) authorization.apop_timestamp = apop_timestamp(session, now, seed);
  session.state = std::move(authorization);
  return session;
}

std::vector<Line> receive(Session& session, std::string_view octets, Time now) {
  std::vector<Line> lines;
  if (past_transaction(session)) return lines;
  while (std::optional<Line> line = session.framer.take(octets)) {
    // RFC 1939 section 3: the receipt of any command resets the autologout timer. Octets without
    // a line end are none.
    session.last_command = now;
    if (session.pending.size() < kPendingLinesMax) {
      session.pending.push_back(*line);
    } else {
      session.overrun = true;
    }
    lines.push_back(*std::move(line));
  }
  return lines;
}

void peer_closed(Session& session) { session.peer_finished = true; }

void peer_reset(Session& session, Store& store, Output& out) {
  clear(out);
  session.peer_finished = true;
  if (!past_transaction(session)) close_session(session, ExitCause::reset, store, out);
}

std::optional<Time> deadline(const Session& session) {
  if (past_transaction(session)) return std::nullopt;
  return session.last_command + session.config->autologout;
}

void expire(Session& session, Store& store, Output& out) {
  clear(out);
  if (!past_transaction(session)) close_session(session, ExitCause::autologout, store, out);
}

bool runnable(const Session& session) {
  if (std::holds_alternative<Closed>(session.state)) return false;
  if (std::holds_alternative<Update>(session.state)) return true;
  return !session.greeted || !session.pending.empty() || session.overrun || session.peer_finished;
}

bool quit_waits(const Session& session) {
  return std::any_of(session.pending.begin(), session.pending.end(), [](const Line& line) {
    return !line.too_long && keyword_of(line.text) == Keyword::quit;
  });
}

void run_one(Session& session, Store& store, Time now, Output& out) {
  clear(out);
  if (std::holds_alternative<Closed>(session.state)) return;
  if (std::holds_alternative<Update>(session.state)) return run_update(session, store, out);
  if (!session.greeted) return greet(session, now, out);
  if (!session.pending.empty()) return run_line(session, store, out);
  if (session.overrun) {
    refuse_too_many_lines(out.octets);
    return close_session(session, ExitCause::too_many_errors, store, out);
  }
  if (session.peer_finished) close_session(session, ExitCause::peer_closed, store, out);
}

}  // namespace popscope::sim::pop3
