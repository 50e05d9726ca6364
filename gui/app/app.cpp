#include "gui/app/app.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/app/apply.h"
#include "gui/app/opening.h"
#include "gui/app/pace.h"
#include "gui/style/metrics.h"
#include "lesson/recording.h"
#include "loader/recording_json.h"
#include "view/no_such_step.h"
#include "view/transport.h"

namespace popscope::gui {
namespace {

constexpr double kNoticeSeconds = 6;
constexpr double kLookAtFilesSeconds = 0.5;
constexpr double kKeepAgainSeconds = 5;

void say_notices_of_kept(App& app) {
  for (const Notice& notice : app.kept.take_notices()) say(app, notice.key, notice.arguments);
}

}  // namespace

App::App(loader::ProgramFiles program, Kept kept_before)
    : files(std::move(program.source)),
      catalogue(std::move(program.sentences)),
      library(*files, catalogue, std::move(program.folder)),
      kept(std::move(kept_before)) {
  progress = kept.progress();
  settings = kept.settings();
  ui.theme = settings.theme;
  ui.zoom = settings.zoom;
  ui.middle_tab = settings.middle_tab;
  ui.side_tab = settings.side_tab;
  ui.pace = settings.pace;
  ui.selection.as_listener = settings.as_listener;
  say_notices_of_kept(*this);
}

bool open_at_start(App& app, const Request& request) {
  const bool nothing_kept =
      app.progress.last.empty() && app.progress.lessons.empty() && app.progress.own.empty();
  bool opened = true;
  if (!request.file.empty()) {
    opened = open_file(app, request.file);
  } else if (app.library.size() > 0 &&
             (nothing_kept || request.lesson_rather_than_start || !request.step.empty())) {
    opened = open_lesson(app, 0);
  }
  say_notices_of_kept(app);
  if (!opened || request.step.empty() || !app.visit) return opened;
  const std::optional<sim::Place> place = app.visit->find(request.step);
  if (!place) {
    say_words(app, view::no_such_step(*app.visit, request.step, app.catalogue));
    return false;
  }
  apply(app, OpenAt{place->branch.value, place->moment});
  return true;
}

LookSettings look_of(const App& app, const LookSettings& present) {
  LookSettings look = present;
  look.zoom = app.ui.zoom;
  look.theme = app.ui.theme;
  look.wall = app.ui.projector;
  // The wall's measures are for 1280x720; they grow with the window, not with the user's zoom.
  if (app.ui.projector && ImGui::GetCurrentContext()) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float fit = std::min(size.x / 1280, size.y / 720) / look.content_scale;
    look.zoom = std::clamp(fit, metrics::kZoomMin, metrics::kZoomMax);
  }
  return look;
}

std::string title_of(const App& app) {
  if (app.ui.page == Page::file_errors && app.faulty) {
    return app.catalogue.sentence("app.title_of",
                                  {text::plain("what", name_of_file(app.faulty->file.shown))});
  }
  if (app.ui.page == Page::quiz && app.quiz) {
    return app.catalogue.sentence("app.title_of",
                                  {text::plain("what", app.quiz->quiz->title)});
  }
  if (app.ui.page == Page::start || !app.visit) return app.catalogue.sentence("app.title");
  return app.catalogue.sentence("app.title_of",
                                {text::plain("what", app.visit->lesson().scenario->title)});
}

bool tick(App& app, double now) {
  app.now = now;
  if (app.ui.playing && app.visit && now >= app.next_stop_at) apply(app, PlayOn{});
  if (!app.ui.notice.empty() && now >= app.ui.notice_until) apply(app, EndNotice{});
  if (now - app.looked_at_files >= kLookAtFilesSeconds) {
    app.looked_at_files = now;
    if (has_changed(app)) apply(app, ReadChanged{});
  }
  const int until_other_time = quiz_tick_in_ms(app);
  if (until_other_time >= 0) {
    // What is left is written in minutes, in the end in seconds.
    const quiz::Clock left = app.quiz->attempt->left(app.quiz_place.now());
    const quiz::Clock unit = left > 60'000 ? 60'000 : 1000;
    const quiz::Clock written = (left + unit - 1) / unit * unit;
    app.redraw = app.redraw || written != std::exchange(app.time_left, written);
    if (left == 0) apply(app, TimeIsUp{});
  }
  if (!is_all_kept(app) && now - app.kept_again_at >= kKeepAgainSeconds) {
    app.kept_again_at = now;
    keep_again(app);
    app.redraw = app.redraw || is_all_kept(app);
  }
  return std::exchange(app.redraw, false);
}

void close(App& app) {
  leave_run(app);
  app.ui.page = Page::start;
  keep_quiz_time(app);
}

int tick_in_ms(const App& app) {
  if (app.redraw) return 0;
  double next = -1;
  const auto at = [&](double when) {
    const double left = std::max(0.0, when - app.now);
    next = next < 0 ? left : std::min(next, left);
  };
  if (app.ui.playing) at(app.next_stop_at);
  if (!app.ui.notice.empty()) at(app.ui.notice_until);
  if (!is_all_kept(app)) at(app.kept_again_at + kKeepAgainSeconds);
  const Opened* watched = file_on_screen(app);
  if (watched != nullptr && !watched->path.empty()) at(app.now + kLookAtFilesSeconds);
  if (const int ms = quiz_tick_in_ms(app); ms >= 0) at(app.now + ms / 1000.0);
  return next < 0 ? -1 : static_cast<int>(std::ceil(next * 1000));
}

void say_words(App& app, const std::string& words) {
  app.ui.notice = words;
  app.ui.notice_until = app.now + kNoticeSeconds;
  ++app.ui.notices;
}

void say(App& app, const std::string& key, const text::Arguments& arguments) {
  say_words(app, app.catalogue.sentence(key, arguments));
}

void replace_visit(App& app, lesson::Visit visit) {
  app.visit.visit_.emplace(std::move(visit));
  const bool as_listener = app.ui.selection.as_listener;  // names nothing of a visit
  static_cast<UiOfVisit&>(app.ui) = {};
  app.ui.selection.as_listener = as_listener;
  static_cast<TransientOfVisit&>(app.ui) = {};
  app.compared.reset();
}

void forget_visit(App& app) {
  app.visit.visit_.reset();
  app.compiled.reset();
  app.opened = {};
  static_cast<UiOfVisit&>(app.ui) = {};
  static_cast<TransientOfVisit&>(app.ui) = {};
  app.compared.reset();
}

std::string recording_of(const App& app, const std::string& path) {
  lesson::Recording recording = lesson::record(*app.visit);
  recording.file = app.opened.lesson ? "" : app.opened.path;
  if (!path.empty() && !recording.file.empty()) {
    recording.file = loader::scenario_for_recording(path, recording.file);
  }
  return loader::recording_to_json(recording);
}

namespace {

std::string work_of(const App& app) {
  lesson::Recording recording = lesson::record(*app.visit);
  recording.file = app.opened.lesson ? "" : app.opened.path;
  if (!app.opened.recording.empty()) recording.goes_on_from = app.opened.recording_digest;
  return loader::recording_to_json(recording);
}

}  // namespace

void note_progress(App& app, bool at_end) {
  if (!app.visit || !app.opened.lesson || app.opened.key != "lessons/" + app.opened.id) return;
  view::LessonProgress lesson;
  lesson.id = app.opened.id;
  lesson.step = app.visit->step();
  lesson.steps = app.visit->steps().count();
  lesson.at_end = at_end;
  // A lesson with several ways is done when all of them were seen.
  lesson.done = at_end && app.visit->unseen_ways().empty();
  lesson.asked = app.visit->open_ask().has_value();
  lesson.own = !app.visit->notes(app.visit->branch()).of_story;
  app.kept.note_lesson(app.progress, lesson);
}

void keep_work(App& app) {
  if (!app.visit || app.opened.key.empty()) return;
  std::string recording = work_of(app);
  if (recording == app.kept_recording) return;
  const std::optional<std::string> apart = app.kept.keep(app.opened.key, recording);
  if (apart) app.kept.note_own_file(app.progress, *apart);
  app.kept_recording = std::move(recording);
  if (is_all_kept(app)) app.warned_of_unkept.clear();
  const view::TransportView view = view::transport(*app.visit, app.ui.selection, app.catalogue);
  note_progress(app, view.next_kind == view::TransportView::NextKind::next_lesson);
  say_notices_of_kept(app);
}

bool is_all_kept(const App& app) {
  return app.kept.is_all_kept() &&
         std::all_of(app.answers.begin(), app.answers.end(),
                     [](const auto& each) { return each.second->unkept() == 0; });
}

void keep_again(App& app) {
  if (is_all_kept(app)) return;
  for (const std::string& apart : app.kept.keep_again()) {
    app.kept.note_own_file(app.progress, apart);
  }
  for (const auto& each : app.answers) each.second->keep_again();
  say_notices_of_kept(app);
  if (!is_all_kept(app)) return;
  app.warned_of_unkept.clear();
  say(app, "app.kept.again");
}

namespace {

bool warns_of_unkept(App& app) {
  std::map<std::string, std::string> lost = app.kept.unkept();
  if (app.visit && app.saved_recording == recording_of(app)) lost.erase(app.opened.key);
  for (const auto& [path, answers] : app.answers)
    if (answers->unkept() > 0) lost["quiz " + path] = std::to_string(answers->unkept());
  const std::map<std::string, std::string>& known = app.warned_of_unkept;
  if (std::includes(known.begin(), known.end(), lost.begin(), lost.end())) return false;
  app.warned_of_unkept = std::move(lost);
  return true;
}

bool warns_of_acts(App& app) {
  std::set<std::string> acts = acts_to_lose(app);
  if (std::includes(app.warned_of_acts.begin(), app.warned_of_acts.end(), acts.begin(),
                    acts.end()))
    return false;
  app.warned_of_acts = std::move(acts);
  return true;
}

}  // namespace

bool may_close(App& app) {
  keep_work(app);
  const char* unkept = app.kept.is_all_kept() ? "quiz.kept.close" : "app.kept.close";
  const char* warning = warns_of_unkept(app)   ? unkept
                        : warns_of_acts(app) ? "quiz.run.close"
                                             : nullptr;
  if (warning == nullptr) return true;
  say(app, warning);
  app.redraw = true;
  return false;
}

void keep_settings(App& app) {
  Settings settings = app.settings;
  settings.theme = app.ui.theme;
  settings.zoom = app.ui.zoom;
  settings.middle_tab = app.ui.middle_tab;
  settings.side_tab = app.ui.side_tab;
  settings.pace = app.ui.pace;
  settings.as_listener = app.ui.selection.as_listener;
  if (settings_to_json(settings) == app.kept_settings) return;
  app.settings = settings;
  app.kept_settings = settings_to_json(settings);
  app.kept.keep(settings);
  say_notices_of_kept(app);
}

}  // namespace popscope::gui
