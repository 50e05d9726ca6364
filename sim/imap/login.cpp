// Commands of any state, and of NOT AUTHENTICATED.
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/base64.h"
#include "sim/imap/commands.h"

namespace popscope::sim::imap {
namespace {

Result log_in(Run& run, std::string_view user, std::string_view password) {
  const std::optional<MaildropId> id = run.store.find_user(user);
  if (!id || run.store.maildrop(*id).password != password) {
    return no(Refused::bad_credentials, "user name or password is wrong", "AUTHENTICATIONFAILED");
  }
  change_state(run, Authenticated{*id, {}}, Cause::login);
  return ok("logged in", "CAPABILITY " + capabilities());
}

//   message = [authzid] NUL authcid NUL passwd          ; RFC 4616 section 2
Result log_in_plain(Run& run, std::string_view message) {
  const std::size_t first = message.find('\0');
  const std::size_t second =
      first == std::string_view::npos ? first : message.find('\0', first + 1);
  if (second == std::string_view::npos) {
    return no(Refused::bad_credentials, "PLAIN needs a user name and a password");
  }
  const std::string_view user = message.substr(first + 1, second - first - 1);
  const std::string_view other = message.substr(0, first);
  if (!other.empty() && other != user) {
    return no(Refused::bad_credentials, "nobody acts for another here", "AUTHORIZATIONFAILED");
  }
  return log_in(run, user, message.substr(second + 1));
}

Result bad_base64() { return bad(Refused::malformed, "the answer is not base64"); }

}  // namespace

Result carry_out(Run& run, const Capability&) {
  append_untagged(run.out.octets, "CAPABILITY " + capabilities());
  return ok("these are all");
}

Result carry_out(Run&, const Noop&) { return ok("nothing done"); }

Result carry_out(Run&, const Check&) { return ok("all is kept at once anyway"); }

Result carry_out(Run& run, const Logout&) {
  append_bye(run.out.octets, "logging out");
  return ok("bye");
}

Result carry_out(Run& run, const Id&) {
  append_untagged(run.out.octets, "ID (\"name\" \"popscope\")");
  return ok("nice to meet you");
}

Result carry_out(Run& run, const Login& command) {
  return log_in(run, command.user, command.password);
}

// RFC 9051 section 6.3.1: names that the server does not know are ignored. It knows none.
Result carry_out(Run& run, const Enable&) {
  append_untagged(run.out.octets, "ENABLED");
  return ok("nothing to enable");
}

Result carry_out(Run& run, const Namespace&) {
  std::string line = "NAMESPACE ((\"\" \"";
  line += run.session.config->delimiter;
  append_untagged(run.out.octets, line + "\")) NIL NIL");
  return ok("one namespace");
}

std::optional<Result> begin(Run& run, const Authenticate& command, const std::string& tag) {
  Authenticating authenticating;
  authenticating.tag = tag;
  authenticating.login = equal_ignoring_case(command.mechanism, "LOGIN");
  if (!authenticating.login && !equal_ignoring_case(command.mechanism, "PLAIN")) {
    return no(Refused::not_offered, "no such mechanism here");
  }
  if (command.initial_response) {
    const bool empty = *command.initial_response == "=";
    return go_on(run, authenticating, empty ? "" : std::string_view(*command.initial_response));
  }
  append_go_ahead(run.out.octets, authenticating.login ? "VXNlcm5hbWU6" : "");  // "Username:"
  std::get<NotAuthenticated>(run.session.state).authenticating = std::move(authenticating);
  return std::nullopt;
}

std::optional<Result> go_on(Run& run, Authenticating& authenticating, std::string_view line) {
  auto& state = std::get<NotAuthenticated>(run.session.state);
  if (line == "*") {
    state.authenticating.reset();
    return bad(Refused::cancelled, "cancelled");
  }
  std::optional<std::string> answer = base64_decoded(line);
  if (!answer) {
    state.authenticating.reset();
    return bad_base64();
  }
  if (authenticating.login && !authenticating.user) {
    Authenticating next = std::move(authenticating);
    next.user = *std::move(answer);
    state.authenticating = std::move(next);
    append_go_ahead(run.out.octets, "UGFzc3dvcmQ6");  // "Password:"
    return std::nullopt;
  }
  const std::string user = authenticating.user.value_or("");
  const bool login = authenticating.login;
  state.authenticating.reset();
  return login ? log_in(run, user, *answer) : log_in_plain(run, *answer);
}

}  // namespace popscope::sim::imap
