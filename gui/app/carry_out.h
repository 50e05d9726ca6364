#pragma once
// One function an action: apply() picks among them. A new Action without one does not compile.

#include "gui/app/action.h"
#include "gui/app/app.h"

namespace popscope::gui {

// apply_going.cpp
void carry_out(App& app, const Go& action);
void carry_out(App& app, const GoToStep& action);
void carry_out(App& app, const GoToStop& action);
void carry_out(App& app, const GoToMoment& action);
void carry_out(App& app, const OpenAt& action);
void carry_out(App& app, const Next& action);
void carry_out(App& app, const SeeWay& action);
void carry_out(App& app, const BackToStory& action);
void carry_out(App& app, const PlayPause& action);
void carry_out(App& app, const PlayOn& action);
void carry_out(App& app, const ChangePace& action);
void carry_out(App& app, const RunTo& action);
void carry_out(App& app, const SetGrain& action);

// apply_acting.cpp
void carry_out(App& app, const Answer& action);
void carry_out(App& app, const Skip& action);
void carry_out(App& app, const AnswerLater& action);
void carry_out(App& app, const TakeWay& action);
void carry_out(App& app, const TypeLine& action);
void carry_out(App& app, const CutOrPlug& action);
void carry_out(App& app, const LetPass& action);
void carry_out(App& app, const BeginTry& action);
void carry_out(App& app, const ShowTry& action);
void carry_out(App& app, const FollowTry& action);

// apply_choosing.cpp
void carry_out(App& app, const SelectSession& action);
void carry_out(App& app, const SelectDevice& action);
void carry_out(App& app, const SelectMaildrop& action);
void carry_out(App& app, const SelectMessage& action);
void carry_out(App& app, const SelectSegment& action);
void carry_out(App& app, const SelectOctet& action);
void carry_out(App& app, const Unfold& action);
void carry_out(App& app, const Copy& action);
void carry_out(App& app, const ChooseError& action);

// apply_branches.cpp
void carry_out(App& app, const SwitchBranch& action);
void carry_out(App& app, const Rename& action);
void carry_out(App& app, const Compare& action);
void carry_out(App& app, const CompareTo& action);
void carry_out(App& app, const CompareWith& action);
void carry_out(App& app, const ShowStep& action);

// apply_pages.cpp
void carry_out(App& app, const OpenPage& action);
void carry_out(App& app, const OpenLesson& action);
void carry_out(App& app, const OpenFile& action);
void carry_out(App& app, const NewFromLesson& action);
void carry_out(App& app, const Reload& action);
void carry_out(App& app, const ReadChanged& action);
void carry_out(App& app, const Save& action);
void carry_out(App& app, const OpenInEditor& action);
void carry_out(App& app, const Quit& action);
void carry_out(App& app, const KeepAgain& action);
void carry_out(App& app, const Restart& action);
void carry_out(App& app, const Escape& action);

// apply_quiz.cpp
void carry_out(App& app, const OpenQuiz& action);
void carry_out(App& app, const BeginQuiz& action);
void carry_out(App& app, const SeeReport& action);
void carry_out(App& app, const ChooseOption& action);
void carry_out(App& app, const ChooseStep& action);
void carry_out(App& app, const ChooseState& action);
void carry_out(App& app, const ServeAgain& action);
void carry_out(App& app, const ConfirmAnswer& action);
void carry_out(App& app, const NextQuestion& action);
void carry_out(App& app, const GoToQuestion& action);
void carry_out(App& app, const StepQuestion& action);
void carry_out(App& app, const FlagQuestion& action);
void carry_out(App& app, const TryAgain& action);
void carry_out(App& app, const EndQuiz& action);
void carry_out(App& app, const TimeIsUp& action);
void carry_out(App& app, const SetParameter& action);
void carry_out(App& app, const ShowRun& action);

// apply_look.cpp
void carry_out(App& app, const ToggleListener& action);
void carry_out(App& app, const SetTheme& action);
void carry_out(App& app, const SetZoom& action);
void carry_out(App& app, const ToggleProjector& action);
void carry_out(App& app, const ToggleFullScreen& action);
void carry_out(App& app, const SetTab& action);
void carry_out(App& app, const Show& action);
void carry_out(App& app, const FocusConsole& action);
void carry_out(App& app, const TypeAhead& action);
void carry_out(App& app, const EndNotice& action);

// The cursor stands elsewhere: what was chosen of its step is chosen no longer, and the panels
// follow it.
void moved(App& app);

// Does it at the cursor, or says why it is not possible: then false.
bool act(App& app, const sim::Input& input);
void take_way(App& app, std::uint32_t way);
// From the report's questions back to the report, or from the quiz away. False: nothing to leave.
bool leave_quiz_question(App& app);
// Of a task: what was done in the run is its answer.
void hand_in(App& app);
void answer_task(App& app, std::uint32_t answer);

// Goes to the page behind the present lesson, or to the next lesson from there.
void go_on_from_the_end(App& app);

}  // namespace popscope::gui
