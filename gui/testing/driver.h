#pragma once
// A learner's hands for tests: finds widgets by their label, clicks, types, presses keys, all
// without a window. What Dear ImGui complains about meanwhile is collected: a test asserts that
// complaints() is empty. Knows no test framework and no panel.

#include <string_view>

#include "gui/picture/headless.h"
#include "gui/testing/complaint.h"
#include "gui/testing/test_hooks.h"

namespace popscope::gui {

class Driver : public Headless {
 public:
  using Headless::Headless;

  // The n-th visible widget of that label in the last frame, or null.
  const Widget* find(std::string_view label, int nth = 0) const;
  bool has(std::string_view label) const { return find(label) != nullptr; }
  // Of all widgets of the last frame, in the order of drawing.
  std::vector<std::string> labels() const;

  // Each runs frames until the input has been taken. False: there is no such widget, or it is
  // switched off.
  bool click(std::string_view label, int nth = 0);
  bool hover(std::string_view label, int nth = 0);  // long enough for a tooltip
  // The mouse comes to rest, and frames are drawn as the window draws them: a few after the event,
  // then those that were asked for. False: after two seconds there is still one asked for.
  bool rest_at(ImVec2 position);
  bool shows_tooltip() const;
  bool type_into(std::string_view label, std::string_view words);

  void type(std::string_view words);
  void key(ImGuiKeyChord chord);  // with modifiers: ImGuiMod_Ctrl | ImGuiKey_S
  void click_at(ImVec2 position);
  void drag(ImVec2 from, ImVec2 to);
  void wheel(float steps, bool ctrl = false);

  std::vector<std::string> complaints() { return complaints_.take(); }

 private:
  Complaints complaints_;
};

}  // namespace popscope::gui
