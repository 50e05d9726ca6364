#include "sim/imap/sequence_set.h"

#include <algorithm>
#include <limits>

#include "sim/core/ascii.h"

namespace popscope::sim::imap {
namespace {

//   nz-number = digit-nz *DIGIT        ; below 2^32
std::optional<std::uint32_t> number_from(std::string_view text) {
  if (text == "*") return 0;
  if (text.empty() || text.size() > 10 || text.front() == '0') return std::nullopt;
  std::uint64_t n = 0;
  for (char c : text) {
    if (!is_digit(c)) return std::nullopt;
    n = n * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (n > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(n);
}

// The range as two numbers in order; "*" where nothing is in use is 0, which no message has.
SequenceRange ordered(SequenceRange range, std::uint32_t largest) {
  if (range.first == 0) range.first = largest;
  if (range.last == 0) range.last = largest;
  if (range.first > range.last) std::swap(range.first, range.last);
  return range;
}

}  // namespace

bool SequenceSet::holds(std::uint32_t number, std::uint32_t largest) const {
  return std::any_of(ranges.begin(), ranges.end(), [&](SequenceRange range) {
    const SequenceRange r = ordered(range, largest);
    return r.first <= number && number <= r.last;
  });
}

std::uint32_t SequenceSet::most(std::uint32_t largest) const {
  std::uint32_t most = 0;
  for (SequenceRange range : ranges) most = std::max(most, ordered(range, largest).last);
  return most;
}

bool SequenceSet::names_largest() const {
  return std::any_of(ranges.begin(), ranges.end(),
                     [](SequenceRange r) { return r.first == 0 || r.last == 0; });
}

std::optional<SequenceSet> sequence_set_from(std::string_view text) {
  SequenceSet set;
  for (;;) {
    const std::size_t comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    const std::size_t colon = part.find(':');
    const auto first = number_from(part.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : number_from(part.substr(colon + 1));
    if (!first || !last || set.ranges.size() == kRangesMax) return std::nullopt;
    set.ranges.push_back({*first, *last});
    if (comma == std::string_view::npos) return set;
    text.remove_prefix(comma + 1);
  }
}

std::string to_text(const SequenceSet& set) {
  const auto number = [](std::uint32_t n) { return n == 0 ? "*" : std::to_string(n); };
  std::string text;
  for (SequenceRange range : set.ranges) {
    if (!text.empty()) text += ',';
    text += number(range.first);
    if (range.last != range.first) text += ':' + number(range.last);
  }
  return text;
}

std::string to_text(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    if (!text.empty()) text += ',';
    text += std::to_string(numbers[i]);
    if (end - i > 1) text += ':' + std::to_string(numbers[end - 1]);
    i = end;
  }
  return text;
}

}  // namespace popscope::sim::imap
