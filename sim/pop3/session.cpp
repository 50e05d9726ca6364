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

// What a line may have, as far as the framer must know; a command line has less where lines of an
// exchange of AUTH are longer.
std::size_t line_octets_max(const Config& config) {
  const bool exchanges = !config.offers.mechanisms.empty();
  const std::size_t most = config.ways.line_octets_max;
  return exchanges && config.ways.long_line == Ways::LongLine::refused
             ? std::max(most, kSaslLineOctetsMax)
             : most;
}

void greet(Run& run) {
  std::string_view timestamp;
  if (const auto* authorization = std::get_if<Authorization>(&run.session.state)) {
    timestamp = authorization->apop_timestamp;
  }
  reply_greeting(run.out.octets, run.config(), timestamp);
  run.session.greeted = true;
  run.session.last_command = run.now;
  run.out.events.push_back(GreetingSent{});
}

// What the table permits there, by this server.
bool is_permitted(const Run& run, Keyword keyword, StateKind state) {
  if (spec_of(keyword).permitted_in(state)) return true;
  return keyword == Keyword::utf8 && state == StateKind::transaction && run.ways().utf8_anywhere;
}

// What is no command of this state is refused here, by the table; no handler looks at the state.
Refused run_parsed(Run& run, const Parsed& parsed) {
  const auto* refusal = std::get_if<Refusal>(&parsed);
  const auto* command = std::get_if<Command>(&parsed);
  const std::optional<Keyword> keyword = refusal ? refusal->keyword : command->keyword;
  const StateKind state = kind_of(run.session.state);
  if (keyword && !is_permitted(run, *keyword, state)) {
    refuse_wrong_state(run.out.octets, *keyword, state);
    return Refused::wrong_state;
  }
  if (keyword && !is_offered(*keyword, run.config())) {
    refuse_not_offered(run.out.octets, *keyword);
    return Refused::not_offered;
  }
  if (refusal) {
    refuse_malformed(run.out.octets, *refusal);
    return keyword ? Refused::malformed : Refused::unknown;
  }
  return run_command(run, *command);
}

// RFC 1939 section 7: PASS stands directly behind a successful USER. Every other line ends that.
// Gives false where a server takes nothing else there.
bool keep_to_login(Run& run, const Parsed* parsed) {
  auto* authorization = std::get_if<Authorization>(&run.session.state);
  if (!authorization || !authorization->user) return true;
  const auto* command = parsed ? std::get_if<Command>(parsed) : nullptr;
  const bool pass = command && command->keyword == Keyword::pass;
  const bool login = pass || (command && command->keyword == Keyword::user);
  const bool quit = command && command->keyword == Keyword::quit;
  if (run.ways().nothing_but_pass && !pass && !quit) {
    authorization->user.reset();
    refuse_all_but_pass(run.out.octets);
    return false;
  }
  if (!login && !quit && !run.ways().name_stays) authorization->user.reset();
  return true;
}

std::uint32_t refused_max(const Run& run) {
  const bool before_login = std::holds_alternative<Authorization>(run.session.state);
  const std::uint32_t most = run.config().refused_in_a_row_max;
  return before_login ? run.ways().refused_before_login_max.value_or(most) : most;
}

void count_refusal(Run& run, Refused refused) {
  const bool counts = refused != Refused::bad_credentials || run.ways().failed_logins_count;
  if (refused == Refused::none) run.session.refused_in_a_row = 0;
  if (refused == Refused::none || !counts) return;
  const std::uint32_t most = refused_max(run);
  if (past_transaction(run.session) || ++run.session.refused_in_a_row <= most || most == 0) return;
  // One reply a command, and the last one says why it is the last. Where it waits so does the end.
  std::optional<Held>& held = run.session.held;
  if (held && held->then_ends) return;
  std::string& reply = held ? held->octets : run.out.octets;
  if (!run.ways().end_is_told_extra) reply.clear();
  refuse_too_many_errors(reply);
  if (held) {
    held->then_ends = ExitCause::too_many_errors;
  } else {
    close_session(run, ExitCause::too_many_errors);
  }
}

// RFC 2595 section 4: what came in plain text behind STLS must not be taken for something that was
// said in TLS.
void begin_tls(Run& run) {
  switch (run.ways().injected) {
    case Ways::Injected::executed: return;
    case Ways::Injected::closes:
      if (!run.session.pending.empty() || !run.session.framer.pending().empty())
        close_session(run, ExitCause::tls_failed);
      return;
    case Ways::Injected::discarded:
      run.session.commands_run += static_cast<std::uint32_t>(run.session.pending.size());
      run.session.pending.clear();
      run.session.framer.clear();
      return;
  }
}

struct LineRan {
  std::optional<Keyword> keyword;
  std::optional<MessageNumber> number;
  Refused refused = Refused::none;
};

LineRan run_text(Run& run, const Line& line) {
  LineRan ran;
  const auto* authorization = std::get_if<Authorization>(&run.session.state);
  if (authorization && authorization->exchange && !line.too_long) {
    ran.refused = run_exchange(run, line);
    return ran;
  }
  constexpr std::size_t kLineEnd = 2;
  if (line.too_long || line.text.size() + kLineEnd > run.ways().line_octets_max) {
    keep_to_login(run, nullptr);
    run.out.octets.clear();
    refuse_line_too_long(run.out.octets, run.ways().line_octets_max);
    ran.refused = Refused::too_long;
    return ran;
  }
  const Parsed parsed = parse(line.text, run.ways().form);
  const auto* command = std::get_if<Command>(&parsed);
  ran.keyword = command ? command->keyword : std::get<Refusal>(parsed).keyword;
  if (command) ran.number = command->number;
  ran.refused = keep_to_login(run, &parsed) ? run_parsed(run, parsed) : Refused::only_pass;
  return ran;
}

void run_line(Run& run) {
  Session& session = run.session;
  Line line = session.pending.pop_front();
  run.out.answers = session.commands_run++;
  // CommandRan stands before what the command did, but knows its outcome only afterwards.
  run.out.events.push_back(CommandRan{});
  const LineRan ran = run_text(run, line);
  run.out.events.front() = CommandRan{std::move(line.text), ran.keyword, ran.refused, ran.number};
  count_refusal(run, ran.refused);
  if (run.out.then == Then::start_tls) begin_tls(run);
  if (past_transaction(session)) {  // what stands behind QUIT is discarded, unanswered
    session.pending.clear();
    session.framer.clear();
    session.ends_behind = EndsBehind::nothing;
  }
}

// The reply that waited.
void release_held(Run& run) {
  Held held = *std::exchange(run.session.held, std::nullopt);
  run.out.octets = std::move(held.octets);
  run.out.answers = held.answers;
  if (held.then_ends) close_session(run, *held.then_ends);
}

bool remove_one(Run& run, Update& update, const ViewEntry& entry) {
  if (run.store.maildrop(update.maildrop).refuses_removal) return false;
  return remove(run.store.modify(update.maildrop), entry.unique_id);
}

// One removal of UPDATE; when none is left to do: the reply, the lock's release and the end. Each
// is a moment of its own, so that one can stand in UPDATE and look around.
void run_update(Run& run) {
  Update& update = std::get<Update>(run.session.state);
  if (!update.to_remove.empty()) {
    const MessageNumber number = update.to_remove.front();
    update.to_remove.erase(update.to_remove.begin());
    const ViewEntry& entry = (*update.view)[number.value - 1];
    if (remove_one(run, update, entry)) {
      ++update.removed;
      run.out.events.push_back(
          MessageRemoved{update.maildrop, number, entry.unique_id, entry.message});
    } else {
      update.some_failed = true;
    }
    return;
  }
  if (update.by_quit) {
    run.out.answers = run.session.commands_run - 1;  // QUIT
    if (update.some_failed && !run.ways().hides_failed_removal) {
      refuse_some_not_removed(run.out.octets);
    } else {
      reply_bye(run.out.octets);
    }
  }
  close_session(run, ExitCause::quit);
}

Duration autologout(const Session& session) {
  const bool before_login = std::holds_alternative<Authorization>(session.state);
  const Config& config = *session.config;
  return before_login ? config.ways.autologout_before_login.value_or(config.autologout)
                      : config.autologout;
}

void end_behind_lines(Run& run) {
  const bool many = run.session.ends_behind == EndsBehind::too_many_lines;
  if (many) {
    refuse_too_many_lines(run.out.octets);
  } else {
    refuse_line_too_long(run.out.octets, run.ways().line_octets_max);
  }
  close_session(run, many ? ExitCause::too_many_errors : ExitCause::too_long_line);
}

}  // namespace

StateKind kind_of(const State& state) { return static_cast<StateKind>(state.index()); }

bool is_offered(Keyword keyword, const Config& config) {
  switch (keyword) {
    case Keyword::user:
    case Keyword::pass: return config.offers.user_pass;
    case Keyword::apop: return config.offers.apop;
    case Keyword::auth: return !config.offers.mechanisms.empty();
    case Keyword::stls: return config.offers.stls;
    case Keyword::utf8: return config.offers.utf8;
    case Keyword::lang: return config.offers.lang;
    case Keyword::quit:
    case Keyword::stat:
    case Keyword::list:
    case Keyword::retr:
    case Keyword::dele:
    case Keyword::noop:
    case Keyword::rset:
    case Keyword::top:
    case Keyword::uidl:
    case Keyword::capa: return true;
  }
  return true;
}

bool can_happen(const ExitSpec& exit, const Config& config) {
  switch (exit.cause) {
    case ExitCause::quit:
    case ExitCause::peer_closed:
    case ExitCause::reset:
    case ExitCause::autologout: return true;
    case ExitCause::too_many_errors: return config.refused_in_a_row_max > 0;
    case ExitCause::too_many_logins:
      return config.policies.failed_logins_max > 0 ||
             config.ways.lock == Ways::Lock::exclusive_and_closes;
    case ExitCause::too_long_line: return config.ways.long_line == Ways::LongLine::closes;
    case ExitCause::tls_failed: return config.offers.stls;
  }
  return true;
}

Session open(SessionId id, Box<Config> config, Time now, std::uint64_t seed, bool tls) {
  Session session;
  session.id = id;
  session.config = std::move(config);
  session.framer = LineFramer(line_octets_max(*session.config));
  session.last_command = now;
  session.tls = tls ? Tls::active : Tls::none;
  session.seed = seed;
  Authorization authorization;
  if (session.config->offers.apop)
    authorization.apop_timestamp = apop_timestamp(session, now, seed);
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
      session.ends_behind = EndsBehind::too_many_lines;
    }
    lines.push_back(*std::move(line));
  }
  const bool closes = session.config->ways.long_line == Ways::LongLine::closes;
  if (closes && session.framer.overflowed()) session.ends_behind = EndsBehind::too_long_line;
  return lines;
}

void tls_started(Session& session) {
  if (session.tls != Tls::begins) return;
  session.tls = Tls::active;
  auto* authorization = std::get_if<Authorization>(&session.state);
  if (authorization && !session.config->ways.name_stays) authorization->user.reset();
}

void tls_failed(Session& session, Store& store, Output& out) {
  clear(out);
  if (session.tls != Tls::begins) return;
  session.tls = Tls::none;
  const Config& config = *session.config;
  if (config.ways.outlives_failed_tls) return refuse_tls_failed(out.octets, config);
  Run run{session, store, session.last_command, out};
  close_session(run, ExitCause::tls_failed);
}

void peer_closed(Session& session) { session.peer_finished = true; }

void peer_reset(Session& session, Store& store, Output& out) {
  clear(out);
  session.peer_finished = true;
  Run run{session, store, session.last_command, out};
  if (!past_transaction(session)) close_session(run, ExitCause::reset);
}

void stop(Session& session, Store& store, Output& out) {
  clear(out);
  if (std::holds_alternative<Closed>(session.state)) return;
  Run run{session, store, session.last_command, out};
  break_off(run);
}

std::optional<Time> deadline(const Session& session) {
  if (past_transaction(session)) return std::nullopt;
  return session.last_command + autologout(session);
}

std::optional<Time> wakes_at(const Session& session) {
  if (!session.held) return std::nullopt;
  return session.held->until;
}

void expire(Session& session, Store& store, Output& out) {
  clear(out);
  if (past_transaction(session)) return;
  if (session.config->ways.autologout_says_so) refuse_silence(out.octets);
  Run run{session, store, session.last_command + autologout(session), out};
  close_session(run, ExitCause::autologout);
}

bool runnable(const Session& session) {
  if (std::holds_alternative<Closed>(session.state)) return false;
  if (std::holds_alternative<Update>(session.state)) return true;
  if (session.held) return false;
  if (session.tls == Tls::begins) return session.peer_finished;
  return !session.greeted || !session.pending.empty() ||
         session.ends_behind != EndsBehind::nothing || session.peer_finished;
}

bool quit_waits(const Session& session) {
  return std::any_of(session.pending.begin(), session.pending.end(), [](const Line& line) {
    return !line.too_long && keyword_of(line.text) == Keyword::quit;
  });
}

void run_one(Session& session, Store& store, Time now, Output& out) {
  clear(out);
  Run run{session, store, now, out};
  if (std::holds_alternative<Closed>(session.state)) return;
  if (std::holds_alternative<Update>(session.state)) return run_update(run);
  if (session.held) {
    if (session.held->until <= now) release_held(run);
    return;
  }
  if (session.tls == Tls::begins) {
    if (session.peer_finished) close_session(run, ExitCause::peer_closed);
    return;
  }
  if (!session.greeted) return greet(run);
  if (!session.pending.empty()) return run_line(run);
  if (session.ends_behind != EndsBehind::nothing) return end_behind_lines(run);
  if (session.peer_finished) close_session(run, ExitCause::peer_closed);
}

}  // namespace popscope::sim::pop3
