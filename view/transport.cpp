#include "view/transport.h"

#include <algorithm>

#include "view/chosen.h"
#include "view/next.h"
#include "view/told.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using lesson::Visit;

// ---- where the cursor is ----------------------------------------------------------------------

// Stops up to where an open question hides the future; all of them when none does.
std::uint32_t steps_told(const Visit& visit) {
  const std::optional<std::uint32_t> hidden = visit.hidden_after(visit.branch());
  return hidden ? visit.stops_up_to(visit.branch(), *hidden) : visit.stops(visit.branch());
}

const char* unit_of(lesson::Grain grain) {
  return grain == lesson::Grain::exchange ? ".exchange" : "";
}

void put_position(TransportView& view, const Visit& visit, const text::Catalogue& catalogue) {
  view.title = visit.lesson().scenario->title;
  view.step = visit.stops_up_to(visit.branch(), visit.moment());
  view.steps = visit.stops(visit.branch());
  if (visit.hidden_after(visit.branch())) view.hidden_after_step = steps_told(visit);
  view.undecided = visit.choice_ahead().has_value();
  const text::Arguments arguments = position_arguments(visit);
  // A branch of one's own has no end: more can always be done. How many steps there are is not
  // known where a question hides them, and depends on the way where a choice is still to come.
  const char* form = view.hidden_after_step || view.undecided ? ".counting"
                     : !visit.notes(visit.branch()).of_story  ? ".so_far"
                                                              : "";
  view.position = catalogue.sentence(
      std::string("transport.position") + unit_of(visit.grain()) + form, arguments);
  view.short_position =
      catalogue.sentence(std::string("transport.position.short") + form, arguments);
  const std::uint32_t moment = visit.moment();
  const sim::Time start = visit.lesson().start.now;
  const sim::Time at = moment == 0 ? start : visit.timeline().moment(visit.branch(), moment).at;
  view.at = duration_text(at - start, catalogue);
}

// ---- named parts ------------------------------------------------------------------------------

void put_parts(TransportView& view, const Visit& visit) {
  const std::optional<std::uint32_t> hidden = untold_after(visit);
  const std::uint32_t told =
      visit.stops_up_to(visit.branch(), hidden.value_or(visit.timeline().end(visit.branch())));
  const auto place = [&](std::uint32_t step) {
    return view.steps == 0 ? 0.0F : static_cast<float>(step) / static_cast<float>(view.steps);
  };
  for (const lesson::Passed& begin : visit.parts(visit.branch())) {
    // A part begins behind the step before it; beyond an open question or choice it has no
    // name yet.
    const std::uint32_t from = visit.stops_up_to(visit.branch(), begin.moment - 1);
    if (hidden && begin.moment > *hidden) break;
    if (!view.parts.empty()) view.parts.back().to = place(from);
    const std::uint32_t entry = visit.lesson().markers[begin.marker].entry;
    view.parts.push_back(
        {visit.lesson().entries[entry].entry->shown_part(), place(from), place(told), false});
  }
  for (StripPart& part : view.parts)
    part.current = place(view.step) > part.from && place(view.step) <= part.to;
}

// ---- branches ---------------------------------------------------------------------------------

StripBranch strip_branch(const Visit& visit, sim::BranchId id, const text::Catalogue& catalogue) {
  StripBranch strip;
  strip.branch = id.value;
  strip.name = branch_name(visit, id, catalogue);
  strip.parts_at_step = visit.stops_up_to(id, visit.timeline().shared(id, visit.branch()));
  strip.steps = visit.stops(id);
  strip.current = id == visit.branch();
  strip.of_story = visit.notes(id).of_story;
  strip.row = strip.current ? 0 : kStripRows;
  return strip;
}

// A fork that lies behind an open question is not to be seen yet.
bool may_be_seen(const Visit& visit, sim::BranchId id) {
  const std::optional<std::uint32_t> hidden = visit.hidden_after(visit.branch());
  return !hidden || visit.timeline().shared(id, visit.branch()) <= *hidden;
}

// Lines for those that part nearest to the cursor. Of these, whichever parts first runs lowest: so
// no curve crosses a line.
void put_rows(std::vector<StripBranch>& branches, std::uint32_t cursor) {
  const auto apart = [&](const StripBranch& branch) {
    return std::max(branch.parts_at_step, cursor) - std::min(branch.parts_at_step, cursor);
  };
  std::vector<StripBranch*> near;
  for (StripBranch& branch : branches)
    if (!branch.current) near.push_back(&branch);
  std::stable_sort(near.begin(), near.end(), [&](const StripBranch* a, const StripBranch* b) {
    return apart(*a) < apart(*b);
  });
  if (near.size() > kStripRows - 1) near.resize(kStripRows - 1);
  std::stable_sort(near.begin(), near.end(), [](const StripBranch* a, const StripBranch* b) {
    return a->parts_at_step != b->parts_at_step ? a->parts_at_step > b->parts_at_step
                                                : a->branch < b->branch;
  });
  for (std::uint32_t i = 0; i < near.size(); ++i) near[i]->row = i + 1;
}

void put_branches(TransportView& view, const Visit& visit, const text::Catalogue& catalogue) {
  view.branches.push_back(strip_branch(visit, visit.branch(), catalogue));
  const auto all = static_cast<std::uint32_t>(visit.timeline().branches().size());
  for (std::uint32_t b = 0; b < all; ++b) {
    if (b != visit.branch().value && may_be_seen(visit, {b}))
      view.branches.push_back(strip_branch(visit, {b}, catalogue));
  }
  put_rows(view.branches, view.step);
}

// ---- the cable --------------------------------------------------------------------------------

bool has_connection(const sim::World& world, const sim::Device& device) {
  if (!device.link) return false;
  switch (world.links[device.link->value]->phase) {
    case sim::LinkPhase::syn_sent:
    case sim::LinkPhase::established:
    case sim::LinkPhase::closing:
      return true;
    case sim::LinkPhase::closed:
    case sim::LinkPhase::refused:
    case sim::LinkPhase::timed_out:
      break;
  }
  return false;
}

void put_cable(TransportView& view, const Visit& visit, const Selection& selection,
               const text::Catalogue& catalogue) {
  const sim::World& world = visit.world();
  const sim::DeviceId id = chosen_device(visit, selection, world);
  if (id.value >= world.devices.size()) return;
  const sim::Device& device = *world.devices[id.value];
  view.cable_cut = device.cut;
  view.cable = catalogue.sentence(view.cable_cut ? "transport.plug" : "transport.cut");
  if (!device.cut && !has_connection(world, device))
    view.cable_why = catalogue.sentence("transport.cut.why", {text::plain("device", device.name)});
}

}  // namespace

text::Arguments position_arguments(const Visit& visit) {
  if (visit.grain() != lesson::Grain::segment)
    return {text::number("step", visit.stops_up_to(visit.branch(), visit.moment())),
            text::number("steps", visit.stops(visit.branch()))};
  const Visit::Standing standing = visit.standing();
  std::string place = std::to_string(standing.step);
  if (standing.segment) place += "." + std::to_string(*standing.segment + 1);
  return {text::plain("step", place), text::number("steps", visit.steps().count())};
}

TransportView transport(const Visit& visit, const Selection& selection,
                        const text::Catalogue& catalogue) {
  TransportView view;
  put_position(view, visit, catalogue);
  put_parts(view, visit);
  put_branches(view, visit, catalogue);
  if (visit.notes(visit.branch()).of_story && !visit.hidden_after(visit.branch()))
    view.ends = catalogue.sentence("transport.ends");
  view.can_back = visit.moment() > 0;
  put_next(view, visit, catalogue);
  put_cable(view, visit, selection, catalogue);
  return view;
}

}  // namespace popscope::view
