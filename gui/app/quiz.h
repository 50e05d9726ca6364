#pragma once
// The quiz that is open in the window: its attempt, and the journal that keeps it. As the Visit it
// changes in answer to Actions only (apply_quiz.cpp). The terminal writes the same journal, so what
// was begun there goes on here.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gui/app/action.h"
#include "gui/app/kept_answers.h"
#include "gui/app/opened.h"
#include "lesson/visit.h"
#include "loader/quiz_loader.h"
#include "quiz/attempt.h"
#include "quiz/run.h"
#include "view/quiz.h"
#include "view/quiz_attempts.h"
#include "view/quiz_lab.h"
#include "view/quiz_proof.h"

namespace popscope::gui {

struct App;

quiz::Clock machine_clock();  // milliseconds since 1970

// Where answers are kept, and what tells the time. As it is, nothing is kept.
struct QuizPlace {
  bool keeps = false;
  std::string journal_folder;
  quiz::Clock (*now)() = machine_clock;
  std::optional<std::uint64_t> seed;  // none: of the clock
};

struct OpenedQuiz {
  std::string key;   // of all quizzes that can be opened, only this one's
  Opened file;
  std::shared_ptr<const quiz::Quiz> quiz;
  std::shared_ptr<KeptAnswers> answers;          // App::answers has it, too
  std::optional<quiz::Attempt> attempt;          // none: how it begins is being chosen

  std::map<std::string, view::QuizDraft> drafts;      // by question
  std::map<std::string, quiz::Settings> settings;     // of its run, by question
  std::optional<std::uint32_t> looked_at;             // behind the end: a question, not the report
  bool told_unkept = false;
  bool asked_to_end = false;                          // with questions that are not answered

  std::map<std::string, lesson::Visit> acted;         // what was done of a task, by question

  // A question's run that is shown as a lesson. However it is left, leave_run() ends it.
  struct Before;
  struct RunShown {
    std::uint32_t question = 0;
    ShowRun asked;
    std::shared_ptr<Before> before;  // the lesson that was open; null: none was
  };
  std::optional<RunShown> run_shown;

  // The runs of the question that was proved last, kept over frames.
  mutable std::string runs_of;
  mutable std::unique_ptr<quiz::Runs> runs;

  std::uint32_t index() const { return looked_at.value_or(attempt->at()); }
  const quiz::Shown& shown() const { return attempt->questions()[index()]; }
  bool on_report() const { return attempt && attempt->ended() && !looked_at; }
};

// What was done of tasks that are not handed in, of an attempt that another quiz took the place of.
// It waits until that attempt, which is kept, goes on.
struct LeftActs {
  std::string key;   // of the quiz
  std::uint64_t hash = 0;
  quiz::Mode mode = quiz::Mode::study;
  std::map<std::string, lesson::Visit> acted;
};
// Where the attempt that now begins or goes on is the same, they are its own again; those of one
// that does not go on any more are forgotten.
void take_left_acts(App& app);

// A file, or the id of a shipped one. False: it is faulty, and its page is shown.
bool open_quiz(App& app, const std::string& file);
bool is_shipped_quiz(const App& app, const std::string& id);
std::vector<std::string> shipped_quizzes(const App& app);
// Of the shipped ones that are faultless; read when they are first asked for.
const std::vector<view::QuizCard>& quiz_cards(const App& app);

// The sentence that says why answers are not kept.
const char* key_of_unkept(const KeptAnswers& answers);
// What is chosen of the question that is looked at: what was answered, until something else is.
view::QuizDraft draft_of(const App& app);
// The attempts that can go on, one a mode; that of the latest event first.
std::vector<quiz::Resumable> going_on(const App& app);
view::QuizAttempts attempts_of(const App& app, const std::shared_ptr<const quiz::Quiz>& quiz,
                               const std::vector<quiz::Event>& events);
// Null where no run proves the question.
quiz::Runs* runs_of(const OpenedQuiz& quiz);
std::optional<view::QuizProofView> proof_of(const OpenedQuiz& quiz,
                                            const text::Catalogue& catalogue);
// None where the question is no lab.
std::optional<view::QuizLabView> lab_of(const OpenedQuiz& quiz, const view::QuizDraft& draft,
                                        const text::Catalogue& catalogue);
bool shows_a_run(const App& app);
// From a question's run back to the question: what was open before takes its place, and what was
// done of a task is kept. False: none is shown.
bool leave_run(App& app);
// The task that the learner is doing in the run that is shown; null: none is.
const quiz::Task* task_under_way(const App& app);
// ... and something has been done of it.
bool has_acted(const App& app);
// ... of this task or another, and it was not handed in: it goes with the window. One text a task,
// which is another one when more was done.
std::set<std::string> acts_to_lose(const App& app);
// What was done of the task that is looked at is there to be seen.
bool remembers_acts(const OpenedQuiz& quiz);
// The exam's time runs while one is at the quiz, and stands still while one is not.
void keep_quiz_time(App& app);
// In how many milliseconds the time that is left is another one; -1: it is not shown.
int quiz_tick_in_ms(const App& app);

}  // namespace popscope::gui
