#pragma once
// One line of the wire, taken apart for showing: who says it, its status, its words, its line end.
// Octets that no face can show stand as escapes such as "\x00".
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace popscope::view {

enum class Speaker : std::uint8_t { client, server };
enum class Tone : std::uint8_t { plain, ok, error };

struct WireLine {
  Speaker speaker = Speaker::client;
  Tone tone = Tone::plain;
  std::string status;      // "+OK", "-ERR", or empty
  std::string words;       // the rest, without the space behind the status
  enum class End : std::uint8_t { crlf, bare_lf, none } end = End::crlf;
  bool stuffed = false;    // a payload line whose first dot was added for the wire
  std::size_t secret_from = 0;   // of `words`: a password that is to be seen as one,
  std::size_t secret_count = 0;  // 0: none
  friend bool operator==(const WireLine&, const WireLine&) = default;
};

// `line` with its line end or without; only a server's line has a status.
WireLine wire_line(Speaker speaker, std::string_view line);
// A line below a multi-line reply's first: what looks like a status there is none.
WireLine payload_line(std::string_view line);
std::string shown(std::string_view octets);  // escapes what is not printable ASCII or valid UTF-8
// As it was said, without a line end: "S: +OK message 2 marked".
std::string plain_text(const WireLine& line);

}  // namespace popscope::view
