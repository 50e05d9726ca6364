#include "sim/imap/command.h"

#include <utility>

#include "sim/core/ascii.h"
#include "sim/imap/arguments.h"
#include "sim/imap/reader.h"

namespace popscope::sim::imap {

std::optional<SequenceSet> take_sequence_set(Reader& reader) {
  const auto text = reader.take_set();
  if (!text) return std::nullopt;
  return sequence_set_from(*text);
}

namespace {

// Each of these reads the arguments of a command from its first space on, and gives false when
// they are not of their form. What is left over is the caller's to refuse.

bool take_name(Reader& reader, std::string& name) {
  if (!reader.take_space()) return false;
  auto text = reader.take_astring();
  if (!text) return false;
  name = *std::move(text);
  return true;
}

bool take_set(Reader& reader, SequenceSet& set) {
  if (!reader.take_space()) return false;
  auto found = take_sequence_set(reader);
  if (!found) return false;
  set = *std::move(found);
  return true;
}

template <class NoArguments>
bool read(Reader&, NoArguments&) {
  return true;
}

//   id = "ID" SP ("NIL" / "(" [string SP nstring *(SP string SP nstring)] ")")
bool read(Reader& reader, Id&) {
  if (!reader.take_space()) return false;
  if (reader.take_word("NIL")) return true;
  if (!reader.take('(')) return false;
  if (reader.take(')')) return true;
  do {
    if (!reader.take_string() || !reader.take_space()) return false;
    if (!reader.take_word("NIL") && !reader.take_string()) return false;
  } while (reader.take_space());
  return reader.take(')');
}

bool read(Reader& reader, Login& login) {
  return take_name(reader, login.user) && take_name(reader, login.password);
}

//   authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp]
bool read(Reader& reader, Authenticate& authenticate) {
  if (!reader.take_space()) return false;
  const auto mechanism = reader.take_atom();
  if (!mechanism) return false;
  authenticate.mechanism = *mechanism;
  if (reader.at_end()) return true;
  if (!reader.take_space()) return false;
  const auto response = reader.take_atom();  // base64 / "="
  if (!response) return false;
  authenticate.initial_response = *response;
  return true;
}

bool read(Reader& reader, Enable& enable) {
  while (reader.take_space()) {
    const auto word = reader.take_atom();
    if (!word) return false;
    enable.words.emplace_back(*word);
  }
  return !enable.words.empty();
}

template <class OneMailbox>
bool read_mailbox(Reader& reader, OneMailbox& command) {
  return take_name(reader, command.mailbox);
}
bool read(Reader& reader, Select& command) { return read_mailbox(reader, command); }
bool read(Reader& reader, Examine& command) { return read_mailbox(reader, command); }
bool read(Reader& reader, Create& command) { return read_mailbox(reader, command); }
bool read(Reader& reader, Delete& command) { return read_mailbox(reader, command); }
bool read(Reader& reader, Subscribe& command) { return read_mailbox(reader, command); }
bool read(Reader& reader, Unsubscribe& command) { return read_mailbox(reader, command); }

bool read(Reader& reader, Rename& rename) {
  return take_name(reader, rename.from) && take_name(reader, rename.to);
}

template <class Pattern>
bool read_pattern(Reader& reader, Pattern& command) {
  if (!take_name(reader, command.reference) || !reader.take_space()) return false;
  auto pattern = reader.take_list_mailbox();
  if (!pattern) return false;
  command.pattern = *std::move(pattern);
  return true;
}
bool read(Reader& reader, List& command) { return read_pattern(reader, command); }
bool read(Reader& reader, Lsub& command) { return read_pattern(reader, command); }

//   status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"
bool read(Reader& reader, Status& status) {
  if (!take_name(reader, status.mailbox) || !reader.take_space() || !reader.take('(')) return false;
  do {
    const auto word = reader.take_atom();
    if (!word) return false;
    const auto is = [&](std::string_view name) { return equal_ignoring_case(*word, name); };
    if (is("MESSAGES"))
      status.items.push_back(StatusItem::messages);
    else if (is("RECENT"))
      status.items.push_back(StatusItem::recent);
    else if (is("UIDNEXT"))
      status.items.push_back(StatusItem::uid_next);
    else if (is("UIDVALIDITY"))
      status.items.push_back(StatusItem::uid_validity);
    else if (is("UNSEEN"))
      status.items.push_back(StatusItem::unseen);
    else
      return false;
  } while (reader.take_space());
  return reader.take(')');
}

//   append = "APPEND" SP mailbox [SP flag-list] [SP date-time] SP literal
bool read(Reader& reader, Append& append) {
  if (!take_name(reader, append.mailbox) || !reader.take_space()) return false;
  if (reader.sees('(')) {
    auto flags = take_flags(reader, true);
    if (!flags || !reader.take_space()) return false;
    append.flags = *std::move(flags);
  }
  if (reader.sees('"')) {
    append.date = take_date_time(reader);
    if (!append.date || !reader.take_space()) return false;
  }
  auto message = reader.take_literal();
  if (!message) return false;
  append.message = *std::move(message);
  return true;
}

bool read(Reader& reader, SearchCommand& search) {
  if (!reader.take_space()) return false;
  auto found = take_search(reader);
  if (!found) return false;
  search = *std::move(found);
  return true;
}

bool read(Reader& reader, FetchCommand& fetch) {
  if (!take_set(reader, fetch.set) || !reader.take_space()) return false;
  auto items = take_fetch_items(reader);
  if (!items) return false;
  fetch.items = *std::move(items);
  return true;
}

//   store-att-flags = ["+" / "-"] "FLAGS" [".SILENT"] SP (flag-list / (flag *(SP flag)))
bool read(Reader& reader, StoreCommand& store) {
  if (!take_set(reader, store.set) || !reader.take_space()) return false;
  if (reader.take('+'))
    store.how = StoreCommand::How::add;
  else if (reader.take('-'))
    store.how = StoreCommand::How::take_away;
  if (!reader.take_word("FLAGS")) return false;
  store.silent = reader.take_word(".SILENT");
  if (!reader.take_space()) return false;
  auto flags = take_flags(reader, false);
  if (!flags) return false;
  store.flags = *std::move(flags);
  return true;
}

bool read(Reader& reader, CopyCommand& copy) {
  return take_set(reader, copy.set) && take_name(reader, copy.mailbox);
}

bool read(Reader& reader, UidExpunge& command) { return take_set(reader, command.set); }

// The forms that share a base: overload resolution would prefer the template.
bool read(Reader& r, Search& c) { return read(r, static_cast<SearchCommand&>(c)); }
bool read(Reader& r, UidSearch& c) { return read(r, static_cast<SearchCommand&>(c)); }
bool read(Reader& r, Fetch& c) { return read(r, static_cast<FetchCommand&>(c)); }
bool read(Reader& r, UidFetch& c) { return read(r, static_cast<FetchCommand&>(c)); }
bool read(Reader& r, StoreFlags& c) { return read(r, static_cast<StoreCommand&>(c)); }
bool read(Reader& r, UidStore& c) { return read(r, static_cast<StoreCommand&>(c)); }
bool read(Reader& r, Copy& c) { return read(r, static_cast<CopyCommand&>(c)); }
bool read(Reader& r, Move& c) { return read(r, static_cast<CopyCommand&>(c)); }
bool read(Reader& r, UidCopy& c) { return read(r, static_cast<CopyCommand&>(c)); }
bool read(Reader& r, UidMove& c) { return read(r, static_cast<CopyCommand&>(c)); }

// An empty command of each kind, by keyword.
template <std::size_t... I>
Body body_of(Keyword keyword, std::index_sequence<I...>) {
  Body body;
  ((static_cast<std::size_t>(keyword) == I ? (body.emplace<I>(), 0) : 0), ...);
  return body;
}

std::optional<Keyword> take_keyword(Reader& reader) {
  const auto word = reader.take_atom();
  if (!word) return std::nullopt;
  if (!equal_ignoring_case(*word, "UID")) return keyword_from(*word);
  if (!reader.take_space()) return std::nullopt;
  const auto form = reader.take_atom();
  if (!form) return std::nullopt;
  return keyword_from("UID " + std::string(*form));
}

}  // namespace

Parsed parse(std::string_view text) {
  Reader reader(text);
  const auto tag = reader.take_tag();
  if (!tag || !reader.take_space()) return Refusal{Malformed::no_tag, tag_of(text), {}};
  Command command;
  command.tag = *tag;
  const auto keyword = take_keyword(reader);
  if (!keyword) return Refusal{Malformed::unknown_keyword, command.tag, {}};
  command.body = body_of(*keyword, std::make_index_sequence<kKeywords>{});
  const bool well_formed = std::visit([&](auto& body) { return read(reader, body); }, command.body);
  if (!well_formed || !reader.at_end()) {
    return Refusal{Malformed::bad_arguments, command.tag, keyword};
  }
  return command;
}

std::string tag_of(std::string_view text) {
  Reader reader(text);
  const auto tag = reader.take_tag();
  if (!tag || (!reader.at_end() && !reader.sees(' '))) return "*";
  return std::string(*tag);
}

}  // namespace popscope::sim::imap
