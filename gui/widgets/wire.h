#pragma once
// One line of the wire as text: C: and S: pale, the status coloured and bold, the words plain, the
// line end and an added dot visible. Wraps when it is too long, at words or, where one is longer
// than a line, between octets.

#include "gui/style/type.h"
#include "gui/widgets/draw.h"
#include "view/wire_line.h"

namespace popscope::gui {

struct WireLook {
  Type type = Type::wire;
  bool speaker = true;    // C: or S: in front
  bool line_end = false;  // CR LF behind
  bool future = false;    // all pale
  bool on_soft = false;   // stands on a soft fill: pale text is a shade stronger
};

// Wrapped to a width. `end`: how far its last line reaches.
struct WireSize {
  float width = 0, height = 0;
  float end = 0;
};
WireSize wire_size(float width, const view::WireLine& line, const WireLook& look = {});
float wire_width(const view::WireLine& line, const WireLook& look = {});
// One line, top left corner of its line box; returns its width.
float put_wire(ImVec2 corner, const view::WireLine& line, const WireLook& look = {});
// Wrapped behind the speaker; returns the height.
float put_wire_wrapped(ImVec2 corner, float width, const view::WireLine& line,
                       const WireLook& look = {});
float wire_height(float width, const view::WireLine& line, const WireLook& look = {});

}  // namespace popscope::gui
