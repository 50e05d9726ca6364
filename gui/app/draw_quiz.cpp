// The pages of a quiz: how it begins, its questions, the report.
#include "gui/app/draw.h"
#include "gui/app/layout.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

struct QuizPlaces {
  Rect top, page, bottom;
};

QuizPlaces places_of(const Rect& window, PanelContext& context) {
  LayoutWish wish;
  wish.window = window;
  wish.scale = ui().look.scale();
  const Layout at = layout(wish);
  context.folds.one_column = at.columns == 1;
  return {at.top, {{window.min.x, at.top.max.y}, {window.max.x, at.bottom.min.y}}, at.bottom};
}

void draw_quiz_top(const App& app, const Rect& area, const QuizBar& bar, PanelContext& context) {
  view::TransportView view;
  view.title = app.quiz->quiz->title;
  view.home = app.catalogue.sentence("quiz.home");
  draw_top_bar(area, view, app.settings.grain, context, nullptr, &bar);
}

// "Lesson 3: Deletion happens at QUIT"; empty: there is no such lesson.
std::string lesson_named(const App& app, const std::string& id) {
  const std::optional<std::size_t> index = app.library.index_of(id);
  if (!index || !app.library.lesson(*index).scenario) return {};
  return app.catalogue.sentence(
      "quiz.lesson",
      {text::number("number", static_cast<std::int64_t>(*index + 1)),
       text::plain("title", app.library.lesson(*index).scenario->title)});
}

void draw_beginning(const App& app, const QuizPlaces& at, PanelContext& context) {
  const view::QuizAttempts attempts = attempts_of(app, app.quiz->quiz, app.quiz->answers->events());
  const view::QuizBeginView view = view::quiz_begin(*app.quiz->quiz, attempts, app.catalogue);
  draw_quiz_top(app, at.top, {}, context);
  draw_quiz_begin(at.page, view, context);
  draw_quiz_end_bar(at.bottom, view.ways.front().name, context);
}

}  // namespace

void draw_quiz_page(const App& app, const Rect& window, PanelContext& context) {
  const QuizPlaces at = places_of(window, context);
  const OpenedQuiz& quiz = *app.quiz;
  if (!quiz.attempt) return draw_beginning(app, at, context);
  const bool report = quiz.on_report();
  const view::QuizView view =
      view::quiz_page(*quiz.attempt, quiz.index(), report ? view::QuizDraft{} : draft_of(app),
                      app.quiz_place.now(), app.catalogue);
  draw_quiz_top(app, at.top, {view.mode, view.score, view.short_score, view.left}, context);
  if (!report) {
    const std::string lesson =
        view.misconception ? lesson_named(app, view.misconception->lesson) : "";
    draw_quiz(at.page, view, lab_of(quiz, draft_of(app), app.catalogue),
              proof_of(quiz, app.catalogue), remembers_acts(quiz), lesson, context);
    draw_quiz_bar(at.bottom, view, context);
    return;
  }
  view::QuizView cells = view;
  for (view::QuizCell& cell : cells.cells) cell.here = false;
  const view::QuizReportView told = view::quiz_report(*quiz.attempt, app.catalogue);
  std::vector<std::string> lessons;
  for (const view::QuizMisconception& met : told.misconceptions)
    lessons.push_back(lesson_named(app, met.lesson));
  draw_quiz_report(at.page, told, cells, lessons, context);
  draw_quiz_end_bar(at.bottom, app.catalogue.sentence("quiz.report.again"), context);
}

}  // namespace popscope::gui
