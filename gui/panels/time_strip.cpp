#include <algorithm>
#include <cmath>

#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kLine = 21;         // of row 0, from the strip's top
constexpr float kRowGap = 22;       // to the row of a fork
constexpr float kLineOfThree = 24;  // the same where three rows stand: names stand above them
constexpr float kRowGapOfThree = 16;
constexpr float kNamesOfThree = 8;
constexpr float kDotsApartMin = 5;  // closer than this, dots would run together
constexpr float kNameGap = 12;      // between a branch's end and its name
constexpr float kNameBeyond = 10;   // how far a part's name may stand beyond its stretch
constexpr float kNamesApart = 12;
constexpr float kNamesShare = 0.5f;  // of the strip, the most that a branch's name may have;
constexpr float kNameShort = 120;    // a short one has what a bit of a line leaves
constexpr float kLineLeast = 36;
constexpr float kPartLeast = 40;     // less of a part's name says nothing
constexpr float kHandleWidth = 14;
constexpr float kHandleHeight = 20;

struct Scale {
  float left = 0, right = 0, top = 0;
  float names = 0;     // how wide a branch's name may be
  bool three = false;  // rows of branches
  std::uint32_t steps = 1;

  float x(std::uint32_t step) const {
    return std::round(left + (right - left) * static_cast<float>(std::min(step, steps)) /
                                 static_cast<float>(steps));
  }
  float y(std::uint32_t row) const {
    return top + px(three ? kLineOfThree : kLine) +
           static_cast<float>(row) * px(three ? kRowGapOfThree : kRowGap);
  }
  // Where the names of the parts stand; three rows leave no room below the line.
  float names_y() const { return three ? top + px(kNamesOfThree) : y(1); }
  std::uint32_t step_at(float at) const {
    const float share = std::clamp((at - left) / std::max(1.0f, right - left), 0.0f, 1.0f);
    return static_cast<std::uint32_t>(std::lround(share * static_cast<float>(steps)));
  }
  bool dots() const { return (right - left) / static_cast<float>(steps) >= px(kDotsApartMin); }
};

void draw_dots(const Scale& scale, std::uint32_t from, std::uint32_t to, float y, Role role) {
  if (!scale.dots()) return;
  for (std::uint32_t step = from; step <= to; ++step)
    dot({scale.x(step), y}, role, Dot::filled, 3);
}

// A stretch of a branch: a line with a dot a step.
void draw_run(const Scale& scale, std::uint32_t from, std::uint32_t to, float y, Role role,
              bool line) {
  if (to < from) return;
  if (line) line_across(scale.x(from), scale.x(to), y - px(1), role, px(2));
  // What dots would say where they have room: there is more, and it is not known yet.
  else if (!scale.dots()) line_dashed({scale.x(from), y}, {scale.x(to), y}, role, px(2));
  draw_dots(scale, from, to, y, role);
}

// None of the ways ahead stands out before one is taken.
Type present_name_type(const view::TransportView& view) {
  return view.undecided ? Type::note : Type::note_strong;
}

// The line of the present branch: past full, future faint, hidden future as dots or dashes.
void draw_present(const Scale& scale, const view::TransportView& view,
                  const view::StripBranch& branch) {
  const float y = scale.y(0);
  const std::uint32_t shown =
      view.hidden_after_step ? std::min(*view.hidden_after_step, branch.steps) : branch.steps;
  draw_run(scale, view.step, shown, y, Role::ghost, true);
  if (shown < branch.steps) draw_run(scale, shown + 1, branch.steps, y, Role::ghost, false);
  draw_run(scale, 0, view.step, y, Role::accent, true);
  if (view.branches.size() < 2) {
    put_text({scale.x(branch.steps) + px(kNameGap), y - line_height(Type::note) / 2}, view.ends,
             Type::note, Role::ink_2);
    return;
  }
  put_subject({scale.x(branch.steps) + px(kNameGap), y - line_height(Type::note) / 2}, scale.names,
              branch.name, present_name_type(view),
              view.undecided ? Role::ink_2 : Role::accent);
}

void draw_other(const Scale& scale, const view::TransportView& view,
                const view::StripBranch& branch, PanelContext& context) {
  if (branch.row >= view::kStripRows) return;
  const float y = scale.y(branch.row);
  const std::uint32_t fork = branch.parts_at_step;
  if (branch.steps <= fork) return;
  const bool hidden = view.hidden_after_step && fork >= *view.hidden_after_step;
  gui::fork({scale.x(fork), scale.y(0)}, {scale.x(fork + 1), y}, Role::ghost, px(2));
  draw_run(scale, fork + 1, branch.steps, y, Role::ghost, !hidden);
  const float at = scale.x(branch.steps) + px(kNameGap);
  const std::string shown = shortened(branch.name, Type::note, scale.names);
  const float width = text_width(shown, Type::note);
  const float height = px(scale.three ? kRowGapOfThree : metrics::kHitMin);
  place({at - px(6), y - height / 2});
  const Control hit = control(branch.name + "##branch", {width + px(12), height});
  put_text({at, y - line_height(Type::note) / 2}, shown, Type::note,
           hit.hovered ? Role::accent : Role::ink_2);
  if (shown != branch.name) tooltip(branch.name);
  if (hit.pressed) context.actions.push_back(SwitchBranch{branch.branch});
  if (hit.focused) draw_focus_ring(hit.rect, px(4));
}

// Where the name of a part may stand: below its stretch, and a little beyond.
struct Stretch {
  float from = 0, to = 0;
  float centre() const { return (from + to) / 2; }
  float width() const { return to - from; }
};

Stretch stretch_of(const Scale& scale, const view::StripPart& part) {
  const float whole = scale.right - scale.left;
  return {scale.left + whole * part.from - px(kNameBeyond),
          scale.left + whole * part.to + px(kNameBeyond)};
}

// The present part's name is written as far as it has room; of those beside it, the ones that have
// room for all of theirs: half a name says nothing. Where a fork runs below the line, they end
// before it.
void draw_parts(const Scale& scale, const view::TransportView& view) {
  float end = scale.right + px(kNameBeyond);
  for (const view::StripBranch& branch : view.branches)
    if (!scale.three && branch.row > 0 && branch.row < view::kStripRows)
      end = std::min(end, scale.x(branch.parts_at_step) - px(4));
  const float start = scale.left - px(kNameBeyond);
  const float y = scale.names_y() - line_height(Type::note) / 2;
  const auto placed = [&](const view::StripPart& part, Type type, Stretch room) {
    const float width = std::min(text_width(part.name, type), room.width());
    const float centre = stretch_of(scale, part).centre();
    const float x = std::clamp(centre - width / 2, room.from, std::max(room.from, room.to - width));
    return Stretch{x, x + width};
  };
  Stretch present{end, end};
  for (const view::StripPart& part : view.parts) {
    if (!part.current) continue;
    const float least = std::min(px(kPartLeast), text_width(part.name, Type::note_strong));
    if (end - start < least) continue;
    present = placed(part, Type::note_strong, {start, end});
    put_subject({std::round(present.from), y}, present.width() + 1, part.name, Type::note_strong,
                Role::accent);
  }
  // Where a fork pushes the present part's name to the left it stands below stretches before it.
  float free_from = start;
  bool before = true;
  for (const view::StripPart& part : view.parts) {
    if (part.current) {
      free_from = present.to + px(kNamesApart);
      before = false;
      continue;
    }
    Stretch room = stretch_of(scale, part);
    room.from = std::max(room.from, free_from);
    room.to = std::min({room.to, end, before ? present.from - px(kNamesApart) : end});
    if (room.width() < text_width(part.name, Type::note)) continue;
    const Stretch name = placed(part, Type::note, room);
    put_text({std::round(name.from), y}, part.name, Type::note, Role::ink_2);
    free_from = name.to + px(kNamesApart);
  }
}

void draw_handle(const Scale& scale, const view::TransportView& view) {
  const ImVec2 at{scale.x(view.step), scale.y(0)};
  fill({{at.x - px(kHandleWidth) / 2, at.y - px(kHandleHeight) / 2},
        {at.x + px(kHandleWidth) / 2, at.y + px(kHandleHeight) / 2}},
       Role::accent, px(4));
}

void draw_scrubber(const Rect& area, const view::TransportView& view, PanelContext& context) {
  Scale scale;
  scale.left = area.min.x + px(8);
  scale.right = area.max.x - px(8);
  scale.top = area.min.y;
  scale.names = std::max(std::floor(area.width() * kNamesShare),
                         std::min(px(kNameShort), area.width() - px(kLineLeast)));
  scale.steps = std::max(1u, view.steps);
  const view::StripBranch* present = nullptr;
  for (const view::StripBranch& branch : view.branches) {
    if (branch.row < view::kStripRows) scale.steps = std::max(scale.steps, branch.steps);
    if (branch.row == view::kStripRows - 1) scale.three = true;
    if (branch.current) present = &branch;
  }
  // Room for the names at the ends of the branches.
  for (const view::StripBranch& branch : view.branches) {
    if (branch.row >= view::kStripRows) continue;
    const bool one = view.branches.size() < 2;
    const std::string& name = one ? view.ends : branch.name;
    if (name.empty()) continue;
    const Type type = branch.current && !one ? present_name_type(view) : Type::note;
    const float width = std::min(text_width(name, type), scale.names);
    const float end = scale.x(branch.steps) + px(kNameGap) + width;
    if (end > area.max.x) scale.right -= end - area.max.x;
  }
  const Rect hit{{area.min.x, area.min.y + px(6)}, {area.max.x, area.min.y + px(36)}};
  place(hit.min);
  const Control strip = control("Time", hit.size());
  if (strip.held || strip.pressed) {
    const std::uint32_t step = scale.step_at(ImGui::GetIO().MousePos.x);
    if (strip.held && step != view.step) context.actions.push_back(GoToStop{step});
  }
  if (strip.arrow != 0)
    context.actions.push_back(Go{strip.arrow < 0 ? Go::To::back : Go::To::forward});
  for (const view::StripBranch& branch : view.branches)
    if (!branch.current) draw_other(scale, view, branch, context);
  if (present) draw_present(scale, view, *present);
  draw_parts(scale, view);
  draw_handle(scale, view);
  if (strip.focused) draw_focus_ring(hit, px(4));
}

float draw_buttons(const Rect& area, const view::TransportView& view, PanelContext& context) {
  const text::Catalogue& catalogue = context.catalogue;
  float x = area.min.x + px(metrics::kGap16);
  const float y = area.centre().y - px(metrics::kControlHeight) / 2;
  const auto icon = [&](const char* key, Icon shape, bool enabled, Go::To to) {
    const std::string hint = catalogue.sentence(std::string(key) + ".hint");
    ButtonLook look;
    look.enabled = enabled;
    look.tooltip = hint;
    place({x, y});
    if (icon_button(catalogue.sentence(key), shape, look)) context.actions.push_back(Go{to});
    x += px(metrics::kIconButtonWidth) + px(metrics::kGap4);
  };
  icon("window.first", Icon::first, view.can_back, Go::To::first);
  icon("window.back", Icon::back, view.can_back, Go::To::back);
  icon("window.forward", Icon::forward, view.can_forward, Go::To::forward);
  icon("window.last", Icon::last, view.can_forward, Go::To::last);
  ButtonLook play;
  play.icon = context.ui.playing ? Icon::pause : Icon::play;
  const std::string label =
      catalogue.sentence(context.ui.playing ? "window.pause" : "window.play");
  place({x, y});
  if (button(label, play)) context.actions.push_back(PlayPause{});
  x += button_width(label, play) + px(metrics::kGap4);
  ButtonLook more;
  const std::string hint = catalogue.sentence("window.more.hint");
  const std::string run_to = catalogue.sentence("window.more");
  more.tooltip = hint;
  place({x, y});
  if (button(run_to, more)) context.actions.push_back(Show{Popup::run_to});
  context.own.run_to_button = {{x, area.min.y}, {x + button_width(run_to, more), area.max.y}};
  return x + button_width(run_to, more);
}

}  // namespace

void draw_time_strip(const Rect& area, const view::TransportView& view, PanelContext& context) {
  bar_ground(area, Edge::bottom);
  const float left = draw_buttons(area, view, context);
  const float position = std::max(text_width(view.position, Type::text_strong), px(84));
  const float right = area.max.x - px(metrics::kGap16);
  put_text_in({{right - position, area.min.y + px(12)}, {right, area.min.y + px(34)}},
              view.position, Type::text_strong, Role::ink, Align::right);
  put_text_in({{right - position, area.min.y + px(33)}, {right, area.min.y + px(51)}}, view.at,
              Type::note, Role::ink_2, Align::right);
  float end = right - position - px(12);
  if (view.branches.size() > 1) {
    ButtonLook look;
    const std::string label = context.catalogue.sentence(
        "window.branches",
        {text::number("count", static_cast<std::int64_t>(view.branches.size()))});
    const std::string hint = context.catalogue.sentence("window.branches.hint");
    look.tooltip = hint;
    end -= button_width(label, look);
    place({end, area.centre().y - px(metrics::kControlHeight) / 2});
    if (button(label, look)) context.actions.push_back(Show{Popup::branches});
    context.own.branches_button = {{end, area.min.y},
                                   {end + button_width(label, look), area.max.y}};
    end -= px(4);
  }
  const Rect strip{{left + px(24), area.min.y}, {end - px(12), area.max.y}};
  if (strip.width() <= px(60)) return;
  view::TransportView shown = view;
  if (text_width(view.ends, Type::note) > strip.width() / 4) shown.ends.clear();
  draw_scrubber(strip, shown, context);
}

}  // namespace popscope::gui
