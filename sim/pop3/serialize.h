#pragma once
// Octets of a reply. Every octet that a session sends passes here, so that no reply can break the
// limits or the framing, whatever stands in a configuration or a maildrop.
//
//   single-line = status [SP text] CRLF               ; RFC 2449 section 4: at most 512 octets
//   multi-line  = single-line *(stuffed-line CRLF) "." CRLF
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace popscope::sim::pop3 {

inline constexpr std::size_t kFirstLineOctetsMax = 512;

// The first line. Octets outside of printable ASCII become "?", what is too much is cut off.
void append_ok(std::string& out, std::string_view text);
void append_err(std::string& out, std::string_view text);

// The rest of a multi-line reply: stuffed (but by a server at fault), with the final dot.
void append_payload(std::string& out, std::string_view payload, bool stuffs = true);

// Decimal digits, for texts.
void append_number(std::string& out, std::uint64_t n);

// "3 messages", "1 message".
void append_count(std::string& out, std::uint64_t n, std::string_view one, std::string_view many);

}  // namespace popscope::sim::pop3
