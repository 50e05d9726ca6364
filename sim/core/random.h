#pragma once
// The only source of randomness in the simulation: splitmix64 (Steele, Lea, Flood 2014), a value
// that is copied with the World, so that a fork draws the same numbers.
#include <cstdint>

namespace popscope::sim {

struct Random {
  std::uint64_t state = 0;

  std::uint64_t next() {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  // A number below `bound` (> 0). The bias of the remainder is far below what a lesson can show.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

  friend bool operator==(const Random&, const Random&) = default;
};

}  // namespace popscope::sim
