#include "view/transport.h"

#include <algorithm>

#include "view/chosen.h"
#include "view/next.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using lesson::Visit;

// More branches than that cannot be told apart in a strip; the list of branches has them all.
constexpr std::uint32_t kBranchesShownMax = 12;

// ---- where the cursor is ----------------------------------------------------------------------

// Steps up to where an open question hides the future; all of them when none does.
std::uint32_t steps_told(const Visit& visit) {
  const std::optional<std::uint32_t> hidden = visit.hidden_after(visit.branch());
  return hidden ? visit.steps().at_moment(*hidden) : visit.steps().count();
}

void put_position(TransportView& view, const Visit& visit, const text::Catalogue& catalogue) {
  view.title = visit.lesson().scenario->title;
  view.step = visit.step();
  view.steps = visit.steps().count();
  if (visit.hidden_after(visit.branch())) view.hidden_after_step = steps_told(visit);
  const text::Arguments arguments{text::number("step", view.step),
                                  text::number("steps", view.steps)};
  const char* form = view.hidden_after_step ? ".counting" : "";
  view.position = catalogue.sentence(std::string("transport.position") + form, arguments);
  view.short_position =
      catalogue.sentence(std::string("transport.position.short") + form, arguments);
  const std::uint32_t moment = visit.moment();
  const sim::Time start = visit.lesson().start.now;
  const sim::Time at = moment == 0 ? start : visit.timeline().moment(visit.branch(), moment).at;
  view.at = duration_text(at - start, catalogue);
}

// ---- named parts ------------------------------------------------------------------------------

void put_parts(TransportView& view, const Visit& visit) {
  const std::uint32_t told = steps_told(visit);
  const auto place = [&](std::uint32_t step) {
    return view.steps == 0 ? 0.0F : static_cast<float>(step) / static_cast<float>(view.steps);
  };
  const std::optional<std::uint32_t> hidden = visit.hidden_after(visit.branch());
  for (const lesson::Passed& begin : visit.parts(visit.branch())) {
    // A part begins behind the step before it; beyond an open question it has no name yet.
    const std::uint32_t from = visit.steps().at_moment(begin.moment - 1);
    if (hidden && begin.moment > *hidden) break;
    if (!view.parts.empty()) view.parts.back().to = place(from);
    const std::uint32_t entry = visit.lesson().markers[begin.marker].entry;
    view.parts.push_back(
        {visit.lesson().entries[entry].entry->part, place(from), place(told), false});
  }
  for (StripPart& part : view.parts)
    part.current = place(view.step) > part.from && place(view.step) <= part.to;
}

// ---- branches ---------------------------------------------------------------------------------

StripBranch strip_branch(const Visit& visit, sim::BranchId id) {
  StripBranch strip;
  strip.branch = id.value;
  strip.name = visit.name_of(id);
  const std::uint32_t shared = visit.timeline().shared(id, visit.branch());
  strip.parts_at_step = visit.steps(id).at_moment(shared);
  strip.steps = visit.steps(id).count();
  strip.current = id == visit.branch();
  strip.of_story = visit.notes(id).of_story;
  return strip;
}

// A fork that lies behind an open question is not to be seen yet.
bool may_be_seen(const Visit& visit, sim::BranchId id) {
  const std::optional<std::uint32_t> hidden = visit.hidden_after(visit.branch());
  return !hidden || visit.timeline().shared(id, visit.branch()) <= *hidden;
}

// The story's ways stand at the beginning, the newest of the learner's own at the end.
bool is_shown(std::uint32_t branch, std::uint32_t all) {
  return branch < kBranchesShownMax / 2 || branch + kBranchesShownMax / 2 >= all;
}

void put_branches(TransportView& view, const Visit& visit) {
  view.branches.push_back(strip_branch(visit, visit.branch()));
  const auto all = static_cast<std::uint32_t>(visit.timeline().branches().size());
  std::uint32_t row = 0;
  for (std::uint32_t b = 0; b < all; ++b) {
    if (b == visit.branch().value || !is_shown(b, all) || !may_be_seen(visit, {b})) continue;
    view.branches.push_back(strip_branch(visit, {b}));
    view.branches.back().row = ++row;
  }
}

// ---- the cable --------------------------------------------------------------------------------

void put_cable(TransportView& view, const Visit& visit, const Selection& selection,
               const text::Catalogue& catalogue) {
  const sim::World& world = visit.world();
  const sim::DeviceId device = chosen_device(visit, selection, world);
  if (device.value >= world.devices.size()) return;
  view.cable_cut = world.devices[device.value]->cut;
  view.cable = catalogue.sentence(view.cable_cut ? "transport.plug" : "transport.cut");
}

}  // namespace

TransportView transport(const Visit& visit, const Selection& selection,
                        const text::Catalogue& catalogue) {
  TransportView view;
  put_position(view, visit, catalogue);
  put_parts(view, visit);
  put_branches(view, visit);
  view.can_back = visit.moment() > 0;
  put_next(view, visit, catalogue);
  put_cable(view, visit, selection, catalogue);
  return view;
}

}  // namespace popscope::view
