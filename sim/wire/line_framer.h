#pragma once
// LineFramer: octets in, lines out, with a limit. It knows no protocol. A line ends with CRLF; a
// bare LF ends it too, as in every server that we watched, and the line says which it was.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/digest.h"

namespace popscope::sim {

enum class LineEnd { crlf, bare_lf };

struct Line {
  std::string text;  // without its line end; cut to the limit when too_long
  LineEnd end = LineEnd::crlf;
  bool too_long = false;  // more octets than the limit came before the line end
  friend bool operator==(const Line&, const Line&) = default;
};

class LineFramer {
 public:
  // `octets_max` counts the line end, as RFC 2449 section 4 does.
  explicit LineFramer(std::size_t octets_max = 255) : octets_max_(octets_max) {}

  // Takes one octet; gives a line when that octet ends it. What is beyond the limit is counted as
  // too long and thrown away, so that a line that never ends cannot grow.
  std::optional<Line> push(char octet);

  // The same for many: takes octets off the front, up to and including the first line end.
  std::optional<Line> take(std::string_view& octets);

  // The octets of the line that has not ended yet.
  std::string_view pending() const { return pending_; }
  bool overflowed() const { return overflowed_; }

  // Forgets the line that has not ended.
  void clear();

  void digest(Digest& d) const;

  friend bool operator==(const LineFramer&, const LineFramer&) = default;

 private:
  void keep(std::string_view octets);

  std::size_t octets_max_;
  std::string pending_;
  bool overflowed_ = false;
  bool behind_cr_ = false;  // the last octet was CR, kept or thrown away
};

inline void digest(Digest& d, const LineFramer& framer) { framer.digest(d); }

// A line without its CRLF or LF.
constexpr std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace popscope::sim
