#include "view/permission.h"

#include "view/words.h"

namespace popscope::view {
namespace {

namespace pop3 = sim::pop3;

Permission permission_before_login(const pop3::CommandSpec& spec, const pop3::Session* session) {
  if (!spec.in_authorization) return Permission::before_login;
  if (!is_offered(spec, session)) return Permission::not_offered;
  if (session && std::get<pop3::Authorization>(session->state).exchange)
    return Permission::answers;
  const bool named = session && std::get<pop3::Authorization>(session->state).user.has_value();
  if (spec.keyword == pop3::Keyword::pass && !named) return Permission::needs_user;
  if (spec.keyword == pop3::Keyword::user && named) return Permission::user_is_given;
  if (session && !pop3::may_log_in_by(*session, spec.keyword)) return Permission::needs_tls;
  const bool in_tls = session && session->tls == pop3::Tls::active;
  if (spec.keyword == pop3::Keyword::stls && in_tls) return Permission::in_tls;
  if (spec.keyword == pop3::Keyword::stls && session && session->utf8)
    return Permission::behind_utf8;
  return Permission::yes;
}

}  // namespace

bool is_offered(const pop3::CommandSpec& spec, const pop3::Session* session) {
  // Without a session: what every server has, and APOP, which RFC 1939 has.
  if (!session) return spec.keyword == pop3::Keyword::apop || pop3::is_offered(spec.keyword, {});
  return pop3::is_offered(spec.keyword, *session->config);
}

bool is_listed(const pop3::CommandSpec& spec, const pop3::Session* session) {
  return spec.section.find("RFC 1939") == 0 || is_offered(spec, session);
}

Permission permission(const pop3::CommandSpec& spec, const pop3::Session* session) {
  const auto state = session ? pop3::kind_of(session->state) : pop3::StateKind::authorization;
  switch (state) {
    case pop3::StateKind::authorization:
      return permission_before_login(spec, session);
    case pop3::StateKind::transaction:
      return spec.in_transaction ? Permission::yes : Permission::after_login;
    case pop3::StateKind::update:
      return Permission::after_quit;
    case pop3::StateKind::closed:
      return Permission::session_over;
  }
  return Permission::session_over;
}

std::string key_of_use(pop3::Keyword keyword, const pop3::Session* session) {
  const std::string key = "commands." + in_key(pop3::to_text(keyword));
  const bool other = keyword == pop3::Keyword::dele || keyword == pop3::Keyword::rset ||
                     keyword == pop3::Keyword::quit;
  return session && session->config->ways.removes_at_dele && other ? key + ".at_dele" : key;
}

}  // namespace popscope::view
