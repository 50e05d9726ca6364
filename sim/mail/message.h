#pragma once
// A message: its octets in wire form (CRLF line ends, never stuffed) and what a mail program shows
// of it. Immutable once made; maildrops and devices share it.
#include <memory>
#include <string>
#include <string_view>

#include "sim/core/digest.h"
#include "sim/core/ids.h"
#include "sim/core/shared_octets.h"
#include "sim/core/time.h"

namespace popscope::sim {

struct Message {
  SharedOctets octets;
  std::string subject;  // of the header, unfolded; empty when there is none
  std::string from;
  std::uint64_t identity = 0;  // which delivery this is; the World's own, on no wire
  std::uint64_t octets_digest = 0;  // of the octets, made once: digesting a World reads no mail

  Octets size() const { return {octets.size()}; }
};

using MessagePtr = std::shared_ptr<const Message>;

// Octets as given: every line end becomes CRLF, a last line without one gets it.
MessagePtr message_from_text(std::string_view text, std::uint64_t identity);

// Exactly these octets, as RETR brought them.
MessagePtr message_from_octets(std::string octets, std::uint64_t identity);

// A message of a people's mail that a scenario only names. `octets` is its exact size; when it is
// less than the header needs, the smallest possible message is made. Some body lines begin with a
// dot when `dot_lines` asks for it.
struct GeneratedMail {
  std::string from = "Kim <kim@example.net>";
  std::string to;
  std::string subject;
  std::uint64_t octets = 0;  // 0: a size drawn from `seed`, between 900 and 1,800
  std::string body;          // empty: filler lines
  Time date;
  std::uint64_t seed = 0;
  bool dot_lines = false;
};
MessagePtr generate_message(const GeneratedMail& mail, std::uint64_t identity);

// The header, the blank line, and the first `lines` lines of the body (RFC 1939 section 7, TOP).
std::string_view top_of(std::string_view message, std::uint64_t lines);

// The value of a header field, unfolded; empty when it is not there.
std::string header_field(std::string_view message, std::string_view name);

void digest(Digest& d, const Message& message);

}  // namespace popscope::sim
