#pragma once
// Buttons and chips: bordered, rounded, with an optional icon and the key that does the same.
// A chip is the small form: a command, a device, a setting in a bar. Knows no panel.

#include <string>
#include <string_view>
#include <vector>

#include "gui/style/type.h"
#include "gui/widgets/control.h"
#include "gui/widgets/icon.h"
#include "view/keys.h"

namespace popscope::gui {

struct ButtonLook {
  bool primary = false;      // one a window: what comes next
  view::KeyCap key;          // "Space": behind the label
  view::KeyCap leading_key;  // "1": before it, label to the left
  Icon icon = Icon::none;    // before the label
  bool enabled = true;
  float width = 0;  // physical; 0: as wide as needed
  std::string_view tooltip;
};

bool button(std::string_view label, const ButtonLook& look = {});
float button_width(std::string_view label, const ButtonLook& look = {});

// A button as wide as its words, without its key where there is no room for that, and with an
// ellipsis and the whole in a tooltip where there is no room for the words either. `words` has to
// outlive it.
struct Fitted {
  std::string label;
  ButtonLook look;
  float width() const { return button_width(label, look); }
};
Fitted fitted(const std::string& words, ButtonLook look, float room);

// Several side by side: without their keys where there is no room for all of them, and where the
// words have none either, the widest give way.
struct Worded {
  std::string words;
  ButtonLook look;
};
std::vector<Fitted> fitted(const std::vector<Worded>& row, float gap, float room);

// As wide as asked for, its words in as many lines as they take, a key before them.
bool lines_button(std::string_view label, float width, const view::KeyCap& key = {});
float lines_button_height(std::string_view label, float width, const view::KeyCap& key = {});

// The label is for tests, the tooltip and readers; only the shape is drawn.
bool icon_button(std::string_view label, Icon icon, const ButtonLook& look = {});

enum class ChipForm {
  plain,          // a setting in a bar
  chosen,         // accent: the chosen device, a mode that is on
  not_permitted,  // dashed and pale; can be pointed at to learn why, not pressed
};

struct ChipLook {
  ChipForm form = ChipForm::plain;
  bool wire = false;  // set in the face of the wire: a command
  view::KeyCap key;
  std::string_view tooltip;
};

bool chip(std::string_view label, const ChipLook& look = {});
float chip_width(std::string_view label, const ChipLook& look = {});
// A chip that is no control: a section of an RFC, a category. Where it has a `width` (physical)
// that is narrower than its words, those stand in several lines.
void tag(std::string_view text, float width = 0);
float tag_width(std::string_view text);
float tag_height(std::string_view text, float width);

// Only while the key is heard: what is written on the window is so.
void put_key_cap(ImVec2 corner, const view::KeyCap& key, Role ink = Role::ink_2,
                 Role border = Role::line);
float key_cap_width(const view::KeyCap& key);

// Text that acts: a breadcrumb, a way back. Underlined while pointed at.
bool text_button(std::string_view label, Type type, Role role);

}  // namespace popscope::gui
