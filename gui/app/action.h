#pragma once
// What the window can ask for. Panels, keys and time emit Actions; `apply` (gui/app/apply.h) is the
// one function that carries them out. An Action is about the window or a Visit; an Input (sim)
// enters the simulation and is recorded.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lesson/going.h"
#include "sim/pop3/command_table.h"

namespace popscope::gui {

// --- going ---
struct Go {
  enum class To : std::uint8_t { first, back, forward, last, exchange_back, exchange_forward } to;
};
struct GoToStep { std::uint32_t step = 0; };
struct GoToStop { std::uint32_t stop = 0; };    // the n-th of the present grain
struct GoToMoment { std::uint32_t moment = 0; };
// An address that somebody gave: what waits for an answer on the way there counts as skipped.
struct OpenAt { std::uint32_t branch = 0; std::uint32_t moment = 0; };
struct Next {};                                 // the primary button, whatever it is just now
struct PlayPause {};
struct PlayOn {};                               // it is time for the next stop of Play
struct ChangePace { int by = 0; };              // +1 quicker, -1 slower
struct RunTo { lesson::Until until = lesson::Until::refusal; };
struct SetGrain { lesson::Grain grain = lesson::Grain::line; };

// --- answering and acting ---
struct Answer { std::uint32_t ask = 0; std::uint32_t answer = 0; };
struct Skip { std::uint32_t ask = 0; };
// A question that was skipped, to be answered after all: unfolds it in the story's column, or folds
// it again. None: the last one.
struct AnswerLater { std::optional<std::uint32_t> ask; };
struct TakeWay { std::uint32_t way = 0; };
struct SeeWay { std::uint32_t branch = 0; };    // a way of the story that was not seen so far
struct BackToStory {};                          // from a branch of one's own
struct TypeLine { std::string line; };          // the console's line, without its end
struct CutOrPlug {};                            // the chosen device's cable
struct LetPass {};                              // a part of the time that Next would let pass
struct BeginTry { std::uint32_t entry = 0; };   // its line in the console, up to the blank
struct ShowTry {};                              // give the answer of the open try
struct FollowTry {};                            // its line begins by itself, and goes again

// --- choosing ---
struct SelectSession { std::uint32_t session = 0; };
struct SelectDevice { std::uint32_t device = 0; };
struct SelectMaildrop { std::uint32_t maildrop = 0; };
struct SelectMessage { std::string unique_id; };
struct SelectSegment { std::uint32_t step = 0; std::uint32_t segment = 0; };
struct SelectOctet { std::uint32_t octet = 0; };
struct Unfold { std::uint32_t step = 0; };      // and fold again
struct ToggleListener {};                       // the wire as somebody on the way sees it
struct Copy {};                                 // what is selected, to the clipboard

// --- branches ---
struct SwitchBranch { std::uint32_t branch = 0; };
struct Rename { std::uint32_t branch = 0; std::string name; };
struct Compare {
  std::optional<std::uint32_t> a, b;  // none: the present one and the one beside it
};
struct CompareTo { std::uint32_t time = 0; };
struct CompareWith { std::uint32_t branch = 0; };  // instead of the side that was chosen before
// Closes the comparison at a step of one of its branches.
struct ShowStep { std::uint32_t branch = 0; std::uint32_t step = 0; };

// --- pages and files ---
enum class Page : std::uint8_t { start, lesson, compare, end, file_errors, quiz };
struct OpenPage { Page page = Page::start; };
struct OpenLesson { std::string id; };          // a shipped one
struct OpenFile { std::string path; };          // scenario or recording
// A copy to begin from. Without a path the window asks for one.
struct NewFromLesson { std::string id; std::string path; };
struct Reload {};
struct ReadChanged {};                          // as Reload: the file has changed on the disk
struct Save { std::string path; };              // a recording; empty: a name is made up
struct ChooseError { std::uint32_t error = 0; };
struct OpenInEditor {};
struct Quit {};  // the work is kept, as after every action
struct KeepAgain {};                            // what could not be written: once more
struct Restart {};                              // the lesson from the beginning, guesses forgotten

// --- quizzes ---
struct OpenQuiz { std::string id; };            // a shipped one
struct BeginQuiz { bool exam = false; bool goes_on = false; };
struct SeeReport {};  // of the attempt that has ended
// As shown. `numbered`: by a number rather than a letter, which of a matching names a line.
struct ChooseOption { std::uint32_t place = 0; bool numbered = false; };
struct ChooseStep { std::uint32_t step = 0; };  // of a spot question's session
struct ChooseState { sim::pop3::StateKind state{}; };  // to which a command leads (serve)
struct ServeAgain {};                           // from the first command on
struct ConfirmAnswer {};                        // what is chosen
struct NextQuestion {};                         // the primary button, whatever it is just now
struct GoToQuestion { std::uint32_t index = 0; };
struct StepQuestion { int by = 0; };            // as they are numbered
struct FlagQuestion {};                         // and take the flag off
struct TryAgain {};
struct EndQuiz {};                              // to the report
struct TimeIsUp {};
struct SetParameter { std::uint32_t row = 0, option = 0; };
// The run, as a lesson at the step that decides. Of an option's own spot; none: the question's.
// Of a task: what was done; `one_right_way`: what would have done it.
struct ShowRun { std::optional<std::uint32_t> place{}; bool one_right_way = false; };

// --- the look ---
struct SetTheme { std::uint8_t theme = 0; };    // index of gui::ThemeName
struct SetZoom { float zoom = 1; };
struct ToggleProjector {};
struct ToggleFullScreen {};
struct SetTab {
  // "ladder", "lines", "now", "explanation", "devices"; in a comparison "ladder" and "mail"
  std::string tab;
};
enum class Popup : std::uint8_t {
  none,
  keys,
  size_and_theme,
  pace,
  run_to,
  more,
  branches,
  open_file,
  save,
  rename,
  new_from_lesson,
};
struct Show { Popup popup = Popup::none; };
struct FocusConsole {};
struct EndNotice {};                            // it was there long enough
struct TypeAhead { std::string typed; };         // what came before the line had the keyboard
struct Escape {};                               // leaves the innermost thing

using Action =
    std::variant<Go, GoToStep, GoToStop, GoToMoment, OpenAt, Next, PlayPause, PlayOn, ChangePace,
                 RunTo, SetGrain, Answer, Skip, AnswerLater, TakeWay, SeeWay, BackToStory, TypeLine,
                 CutOrPlug, LetPass, BeginTry, ShowTry, FollowTry, SelectSession, SelectDevice,
                 SelectMaildrop, SelectMessage, SelectSegment, SelectOctet, Unfold, ToggleListener,
                 Copy, SwitchBranch, Rename, Compare, CompareTo, CompareWith, ShowStep, OpenPage,
                 OpenLesson, OpenFile, NewFromLesson, Reload, ReadChanged, Save, ChooseError,
                 OpenInEditor, Quit, KeepAgain, Restart, OpenQuiz, BeginQuiz, SeeReport,
                 ChooseOption, ChooseStep, ChooseState, ServeAgain, ConfirmAnswer, NextQuestion,
                 GoToQuestion, StepQuestion, FlagQuestion, TryAgain, EndQuiz, TimeIsUp,
                 SetParameter, ShowRun, SetTheme, SetZoom, ToggleProjector, ToggleFullScreen,
                 SetTab, Show, FocusConsole, TypeAhead, EndNotice, Escape>;

using Actions = std::vector<Action>;

}  // namespace popscope::gui
