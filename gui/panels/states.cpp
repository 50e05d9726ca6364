#include <algorithm>
#include <array>
#include <cmath>

#include "gui/panels/choices.h"
#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kBox = 34;
constexpr float kExitRoom = 26;   // between the states and Closed
constexpr float kArrowRoom = 28;  // between two states
constexpr float kArrowRoomLeast = 18;
constexpr float kBesideName = 7;  // within a box
constexpr float kChipGap = 6;

// The three states in a row and Closed below them, with the ways from one to the next. Boxes are as
// wide as their words. Ways out that are the same from every state are said once, at the end.
class Diagram {
 public:
  Diagram(const Rect& inside, const view::StatesView& view) : view_(view) {
    put_boxes(inside);
    same_ = view.exits.size() > 1;
    for (const view::ExitArrow& exit : view.exits)
      same_ = same_ && exit.label == view.exits.front().label;
    if (!same_)
      for (const view::ExitArrow& exit : view.exits)
        if (exit.from <= 2 && text_width(exit.label, Type::note_strong) > room_of(exit)) lines_ = 2;
    const float exits = px(kExitRoom) + static_cast<float>(lines_ - 1) * line_height(Type::note);
    const float end = px(kBox) + (same_ ? line_height(Type::note) : 0);
    boxes_[3] = Rect::at({inside.min.x, inside.min.y + px(kBox) + exits}, inside.width(), end);
  }

  float height() const { return boxes_[3].max.y - boxes_[0].min.y; }

  void draw() const {
    for (std::size_t i = 0; i < std::min<std::size_t>(view_.boxes.size(), 4); ++i) draw_box(i);
    for (std::size_t i = 0; i < 2; ++i) {
      const float y = boxes_[i].centre().y;
      ArrowLook look;
      look.role = Role::ghost;
      look.width = px(2);
      arrow({boxes_[i].max.x + px(3), y}, {boxes_[i + 1].min.x - px(3), y}, look);
    }
    for (const view::ExitArrow& exit : view_.exits) draw_exit(exit);
  }

 private:
  Type type_of_box(bool current) const {
    if (small_) return current ? Type::note_strong : Type::note;
    return current ? Type::text_strong : Type::text;
  }

  // The widest that it may become, so that nothing moves when another state is the present one.
  float natural(std::size_t i) const {
    const std::string name = i < view_.boxes.size() ? view_.boxes[i].name : std::string{};
    return std::max(text_width(name, type_of_box(true)), text_width(name, type_of_box(false))) +
           2 * px(kBesideName);
  }

  // What is left over is shared; where there is too little, arrows and then letters are smaller.
  void put_boxes(const Rect& inside) {
    float arrow = px(kArrowRoom);
    const auto left_over = [&] {
      return inside.width() - 2 * arrow - natural(0) - natural(1) - natural(2);
    };
    if (left_over() < 0) arrow = px(kArrowRoomLeast);
    small_ = left_over() < 0;
    const float share = left_over() / 3;
    float x = inside.min.x;
    for (std::size_t i = 0; i < 3; ++i) {
      const float width = std::floor(natural(i) + share);
      boxes_[i] = Rect::at({x, inside.min.y}, width, px(kBox));
      x += width + arrow;
    }
    boxes_[2].max.x = inside.max.x;
  }

  void draw_box(std::size_t i) const {
    const view::StateBox& state = view_.boxes[i];
    const Rect& rect = boxes_[i];
    if (state.current) {
      box(rect, Role::accent_soft, Role::accent, px(6), px(2));
    } else {
      box(rect, Role::surface, Role::line, px(6));
    }
    const Type type = type_of_box(state.current);
    const Role role = state.current ? Role::accent : Role::ink_2;
    tooltip_over(rect, state.section);
    if (i < 3 || !same_) return put_text_in(rect, state.name, type, role, Align::centre);
    Rect words = rect.inset(px(kBesideName), px(3));
    put_text_in(words.cut_top(words.height() / 2 + px(1)), state.name, type, role, Align::centre);
    const bool taken = std::any_of(view_.exits.begin(), view_.exits.end(),
                                   [](const view::ExitArrow& exit) { return exit.taken; });
    put_text_in(words, shortened(view_.exits.front().label, Type::note, words.width()),
                Type::note, taken ? Role::accent : Role::ink_2, Align::centre);
  }

  float exit_x(std::uint32_t from) const { return boxes_[from].min.x + px(12); }

  float room_of(const view::ExitArrow& exit) const {
    const float end = exit.from < 2 ? exit_x(exit.from + 1) - px(10) : boxes_[exit.from].max.x;
    return end - exit_x(exit.from) - px(8);
  }

  void draw_exit(const view::ExitArrow& exit) const {
    if (exit.from > 2) return;
    const Rect& from = boxes_[exit.from];
    const float x = exit_x(exit.from);
    const Rect hit{{from.min.x, from.max.y}, {from.max.x, boxes_[3].min.y}};
    ArrowLook look;
    look.role = exit.taken ? Role::accent : Role::ghost;
    look.width = px(2);
    arrow({x, from.max.y + px(3)}, {x, boxes_[3].min.y - px(2)}, look);
    std::string ways;
    for (const std::string& way : exit.ways) ways += (ways.empty() ? "" : "\n") + way;
    // Before the label, whose own tooltip would say less.
    if (!ways.empty()) tooltip_over(hit, ways);
    if (same_) return;
    const float y = from.max.y + (px(kExitRoom) - line_height(Type::note)) / 2 - px(2);
    put_lines({x + px(8), y}, room_of(exit), lines_, exit.label,
              exit.taken ? Type::note_strong : Type::note,
              exit.taken ? Role::accent : Role::ink_2);
  }

  const view::StatesView& view_;
  std::array<Rect, 4> boxes_;
  bool small_ = false;  // letters
  bool same_ = false;   // ways out of all states
  int lines_ = 1;       // of a label
};

// Chips flow; draws them when asked to, gives the height that they take.
float flow_commands(const Rect& inside, const view::StatesView& view, bool draw) {
  float x = inside.min.x, y = inside.min.y;
  for (const view::CommandChip& command : view.commands) {
    ChipLook look;
    look.wire = true;
    look.form = command.permitted ? ChipForm::plain : ChipForm::not_permitted;
    look.tooltip = command.why;
    const float width = chip_width(command.keyword, look);
    if (x + width > inside.max.x && x > inside.min.x) {
      x = inside.min.x;
      y += px(metrics::kChipHeight) + px(kChipGap);
    }
    if (draw) {
      place({x, y});
      chip(command.keyword, look);
    }
    x += width + px(kChipGap);
  }
  return y + px(metrics::kChipHeight) - inside.min.y;
}

constexpr float kAboveAgenda = 25;  // within the states' pane: a hairline with room around it
constexpr std::size_t kAgendaRows = 3;

float list_height(const std::vector<view::NextThing>& agenda) {
  if (agenda.empty()) return 0;
  const auto rows = static_cast<float>(std::min(agenda.size(), kAgendaRows));
  return line_height(Type::note_strong) + px(4) + rows * px(20);
}

void draw_list(Rect inside, const std::vector<view::NextThing>& agenda, PanelContext& context) {
  if (agenda.empty()) return;
  put_text(inside.min, context.catalogue.sentence("window.next_things"), Type::note_strong,
           Role::ink_2);
  inside.cut_top(line_height(Type::note_strong) + px(4));
  for (std::size_t i = 0; i < std::min(agenda.size(), kAgendaRows); ++i) {
    const Rect row = inside.cut_top(px(20));
    const float when = text_width(agenda[i].when, Type::note);
    put_subject({row.min.x, row.min.y + px(2)}, row.width() - when - px(12), agenda[i].what,
                Type::note, agenda[i].deadline ? Role::ink_2 : Role::ink);
    put_text({row.max.x - when, row.min.y + px(2)}, agenda[i].when, Type::note, Role::ink_2);
  }
}

float states_heading_height(float width, const view::StatesView& view) {
  return heading_height(width, view.heading, view.note) + px(12);
}

}  // namespace

float states_height(float width, const view::StatesView& view,
                    const std::vector<view::NextThing>& agenda, PanelContext&) {
  const Rect inside = Rect::at({0, 0}, width - 2 * px(metrics::kPanePadding), 10'000);
  float height = 2 * px(metrics::kPanePadding) + states_heading_height(inside.width(), view);
  if (!view.empty.empty())
    height += paragraph_height(view.empty, Type::note, inside.width()) + px(12);
  height += flow_choices(inside, view.sessions, view.chosen, metrics::kGap12) +
            Diagram(inside, view).height() + px(14) + flow_commands(inside, view, false);
  if (!view.silence.empty()) height += px(10) + line_height(Type::note);
  return height + (agenda.empty() ? 0 : px(kAboveAgenda) + list_height(agenda));
}

void draw_states(const Rect& area, const view::StatesView& view,
                 const std::vector<view::NextThing>& agenda, PanelContext& context) {
  Rect inside = pane(area);
  put_heading(inside, view.heading, view.note);
  inside.cut_top(states_heading_height(inside.width(), view));
  if (!view.empty.empty()) {
    inside.cut_top(put_paragraph(inside.min, inside.width(), view.empty, Type::note, Role::ink_2) +
                   px(12));
  }
  inside.cut_top(flow_choices(inside, view.sessions, view.chosen, metrics::kGap12,
                              [&context](std::uint32_t session) {
                                context.actions.push_back(SelectSession{session});
                              }));
  const Diagram diagram(inside, view);
  diagram.draw();
  inside.cut_top(diagram.height() + px(14));
  inside.cut_top(flow_commands(inside, view, true));
  if (!view.silence.empty()) {
    inside.cut_top(px(10));
    put_text(inside.min, view.silence, Type::note, Role::ink_2);
    inside.cut_top(line_height(Type::note));
  }
  if (agenda.empty()) return;
  line_across(inside.min.x, inside.max.x, inside.min.y + px(kAboveAgenda / 2));
  inside.cut_top(px(kAboveAgenda));
  draw_list(inside, agenda, context);
}

float agenda_height(const std::vector<view::NextThing>& agenda) {
  return 2 * px(metrics::kPanePadding) + list_height(agenda);
}

void draw_agenda(const Rect& area, const std::vector<view::NextThing>& agenda,
                 PanelContext& context) {
  draw_list(pane(area), agenda, context);
}

}  // namespace popscope::gui
