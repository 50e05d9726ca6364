#pragma once
// The comparison on the page: which branches, their times, its form. It changes no Visit.

#include "gui/app/app.h"
#include "view/compare_times.h"

namespace popscope::gui {

// The stops of the shared scrubber, made anew only when there is something new to compare.
const view::ComparedTimes& compared_times(const App& app);
std::uint32_t last_compared_time(const App& app);

// Two branches are laid side by side, from where they part.
void lay_beside(App& app, std::uint32_t branch, std::uint32_t newest);

CompareForm compare_form(const App& app);

}  // namespace popscope::gui
