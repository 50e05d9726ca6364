#pragma once
// The header of a message, and the addresses in it (RFC 5322). Knows no protocol.
#include <string>
#include <string_view>
#include <vector>

namespace popscope::sim {

// A message as header (with the blank line behind it) and body.
struct HeaderAndBody {
  std::string_view header;
  std::string_view body;
};
HeaderAndBody split_header(std::string_view message);

// One field as it stands: name, and all its lines with their line ends.
struct FieldLines {
  std::string_view name;
  std::string_view lines;
};
std::vector<FieldLines> fields_of(std::string_view header);

// "Gr\xC3\xBC\xC3\x9Fe" of "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=" (RFC 2047); UTF-8, US-ASCII and
// ISO-8859-1 are known, other words stay as they are.
std::string decoded_words(std::string_view text);

// RFC 2045 section 6.7; what is not of its form stays as it is.
std::string quoted_printable_decoded(std::string_view text);

// An address as IMAP's ENVELOPE takes it apart; empty strings stand for what is not there. A group
// begins with an address that has a mailbox and no host, and ends with one that has neither.
struct Address {
  std::string name;
  std::string route;
  std::string mailbox;
  std::string host;
};
std::vector<Address> addresses_of(std::string_view value);

}  // namespace popscope::sim
