#include "sim/pop3/command_table.h"

#include <array>
#include <cstddef>

namespace popscope::sim::pop3 {
namespace {

constexpr bool kYes = true;
constexpr bool kNo = false;

// One row a command, in the order of Keyword. The columns `in_authorization` and `in_transaction`
// are RFC 1939 sections 4, 5 and 7, and RFC 2449 section 5. No command runs in UPDATE.
constexpr std::array<CommandSpec, kKeywords> kCommands = {{
    {Keyword::user, kYes, kNo, Arguments::text, MultiLine::never, "USER",
     "RFC 1939 section 7, USER"},
    {Keyword::pass, kYes, kNo, Arguments::text, MultiLine::never, "", "RFC 1939 section 7, PASS"},
    // RFC 2449 has no tag for APOP: the timestamp in the greeting offers it.
    {Keyword::apop, kYes, kNo, Arguments::name_and_digest, MultiLine::never, "",
     "RFC 1939 section 7, APOP"},
    {Keyword::quit, kYes, kYes, Arguments::none, MultiLine::never, "",
     "RFC 1939 sections 4 and 6, QUIT"},
    {Keyword::stat, kNo, kYes, Arguments::none, MultiLine::never, "", "RFC 1939 section 5, STAT"},
    {Keyword::list, kNo, kYes, Arguments::optional_number, MultiLine::without_argument, "",
     "RFC 1939 section 5, LIST"},
    {Keyword::retr, kNo, kYes, Arguments::number, MultiLine::always, "",
     "RFC 1939 section 5, RETR"},
    {Keyword::dele, kNo, kYes, Arguments::number, MultiLine::never, "", "RFC 1939 section 5, DELE"},
    {Keyword::noop, kNo, kYes, Arguments::none, MultiLine::never, "", "RFC 1939 section 5, NOOP"},
    {Keyword::rset, kNo, kYes, Arguments::none, MultiLine::never, "", "RFC 1939 section 5, RSET"},
    {Keyword::top, kNo, kYes, Arguments::number_and_lines, MultiLine::always, "TOP",
     "RFC 1939 section 7, TOP"},
    {Keyword::uidl, kNo, kYes, Arguments::optional_number, MultiLine::without_argument, "UIDL",
     "RFC 1939 section 7, UIDL"},
    {Keyword::capa, kYes, kYes, Arguments::none, MultiLine::always, "", "RFC 2449 section 5"},
    // Alone it lists the mechanisms where a server still does what RFC 1734's did.
    {Keyword::auth, kYes, kNo, Arguments::mechanism, MultiLine::without_argument, "SASL",
     "RFC 5034 section 4, AUTH"},
    {Keyword::stls, kYes, kNo, Arguments::none, MultiLine::never, "STLS",
     "RFC 2595 section 4, STLS"},
    {Keyword::utf8, kYes, kNo, Arguments::none, MultiLine::never, "UTF8",
     "RFC 6856 section 2, UTF8"},
    {Keyword::lang, kYes, kYes, Arguments::optional_word, MultiLine::without_argument, "LANG",
     "RFC 6856 section 3, LANG"},
}};

constexpr std::array<std::string_view, kKeywords> kWords = {
    "USER", "PASS", "APOP", "QUIT", "STAT", "LIST", "RETR",
    "DELE", "NOOP", "RSET", "TOP",  "UIDL", "CAPA", "AUTH", "STLS", "UTF8", "LANG",
};

// A session that ends otherwise than by QUIT does not enter UPDATE (RFC 1939 section 6).
constexpr std::string_view kEnded = "RFC 1939 section 6";
constexpr std::string_view kAutologoutSection = "RFC 1939 section 3";

constexpr std::array<ExitSpec, 16> kExits = {{
    {ExitCause::quit, StateKind::authorization, StateKind::closed, "RFC 1939 section 4, QUIT"},
    {ExitCause::quit, StateKind::transaction, StateKind::update, "RFC 1939 section 6, QUIT"},
    {ExitCause::quit, StateKind::update, StateKind::closed, "RFC 1939 section 6, QUIT"},
    {ExitCause::peer_closed, StateKind::authorization, StateKind::closed, kEnded},
    {ExitCause::peer_closed, StateKind::transaction, StateKind::closed, kEnded},
    {ExitCause::reset, StateKind::authorization, StateKind::closed, kEnded},
    {ExitCause::reset, StateKind::transaction, StateKind::closed, kEnded},
    {ExitCause::autologout, StateKind::authorization, StateKind::closed, kAutologoutSection},
    {ExitCause::autologout, StateKind::transaction, StateKind::closed, kAutologoutSection},
    {ExitCause::too_many_errors, StateKind::authorization, StateKind::closed, kEnded},
    {ExitCause::too_many_errors, StateKind::transaction, StateKind::closed, kEnded},
    {ExitCause::too_many_logins, StateKind::authorization, StateKind::closed,
     "RFC 1939 section 4"},
    {ExitCause::in_use, StateKind::authorization, StateKind::closed, "RFC 1939 section 4"},
    {ExitCause::too_long_line, StateKind::authorization, StateKind::closed, "RFC 2449 section 4"},
    {ExitCause::too_long_line, StateKind::transaction, StateKind::closed, "RFC 2449 section 4"},
    {ExitCause::tls_failed, StateKind::authorization, StateKind::closed, "RFC 2595 section 4"},
}};

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string_view to_text(StateKind state) {
  switch (state) {
    case StateKind::authorization: return "AUTHORIZATION";
    case StateKind::transaction: return "TRANSACTION";
    case StateKind::update: return "UPDATE";
    case StateKind::closed: return "CLOSED";
  }
  return {};
}

std::string_view to_text(Keyword keyword) { return kWords[static_cast<std::size_t>(keyword)]; }

std::optional<Keyword> keyword_from(std::string_view word) {
  if (word.size() != 3 && word.size() != 4) return std::nullopt;
  char upper_case[4] = {};
  for (std::size_t i = 0; i < word.size(); ++i) upper_case[i] = upper(word[i]);
  const std::string_view wanted(upper_case, word.size());
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == wanted) return static_cast<Keyword>(i);
  }
  return std::nullopt;
}

std::span<const CommandSpec> command_table() { return kCommands; }

const CommandSpec& spec_of(Keyword keyword) { return kCommands[static_cast<std::size_t>(keyword)]; }

std::string_view to_text(ExitCause cause) {
  switch (cause) {
    case ExitCause::quit: return "quit";
    case ExitCause::peer_closed: return "peer_closed";
    case ExitCause::reset: return "reset";
    case ExitCause::autologout: return "autologout";
    case ExitCause::too_many_errors: return "too_many_errors";
    case ExitCause::too_many_logins: return "too_many_logins";
    case ExitCause::in_use: return "in_use";
    case ExitCause::too_long_line: return "too_long_line";
    case ExitCause::tls_failed: return "tls_failed";
  }
  return {};
}

std::span<const ExitSpec> exit_table() { return kExits; }

}  // namespace popscope::sim::pop3
