#pragma once
// What a row of the ladder says: a line of the wire or words, broken into lines where the room
// between its lanes is too narrow for one. Measured before the rows are placed, and drawn then. It
// knows no lane.
#include <string>

#include "gui/style/role.h"
#include "gui/style/type.h"
#include "gui/widgets/rect.h"
#include "view/ladder.h"

namespace popscope::gui {

struct LadderLabel {
  bool is_wire = false;
  view::WireLine wire;
  std::string words;       // without a wire
  std::string payload;     // behind the wire: how many lines follow it,
  bool remark = false;     // or a warning
  Type type = Type::wire;
  Role role = Role::ink_2; // of the words
  bool future = false;
  bool on_soft = false;    // on the present row's band
  std::string end;         // above it: the device, where its lane's head does not name it
  bool end_at_right = false;
};

LadderLabel label_of(const view::LadderRow& row, bool wall);

// The command of a row of grain exchange, as a row of its own.
view::LadderRow command_of(const view::LadderRow& row);
// The present row; of segments only the one that is selected.
bool is_current(const view::LadderRow& row);
// Words without an arrow: what happens at one host, or is no message.
bool is_notice(const view::LadderRow& row);

struct LabelSize {
  float width = 0, height = 0;
};
LabelSize label_size(const LadderLabel& label, float room);
// How much higher than one line it is.
float label_extra(const LadderLabel& label, float room);

// From `corner` on, as wide as label_size said. `ground`: hides the lanes behind it.
void put_label(const LadderLabel& label, ImVec2 corner, float room, bool ground);

}  // namespace popscope::gui
