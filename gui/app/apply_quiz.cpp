// Quizzes: beginning, answering, going from question to question, and the run that proves.
#include <algorithm>
#include <utility>

#include "gui/app/carry_out.h"
#include "gui/app/change_visit.h"
#include "gui/app/opening.h"
#include "quiz/journal.h"
#include "quiz/proof.h"

namespace popscope::gui {

// What was open before a question's run was shown.
struct OpenedQuiz::Before {
  lesson::Visit visit;
  std::shared_ptr<const lesson::Compiled> compiled;
  Opened opened;
};

namespace {

void write_down(App& app, const quiz::Event& event) {
  OpenedQuiz& quiz = *app.quiz;
  app.quiz_cards.reset();  // they say how far one is
  if (quiz.answers->add(event)) return;
  if (quiz.answers->state() == loader::JournalFile::State::ready && !quiz.told_unkept) {
    quiz.told_unkept = true;
    say(app, "quiz.not_kept", {text::plain("file", quiz.answers->path())});
  }
}

// An answer that is on the disk counts; what cannot be written is held.
template <class What>
bool happen(App& app, What what) {
  const quiz::Event event{app.quiz_place.now(), std::move(what)};
  if (!app.quiz->attempt->apply(event)) return false;
  write_down(app, event);
  return true;
}

// At a quiz that has begun; else there is nothing to do.
OpenedQuiz* at_quiz(App& app) {
  if (!app.quiz || !app.quiz->attempt || app.ui.page != Page::quiz) return nullptr;
  return app.quiz.get();
}

void forget_attempt(OpenedQuiz& quiz) {
  quiz.attempt.reset();
  quiz.drafts.clear();
  quiz.settings.clear();
  quiz.looked_at.reset();
  quiz.asked_to_end = false;
  quiz.acted.clear();
  quiz.runs.reset();
}

// How many are to be chosen of a question of several; 0: it is another one.
std::size_t choices_asked(const quiz::Shown& shown) {
  const auto* choice = std::get_if<quiz::Choice>(&shown.question.asks);
  if (choice == nullptr || !choice->multiple) return 0;
  return static_cast<std::size_t>(std::count_if(choice->options.begin(), choice->options.end(),
                                                [](const auto& option) { return option.right; }));
}

bool serves(const quiz::Shown& shown) {
  return std::holds_alternative<quiz::Serve>(shown.question.asks);
}

// Something is typed on the question's page.
bool asks_number(const quiz::Shown& shown) {
  return std::holds_alternative<quiz::Numeric>(shown.question.asks) || serves(shown);
}

// The field holds what was typed for the question before the learner.
void fill_number_field(App& app) {
  const OpenedQuiz& quiz = *app.quiz;
  const quiz::Shown& shown = quiz.shown();
  const auto typed = quiz.drafts.find(shown.question.id);
  app.ui.number_field.clear();
  app.ui.removed_field.clear();
  app.ui.hint_shown = false;
  app.ui.focus_number = asks_number(shown) && shown.open && !quiz.attempt->ended();
  if (typed != quiz.drafts.end()) app.ui.number_field = typed->second.number;
  else if (quiz.attempt->is_exam() && shown.answer)
    app.ui.number_field = view::draft_of_answer(*shown.answer).number;
}

void keep_number_field(App& app) {
  OpenedQuiz& quiz = *app.quiz;
  if (quiz.on_report() || !asks_number(quiz.shown())) return;
  if (!app.ui.number_field.empty())
    quiz.drafts[quiz.shown().question.id].number = app.ui.number_field;
}

void go_to_question(App& app, std::uint32_t index) {
  OpenedQuiz& quiz = *app.quiz;
  if (index >= quiz.attempt->questions().size()) return;
  keep_number_field(app);
  quiz.asked_to_end = false;
  app.ui.question_scroll_up = true;
  if (quiz.attempt->ended()) {
    quiz.looked_at = index;
  } else if (index != quiz.attempt->at()) {
    happen(app, quiz::WentTo{quiz.attempt->questions()[index].question.id});
  }
  fill_number_field(app);
}

void begin_anew(App& app, bool exam) {
  OpenedQuiz& quiz = *app.quiz;
  const quiz::Clock now = app.quiz_place.now();
  const quiz::Mode mode = exam ? quiz::Mode::exam : quiz::Mode::study;
  const quiz::Started started{quiz.quiz->hash, mode,
                              app.quiz_place.seed.value_or(static_cast<std::uint64_t>(now))};
  write_down(app, {now, started});
  quiz.attempt.emplace(quiz.quiz, started, now, app.catalogue);
  take_left_acts(app);
  quiz.acted.clear();
  fill_number_field(app);
}

// The question that was being answered; where it was answered, the next one that was not.
void go_on_with(App& app, quiz::Resumable found) {
  OpenedQuiz& quiz = *app.quiz;
  quiz.attempt.emplace(std::move(found.attempt));
  take_left_acts(app);
  for (const quiz::Event& event : found.resuming) write_down(app, event);
  fill_number_field(app);
  if (!quiz.attempt->current().answer) return;
  if (const auto open = quiz.attempt->next_unanswered()) go_to_question(app, *open);
}

void end_now(App& app) {
  happen(app, quiz::Ended{});
  app.quiz->looked_at.reset();
  app.ui.question_scroll_up = true;
}

void go_to_next(App& app) {
  OpenedQuiz& quiz = *app.quiz;
  if (quiz.attempt->ended()) return go_to_question(app, quiz.index() + 1);
  if (const auto open = quiz.attempt->next_unanswered()) go_to_question(app, *open);
}

std::string spot_of(const quiz::Shown& shown, std::optional<std::uint32_t> place) {
  const auto* choice = std::get_if<quiz::Choice>(&shown.question.asks);
  const auto* serve = std::get_if<quiz::Serve>(&shown.question.asks);
  if (serve != nullptr && place && *place < serve->turns.size())
    return std::to_string(serve->turns[*place].step);
  if (choice == nullptr || !place || *place >= shown.order.size()) return {};
  return choice->options[shown.order[*place]].show;
}

}  // namespace

void carry_out(App& app, const OpenQuiz& action) {
  app.ui.popup = Popup::none;
  open_quiz(app, action.id);
}

void carry_out(App& app, const BeginQuiz& action) {
  if (!app.quiz || app.quiz->attempt || app.ui.page != Page::quiz) return;
  app.ui.question_scroll_up = true;
  if (action.goes_on) {
    for (quiz::Resumable& found : going_on(app))
      if (found.attempt.is_exam() == action.exam) return go_on_with(app, std::move(found));
  } else {
    begin_anew(app, action.exam);
  }
}

void carry_out(App& app, const SeeReport&) {
  if (!app.quiz || app.quiz->attempt || app.ui.page != Page::quiz) return;
  OpenedQuiz& quiz = *app.quiz;
  std::optional<quiz::Attempt> done = finished(quiz.answers->events(), quiz.quiz, app.catalogue);
  if (!done) return;
  quiz.attempt.emplace(std::move(*done));
  app.ui.question_scroll_up = true;
}

void carry_out(App& app, const ChooseOption& action) {
  OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr || quiz->attempt->ended() || !quiz->shown().open) return;
  quiz->asked_to_end = false;
  const quiz::Shown& shown = quiz->shown();
  const auto* matching = std::get_if<quiz::Matching>(&shown.question.asks);
  if (serves(shown)) {
    app.ui.focus_number = true;
    return;
  }
  if (asks_number(shown)) {  // typed before the field had the keyboard
    if (action.numbered && action.place < 9)
      app.ui.number_field += static_cast<char>('1' + action.place);
    app.ui.focus_number = true;
    return;
  }
  view::QuizDraft draft = draft_of(app);
  if (matching == nullptr) app.ui.option_chosen = action.place;
  if (matching == nullptr || !action.numbered) draft = with_choice(shown, draft, action.place);
  else if (action.place < matching->pairs.size()) draft.row = action.place;
  quiz->drafts[shown.question.id] = draft;
}

void carry_out(App& app, const ChooseStep& action) {
  OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr || quiz->attempt->ended() || !quiz->shown().open) return;
  if (!std::holds_alternative<quiz::Spot>(quiz->shown().question.asks)) return;
  quiz->asked_to_end = false;
  view::QuizDraft draft = draft_of(app);
  draft.step = action.step;
  quiz->drafts[quiz->shown().question.id] = draft;
}

void carry_out(App& app, const ChooseState& action) {
  OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr || quiz->attempt->ended() || !quiz->shown().open) return;
  if (!serves(quiz->shown())) return;
  view::QuizDraft draft = draft_of(app);
  draft.state = action.state;
  quiz->drafts[quiz->shown().question.id] = draft;
}

void carry_out(App& app, const ServeAgain&) {
  OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr || quiz->attempt->ended() || !quiz->shown().open) return;
  if (!serves(quiz->shown())) return;
  quiz->drafts[quiz->shown().question.id] = {};
  fill_number_field(app);
}

namespace {

// The command that waits is answered, when all that is asked is there. False: it is not.
bool serve_one(App& app, const quiz::Serve& serve) {
  OpenedQuiz& quiz = *app.quiz;
  view::QuizDraft draft = draft_of(app);
  if (draft.served.size() >= serve.turns.size()) return true;
  const quiz::Turn& turn = serve.turns[draft.served.size()];
  const auto refuse = [&](const char* key) {
    say(app, key);
    return false;
  };
  const std::optional<std::string> reply = view::reply_typed(app.ui.number_field);
  if (!reply) {  // Enter has taken the keyboard from the line
    app.ui.focus_number = true;
    return refuse("quiz.serve.no_reply");
  }
  if (turn.asks_state && !draft.state) return refuse("quiz.serve.choose_state");
  quiz::Served served{*reply};
  if (turn.asks_state) served.state = draft.state;
  if (turn.asks_removed) {
    const auto numbers = view::numbers_typed(app.ui.removed_field);
    if (!numbers) return refuse("quiz.serve.no_numbers");
    served.removed = *numbers;
  }
  draft.served.push_back(std::move(served));
  draft.state.reset();
  draft.number.clear();
  quiz.drafts[quiz.shown().question.id] = draft;
  fill_number_field(app);
  app.ui.question_show_asked = true;
  return draft.served.size() == serve.turns.size();
}

}  // namespace

void carry_out(App& app, const ConfirmAnswer&) {
  OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr) return;
  if (const auto* serve = std::get_if<quiz::Serve>(&quiz->shown().question.asks)) {
    if (quiz->attempt->ended() || !quiz->shown().open || !serve_one(app, *serve)) return;
  }
  const std::string id = quiz->shown().question.id;
  // One short of what is asked for is a slip, not an answer.
  if (const std::size_t asked = choices_asked(quiz->shown()); asked > 1) {
    const std::size_t chosen = draft_of(app).chosen.size();
    if (chosen > 0 && chosen != asked)
      return say(app, "quiz.so_many", {text::number("count", static_cast<std::int64_t>(asked))});
  }
  const std::optional<quiz::Answer> answer = answer_of(quiz->shown(), draft_of(app));
  if (!answer && !app.ui.number_field.empty())
    return say(app, "quiz.no_number", {text::plain("typed", app.ui.number_field)});
  if (!answer || !happen(app, quiz::Answered{id, *answer})) return;
  quiz->drafts.erase(id);
  app.ui.number_field.clear();
  fill_number_field(app);
  app.ui.question_show_outcome = quiz->attempt->shows_feedback(quiz->index());
  if (quiz->attempt->is_exam()) go_to_next(app);
}

// On the page before it begins: what is proposed there. On the report: to that page again.
void carry_out(App& app, const NextQuestion&) {
  if (app.ui.page != Page::quiz || !app.quiz) return;
  OpenedQuiz& quiz = *app.quiz;
  if (!quiz.attempt) {
    const std::vector<quiz::Resumable> left = going_on(app);
    const bool exam = !left.empty() && left.front().attempt.is_exam();
    return carry_out(app, BeginQuiz{exam, !left.empty()});
  }
  if (quiz.on_report()) return forget_attempt(quiz);
  const view::QuizView view = quiz_page(*quiz.attempt, quiz.index(), draft_of(app),
                                        app.quiz_place.now(), app.catalogue);
  switch (view.next) {
    case view::QuizNext::answer: return carry_out(app, ConfirmAnswer{});
    case view::QuizNext::act: return carry_out(app, ShowRun{});
    case view::QuizNext::skip:
    case view::QuizNext::next: return go_to_next(app);
    case view::QuizNext::finish: return end_now(app);
    case view::QuizNext::report: quiz.looked_at.reset(); return;
  }
}

void carry_out(App& app, const GoToQuestion& action) {
  if (at_quiz(app) != nullptr) go_to_question(app, action.index);
}

void carry_out(App& app, const StepQuestion& action) {
  const OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr || quiz->on_report()) return;
  const std::int64_t to = std::int64_t{quiz->index()} + action.by;
  if (to >= 0) go_to_question(app, static_cast<std::uint32_t>(to));
}

void carry_out(App& app, const FlagQuestion&) {
  const OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr || quiz->attempt->ended()) return;
  happen(app, quiz::Flagged{quiz->shown().question.id, !quiz->shown().flagged});
}

void carry_out(App& app, const TryAgain&) {
  OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr || quiz->attempt->ended() || quiz->attempt->is_exam()) return;
  const std::string id = quiz->shown().question.id;
  if (!happen(app, quiz::TriedAgain{id})) return say(app, "quiz.answer_first");
  quiz->acted.erase(id);
  fill_number_field(app);
  // What is to be tried again is done in its run: there one comes at once.
  if (std::holds_alternative<quiz::Task>(quiz->shown().question.asks)) carry_out(app, ShowRun{});
}

// Asked once where something is not answered; the second time is the answer.
void carry_out(App& app, const EndQuiz&) {
  OpenedQuiz* quiz = at_quiz(app);
  if (quiz == nullptr || quiz->attempt->ended()) return;
  const auto open = static_cast<std::int64_t>(quiz->attempt->questions().size()) -
                    quiz->attempt->answered();
  if (open > 0 && !std::exchange(quiz->asked_to_end, true))
    return say(app, "quiz.end.sure", {text::number("count", open)});
  end_now(app);
}

void carry_out(App& app, const TimeIsUp&) {
  if (!app.quiz || !app.quiz->attempt || app.quiz->attempt->ended()) return;
  leave_run(app);
  end_now(app);
  say(app, "quiz.time_up");
}

void carry_out(App& app, const SetParameter& action) {
  OpenedQuiz* quiz = at_quiz(app);
  const quiz::Runs* runs = quiz == nullptr || quiz->on_report() ? nullptr : runs_of(*quiz);
  if (runs == nullptr || action.row >= runs->run().parameters.size() ||
      action.option >= runs->run().parameters[action.row].size())
    return;
  quiz::Settings& settings = quiz->settings[quiz->shown().question.id];
  settings.resize(runs->run().parameters.size(), 0);
  settings[action.row] = action.option;
}

namespace {

// A run takes the place of the lesson that is open, which comes back behind it.
void show_run(App& app, std::shared_ptr<const lesson::Compiled> compiled, lesson::Visit visit,
              const ShowRun& asked) {
  OpenedQuiz& quiz = *app.quiz;
  keep_work(app);
  OpenedQuiz::RunShown shown{quiz.index(), asked, nullptr};
  if (shows_a_run(app))
    shown.before = quiz.run_shown->before;
  else if (app.visit)
    shown.before = std::make_shared<OpenedQuiz::Before>(
        OpenedQuiz::Before{*app.visit, app.compiled, app.opened});
  replace_visit(app, std::move(visit));
  app.compiled = std::move(compiled);
  app.opened = {};
  quiz.run_shown = std::move(shown);
  app.ui.page = Page::lesson;
}

// The end of the run's story, where a task begins.
lesson::Visit at_its_end(const std::shared_ptr<const lesson::Compiled>& compiled) {
  lesson::Visit visit(compiled);
  const sim::BranchId story{0};
  visit.open_at({story, visit.timeline().end(story)});
  return visit;
}

// Where the learner acts, or acted; where nothing of that is left, or it is asked for, a way that
// does it. Before it is judged that is not shown.
void show_task(App& app, const quiz::Shown& shown, const quiz::Task& task, ShowRun asked) {
  OpenedQuiz& quiz = *app.quiz;
  const bool judged = quiz.attempt->shows_feedback(quiz.index());
  asked.one_right_way = judged && (asked.one_right_way || !remembers_acts(quiz));
  text::Diagnostics problems;
  const std::vector<lesson::Entry> more =
      asked.one_right_way ? task.solution : std::vector<lesson::Entry>{};
  const auto compiled =
      compiled_with(*shown.question.run, {}, more, quiz.quiz->file, problems);
  if (!compiled) return;
  const bool goes_on = !asked.one_right_way && remembers_acts(quiz);
  show_run(app, compiled, goes_on ? quiz.acted.at(shown.question.id) : at_its_end(compiled),
           asked);
  app.ui.selection.device = find_device(app.visit->world(), task.device);
}

}  // namespace

void carry_out(App& app, const ShowRun& action) {
  if (!app.quiz || !app.quiz->attempt || app.quiz->on_report()) return;
  OpenedQuiz& quiz = *app.quiz;
  const quiz::Shown& shown = quiz.shown();
  if (const auto* task = std::get_if<quiz::Task>(&shown.question.asks))
    return show_task(app, shown, *task, action);
  if (runs_of(quiz) == nullptr) return;
  if (!quiz.attempt->shows_feedback(quiz.index())) return say(app, "quiz.answer_first");
  const quiz::Run& run = *shown.question.run;
  text::Diagnostics problems;
  const auto compiled =
      compiled_with(run, quiz.settings[shown.question.id], {}, quiz.quiz->file, problems);
  if (!compiled) return;
  lesson::Visit visit(compiled);
  std::optional<quiz::Evidence> decides = evidence(run, visit, spot_of(shown, action.place));
  if (!decides) decides = evidence(run, visit, "end");
  if (decides && decides->step > 0)
    visit.open_at({decides->branch, visit.steps(decides->branch).step(decides->step).closes});
  show_run(app, compiled, std::move(visit), action);
}

bool leave_run(App& app) {
  if (!shows_a_run(app)) return false;
  OpenedQuiz& quiz = *app.quiz;
  if (task_under_way(app) != nullptr && app.visit->has_own_branch())
    quiz.acted.insert_or_assign(quiz.attempt->questions()[quiz.run_shown->question].question.id,
                                *app.visit);
  const std::shared_ptr<OpenedQuiz::Before> before = std::move(quiz.run_shown->before);
  quiz.run_shown.reset();
  app.ui.projector = false;
  app.ui.playing = false;
  app.ui.page = Page::quiz;
  if (!before) {
    forget_visit(app);
    return true;
  }
  replace_visit(app, std::move(before->visit));
  app.compiled = std::move(before->compiled);
  app.opened = std::move(before->opened);
  return true;
}

// What was done is judged as it is at the cursor, when that has come to rest; an exam says so at
// its end.
void hand_in(App& app) {
  const quiz::Task* task = task_under_way(app);
  if (task == nullptr) return;
  OpenedQuiz& quiz = *app.quiz;
  const std::string id = quiz.attempt->questions()[quiz.run_shown->question].question.id;
  quiz::Answer answer;
  answer.met = handed_in(*task, visit_to_change(app));
  leave_run(app);
  happen(app, quiz::Answered{id, std::move(answer)});
  app.ui.question_show_outcome = quiz.attempt->shows_feedback(quiz.index());
  app.ui.question_scroll_up = !app.ui.question_show_outcome;
}

void answer_task(App& app, std::uint32_t answer) {
  switch (answer) {
    case view::kHandIn: return hand_in(app);
    case view::kStartOver: return carry_out(app, Restart{});
  }
}

bool leave_quiz_question(App& app) {
  if (!app.quiz) return false;
  if (app.quiz->looked_at) {
    app.quiz->looked_at.reset();
    return true;
  }
  return false;
}

void keep_quiz_time(App& app) {
  if (!app.quiz || !app.quiz->attempt || app.quiz->attempt->ended()) return;
  const bool there = app.ui.page == Page::quiz || shows_a_run(app);
  if (there && app.quiz->attempt->is_paused()) happen(app, quiz::Resumed{});
  if (!there && !app.quiz->attempt->is_paused()) happen(app, quiz::Paused{});
}

}  // namespace popscope::gui
