#include "view/console_words.h"

#include <array>

namespace popscope::view {
namespace {

constexpr std::array<std::string_view, kOwnWords> kWords = {"connect", "close", "reset", "cut",
                                                            "plug",    "check", "wait",  "set"};

struct Unit {
  std::string_view name;
  std::int64_t us;
};
constexpr std::array<Unit, 5> kUnits = {{
    {"ms", 1'000},
    {"s", 1'000'000},
    {"min", 60'000'000},
    {"h", 3'600'000'000},
    {"d", 86'400'000'000},
}};

// More digits than any wait needs: what has them is too long in every unit.
constexpr std::size_t kDigitsMax = 9;

bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const char c = a[i] >= 'A' && a[i] <= 'Z' ? static_cast<char>(a[i] - 'A' + 'a') : a[i];
    if (c != b[i]) return false;
  }
  return true;
}

}  // namespace

std::string_view to_text(OwnWord word) { return kWords[static_cast<std::size_t>(word)]; }

std::optional<OwnWord> own_word_from(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (same(word, kWords[i])) return static_cast<OwnWord>(i);
  return std::nullopt;
}

std::vector<std::string> own_words() {
  std::vector<std::string> words;
  for (const std::string_view word : kWords) words.emplace_back(word);
  return words;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<sim::Duration> duration_from(std::string_view time) {
  std::size_t digits = 0;
  std::int64_t n = 0;
  for (; digits < time.size() && time[digits] >= '0' && time[digits] <= '9'; ++digits)
    if (digits < kDigitsMax) n = n * 10 + (time[digits] - '0');
  if (digits == 0) return std::nullopt;
  const std::string_view unit = trimmed(time.substr(digits));
  for (const Unit& known : kUnits) {
    if (!same(unit, known.name)) continue;
    if (digits > kDigitsMax || n > kWaitMax.us / known.us) return sim::Duration{kWaitMax.us + 1};
    return sim::Duration{n * known.us};
  }
  return std::nullopt;
}

}  // namespace popscope::view
