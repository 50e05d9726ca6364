// Pages and files, and Esc.
#include <utility>

#include "gui/app/carry_out.h"
#include "gui/app/editor.h"
#include "gui/app/opening.h"

namespace popscope::gui {
namespace {

// Each leaves one thing, and says whether there was one to leave; innermost first. What Dear ImGui
// holds (a menu, a text field, the ring of the keyboard) has been left before.
bool leave_popup(UiState& ui) {
  if (ui.popup == Popup::none) return false;
  ui.popup = Popup::none;
  return true;
}

bool leave_question(UiState& ui) {
  return std::exchange(ui.unfolded_ask, std::nullopt).has_value();
}
bool leave_play(UiState& ui) { return std::exchange(ui.playing, false); }
bool leave_projector(UiState& ui) { return std::exchange(ui.projector, false); }
bool leave_full_screen(UiState& ui) { return std::exchange(ui.full_screen, false); }

bool leave_selection(UiState& ui) {
  view::Selection& chosen = ui.selection;
  const bool any = chosen.octet || chosen.segment || chosen.unique_id;
  chosen.octet.reset();
  chosen.segment.reset();
  chosen.unique_id.reset();
  return any;
}

}  // namespace

void carry_out(App& app, const Escape&) {
  UiState& ui = app.ui;
  if (leave_popup(ui)) return;
  // The wall shows nothing else that could be left: one Esc is enough.
  if (leave_projector(ui)) {
    ui.playing = false;
    return;
  }
  if (leave_play(ui)) return;
  if (ui.page == Page::quiz && leave_quiz_question(app)) return;
  if (ui.page == Page::lesson && shows_a_run(app) && !leave_selection(ui)) {
    leave_run(app);
    return;
  }
  if (ui.page == Page::lesson && (leave_question(ui) || leave_selection(ui))) return;
  switch (ui.page) {
    case Page::compare:
    case Page::end: ui.page = Page::lesson; return;
    case Page::file_errors:
      ui.page = app.faulty && app.faulty->from_quiz ? Page::quiz
                : app.visit                         ? Page::lesson
                                                    : Page::start;
      return;
    case Page::lesson:
      if (!leave_full_screen(ui)) ui.page = Page::start;
      return;
    case Page::quiz: ui.page = Page::start; return;
    case Page::start: leave_full_screen(ui); return;
  }
}

void carry_out(App& app, const OpenPage& action) {
  app.ui.popup = Popup::none;
  app.ui.playing = false;
  if (action.page == Page::start && leave_run(app)) return;
  if (action.page == Page::quiz) {
    if (app.quiz && !leave_run(app)) app.ui.page = Page::quiz;
    return;
  }
  if (action.page != Page::start && !app.visit) return;
  if (action.page == Page::file_errors && !app.faulty) return;
  if (action.page == Page::compare) {
    carry_out(app, Compare{});
    return;
  }
  app.ui.projector = false;
  app.ui.page = action.page;
  if (action.page == Page::end) note_progress(app, true);
}

void carry_out(App& app, const OpenLesson& action) {
  app.ui.popup = Popup::none;
  const std::optional<std::size_t> index = app.library.index_of(action.id);
  if (!index) return;
  if (app.visit && app.opened.key == "lessons/" + action.id) {
    app.ui.page = Page::lesson;
    return;
  }
  open_lesson(app, *index);
}

void carry_out(App& app, const OpenFile& action) {
  if (action.path.empty()) {
    carry_out(app, Show{Popup::open_file});
    return;
  }
  // A name that was typed is corrected where it was typed.
  if (app.ui.popup == Popup::open_file) {
    if (const std::optional<text::Diagnostic> why = cannot_open(app, action.path)) {
      app.ui.dialog_error = text::what_is_wrong(*why, app.catalogue) + " " +
                            text::what_would_be_right(*why, app.catalogue);
      app.ui.focus_dialog = true;
      return;
    }
  }
  app.ui.popup = Popup::none;
  open_file(app, action.path);
}

void carry_out(App& app, const NewFromLesson& action) {
  if (action.path.empty()) {
    app.ui.new_from = !action.id.empty() || app.library.size() == 0 ? action.id : app.library.id(0);
    app.ui.path_field.clear();
    app.ui.popup = Popup::new_from_lesson;
    return;
  }
  if (new_from_lesson(app, action.id, action.path)) app.ui.popup = Popup::none;
}

void carry_out(App& app, const Reload&) {
  // A run is part of its quiz, which is read on its own page: what was done of a task stays.
  if (!app.faulty && shows_a_run(app)) return say(app, "quiz.run.not_read");
  if (!reload(app)) say(app, "app.reread.faulty");
}

// A faulty file shows its page; nobody asked, so nothing more is said.
void carry_out(App& app, const ReadChanged&) { reload(app); }

void carry_out(App& app, const Save& action) {
  if (!app.visit) return;
  if (shows_a_run(app)) return say(app, "quiz.run.not_saved");
  if (action.path.empty()) {
    carry_out(app, Show{Popup::save});
    return;
  }
  std::string path = absolute_path(action.path);
  if (path.size() < 5 || path.substr(path.size() - 5) != ".json") path += ".json";
  if (file_exists(path) && app.overwrite != path) {
    app.overwrite = path;  // asked once; the second Enter is the answer
    app.ui.focus_dialog = true;
    say(app, "app.overwrite", {text::plain("file", path)});
    return;
  }
  app.overwrite.clear();
  if (!write_by_rename(path, recording_of(app, path))) {
    app.ui.focus_dialog = true;
    say(app, "app.cannot_write", {text::plain("file", path)});
    return;
  }
  app.saved_recording = recording_of(app);
  app.ui.popup = Popup::none;
  say(app, "app.saved", {text::plain("file", path)});
}

void carry_out(App& app, const Quit&) { app.wants_to_close = may_close(app); }

void carry_out(App& app, const KeepAgain&) { keep_again(app); }

void carry_out(App& app, const OpenInEditor&) {
  const Opened* file = file_on_screen(app);
  const std::string path = file == nullptr ? "" : file->path;
  if (path.empty() || !open_in_editor(path)) {
    say(app, "app.no_editor", {text::plain("file", path)});
  }
}

void carry_out(App& app, const Restart&) {
  if (!app.visit) return;
  if (shows_a_run(app)) {
    if (task_under_way(app) != nullptr) app.quiz->acted.erase(app.quiz->shown().question.id);
    return carry_out(app, ShowRun(app.quiz->run_shown->asked));
  }
  // What was done is not thrown away: it is put aside, or stands where the learner saved it.
  const std::string work = recording_of(app);
  const Kept::Aside before = app.kept.keep_aside(app.opened.key + ".before-restart", work);
  if (!before.safe && app.saved_recording != work) {
    say(app, "app.kept.no_restart");
    return;
  }
  if (app.opened.recording.empty() || !open_as_saved(app)) {
    lesson::Visit visit(app.compiled);
    visit.set_grain(app.settings.grain);
    replace_visit(app, std::move(visit));
  }
  app.ui.page = Page::lesson;
  if (before.path) say(app, "app.kept.before_restart", {text::plain("file", *before.path)});
}

}  // namespace popscope::gui
