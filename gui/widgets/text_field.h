#pragma once
// A line that is typed into, in our frame: hint, history with Up and Down, completion with Tab.
// Knows neither what is typed nor what completes it.

#include <functional>
#include <string>
#include <string_view>

#include "gui/style/type.h"
#include "gui/widgets/draw.h"

namespace popscope::gui {

struct TextFieldLook {
  float width = 0;  // physical; 0: all that is left
  Type type = Type::text;
  Type hint_type = Type::text;
  std::string hint;
  bool framed = true;       // false: no border; for the console in the bottom bar
  bool take_focus = false;  // becomes active within the next frames
  bool caret_at_end = false;  // ... and the keyboard finds the caret there, with nothing selected
  // The line begins with a letter: while nothing stands in it, blanks, digits and signs are not the
  // field's but the program's.
  bool begins_with_letter = false;
  bool or_with_digit = false;  // ... or with a digit, as a tag of IMAP may: then digits are its own
  // While nothing stands in the line there is no way to go in it: Left and Right are the program's.
  bool empty_passes_sideways = false;
  // What stood in the line before anybody typed. As long as nothing else does, all characters are
  // the field's but a blank, and all other keys the program's (but Enter, Up and Down).
  std::string begun;
  // Up: -1, Down: +1. Returns whether `line` was replaced.
  std::function<bool(int direction, std::string& line)> history;
  // Tab. Returns whether `line` was replaced; without it Tab goes to the next control.
  std::function<bool(std::string& line)> complete;
};

struct TextFieldResult {
  bool entered = false;  // Enter was pressed
  bool changed = false;
  bool active = false;
  bool restarted = false;  // another line was put in: it wants the keyboard again
};

// Whichever has the keyboard gives it back.
void leave_text_field();

TextFieldResult text_field(std::string_view label, std::string& line,
                           const TextFieldLook& look = {});

}  // namespace popscope::gui
