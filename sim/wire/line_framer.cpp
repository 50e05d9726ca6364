#include "sim/wire/line_framer.h"

#include <utility>

namespace popscope::sim {

std::optional<Line> LineFramer::push(char octet) {
  std::string_view one(&octet, 1);
  return take(one);
}

std::optional<Line> LineFramer::take(std::string_view& octets) {
  const std::size_t line_feed = octets.find('\n');
  if (line_feed == std::string_view::npos) {
    keep(octets);
    octets = {};
    return std::nullopt;
  }
  keep(octets.substr(0, line_feed));
  octets.remove_prefix(line_feed + 1);

  Line line;
  line.end = behind_cr_ ? LineEnd::crlf : LineEnd::bare_lf;
  line.too_long = overflowed_;
  line.text = std::move(pending_);
  if (behind_cr_ && !overflowed_) line.text.pop_back();
  clear();
  return line;
}

void LineFramer::clear() {
  pending_.clear();
  overflowed_ = false;
  behind_cr_ = false;
}

void LineFramer::digest(Digest& d) const {
  d.text(pending_);
  d.flag(overflowed_);
  d.flag(behind_cr_);
}

void LineFramer::keep(std::string_view octets) {
  if (octets.empty()) return;
  behind_cr_ = octets.back() == '\r';
  const std::size_t room = octets_max_ - 1 - pending_.size();  // 1: the LF is still to come
  if (octets.size() > room) {
    overflowed_ = true;
    octets = octets.substr(0, room);
  }
  pending_.append(octets);
}

}  // namespace popscope::sim
