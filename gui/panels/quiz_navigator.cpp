// The questions of a quiz as cells, what was believed, and the columns of its pages.
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/panels/panels.h"
#include "gui/panels/quiz_parts.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"
#include "gui/widgets/popup.h"

namespace popscope::gui {
namespace {

using CellMark = view::QuizCell::Mark;

constexpr float kBetweenColumns = 64;
constexpr float kCell = 40;
constexpr float kCellHeight = 36;
constexpr float kCellsInRow = 5;
constexpr float kNavigator = kCell * kCellsInRow + 8 * (kCellsInRow - 1) + 28;

void put_mark(const Rect& cell, CellMark mark) {
  const ImVec2 at{cell.centre().x, cell.max.y - px(9)};
  const auto words = [&](const char* sign, Role role) {
    put_text({std::floor(at.x - text_width(sign, Type::tiny) / 2), at.y - px(7)}, sign, Type::tiny,
             role);
  };
  switch (mark) {
    case CellMark::none: break;
    case CellMark::answered: dot(at, Role::ink_2, Dot::filled, 2.5f); break;
    case CellMark::unanswered: words("–", Role::ink_2); break;
    case CellMark::right: words("✓", Role::ok); break;
    case CellMark::partly: words("½", Role::mark); break;
    case CellMark::wrong: words("✗", Role::error); break;
  }
}

void draw_cell(const Rect& rect, const view::QuizCell& cell, std::uint32_t index,
               PanelContext& context) {
  place(rect.min);
  const std::string label =
      context.catalogue.sentence("quiz.question", {text::plain("number", cell.number)});
  const Control hit = control(label, rect.size());
  const float radius = px(metrics::kControlRadius);
  box(rect, cell.here && soft_fills() ? Role::accent_soft : Role::surface,
      cell.here ? Role::accent : hit.hovered ? Role::ghost : Role::line, radius,
      cell.here && !soft_fills() ? 2 * hairline() : 0);
  const bool marked = cell.mark != CellMark::none;
  const Type type = cell.here ? Type::text_strong : Type::text;
  const float line = line_height(type);
  put_text({std::floor(rect.centre().x - text_width(cell.number, type) / 2),
            marked ? rect.min.y + px(1) : std::floor(rect.centre().y - line / 2)},
           cell.number, type, cell.here ? Role::accent : Role::ink);
  put_mark(rect, cell.mark);
  if (cell.mark == CellMark::unanswered && !cell.flagged)
    tooltip(context.catalogue.sentence("quiz.outcome.unanswered"));
  if (cell.flagged) {
    const ImVec2 corner{rect.max.x - px(4), rect.min.y + px(4)};
    fill(Rect::at({corner.x - px(6), corner.y}, px(6), px(5)), Role::mark);
    line_down(corner.x - px(6), corner.y, corner.y + px(9), Role::mark);
    tooltip(context.catalogue.sentence("quiz.flagged"));
  }
  if (hit.pressed) context.actions.push_back(GoToQuestion{index});
  if (hit.focused) draw_focus_ring(rect, radius);
}

}  // namespace

float draw_navigator(const Rect& at, const std::vector<view::QuizCell>& cells,
                     PanelContext& context) {
  put_text(at.min, context.catalogue.sentence("quiz.questions"), Type::heading, Role::ink_2);
  const float top = at.min.y + line_height(Type::heading) + px(12);
  const float step = px(kCell) + px(8);
  const int in_row = std::max(1, static_cast<int>((at.width() + px(8)) / step));
  const int columns = std::min(in_row, 10) >= 10 ? 10 : std::min(in_row, 5);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto column = static_cast<float>(static_cast<int>(i) % columns);
    const auto row = static_cast<float>(static_cast<int>(i) / columns);
    draw_cell(Rect::at({at.min.x + column * step, top + row * (px(kCellHeight) + px(8))},
                       px(kCell), px(kCellHeight)),
              cells[i], static_cast<std::uint32_t>(i), context);
  }
  const int rows = (static_cast<int>(cells.size()) + columns - 1) / columns;
  return top + static_cast<float>(rows) * (px(kCellHeight) + px(8)) - px(8) - at.min.y;
}

float draw_misconception(const Rect& at, const view::QuizMisconception& met,
                         const std::string& lesson, PanelContext& context) {
  const QuizPen pen{true, context.catalogue};
  float y = at.min.y;
  put_text({at.min.x, y}, context.catalogue.sentence("quiz.misconception"), Type::heading,
           Role::ink_2);
  y += line_height(Type::heading) + px(8);
  y += pen.words({at.min.x, y}, at.width(), met.words, Type::text, Role::ink) + px(4);
  y += pen.words({at.min.x, y}, at.width(), met.note, Type::note, Role::ink_2);
  if (lesson.empty()) return y - at.min.y;
  y += px(8);
  const float width = std::min(at.width(), button_width(lesson));
  place({at.min.x, y});
  if (lines_button(lesson + "##lesson", width)) context.actions.push_back(OpenLesson{met.lesson});
  return y + lines_button_height(lesson, width) - at.min.y;
}

QuizColumns columns_of_quiz(const Rect& area) {
  QuizColumns at;
  const float edge = px(area.width() > px(720) ? 24 : 16);
  const Rect room = area.inset(edge, 0);
  at.two = room.width() >= px(400 + kNavigator + 32);
  const float gap = std::clamp(room.width() - px(kQuestionWidth + kNavigator), px(32),
                               px(kBetweenColumns));
  const float main = at.two ? std::min(px(kQuestionWidth), room.width() - px(kNavigator) - gap)
                            : std::min(px(kQuestionWidth), room.width());
  const float all = at.two ? main + gap + px(kNavigator) : main;
  const float x = std::floor(room.centre().x - all / 2);
  at.main = {{x, area.min.y}, {x + main, area.max.y}};
  at.side = at.two ? Rect{{x + main + gap, area.min.y}, {x + all, area.max.y}} : at.main;
  return at;
}

}  // namespace popscope::gui
