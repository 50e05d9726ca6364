#pragma once
// What Dear ImGui tells about every widget that it is asked to draw: label, id, rectangle. Tests
// find widgets by it and click them without a window. Off until switched on; plain text has no id
// and does not appear. Compiled into Dear ImGui's library, because that calls the hooks.

#include <imgui.h>
#include <string>
#include <vector>

namespace popscope::gui {

struct Widget {
  ImGuiID id = 0;
  std::string window;
  std::string label;  // without what follows "##"
  ImVec2 min, max;    // already cut to what is visible
  ImVec2 full_min, full_max;
  bool visible = false;
  bool disabled = false;

  ImVec2 centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
};

// Switches the hooks on for the current context.
void watch_widgets();
// Before each NewFrame: what was seen belongs to the frame before.
void forget_widgets();
const std::vector<Widget>& seen_widgets();

}  // namespace popscope::gui
