#pragma once
// The comparison on the page: its times and its form. Pure questions to the App.

#include "gui/app/app.h"
#include "view/compare_times.h"

namespace popscope::gui {

// The stops of the shared scrubber, made anew only when there is something new to compare.
const view::ComparedTimes& compared_times(const App& app);
std::uint32_t last_compared_time(const App& app);

CompareForm compare_form(const App& app);

}  // namespace popscope::gui
