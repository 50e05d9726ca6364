// The pages beside the lesson: comparison, end, start, a faulty file.
#include "gui/app/compared.h"
#include "gui/app/draw.h"
#include "gui/app/layout.h"
#include "gui/app/opening.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/draw.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

LayoutWish wish_of(const Rect& window) {
  LayoutWish wish;
  wish.window = window;
  wish.scale = ui().look.scale();
  return wish;
}

Folds folds_of(const Layout& at) { return {at.columns == 1, !at.strip, at.columns < 3, false}; }

Rect between_bars(const Rect& window, const Layout& at, bool bottom) {
  Rect area = window;
  area.min.y = std::max(at.top.max.y, at.time.max.y);
  if (bottom) area.max.y = at.bottom.min.y;
  return area;
}

void add_format(const Faulty& faulty, view::FileErrorsView& view,
                const text::Catalogue& catalogue) {
  if (view.chosen >= faulty.problems.size()) return;
  const loader::Reference reference = reference_of(faulty, view.chosen, catalogue);
  view.format = reference.says;
  for (const loader::ReferenceKey& key : reference.keys) {
    view.keys.push_back({key.key, key.type, key.says, key.required});
  }
}

// The bars of a page without time: only the top.
Rect draw_top_only(const App& app, const Rect& window, PanelContext& context,
                   const std::string& title) {
  const Layout at = layout(wish_of(window));
  context.folds = folds_of(at);
  view::TransportView view;
  view.title = title;
  view.home = app.catalogue.sentence("window.own");  // only of a file of one's own
  draw_top_bar(at.top, view, app.settings.grain, context);
  Rect area = window;
  area.min.y = at.top.max.y;
  return area;
}

CompareChoice choice_of(const App& app) {
  CompareChoice choice;
  choice.form = compare_form(app);
  choice.ways = view::compared_ways(*app.visit, {app.ui.compare_a}, {app.ui.compare_b},
                                    app.catalogue);
  if (choice.ways.size() < 3) choice.ways.clear();
  return choice;
}

void draw_mail(const App& app, const Rect& area, PanelContext& context) {
  const UiState& ui_state = app.ui;
  const view::Measure measure =
      ui_state.plot_octets ? view::Measure::octets : view::Measure::messages;
  const view::ComparedTimes& times = compared_times(app);
  view::HoldingsWindows none;
  for (int i = 0; i < 2; ++i) {
    none.server[i] = {0, 0};
    none.devices[i].assign(app.visit->lesson().start.devices.size(), {0, 0});
  }
  const view::HoldingsView counts =
      view::holdings(times, ui_state.compare_time, measure, app.catalogue, none);
  draw_holdings(area,
                view::holdings(times, ui_state.compare_time, measure, app.catalogue,
                               holdings_windows(area, ui_state, counts)),
                context);
}

// From the right: what was not seen so far, or else what comes next; back to the lesson; and where
// something was not seen, the next lesson all the same.
void draw_end_bar(const App& app, const Rect& area, PanelContext& context) {
  bar_ground(area, Edge::top);
  const std::optional<std::size_t> following = next_lesson(app);
  std::vector<Worded> row(2);
  row[0].words = next_of_end(app);
  row[0].look.primary = true;
  row[0].look.key = view::cap_of(view::KeyAction::next, app.catalogue);
  row[1].words = app.catalogue.sentence("app.back_to_lesson");
  row[1].look.key = view::cap_of(view::KeyAction::escape, app.catalogue);
  if (!app.visit->unseen_ways().empty())
    row.push_back({app.catalogue.sentence(following ? "app.next.lesson" : "app.next.lessons"), {}});
  const float gap = px(metrics::kGap12);
  const std::vector<Fitted> fits = fitted(row, gap, area.width() - 2 * px(metrics::kGap16));
  float x = area.max.x - px(metrics::kGap16);
  const float y = area.centre().y - px(metrics::kControlHeight) / 2;
  for (std::size_t n = 0; n < fits.size(); ++n) {
    x -= fits[n].width();
    place({x, y});
    x -= gap;
    if (!button(fits[n].label, fits[n].look)) continue;
    if (n == 0) context.actions.push_back(Next{});
    else if (n == 1) context.actions.push_back(Escape{});
    else if (following) context.actions.push_back(OpenLesson{app.library.id(*following)});
    else context.actions.push_back(OpenPage{Page::start});
  }
}

}  // namespace

void draw_compare_page(const App& app, const Rect& window, PanelContext& context) {
  const Layout at = layout(wish_of(window));
  context.folds = folds_of(at);
  const UiState& ui_state = app.ui;
  const CompareChoice choice = choice_of(app);
  view::TransportView transport = transport_of(app);
  view::show_compared_time(compared_times(app), ui_state.compare_time, app.catalogue, transport);
  view::CompareView view;
  if (choice.form == CompareForm::ladder) {
    view = view::compare(*app.visit, {ui_state.compare_a}, {ui_state.compare_b},
                         ui_state.compare_time, app.catalogue, ui_state.selection.as_listener);
  } else {
    view.differ = app.catalogue.sentence("panel.holdings.foot");
  }
  draw_top_bar(at.top, transport, app.visit->grain(), context, &choice);
  if (at.strip) draw_time_strip(at.time, transport, context);
  Rect area = page_area(between_bars(window, at, true), ui().look.scale());
  if (!choice.ways.empty() && !ways_in_top_bar(at.top, transport, choice, context)) {
    draw_ways(area, choice, context);
    area.cut_top(ways_height(area.width(), choice) + px(metrics::kGap8));
  }
  if (choice.form == CompareForm::mail) {
    draw_mail(app, area, context);
  } else {
    draw_compare(area, view, context);
  }
  draw_compare_bar(at.bottom, view, transport, context);
}

void draw_end_page(const App& app, const Rect& window, PanelContext& context) {
  const Layout at = layout(wish_of(window));
  context.folds = folds_of(at);
  const view::TransportView transport = transport_of(app);
  draw_top_bar(at.top, transport, app.visit->grain(), context);
  if (at.strip) draw_time_strip(at.time, transport, context);
  const std::optional<std::size_t> next = next_lesson(app);
  const lesson::Scenario* scenario =
      next ? app.library.lesson(*next).scenario.get() : nullptr;
  draw_end(page_area(between_bars(window, at, true), ui().look.scale()),
           view::end_page(*app.visit, scenario, app.catalogue), context);
  draw_end_bar(app, at.bottom, context);
}

view::StartView start_view(const App& app) {
  view::StartView view = view::start(app.library.scenarios(), app.progress.lessons,
                                     app.progress.last, app.catalogue);
  view.own = app.progress.own;
  for (const view::QuizCard& card : quiz_cards(app))
    (card.lab ? view.labs : view.quizzes).push_back(card);
  return view;
}

void draw_start_page(const App& app, const Rect& window, PanelContext& context) {
  const Rect area = draw_top_only(app, window, context, "");
  draw_start(area, start_view(app), context);
}

void draw_file_errors_page(const App& app, const Rect& window, PanelContext& context) {
  const Faulty& faulty = *app.faulty;
  view::FileErrorsView view =
      view::file_errors(faulty.file.shown, faulty.text, faulty.problems, app.ui.chosen_error,
                        app.catalogue, is_back_possible(app));
  if (app.ui.format_shown) add_format(faulty, view, app.catalogue);
  const Rect area = draw_top_only(app, window, context, name_of_file(faulty.file.shown));
  draw_file_errors(area, view, context);
}

}  // namespace popscope::gui
