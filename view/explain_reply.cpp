// Replies: a greeting, +OK to each command, -ERR for each reason.
#include <algorithm>
#include <optional>

#include "sim/pop3/command.h"
#include "view/explain_context.h"
#include "view/permission.h"
#include "view/words.h"

namespace popscope::view {
namespace {

namespace imap = sim::imap;
namespace pop3 = sim::pop3;

// What the session did when it made this reply.
struct Deeds {
  const pop3::CommandRan* ran = nullptr;
  bool greeting = false;
  std::optional<pop3::StateKind> entered_update;  // from there
  bool logged_in = false;
  bool logged_out = false;  // by RSET, of a server at fault
  const pop3::StateChanged* closed = nullptr;
  std::optional<std::uint32_t> unmarked;  // by RSET
};

void note(Deeds& deeds, const sim::SessionDid& did) {
  if (const auto* ran = sim::deed<pop3::CommandRan>(did)) {
    deeds.ran = ran;
  } else if (sim::deed<pop3::GreetingSent>(did)) {
    deeds.greeting = true;
  } else if (const auto* cleared = sim::deed<pop3::MarksCleared>(did)) {
    deeds.unmarked = cleared->count;
  } else if (const auto* changed = sim::deed<pop3::StateChanged>(did)) {
    if (changed->to == pop3::StateKind::update) deeds.entered_update = changed->from;
    if (changed->to == pop3::StateKind::transaction) deeds.logged_in = true;
    if (changed->to == pop3::StateKind::authorization) deeds.logged_out = true;
    if (changed->to == pop3::StateKind::closed) deeds.closed = changed;
  }
}

// What its command did, in the moment in which the step begins, and what came with the reply.
Deeds deeds_of(const Explaining& e) {
  Deeds deeds;
  const auto read = [&](std::uint32_t moment) {
    for (const sim::Event& event : e.events(moment))
      if (const auto* did = std::get_if<sim::SessionDid>(&event))
        if (did->session == *e.step.link) note(deeds, *did);
  };
  read(e.step.begins);
  if (e.reply_sent() != e.step.begins) read(e.reply_sent());
  return deeds;
}

const pop3::ViewEntry* entry_of(const pop3::Session* session, std::optional<std::uint32_t> place) {
  if (!session || !place) return nullptr;
  const std::vector<pop3::ViewEntry>* view = nullptr;
  if (const auto* t = std::get_if<pop3::Transaction>(&session->state)) view = &*t->view;
  if (const auto* u = std::get_if<pop3::Update>(&session->state)) view = &*u->view;
  return view && *place < view->size() ? &(*view)[*place] : nullptr;
}

// The session's, when the reply was made or arrived; none in other states.
const pop3::Transaction* transaction_in(const sim::World& world, const Explaining& e) {
  const pop3::Session* session = sim::pop3_session_of(world, *e.step.link);
  return session ? std::get_if<pop3::Transaction>(&session->state) : nullptr;
}

// What the sentences of these replies tell is narrower than the whole session: RETR, that the
// message is on the server; DELE, that it is marked and RSET would take that back. What a server
// has removed at DELE stays so.
bool is_overtaken(const Explaining& e, const pop3::CommandRan& ran) {
  if (ran.keyword == pop3::Keyword::top || !ran.place) return false;
  const pop3::Transaction* then = transaction_in(e.at_begin(), e);
  if (!then) return false;
  if (ran.keyword == pop3::Keyword::dele) {
    if (e.has(pop3::Fault::removes_at_dele)) return false;
    const pop3::Transaction* now = transaction_in(e.at_close(), e);
    return !now || !(*now->marked)[*ran.place];
  }
  const sim::Maildrop& drop = *e.at_close().maildrops[then->maildrop.value];
  return !sim::find(drop, (*then->view)[*ran.place].unique_id);
}

bool was_there(const Explaining& e, const pop3::ViewEntry& entry) {
  const pop3::Transaction* then = transaction_in(e.at_begin(), e);
  return then && sim::find(*e.at_begin().maildrops[then->maildrop.value], entry.unique_id);
}

// It was named although it is marked: a server at fault serves it.
bool is_marked(const Explaining& e, const pop3::CommandRan& ran) {
  const pop3::Transaction* then = transaction_in(e.at_begin(), e);
  return then && ran.place && (*then->marked)[*ran.place];
}

void explain_message(Explaining& e, const pop3::CommandRan& ran) {
  e.number("number", ran.number->value);
  const pop3::ViewEntry* entry =
      entry_of(sim::pop3_session_of(e.at_begin(), *e.step.link), ran.place);
  add_subject(e, entry ? entry->message->subject : std::string());
  e.result.overtaken = is_overtaken(e, ran);
  const bool reads = ran.keyword == pop3::Keyword::retr || ran.keyword == pop3::Keyword::top;
  if (reads && entry && !was_there(e, *entry)) {
    e.result.overtaken = false;
    return e.say("reply.retr.gone");  // a server without a lock
  }
  if (reads && is_marked(e, ran)) {
    e.result.overtaken = false;
    return e.say("reply.retr.marked");
  }
  // Its mark is gone, and it is still there: RSET came behind it.
  if (ran.keyword == pop3::Keyword::dele && transaction_in(e.at_close(), e) &&
      e.result.overtaken) {
    e.say("reply.dele.taken_back");
    e.result.overtaken = false;  // it tells that itself
  }
}

// LIST n and UIDL n: what the session held to be there when it replied.
void add_told(Explaining& e, const pop3::CommandRan& ran) {
  const pop3::ViewEntry* told =
      entry_of(sim::pop3_session_of(e.at_begin(), *e.step.link), ran.place);
  e.number("number", ran.number->value);
  e.number("octets", told ? told->message->octets.size() : 0);
  e.plain("unique_id", told ? told->unique_id : "");
}

// STAT's numbers, as the session counted when it replied.
void add_drop_listing(Explaining& e) {
  const pop3::Session* session = sim::pop3_session_of(e.at_begin(), *e.step.link);
  const auto* t = session ? std::get_if<pop3::Transaction>(&session->state) : nullptr;
  e.number("count", t ? t->count : 0);
  e.number("octets", t ? t->octets : 0);
}

void add_view_size(Explaining& e) {
  const sim::World& then = e.at_begin();
  const pop3::Session* session = sim::pop3_session_of(then, *e.step.link);
  const auto* t = session ? std::get_if<pop3::Transaction>(&session->state) : nullptr;
  e.number("count", t ? t->view->size() : 0);
}

// A key may be made of it: letters only.
std::string key_word(std::string_view line) {
  const std::string_view word = line.substr(0, line.find(' '));
  for (char c : word)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return "word";
  return word.empty() ? "nothing" : in_key(word);
}

// How many messages UPDATE has removed, of each kind: each is a step, and a session has one UPDATE.
struct Removals {
  std::uint64_t marked = 0, by_policy = 0;
};

Removals removed_by_quit(const Explaining& e) {
  Removals removed;
  for (const lesson::LinkStep& of_link : e.link_history().steps) {
    const sim::Step& step = e.visit.steps(e.branch).step(of_link.step);
    if (step.kind != sim::StepKind::removal || step.closes > e.step.closes) continue;
    const auto* did = std::get_if<sim::SessionDid>(&e.events(step.closes)[step.event]);
    const auto* one = did ? sim::deed<pop3::MessageRemoved>(*did) : nullptr;
    removed.marked += one && one->why == pop3::RemovedFor::mark;
    removed.by_policy += one && one->why == pop3::RemovedFor::policy;
  }
  return removed;
}

// Not all could be removed, whatever the server says.
bool some_stayed(const Explaining& e) {
  const sim::World before = e.visit.timeline().world({e.branch, e.reply_sent() - 1});
  const pop3::Session* session = sim::pop3_session_of(before, *e.step.link);
  const auto* update = session ? std::get_if<pop3::Update>(&session->state) : nullptr;
  return update && update->some_failed;
}

void explain_quit(Explaining& e, const Deeds& deeds) {
  if (!deeds.entered_update) return e.say("reply.quit.authorization");
  if (deeds.entered_update == pop3::StateKind::authorization)
    return e.say("reply.quit.update_before_login");
  const Removals removed = removed_by_quit(e);
  e.number("count", removed.by_policy > 0 ? removed.marked + removed.by_policy : removed.marked);
  if (some_stayed(e)) return e.say("reply.quit.failure_hidden");
  if (removed.by_policy > 0) return e.say("reply.quit.by_policy");
  e.say(removed.marked == 0 ? "reply.quit.nothing_marked" : "reply.quit.removed");
}

// A challenge asks on; what has logged in is told like PASS.
void explain_auth(Explaining& e, const Deeds& deeds) {
  if (deeds.logged_in) {
    e.say("reply.auth");
    add_view_size(e);
    return;
  }
  const pop3::Session* session = sim::pop3_session_of(e.world, *e.step.link);
  const auto* state = session ? std::get_if<pop3::Authorization>(&session->state) : nullptr;
  if (!state || !state->exchange) return e.say("reply.auth.mechanisms");
  e.plain("mechanism", sim::sasl::spec_of(state->exchange->mechanism).name);
  e.say("reply.challenge");
}

void explain_rset(Explaining& e, const Deeds& deeds) {
  const pop3::Transaction* now = transaction_in(e.at_begin(), e);
  const auto still = now ? std::count(now->marked->begin(), now->marked->end(), true) : 0;
  const std::uint32_t unmarked = deeds.unmarked.value_or(0);
  const bool kept = still > 0 && !e.has(pop3::Fault::removes_at_dele);
  e.number("count", kept ? static_cast<std::uint64_t>(still) : unmarked);
  if (deeds.logged_out) return e.say("reply.rset.login_forgotten");
  if (kept) return e.say("reply.rset.kept");
  e.say(unmarked == 0 ? "reply.rset.nothing_marked" : "reply.rset");
}

void explain_ok(Explaining& e, const Deeds& deeds) {
  const pop3::Keyword keyword = *deeds.ran->keyword;
  const std::string key = "reply." + in_key(pop3::to_text(keyword));
  const bool one = deeds.ran->number.has_value();
  e.say(key);
  switch (keyword) {
    case pop3::Keyword::user:
      e.plain("argument", line_in_sentence(deeds.ran->line.substr(
                              std::min<std::size_t>(5, deeds.ran->line.size()))));
      break;
    case pop3::Keyword::pass:
    case pop3::Keyword::apop:
      add_view_size(e);
      break;
    case pop3::Keyword::quit:
      explain_quit(e, deeds);
      break;
    case pop3::Keyword::stat:
      add_drop_listing(e);
      break;
    case pop3::Keyword::list:
      e.result.overtaken = false;  // what it lists it lists
      if (!one) break;
      e.say(key + "_one");
      add_told(e, *deeds.ran);
      break;
    case pop3::Keyword::uidl:
      e.result.overtaken = false;
      if (!one) break;
      e.say(key + "_one");
      add_told(e, *deeds.ran);
      break;
    case pop3::Keyword::retr:
    case pop3::Keyword::dele:
    case pop3::Keyword::top:
      explain_message(e, *deeds.ran);
      break;
    case pop3::Keyword::rset:
      explain_rset(e, deeds);
      break;
    case pop3::Keyword::noop:
      e.result.overtaken = e.result.ended;  // it listens, as long as the session is not over
      break;
    case pop3::Keyword::capa:
      e.result.overtaken = false;
      break;
    case pop3::Keyword::auth:
      explain_auth(e, deeds);
      break;
    case pop3::Keyword::stls:
    case pop3::Keyword::utf8:
    case pop3::Keyword::lang:
      break;
  }
}

std::string_view key_of(pop3::Malformed why) {
  switch (why) {
    case pop3::Malformed::unknown_keyword:
      return "unknown_keyword";
    case pop3::Malformed::line_too_long:
      return "line_too_long";
    case pop3::Malformed::missing_argument:
      return "missing_argument";
    case pop3::Malformed::not_a_number:
      return "not_a_number";
    case pop3::Malformed::too_many_arguments:
      return "too_many_arguments";
  }
  return {};
}

void explain_malformed(Explaining& e, const pop3::CommandRan& ran) {
  const pop3::Parsed parsed = pop3::parse(ran.line, e.pop3_config()->ways.form);
  const auto* refusal = std::get_if<pop3::Refusal>(&parsed);
  e.say("reply.malformed." + std::string(refusal ? key_of(refusal->why) : "other"));
}

// "`USER`, `PASS`, `QUIT`": what this server permits in the state that refused a command.
std::string permitted_instead_of(const Explaining& e, pop3::Keyword refused) {
  const pop3::Session* session = sim::pop3_session_of(e.world, *e.step.link);
  const pop3::StateKind state = pop3::spec_of(refused).in_transaction
                                    ? pop3::StateKind::authorization
                                    : pop3::StateKind::transaction;
  std::string permitted;
  for (const pop3::CommandSpec& spec : pop3::command_table()) {
    if (!spec.permitted_in(state) || !is_offered(spec, session)) continue;
    if (!permitted.empty()) permitted += ", ";
    permitted += "`" + std::string(pop3::to_text(spec.keyword)) + "`";
  }
  return permitted;
}

// The maildrop that a login asked for: of APOP's name, or of the USER before PASS.
std::optional<sim::MaildropId> asked_for(const Explaining& e, const pop3::CommandRan& ran) {
  const pop3::Parsed parsed = pop3::parse(ran.line, e.pop3_config()->ways.form);
  const auto* command = std::get_if<pop3::Command>(&parsed);
  if (command && command->keyword == pop3::Keyword::apop)
    return sim::find_maildrop(e.world, command->text.substr(0, command->text.find(' ')));
  const sim::World before = e.visit.timeline().world({e.branch, e.step.begins - 1});
  const pop3::Session* session = sim::pop3_session_of(before, *e.step.link);
  const auto* state = session ? std::get_if<pop3::Authorization>(&session->state) : nullptr;
  return state && state->user ? sim::find_maildrop(before, *state->user) : std::nullopt;
}

// The session that held it has ended while this reply was on its way.
bool lock_is_gone(const Explaining& e, const pop3::CommandRan& ran) {
  const std::optional<sim::MaildropId> maildrop = asked_for(e, ran);
  return maildrop && !e.at_close().maildrops[maildrop->value]->locked_by;
}

// Every reason of the engine has a key of its own: "explain.reply." and the reason's name.
void explain_refusal(Explaining& e, const pop3::CommandRan& ran) {
  if (ran.keyword) e.plain("keyword", pop3::to_text(*ran.keyword));
  if (ran.number) e.message_number(ran.number->value, ran.line);
  switch (ran.refused) {
    case pop3::Refused::none:
      break;
    case pop3::Refused::unknown:
      return e.say("reply.unknown." + key_word(ran.line));
    case pop3::Refused::malformed:
      return explain_malformed(e, ran);
    case pop3::Refused::too_long:
      return e.say("reply.too_long");
    case pop3::Refused::wrong_state:
      e.result.arguments.push_back(text::plain("permitted", permitted_instead_of(e, *ran.keyword)));
      return e.say(pop3::spec_of(*ran.keyword).in_transaction ? "reply.wrong_state.before_login"
                                                              : "reply.wrong_state.after_login");
    case pop3::Refused::not_after_user:
      return e.say("reply.not_after_user");
    case pop3::Refused::bad_credentials:
      return e.say("reply.bad_credentials");
    case pop3::Refused::in_use:
      if (lock_is_gone(e, ran)) e.result.overtaken = true;
      return e.say("reply.in_use");
    case pop3::Refused::no_such_message:
      add_view_size(e);
      return e.say("reply.no_such_message");
    case pop3::Refused::message_marked:
      return e.say("reply.message_marked");
    case pop3::Refused::not_offered:
      return e.say("reply.not_offered." + in_key(pop3::to_text(*ran.keyword)));
    case pop3::Refused::removal_failed:
      return e.say("reply.removal_failed");
    case pop3::Refused::user_twice:
      return e.say("reply.user_twice");
    case pop3::Refused::only_pass:
      return e.say("reply.only_pass");
    case pop3::Refused::needs_tls:
      return e.say("reply.needs_tls");
    case pop3::Refused::tls_is_active:
      return e.say("reply.tls_is_active");
    case pop3::Refused::too_soon:
      return e.say("reply.too_soon");
    case pop3::Refused::access_disabled:
      return e.say("reply.access_disabled");
    case pop3::Refused::app_password:
      return e.say("reply.app_password");
    case pop3::Refused::cancelled:
      return e.say("reply.cancelled");
    case pop3::Refused::bad_base64:
      return e.say("reply.bad_base64");
    case pop3::Refused::no_such_mechanism:
      return e.say("reply.no_such_mechanism");
    case pop3::Refused::needs_utf8:
      return e.say("reply.needs_utf8");
    case pop3::Refused::behind_utf8:
      return e.say("reply.behind_utf8");
    case pop3::Refused::message_gone:
      return e.say("reply.message_gone");
    case pop3::Refused::no_such_language:
      return e.say("reply.no_such_language");
  }
}

// The engine says "some deleted messages not removed" after the last removal, when QUIT itself has
// long been run: the reply's own status tells.
bool removal_failed(const Explaining& e, const Deeds& deeds) {
  const auto* received = std::get_if<sim::ReplyReceived>(&e.closing_event());
  return deeds.entered_update && received && !received->ok;
}

void explain_answer(Explaining& e, const Deeds& deeds) {
  e.plain("line", line_in_sentence(deeds.ran->line));
  if (deeds.ran->keyword)
    e.result.section = section_text(pop3::spec_of(*deeds.ran->keyword).section);
  const bool ended_by_errors =
      deeds.closed && deeds.closed->cause == pop3::ExitCause::too_many_errors;
  if (ended_by_errors) return e.say("reply.too_many_errors");
  if (deeds.closed && deeds.closed->cause == pop3::ExitCause::too_many_logins)
    return e.say("reply.too_many_logins");
  if (removal_failed(e, deeds)) return e.say("reply.removal_failed");
  if (deeds.ran->refused != pop3::Refused::none) return explain_refusal(e, *deeds.ran);
  if (deeds.ran->keyword) return explain_ok(e, deeds);
  explain_auth(e, deeds);  // an answer to a challenge is no command
}

// ---- what has changed since a reply was made ---------------------------------------------------

// What is sent behind QUIT is not carried out: in UPDATE nothing but its own end comes.
bool has_changed(const pop3::Session& then, const pop3::Session& now) {
  if (std::holds_alternative<pop3::Update>(then.state)) return false;
  if (pop3::kind_of(then.state) != pop3::kind_of(now.state)) return true;
  if (const auto* before = std::get_if<pop3::Authorization>(&then.state))
    return before->user != std::get<pop3::Authorization>(now.state).user;
  if (const auto* before = std::get_if<pop3::Transaction>(&then.state))
    return *before->marked != *std::get<pop3::Transaction>(now.state).marked;
  return false;
}

// Which command IDLE, AUTHENTICATE or the selection came from does not matter, only what holds.
bool has_changed(const imap::Session& then, const imap::Session& now) {
  if (imap::kind_of(then.state) != imap::kind_of(now.state)) return true;
  if (const auto* before = std::get_if<imap::NotAuthenticated>(&then.state))
    return before->authenticating.has_value() !=
           std::get<imap::NotAuthenticated>(now.state).authenticating.has_value();
  if (imap::idles(then) != imap::idles(now)) return true;
  const auto* before = std::get_if<imap::Selected>(&then.state);
  if (!before) return false;
  const auto& after = std::get<imap::Selected>(now.state);
  return before->mailbox != after.mailbox || before->read_only != after.read_only;
}

bool is_overtaken(const Explaining& e) {
  const sim::World replied = e.at_reply();
  const sim::Session* then = sim::session_of(replied, *e.step.link);
  const sim::Session* now = sim::session_of(e.at_close(), *e.step.link);
  if (!then || !now) return false;
  const auto* pop3 = std::get_if<pop3::Session>(then);
  return pop3 ? has_changed(*pop3, std::get<pop3::Session>(*now))
              : has_changed(std::get<imap::Session>(*then), std::get<imap::Session>(*now));
}

// How the session ended meanwhile, unless by a command that ends it: then the command was sent
// behind this one, and was carried out.
std::optional<lesson::ConnectionState> ended_meanwhile(const Explaining& e) {
  const sim::World replied = e.at_reply();
  const sim::Session* then = sim::session_of(replied, *e.step.link);
  const sim::Session* now = sim::session_of(e.at_close(), *e.step.link);
  const auto end = now ? lesson::end_of(*now) : std::nullopt;
  if (!end || !then || lesson::end_of(*then)) return std::nullopt;
  const lesson::ConnectionState after = lesson::state_after(*end);
  const bool commanded =
      after == lesson::ConnectionState::quit || after == lesson::ConnectionState::logout;
  return commanded ? std::nullopt : std::optional(after);
}

}  // namespace

void note_overtaken(Explaining& e) {
  if (e.step.broken) return;
  e.result.overtaken = is_overtaken(e);
  const auto how = ended_meanwhile(e);
  if (!how) return;
  e.result.ended = true;
  e.result.arguments.push_back(
      text::keys("how_ended", "explain.part.ended." + in_key(lesson::to_text(*how))));
}

void explain_reply(Explaining& e) {
  const Deeds deeds = deeds_of(e);
  note_overtaken(e);
  if (e.step.broken) {
    if (deeds.ran) e.plain("line", line_in_sentence(deeds.ran->line));
    const bool done = deeds.ran && deeds.ran->refused == pop3::Refused::none;
    const bool left = e.at_close().links[e.step.link->value]->abandoned;
    if (deeds.greeting) return e.say(left ? "reply.lost.greeting.left" : "reply.lost.greeting");
    return e.say(done ? "reply.lost.done" : "reply.lost.refused");
  }
  if (deeds.greeting) {
    const bool offers_apop = is_offered(pop3::spec_of(pop3::Keyword::apop),
                                        sim::pop3_session_of(e.world, *e.step.link));
    return e.say(offers_apop ? "reply.greeting.apop" : "reply.greeting");
  }
  if (!deeds.ran && deeds.closed && deeds.closed->cause == pop3::ExitCause::too_long_line)
    return e.say("reply.too_long_line");
  if (!deeds.ran) return e.say("reply.too_many_lines");
  explain_answer(e, deeds);
}

}  // namespace popscope::view
