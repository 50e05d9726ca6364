#include "sim/pop3/session.h"

#include <algorithm>
#include <utility>

#include "sim/core/check.h"
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
  reply_greeting(run.out.octets, run.config(), run.session.apop_timestamp);
  run.session.greeted = true;
  run.session.last_command = run.now;
  run.out.events.push_back(GreetingSent{});
}

// The name is forgotten, too: the next USER will be taken.
void refuse_user_twice(Run& run) {
  if (run.ways().second_user != Ways::SecondUser::refused_and_ignored)
    std::get<Authorization>(run.session.state).user.reset();
  refuse_second_user(run.out.octets);
}

// What is no command of this session as it stands is refused here; no handler looks at the state.
Refused refuse(Run& run, Keyword keyword, Refused why) {
  std::string& out = run.out.octets;
  switch (why) {
    case Refused::wrong_state: refuse_wrong_state(out, keyword, kind_of(run.session.state)); break;
    case Refused::not_offered: refuse_not_offered(out, keyword); break;
    case Refused::needs_tls: refuse_needs_tls(out, run.config()); break;
    case Refused::tls_is_active: refuse_tls_is_active(out); break;
    case Refused::behind_utf8: refuse_behind_utf8(out); break;
    case Refused::not_after_user: refuse_pass_without_user(out); break;
    case Refused::user_twice: refuse_user_twice(run); break;
    default: POPSCOPE_CHECK(false);
  }
  return why;
}

Refused run_parsed(Run& run, const Parsed& parsed) {
  const auto* refusal = std::get_if<Refusal>(&parsed);
  const auto* command = std::get_if<Command>(&parsed);
  const std::optional<Keyword> keyword = refusal ? refusal->keyword : command->keyword;
  const Refused here = keyword ? why_not_here(run.session, *keyword) : Refused::none;
  if (here != Refused::none) return refuse(run, *keyword, here);
  if (refusal) {
    refuse_malformed(run.out.octets, *refusal);
    return keyword ? Refused::malformed : Refused::unknown;
  }
  const Refused refused = why_not(run.session, *keyword);
  return refused == Refused::none ? run_command(run, *command) : refuse(run, *keyword, refused);
}

// RFC 1939 section 7: PASS stands directly behind a successful USER. Every other line forgets the
// name, also one that is none. Gives false where a server takes nothing but PASS there.
bool keep_to_login(Run& run, const Command* command) {
  auto* authorization = std::get_if<Authorization>(&run.session.state);
  if (!authorization || !authorization->user) return true;
  const bool pass = command && command->keyword == Keyword::pass;
  const bool quit = command && command->keyword == Keyword::quit;
  const bool user = command && command->keyword == Keyword::user;
  const bool only_pass = run.ways().nothing_but_pass && !pass && !quit;
  if (only_pass || (!pass && !quit && !user && !run.ways().name_stays)) authorization->user.reset();
  if (only_pass) refuse_all_but_pass(run.out.octets);
  return !only_pass;
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
  std::optional<std::uint32_t> place;
  Refused refused = Refused::none;
  bool answer = false;
};

LineRan run_text(Run& run, const Line& line) {
  LineRan ran;
  const auto* authorization = std::get_if<Authorization>(&run.session.state);
  if (authorization && authorization->exchange && !line.too_long) {
    ran.answer = true;
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
  const auto place = ran.number ? place_of(run.session, *ran.number) : std::nullopt;
  if (place) ran.place = static_cast<std::uint32_t>(*place);
  ran.refused = keep_to_login(run, command) ? run_parsed(run, parsed) : Refused::only_pass;
  return ran;
}

void run_line(Run& run) {
  Session& session = run.session;
  Line line = session.pending.pop_front();
  const std::uint32_t index = session.commands_run++;
  run.out.answers = index;
  // CommandRan stands before what the command did, but knows its outcome only afterwards.
  run.out.events.push_back(CommandRan{});
  const LineRan ran = run_text(run, line);
  run.out.events.front() =
      CommandRan{std::move(line.text), ran.keyword, ran.refused,
                                       ran.number,           ran.place,   index,
                                       ran.answer};
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
    const auto [number, why] = update.to_remove.front();
    update.to_remove.erase(update.to_remove.begin());
    const ViewEntry& entry = (*update.view)[number.value - 1];
    if (remove_one(run, update, entry)) {
      ++update.removed;
      run.out.events.push_back(
          MessageRemoved{update.maildrop, number, entry.unique_id, entry.message, why});
    } else {
      update.some_failed = true;
    }
    return;
  }
  if (update.cause == ExitCause::quit) {
    run.out.answers = run.session.commands_run - 1;  // QUIT
    if (update.some_failed && !run.ways().hides_failed_removal) {
      refuse_some_not_removed(run.out.octets);
    } else {
      reply_bye(run.out.octets);
    }
  }
  close_session(run, update.cause);
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

bool can_happen(const ExitSpec& exit, const Config& config) {
  switch (exit.cause) {
    case ExitCause::quit:
    case ExitCause::peer_closed:
    case ExitCause::reset:
    case ExitCause::autologout: return true;
    case ExitCause::too_many_errors: return config.refused_in_a_row_max > 0;
    case ExitCause::too_many_logins: return config.policies.failed_logins_max > 0;
    case ExitCause::in_use: return config.ways.lock == Ways::Lock::exclusive_and_closes;
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
  if (session.config->offers.apop) session.apop_timestamp = apop_timestamp(session, now, seed);
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
