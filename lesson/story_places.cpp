#include "lesson/story_places.h"

namespace popscope::lesson {
namespace {

// False when the two lie in different ways of one choice.
bool both_can_happen(const WayPath& a, const WayPath& b) {
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i].first == b[i].first; ++i) {
    if (a[i].second != b[i].second) return false;
  }
  return true;
}

}  // namespace

void StoryPlaces::add(std::string name, std::uint32_t marker, WayPath path) {
  places_.push_back({std::move(name), marker, std::move(path)});
}

std::optional<std::uint32_t> StoryPlaces::find(std::string_view name, std::uint32_t after,
                                               const WayPath& path, const Where& where,
                                               Complaints& complaints) const {
  bool earlier = false;
  bool elsewhere = false;
  std::vector<std::string> later;
  for (const Place& place : places_) {
    const bool is_later = place.marker > after;
    const bool reachable = both_can_happen(place.path, path);
    if (is_later && reachable) later.push_back(place.name);
    if (place.name != name) continue;
    if (is_later && reachable) return place.marker;
    (is_later ? elsewhere : earlier) = true;
  }
  if (elsewhere) {
    complaints.add("ask_target_in_other_way", where, {text::plain("name", name)});
  } else if (earlier) {
    complaints.add("ask_target_is_earlier", where,
                   {text::plain("name", name), text::plain("known", as_list(later))});
  } else {
    complaints.unknown("unknown_place", name, later, where);
  }
  return std::nullopt;
}

}  // namespace popscope::lesson
