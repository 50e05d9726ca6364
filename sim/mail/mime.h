#pragma once
// A message as a tree of parts (RFC 2045, RFC 2046), for those who ask for single ones. Views into
// the message; nothing is decoded. Knows no protocol.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace popscope::sim {

// Parts within parts, and parts in all: beyond that a part is taken as plain octets.
inline constexpr int kMimeDepthMax = 20;
inline constexpr std::size_t kMimePartsMax = 1000;

// "text/plain; charset=us-ascii": words in lower case, values as they stand.
struct MimeValue {
  std::string value;
  std::vector<std::pair<std::string, std::string>> parameters;
};
MimeValue mime_value(std::string_view text);

struct MimePart {
  std::string_view header;  // with the blank line
  std::string_view body;
  std::string type = "text";  // RFC 2045 section 5.2: without a Content-Type it is plain text
  std::string subtype = "plain";
  std::vector<std::pair<std::string, std::string>> parameters{{"charset", "us-ascii"}};
  std::string encoding = "7bit";
  std::optional<MimeValue> disposition;
  // multipart: its parts; message/rfc822: the message in it, alone.
  std::vector<MimePart> children;

  bool is_multipart() const { return type == "multipart" && !children.empty(); }
  bool is_message() const { return type == "message" && !children.empty(); }
};

MimePart mime_parts(std::string_view message);

// The part with such a number (RFC 9051 section 6.4.5.1): 1 of what is no multipart is its body.
const MimePart* find_part(const MimePart& message, const std::vector<std::uint32_t>& number);

}  // namespace popscope::sim
