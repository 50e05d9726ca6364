#include "sim/pop3/commands.h"

#include <utility>

#include "sim/core/md5.h"
#include "sim/pop3/replies.h"

namespace popscope::sim::pop3 {
namespace {

// ---- AUTHORIZATION --------------------------------------------------------------------------

// RFC 1939 section 13: -ERR for an unknown name would tell strangers which names exist.
Refused user(Session& session, const Command& command, Output& out) {
  std::get<Authorization>(session.state).user = command.text;
  reply_ok(out.octets);
  return Refused::none;
}

// RFC 1939 section 4: the view is frozen now: numbers are given once, later mail is not seen.
Transaction enter_maildrop(MaildropId id, const Maildrop& maildrop) {
  Transaction transaction;
  transaction.maildrop = id;
  std::vector<ViewEntry> view;
  view.reserve(maildrop.messages.size());
  for (const StoredMessage& stored : maildrop.messages) {
    view.push_back({stored.unique_id, stored.message});
    transaction.octets += stored.message->size().value;
  }
  transaction.count = static_cast<std::uint32_t>(view.size());
  transaction.marked = std::vector<bool>(view.size(), false);
  transaction.view = std::move(view);
  return transaction;
}

Refused log_in(Session& session, MaildropId id, Store& store, Output& out) {
  if (store.maildrop(id).locked_by) {
    refuse_in_use(out.octets);
    return Refused::in_use;
  }
  store.modify(id).locked_by = session.id;
  session.state = enter_maildrop(id, store.maildrop(id));
  out.events.push_back(LockTaken{id});
  out.events.push_back(StateChanged{StateKind::authorization, StateKind::transaction, {}});
  reply_locked(out.octets, std::get<Transaction>(session.state));
  return Refused::none;
}

// `given` is the name that the USER directly before this line gave.
Refused pass(Session& session, const Command& command, const std::optional<std::string>& given,
             Store& store, Output& out) {
  if (!given) {
    refuse_pass_without_user(out.octets);
    return Refused::not_after_user;
  }
  const std::optional<MaildropId> id = store.find_user(*given);
  if (!id || store.maildrop(*id).password != command.text) {
    refuse_credentials(out.octets);
    return Refused::bad_credentials;
  }
  return log_in(session, *id, store, out);
}

// RFC 1939 section 7, APOP: the digest is MD5(timestamp, secret), in lower-case digits.
Refused apop(Session& session, const Command& command, Store& store, Output& out) {
  const std::string& timestamp = std::get<Authorization>(session.state).apop_timestamp;
  if (timestamp.empty()) {
    refuse_apop_not_offered(out.octets);
    return Refused::not_offered;
  }
  const std::optional<MaildropId> id = store.find_user(command.text);
  if (!id || md5_hex(timestamp + store.maildrop(*id).password) != command.digest) {
    refuse_credentials(out.octets);
    return Refused::bad_credentials;
  }
  return log_in(session, *id, store, out);
}

// RFC 1939 section 7: USER comes after the greeting or an unsuccessful USER or PASS, and behind a
// successful one the client sends PASS or QUIT. So any line forgets the name, and a second USER is
// refused; it is then itself an unsuccessful USER, and the next one is taken.
Refused run_in_authorization(Session& session, const Command& command, Store& store, Output& out) {
  const std::optional<std::string> given =
      std::exchange(std::get<Authorization>(session.state).user, std::nullopt);
  if (command.keyword == Keyword::pass) return pass(session, command, given, store, out);
  if (command.keyword == Keyword::apop) return apop(session, command, store, out);
  if (given) {
    refuse_second_user(out.octets);
    return Refused::user_twice;
  }
  return user(session, command, out);
}

// ---- TRANSACTION ----------------------------------------------------------------------------

// RFC 1939 section 5, DELE: any later reference to a marked message is an error.
Refused check_number(const Transaction& transaction, MessageNumber number, bool removes_at_dele,
                     Output& out) {
  if (number.value > transaction.view->size()) {
    refuse_no_such_message(out.octets, transaction.view->size());
    return Refused::no_such_message;
  }
  if ((*transaction.marked)[number.value - 1]) {
    if (removes_at_dele) {
      refuse_removed_message(out.octets, number);
    } else {
      refuse_marked_message(out.octets, number);
    }
    return Refused::message_marked;
  }
  return Refused::none;
}

void set_mark(Transaction& transaction, MessageNumber number, Output& out) {
  const std::size_t at = number.value - 1;
  const ViewEntry& entry = (*transaction.view)[at];
  transaction.marked.modify()[at] = true;
  --transaction.count;
  transaction.octets -= entry.message->size().value;
  out.events.push_back(MarkSet{transaction.maildrop, number, entry.unique_id});
}

// The fault removes_at_dele. The lock keeps everybody else from removing, so it is there.
void remove_at_once(const Transaction& transaction, MessageNumber number, Store& store,
                    Output& out) {
  const ViewEntry& entry = (*transaction.view)[number.value - 1];
  if (!remove(store.modify(transaction.maildrop), entry.unique_id)) return;
  out.events.push_back(
      MessageRemoved{transaction.maildrop, number, entry.unique_id, entry.message, true});
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
  reply_reset_marks(out.octets, transaction);
}

Refused run_on_message(Session& session, const Command& command, MessageNumber number,
                       Store& store, Output& out) {
  Transaction& transaction = std::get<Transaction>(session.state);
  const bool removes_at_dele = session.config->removes_at_dele;
  const Refused refused = check_number(transaction, number, removes_at_dele, out);
  if (refused != Refused::none) return refused;
  const Message& message = *(*transaction.view)[number.value - 1].message;
  if (command.keyword == Keyword::list) reply_list_one(out.octets, transaction, number);
  if (command.keyword == Keyword::uidl) reply_uidl_one(out.octets, transaction, number);
  if (command.keyword == Keyword::retr) reply_retr(out.octets, message);
  if (command.keyword == Keyword::top) reply_top(out.octets, message, number, command.lines);
  if (command.keyword == Keyword::dele) {
    set_mark(transaction, number, out);
    if (removes_at_dele) {
      remove_at_once(transaction, number, store, out);
      reply_removed(out.octets, number);
    } else {
      reply_marked(out.octets, number);
    }
  }
  return Refused::none;
}

// ---- QUIT -----------------------------------------------------------------------------------

// RFC 1939 section 6: QUIT enters UPDATE. Its reply is the last removal's business.
void enter_update(Session& session, Output& out) {
  const Transaction& transaction = std::get<Transaction>(session.state);
  Update update;
  update.maildrop = transaction.maildrop;
  update.view = transaction.view;
  for (std::size_t i = 0; i < transaction.marked->size(); ++i) {
    if (!(*transaction.marked)[i] || session.config->removes_at_dele) continue;
    update.to_remove.push_back({static_cast<std::uint32_t>(i + 1)});
  }
  session.state = std::move(update);
  out.events.push_back(StateChanged{StateKind::transaction, StateKind::update, ExitCause::quit});
}

void quit(Session& session, Store& store, Output& out) {
  if (std::holds_alternative<Transaction>(session.state)) return enter_update(session, out);
  reply_bye(out.octets);
  close_session(session, ExitCause::quit, store, out);
}

}  // namespace

Refused run_command(Session& session, const Command& command, Store& store, Output& out) {
  Transaction* transaction = std::get_if<Transaction>(&session.state);
  switch (command.keyword) {
    case Keyword::user:
    case Keyword::pass:
    case Keyword::apop: return run_in_authorization(session, command, store, out);
    case Keyword::quit: quit(session, store, out); return Refused::none;
    case Keyword::capa: reply_capabilities(out.octets); return Refused::none;
    case Keyword::stat: reply_stat(out.octets, *transaction); return Refused::none;
    case Keyword::noop: reply_ok(out.octets); return Refused::none;
    case Keyword::rset:
      if (session.config->removes_at_dele) {  // what is gone stays gone
        reply_reset_marks(out.octets, *transaction);
      } else {
        clear_marks(*transaction, out);
      }
      return Refused::none;
    case Keyword::list:
    case Keyword::uidl:
      if (command.number) return run_on_message(session, command, *command.number, store, out);
      if (command.keyword == Keyword::list) reply_list(out.octets, *transaction);
      if (command.keyword == Keyword::uidl) reply_uidl(out.octets, *transaction);
      return Refused::none;
    case Keyword::retr:
    case Keyword::dele:
    case Keyword::top: return run_on_message(session, command, *command.number, store, out);
  }
  return Refused::none;
}

void close_session(Session& session, ExitCause cause, Store& store, Output& out) {
  std::optional<MaildropId> locked;
  if (const auto* transaction = std::get_if<Transaction>(&session.state)) {
    locked = transaction->maildrop;
  } else if (const auto* update = std::get_if<Update>(&session.state)) {
    locked = update->maildrop;
  }
  if (locked && store.maildrop(*locked).locked_by == session.id) {
    store.modify(*locked).locked_by.reset();
    out.events.push_back(LockReleased{*locked});
  }
  const StateKind from = kind_of(session.state);
  session.state = Closed{cause, from};
  session.pending.clear();
  session.framer.clear();
  session.overrun = false;
  out.events.push_back(StateChanged{from, StateKind::closed, cause});
  out.then = Then::close;
}

}  // namespace popscope::sim::pop3
