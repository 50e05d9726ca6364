#pragma once
// Whether what one side of a connection says now comes to the other: the one account of it, for
// every sentence that tells who is told, and when. It knows no words.
#include <cstdint>
#include <optional>

#include "sim/world/world.h"

namespace popscope::view {

// Why it does not.
enum class Obstacle : std::uint8_t {
  left,   // the device has opened another connection in its place
  cut,    // the device's cable is pulled
  gap,    // the cable is in, but something was lost before: what follows is never delivered
  ended,  // one side has closed, or the connection was never made
};

std::optional<Obstacle> obstacle(const sim::Link& link, sim::Side from);  // what `from` says
std::optional<Obstacle> obstacle(const sim::Link& link);  // a question and its answer

// How far a device's check is from telling the server what its user did.
enum class Telling : std::uint8_t {
  now,         // the mailbox is selected, and the connection brings what is sent
  soon,        // a check is under way: it tells when it has logged in and selected the mailbox
  plugged_in,  // its cable is pulled, nothing was lost: the check that idles goes on with the cable
  next_check,
};
Telling telling(const sim::World& world, const sim::Device& device);

}  // namespace popscope::view
