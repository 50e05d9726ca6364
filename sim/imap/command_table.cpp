#include "sim/imap/command_table.h"

#include <array>
#include <cstddef>

#include "sim/core/ascii.h"

namespace popscope::sim::imap {
namespace {

constexpr bool kYes = true;
constexpr bool kNo = false;

// One row a command, in the order of Keyword. The columns of states are RFC 9051 section 6: "any
// state", "not authenticated", "authenticated or selected", "selected". None runs in LOGOUT.
constexpr std::array<CommandSpec, kKeywords> kCommands = {{
    {Keyword::capability, kYes, kYes, kYes, Arguments::none, News::all, "",
     "RFC 9051 section 6.1.1"},
    {Keyword::noop, kYes, kYes, kYes, Arguments::none, News::all, "", "RFC 9051 section 6.1.2"},
    {Keyword::logout, kYes, kYes, kYes, Arguments::none, News::none, "", "RFC 9051 section 6.1.3"},
    {Keyword::id, kYes, kYes, kYes, Arguments::parameter_list, News::all, "ID",
     "RFC 2971 section 3.1"},
    {Keyword::login, kYes, kNo, kNo, Arguments::name_and_password, News::none, "",
     "RFC 9051 section 6.2.3"},
    {Keyword::authenticate, kYes, kNo, kNo, Arguments::mechanism, News::none, "AUTH=PLAIN SASL-IR",
     "RFC 9051 section 6.2.2"},
    {Keyword::enable, kNo, kYes, kNo, Arguments::words, News::all, "ENABLE",
     "RFC 9051 section 6.3.1"},
    {Keyword::select, kNo, kYes, kYes, Arguments::mailbox, News::none, "",
     "RFC 9051 section 6.3.2"},
    {Keyword::examine, kNo, kYes, kYes, Arguments::mailbox, News::none, "",
     "RFC 9051 section 6.3.3"},
    {Keyword::create, kNo, kYes, kYes, Arguments::mailbox, News::all, "", "RFC 9051 section 6.3.4"},
    {Keyword::delete_, kNo, kYes, kYes, Arguments::mailbox, News::all, "",
     "RFC 9051 section 6.3.5"},
    {Keyword::rename, kNo, kYes, kYes, Arguments::two_mailboxes, News::all, "",
     "RFC 9051 section 6.3.6"},
    {Keyword::subscribe, kNo, kYes, kYes, Arguments::mailbox, News::all, "",
     "RFC 9051 section 6.3.7"},
    {Keyword::unsubscribe, kNo, kYes, kYes, Arguments::mailbox, News::all, "",
     "RFC 9051 section 6.3.8"},
    {Keyword::list, kNo, kYes, kYes, Arguments::list_pattern, News::all, "CHILDREN",
     "RFC 9051 section 6.3.9"},
    {Keyword::lsub, kNo, kYes, kYes, Arguments::list_pattern, News::all, "",
     "RFC 3501 section 6.3.9"},
    {Keyword::namespace_, kNo, kYes, kYes, Arguments::none, News::all, "NAMESPACE",
     "RFC 9051 section 6.3.10"},
    {Keyword::status, kNo, kYes, kYes, Arguments::mailbox_and_items, News::all, "",
     "RFC 9051 section 6.3.11"},
    {Keyword::append, kNo, kYes, kYes, Arguments::message, News::all, "",
     "RFC 9051 section 6.3.12"},
    {Keyword::idle, kNo, kYes, kYes, Arguments::none, News::all, "IDLE", "RFC 9051 section 6.3.13"},
    {Keyword::check, kNo, kNo, kYes, Arguments::none, News::all, "", "RFC 3501 section 6.4.1"},
    {Keyword::close, kNo, kNo, kYes, Arguments::none, News::none, "", "RFC 9051 section 6.4.1"},
    {Keyword::unselect, kNo, kNo, kYes, Arguments::none, News::none, "UNSELECT",
     "RFC 9051 section 6.4.2"},
    {Keyword::expunge, kNo, kNo, kYes, Arguments::none, News::all, "", "RFC 9051 section 6.4.3"},
    {Keyword::search, kNo, kNo, kYes, Arguments::search_keys, News::no_expunge, "",
     "RFC 9051 section 6.4.4"},
    {Keyword::fetch, kNo, kNo, kYes, Arguments::set_and_items, News::no_expunge, "",
     "RFC 9051 section 6.4.5"},
    {Keyword::store, kNo, kNo, kYes, Arguments::set_and_flags, News::no_expunge, "",
     "RFC 9051 section 6.4.6"},
    {Keyword::copy, kNo, kNo, kYes, Arguments::set_and_mailbox, News::all, "",
     "RFC 9051 section 6.4.7"},
    {Keyword::move, kNo, kNo, kYes, Arguments::set_and_mailbox, News::all, "MOVE",
     "RFC 9051 section 6.4.8"},
    {Keyword::uid_expunge, kNo, kNo, kYes, Arguments::set, News::all, "UIDPLUS",
     "RFC 9051 section 6.4.9"},
    {Keyword::uid_search, kNo, kNo, kYes, Arguments::search_keys, News::all, "",
     "RFC 9051 section 6.4.9"},
    {Keyword::uid_fetch, kNo, kNo, kYes, Arguments::set_and_items, News::all, "",
     "RFC 9051 section 6.4.9"},
    {Keyword::uid_store, kNo, kNo, kYes, Arguments::set_and_flags, News::all, "",
     "RFC 9051 section 6.4.9"},
    {Keyword::uid_copy, kNo, kNo, kYes, Arguments::set_and_mailbox, News::all, "",
     "RFC 9051 section 6.4.9"},
    {Keyword::uid_move, kNo, kNo, kYes, Arguments::set_and_mailbox, News::all, "",
     "RFC 9051 section 6.4.9"},
}};

constexpr std::array<std::string_view, kKeywords> kWords = {
    "CAPABILITY", "NOOP",        "LOGOUT",    "ID",       "LOGIN",     "AUTHENTICATE",
    "ENABLE",     "SELECT",      "EXAMINE",   "CREATE",   "DELETE",    "RENAME",
    "SUBSCRIBE",  "UNSUBSCRIBE", "LIST",      "LSUB",     "NAMESPACE", "STATUS",
    "APPEND",     "IDLE",        "CHECK",     "CLOSE",    "UNSELECT",  "EXPUNGE",
    "SEARCH",     "FETCH",       "STORE",     "COPY",     "MOVE",      "UID EXPUNGE",
    "UID SEARCH", "UID FETCH",   "UID STORE", "UID COPY", "UID MOVE",
};

constexpr std::string_view kLogout = "RFC 9051 section 6.1.3";
constexpr std::string_view kEnded = "RFC 9051 section 3.4";
constexpr std::string_view kAutologoutSection = "RFC 9051 section 5.4";

constexpr std::array<ExitSpec, 27> kExits = {{
    {Cause::login, StateKind::not_authenticated, StateKind::authenticated, "RFC 9051 section 3.2"},
    {Cause::select, StateKind::authenticated, StateKind::selected, "RFC 9051 section 3.3"},
    {Cause::select, StateKind::selected, StateKind::selected, "RFC 9051 section 6.3.2"},
    {Cause::select_failed, StateKind::selected, StateKind::authenticated, "RFC 9051 section 6.3.2"},
    {Cause::close, StateKind::selected, StateKind::authenticated,
     "RFC 9051 sections 6.4.1 and 6.4.2"},
    {Cause::logout, StateKind::not_authenticated, StateKind::logout, kLogout},
    {Cause::logout, StateKind::authenticated, StateKind::logout, kLogout},
    {Cause::logout, StateKind::selected, StateKind::logout, kLogout},
    {Cause::peer_closed, StateKind::not_authenticated, StateKind::logout, kEnded},
    {Cause::peer_closed, StateKind::authenticated, StateKind::logout, kEnded},
    {Cause::peer_closed, StateKind::selected, StateKind::logout, kEnded},
    {Cause::reset, StateKind::not_authenticated, StateKind::logout, kEnded},
    {Cause::reset, StateKind::authenticated, StateKind::logout, kEnded},
    {Cause::reset, StateKind::selected, StateKind::logout, kEnded},
    {Cause::autologout, StateKind::not_authenticated, StateKind::logout, kAutologoutSection},
    {Cause::autologout, StateKind::authenticated, StateKind::logout, kAutologoutSection},
    {Cause::autologout, StateKind::selected, StateKind::logout, kAutologoutSection},
    {Cause::too_many_errors, StateKind::not_authenticated, StateKind::logout, kEnded},
    {Cause::too_many_errors, StateKind::authenticated, StateKind::logout, kEnded},
    {Cause::too_many_errors, StateKind::selected, StateKind::logout, kEnded},
    {Cause::too_many_waiting, StateKind::not_authenticated, StateKind::logout, kEnded},
    {Cause::too_many_waiting, StateKind::authenticated, StateKind::logout, kEnded},
    {Cause::too_many_waiting, StateKind::selected, StateKind::logout, kEnded},
    {Cause::too_large, StateKind::not_authenticated, StateKind::logout, kEnded},
    {Cause::too_large, StateKind::authenticated, StateKind::logout, kEnded},
    {Cause::too_large, StateKind::selected, StateKind::logout, kEnded},
    {Cause::mailbox_gone, StateKind::selected, StateKind::logout, kEnded},
}};

}  // namespace

std::string_view to_text(StateKind state) {
  switch (state) {
    case StateKind::not_authenticated: return "NOT AUTHENTICATED";
    case StateKind::authenticated: return "AUTHENTICATED";
    case StateKind::selected: return "SELECTED";
    case StateKind::logout: return "LOGOUT";
  }
  return {};
}

std::string_view to_text(Keyword keyword) { return kWords[static_cast<std::size_t>(keyword)]; }

std::optional<Keyword> keyword_from(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (equal_ignoring_case(kWords[i], word)) return static_cast<Keyword>(i);
  }
  return std::nullopt;
}

std::span<const CommandSpec> command_table() { return kCommands; }

const CommandSpec& spec_of(Keyword keyword) { return kCommands[static_cast<std::size_t>(keyword)]; }

std::string_view to_text(Cause cause) {
  switch (cause) {
    case Cause::login: return "login";
    case Cause::select: return "select";
    case Cause::select_failed: return "select_failed";
    case Cause::close: return "close";
    case Cause::logout: return "logout";
    case Cause::peer_closed: return "peer_closed";
    case Cause::reset: return "reset";
    case Cause::autologout: return "autologout";
    case Cause::too_many_errors: return "too_many_errors";
    case Cause::too_many_waiting: return "too_many_waiting";
    case Cause::too_large: return "too_large";
    case Cause::mailbox_gone: return "mailbox_gone";
  }
  return {};
}

std::span<const ExitSpec> exit_table() { return kExits; }

}  // namespace popscope::sim::imap
