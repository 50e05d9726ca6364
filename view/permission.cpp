#include "view/permission.h"

#include <utility>

#include "view/circumstances.h"
#include "view/words.h"

namespace popscope::view {
namespace {

namespace pop3 = sim::pop3;

Permission permission_of(pop3::Refused why, pop3::StateKind state) {
  switch (why) {
    case pop3::Refused::none: return Permission::yes;
    case pop3::Refused::not_offered: return Permission::not_offered;
    case pop3::Refused::only_pass: return Permission::only_pass;
    case pop3::Refused::needs_tls: return Permission::needs_tls;
    case pop3::Refused::tls_is_active: return Permission::in_tls;
    case pop3::Refused::behind_utf8: return Permission::behind_utf8;
    case pop3::Refused::not_after_user: return Permission::needs_user;
    case pop3::Refused::user_twice: return Permission::user_is_given;
    default: break;
  }
  switch (state) {
    case pop3::StateKind::authorization: return Permission::before_login;
    case pop3::StateKind::transaction: return Permission::after_login;
    case pop3::StateKind::update: return Permission::after_quit;
    case pop3::StateKind::closed: break;
  }
  return Permission::session_over;
}

// What every server has, and APOP, which RFC 1939 has.
const pop3::Session& usual_session() {
  static const pop3::Session session = [] {
    pop3::Config config;
    config.offers.apop = true;
    return pop3::open({}, sim::Box<pop3::Config>(std::move(config)), {}, 0);
  }();
  return session;
}

}  // namespace

bool is_offered(const pop3::CommandSpec& spec, const pop3::Session* session) {
  return pop3::is_offered(spec.keyword, *(session ? *session : usual_session()).config);
}

bool is_listed(const pop3::CommandSpec& spec, const pop3::Session* session) {
  return spec.section.find("RFC 1939") == 0 || is_offered(spec, session);
}

Permission permission(const pop3::CommandSpec& spec, const pop3::Session* session) {
  const pop3::Session& asked = session ? *session : usual_session();
  const auto* authorization = std::get_if<pop3::Authorization>(&asked.state);
  if (authorization && authorization->exchange) return Permission::answers;
  return permission_of(pop3::why_not(asked, spec.keyword), pop3::kind_of(asked.state));
}

std::string key_of_use(pop3::Keyword keyword, const pop3::Session* session,
                       const text::Catalogue& catalogue) {
  const std::string key = "commands." + in_key(pop3::to_text(keyword));
  return session ? key_where(key, circumstances_of(*session->config), "", catalogue) : key;
}

}  // namespace popscope::view
