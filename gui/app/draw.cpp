#include "gui/app/draw.h"

#include <algorithm>
#include <cmath>

#include "gui/app/apply.h"
#include "gui/app/keys.h"
#include "gui/app/layout.h"
#include "gui/app/opening.h"
#include "gui/app/popups.h"
#include "gui/style/metrics.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/draw.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

// The wall; a line can be typed there, too, when it was asked for or a task wants one.
void draw_wall(const App& app, Rect window, PanelContext& context) {
  const view::ProjectorView view =
      view::projector(*app.visit, app.ui.selection, app.catalogue);
  const bool types = app.ui.console_shown || view.attempt;
  const Rect bar = window.cut_bottom(types ? px(metrics::kBottomBar) : 0);
  draw_projector(window, view, context);
  if (!types) return;
  std::vector<view::Completion> completions;
  if (!app.ui.console_line.empty())
    completions =
        view::completions(*app.visit, app.ui.selection, app.ui.console_line, app.catalogue);
  draw_console_bar(bar, view::console(*app.visit, app.ui.selection, app.catalogue), completions,
                   context);
}

void draw_page(const App& app, const Rect& window, PanelContext& context) {
  const bool has_visit = app.visit.has_value();
  // What is baked decides: large type is there one frame after it was asked for, and until then
  // the page stays as it was.
  if (ui().look.is_wall() && has_visit) {
    return draw_wall(app, window, context);
  }
  switch (app.ui.page) {
    case Page::lesson:
      if (has_visit) return draw_lesson(app, window, context);
      break;
    case Page::compare:
      if (has_visit) return draw_compare_page(app, window, context);
      break;
    case Page::end:
      if (has_visit) return draw_end_page(app, window, context);
      break;
    case Page::file_errors:
      if (app.faulty) return draw_file_errors_page(app, window, context);
      break;
    case Page::quiz:
      if (app.quiz) return draw_quiz_page(app, window, context);
      break;
    case Page::start: break;
  }
  draw_start_page(app, window, context);
}

// Empty: all is kept.
std::string why_unkept(const App& app) {
  const std::string& folder = app.kept.state_folder();
  if (!app.kept.is_all_kept()) {
    return folder.empty()
               ? app.catalogue.sentence("app.kept.sign.no_home")
               : app.catalogue.sentence("app.kept.sign.why", {text::plain("folder", folder)});
  }
  for (const auto& [path, answers] : app.answers) {
    if (answers->unkept() > 0)
      return app.catalogue.sentence(key_of_unkept(*answers), {text::plain("file", path)}) + ' ' +
             app.catalogue.sentence("quiz.kept.held");
  }
  return {};
}

// As long as work is not kept a sign says so: the top bar has it; the wall, at its foot, here.
void draw_sign_on_wall(const Rect& window, PanelContext& context) {
  if (context.unkept.empty() || !ui().look.is_wall()) return;
  const std::string label = context.catalogue.sentence("app.kept.sign");
  const Type type = Type::wall_text;
  const ImVec2 pad{px(metrics::kGap12), px(6)};
  const float width = text_width(label, type) + 2 * pad.x;
  const float height = line_height(type) + 2 * pad.y;
  Rect& column = context.notice_on_wall;
  const bool beside = column.width() > 0;
  const float x = beside ? column.min.x : std::floor(window.centre().x - width / 2);
  const float bottom = beside ? column.max.y : window.max.y - px(metrics::kGap8);
  const Rect sign = Rect::at({x, std::floor(bottom - height)}, width, height);
  if (beside) column.max.y = sign.min.y - px(metrics::kGap8);
  box(sign, Role::surface, Role::ink_2, px(metrics::kControlRadius));
  place({sign.min.x + pad.x, sign.min.y + pad.y});
  if (text_button(label, type, Role::ink)) context.actions.push_back(KeepAgain{});
}

// The console's line was begun for another try than the one that waits, or for one that does no
// more.
bool is_try_to_follow(const App& app) {
  const std::optional<std::uint32_t>& begun = app.ui.begun_try;
  const std::optional<std::uint32_t> open = app.visit->open_try();
  if (open) return begun != open;
  return begun && app.visit->posed_try() != begun;
}

}  // namespace

void draw(App& app) {
  for (const Action& action : actions_of_keys(app)) apply(app, action);
  if (!has_console(app)) {
    app.ui.console_awaited = 0;
  } else if (is_try_to_follow(app)) {
    apply(app, FollowTry{});
  }

  app.ui.branches_button = app.ui.run_to_button = app.ui.more_button = {};
  app.ui.folded_offers = {};
  Actions actions;
  PanelContext context{app.catalogue, app.ui, app.ui, actions, {}};
  context.unkept = why_unkept(app);
  {
    const Root root;
    const App& shown = app;
    draw_page(shown, root.rect(), context);
    draw_sign_on_wall(root.rect(), context);
    draw_popups(shown, root.rect(), context);
    draw_notice(shown, root.rect(), context.notice, context.notice_on_wall);
  }
  for (const Action& action : actions) apply(app, action);
  if (app.ui.page == Page::quiz && app.ui.focus_number) app.redraw = true;
  if (app.ui.focus_console || app.ui.console_awaited > 0) app.redraw = true;
  ui().look.set(look_of(app, ui().look.settings()));
}

std::string next_of_end(const App& app) {
  const std::vector<lesson::Visit::WayOn> unseen = app.visit->unseen_ways();
  if (!unseen.empty()) {
    return app.catalogue.sentence("app.next.unseen", {text::plain("way", unseen.front().name)});
  }
  return app.catalogue.sentence(next_lesson(app) ? "app.next.lesson" : "app.next.lessons");
}

view::TransportView transport_of(const App& app) {
  view::TransportView view = view::transport(*app.visit, app.ui.selection, app.catalogue);
  const bool own = !app.opened.lesson || !app.opened.recording.empty();
  view.home = app.catalogue.sentence(own ? "window.own" : "window.lessons");
  if (app.opened.lesson) {
    view.title = std::to_string(*app.opened.lesson + 1) + " · " + view.title;
  }
  if (shows_a_run(app)) {
    view.home = app.catalogue.sentence(
        "quiz.question", {text::number("number", app.quiz->run_shown->question + 1)});
    if (view.title.empty()) view.title = app.quiz->quiz->title;
    if (app.quiz->run_shown->asked.one_right_way)
      view.title = app.catalogue.sentence("quiz.act.model");
    const bool acts = task_under_way(app) != nullptr;
    if (acts) view.ends.clear();
    using NextKind = view::TransportView::NextKind;
    const bool ends =
        view.next_kind == NextKind::next_lesson || view.next_kind == NextKind::back_to_story;
    if (ends && has_acted(app))
      view.next = app.catalogue.sentence("quiz.act.hand_in");
    else if (ends && acts)
      view.next = app.catalogue.sentence("quiz.act.type");
    else if (view.next_kind == NextKind::next_lesson)
      view.next = app.catalogue.sentence(
          "quiz.back_to_question", {text::number("number", app.quiz->run_shown->question + 1)});
    return view;
  }
  if (view.next_kind == view::TransportView::NextKind::next_lesson) {
    view.next = app.ui.page == Page::lesson ? app.catalogue.sentence("app.next.sum_up")
                                            : next_of_end(app);
  }
  return view;
}

// In the top bar, where nothing is covered; on the wall, which has none, at the foot: beside what
// is answered, where there is a column for it.
void draw_notice(const App& app, const Rect& window, const Rect& room, const Rect& room_on_wall) {
  const std::string& words = app.ui.notice;
  if (words.empty()) return;
  const bool wall = room.width() <= 0;
  const bool column = wall && room_on_wall.width() > 0;
  const float pad_x = px(metrics::kGap12);
  const float most = (column ? room_on_wall.width()
                      : wall ? window.width() - 2 * px(metrics::kGap16)
                             : room.width()) -
                     2 * pad_x;
  const Type large = ui().look.is_wall() ? Type::wall_text : Type::text;
  const bool one_line = text_width(words, large) <= most;
  const Type type = one_line || large == Type::wall_text ? large : Type::note;
  const float width = std::min(most, std::ceil(text_width(words, type)) + 1);
  const float pad_y = px(one_line ? 6 : 4);
  const ImVec2 size{width + 2 * pad_x, paragraph_height(words, type, width) + 2 * pad_y};
  const float x = column ? room_on_wall.min.x
                  : wall ? std::floor(window.centre().x - size.x / 2)
                         : room.min.x;
  const float y = column ? room_on_wall.max.y - size.y
                  : wall ? window.max.y - px(metrics::kGap8) - size.y
                       : std::max(window.min.y, std::floor(room.centre().y - size.y / 2));
  ImGui::SetNextWindowPos({x, y});
  ImGui::SetNextWindowSize(size);
  constexpr ImGuiWindowFlags kFlags =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
      ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
      ImGuiWindowFlags_NoBackground;
  ImGui::Begin("##notice", nullptr, kFlags);
  const Rect rect = Rect::at({x, y}, size.x, size.y);
  box(rect, Role::surface, Role::ink_2, px(metrics::kControlRadius));
  put_paragraph({rect.min.x + pad_x, rect.min.y + pad_y}, width, words, type, Role::ink);
  ImGui::End();
}

}  // namespace popscope::gui
