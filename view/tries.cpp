#include "view/tries.h"

namespace popscope::view {

LineBegun line_begun(const lesson::Visit& visit, std::uint32_t entry) {
  const auto& a_try = std::get<lesson::Try>(visit.lesson().entries[entry].entry->act);
  LineBegun begun;
  const std::size_t blank = a_try.shown.find('_');
  if (blank != std::string::npos) begun.line = a_try.shown.substr(0, blank);
  const auto& devices = visit.world().devices;
  for (std::uint32_t n = 0; n < devices.size(); ++n)
    if (devices[n]->name == a_try.device) begun.device = sim::DeviceId{n};
  return begun;
}

}  // namespace popscope::view
