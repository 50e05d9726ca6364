#include "sim/imap/session.h"

#include <utility>

#include "sim/core/ascii.h"
#include "sim/imap/command.h"
#include "sim/imap/commands.h"
#include "sim/imap/responses.h"
#include "sim/imap/view.h"

namespace popscope::sim::imap {
namespace {

void clear(Output& out) {
  out.octets.clear();
  out.events.clear();
  out.then = Then::go_on;
  out.answers.reset();
}

bool over(const Session& session) { return std::holds_alternative<LoggedOut>(session.state); }

// The tag of the IDLE that is under way; nullptr in states that have none. For a Session and for a
// const one.
template <class OfSession>
auto idling_of(OfSession& session) -> decltype(&std::get<Selected>(session.state).idling) {
  if (auto* state = std::get_if<Authenticated>(&session.state)) return &state->idling;
  if (auto* state = std::get_if<Selected>(&session.state)) return &state->idling;
  return nullptr;
}

void greet(Session& session, Time now, Output& out) {
  append_greeting(out.octets, *session.config);
  session.greeted = true;
  session.last_command = now;
  out.events.push_back(GreetingSent{});
}

// The selected mailbox has been deleted by another session: there is nothing left to number.
void end_without_mailbox(Session& session, Output& out) {
  append_bye(out.octets, "the selected mailbox is gone");
  close_session(session, Cause::mailbox_gone, out);
}

bool mailbox_is_gone(const Session& session, const Store& store) {
  const auto* selected = std::get_if<Selected>(&session.state);
  return selected && !mailbox_exists(store, *selected);
}

std::optional<Result> run_body(Run& run, const Command& command) {
  if (const auto* authenticate = std::get_if<Authenticate>(&command.body)) {
    return begin(run, *authenticate, command.tag);
  }
  if (std::holds_alternative<Idle>(command.body)) {
    *idling_of(run.session) = command.tag;
    append_go_ahead(run.out.octets, "idling, DONE ends it");
    return std::nullopt;
  }
  return std::visit(
      [&](const auto& body) -> std::optional<Result> {
        using What = std::decay_t<decltype(body)>;
        if constexpr (std::is_same_v<What, Authenticate> || std::is_same_v<What, Idle>) {
          return std::nullopt;
        } else {
          return carry_out(run, body);
        }
      },
      command.body);
}

// What is no command of this state is refused here, by the table; no command looks at the state.
std::optional<Result> run_parsed(Run& run, const Parsed& parsed) {
  const auto* refusal = std::get_if<Refusal>(&parsed);
  const auto* command = std::get_if<Command>(&parsed);
  const std::optional<Keyword> keyword = refusal ? refusal->keyword : command->keyword();
  const StateKind state = kind_of(run.session.state);
  if (keyword && !spec_of(*keyword).permitted_in(state)) {
    std::string text(to_text(*keyword));
    text += " is not permitted in ";
    return bad(Refused::wrong_state, text.append(to_text(state)));
  }
  if (refusal) {
    if (!keyword) {
      return refusal->why == Malformed::no_tag
                 ? bad(Refused::malformed, "a tag and a command are needed")
                 : bad(Refused::unknown, "unknown command");
    }
    return bad(Refused::malformed,
               std::string(to_text(*keyword)) + " has arguments that are not of its form");
  }
  return run_body(run, *command);
}

void count_refusal(Run& run, Refused refused) {
  Session& session = run.session;
  if (refused == Refused::none) {
    session.refused_in_a_row = 0;
    return;
  }
  if (++session.refused_in_a_row <= session.config->refused_in_a_row_max || over(session)) return;
  append_bye(run.out.octets, "too many refused commands in a row");
  close_session(session, Cause::too_many_errors, run.out);
}

void complete(Run& run, std::string_view tag, const Result& result) {
  append_tagged(run.out.octets, tag, result);
  count_refusal(run, result.refused);
}

std::string first_line(std::string_view octets) {
  return std::string(octets.substr(0, octets.find('\r')));
}

void run_command(Run& run, const Framed& framed) {
  // CommandRan stands before what the command did, but knows its outcome only afterwards.
  run.out.events.push_back(CommandRan{});
  CommandRan ran;
  ran.line = first_line(framed.octets);
  const auto* selected = std::get_if<Selected>(&run.session.state);
  ran.read_only = selected && selected->read_only;
  std::string tag = tag_of(ran.line);
  std::optional<Result> result;
  if (framed.what == Framed::What::too_long) {
    result = bad(Refused::too_long, "the line is too long");
  } else if (framed.what == Framed::What::too_large) {
    result = no(Refused::too_large, "the literal is too large", "TOOBIG");  // RFC 4469
  } else {
    const Parsed parsed = parse(framed.octets);
    const auto* command = std::get_if<Command>(&parsed);
    ran.keyword = command ? command->keyword() : std::get<Refusal>(parsed).keyword;
    tag = command ? command->tag : std::get<Refusal>(parsed).tag;
    result = run_parsed(run, parsed);
    if (result && ran.keyword && result->refused != Refused::wrong_state) {
      tell_news(run, spec_of(*ran.keyword).news);
    }
  }
  if (result) ran.refused = result->refused;
  if (result) ran.messages = result->messages;
  const bool logs_out = ran.keyword == Keyword::logout && ran.refused == Refused::none;
  run.out.events.front() = std::move(ran);
  if (result) complete(run, tag, *result);
  if (logs_out) close_session(run.session, Cause::logout, run.out);
}

// RFC 2177 section 3: nothing but DONE ends IDLE; the command gets its tagged response then.
void run_idle_line(Run& run, std::optional<std::string>& idling, const Framed& framed) {
  const std::string tag = *std::exchange(idling, std::nullopt);
  run.out.events.push_back(CommandRan{framed.octets, Keyword::idle});
  if (equal_ignoring_case(framed.octets, "DONE")) {
    tell_news(run, News::all);
    return complete(run, tag, ok("no longer idling"));
  }
  std::get<CommandRan>(run.out.events.front()).refused = Refused::malformed;
  complete(run, tag, bad(Refused::malformed, "DONE was expected"));
}

void run_answer(Run& run, const Framed& framed) {
  Authenticating now = *std::get<NotAuthenticated>(run.session.state).authenticating;
  const std::string tag = now.tag;
  run.out.events.push_back(CommandRan{framed.octets, Keyword::authenticate});
  const std::optional<Result> result = go_on(run, now, framed.octets);
  if (!result) return;
  std::get<CommandRan>(run.out.events.front()).refused = result->refused;
  complete(run, tag, *result);
}

void run_pending(Run& run) {
  Session& session = run.session;
  const Framed framed = session.pending.pop_front();
  run.out.answers = session.items_run++;
  if (framed.what == Framed::What::go_ahead) {
    return append_go_ahead(run.out.octets, "go ahead");
  }
  if (framed.what == Framed::What::hopeless) {
    append_bye(run.out.octets, "the literal is too large");
    return close_session(session, Cause::too_large, run.out);
  }
  auto* idling = idling_of(session);
  const auto* state = std::get_if<NotAuthenticated>(&session.state);
  if (idling && *idling) {
    run_idle_line(run, *idling, framed);
  } else if (state && state->authenticating) {
    run_answer(run, framed);
  } else {
    run_command(run, framed);
  }
}

}  // namespace

bool idles(const Session& session) {
  const auto* idling = idling_of(session);
  return idling && *idling;
}

StateKind kind_of(const State& state) { return static_cast<StateKind>(state.index()); }

Session open(SessionId id, Box<Config> config, Time now) {
  Session session;
  session.id = id;
  session.framer = CommandFramer(config->limits);
  session.config = std::move(config);
  session.last_command = now;
  return session;
}

std::vector<Framed> receive(Session& session, std::string_view octets, Time now) {
  std::vector<Framed> all;
  if (over(session)) return all;
  while (std::optional<Framed> framed = session.framer.take(octets)) {
    session.last_command = now;
    if (session.pending.size() < kPendingMax) {
      session.pending.push_back(*framed);
    } else {
      session.overrun = true;
    }
    all.push_back(*std::move(framed));
  }
  return all;
}

void peer_closed(Session& session) { session.peer_finished = true; }

void peer_reset(Session& session, Output& out) {
  clear(out);
  session.peer_finished = true;
  if (!over(session)) close_session(session, Cause::reset, out);
}

std::optional<Time> deadline(const Session& session) {
  if (over(session)) return std::nullopt;
  return session.last_command + session.config->autologout;
}

void expire(Session& session, Output& out) {
  clear(out);
  if (over(session)) return;
  append_bye(out.octets, "idle for too long");
  close_session(session, Cause::autologout, out);
}

bool runnable(const Session& session, const Store& store) {
  if (over(session)) return false;
  if (!session.greeted || !session.pending.empty() || session.overrun || session.peer_finished) {
    return true;
  }
  const auto* selected = std::get_if<Selected>(&session.state);
  return selected && selected->idling && has_news(store, *selected);
}

void run_one(Session& session, Store& store, Time now, Output& out) {
  clear(out);
  if (over(session)) return;
  Run run{session, store, now, out};
  if (!session.greeted) return greet(session, now, out);
  if (mailbox_is_gone(session, store)) return end_without_mailbox(session, out);
  if (!session.pending.empty()) return run_pending(run);
  if (session.overrun) {
    append_bye(out.octets, "too many commands at once");
    return close_session(session, Cause::too_many_waiting, out);
  }
  if (session.peer_finished) return close_session(session, Cause::peer_closed, out);
  if (idles(session)) tell_news(run, News::all);
}

void change_state(Run& run, State state, Cause cause) {
  const StateKind from = kind_of(run.session.state);
  run.session.state = std::move(state);
  run.out.events.push_back(StateChanged{from, kind_of(run.session.state), cause});
}

void close_session(Session& session, Cause cause, Output& out) {
  const StateKind from = kind_of(session.state);
  session.state = LoggedOut{cause, from};
  session.pending.clear();
  session.framer.clear();
  session.overrun = false;
  out.events.push_back(StateChanged{from, StateKind::logout, cause});
  out.then = Then::close;
}

}  // namespace popscope::sim::imap
