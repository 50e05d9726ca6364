#pragma once
// One of several, or on and off: segmented control, tabs that are text with an underline, toggle.
// Tab stops once at each, Left and Right choose. Knows no panel.

#include <span>
#include <string_view>

#include "gui/widgets/control.h"
#include "view/keys.h"

namespace popscope::gui {

// Each returns the index that is chosen now: `chosen`, or what was just pressed.
int segmented(std::string_view name, std::span<const std::string_view> options, int chosen);
float segmented_width(std::span<const std::string_view> options);

// Where there is a `room` (physical) that they do not fit into, each has a row of its own.
int tabs(std::string_view name, std::span<const std::string_view> options, int chosen,
         float room = 0);
float tabs_width(std::span<const std::string_view> options);
float tabs_height(std::span<const std::string_view> options, float room);

// True in the frame in which it was switched. `key`: does the same, and stands behind the label.
bool toggle(std::string_view label, bool& on, std::string_view tooltip = {},
            const view::KeyCap& key = {});
float toggle_width(std::string_view label, const view::KeyCap& key = {});

}  // namespace popscope::gui
