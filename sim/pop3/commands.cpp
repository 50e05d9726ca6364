#include "sim/pop3/commands.h"

#include <utility>

#include "sim/core/ascii.h"
#include "sim/pop3/replies.h"

namespace popscope::sim::pop3 {
namespace {

// ---- TRANSACTION ----------------------------------------------------------------------------

// RFC 6856 section 5: a header that is not ASCII is not for a client that has not said UTF8.
bool has_utf8_header(const Message& message) {
  const std::string_view octets = message.octets.view();
  const std::string_view header = octets.substr(0, octets.find("\r\n\r\n"));
  for (char c : header)
    if (static_cast<unsigned char>(c) >= 0x80) return true;
  return false;
}

// RFC 1939 section 5, DELE: any later reference to a marked message is an error.
Refused refused_message(Run& run, const Transaction& transaction, const Command& command,
                        std::optional<std::size_t> place) {
  std::string& out = run.out.octets;
  if (!place) {
    refuse_no_such_message(out, transaction.view->size());
    return Refused::no_such_message;
  }
  if (command.keyword == Keyword::dele && run.ways().removes_at_dele &&
      run.store.maildrop(transaction.maildrop).refuses_removal) {
    refuse_some_not_removed(out);
    return Refused::removal_failed;
  }
  const bool forgives = run.ways().serves_marked && command.keyword != Keyword::dele;
  if ((*transaction.marked)[*place] && !forgives) {
    if (run.ways().removes_at_dele) {
      refuse_removed_message(out, *command.number);
    } else {
      refuse_marked_message(out, *command.number);
    }
    return Refused::message_marked;
  }
  const bool reads = command.keyword == Keyword::retr || command.keyword == Keyword::top;
  const ViewEntry& entry = (*transaction.view)[*place];
  if (run.ways().lock == Ways::Lock::none && !run.ways().serves_what_is_gone &&
      (reads || command.keyword == Keyword::dele) &&
      !find(run.store.maildrop(transaction.maildrop), entry.unique_id)) {
    refuse_gone_message(out, *command.number);
    return Refused::message_gone;
  }
  if (reads && run.config().offers.utf8 && !run.session.utf8 && has_utf8_header(*entry.message)) {
    refuse_without_utf8(out, run.config());
    return Refused::needs_utf8;
  }
  return Refused::none;
}

void set_mark(Transaction& transaction, std::size_t place, MessageNumber number, Output& out) {
  const ViewEntry& entry = (*transaction.view)[place];
  transaction.marked.modify()[place] = true;
  --transaction.count;
  transaction.octets -= entry.message->size().value;
  out.events.push_back(MarkSet{transaction.maildrop, number, entry.unique_id});
}

// The fault removes_at_dele. The lock keeps everybody else from removing, so it is there.
void remove_at_once(Run& run, const Transaction& transaction, std::size_t place,
                    MessageNumber number) {
  const ViewEntry& entry = (*transaction.view)[place];
  if (!remove(run.store.modify(transaction.maildrop), entry.unique_id)) return;
  run.out.events.push_back(
      MessageRemoved{transaction.maildrop, number, entry.unique_id, entry.message,
                     RemovedFor::dele});
}

void clear_marks(Transaction& transaction, Output& out) {
  const std::vector<ViewEntry>& view = *transaction.view;
  std::uint32_t cleared = 0;
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (!(*transaction.marked)[i]) continue;
    transaction.octets += view[i].message->size().value;
    ++cleared;
  }
  if (cleared > 0) transaction.marked = std::vector<bool>(view.size(), false);
  transaction.count += cleared;
  out.events.push_back(MarksCleared{transaction.maildrop, cleared});
}

void release_lock(Run& run, MaildropId id) {
  if (run.store.maildrop(id).locked_by != run.session.id) return;
  run.store.modify(id).locked_by.reset();
  run.out.events.push_back(LockReleased{id});
}

void rset(Run& run, Transaction& transaction) {
  switch (run.ways().rset) {
    case Ways::Rset::clears_marks:
      if (!run.ways().removes_at_dele) clear_marks(transaction, run.out);  // what is gone is gone
      return reply_reset_marks(run.out.octets, transaction);
    case Ways::Rset::does_nothing: return reply_reset_marks(run.out.octets, transaction);
    case Ways::Rset::forgets_login:
      clear_marks(transaction, run.out);
      reply_reset_marks(run.out.octets, transaction);
      release_lock(run, transaction.maildrop);
      run.session.state = Authorization{};
      run.out.events.push_back(StateChanged{StateKind::transaction, StateKind::authorization, {}});
      return;
  }
}

void dele(Run& run, Transaction& transaction, std::size_t place, MessageNumber number) {
  set_mark(transaction, place, number, run.out);
  if (run.ways().removes_at_dele) {
    remove_at_once(run, transaction, place, number);
    reply_removed(run.out.octets, number);
  } else {
    reply_marked(run.out.octets, number);
  }
}

void note_retrieved(Transaction& transaction, std::size_t place) {
  if (transaction.retrieved) transaction.retrieved->modify()[place] = true;
}

Refused run_on_message(Run& run, const Command& command) {
  Transaction& transaction = std::get<Transaction>(run.session.state);
  const MessageNumber number = *command.number;
  const std::optional<std::size_t> place = place_of(run.session, number);
  const Refused refused = refused_message(run, transaction, command, place);
  if (refused != Refused::none) return refused;
  const ViewEntry& entry = (*transaction.view)[*place];
  std::string& out = run.out.octets;
  if (command.keyword == Keyword::list) reply_list_one(out, entry, number);
  if (command.keyword == Keyword::uidl) reply_uidl_one(out, entry, number);
  if (command.keyword == Keyword::top)
    reply_top(out, *entry.message, number, command.lines, run.ways());
  if (command.keyword == Keyword::retr) {
    reply_retr(out, *entry.message, !run.ways().stuffs_nothing);
    note_retrieved(transaction, *place);
  }
  if (command.keyword == Keyword::dele) dele(run, transaction, *place, number);
  return Refused::none;
}

// What is new in the maildrop comes behind what the session has: on a server that does so.
void take_in_new_mail(Run& run, Transaction& transaction) {
  const Maildrop& maildrop = run.store.maildrop(transaction.maildrop);
  const std::vector<ViewEntry>& view = *transaction.view;
  auto next = maildrop.messages.end();
  while (next != maildrop.messages.begin() &&
         (view.empty() || (next - 1)->unique_id != view.back().unique_id))
    --next;
  for (; next != maildrop.messages.end(); ++next) {
    transaction.view.modify().push_back({next->unique_id, next->message});
    transaction.marked.modify().push_back(false);
    if (transaction.retrieved) transaction.retrieved->modify().push_back(false);
    ++transaction.count;
    transaction.octets += next->message->size().value;
  }
}

Refused run_in_transaction(Run& run, const Command& command) {
  Transaction& transaction = std::get<Transaction>(run.session.state);
  if (run.ways().sees_new_mail) take_in_new_mail(run, transaction);
  if (command.number) return run_on_message(run, command);
  std::string& out = run.out.octets;
  if (command.keyword == Keyword::stat) reply_stat(out, transaction);
  if (command.keyword == Keyword::list) reply_list(out, transaction, run.ways());
  if (command.keyword == Keyword::uidl) reply_uidl(out, transaction, run.ways());
  if (command.keyword == Keyword::rset) rset(run, transaction);
  if (command.keyword == Keyword::noop) reply_ok(out);
  return Refused::none;
}

// ---- any state ------------------------------------------------------------------------------

// RFC 6856 section 3.1; the languages are those of the texts that there are. RFC 2277 section 4.5:
// i-default is what anybody may be expected to read.
Refused lang(Run& run, const Command& command) {
  if (command.text.empty()) {
    reply_languages(run.out.octets);
    return Refused::none;
  }
  const bool known = command.text == "*" || equal_ignoring_case(command.text, "en") ||
                     equal_ignoring_case(command.text, "i-default");
  if (!known) {
    refuse_language(run.out.octets);
    return Refused::no_such_language;
  }
  reply_language(run.out.octets, command.text == "*" ? "i-default" : command.text);
  return Refused::none;
}

// A server at fault: QUIT before login enters UPDATE, for the maildrop that USER has named.
bool updates_before_login(Run& run) {
  const auto* state = std::get_if<Authorization>(&run.session.state);
  if (!state || !state->user || !run.ways().quit_before_login_updates) return false;
  const std::optional<MaildropId> id = run.store.find_user(*state->user);
  if (!id) return false;
  Update update;
  update.maildrop = *id;
  update.logged_in = false;
  run.session.state = std::move(update);
  run.out.events.push_back(
      StateChanged{StateKind::authorization, StateKind::update, ExitCause::quit});
  return true;
}

// RFC 1939 section 6: QUIT enters UPDATE. Its reply is the last removal's business.
void quit(Run& run) {
  if (std::holds_alternative<Transaction>(run.session.state))
    return enter_update(run, ExitCause::quit);
  if (updates_before_login(run)) return;
  reply_bye(run.out.octets);
  close_session(run, ExitCause::quit);
}

// What GNU Mailutils keeps of a message in the message itself.
std::string notes_of(std::uint32_t place, bool retrieved) {
  // The first one carries UIDVALIDITY and the next UID, in a field of fixed width.
  std::string notes;
  if (place == 0) notes = "X-IMAPbase: 1704100000                    7\r\n";
  notes += "X-UID: " + std::to_string(place + 1) + "\r\n";
  return notes + (retrieved ? "Status: OR\r\n" : "Status: O\r\n");
}

template <class State>
void write_notes(Run& run, const State& state) {
  std::uint32_t place = 0;
  for (StoredMessage& stored : run.store.modify(state.maildrop).messages) {
    std::string octets(stored.message->octets.view());
    const std::size_t blank = octets.find("\r\n\r\n");
    std::size_t i = 0;
    while (i < state.view->size() && (*state.view)[i].unique_id != stored.unique_id) ++i;
    const bool retrieved = i < state.view->size() && state.retrieved && (**state.retrieved)[i];
    const bool noted = octets.substr(0, blank).find("\r\nX-UID: ") != std::string::npos;
    if (blank != std::string::npos && !noted) {
      // A last line is ended, and behind a header alone an empty one is written.
      if (!octets.ends_with("\r\n") || blank + 4 == octets.size()) octets += "\r\n";
      octets.insert(blank + 2, notes_of(place, retrieved));
      stored.message = message_from_octets(octets, stored.message->identity);
    }
    ++place;
  }
}

void forget_lines(Session& session) {
  session.pending.clear();
  session.framer.clear();
  session.held.reset();
  session.ends_behind = EndsBehind::nothing;
}

void end(Run& run, ExitCause cause) {
  const StateKind from = kind_of(run.session.state);
  run.session.state = Closed{cause, from};
  run.out.events.push_back(StateChanged{from, StateKind::closed, cause});
}

template <class State>
void leave(Run& run, const State& state) {
  if (run.ways().writes_notes) write_notes(run, state);
  release_lock(run, state.maildrop);
}

}  // namespace

Refused run_command(Run& run, const Command& command) {
  switch (command.keyword) {
    case Keyword::user:
    case Keyword::pass:
    case Keyword::apop:
    case Keyword::auth:
    case Keyword::stls:
    case Keyword::utf8: return run_login_command(run, command);
    case Keyword::quit: quit(run); return Refused::none;
    case Keyword::capa: reply_capabilities(run.out.octets, run.session); return Refused::none;
    case Keyword::lang: return lang(run, command);
    case Keyword::stat:
    case Keyword::list:
    case Keyword::retr:
    case Keyword::dele:
    case Keyword::noop:
    case Keyword::rset:
    case Keyword::top:
    case Keyword::uidl: return run_in_transaction(run, command);
  }
  return Refused::none;
}

std::optional<RemovedFor> leaves_with_quit(const Session& session, const Maildrop& maildrop,
                                           std::size_t place, Time now) {
  const Transaction& transaction = std::get<Transaction>(session.state);
  const bool at_dele = session.config->ways.removes_at_dele;
  if ((*transaction.marked)[place] && !at_dele) return RemovedFor::mark;
  const std::optional<std::uint32_t> days = session.config->policies.expire_days;
  if (!days) return std::nullopt;
  bool goes = transaction.retrieved && (**transaction.retrieved)[place];
  if (*days > 0) {
    const StoredMessage* stored = find(maildrop, (*transaction.view)[place].unique_id);
    constexpr std::int64_t kDaySeconds = 24 * 60 * 60;
    goes = stored && stored->internal_date + seconds(*days * kDaySeconds) <= now;
  }
  return goes ? std::optional(RemovedFor::policy) : std::nullopt;
}

std::optional<std::size_t> place_of(const Session& session, MessageNumber number) {
  const auto* transaction = std::get_if<Transaction>(&session.state);
  if (!transaction) return std::nullopt;
  const std::size_t size = transaction->view->size();
  if (!session.config->ways.renumbers_after_dele)
    return number.value <= size ? std::optional<std::size_t>(number.value - 1) : std::nullopt;
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < size; ++i)
    if (!(*transaction->marked)[i] && ++n == number.value) return i;
  return std::nullopt;
}

std::optional<MessageNumber> number_at(const Session& session, std::size_t place) {
  auto number = static_cast<std::uint32_t>(place + 1);
  const auto* transaction = std::get_if<Transaction>(&session.state);
  if (!transaction || !session.config->ways.renumbers_after_dele) return MessageNumber{number};
  if ((*transaction->marked)[place]) return std::nullopt;
  for (std::size_t i = 0; i < place; ++i) number -= (*transaction->marked)[i] ? 1 : 0;
  return MessageNumber{number};
}

void enter_update(Run& run, ExitCause cause) {
  const Transaction& transaction = std::get<Transaction>(run.session.state);
  Update update;
  update.maildrop = transaction.maildrop;
  update.view = transaction.view;
  update.retrieved = transaction.retrieved;
  update.cause = cause;
  for (std::size_t i = 0; i < transaction.marked->size(); ++i) {
    const auto why =
        leaves_with_quit(run.session, run.store.maildrop(transaction.maildrop), i, run.now);
    if (why) update.to_remove.push_back({{static_cast<std::uint32_t>(i + 1)}, *why});
  }
  run.session.state = std::move(update);
  run.out.events.push_back(StateChanged{StateKind::transaction, StateKind::update, cause});
}

void close_session(Run& run, ExitCause cause) {
  Session& session = run.session;
  forget_lines(session);
  run.out.then = Then::close;
  const auto* transaction = std::get_if<Transaction>(&session.state);
  if (transaction && run.ways().removes_without_quit) return enter_update(run, cause);
  const auto* update = std::get_if<Update>(&session.state);
  if (transaction) leave(run, *transaction);
  if (update) leave(run, *update);
  end(run, cause);
}

void break_off(Run& run) {
  forget_lines(run.session);
  if (const auto* state = std::get_if<Transaction>(&run.session.state))
    release_lock(run, state->maildrop);
  if (const auto* state = std::get_if<Update>(&run.session.state))
    release_lock(run, state->maildrop);
  end(run, ExitCause::reset);
}

}  // namespace popscope::sim::pop3
