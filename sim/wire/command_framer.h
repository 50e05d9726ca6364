#pragma once
// CommandFramer: octets in, whole commands out, for protocols whose lines may carry literals
// (RFC 9051 section 4.3). It knows no command. A line that ends in "{n}" or "{n+}" announces n
// octets that belong to the command, whatever they are; the command goes on behind them.
//
//   literal = "{" number ["+"] "}" CRLF *CHAR8     ; "+": RFC 7888, the peer does not wait
//
// Without "+" the peer waits to be told to go on: that is an item of its own, so that the answer
// comes behind those to the commands before it.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/digest.h"

namespace popscope::sim {

struct FramerLimits {
  std::size_t line_octets_max = 8192;
  std::size_t command_octets_max = 16'777'216;  // with its literals
  // A literal that is too large and was sent without waiting has to be read past. Beyond this
  // nobody reads past it: the connection is lost.
  std::uint64_t skipped_octets_max = 1'073'741'824;
  friend bool operator==(const FramerLimits&, const FramerLimits&) = default;
};

struct Framed {
  enum class What : std::uint8_t {
    command,    // `octets`: as received, its literals in it, without the last line end
    go_ahead,   // the peer waits to be told to send a literal
    too_long,   // a command with a line over the limit; `octets` has what fits
    too_large,  // a command with a literal over the limit; `octets` goes up to its announcement
    hopeless,   // ... and it cannot be read past
  };
  What what = What::command;
  std::string octets;
  friend bool operator==(const Framed&, const Framed&) = default;
};

class CommandFramer {
 public:
  CommandFramer() = default;
  explicit CommandFramer(FramerLimits limits) : limits_(limits) {}

  // Takes octets off the front, up to what completes an item; none when more is needed.
  std::optional<Framed> take(std::string_view& octets);

  // The octets of the command that has not ended yet.
  std::string_view pending() const { return command_; }

  // Forgets the command that has not ended.
  void clear();

  void digest(Digest& d) const;

  friend bool operator==(const CommandFramer&, const CommandFramer&) = default;

 private:
  void keep(std::string_view octets);
  void keep_literal(std::string_view& octets);
  std::optional<Framed> line_ended();
  Framed give(Framed::What what);

  FramerLimits limits_;
  std::string command_;          // everything so far, lines and literals
  std::size_t line_octets_ = 0;  // of the line that has not ended, thrown away ones too
  std::string line_tail_;        // its last octets: what might announce a literal
  std::uint64_t literal_left_ = 0;
  bool literal_is_skipped_ = false;
  bool too_long_ = false;
  bool too_large_ = false;
};

inline void digest(Digest& d, const CommandFramer& framer) { framer.digest(d); }

// The literal that a line's end announces.
struct LiteralAnnounced {
  std::uint64_t octets = 0;  // what does not fit is the largest number
  bool waits = true;         // no "+"
};
std::optional<LiteralAnnounced> literal_announced(std::string_view line);

}  // namespace popscope::sim
