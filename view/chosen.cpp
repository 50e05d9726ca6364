#include "view/chosen.h"

namespace popscope::view {
namespace {

// Beyond so many steps back nothing is near the cursor any more.
constexpr std::uint32_t kStepsBackMax = 1000;

// The last step at or before the cursor for which `is_it` holds.
template <class IsIt>
const sim::Step* last_step(const lesson::Visit& visit, const IsIt& is_it) {
  const sim::Steps& steps = visit.steps();
  const std::uint32_t here = steps.at_moment(visit.moment());
  const std::uint32_t until = here > kStepsBackMax ? here - kStepsBackMax : 0;
  for (std::uint32_t n = here; n > until; --n)
    if (is_it(steps.step(n))) return &steps.step(n);
  return nullptr;
}

}  // namespace

const sim::Step* step_at_cursor(const lesson::Visit& visit) {
  const std::uint32_t n = visit.step();
  return n == 0 ? nullptr : &visit.steps().step(n);
}

lesson::Visit::Standing chosen_place(const lesson::Visit& visit, const Selection& selection) {
  lesson::Visit::Standing place = visit.standing();
  if (place.step == 0 || place.segment || !selection.segment) return place;
  if (*selection.segment < visit.steps().step(place.step).segments.size())
    place.segment = selection.segment;
  return place;
}

std::optional<sim::LinkId> chosen_link(const lesson::Visit& visit, const Selection& selection,
                                       const sim::World& world) {
  if (selection.session && sim::session_of(world, *selection.session))
    return selection.session;
  const sim::Step* step = last_step(visit, [](const sim::Step& s) { return s.link.has_value(); });
  if (step) return step->link;
  for (std::uint32_t n = static_cast<std::uint32_t>(world.links.size()); n > 0; --n)
    if (sim::session_of(world, sim::LinkId{n - 1})) return sim::LinkId{n - 1};
  return std::nullopt;
}

std::optional<sim::SessionId> chosen_session(const lesson::Visit& visit, const Selection& selection,
                                             const sim::World& world) {
  const std::optional<sim::LinkId> link = chosen_link(visit, selection, world);
  return link && sim::session_of(world, *link) ? link : std::nullopt;
}

sim::DeviceId chosen_device(const lesson::Visit& visit, const Selection& selection,
                            const sim::World& world) {
  if (selection.device && selection.device->value < world.devices.size()) return *selection.device;
  if (selection.session && selection.session->value < world.links.size())
    return world.links[selection.session->value]->device;
  const sim::Step* step = last_step(visit, [](const sim::Step& s) { return s.device.has_value(); });
  return step ? *step->device : sim::DeviceId{0};
}

}  // namespace popscope::view
