#include "text/suggest.h"

#include <algorithm>

namespace popscope::text {
namespace {

// No name that a person types is longer; it bounds the work on hostile files.
constexpr std::size_t kWordOctetsMax = 100;

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t slips_permitted(std::size_t octets) {
  if (octets <= 4) return 1;
  return octets <= 8 ? 2 : 3;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// Of several words each has to be near: one other word among them can turn the meaning round.
bool each_word_is_near(std::string_view a, std::string_view b) {
  const std::vector<std::string_view> ours = words_of(a);
  const std::vector<std::string_view> theirs = words_of(b);
  if (ours.size() != theirs.size()) return true;  // a blank is the slip
  return std::equal(ours.begin(), ours.end(), theirs.begin(),
                    [](std::string_view x, std::string_view y) {
                      const std::size_t most = slips_permitted(x.size());
                      return edit_distance(x, y, most) <= most;
                    });
}

}  // namespace

// Damerau's distance in its restricted form (optimal string alignment): three rows of the table.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit) return limit + 1;
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0u : 1u)});
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
          folded(a[i - 2]) == folded(b[j - 1])) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last = std::move(last);
    last = std::move(row);
  }
  return std::min(last.back(), limit + 1);
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& words) {
  if (word.empty() || word.size() > kWordOctetsMax) return std::nullopt;
  const std::string* best = nullptr;
  std::size_t best_distance = slips_permitted(word.size()) + 1;
  for (const std::string& candidate : words) {
    const std::size_t distance = edit_distance(word, candidate, best_distance);
    // A short word that shares no letter is no neighbour: "on" is not meant by "at".
    if (distance > best_distance || distance >= std::max(word.size(), candidate.size())) continue;
    if (!each_word_is_near(word, candidate)) continue;
    // Of two that are equally near, either might be meant.
    const bool tie = distance == best_distance && !(best && *best == candidate);
    best = tie ? nullptr : &candidate;
    best_distance = distance;
  }
  return best ? std::optional<std::string>(*best) : std::nullopt;
}

}  // namespace popscope::text
