// Before a quiz begins, and its report.
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/panels/panels.h"
#include "gui/panels/quiz_parts.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

float draw_way(const Rect& at, const view::QuizWay& way, bool first, PanelContext& context) {
  const float inner = at.width() - 2 * px(metrics::kPanePadding);
  const float height = 2 * px(metrics::kPanePadding) + line_height(Type::title) + px(4) +
                       paragraph_height(way.about, Type::text, inner);
  const Rect card = Rect::at(at.min, at.width(), height);
  place(card.min);
  const Control hit = control(way.name, card.size());
  const float radius = px(metrics::kPaneRadius);
  box(card, Role::surface, first || hit.hovered || hit.held ? Role::accent : Role::line, radius);
  const ImVec2 corner{card.min.x + px(metrics::kPanePadding),
                      card.min.y + px(metrics::kPanePadding)};
  put_text(corner, way.name, Type::title, Role::ink);
  put_paragraph({corner.x, corner.y + line_height(Type::title) + px(4)}, inner, way.about,
                Type::text, Role::ink_2);
  using Kind = view::QuizWay::Kind;
  if (hit.pressed && way.kind == Kind::report) context.actions.push_back(SeeReport{});
  else if (hit.pressed) context.actions.push_back(BeginQuiz{way.exam, way.kind == Kind::go_on});
  if (hit.focused) draw_focus_ring(card, radius);
  return height;
}

float draw_report_lines(const Rect& at, const view::QuizReportPart& part) {
  const float inner = at.width() - 2 * px(metrics::kPanePadding);
  float points = 0;
  for (const view::QuizReportLine& line : part.lines)
    points = std::max(points, text_width(line.points, Type::text) + px(40));
  const auto row_height = [&](const view::QuizReportLine& line) {
    return paragraph_height(line.name, Type::text, inner - points) + px(8);
  };
  float height = 2 * px(12) + line_height(Type::heading) + px(4);
  for (const view::QuizReportLine& line : part.lines) height += row_height(line);
  const Rect outer = Rect::at(at.min, at.width(), height);
  box(outer, Role::surface, Role::line, px(metrics::kPaneRadius));
  float y = outer.min.y + px(12);
  const float x = outer.min.x + px(metrics::kPanePadding);
  put_text({x, y}, part.heading, Type::heading, Role::ink_2);
  y += line_height(Type::heading) + px(4);
  for (const view::QuizReportLine& line : part.lines) {
    put_paragraph({x, y + px(4)}, inner - points, line.name, Type::text, Role::ink);
    const float right = outer.max.x - px(metrics::kPanePadding);
    put_text({right - text_width(line.points, Type::text), y + px(4)}, line.points, Type::text,
             line.all ? Role::ok : Role::ink);
    if (line.all)
      put_text({right - points + px(16), y + px(4)}, "✓", Type::text, Role::ok);
    y += row_height(line);
  }
  return height;
}

}  // namespace

void draw_quiz_begin(const Rect& area, const view::QuizBeginView& view, PanelContext& context) {
  const float width = std::min(px(kQuestionWidth), area.width() - 2 * px(metrics::kGap16));
  const float x = std::floor(area.centre().x - width / 2);
  const Rect column{{x, area.min.y}, {x + width, area.max.y}};
  const bool up = std::exchange(context.own.question_scroll_up, false);
  scrolled("beginning", area, column, up, [&](const Rect& rect) {
    const QuizPen pen{true, context.catalogue};
    float y = rect.min.y + px(8);
    y += pen.words({rect.min.x, y}, width, view.title, Type::stem, Role::ink) + px(8);
    y += pen.rich({rect.min.x, y}, width, view.about, Type::text) + px(4);
    y += pen.words({rect.min.x, y}, width, view.facts, Type::note, Role::ink_2) + px(20);
    for (std::size_t i = 0; i < view.ways.size(); ++i)
      y += draw_way({{rect.min.x, y}, rect.max}, view.ways[i], i == 0, context) + px(12);
    return y - rect.min.y;
  });
}

void draw_quiz_report(const Rect& area, const view::QuizReportView& report,
                      const view::QuizView& view, const std::vector<std::string>& lessons,
                      PanelContext& context) {
  const QuizColumns at = columns_of_quiz(area);
  const bool up = std::exchange(context.own.question_scroll_up, false);
  const auto told = [&](const Rect& rect) {
    const QuizPen pen{true, context.catalogue};
    const float width = rect.width();
    float y = rect.min.y;
    y += pen.words({rect.min.x, y}, width, report.headline, Type::stem, Role::ink) + px(4);
    y += pen.words({rect.min.x, y}, width, report.points, Type::text, Role::ink_2);
    if (!report.verdict.empty()) {
      y += px(4);
      y += pen.words({rect.min.x, y}, width, report.verdict, Type::text_strong,
                     report.passed ? Role::ok : Role::error);
    }
    y += px(20);
    for (const view::QuizReportPart& part : report.parts)
      y += draw_report_lines({{rect.min.x, y}, rect.max}, part) + px(12);
    y += px(4);
    y += pen.words({rect.min.x, y}, width,
                   context.catalogue.sentence(report.misconceptions.empty()
                                                  ? "quiz.report.none"
                                                  : "quiz.report.misconceptions"),
                   Type::heading, Role::ink_2) + px(8);
    for (std::size_t i = 0; i < report.misconceptions.size(); ++i) {
      const view::QuizMisconception& met = report.misconceptions[i];
      y += pen.words({rect.min.x, y}, width, met.words, Type::text, Role::ink) + px(2);
      y += pen.words({rect.min.x, y}, width, met.note, Type::note, Role::ink_2) + px(8);
      if (!lessons[i].empty()) {
        const Fitted fit = fitted(lessons[i], {}, width);
        place({rect.min.x, y});
        if (button(fit.label + "##met" + std::to_string(i), fit.look))
          context.actions.push_back(OpenLesson{met.lesson});
        y += px(metrics::kControlHeight);
      }
      y += px(16);
    }
    return y - rect.min.y;
  };
  Rect left = area;
  if (at.two) left.max.x = at.side.min.x - px(12);
  scrolled("report", left, at.main, up, [&](const Rect& rect) {
    float height = told(rect);
    if (!at.two)
      height += px(16) +
                draw_navigator({{rect.min.x, rect.min.y + height + px(16)}, rect.max}, view.cells,
                           context);
    return height;
  });
  if (!at.two) return;
  const Rect right{{at.side.min.x - px(4), area.min.y}, area.max};
  scrolled("questions", right, at.side, false,
           [&](const Rect& rect) { return draw_navigator(rect, view.cells, context); });
}

}  // namespace popscope::gui
