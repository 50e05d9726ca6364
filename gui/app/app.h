#pragma once
// All that the program is at a moment: the lessons, the learner's Visit and where it came from,
// what is kept, how the window looks. `apply` (apply.h) is the only function that changes it in
// answer to an Action, be it a person's or of time that has passed; `draw` (draw.h) shows it.
// Knows no window system.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gui/app/disk.h"
#include "gui/app/kept.h"
#include "gui/app/library.h"
#include "gui/app/opened.h"
#include "gui/app/present_visit.h"
#include "gui/app/quiz.h"
#include "gui/app/ui_state.h"
#include "gui/style/look.h"
#include "loader/files.h"
#include "loader/program_files.h"
#include "text/catalogue.h"

namespace popscope::view {
class ComparedTimes;
}

namespace popscope::gui {

// A file that was read and could not be used: there is one exactly while its page is shown, until
// it is mended or left.
struct Faulty {
  Opened file;
  std::string text;
  text::Diagnostics problems;
  bool from_quiz = false;  // what was shown before: a quiz is gone back to
};

struct App {
  App(loader::ProgramFiles program, Kept kept_before);
  App(std::string data_folder, Kept kept_before, const std::string& language = "")
      : App(loader::program_files(std::move(data_folder), language), std::move(kept_before)) {}
  App(const App&) = delete;  // the library refers to the catalogue
  App& operator=(const App&) = delete;

  std::unique_ptr<loader::Source> files;
  text::Catalogue catalogue;
  Library library;
  Kept kept;
  Progress progress;
  Settings settings;                    // as last kept
  std::string kept_recording;           // as last kept: an unchanged one is not written again
  std::string kept_settings;
  std::string saved_recording;          // the work as the learner last saved it to a file
  double kept_again_at = 0;             // when what could not be kept was tried last
  // Of what would be lost, closing now: work that could not be kept, and what was done of tasks.
  std::map<std::string, std::string> warned_of_unkept;  // that closing now would lose it
  std::set<std::string> warned_of_acts;

  PresentVisit visit;
  std::shared_ptr<const lesson::Compiled> compiled;  // what the visit visits
  Opened opened;                        // of the visit
  std::optional<Faulty> faulty;
  QuizPlace quiz_place;
  std::unique_ptr<OpenedQuiz> quiz;     // null: none was opened
  // By the journal's path: of the quiz that is open, and of others whose answers are held.
  std::map<std::string, std::shared_ptr<KeptAnswers>> answers;
  mutable std::optional<std::vector<view::QuizCard>> quiz_cards;  // ask quiz_cards (quiz.h)

  UiState ui;
  double now = 0;                       // seconds, of Dear ImGui's clock
  double end_came_at = -1;              // ... when the end page did
  double next_stop_at = 0;              // while playing
  // What is compared of the present visit, kept over frames: ask compared_times (compared.h).
  mutable std::shared_ptr<const view::ComparedTimes> compared;
  bool redraw = true;                   // something was applied that has not been shown yet
  bool wants_to_close = false;
  quiz::Clock time_left = 0;            // of an exam, as it was drawn last
  double looked_at_files = 0;           // when has_changed() was asked last
  std::string overwrite;                // a file that is there, and was asked about once
  std::vector<LeftActs> left_acts;      // of quizzes that were open before
};

// What was asked for on the command line.
struct Request {
  std::string file;  // a scenario or a recording; empty: what is kept decides
  std::string step;  // [BRANCH:]N | id
  bool lesson_rather_than_start = false;  // without a file: the first lesson
};

// Opens what was asked for, before there is anything to act on. False: the file is faulty (its page
// is shown), or has no such step.
bool open_at_start(App& app, const Request& request);

LookSettings look_of(const App& app, const LookSettings& present);
std::string title_of(const App& app);

// Time has passed: a stop of Play, a file that has changed, a notice that goes. Says whether to
// draw. `now` as App::now.
bool tick(App& app, double now);
// The program ends: whatever keeps a time keeps it.
void close(App& app);
// In how many milliseconds tick() has something to do; -1: never.
int tick_in_ms(const App& app);

// One sentence for a few seconds: by its key, or already worded.
void say(App& app, const std::string& key, const text::Arguments& arguments = {});
void say_words(App& app, const std::string& words);

// The only way to another visit, for opening, reading again and beginning again: what the window
// held of the one before is forgotten with it.
void replace_visit(App& app, lesson::Visit visit);

// There is none any more: where one was only shown, and none was open before.
void forget_visit(App& app);

// The visit as a recording's text; as it is written to `path` when one is given.
std::string recording_of(const App& app, const std::string& path = "");

// What must be kept now is kept: called after each action and at the end.
void keep_work(App& app);
void keep_settings(App& app);
// Whether nothing that the learner did waits to be written: of lessons, and of quizzes.
bool is_all_kept(const App& app);
// Tries again to write what could not be written.
void keep_again(App& app);
// Whether the window may close now. Work that could not be kept is asked about once, and so is what
// was done of a task: again when more was done since.
bool may_close(App& app);
void note_progress(App& app, bool at_end);

}  // namespace popscope::gui
