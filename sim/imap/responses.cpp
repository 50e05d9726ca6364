#include "sim/imap/responses.h"

#include <algorithm>
#include <utility>

#include "sim/core/calendar.h"
#include "sim/imap/reader.h"

namespace popscope::sim::imap {
namespace {

// A configured greeting's share of a line.
constexpr std::size_t kGreetingOctetsMax = 200;
// Longer strings go as literals, as usual servers do.
constexpr std::size_t kQuotedOctetsMax = 1000;

std::string_view word_of(Completion completion) {
  switch (completion) {
    case Completion::ok: return "OK";
    case Completion::no: return "NO";
    case Completion::bad: return "BAD";
  }
  return {};
}

// Text for people: octets outside of printable ASCII become "?".
void append_text(std::string& out, std::string_view text) {
  for (char c : text) out += c >= 0x20 && c <= 0x7E ? c : '?';
}

}  // namespace

Result ok(std::string text, std::string code) {
  return {Completion::ok, Refused::none, std::move(code), std::move(text), {}};
}

Result ok_with(std::size_t messages, std::string text, std::string code) {
  Result result = ok(std::move(text), std::move(code));
  result.messages = static_cast<std::uint32_t>(messages);
  return result;
}

Result no(Refused why, std::string text, std::string code) {
  return {Completion::no, why, std::move(code), std::move(text), {}};
}

Result bad(Refused why, std::string text) {
  return {Completion::bad, why, {}, std::move(text), {}};
}

void append_tagged(std::string& out, std::string_view tag, const Result& result) {
  out += tag;
  out += ' ';
  out += word_of(result.completion);
  out += ' ';
  if (!result.code.empty()) out += '[' + result.code + "] ";
  append_text(out, result.text);
  out += "\r\n";
}

void append_untagged(std::string& out, std::string_view line) {
  out += "* ";
  out += line;
  out += "\r\n";
}

void append_untagged_ok(std::string& out, std::string_view code, std::string_view text) {
  out += "* OK [";
  out += code;
  out += "] ";
  out += text;
  out += "\r\n";
}

void append_bye(std::string& out, std::string_view text) {
  out += "* BYE ";
  out += text;
  out += "\r\n";
}

void append_go_ahead(std::string& out, std::string_view text) {
  out += "+ ";
  out += text;
  out += "\r\n";
}

void append_count(std::string& out, std::uint64_t n, std::string_view what) {
  out += "* " + std::to_string(n) + ' ';
  out += what;
  out += "\r\n";
}

void append_greeting(std::string& out, const Config& config) {
  out += "* OK [CAPABILITY " + capabilities() + "] ";
  append_text(out, std::string_view(config.greeting).substr(0, kGreetingOctetsMax));
  out += "\r\n";
}

// RFC 9051 section 7.2.2: what stands in the table's column, and what the framer can do. The same
// in every state: nothing here depends on who has logged in.
std::string capabilities() {
  std::string text = "IMAP4rev1 LITERAL+";  // RFC 7888
  for (const CommandSpec& spec : command_table()) {
    if (spec.capability.empty()) continue;
    text += ' ';
    text += spec.capability;
  }
  return text;
}

void append_literal(std::string& out, std::string_view octets) {
  out += '{' + std::to_string(octets.size()) + "}\r\n";
  out += octets;
}

void append_string(std::string& out, std::string_view text) {
  const bool quotable =
      text.size() <= kQuotedOctetsMax &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
  if (!quotable) return append_literal(out, text);
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_nstring(std::string& out, std::string_view text) {
  if (text.empty()) {
    out += "NIL";
  } else {
    append_string(out, text);
  }
}

void append_astring(std::string& out, std::string_view text) {
  const bool atom = !text.empty() && std::all_of(text.begin(), text.end(), is_atom_char);
  if (!atom) return append_string(out, text);
  out += text;
}

std::string flag_list(Flags flags, const std::vector<std::string>& keywords, bool recent) {
  std::string list = "(";
  for (std::string_view name : names_of(flags, keywords)) {
    if (list.size() > 1) list += ' ';
    list += name;
  }
  if (recent) list += list.size() > 1 ? " \\Recent" : "\\Recent";
  return list + ')';
}

std::string date_time(Time time) {
  const CivilTime t = civil_from(time);
  std::string text = "\"" + two_digits(t.day) + '-';
  text += month_name(t.month);
  const std::string year = std::to_string(t.year);
  return text + '-' + std::string(4 - std::min<std::size_t>(4, year.size()), '0') + year + ' ' +
         clock_text(t) + " +0000\"";
}

void append_mailbox_flags(std::string& out, const Mailbox& mailbox, bool read_only) {
  std::string list;
  for (SystemFlag flag : kSystemFlags) {
    if (!list.empty()) list += ' ';
    list += to_text(flag);
  }
  for (const std::string& keyword : mailbox.keywords) list += ' ' + keyword;
  append_untagged(out, "FLAGS (" + list + ")");
  const bool room = mailbox.keywords.size() < kKeywordsMax;
  append_untagged_ok(
      out, read_only ? "PERMANENTFLAGS ()" : "PERMANENTFLAGS (" + list + (room ? " \\*)" : ")"),
      read_only ? "nothing can be changed here" : "these are kept");
}

}  // namespace popscope::sim::imap
