#pragma once
// Which session, device and step are meant, when a Selection leaves it open: the same answer for
// every panel.
#include <optional>

#include "lesson/visit.h"
#include "view/selection.h"

namespace popscope::view {

// The step on which the cursor stands; none at the start.
const sim::Step* step_at_cursor(const lesson::Visit& visit);

// On what the cursor stands, or the segment of its step that is selected.
lesson::Visit::Standing chosen_place(const lesson::Visit& visit, const Selection& selection);

// The connection of the selected session; else that of the last step, at or before the cursor, that
// has one, whether or not it came to a session.
std::optional<sim::LinkId> chosen_link(const lesson::Visit& visit, const Selection& selection,
                                       const sim::World& world);

// The selected session; else that of the chosen connection. None before the first one is open, and
// where no session came of it.
std::optional<sim::SessionId> chosen_session(const lesson::Visit& visit, const Selection& selection,
                                             const sim::World& world);

// The selected device; else that of the selected session; else that of the last step with one; else
// the first. A lesson always has a device; without one the id names nothing.
sim::DeviceId chosen_device(const lesson::Visit& visit, const Selection& selection,
                            const sim::World& world);

}  // namespace popscope::view
