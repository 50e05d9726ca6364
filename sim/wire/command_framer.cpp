#include "sim/wire/command_framer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/core/ascii.h"

namespace popscope::sim {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

// As much of a line's end as can matter: "{18446744073709551615+}" and a CR.
constexpr std::size_t kTailOctets = 32;

}  // namespace

std::optional<LiteralAnnounced> literal_announced(std::string_view line) {
  if (!line.ends_with('}')) return std::nullopt;
  line.remove_suffix(1);
  LiteralAnnounced literal;
  if (line.ends_with('+')) {
    literal.waits = false;
    line.remove_suffix(1);
  }
  const std::size_t brace = line.find_last_not_of("0123456789");
  if (brace == std::string_view::npos || line[brace] != '{') return std::nullopt;
  const std::string_view digits = line.substr(brace + 1);
  if (digits.empty()) return std::nullopt;
  for (char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    literal.octets = literal.octets > (kMost - digit) / 10 ? kMost : literal.octets * 10 + digit;
  }
  return literal;
}

std::optional<Framed> CommandFramer::take(std::string_view& octets) {
  while (!octets.empty()) {
    if (literal_left_ > 0) {
      keep_literal(octets);
      continue;
    }
    const std::size_t line_feed = octets.find('\n');
    keep(octets.substr(0, line_feed));
    if (line_feed == std::string_view::npos) {
      octets = {};
      return std::nullopt;
    }
    octets.remove_prefix(line_feed + 1);
    if (std::optional<Framed> framed = line_ended()) return framed;
  }
  return std::nullopt;
}

void CommandFramer::keep_literal(std::string_view& octets) {
  const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(literal_left_, octets.size()));
  if (!literal_is_skipped_) command_.append(octets.substr(0, part));
  octets.remove_prefix(part);
  literal_left_ -= part;
}

void CommandFramer::keep(std::string_view octets) {
  const std::size_t most = limits_.line_octets_max - 1;  // 1: the LF is still to come
  const std::size_t room = most - std::min(line_octets_, most);
  line_octets_ += octets.size();
  line_tail_.append(octets.substr(octets.size() - std::min(octets.size(), kTailOctets)));
  if (line_tail_.size() > kTailOctets) line_tail_.erase(0, line_tail_.size() - kTailOctets);
  if (!too_long_ && !too_large_) command_.append(octets.substr(0, room));
  if (line_octets_ > most) too_long_ = true;
}

std::optional<Framed> CommandFramer::line_ended() {
  if (line_tail_.ends_with('\r')) {
    line_tail_.pop_back();
    if (!too_long_ && !too_large_) command_.pop_back();
  }
  const std::optional<LiteralAnnounced> literal = literal_announced(line_tail_);
  line_tail_.clear();
  line_octets_ = 0;
  if (!literal) {
    return give(too_large_  ? Framed::What::too_large
                : too_long_ ? Framed::What::too_long
                            : Framed::What::command);
  }
  const std::size_t room =
      limits_.command_octets_max - std::min(command_.size() + 2, limits_.command_octets_max);
  const bool fits = !too_long_ && !too_large_ && literal->octets <= room;
  // A peer that waits is not told to go on: its command ends here.
  if (!fits && literal->waits) {
    return give(too_long_ ? Framed::What::too_long : Framed::What::too_large);
  }
  if (!fits && literal->octets > limits_.skipped_octets_max) return give(Framed::What::hopeless);
  if (!fits && !too_long_) too_large_ = true;
  literal_left_ = literal->octets;
  literal_is_skipped_ = !fits;
  if (!fits) return std::nullopt;
  command_ += "\r\n";
  if (literal->waits) return Framed{Framed::What::go_ahead, {}};
  return std::nullopt;
}

Framed CommandFramer::give(Framed::What what) {
  Framed framed{what, std::move(command_)};
  clear();
  return framed;
}

void CommandFramer::clear() {
  command_.clear();
  line_octets_ = 0;
  line_tail_.clear();
  literal_left_ = 0;
  literal_is_skipped_ = false;
  too_long_ = false;
  too_large_ = false;
}

void CommandFramer::digest(Digest& d) const {
  d.text(command_);
  d.u64(line_octets_);
  d.text(line_tail_);
  d.u64(literal_left_);
  d.flag(literal_is_skipped_);
  d.flag(too_long_);
  d.flag(too_large_);
}

}  // namespace popscope::sim
