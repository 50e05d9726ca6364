// FETCH: single items of single messages.
#include <algorithm>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/imap/commands.h"
#include "sim/imap/structure.h"
#include "sim/mail/header.h"
#include "sim/mail/mime.h"

namespace popscope::sim::imap {
namespace {

// What one FETCH sends at most. A client that asks for every message several times over is told so
// (RFC 5530, LIMIT) before it costs the memory of the machine.
constexpr std::size_t kFetchOctetsMax = 256U * 1024 * 1024;

// RFC 9051 section 6.4.5.1: the named fields (or all others) as they stand, and the blank line.
std::string picked_fields(std::string_view header, const Section& section) {
  const bool others = section.what == Section::What::header_fields_not;
  std::string picked;
  for (const FieldLines& field : fields_of(header)) {
    const bool named =
        std::any_of(section.fields.begin(), section.fields.end(),
                    [&](const std::string& name) { return equal_ignoring_case(name, field.name); });
    if (named != others) picked += field.lines;
  }
  return picked + "\r\n";
}

// The octets of a section; none when the message has no such part.
std::optional<std::string> octets_of(const Section& section, std::string_view message) {
  std::string_view header;
  std::string_view body;
  MimePart root;
  if (section.part.empty()) {
    const HeaderAndBody split = split_header(message);
    header = split.header;
    body = split.body;
  } else {
    root = mime_parts(message);
    const MimePart* part = find_part(root, section.part);
    if (!part) return std::nullopt;
    if (section.what == Section::What::whole) return std::string(part->body);
    if (section.what == Section::What::mime) return std::string(part->header);
    // HEADER and TEXT are those of a message within (RFC 9051 section 6.4.5.1).
    if (!part->is_message()) return std::nullopt;
    header = part->children.front().header;
    body = part->children.front().body;
  }
  switch (section.what) {
    case Section::What::whole: return std::string(message);
    case Section::What::header:
    case Section::What::mime: return std::string(header);
    case Section::What::text: return std::string(body);
    case Section::What::header_fields:
    case Section::What::header_fields_not: return picked_fields(header, section);
  }
  return std::nullopt;
}

void append_body(std::string& out, const BodyItem& item, const Message& message) {
  out += item.name + ' ';
  std::optional<std::string> octets = octets_of(item.section, message.octets.view());
  if (!octets) {
    out += "NIL";
    return;
  }
  std::string_view part = *octets;
  if (item.partial) {
    part = part.substr(std::min<std::size_t>(item.partial->first, part.size()));
    part = part.substr(0, item.partial->octets);
  }
  append_literal(out, part);
}

struct Fetched {
  const ViewEntry& entry;
  const Mailbox& mailbox;
};

void append_attribute(std::string& out, Attribute attribute, const Fetched& of) {
  const std::string_view octets = of.entry.message->octets.view();
  switch (attribute) {
    case Attribute::flags:
      out += "FLAGS " + flag_list(of.entry.flags, of.mailbox.keywords, of.entry.recent);
      return;
    case Attribute::uid: out += "UID " + std::to_string(of.entry.uid.value); return;
    case Attribute::internal_date:
      out += "INTERNALDATE " + date_time(of.entry.internal_date);
      return;
    case Attribute::size: out += "RFC822.SIZE " + std::to_string(octets.size()); return;
    case Attribute::envelope:
      out += "ENVELOPE ";
      return append_envelope(out, split_header(octets).header);
    case Attribute::body:
    case Attribute::structure:
      out += attribute == Attribute::body ? "BODY " : "BODYSTRUCTURE ";
      return append_structure(out, mime_parts(octets), attribute == Attribute::structure);
  }
}

bool names(const std::vector<FetchItem>& items, Attribute wanted) {
  return std::any_of(items.begin(), items.end(), [&](const FetchItem& item) {
    const auto* attribute = std::get_if<Attribute>(&item);
    return attribute && *attribute == wanted;
  });
}

bool reads_body(const std::vector<FetchItem>& items) {
  return std::any_of(items.begin(), items.end(), [](const FetchItem& item) {
    const auto* body = std::get_if<BodyItem>(&item);
    return body && !body->peek;
  });
}

// RFC 9051 section 6.4.5: reading the body sets \Seen; true when that has changed something.
bool set_seen(Run& run, const Selected& selected, Uid uid) {
  const StoredMessage* stored = find(mailbox_of(run.store, selected), uid);
  if (!stored || stored->flags.has(SystemFlag::seen)) return false;
  Flags flags = stored->flags;
  flags.set(SystemFlag::seen);
  set_flags(modify_mailbox(run, selected), uid, flags);
  run.out.events.push_back(FlagsSet{selected.maildrop, selected.mailbox, uid, flags});
  return true;
}

Result fetch(Run& run, const FetchCommand& command, bool uids) {
  Selected& selected = std::get<Selected>(run.session.state);
  const auto places = places_of(command.set, selected, uids);
  if (!places) return no_such_message();
  std::vector<FetchItem> items = command.items;
  // RFC 9051 section 6.4.9: the UID comes along, asked for or not.
  if (uids && !names(items, Attribute::uid)) items.insert(items.begin(), Attribute::uid);
  const bool sets_seen = reads_body(items) && !selected.read_only;
  const bool asks_flags = names(items, Attribute::flags);
  if (!places->empty() && asks_flags) tell_new_keywords(run, selected);
  for (std::size_t place : *places) {
    if (run.out.octets.size() > kFetchOctetsMax) {
      return no(Refused::no_room, "that is too much at once", "LIMIT");
    }
    const bool seen_now = sets_seen && set_seen(run, selected, (*selected.view)[place].uid);
    if (asks_flags || seen_now) {
      current_flags(mailbox_of(run.store, selected), selected.view.modify()[place]);
    }
    const Fetched of{(*selected.view)[place], mailbox_of(run.store, selected)};
    std::string& out = run.out.octets;
    out += "* " + std::to_string(place + 1) + " FETCH (";
    if (seen_now && !asks_flags) {  // the client has to learn of it
      append_attribute(out, Attribute::flags, of);
      out += ' ';
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ' ';
      if (const auto* attribute = std::get_if<Attribute>(&items[i])) {
        append_attribute(out, *attribute, of);
      } else {
        append_body(out, std::get<BodyItem>(items[i]), *of.entry.message);
      }
    }
    out += ")\r\n";
  }
  return ok_with(places->size(), "fetched");
}

}  // namespace

Result carry_out(Run& run, const Fetch& command) { return fetch(run, command, false); }
Result carry_out(Run& run, const UidFetch& command) { return fetch(run, command, true); }

}  // namespace popscope::sim::imap
