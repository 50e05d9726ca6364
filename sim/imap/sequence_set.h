#pragma once
// A set of message numbers or UIDs as a client writes it. Knows no mailbox: what "*" is, the one
// who asks says.
//
//   sequence-set = (seq-number / seq-range) ["," sequence-set]    ; RFC 9051 section 9
//   seq-range    = seq-number ":" seq-number                      ; in either order
//   seq-number   = nz-number / "*"                                ; "*": the largest in use
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace popscope::sim::imap {

// A line of 8192 octets holds fewer than that; a literal cannot hold a set.
inline constexpr std::size_t kRangesMax = 4096;

struct SequenceRange {
  std::uint32_t first = 0;  // 0 stands for "*"
  std::uint32_t last = 0;
  friend bool operator==(const SequenceRange&, const SequenceRange&) = default;
};

struct SequenceSet {
  std::vector<SequenceRange> ranges;

  // `largest`: the largest number in use; 0 when there is none, and then "*" is nothing.
  bool holds(std::uint32_t number, std::uint32_t largest) const;
  // The largest number that it names.
  std::uint32_t most(std::uint32_t largest) const;
  bool names_largest() const;  // there is a "*" in it

  friend bool operator==(const SequenceSet&, const SequenceSet&) = default;
};

std::optional<SequenceSet> sequence_set_from(std::string_view text);

std::string to_text(const SequenceSet& set);  // as a client writes it
// "2:4,7": of ascending numbers.
std::string to_text(const std::vector<std::uint32_t>& numbers);

}  // namespace popscope::sim::imap
