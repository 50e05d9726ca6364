#pragma once
// The table of IMAP's commands and the table of a session's ways out. Dispatch, CAPABILITY, what
// may be reported when, the state diagram and the exhaustive test all read these two tables; no
// command checks the state itself.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace popscope::sim::imap {

// RFC 9051 section 3.
enum class StateKind : std::uint8_t { not_authenticated, authenticated, selected, logout };
inline constexpr int kStateKinds = 4;
std::string_view to_text(StateKind state);  // "NOT AUTHENTICATED" ...

// In the order of the alternatives of `Body` (command.h). UID is a command of its own, but each of
// its forms has a row: what may be reported during it differs.
enum class Keyword : std::uint8_t {
  capability,
  noop,
  logout,
  id,
  login,
  authenticate,
  enable,
  select,
  examine,
  create,
  delete_,
  rename,
  subscribe,
  unsubscribe,
  list,
  lsub,
  namespace_,
  status,
  append,
  idle,
  check,
  close,
  unselect,
  expunge,
  search,
  fetch,
  store,
  copy,
  move,
  uid_expunge,
  uid_search,
  uid_fetch,
  uid_store,
  uid_copy,
  uid_move,
};
inline constexpr int kKeywords = 35;
std::string_view to_text(Keyword keyword);                   // "UID FETCH" ...
std::optional<Keyword> keyword_from(std::string_view word);  // case-insensitive

// What of the news of the selected mailbox may be told while a command is answered.
enum class News : std::uint8_t {
  none,        // the command leaves the mailbox, or reports all by itself
  no_expunge,  // RFC 9051 section 7.5.1: FETCH, STORE and SEARCH: numbers must not move
  all,
};

enum class Arguments : std::uint8_t {
  none,
  parameter_list,     // ID: NIL, or pairs of strings
  words,              // ENABLE: one atom or more
  name_and_password,  // LOGIN
  mechanism,          // AUTHENTICATE: a name, and perhaps an initial response
  mailbox,
  two_mailboxes,      // RENAME
  list_pattern,       // LIST, LSUB: reference and pattern
  mailbox_and_items,  // STATUS
  message,            // APPEND: mailbox, flags, date, literal
  search_keys,
  set,              // UID EXPUNGE
  set_and_items,    // FETCH
  set_and_flags,    // STORE
  set_and_mailbox,  // COPY, MOVE
};

struct CommandSpec {
  Keyword keyword;
  bool in_not_authenticated;
  bool in_authenticated;
  bool in_selected;
  Arguments arguments;
  News news;
  std::string_view capability;  // what CAPABILITY announces for it; empty: it is of IMAP4rev1
  std::string_view section;     // "RFC 9051 section 6.4.5"

  bool permitted_in(StateKind state) const {
    return (state == StateKind::not_authenticated && in_not_authenticated) ||
           (state == StateKind::authenticated && in_authenticated) ||
           (state == StateKind::selected && in_selected);
  }
};

std::span<const CommandSpec> command_table();
const CommandSpec& spec_of(Keyword keyword);

// Every way in which a session changes its state: by a command that succeeds, or otherwise.
enum class Cause : std::uint8_t {
  login,          // LOGIN or AUTHENTICATE
  select,         // SELECT or EXAMINE
  select_failed,  // ... that fails leaves nothing selected
  close,          // CLOSE or UNSELECT
  logout,
  peer_closed,      // FIN from the device
  reset,            // RST from the device
  autologout,       // the silence limit
  too_many_errors,  // the limit on refused commands in a row
  too_many_waiting, // the limit on commands that were sent and have not run
  too_large,        // a literal that the server does not take
  mailbox_gone,     // another session has deleted the selected one
};
inline constexpr int kCauses = 12;
std::string_view to_text(Cause cause);

struct ExitSpec {
  Cause cause;
  StateKind from;
  StateKind to;
  std::string_view section;
};

std::span<const ExitSpec> exit_table();

}  // namespace popscope::sim::imap
