// Commands about mailboxes: SELECT and what leaves it again, the hierarchy, STATUS, APPEND.
#include <algorithm>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/imap/commands.h"

namespace popscope::sim::imap {
namespace {

// RFC 9051 section 5.1 gives no limit; a name has to fit into a line with room to spare.
constexpr std::size_t kNameOctetsMax = 255;

const Maildrop& own(const Run& run) { return run.store.maildrop(maildrop_of(run.session)); }
Maildrop& modify_own(Run& run) { return run.store.modify(maildrop_of(run.session)); }

bool is_inbox(std::string_view name) { return equal_ignoring_case(name, "INBOX"); }

// The sequence number of the first message without \Seen (rev1's UNSEEN code).
void tell_first_unseen(Run& run, const Selected& selected) {
  const auto& view = *selected.view;
  const auto first = std::find_if(view.begin(), view.end(), [](const ViewEntry& entry) {
    return !entry.flags.has(SystemFlag::seen);
  });
  if (first == view.end()) return;
  append_untagged_ok(run.out.octets, "UNSEEN " + std::to_string(first - view.begin() + 1),
                     "the first unseen message");
}

// RFC 9051 section 6.3.2: whatever comes of it, what was selected is not selected any more.
Result select_mailbox(Run& run, const std::string& name, bool read_only) {
  const MaildropId maildrop = maildrop_of(run.session);
  const bool was_selected = std::holds_alternative<Selected>(run.session.state);
  if (was_selected) append_untagged_ok(run.out.octets, "CLOSED", "the previous mailbox is closed");
  const Mailbox* mailbox = find_mailbox(run.store.maildrop(maildrop), name);
  if (!mailbox) {
    if (was_selected) change_state(run, Authenticated{maildrop, {}}, Cause::select_failed);
    return no_such_mailbox();
  }
  Selected selected = select(run, maildrop, *mailbox, read_only);
  std::string& out = run.out.octets;
  append_mailbox_flags(out, *mailbox, read_only);
  append_count(out, selected.view->size(), "EXISTS");
  append_count(out, recent_count(selected), "RECENT");
  tell_first_unseen(run, selected);
  append_untagged_ok(out, "UIDVALIDITY " + std::to_string(mailbox->uid_validity), "UIDs are valid");
  append_untagged_ok(out, "UIDNEXT " + std::to_string(mailbox->uid_next.value), "the next UID");
  change_state(run, std::move(selected), Cause::select);
  return read_only ? ok("examined", "READ-ONLY") : ok("selected", "READ-WRITE");
}

// RFC 3501 section 5.1.3: "&" begins base64 that ends with "-"; "&-" is "&" itself.
bool is_modified_utf7(std::string_view name) {
  for (std::size_t at = name.find('&'); at != std::string_view::npos; at = name.find('&', at)) {
    const std::size_t end = name.find('-', at);
    if (end == std::string_view::npos) return false;
    for (char c : name.substr(at + 1, end - at - 1)) {
      const char l = lower(c);
      if (!is_digit(c) && (l < 'a' || l > 'z') && c != '+' && c != ',') return false;
    }
    at = end + 1;
  }
  return true;
}

Result name_taken() {
  return no(Refused::exists, "there is a mailbox of that name", "ALREADYEXISTS");
}

// Why no mailbox can be called that.
std::optional<Result> refuse_form(const Run& run, std::string_view name) {
  const char delimiter = run.session.config->delimiter;
  const std::string twice(2, delimiter);
  const bool possible = !name.empty() && name.size() <= kNameOctetsMax &&
                        name.front() != delimiter && name.back() != delimiter &&
                        name.find(twice) == std::string_view::npos && is_modified_utf7(name) &&
                        std::all_of(name.begin(), name.end(), [](char c) {
                          return c >= 0x20 && c <= 0x7E && c != '*' && c != '%';
                        });
  if (possible) return std::nullopt;
  return no(Refused::not_possible, "a mailbox cannot be called that", "CANNOT");
}

// Why a name cannot be given to a mailbox.
std::optional<Result> refuse_name(const Run& run, std::string_view name) {
  if (auto refusal = refuse_form(run, name)) return refusal;
  if (is_inbox(name) || find_mailbox(own(run), name)) return name_taken();
  return std::nullopt;
}

std::optional<Result> refuse_new_folder(const Run& run) {
  if (own(run).folders.size() < kFoldersMax) return std::nullopt;
  return no(Refused::no_room, "there are too many mailboxes", "LIMIT");
}

// What stands in front of a name's last delimiter, if anything.
std::optional<std::string_view> parent_of(std::string_view name, char delimiter) {
  const std::size_t at = name.rfind(delimiter);
  if (at == std::string_view::npos) return std::nullopt;
  return name.substr(0, at);
}

bool is_below(std::string_view name, std::string_view parent, char delimiter) {
  return name.size() > parent.size() && name.starts_with(parent) &&
         name[parent.size()] == delimiter;
}

//   "%": any octets but the delimiter; "*": any octets (RFC 9051 section 6.3.9)
//
// Goes through the pattern once and keeps every place of the name that it can have come to: a
// pattern of many wildcards takes no longer than a plain one.
bool matches(std::string_view pattern, std::string_view name, char delimiter) {
  std::vector<bool> reached(name.size() + 1, false);
  reached[0] = true;
  for (char c : pattern) {
    std::vector<bool> next(name.size() + 1, false);
    for (std::size_t at = 0; at <= name.size(); ++at) {
      if (c != '%' && c != '*') {
        next[at] = at > 0 && reached[at - 1] && name[at - 1] == c;
        continue;
      }
      const bool may_pass = at > 0 && (c == '*' || name[at - 1] != delimiter);
      next[at] = reached[at] || (may_pass && next[at - 1]);
    }
    reached = std::move(next);
  }
  return reached[name.size()];
}

// Wildcards side by side are one; what is then longer than any name can be matches none.
std::string without_repeats(std::string_view pattern) {
  std::string out;
  for (char c : pattern) {
    const bool wild = c == '*' || c == '%';
    if (wild && !out.empty() && (out.back() == '*' || out.back() == '%')) {
      if (c == '*') out.back() = '*';
    } else {
      out += c;
    }
  }
  return out.substr(0, 2 * kNameOctetsMax + 2);
}

bool matches_mailbox(std::string_view pattern, std::string_view name, char delimiter) {
  if (name != "INBOX") return matches(pattern, name, delimiter);
  return matches(upper(pattern), name, delimiter);
}

void append_listing(std::string& out, std::string_view word, std::string_view attributes,
                    char delimiter, std::string_view name) {
  out += "* ";
  out += word;
  out += " (";
  out += attributes;
  out += ") \"";
  out += delimiter;
  out += "\" ";
  append_astring(out, name);
  out += "\r\n";
}

struct Listed {
  std::string_view name;
  bool exists = true;  // false: only a name above others
};

// All names of the hierarchy in order, INBOX first.
std::vector<Listed> all_names(const Maildrop& maildrop, char delimiter) {
  std::vector<Listed> names;
  for (const Mailbox& folder : maildrop.folders) {
    names.push_back({folder.name});
    for (auto parent = parent_of(folder.name, delimiter); parent;
         parent = parent_of(*parent, delimiter)) {
      if (!is_inbox(*parent) && !find_mailbox(maildrop, *parent)) names.push_back({*parent, false});
    }
  }
  std::sort(names.begin(), names.end(),
            [](const Listed& a, const Listed& b) { return a.name < b.name; });
  names.erase(std::unique(names.begin(), names.end(),
                          [](const Listed& a, const Listed& b) { return a.name == b.name; }),
              names.end());
  names.insert(names.begin(), {"INBOX"});
  return names;
}

// The subscribed names in order, and the levels above them that are not subscribed.
std::vector<Listed> subscribed_names(const Maildrop& maildrop, char delimiter) {
  const std::vector<std::string>& subscribed = maildrop.subscriptions;
  std::vector<Listed> names;
  for (const std::string& name : subscribed) {
    names.push_back({name});
    for (auto parent = parent_of(name, delimiter); parent; parent = parent_of(*parent, delimiter)) {
      const bool known = std::find(subscribed.begin(), subscribed.end(), *parent) !=
                             subscribed.end() ||
                         std::any_of(names.begin(), names.end(), [&](const Listed& each) {
                           return each.name == *parent;
                         });
      if (!known) names.push_back({*parent, false});
    }
  }
  std::sort(names.begin(), names.end(),
            [](const Listed& a, const Listed& b) { return a.name < b.name; });
  return names;
}

std::string attributes_of(const Maildrop& maildrop, const Listed& listed, char delimiter) {
  const bool has_children =
      std::any_of(maildrop.folders.begin(), maildrop.folders.end(),
                  [&](const Mailbox& m) { return is_below(m.name, listed.name, delimiter); });
  std::string attributes = listed.exists ? "" : "\\Noselect ";
  return attributes + (has_children ? "\\HasChildren" : "\\HasNoChildren");
}

Result subscribe_to(Run& run, const std::string& given, bool subscribed) {
  const std::string name = is_inbox(given) ? "INBOX" : given;
  if (subscribed && !find_mailbox(own(run), name)) return no_such_mailbox("NONEXISTENT");
  if (subscribed && own(run).subscriptions.size() > kFoldersMax) {
    return no(Refused::no_room, "there are too many subscriptions", "LIMIT");
  }
  subscribe(modify_own(run), name, subscribed);
  return ok(subscribed ? "subscribed" : "not subscribed");
}

std::uint64_t count_of(const Mailbox& mailbox, StatusItem item) {
  switch (item) {
    case StatusItem::messages: return mailbox.messages.size();
    case StatusItem::uid_next: return mailbox.uid_next.value;
    case StatusItem::uid_validity: return mailbox.uid_validity;
    case StatusItem::recent:
      return static_cast<std::uint64_t>(
          std::count_if(mailbox.messages.begin(), mailbox.messages.end(),
                        [&](const StoredMessage& m) { return m.uid >= mailbox.first_recent; }));
    case StatusItem::unseen:
      return static_cast<std::uint64_t>(
          std::count_if(mailbox.messages.begin(), mailbox.messages.end(),
                        [](const StoredMessage& m) { return !m.flags.has(SystemFlag::seen); }));
  }
  return 0;
}

std::string_view word_of(StatusItem item) {
  switch (item) {
    case StatusItem::messages: return "MESSAGES";
    case StatusItem::recent: return "RECENT";
    case StatusItem::uid_next: return "UIDNEXT";
    case StatusItem::uid_validity: return "UIDVALIDITY";
    case StatusItem::unseen: return "UNSEEN";
  }
  return {};
}

// A message is stored in wire form: where a bare LF or CR stands, a line ended.
std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' && text[i] != '\n') {
      out += text[i];
      continue;
    }
    out += "\r\n";
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  return out;
}

struct Moved {
  std::uint32_t uid_validity = 0;  // which mailbox
  std::string name;                // that it gets
};

// The mailbox itself, if there is one, and those below it.
std::vector<Moved> moved_by(const Maildrop& maildrop, const Rename& command, char delimiter) {
  std::vector<Moved> all;
  for (const Mailbox& m : maildrop.folders) {
    if (m.name == command.from || is_below(m.name, command.from, delimiter))
      all.push_back({m.uid_validity, command.to + m.name.substr(command.from.size())});
  }
  return all;
}

// RFC 9051 section 6.3.6: INBOX itself stays, and so do names below it; its messages go.
Result rename_inbox(Run& run, const std::string& to) {
  if (auto refusal = refuse_name(run, to)) return *std::move(refusal);
  if (auto refusal = refuse_new_folder(run)) return *std::move(refusal);
  const MaildropId id = maildrop_of(run.session);
  if (own(run).refuses_removal)  // RFC 5530
    return no(Refused::not_possible, "the storage removes nothing now", "UNAVAILABLE");
  if (own(run).locked_by) {
    return no(Refused::in_use, "a POP3 session holds the maildrop", "INUSE");
  }
  Maildrop& maildrop = modify_own(run);
  const std::vector<StoredMessage> messages = std::exchange(maildrop.messages, {});
  ++maildrop.version;
  Mailbox& folder = add_folder(maildrop, to);
  folder.keywords = maildrop.keywords;
  for (const StoredMessage& m : messages) {
    run.out.events.push_back(
        MessageExpunged{id, maildrop.uid_validity, m.uid, m.unique_id, m.message, folder.name});
    const StoredMessage& moved = append(folder, m.message, m.internal_date, m.flags);
    run.out.events.push_back(
        MessageStored{id, folder.uid_validity, moved.uid, {}, moved.message, moved.flags,
                      maildrop.uid_validity, m.uid});
  }
  return ok("renamed; INBOX stays, empty");
}

}  // namespace

MaildropId maildrop_of(const Session& session) {
  if (const auto* state = std::get_if<Selected>(&session.state)) return state->maildrop;
  return std::get<Authenticated>(session.state).maildrop;
}

Result no_such_mailbox(std::string code) {
  return no(Refused::no_such_mailbox, "there is no such mailbox", std::move(code));
}

Result over_quota() {
  return no(Refused::no_room, "there would be too many messages", "OVERQUOTA");
}

Result carry_out(Run& run, const Select& command) {
  return select_mailbox(run, command.mailbox, false);
}

Result carry_out(Run& run, const Examine& command) {
  return select_mailbox(run, command.mailbox, true);
}

// RFC 9051 section 6.4.1: removes what is \Deleted, without a word.
Result carry_out(Run& run, const Close&) {
  const Selected& selected = std::get<Selected>(run.session.state);
  std::vector<Uid> uids;
  for (const StoredMessage& m : mailbox_of(run.store, selected).messages) {
    if (m.flags.has(SystemFlag::deleted)) uids.push_back(m.uid);
  }
  if (!selected.read_only && !uids.empty()) {
    if (auto refusal = refuse_removal(run, selected)) return *std::move(refusal);
    expunge(run, selected, uids);
  }
  change_state(run, Authenticated{selected.maildrop, {}}, Cause::close);
  return ok("closed");
}

Result carry_out(Run& run, const Unselect&) {
  change_state(run, Authenticated{maildrop_of(run.session), {}}, Cause::close);
  return ok("nothing is selected, nothing was removed");
}

// RFC 9051 section 6.3.4: a delimiter at the end only says that names below will follow.
Result carry_out(Run& run, const Create& command) {
  std::string name = command.mailbox;
  if (name.size() > 1 && name.back() == run.session.config->delimiter) name.pop_back();
  if (auto refusal = refuse_name(run, name)) return *std::move(refusal);
  if (auto refusal = refuse_new_folder(run)) return *std::move(refusal);
  add_folder(modify_own(run), name);
  return ok("created");
}

Result carry_out(Run& run, const Delete& command) {
  if (is_inbox(command.mailbox)) {
    return no(Refused::not_possible, "INBOX stays", "CANNOT");  // RFC 9051 section 6.3.5
  }
  const Mailbox* mailbox = find_mailbox(own(run), command.mailbox);
  if (!mailbox) return no_such_mailbox("NONEXISTENT");
  const auto* selected = std::get_if<Selected>(&run.session.state);
  if (selected && selected->mailbox == mailbox->uid_validity) {
    return no(Refused::selected, "the mailbox is selected", "INUSE");
  }
  if (own(run).refuses_removal && !mailbox->messages.empty())
    return no(Refused::not_possible, "the storage removes nothing now", "UNAVAILABLE");
  const std::uint32_t which = mailbox->uid_validity;
  std::erase_if(modify_own(run).folders, [&](const Mailbox& m) { return m.uid_validity == which; });
  return ok("deleted, its messages with it");
}

// RFC 9051 section 6.3.6: names below go along, all or none.
Result carry_out(Run& run, const Rename& command) {
  if (is_inbox(command.from)) return rename_inbox(run, command.to);
  const char delimiter = run.session.config->delimiter;
  const std::vector<Moved> all = moved_by(own(run), command, delimiter);
  if (all.empty()) return no_such_mailbox("NONEXISTENT");
  if (auto refusal = refuse_name(run, command.to)) return *std::move(refusal);
  if (is_below(command.to, command.from, delimiter)) {
    return no(Refused::not_possible, "a mailbox cannot stand below itself", "CANNOT");
  }
  for (const Moved& moved : all) {
    if (auto refusal = refuse_form(run, moved.name)) return *std::move(refusal);
    const Mailbox* there = find_mailbox(own(run), moved.name);
    const bool goes_too = there && std::any_of(all.begin(), all.end(), [&](const Moved& other) {
                            return other.uid_validity == there->uid_validity;
                          });
    if (there && !goes_too) return name_taken();
  }
  Maildrop& maildrop = modify_own(run);
  for (const Moved& moved : all) find_mailbox(maildrop, moved.uid_validity)->name = moved.name;
  return ok("renamed");
}

Result carry_out(Run& run, const Subscribe& command) {
  return subscribe_to(run, command.mailbox, true);
}

Result carry_out(Run& run, const Unsubscribe& command) {
  return subscribe_to(run, command.mailbox, false);
}

Result carry_out(Run& run, const List& command) {
  const char delimiter = run.session.config->delimiter;
  if (command.pattern.empty()) {  // RFC 9051 section 6.3.9: asks for the delimiter alone
    append_listing(run.out.octets, "LIST", "\\Noselect", delimiter, "");
    return ok("the delimiter");
  }
  const std::string wanted = without_repeats(command.reference + command.pattern);
  const Maildrop& maildrop = own(run);
  for (const Listed& listed : all_names(maildrop, delimiter)) {
    if (!matches_mailbox(wanted, listed.name, delimiter)) continue;
    append_listing(run.out.octets, "LIST", attributes_of(maildrop, listed, delimiter), delimiter,
                   listed.name);
  }
  return ok("these are all");
}

Result carry_out(Run& run, const Lsub& command) {
  const char delimiter = run.session.config->delimiter;
  const std::string wanted = without_repeats(command.reference + command.pattern);
  for (const Listed& listed : subscribed_names(own(run), delimiter)) {
    // RFC 3501 section 6.3.9: a level above a subscribed name is told only where % hides that name.
    const bool above = !listed.exists;
    if (above && wanted.find('%') == std::string::npos) continue;
    if (!matches_mailbox(wanted, listed.name, delimiter)) continue;
    append_listing(run.out.octets, "LSUB", above ? "\\Noselect" : "", delimiter, listed.name);
  }
  return ok("these are all");
}

Result carry_out(Run& run, const Status& command) {
  const Mailbox* mailbox = find_mailbox(own(run), command.mailbox);
  if (!mailbox) return no_such_mailbox("NONEXISTENT");
  std::string& out = run.out.octets;
  out += "* STATUS ";
  append_astring(out, mailbox->name);
  std::string counts;
  for (StatusItem item : command.items) {
    if (!counts.empty()) counts += ' ';
    counts += word_of(item);
    counts += ' ' + std::to_string(count_of(*mailbox, item));
  }
  out += " (" + counts + ")\r\n";
  return ok("status told");
}

// RFC 9051 section 6.3.12. What the literal carried has been read, whatever comes of it.
Result carry_out(Run& run, const Append& command) {
  const Mailbox* mailbox = find_mailbox(own(run), command.mailbox);
  if (!mailbox) return no_such_mailbox("TRYCREATE");
  if (command.message.empty()) return no(Refused::not_possible, "an empty message is none");
  if (!has_room(own(run), 1)) return over_quota();
  const std::uint32_t which = mailbox->uid_validity;
  const MaildropId id = maildrop_of(run.session);
  Flags flags{command.flags.system, 0};
  for (const std::string& name : command.flags.keywords) {
    const auto place = keyword_place(*find_mailbox(modify_own(run), which), name);
    if (!place) return no(Refused::no_room, "there are too many keywords", "LIMIT");
    flags.keywords |= 1U << *place;
  }
  // A message that no World delivered: told apart by where it was stored first.
  const std::uint64_t identity = 1ULL << 63 | static_cast<std::uint64_t>(id.value) << 48 |
                                 static_cast<std::uint64_t>(which & 0xFFFFU) << 32 |
                                 find_mailbox(own(run), which)->uid_next.value;
  const StoredMessage& stored =
      store(modify_own(run), which, message_from_octets(with_crlf(command.message), identity),
            command.date.value_or(run.now), flags);
  run.out.events.push_back(
      MessageStored{id, which, stored.uid, stored.unique_id, stored.message, stored.flags});
  return ok("stored",
            "APPENDUID " + std::to_string(which) + ' ' + std::to_string(stored.uid.value));
}

}  // namespace popscope::sim::imap
