// What a session permits as it stands: the table, what its server offers, the order of a login, and
// TLS. Dispatch, CAPA and every view ask here.
#include "sim/pop3/session.h"

namespace popscope::sim::pop3 {
namespace {

// What the table permits there, by this server.
bool is_permitted(const Session& session, Keyword keyword) {
  const StateKind state = kind_of(session.state);
  if (spec_of(keyword).permitted_in(state)) return true;
  const bool anywhere = session.config->ways.utf8_anywhere;
  return keyword == Keyword::utf8 && state == StateKind::transaction && anywhere;
}

// RFC 1939 section 7: PASS stands directly behind a successful USER, and no second USER does.
Refused why_not_login(const Session& session, Keyword keyword) {
  const auto* authorization = std::get_if<Authorization>(&session.state);
  const bool named = authorization && authorization->user.has_value();
  const bool replaces = session.config->ways.second_user == Ways::SecondUser::replaces;
  if (keyword == Keyword::pass && !named) return Refused::not_after_user;
  if (keyword == Keyword::user && named && !replaces) return Refused::user_twice;
  return Refused::none;
}

}  // namespace

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

Refused why_not_here(const Session& session, Keyword keyword) {
  const auto* authorization = std::get_if<Authorization>(&session.state);
  const bool in_login = keyword == Keyword::pass || keyword == Keyword::quit;
  if (authorization && authorization->user && !in_login && session.config->ways.nothing_but_pass)
    return Refused::only_pass;
  if (!is_permitted(session, keyword)) return Refused::wrong_state;
  return is_offered(keyword, *session.config) ? Refused::none : Refused::not_offered;
}

Refused why_not(const Session& session, Keyword keyword) {
  if (const Refused refused = why_not_here(session, keyword); refused != Refused::none)
    return refused;
  const bool in_tls = session.tls == Tls::active;
  const bool reveals = keyword == Keyword::user || keyword == Keyword::pass;
  if (reveals && !in_tls && session.config->policies.needs_tls) return Refused::needs_tls;
  if (keyword == Keyword::stls && in_tls) return Refused::tls_is_active;
  if (keyword == Keyword::stls && session.utf8) return Refused::behind_utf8;
  return why_not_login(session, keyword);
}

bool is_announced(const Session& session, const sasl::MechanismSpec& mechanism) {
  const Config& config = *session.config;
  if (!config.offers.mechanisms.has(mechanism.mechanism)) return false;
  return !mechanism.sends_password || !config.policies.needs_tls || session.tls == Tls::active;
}

}  // namespace popscope::sim::pop3
