#pragma once
// Tries that were answered otherwise than the story wants.
#include <cstdint>
#include <optional>

#include "lesson/visit.h"

namespace popscope::view {

// In a branch of one's own that left the story at a try: that try (an index into
// Compiled::entries), while it waits to be solved.
std::optional<std::uint32_t> try_left_behind(const lesson::Visit& visit);

// The try that waits for its line, wherever one stands.
std::optional<std::uint32_t> waiting_try(const lesson::Visit& visit);

// What stands before the blank of a try's line ("RETR " of "RETR ___"), and who is to send it.
struct LineBegun {
  std::string line;
  std::optional<sim::DeviceId> device;
};
LineBegun line_begun(const lesson::Visit& visit, std::uint32_t a_try);

}  // namespace popscope::view
