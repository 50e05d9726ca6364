#pragma once
// The line of a task, as it is begun for the learner.
#include <cstdint>
#include <optional>

#include "lesson/visit.h"

namespace popscope::view {

// What stands before the blank of a try's line ("RETR " of "RETR ___"), and who is to send it.
struct LineBegun {
  std::string line;
  std::optional<sim::DeviceId> device;
};
LineBegun line_begun(const lesson::Visit& visit, std::uint32_t a_try);

}  // namespace popscope::view
