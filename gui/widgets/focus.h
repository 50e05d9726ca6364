#pragma once
// The keyboard focus: Tab and Shift+Tab walk the controls in the order in which they are drawn,
// only the topmost popup's while one is open. A ring shows the focus once the keyboard was used; a
// click moves it without showing it. Our own instead of Dear ImGui's navigation, because a control
// must keep Space, Enter and arrows while all other keys stay the program's. Knows no panel.

#include <imgui.h>
#include <vector>

#include "gui/widgets/rect.h"
#include "view/keys.h"

namespace popscope::gui {

struct FocusTraits {
  bool text = false;       // a text field: focused means that it is typed into
  bool keeps_tab = false;  // Tab is its own at the moment (completion); Shift+Tab still leaves
  bool awaits_letter = false;  // an empty line that begins with a letter: it keeps no other key
  bool awaits_digit = false;   // ... or with a digit: it keeps those, too
  bool passes_sideways = false;  // an empty line that keeps all but Left and Right
  bool is_begun = false;  // a line as it was before anybody typed: it keeps characters only
};

class Focus {
 public:
  void begin_frame();

  // Called by each control as it is drawn, after ItemAdd. Says whether the ring is to be shown.
  bool add(ImGuiID id, const Rect& rect, const FocusTraits& traits = {});

  // True in the one frame in which Tab brought the focus here; text fields then become active.
  bool arrived(ImGuiID id) const { return id != 0 && arrived_ == id; }
  bool has(ImGuiID id) const { return visible_ && id != 0 && id == current_; }
  void move_to(ImGuiID id, bool visible);
  void drop() { visible_ = false; }
  // So many stops on, or back, as Tab does one: arrows within a menu or a grid.
  void step(int stops) { pending_step_ = stops; }

  // A control with visible focus keeps Space, Enter and arrows: the program asks before it takes
  // one of these for itself.
  bool keeps_keys() const { return visible_ && present_ && !passes_keys(); }
  bool in_popup() const { return level_ > 0; }
  // A text field gets every key but Esc, F-keys and Ctrl.
  bool typing() const { return ImGui::GetIO().WantTextInput; }
  // ... except while nothing stands in it and only a letter can begin it: then all else that is
  // pressed stays the program's (but Enter, Up and Down).
  bool awaits_letter() const { return typing() && awaits_letter_; }
  bool awaits_digit() const { return typing() && awaits_digit_; }
  // ... or a line is as it was begun: then characters are the field's, other keys the program's.
  bool passes_keys() const { return awaits_letter() || (typing() && is_begun_); }
  // ... or it keeps all but Left and Right.
  bool passes_sideways() const { return typing() && passes_sideways_; }
  // Whether the program hears a key just now.
  bool is_heard(const view::Chord& key) const;
  // Esc was used up in this frame: it closed a popup, left a text field or hid the ring.
  bool escape_taken() const { return escape_taken_; }

 private:
  struct Stop {
    ImGuiID id = 0;
    int level = 0;  // how many popups are open below and at it
    FocusTraits traits;
  };
  void walk(int by);
  void take_escape();

  std::vector<Stop> stops_, last_stops_;
  struct Left {
    ImGuiID id = 0;
    bool visible = false;
  };
  std::vector<Left> left_behind_;  // by level: where the focus was when a popup opened
  ImGuiID current_ = 0;
  ImGuiID arrived_ = 0;
  int level_ = 0;
  int pending_step_ = 0;
  bool visible_ = false;
  bool present_ = false;  // the focused control was drawn in the last frame
  bool escape_taken_ = false;
  bool awaits_digit_ = false;
  bool awaits_letter_ = false;  // as the focused field said in the last frame
  bool is_begun_ = false;
  bool passes_sideways_ = false;
};

}  // namespace popscope::gui
