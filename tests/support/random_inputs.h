#pragma once
// What comes to the minds of those in a random World: inputs of every kind, faults among them. What
// is impossible is refused by the World, and changes nothing.
#include <cstdint>
#include <string>

#include "sim/world/world.h"

namespace popscope::sim::test {

// An input, and so many moments behind it: fewer where the World comes to rest before.
struct Given {
  Input input;
  std::uint32_t moments = 0;
};
inline constexpr std::uint32_t kUntilRest = 5'000;

class RandomInputs {
 public:
  explicit RandomInputs(std::uint64_t seed) : random_{seed * 2} {}

  // What is done next in a World that is as this one.
  Given next(const World& world);

 private:
  Input some_input(const World& world);
  Input some_fault(const World& world, DeviceId device);
  std::string some_line(const World& world, DeviceId device);
  std::string pop3_line(const World& world, DeviceId device);
  std::string imap_line(DeviceId device);
  bool one_in(std::uint64_t n) { return random_.below(n) == 0; }

  Random random_;
  std::uint32_t delivered_ = 0;
};

}  // namespace popscope::sim::test
