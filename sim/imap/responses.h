#pragma once
// Octets of responses, each put behind what `out` holds. Every octet that a session sends passes
// here, so that no response can break the framing, whatever stands in a mailbox. Texts for people
// are the server's own affair (RFC 9051 section 7.1): short, and never an echo of what a peer
// typed.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/time.h"
#include "sim/imap/session.h"
#include "sim/mail/mailbox.h"

namespace popscope::sim::imap {

enum class Completion : std::uint8_t { ok, no, bad };

// How a command ended. `code` without its brackets; empty: none.
struct Result {
  Completion completion = Completion::ok;
  Refused refused = Refused::none;
  std::string code;
  std::string text;
  std::optional<std::uint32_t> messages{};  // on how many it was carried out, if on any
};

Result ok(std::string text, std::string code = {});
Result ok_with(std::size_t messages, std::string text, std::string code = {});
Result no(Refused why, std::string text, std::string code = {});
Result bad(Refused why, std::string text);

void append_tagged(std::string& out, std::string_view tag, const Result& result);
void append_untagged(std::string& out, std::string_view line);  // "* " and CRLF are added
void append_untagged_ok(std::string& out, std::string_view code, std::string_view text);
void append_bye(std::string& out, std::string_view text);
void append_go_ahead(std::string& out, std::string_view text);                // "+ "
void append_count(std::string& out, std::uint64_t n, std::string_view what);  // "* 3 EXISTS"

void append_greeting(std::string& out, const Config& config);
std::string capabilities();

//   string = quoted / literal
void append_string(std::string& out, std::string_view text);
//   nstring = string / nil
void append_nstring(std::string& out, std::string_view text);  // empty: NIL
void append_literal(std::string& out, std::string_view octets);
// As an atom where that is possible, otherwise as a string.
void append_astring(std::string& out, std::string_view text);

// "(\\Seen $Forwarded \\Recent)"
std::string flag_list(Flags flags, const std::vector<std::string>& keywords, bool recent);
// " 5-Jan-2024 11:34:56 +0000" in quotes.
std::string date_time(Time time);

// FLAGS and PERMANENTFLAGS of a mailbox.
void append_mailbox_flags(std::string& out, const Mailbox& mailbox, bool read_only);

}  // namespace popscope::sim::imap
