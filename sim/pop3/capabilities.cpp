#include "sim/pop3/capabilities.h"

#include "sim/pop3/commands.h"
#include "sim/pop3/serialize.h"

namespace popscope::sim::pop3 {
namespace {

class List {
 public:
  void add(std::string_view tag) {
    lines_ += tag;
    lines_ += "\r\n";
  }
  void add(std::string_view tag, std::string_view argument) {
    lines_ += tag;
    lines_ += ' ';
    add(argument);
  }
  std::string take() { return std::move(lines_); }

 private:
  std::string lines_;
};

std::string decimal(std::uint64_t n) {
  std::string text;
  append_number(text, n);
  return text;
}

std::string mechanisms(const Session& session) {
  std::string names;
  for (const sasl::MechanismSpec& spec : sasl::mechanism_table()) {
    if (!is_announced(session, spec)) continue;
    if (!names.empty()) names += ' ';
    names += spec.name;
  }
  return names;
}

void add_command(const Session& session, const CommandSpec& spec, List& list) {
  const Ways& ways = session.config->ways;
  const bool logged_in = !std::holds_alternative<Authorization>(session.state);
  const bool login = spec.keyword == Keyword::user || spec.keyword == Keyword::auth;
  if (spec.capability.empty() || !is_offered(spec.keyword, *session.config)) return;
  if (login && logged_in && ways.login_tags_go) return;
  if (why_not(session, spec.keyword) == Refused::needs_tls) return;
  if (spec.keyword == Keyword::stls) {
    const bool permitted = !logged_in || ways.stls_stays;
    if (permitted && session.tls != Tls::active) list.add(spec.capability);
  } else if (spec.keyword == Keyword::auth) {
    const std::string names = mechanisms(session);
    if (!names.empty()) list.add(spec.capability, names);
  } else if (spec.keyword == Keyword::utf8 && ways.utf8_user) {
    list.add(spec.capability, "USER");
  } else {
    list.add(spec.capability);
  }
}

void add_expire(const Config& config, List& list) {
  if (config.ways.expire == Ways::Expire::not_told) return;
  if (config.ways.expire == Ways::Expire::misspelt) return list.add("EXPIRENEVER");
  const auto& days = config.policies.expire_days;
  list.add("EXPIRE", days ? decimal(*days) : "NEVER");  // RFC 2449 section 6.7
}

void add_login_delay(const Config& config, List& list) {
  constexpr std::int64_t kSecond = 1'000'000;
  const Duration delay = config.policies.login_delay;
  if (config.ways.login_delay_claimed) {
    list.add("LOGIN-DELAY", decimal(*config.ways.login_delay_claimed));
  } else if (delay > Duration{0}) {  // RFC 2449 section 6.5: in seconds, and a begun one counts
    list.add("LOGIN-DELAY",
             decimal(static_cast<std::uint64_t>((delay.us + kSecond - 1) / kSecond)));
  }
}

}  // namespace

std::string capabilities(const Session& session) {
  const Config& config = *session.config;
  const bool logged_in = !std::holds_alternative<Authorization>(session.state);
  List list;
  if (config.ways.capa_lists_itself) list.add("CAPA");
  for (const CommandSpec& spec : command_table()) add_command(session, spec, list);
  if (config.ways.response_codes) {
    list.add("RESP-CODES");      // RFC 2449 section 6.4
    list.add("AUTH-RESP-CODE");  // RFC 3206 section 6
  }
  list.add("PIPELINING");  // RFC 2449 section 6.6
  add_login_delay(config, list);
  add_expire(config, list);
  const Ways::Implementation told = config.ways.implementation;
  const bool tells = told == Ways::Implementation::told ||
                     (told == Ways::Implementation::told_behind_login && logged_in);
  if (tells) list.add("IMPLEMENTATION", config.implementation);  // RFC 2449 section 6.9
  return list.take();
}

}  // namespace popscope::sim::pop3
