#pragma once
// How everything looks now: a theme, a scale and the fonts baked for it. One belongs to one Dear
// ImGui context. Changes take effect between frames: prepare() is called before each NewFrame.
// Knows no widget and no window.

#include <imgui.h>

#include "gui/style/fonts.h"
#include "gui/style/theme.h"

namespace popscope::gui {

struct LookSettings {
  ThemeName theme = ThemeName::light;
  float zoom = 1;           // the user's, 0.75 to 3
  float content_scale = 1;  // the screen's
  bool wall = false;        // bake the types of projector mode

  bool operator==(const LookSettings&) const = default;
};

class Look {
 public:
  explicit Look(FontFiles files) : files_(files) {}

  void set(const LookSettings& settings) { wanted_ = settings; }
  const LookSettings& settings() const { return wanted_; }

  // Makes what was set true for the current context. True when the atlas is a new one: whoever
  // holds a texture of the old one must make it again.
  bool prepare();

  const Theme& theme() const { return gui::theme(active_.theme); }
  float scale() const { return scale_; }
  bool is_wall() const { return wall_; }  // of what is baked: the wish may be newer
  const Baked& font(Type type) const { return fonts_[type]; }
  ImU32 colour(Role role) const;

 private:
  void style_imgui() const;

  FontFiles files_;
  LookSettings wanted_;
  LookSettings active_;
  float scale_ = 0;  // 0: nothing is baked yet
  bool wall_ = false;
  Fonts fonts_;
};

// Zoom goes in steps that keep one-pixel lines sharp often enough; 1 stays exactly reachable.
float zoom_in(float zoom);
float zoom_out(float zoom);

}  // namespace popscope::gui
