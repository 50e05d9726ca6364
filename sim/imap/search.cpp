// SEARCH: which messages of the view have what the keys ask for.
#include <algorithm>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/base64.h"
#include "sim/core/calendar.h"
#include "sim/imap/commands.h"
#include "sim/mail/header.h"
#include "sim/mail/mime.h"

namespace popscope::sim::imap {
namespace {

// RFC 9051 section 6.4.4: a substring, without regard to case.
bool has_text(std::string_view where, std::string_view text) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return text.empty() ||
         std::search(where.begin(), where.end(), text.begin(), text.end(), same) != where.end();
}

std::string value_of(const FieldLines& field) {
  std::string value;
  for (char c : field.lines.substr(std::min(field.lines.find(':') + 1, field.lines.size()))) {
    if (c != '\r' && c != '\n') value += c;
  }
  return decoded_words(value);
}

//   "Mon, 01 Jan 2024 10:01:00 +0000": the day as it stands there, whatever its zone
std::optional<std::int64_t> day_of_date_field(std::string_view header) {
  std::string value = header_field(header, "Date");
  const std::size_t comma = value.find(',');
  if (comma != std::string::npos) value.erase(0, comma + 1);
  int numbers[2] = {0, 0};
  std::optional<int> month;
  std::string word;
  int seen = 0;
  value += ' ';
  for (char c : value) {
    if (c != ' ') {
      word += c;
      continue;
    }
    if (word.empty()) continue;
    if (seen == 1) {
      month = month_from(word);
    } else if (seen < 3 && word.size() <= 4) {
      int n = 0;
      for (char digit : word) n = is_digit(digit) ? n * 10 + (digit - '0') : -1'000'000;
      numbers[seen == 0 ? 0 : 1] = n;
    }
    ++seen;
    word.clear();
  }
  if (!month || seen < 3 || numbers[0] < 1 || numbers[0] > 31 || numbers[1] < 1)
    return std::nullopt;
  return days_from_civil(numbers[1], *month, numbers[0]);
}

// A part's text with its transfer encoding taken off (RFC 2045 section 6).
std::string decoded_body(const MimePart& part) {
  if (part.encoding == "quoted-printable") return quoted_printable_decoded(part.body);
  if (part.encoding != "base64") return std::string(part.body);
  std::string digits;
  for (char c : part.body) {
    if (c != '\r' && c != '\n') digits += c;
  }
  return base64_decoded(digits).value_or("");
}

// RFC 9051 section 6.4.4, BODY: texts, and messages within with their headers; what is no text is
// not looked at.
bool body_has(const MimePart& part, std::string_view text) {
  if (part.is_multipart()) {
    return std::any_of(part.children.begin(), part.children.end(), [&](const MimePart& child) {
      return has_text(child.header, text) || body_has(child, text);
    });
  }
  if (part.is_message()) {
    const MimePart& within = part.children.front();
    return has_text(within.header, text) || body_has(within, text);
  }
  return (part.type == "text" || text.empty()) && has_text(decoded_body(part), text);
}

// One message as the keys look at it.
struct Candidate {
  const ViewEntry& entry;
  const Mailbox& mailbox;
  std::uint32_t number;
  std::uint32_t count;
  std::uint32_t largest_uid;

  std::string_view octets() const { return entry.message->octets.view(); }
  std::string_view header() const { return split_header(octets()).header; }
};

bool has(const Candidate& c, const SearchKey& key);

bool all_have(const Candidate& c, const SearchKeys& keys) {
  return std::all_of(keys.begin(), keys.end(), [&](const SearchKey& key) { return has(c, key); });
}

bool has_key(const Candidate&, const KeyAll&) { return true; }
bool has_key(const Candidate& c, const KeyFlag& key) {
  return c.entry.flags.has(key.flag) == key.set;
}
bool has_key(const Candidate& c, const KeyKeyword& key) {
  const auto place = find_keyword(c.mailbox, key.name);
  return (place && (c.entry.flags.keywords >> *place & 1U) != 0) == key.set;
}
bool has_key(const Candidate& c, const KeyRecent& key) {
  if (key.unseen_too && c.entry.flags.has(SystemFlag::seen)) return false;
  return c.entry.recent == key.recent;
}
bool has_key(const Candidate& c, const KeyNumbers& key) {
  return key.uids ? key.set.holds(c.entry.uid.value, c.largest_uid)
                  : key.set.holds(c.number, c.count);
}
bool has_key(const Candidate& c, const KeyHeader& key) {
  const std::vector<FieldLines> fields = fields_of(c.header());
  return std::any_of(fields.begin(), fields.end(), [&](const FieldLines& field) {
    return equal_ignoring_case(field.name, key.field) && has_text(value_of(field), key.text);
  });
}
bool has_key(const Candidate& c, const KeyText& key) {
  if (body_has(mime_parts(c.octets()), key.text)) return true;
  if (!key.header_too) return false;
  return has_text(c.header(), key.text) || has_text(decoded_words(c.header()), key.text);
}
bool has_key(const Candidate& c, const KeySize& key) {
  return key.larger ? c.octets().size() > key.octets : c.octets().size() < key.octets;
}
bool has_key(const Candidate& c, const KeyDate& key) {
  const std::optional<std::int64_t> day =
      key.sent ? day_of_date_field(c.header()) : std::optional(days_of(c.entry.internal_date));
  if (!day) return false;
  switch (key.how) {
    case KeyDate::How::before: return *day < key.day;
    case KeyDate::How::on: return *day == key.day;
    case KeyDate::How::since: return *day >= key.day;
  }
  return false;
}
bool has_key(const Candidate& c, const KeyNot& key) { return !all_have(c, key.key); }
bool has_key(const Candidate& c, const KeyOr& key) {
  return std::any_of(key.keys.begin(), key.keys.end(),
                     [&](const SearchKey& k) { return has(c, k); });
}
bool has_key(const Candidate& c, const KeyAnd& key) { return all_have(c, key.keys); }

bool has(const Candidate& c, const SearchKey& key) {
  return std::visit([&](const auto& k) { return has_key(c, k); }, key.key);
}

Result search(Run& run, const SearchCommand& command, bool uids) {
  if (!command.known_charset) {
    return no(Refused::not_possible, "no such charset here", "BADCHARSET (US-ASCII UTF-8)");
  }
  Selected& selected = std::get<Selected>(run.session.state);
  const Mailbox& mailbox = mailbox_of(run.store, selected);
  const auto& view = *selected.view;
  const auto count = static_cast<std::uint32_t>(view.size());
  const std::uint32_t largest = view.empty() ? 0 : view.back().uid.value;
  std::size_t found = 0;
  std::string line = "SEARCH";
  for (std::uint32_t i = 0; i < count; ++i) {
    // A flag that another session has set counts already, though the client is told later.
    ViewEntry entry = view[i];
    current_flags(mailbox, entry);
    if (!has({entry, mailbox, i + 1, count, largest}, command.key)) continue;
    line += ' ' + std::to_string(uids ? entry.uid.value : i + 1);
    ++found;
  }
  append_untagged(run.out.octets, line);
  return ok_with(found, "searched");
}

}  // namespace

Result carry_out(Run& run, const Search& command) { return search(run, command, false); }
Result carry_out(Run& run, const UidSearch& command) { return search(run, command, true); }

}  // namespace popscope::sim::imap
