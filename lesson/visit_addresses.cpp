// Addresses of places: [BRANCH:]N | [BRANCH:]id | [BRANCH:]end.
#include <algorithm>
#include <string>

#include "lesson/visit.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;
using sim::Place;

bool same_name(const std::string& a, const std::string& b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) {
           return lower(x) == lower(y);
         });
}

std::optional<std::uint32_t> number_from(const std::string& text) {
  constexpr std::size_t kDigitsMax = 9;  // fits 32 bits; no story has a billion steps
  if (text.empty() || text.size() > kDigitsMax) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

}  // namespace

std::optional<BranchId> Visit::find_branch(const std::string& name) const {
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    if (notes_[i].name == name) return BranchId{i};
  }
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    if (!name.empty() && same_name(notes_[i].name, name)) return BranchId{i};
  }
  const std::optional<std::uint32_t> number = number_from(name);
  if (number && *number >= 1 && *number <= notes_.size()) return BranchId{*number - 1};
  return std::nullopt;
}

std::optional<Place> Visit::find_step(BranchId branch, const std::string& number) const {
  const std::optional<std::uint32_t> n = number_from(number);
  if (!n || *n > steps(branch).count()) return std::nullopt;
  return Place{branch, *n == 0 ? 0 : steps(branch).step(*n).closes};
}

// An id leads to the end of its entry's act; an ask's to where it is asked.
std::optional<Place> Visit::find_id(BranchId branch, const std::string& id) const {
  const std::vector<std::uint32_t>& passed_at = derived(branch).passed_at;
  const auto place = [&](std::uint32_t marker) -> std::optional<Place> {
    if (passed_at[marker] == 0) return std::nullopt;
    return Place{branch, stop_at(branch, passed_at[marker], Grain::line)};
  };
  for (const std::string Entry::*name : {&Entry::id, &Entry::part, &Entry::part_shown}) {
    for (const PlacedEntry& placed : lesson_->entries) {
      if (placed.entry->*name != id) continue;
      const bool asked = std::holds_alternative<Ask>(placed.entry->act);
      if (const auto found = place(asked ? placed.begin : placed.end)) return found;
    }
  }
  for (std::uint32_t i = 0; i < lesson_->markers.size(); ++i) {
    const MarkerMeaning& meaning = lesson_->markers[i];
    if (meaning.kind != MarkerMeaning::Kind::way_end || meaning.way + "/end" != id) continue;
    if (const auto found = place(i)) return found;
  }
  return std::nullopt;
}

std::optional<Place> Visit::find_on(BranchId branch, const std::string& place) const {
  if (place.empty()) return std::nullopt;
  if (place == "end") return Place{branch, stop_at(branch, timeline_.end(branch), Grain::line)};
  if (const std::optional<Place> step = find_step(branch, place)) return step;
  return find_id(branch, place);
}

std::optional<Place> Visit::find(const std::string& address) const {
  const std::size_t colon = address.rfind(':');
  if (colon != std::string::npos) {
    if (const std::optional<BranchId> branch = find_branch(address.substr(0, colon))) {
      return find_on(*branch, address.substr(colon + 1));
    }
  }
  for (std::uint32_t i = 0; i < notes_.size(); ++i) {
    // What a number means must not depend on what the learner has done: the first choices.
    if (i > 0 && (address == "end" || number_from(address))) break;
    if (const std::optional<Place> place = find_on({i}, address)) return place;
  }
  return std::nullopt;
}

}  // namespace popscope::lesson
