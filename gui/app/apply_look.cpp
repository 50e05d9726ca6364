// How the window looks.
#include <algorithm>

#include "gui/app/carry_out.h"
#include "gui/style/metrics.h"
#include "view/transport.h"

namespace popscope::gui {

void carry_out(App& app, const SetTheme& action) {
  app.ui.theme = kThemeNames[std::min<std::size_t>(action.theme, kThemeNames.size() - 1)];
}

void carry_out(App& app, const SetZoom& action) {
  app.ui.zoom = std::clamp(action.zoom, metrics::kZoomMin, metrics::kZoomMax);
}

void carry_out(App& app, const ToggleProjector&) {
  // On the start page it shows what its button would begin.
  if (app.ui.page == Page::start && !app.ui.projector) carry_out(app, Next{});
  if (!app.visit || app.ui.page == Page::file_errors) return;
  app.ui.projector = !app.ui.projector;
  app.ui.popup = Popup::none;
  if (!app.ui.projector) return;
  const bool compared = app.ui.page == Page::compare;
  app.ui.page = Page::lesson;
  if (!compared) return say(app, "app.projector.leave");
  say(app, "app.projector.one_branch",
      {text::plain("branch", view::branch_name(*app.visit, app.visit->branch(), app.catalogue))});
}

void carry_out(App& app, const ToggleListener&) {
  app.ui.selection.as_listener = !app.ui.selection.as_listener;
}

void carry_out(App& app, const ToggleFullScreen&) { app.ui.full_screen = !app.ui.full_screen; }

// "ladder" and "lines" are tabs of the middle; in one column they are tabs of the side as well.
void carry_out(App& app, const SetTab& action) {
  if (app.ui.page == Page::compare) {
    app.ui.compare_form = action.tab == "mail" ? CompareForm::mail : CompareForm::ladder;
    return;
  }
  app.ui.beside_what_is_asked = action.tab != "explanation";
  const bool middle = action.tab == "ladder" || action.tab == "lines";
  if (middle) {
    app.ui.middle_tab = action.tab;
    app.ui.side_tab = "ladder";
  } else {
    app.ui.side_tab = action.tab;
  }
}

void carry_out(App& app, const Show& action) {
  UiState& ui = app.ui;
  const bool needs_lesson = action.popup == Popup::pace || action.popup == Popup::run_to ||
                            action.popup == Popup::branches || action.popup == Popup::save ||
                            action.popup == Popup::rename;
  if (needs_lesson && !app.visit) return;
  ui.popup = action.popup;
  ui.dialog_error.clear();
  ui.playing = false;
  if (action.popup == Popup::rename)
    ui.name_field = view::branch_name(*app.visit, app.visit->branch(), app.catalogue);
  if (action.popup == Popup::save) {
    ui.path_field = "~/" + app.visit->lesson().scenario->id + "-recording.json";
  }
  if (action.popup == Popup::open_file) ui.path_field.clear();
}

void carry_out(App& app, const FocusConsole&) {
  if (app.visit && (app.ui.page == Page::lesson || app.ui.projector))
    app.ui.focus_console = app.ui.console_shown = true;
}

void carry_out(App& app, const TypeAhead& action) { app.ui.console_line += action.typed; }

void carry_out(App& app, const EndNotice&) { app.ui.notice.clear(); }

}  // namespace popscope::gui
