#pragma once
// What a POP3 session would make of a command as it stands (pop3::why_not). The chips, the
// completions and the explanations ask here, so that they never say different things.
#include <cstdint>
#include <string>

#include "sim/pop3/session.h"
#include "text/catalogue.h"

namespace popscope::view {

enum class Permission : std::uint8_t {
  yes,
  before_login,   // the table permits it in TRANSACTION only
  after_login,    // ... in AUTHORIZATION only
  after_quit,     // UPDATE: nothing is answered any more
  session_over,
  not_offered,    // an extension, or APOP where the greeting has no timestamp
  needs_tls,      // the site takes no password in the clear
  in_tls,         // STLS, when TLS is there
  behind_utf8,    // STLS, behind UTF8 (RFC 6856 section 2)
  answers,        // AUTH waits for an answer: whatever is said is one
  only_pass,      // behind USER, on a server that takes PASS and QUIT only
  needs_user,     // PASS, with no USER directly before it
  user_is_given,  // a second USER (RFC 1939 section 7)
};

// Without a session: as one that has only just begun.
Permission permission(const sim::pop3::CommandSpec& spec, const sim::pop3::Session* session);

bool is_offered(const sim::pop3::CommandSpec& spec, const sim::pop3::Session* session);

// Whether it is worth a word: RFC 1939's own always, an extension where the server has it.
bool is_listed(const sim::pop3::CommandSpec& spec, const sim::pop3::Session* session);

// The catalogue's key of what the command does at the session's server: "commands.dele", or another
// where that server does it in its own way.
std::string key_of_use(sim::pop3::Keyword keyword, const sim::pop3::Session* session,
                       const text::Catalogue& catalogue);

}  // namespace popscope::view
