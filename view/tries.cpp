#include "view/tries.h"

#include <algorithm>

namespace popscope::view {

std::optional<std::uint32_t> try_left_behind(const lesson::Visit& visit) {
  if (!visit.way_back()) return std::nullopt;
  const sim::Branch& branch = visit.timeline().branches()[visit.branch().value];
  const auto& passed = visit.passed(*branch.parent);
  const auto behind = std::upper_bound(
      passed.begin(), passed.end(), branch.forked_at,
      [](std::uint32_t moment, const lesson::Passed& p) { return moment < p.moment; });
  if (behind == passed.begin()) return std::nullopt;
  const lesson::MarkerMeaning& last = visit.lesson().markers[std::prev(behind)->marker];
  if (last.kind != lesson::MarkerMeaning::Kind::begin) return std::nullopt;
  const lesson::Act& act = visit.lesson().entries[last.entry].entry->act;
  const bool waits =
      std::holds_alternative<lesson::Try>(act) && visit.tries().count(last.entry) == 0;
  return waits ? std::optional(last.entry) : std::nullopt;
}

std::optional<std::uint32_t> waiting_try(const lesson::Visit& visit) {
  if (const std::optional<std::uint32_t> open = visit.open_try()) return open;
  if (const std::optional<std::uint32_t> offered = visit.offered_try()) return offered;
  return try_left_behind(visit);
}

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
