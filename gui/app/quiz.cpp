#include "gui/app/quiz.h"

#include <algorithm>
#include <chrono>

#include "gui/app/app.h"
#include "gui/app/opening.h"
#include "lesson/recording.h"
#include "loader/recording_json.h"
#include "quiz/journal.h"

namespace popscope::gui {
namespace {

constexpr quiz::Clock kQuizMinute = 60'000;

// As the terminal finds it, so that both write the same journal.
std::string journal_path(const App& app, const std::string& file, bool shipped) {
  const std::string& folder = app.quiz_place.journal_folder;
  if (folder.empty()) return {};
  if (shipped) return loader::journal_of_shipped(folder, file);
  return loader::journal_of_own(folder, absolute_path(file));
}

void open_journal(App& app, OpenedQuiz& quiz, const std::string& path) {
  if (!app.quiz_place.keeps) {
    quiz.answers = std::make_shared<KeptAnswers>();
    return;
  }
  for (auto it = app.answers.begin(); it != app.answers.end();)
    it = !it->second->holds_any() ? app.answers.erase(it) : std::next(it);
  std::shared_ptr<KeptAnswers>& answers = app.answers[path];
  if (!answers) answers = std::make_shared<KeptAnswers>(path);
  quiz.answers = answers;
  if (answers->state() != loader::JournalFile::State::ready)
    say(app, key_of_unkept(*answers), {text::plain("file", path)});
}

std::vector<quiz::Resumable> all_resumable(const App& app,
                                           const std::shared_ptr<const quiz::Quiz>& quiz,
                                           const std::vector<quiz::Event>& events) {
  std::vector<quiz::Resumable> found;
  for (const quiz::Mode mode : {quiz::Mode::study, quiz::Mode::exam}) {
    auto one = resumable(events, mode, quiz, app.quiz_place.now(), app.catalogue);
    if (one) found.push_back(std::move(*one));
  }
  const std::vector<quiz::Event> latest = latest_attempt(events);
  if (found.size() == 2 && std::get<quiz::Started>(latest.front().what).mode == quiz::Mode::exam)
    std::swap(found[0], found[1]);
  return found;
}

// What another popscope, or this one, has written of a quiz; or holds.
std::vector<quiz::Event> kept_of_shipped(const App& app, const std::string& id) {
  const std::string path = journal_path(app, id, true);
  if (const auto held = app.answers.find(path); held != app.answers.end())
    return held->second->events();
  if (!app.quiz_place.keeps || path.empty()) return {};
  const loader::FileText octets = loader::read_file(path);
  return octets ? loader::read_journal(*octets).events : std::vector<quiz::Event>();
}

}  // namespace

const char* key_of_unkept(const KeptAnswers& answers) {
  if (answers.path().empty()) return "quiz.no_folder";
  return answers.state() == loader::JournalFile::State::in_use ? "quiz.in_use" : "quiz.not_kept";
}

quiz::Clock machine_clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

bool is_shipped_quiz(const App& app, const std::string& id) {
  return !loader::path_of_shipped_quiz(*app.files, id).empty();
}

std::vector<std::string> shipped_quizzes(const App& app) {
  constexpr std::string_view kEnding = ".json";
  std::vector<std::string> ids;
  for (const std::string_view folder : {loader::kQuizzes, loader::kLabs}) {
    for (const std::string& path : app.files->list(folder)) {
      if (path.size() <= kEnding.size() || path.substr(path.size() - kEnding.size()) != kEnding)
        continue;
      std::string id = loader::id_of_file(path);
      if (path == loader::path_of_shipped_quiz(*app.files, id)) ids.push_back(std::move(id));
    }
  }
  return ids;
}

const std::vector<view::QuizCard>& quiz_cards(const App& app) {
  if (app.quiz_cards) return *app.quiz_cards;
  std::vector<view::QuizCard>& cards = app.quiz_cards.emplace();
  for (const std::string& id : shipped_quizzes(app)) {
    const std::string path = loader::path_of_shipped_quiz(*app.files, id);
    const loader::LoadedQuiz loaded =
        loader::load_quiz(*app.files, path, path, *app.files, app.catalogue);
    if (!loaded.quiz) continue;
    const view::QuizAttempts attempts = attempts_of(app, loaded.quiz, kept_of_shipped(app, id));
    cards.push_back(view::quiz_card(*loaded.quiz, attempts, app.catalogue));
    cards.back().lab = path.rfind(loader::kLabs, 0) == 0;
  }
  return cards;
}

namespace {

struct ReadQuiz {
  loader::LoadedQuiz loaded;
  Opened file;
  std::string key;
  bool shipped = false;
};

// With --data a shipped one lies on the disk, too, and is watched there.
ReadQuiz read_quiz(const App& app, const std::string& asked) {
  ReadQuiz read;
  const std::string whole = absolute_path(asked);
  read.shipped = !file_exists(whole) && is_shipped_quiz(app, asked);
  read.file.asked = read.file.shown = asked;
  read.file.path = whole;
  read.key = whole;
  if (read.shipped) {
    const std::string& folder = app.library.folder();
    read.key = loader::path_of_shipped_quiz(*app.files, asked);
    read.file.path = folder.empty() ? "" : folder + "/" + read.key;
    read.file.shown = folder.empty() ? read.key : read.file.path;
  }
  const std::string& path = read.file.path;
  if (!path.empty()) read.file.stamp = stamp_of(path);
  const loader::FolderSource own(folder_of(whole));
  read.loaded = read.shipped ? loader::load_quiz(*app.files, read.key, read.file.shown, *app.files,
                                                 app.catalogue)
                             : loader::load_quiz(own, name_of_file(whole), asked, *app.files,
                                                 app.catalogue);
  for (const std::string& name : read.loaded.beside) {
    if (path.empty()) break;
    const std::string beside = folder_of(path) + "/" + name;
    read.file.beside.emplace_back(beside, stamp_of(beside));
  }
  return read;
}

void leave_acts(App& app) {
  if (!app.quiz || !app.quiz->attempt || app.quiz->attempt->ended()) return;
  OpenedQuiz& quiz = *app.quiz;
  if (!quiz.answers->keeps()) return;  // the attempt does not go on
  LeftActs left{quiz.key, quiz.quiz->hash, quiz.attempt->started().mode, {}};
  for (const quiz::Shown& shown : quiz.attempt->questions()) {
    const auto found = quiz.acted.find(shown.question.id);
    if (!shown.answer && found != quiz.acted.end())
      left.acted.emplace(found->first, std::move(found->second));
  }
  if (!left.acted.empty()) app.left_acts.push_back(std::move(left));
}

}  // namespace

void take_left_acts(App& app) {
  OpenedQuiz& quiz = *app.quiz;
  const quiz::Started& started = quiz.attempt->started();
  const auto of_this = [&](const LeftActs& left) {
    return left.key == quiz.key && left.mode == started.mode;
  };
  for (LeftActs& left : app.left_acts)
    if (of_this(left) && left.hash == started.hash) quiz.acted = std::move(left.acted);
  app.left_acts.erase(std::remove_if(app.left_acts.begin(), app.left_acts.end(), of_this),
                      app.left_acts.end());
}

bool open_quiz(App& app, const std::string& file) {
  ReadQuiz read = read_quiz(app, file);
  // Be it faulty: left alone it does not come back by itself.
  const bool open_already = app.quiz && app.quiz->key == read.key;
  if (open_already) app.quiz->file = read.file;
  if (!read.loaded.quiz || !read.loaded.problems.empty()) {
    return refuse(app, std::move(read.file), std::move(read.loaded.text),
                  std::move(read.loaded.problems));
  }
  leave_run(app);
  app.ui.page = Page::quiz;
  app.ui.projector = false;
  app.ui.playing = false;
  const bool under_way = open_already && app.quiz->attempt;
  if (under_way && app.quiz->quiz->hash == read.loaded.quiz->hash) return true;
  if (under_way) say(app, "quiz.changed");
  leave_acts(app);
  app.quiz.reset();  // its journal is let go of before another one is opened
  app.quiz = std::make_unique<OpenedQuiz>();
  app.quiz->key = read.key;
  app.quiz->file = std::move(read.file);
  app.quiz->quiz = std::move(read.loaded.quiz);
  open_journal(app, *app.quiz, journal_path(app, file, read.shipped));
  return true;
}

view::QuizDraft draft_of(const App& app) {
  const OpenedQuiz& quiz = *app.quiz;
  const quiz::Shown& shown = quiz.shown();
  const auto found = quiz.drafts.find(shown.question.id);
  view::QuizDraft draft;
  if (found != quiz.drafts.end()) draft = found->second;
  else if (quiz.attempt->is_exam() && shown.answer) draft = view::draft_of_answer(*shown.answer);
  if (std::holds_alternative<quiz::Numeric>(shown.question.asks) ||
      std::holds_alternative<quiz::Serve>(shown.question.asks))
    draft.number = app.ui.number_field;
  return draft;
}

std::vector<quiz::Resumable> going_on(const App& app) {
  return all_resumable(app, app.quiz->quiz, app.quiz->answers->events());
}

view::QuizAttempts attempts_of(const App& app, const std::shared_ptr<const quiz::Quiz>& quiz,
                               const std::vector<quiz::Event>& events) {
  view::QuizAttempts attempts;
  for (quiz::Resumable& found : all_resumable(app, quiz, events))
    attempts.left.push_back(std::move(found.attempt));
  attempts.finished = quiz::finished(events, quiz, app.catalogue);
  return attempts;
}

quiz::Runs* runs_of(const OpenedQuiz& quiz) {
  const quiz::Question& question = quiz.shown().question;
  const bool task = std::holds_alternative<quiz::Task>(question.asks);
  if (!question.run || task) return nullptr;
  if (!quiz.runs || quiz.runs_of != question.id || &quiz.runs->run() != &*question.run) {
    quiz.runs = std::make_unique<quiz::Runs>(*question.run, quiz.quiz->file);
    quiz.runs_of = question.id;
  }
  return quiz.runs.get();
}

std::optional<view::QuizProofView> proof_of(const OpenedQuiz& quiz,
                                            const text::Catalogue& catalogue) {
  if (!quiz.attempt->shows_feedback(quiz.index())) return std::nullopt;
  quiz::Runs* runs = runs_of(quiz);
  // The results of a server say more than lines of its run.
  const bool serves = std::holds_alternative<quiz::Serve>(quiz.shown().question.asks);
  if (runs == nullptr || serves) return std::nullopt;
  const auto settings = quiz.settings.find(quiz.shown().question.id);
  return view::quiz_proof(*quiz.attempt, quiz.index(), *runs,
                          settings == quiz.settings.end() ? quiz::Settings{} : settings->second,
                          catalogue);
}

std::optional<view::QuizLabView> lab_of(const OpenedQuiz& quiz, const view::QuizDraft& draft,
                                        const text::Catalogue& catalogue) {
  const auto& asks = quiz.shown().question.asks;
  const bool lab = std::holds_alternative<quiz::Spot>(asks) ||
                   std::holds_alternative<quiz::Serve>(asks);
  quiz::Runs* runs = lab ? runs_of(quiz) : nullptr;
  if (runs == nullptr) return std::nullopt;
  text::Diagnostics problems;
  return view::quiz_lab(*quiz.attempt, quiz.index(), runs->told({}, problems), draft, catalogue);
}

bool shows_a_run(const App& app) { return app.quiz && app.quiz->run_shown.has_value(); }

const quiz::Task* task_under_way(const App& app) {
  if (!shows_a_run(app) || app.quiz->attempt->ended()) return nullptr;
  const quiz::Shown& shown = app.quiz->attempt->questions()[app.quiz->run_shown->question];
  return shown.open ? std::get_if<quiz::Task>(&shown.question.asks) : nullptr;
}

bool remembers_acts(const OpenedQuiz& quiz) {
  return quiz.acted.count(quiz.shown().question.id) != 0;
}

bool has_acted(const App& app) {
  return app.visit && task_under_way(app) != nullptr &&
         !app.visit->notes(app.visit->branch()).of_story;
}

namespace {

// Wherever one stands in it.
std::string acts_in_words(const std::string& key, const std::string& question,
                          const lesson::Visit& visit) {
  lesson::Recording recording = lesson::record(visit);
  recording.branch = recording.moment = 0;
  recording.at = {};
  for (lesson::RecordedBranch& branch : recording.branches) branch.seen = 0;
  return key + '\n' + question + '\n' + loader::recording_to_json(recording);
}

}  // namespace

std::set<std::string> acts_to_lose(const App& app) {
  std::set<std::string> acts;
  for (const LeftActs& left : app.left_acts)
    for (const auto& [id, visit] : left.acted) acts.insert(acts_in_words(left.key, id, visit));
  if (!app.quiz || !app.quiz->attempt || app.quiz->attempt->ended()) return acts;
  const OpenedQuiz& quiz = *app.quiz;
  const bool under_way = task_under_way(app) != nullptr;
  for (std::uint32_t i = 0; i < quiz.attempt->questions().size(); ++i) {
    const quiz::Shown& shown = quiz.attempt->questions()[i];
    const std::string& id = shown.question.id;
    const auto left = quiz.acted.find(id);
    if (under_way && quiz.run_shown->question == i) {
      if (app.visit->has_own_branch()) acts.insert(acts_in_words(quiz.key, id, *app.visit));
    } else if (!shown.answer && left != quiz.acted.end()) {
      acts.insert(acts_in_words(quiz.key, id, left->second));
    }
  }
  return acts;
}

int quiz_tick_in_ms(const App& app) {
  const bool there = app.ui.page == Page::quiz || shows_a_run(app);
  if (!there || !app.quiz || !app.quiz->attempt) return -1;
  const quiz::Attempt& attempt = *app.quiz->attempt;
  if (!attempt.has_limit() || attempt.ended() || attempt.is_paused()) return -1;
  const quiz::Clock left = attempt.left(app.quiz_place.now());
  if (left == 0) return 0;
  const quiz::Clock unit = left > kQuizMinute ? kQuizMinute : 1000;
  return static_cast<int>((left - 1) % unit + 1);
}

}  // namespace popscope::gui
