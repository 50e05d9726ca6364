#pragma once
// One step as a row of the ladder, and where the hosts' lanes are. Shared by the ladder and the
// comparison; it knows no cursor and no window.
#include <cstdint>
#include <string>
#include <vector>

#include "view/ladder.h"
#include "view/step_text.h"

namespace popscope::view {

// Servers in the middle, devices alternating: the first left, the second right, the third left of
// the first. A single device stands left, its server right.
class LaneOrder {
 public:
  explicit LaneOrder(const sim::World& world)
      : devices_(static_cast<std::uint32_t>(world.devices.size())),
        servers_(static_cast<std::uint32_t>(world.servers->size())) {}

  std::uint32_t count() const { return devices_ + servers_; }
  std::uint32_t of(sim::DeviceId device) const {
    const std::uint32_t n = device.value;
    return n % 2 == 0 ? left() - 1 - n / 2 : left() + servers_ + n / 2;
  }
  std::uint32_t of(sim::ServerId server) const { return left() + server.value; }

 private:
  std::uint32_t left() const { return (devices_ + 1) / 2; }

  std::uint32_t devices_;
  std::uint32_t servers_;
};

std::vector<Lane> lanes_of(const sim::World& world, const text::Catalogue& catalogue);

// `time` is left as it is: past. `as_listener`: of what TLS seals only the length.
LadderRow row_of(const StepOf& step, const LaneOrder& lanes, const text::Catalogue& catalogue,
                 bool as_listener);
LadderRow segment_row_of(const StepOf& step, std::uint32_t segment, const LaneOrder& lanes,
                         const text::Catalogue& catalogue, bool as_listener);

}  // namespace popscope::view
