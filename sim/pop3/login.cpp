// The commands of AUTHORIZATION: USER and PASS, APOP, AUTH; STLS and UTF8.
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/base64.h"
#include "sim/core/check.h"
#include "sim/core/md5.h"
#include "sim/pop3/commands.h"
#include "sim/pop3/replies.h"

namespace popscope::sim::pop3 {
namespace {

Authorization& authorization(Run& run) { return std::get<Authorization>(run.session.state); }

// RFC 1939 section 4: the view is frozen now: numbers are given once, later mail is not seen.
Transaction enter_maildrop(Run& run, MaildropId id, const Maildrop& maildrop) {
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
  if (run.config().policies.expire_days == 0u || run.ways().writes_notes)
    transaction.retrieved = Box<std::vector<bool>>(std::vector<bool>(view.size(), false));
  transaction.view = std::move(view);
  return transaction;
}

Refused failed(Run& run, Refused why) {
  const Policies& policies = run.config().policies;
  ++run.session.failed_logins;
  const bool last =
      policies.failed_logins_max > 0 && run.session.failed_logins >= policies.failed_logins_max;
  if (policies.failed_login_delay > Duration{0}) {
    Held held;
    held.until = run.now + policies.failed_login_delay;
    held.octets = std::exchange(run.out.octets, {});
    held.answers = *std::exchange(run.out.answers, std::nullopt);
    if (last) held.then_ends = ExitCause::too_many_logins;
    run.session.held = std::move(held);
  } else if (last) {
    close_session(run, ExitCause::too_many_logins);
  }
  return why;
}

Refused wrong_credentials(Run& run) {
  refuse_credentials(run.out.octets, run.config());
  return failed(run, Refused::bad_credentials);
}

// The credentials are right; whether that is enough.
Refused log_in(Run& run, MaildropId id) {
  const Maildrop& maildrop = run.store.maildrop(id);
  if (maildrop.pop3_disabled) {
    refuse_access_disabled(run.out.octets, run.config());
    return Refused::access_disabled;
  }
  const Duration delay = run.config().policies.login_delay;
  if (maildrop.last_login && run.now < *maildrop.last_login + delay) {
    refuse_too_soon(run.out.octets, run.config());
    return Refused::too_soon;
  }
  const bool exclusive = run.ways().lock != Ways::Lock::none;
  if (exclusive && maildrop.locked_by) {
    refuse_in_use(run.out.octets, run.config());
    if (run.ways().lock == Ways::Lock::exclusive_and_closes)
      close_session(run, ExitCause::in_use);
    return Refused::in_use;
  }
  if (delay > Duration{0}) run.store.modify(id).last_login = run.now;
  run.out.events.push_back(MaildropEntered{id});
  if (exclusive) {
    run.store.modify(id).locked_by = run.session.id;
    run.out.events.push_back(LockTaken{id});
  }
  run.session.state = enter_maildrop(run, id, run.store.maildrop(id));
  run.session.failed_logins = 0;
  run.out.events.push_back(StateChanged{StateKind::authorization, StateKind::transaction, {}});
  reply_logged_in(run.out.octets, std::get<Transaction>(run.session.state), run.ways());
  return Refused::none;
}

// The password of an account that wants one made for programs is right for people only.
const std::string& password_of(const Maildrop& maildrop) {
  return maildrop.app_password.empty() ? maildrop.password : maildrop.app_password;
}

// RFC 1939 section 13: -ERR for an unknown name would tell strangers which names exist.
Refused user(Run& run, const Command& command) {
  authorization(run).user = command.text;
  reply_ok(run.out.octets);
  return Refused::none;
}

// The name is that of the USER directly before this line.
Refused pass(Run& run, const Command& command) {
  const std::string given = *std::exchange(authorization(run).user, std::nullopt);
  const std::optional<MaildropId> id = run.store.find_user(given);
  const Maildrop* maildrop = id ? &run.store.maildrop(*id) : nullptr;
  if (maildrop && password_of(*maildrop) == command.text) return log_in(run, *id);
  if (maildrop && maildrop->password == command.text) {
    refuse_without_app_password(run.out.octets, run.config());
    return failed(run, Refused::app_password);
  }
  if (run.ways().name_outlives_failure) authorization(run).user = given;
  return wrong_credentials(run);
}

// RFC 1939 section 7, APOP: the digest is MD5(timestamp, secret), in lower-case digits.
Refused apop(Run& run, const Command& command) {
  const std::string& timestamp = run.session.apop_timestamp;
  const std::optional<MaildropId> id = run.store.find_user(command.text);
  if (!id || md5_hex(timestamp + password_of(run.store.maildrop(*id))) != command.digest)
    return wrong_credentials(run);
  return log_in(run, *id);
}

// ---- AUTH (RFC 5034) ------------------------------------------------------------------------

// What a mechanism may ask of the accounts.
class Accounts final : public sasl::Directory {
 public:
  explicit Accounts(const Store& store) : store_(store) {}

  std::optional<std::string> password_of(std::string_view user) const override {
    const std::optional<MaildropId> id = store_.find_user(user);
    if (!id) return std::nullopt;
    return pop3::password_of(store_.maildrop(*id));
  }
  std::optional<std::string> token_of(std::string_view user) const override {
    const std::optional<MaildropId> id = store_.find_user(user);
    if (!id || store_.maildrop(*id).oauth_token.empty()) return std::nullopt;
    return store_.maildrop(*id).oauth_token;
  }

 private:
  const Store& store_;
};

Refused bad_base64(Run& run) {
  authorization(run).exchange.reset();
  refuse_base64(run.out.octets, run.config());
  return Refused::bad_base64;
}

// One answer of the client, decoded.
Refused go_on(Run& run, std::string_view answer) {
  sasl::Exchange& exchange = *authorization(run).exchange;
  const sasl::Outcome outcome = sasl::step(exchange, answer, Accounts(run.store));
  if (const auto* challenge = std::get_if<sasl::Challenge>(&outcome)) {
    reply_challenge(run.out.octets, base64_encoded(challenge->octets));
    return Refused::none;
  }
  authorization(run).exchange.reset();
  if (const auto* success = std::get_if<sasl::Success>(&outcome)) {
    const std::optional<MaildropId> id = run.store.find_user(success->user);
    if (id) return log_in(run, *id);
  }
  return wrong_credentials(run);
}

Refused auth(Run& run, const Command& command) {
  if (command.text.empty()) {
    if (!run.ways().auth_lists) {
      refuse_malformed(run.out.octets, {Malformed::missing_argument, Keyword::auth});
      return Refused::malformed;
    }
    reply_mechanisms(run.out.octets, run.session);
    return Refused::none;
  }
  const std::optional<sasl::Mechanism> mechanism = sasl::mechanism_from(command.text);
  if (!mechanism || !run.config().offers.mechanisms.has(*mechanism)) {
    refuse_mechanism(run.out.octets, run.config());
    return Refused::no_such_mechanism;
  }
  if (!is_announced(run.session, sasl::spec_of(*mechanism))) {
    refuse_needs_tls(run.out.octets, run.config());
    return Refused::needs_tls;
  }
  sasl::Environment environment;
  environment.host_name = run.config().host_name;
  environment.seed = run.session.seed + run.session.commands_run;
  environment.now = run.now;
  authorization(run).exchange = sasl::begin(*mechanism, environment);
  const std::string given = command.initial.value_or("");
  const std::optional<std::string> initial = given == "=" ? "" : base64_decoded(given);
  if (!command.initial || (!initial && run.ways().passes_over_bad_initial)) {
    reply_challenge(run.out.octets,
                    base64_encoded(sasl::first_challenge(*authorization(run).exchange)));
    return Refused::none;
  }
  if (!initial) return bad_base64(run);
  return go_on(run, *initial);
}

// ---- STLS, UTF8 -----------------------------------------------------------------------------

Refused stls(Run& run) {
  reply_begin_tls(run.out.octets);
  run.session.tls = Tls::begins;
  run.out.then = Then::start_tls;
  return Refused::none;
}

Refused utf8(Run& run) {
  run.session.utf8 = true;
  reply_utf8(run.out.octets);
  return Refused::none;
}

}  // namespace

Refused run_login_command(Run& run, const Command& command) {
  switch (command.keyword) {
    case Keyword::user: return user(run, command);
    case Keyword::pass: return pass(run, command);
    case Keyword::apop: return apop(run, command);
    case Keyword::auth: return auth(run, command);
    case Keyword::stls: return stls(run);
    case Keyword::utf8: return utf8(run);
    case Keyword::quit:
    case Keyword::stat:
    case Keyword::list:
    case Keyword::retr:
    case Keyword::dele:
    case Keyword::noop:
    case Keyword::rset:
    case Keyword::top:
    case Keyword::uidl:
    case Keyword::capa:
    case Keyword::lang: break;
  }
  POPSCOPE_CHECK(false);
}

Refused run_exchange(Run& run, const Line& line) {
  if (line.text == "*") {
    authorization(run).exchange.reset();
    refuse_cancelled(run.out.octets, run.config());
    return Refused::cancelled;
  }
  const std::optional<std::string> answer = base64_decoded(line.text);
  if (!answer) return bad_base64(run);
  return go_on(run, *answer);
}

}  // namespace popscope::sim::pop3
