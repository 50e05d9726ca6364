#include "gui/app/opening.h"

#include <algorithm>
#include <utility>

#include "gui/app/compared.h"
#include "lesson/recording.h"
#include "loader/user_folder.h"
#include "loader/quiz_loader.h"
#include "loader/recording_json.h"
#include "loader/scenario_loader.h"
#include "sim/core/digest.h"

namespace popscope::gui {
namespace {

struct Read {
  loader::LoadedLesson lesson;
  Opened opened;
};

// What the lesson was made from beside its own file, to be watched as well.
Read watched(Read read) {
  if (read.opened.path.empty()) return read;
  for (const std::string& name : read.lesson.beside) {
    const std::string path = folder_of(read.opened.path) + "/" + name;
    read.opened.beside.emplace_back(path, stamp_of(path));
  }
  return read;
}

Read read_lesson(App& app, std::size_t index, bool again = false) {
  Opened opened;
  opened.id = app.library.id(index);
  opened.key = "lessons/" + opened.id;
  opened.lesson = index;
  opened.asked = opened.id;
  opened.path = app.library.path_on_disk(index);
  opened.shown = opened.path.empty() ? opened.id + ".json" : opened.path;
  if (!opened.path.empty()) opened.stamp = stamp_of(opened.path);
  return watched(
      {again ? app.library.reread(index) : app.library.lesson(index), std::move(opened)});
}

Read read_own(App& app, const std::string& path) {
  Opened opened;
  opened.path = absolute_path(path);
  opened.id = opened.path;
  opened.key = loader::own_key(opened.path);
  opened.shown = opened.asked = path;
  opened.stamp = stamp_of(opened.path);
  const loader::FolderSource folder(folder_of(opened.path));
  return watched({loader::load_lesson(folder, name_of_file(opened.path), path, app.catalogue),
                  std::move(opened)});
}

// What there is to say of a learner's branches when the scenario has changed. A recording that does
// not fit beside the present story is put aside first.
std::optional<Notice> what_became_of(App& app, const std::string& key,
                                     const lesson::Recording& recording,
                                     const lesson::Restored& restored) {
  if (!restored.scenario_changed) return std::nullopt;
  if (restored.branches_lost > 0) {
    const Kept::Aside aside = app.kept.keep_aside(key, loader::recording_to_json(recording));
    if (aside.path) return Notice{"app.scenario_changed.aside", {text::plain("file", *aside.path)}};
  }
  if (restored.branches_moved > 0)
    return Notice{"app.scenario_changed", {text::number("count", restored.branches_moved)}};
  if (restored.visit.has_own_branch()) return Notice{"app.scenario_changed.same", {}};
  return std::nullopt;
}

// The lesson becomes the present one, as the recording left it.
bool show(App& app, Read read, std::optional<lesson::Recording> recording) {
  if (!read.lesson.compiled) {
    return refuse(app, std::move(read.opened), std::move(read.lesson.text),
                  std::move(read.lesson.problems));
  }
  leave_run(app);
  keep_work(app);
  std::optional<Notice> changed;
  if (recording) {
    lesson::Restored restored = lesson::restore(read.lesson.compiled, *recording);
    changed = what_became_of(app, read.opened.key, *recording, restored);
    replace_visit(app, std::move(restored.visit));
  } else {
    lesson::Visit visit(read.lesson.compiled);
    visit.set_grain(app.settings.grain);
    replace_visit(app, std::move(visit));
  }
  app.compiled = read.lesson.compiled;
  app.opened = std::move(read.opened);
  app.kept_recording.clear();
  app.ui.page = Page::lesson;
  if (changed) say(app, changed->key, changed->arguments);
  if (app.visit->cut_short()) say(app, "app.cut_short");
  return true;
}

bool show_as_kept(App& app, Read read) {
  std::optional<lesson::Recording> recording;
  if (read.lesson.compiled) recording = app.kept.recording(read.opened.key);
  return show(app, std::move(read), std::move(recording));
}

text::Diagnostic no_scenario(const std::string& file, const std::string& scenario) {
  text::Diagnostic problem;
  problem.code = "diagnostic.recording.no_scenario";
  problem.arguments = {text::plain("scenario", scenario)};
  problem.file = file;
  return problem;
}

bool same_work(lesson::Recording a, lesson::Recording b) {
  a.file = b.file = "";
  a.goes_on_from = b.goes_on_from = std::nullopt;
  return loader::recording_to_json(a) == loader::recording_to_json(b);
}

// What was done in a recording when it was open before, if it is still the same recording. If it
// is another one now, the work is put aside where one finds it, and the file is shown; where that
// cannot be done, the file is not opened.
struct WorkIn {
  bool safe = true;
  std::optional<lesson::Recording> recording;
};

WorkIn work_in(App& app, const Opened& opened, const lesson::Recording& in_file) {
  std::optional<lesson::Recording> kept = app.kept.recording(opened.key);
  if (!kept) return {};
  if (kept->goes_on_from == opened.recording_digest) {
    if (!same_work(*kept, in_file)) say(app, "app.recording.as_left");
    return {true, std::move(kept)};
  }
  const Kept::Aside aside = app.kept.keep_aside(opened.key, loader::recording_to_json(*kept));
  if (!aside.safe) {
    say(app, "app.recording.not_opened", {text::plain("folder", app.kept.state_folder())});
    return {false, std::nullopt};
  }
  if (aside.path) {
    app.kept.note_own_file(app.progress, *aside.path);
    say(app, "app.recording.changed", {text::plain("file", *aside.path)});
  }
  return {};
}

// A recording is played on the scenario that it names; what is kept of that lesson stays as it is.
// What one does in the recording is kept by the recording's own path, and comes back with it.
bool open_recording(App& app, const std::string& path, const std::string& text,
                    bool as_left = true) {
  Opened opened;
  opened.path = absolute_path(path);
  opened.key = loader::own_key(opened.path);
  opened.shown = opened.asked = path;
  opened.stamp = stamp_of(opened.path);
  text::Diagnostics problems;
  std::optional<lesson::Recording> recording =
      loader::recording_from_json(text, path, problems);
  if (!recording || !problems.empty()) {
    return refuse(app, std::move(opened), text, std::move(problems));
  }
  Read read;
  if (!recording->file.empty()) {
    read = read_own(app, loader::scenario_of_recording(opened.path, recording->file));
  } else if (const auto index = app.library.index_of(recording->scenario)) {
    read = read_lesson(app, *index);
  } else {
    return refuse(app, std::move(opened), text, {no_scenario(path, recording->scenario)});
  }
  read.opened.key = opened.key;
  read.opened.recording = opened.path;
  read.opened.asked = path;
  read.opened.recording_digest = sim::digest_of(text);
  if (as_left && read.lesson.compiled) {
    keep_work(app);  // of this very recording, perhaps
    WorkIn kept = work_in(app, read.opened, *recording);
    if (!kept.safe) return false;
    if (kept.recording) recording = std::move(kept.recording);
  }
  return show(app, std::move(read), std::move(recording));
}

// The two branches that are compared, by name: after reading again a number may be another's.
struct ComparedNames {
  std::string a, b;
};

std::optional<ComparedNames> compared_names(const App& app) {
  if (app.ui.page != Page::compare || !app.visit) return std::nullopt;
  return ComparedNames{app.visit->name_of({app.ui.compare_a}),
                       app.visit->name_of({app.ui.compare_b})};
}

std::optional<std::uint32_t> branch_called(const lesson::Visit& visit, const std::string& name) {
  for (std::uint32_t i = 0; i < visit.timeline().branches().size(); ++i) {
    if (visit.name_of({i}) == name) return i;
  }
  return std::nullopt;
}

// Goes on comparing where both branches are there again; else the lesson is shown.
void compare_again(App& app, const ComparedNames& names, std::uint32_t time) {
  app.ui.page = Page::lesson;
  const auto a = branch_called(*app.visit, names.a);
  const auto b = branch_called(*app.visit, names.b);
  if (!a || !b || *a == *b) return;
  lay_beside(app, *a, *b);
  app.ui.compare_time = std::min(time, last_compared_time(app));
}

}  // namespace

bool refuse(App& app, Opened opened, std::string text, text::Diagnostics problems) {
  const bool the_same = app.faulty && app.faulty->file.path == opened.path;
  if (!the_same) app.ui.chosen_error = 0;
  // Where Esc leads to: a page that is left for this one.
  const bool from_quiz = app.faulty ? app.faulty->from_quiz : app.ui.page == Page::quiz;
  app.faulty = Faulty{std::move(opened), std::move(text), std::move(problems), from_quiz};
  app.ui.page = Page::file_errors;
  app.ui.playing = false;
  return false;
}

bool open_as_saved(App& app) {
  const std::string path = app.opened.recording;
  const loader::FileText text = loader::read_file(path);
  return text && sim::digest_of(*text) == app.opened.recording_digest &&
         open_recording(app, path, *text, false);
}

bool open_lesson(App& app, std::size_t index) { return show_as_kept(app, read_lesson(app, index)); }

std::optional<text::Diagnostic> cannot_open(const App& app, const std::string& path) {
  const loader::FileText text = loader::read_file(absolute_path(path));
  if (text || app.library.index_of(path) || is_shipped_quiz(app, path)) return std::nullopt;
  return text.error();
}

bool open_file(App& app, const std::string& path) {
  const std::string whole = absolute_path(path);
  const loader::FileText text = loader::read_file(whole);
  if (!text) {
    // A lesson of ours may be named by its id alone.
    const std::optional<std::size_t> shipped = app.library.index_of(path);
    if (shipped) return open_lesson(app, *shipped);
    if (is_shipped_quiz(app, path)) return open_quiz(app, path);
    Opened opened;
    opened.path = whole;
    opened.shown = opened.asked = path;
    opened.stamp = stamp_of(whole);
    return refuse(app, std::move(opened), "", {text.error()});
  }
  app.kept.note_own_file(app.progress, whole);
  if (loader::format_of(*text).rfind("quiz/", 0) == 0) return open_quiz(app, path);
  if (loader::format_of(*text) == loader::kRecordingFormat) {
    return open_recording(app, path, *text);
  }
  return show_as_kept(app, read_own(app, path));
}

namespace {

// As it was asked for: a lesson stays that lesson, and a recording that recording. (A copy: what
// app.faulty holds is replaced meanwhile.)
bool open_again(App& app, Opened file) {
  if (file.lesson && file.recording.empty())
    return show_as_kept(app, read_lesson(app, *file.lesson, true));
  return open_file(app, file.asked);
}

bool is_of_visit(const App& app, const Opened& file) {
  return app.visit && !shows_a_run(app) && file.path == app.opened.path;
}

bool is_of_quiz(const App& app, const Opened& file) {
  return app.quiz && !file.path.empty() && file.path == app.quiz->file.path;
}

}  // namespace

const Opened* file_on_screen(const App& app) {
  if (app.faulty) return &app.faulty->file;
  switch (app.ui.page) {
    case Page::start: return nullptr;
    case Page::quiz: return app.quiz ? &app.quiz->file : nullptr;
    case Page::lesson:
    case Page::compare:
    case Page::end:
    case Page::file_errors: break;
  }
  return app.visit && !shows_a_run(app) ? &app.opened : nullptr;
}

bool reload(App& app) {
  if (app.faulty && !is_of_visit(app, app.faulty->file)) return open_again(app, app.faulty->file);
  if (!app.faulty && app.ui.page == Page::quiz) {
    const std::string asked = app.quiz->file.asked;  // another quiz takes its place
    const std::uint32_t before = app.ui.notices;
    const bool opened = open_quiz(app, asked);
    if (opened && app.ui.notices == before) say(app, "app.reread");
    return opened;
  }
  if (!app.visit) return true;
  const std::uint32_t notices = app.ui.notices;
  Read read = app.opened.lesson ? read_lesson(app, *app.opened.lesson, true)
                                : read_own(app, app.opened.path);
  read.opened.key = app.opened.key;
  read.opened.shown = app.opened.shown;
  read.opened.asked = app.opened.asked;
  read.opened.recording = app.opened.recording;
  read.opened.recording_digest = app.opened.recording_digest;
  app.opened.stamp = read.opened.stamp;
  app.opened.beside = read.opened.beside;
  const Page page = app.ui.page == Page::file_errors ? Page::lesson : app.ui.page;
  const std::optional<ComparedNames> compared = compared_names(app);
  const std::uint32_t compare_time = app.ui.compare_time;
  if (!show(app, std::move(read), lesson::record(*app.visit))) return false;
  app.ui.page = page;
  if (compared) compare_again(app, *compared, compare_time);
  if (app.ui.notices == notices) say(app, "app.reread");
  return true;
}

bool is_back_possible(const App& app) {
  return app.faulty && (is_of_visit(app, app.faulty->file) || is_of_quiz(app, app.faulty->file));
}

bool has_changed(const App& app) {
  const auto changed = [](const Opened& file) {
    if (file.path.empty()) return false;
    return stamp_of(file.path) != file.stamp ||
           std::any_of(file.beside.begin(), file.beside.end(), [](const auto& other) {
             return stamp_of(other.first) != other.second;
           });
  };
  // What is being answered stays as it is until one asks.
  if (!app.faulty && app.ui.page == Page::quiz && app.quiz && app.quiz->attempt) return false;
  const Opened* file = file_on_screen(app);
  return file != nullptr && changed(*file);
}

bool new_from_lesson(App& app, const std::string& id, const std::string& path) {
  const std::optional<std::size_t> index = app.library.index_of(id);
  if (!index || path.empty()) return false;
  std::string whole = absolute_path(path);
  if (whole.size() < 5 || whole.substr(whole.size() - 5) != ".json") whole += ".json";
  switch (write_new(whole, app.library.text(*index))) {
    case loader::NewFile::made: break;
    case loader::NewFile::taken:
      say(app, "app.file_is_there", {text::plain("file", whole)});
      return false;
    case loader::NewFile::impossible:
      say(app, "app.cannot_write", {text::plain("file", whole)});
      return false;
  }
  if (!open_file(app, whole)) return false;
  say(app, "app.copied", {text::plain("file", whole)});
  return true;
}

std::optional<std::size_t> next_lesson(const App& app) {
  if (!app.opened.lesson || *app.opened.lesson + 1 >= app.library.size()) return std::nullopt;
  return *app.opened.lesson + 1;
}

loader::Reference reference_of(const Faulty& faulty, std::size_t problem,
                               const text::Catalogue& catalogue) {
  const text::Diagnostic& found = faulty.problems[problem];
  // A scenario beside a quiz has a format of its own.
  const bool of_quiz =
      found.file == faulty.file.shown && loader::format_of(faulty.text).rfind("quiz/", 0) == 0;
  return loader::reference_at(
      of_quiz ? loader::quiz_table().shape() : loader::scenario_table().shape(), found.path,
      catalogue);
}

}  // namespace popscope::gui
