#pragma once
// The named places of a story, for the `at` of an ask: ids, parts and "WAY/end". It knows where in
// the tree of choices each stands, since what happens in one way never happens in another.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lesson/complaint.h"

namespace popscope::lesson {

// Which way of which choice (by entry) leads to a place, from the root.
using WayPath = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

class StoryPlaces {
 public:
  // `marker`: what is passed when the place is reached.
  void add(std::string name, std::uint32_t marker, WayPath path);

  // The first place of that name behind `after` that can be reached from `path`; complains when
  // there is none, and says why.
  std::optional<std::uint32_t> find(std::string_view name, std::uint32_t after, const WayPath& path,
                                    const Where& where, Complaints& complaints) const;

 private:
  struct Place {
    std::string name;
    std::uint32_t marker = 0;
    WayPath path;
  };
  std::vector<Place> places_;
};

}  // namespace popscope::lesson
