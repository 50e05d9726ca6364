#pragma once
// The table of POP3's commands and the table of a session's ways out. Dispatch, CAPA, the state
// diagram, the explanation of a refusal and the exhaustive test all read these two tables; no
// handler checks the state itself.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace popscope::sim::pop3 {

enum class StateKind : std::uint8_t { authorization, transaction, update, closed };
inline constexpr int kStateKinds = 4;
std::string_view to_text(StateKind state);  // "AUTHORIZATION" ..., RFC 1939 section 3

enum class Keyword : std::uint8_t {
  user, pass, apop, quit, stat, list, retr, dele, noop, rset, top, uidl, capa, auth, stls, utf8,
  lang,
};
inline constexpr int kKeywords = 17;
std::string_view to_text(Keyword keyword);  // "USER" ...
std::optional<Keyword> keyword_from(std::string_view word);  // case-insensitive, RFC 1939 section 3

// What may stand behind the keyword.
enum class Arguments : std::uint8_t {
  none,                 // STAT; servers differ on "STAT 1": RFC 1939 knows no argument, so -ERR
  text,                 // USER name, PASS password: the rest of the line, spaces included
  name_and_digest,      // APOP name digest
  number,               // RETR n
  optional_number,      // LIST [n]
  number_and_lines,     // TOP n k
  mechanism,            // AUTH mechanism [initial-response]
  optional_word,        // LANG [tag]
};

// When a positive reply goes on after its first line (RFC 1939 section 3).
enum class MultiLine : std::uint8_t { never, always, without_argument };

struct CommandSpec {
  Keyword keyword;
  bool in_authorization;
  bool in_transaction;
  Arguments arguments;
  MultiLine multi_line;
  std::string_view capability;  // the tag that CAPA announces for it; empty: none
  std::string_view section;     // "RFC 1939 section 5, STAT"

  bool permitted_in(StateKind state) const {
    return (state == StateKind::authorization && in_authorization) ||
           (state == StateKind::transaction && in_transaction);
  }
};

std::span<const CommandSpec> command_table();
const CommandSpec& spec_of(Keyword keyword);

// Every way in which a session ends or changes its state without a command of the table.
enum class ExitCause : std::uint8_t {
  quit,               // QUIT before login, or QUIT with UPDATE carried out
  peer_closed,        // FIN from the device
  reset,              // RST from the device
  autologout,         // the silence limit, RFC 1939 section 3
  too_many_errors,    // the limit on refused commands in a row
  too_many_logins,    // the limit on failed logins, RFC 1939 section 4
  in_use,             // the maildrop was locked, on a server that closes then, RFC 1939 section 4
  too_long_line,      // a server that does not wait for the end of one
  tls_failed,         // what came behind STLS was no handshake, RFC 2595 section 4
};
inline constexpr int kExitCauses = 9;
std::string_view to_text(ExitCause cause);

struct ExitSpec {
  ExitCause cause;
  StateKind from;
  StateKind to;  // update or closed
  std::string_view section;
};

std::span<const ExitSpec> exit_table();

}  // namespace popscope::sim::pop3
