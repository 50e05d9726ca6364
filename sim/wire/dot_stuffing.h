#pragma once
// Byte-stuffing of multi-line replies (RFC 1939 section 3): a payload line that begins with "."
// gets one more "."; the reply ends with a line that is "." alone. Shared by POP3 and SMTP.
#include <string>
#include <string_view>

namespace popscope::sim {

// Payload in wire form (CRLF line ends) -> stuffed payload with the final ".CRLF". A payload that
// does not end in CRLF gets one; an empty one has no lines.
std::string stuff(std::string_view payload);

// The same, put behind what `out` holds.
void append_stuffed(std::string& out, std::string_view payload);

// One received line without its CRLF -> the line as it was before stuffing.
inline std::string_view unstuff_line(std::string_view line) {
  return line.starts_with('.') ? line.substr(1) : line;
}

}  // namespace popscope::sim
