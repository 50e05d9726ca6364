#include "cli/quiz.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include "cli/opened.h"
#include "cli/quiz_answers.h"
#include "cli/quiz_serve.h"
#include "cli/quiz_task.h"
#include "cli/quiz_voice.h"
#include "loader/quiz_journal.h"
#include "quiz/journal.h"

namespace popscope::cli {
namespace {

namespace fs = std::filesystem;

quiz::Clock machine_clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// A line of the input; none at its end.
std::optional<std::string> read_line(std::FILE* in) {
  constexpr std::size_t kLineMax = 10'000;
  std::string line;
  int c = std::fgetc(in);
  if (c == EOF) return std::nullopt;
  for (; c != EOF && c != '\n'; c = std::fgetc(in))
    if (line.size() < kLineMax && c != '\r') line += static_cast<char>(c);
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  const std::size_t end = line.find_last_not_of(" \t");
  return end == std::string::npos ? std::string() : line.substr(begin, end + 1 - begin);
}

std::string journal_path(const std::string& folder, const Quiz& request,
                         const loader::LoadedQuiz& opened) {
  if (folder.empty()) return {};
  std::error_code error;
  if (!fs::exists(request.file, error))
    return loader::journal_of_shipped(folder, opened.quiz->id);
  return loader::journal_of_own(folder, request.file);
}

// Takes a learner through a quiz, a line of input after the other.
class Taking {
 public:
  Taking(const Quiz& request, std::shared_ptr<const quiz::Quiz> quiz,
         const text::Catalogue& catalogue, const QuizPlace& place, loader::JournalFile& journal,
         QuizVoice& voice)
      : place_(place), journal_(journal), voice_(voice), catalogue_(catalogue),
        kept_(journal.state() == loader::JournalFile::State::ready),
        attempt_(begun(request, std::move(quiz))), tasks_(catalogue), serving_(catalogue) {}

  int run() {
    voice_.begin(attempt_, resumed_);
    if (!kept_ && journal_.state() == loader::JournalFile::State::ready) say_not_kept();
    if (const auto open = attempt_.current().answer ? attempt_.next_unanswered() : std::nullopt)
      go(*open);
    ask();
    while (!attempt_.ended()) {
      voice_.prompt(prompt());
      const std::optional<std::string> line = read_line(place_.in);
      if (attempt_.has_limit() && attempt_.left(now()) == 0) {
        voice_.say("cli.quiz.time_up");
        end();
      } else if (!line && !attempt_.is_exam() && !attempt_.next_unanswered()) {
        end();
      } else if (!line || *line == "leave") {
        return leave();
      } else {
        take(*line);
      }
    }
    voice_.report(attempt_);
    return attempt_.is_exam() && !report_of(attempt_).passed ? kFailed : kOk;
  }

 private:
  quiz::Attempt begun(const Quiz& request, std::shared_ptr<const quiz::Quiz> quiz) {
    const quiz::Mode mode = request.mode == "exam" ? quiz::Mode::exam : quiz::Mode::study;
    if (!request.anew) {
      auto found = resumable(journal_.before().events, mode, quiz, now(), catalogue_);
      if (found && request.seed.value_or(found->attempt.started().seed) ==
                       found->attempt.started().seed) {
        for (const quiz::Event& event : found->resuming) keep(event);
        resumed_ = true;
        return std::move(found->attempt);
      }
    }
    const auto of_clock = static_cast<std::uint64_t>(now());
    const quiz::Started started{quiz->hash, mode, request.seed.value_or(of_clock)};
    keep({now(), started});
    return quiz::Attempt(std::move(quiz), started, now(), catalogue_);
  }

  quiz::Clock now() const { return place_.now ? place_.now() : machine_clock(); }

  // An answer that is on the disk counts; what cannot be kept counts for this sitting.
  template <class What>
  bool happen(What what) {
    const quiz::Event event{now(), std::move(what)};
    if (!attempt_.apply(event)) return false;
    const bool kept_before = kept_;
    keep(event);
    if (kept_before && !kept_) say_not_kept();
    return true;
  }

  void say_not_kept() {
    voice_.say("cli.quiz.not_kept", {text::plain("file", journal_.path())});
  }

  // False from the first that could not be written: what comes behind a gap cannot be gone on with.
  void keep(const quiz::Event& event) { kept_ = kept_ && journal_.add(event); }

  const std::string& id() const { return attempt_.current().question.id; }
  const quiz::Task* task() const {
    return std::get_if<quiz::Task>(&attempt_.current().question.asks);
  }

  bool serves() const {
    return attempt_.current().open &&
           std::holds_alternative<quiz::Serve>(attempt_.current().question.asks);
  }

  std::string prompt() const {
    if (serves()) {
      const std::optional<Serving::Asked> asked = serving_.asked();
      return asked ? asked->prompt : std::string();
    }
    return task() && attempt_.current().open ? tasks_.device() : std::string();
  }

  void ask() {
    voice_.question(attempt_, attempt_.at(), now());
    if (serves()) {
      voice_.wire(serving_.begin(attempt_.current().question).lines);
      say_asked();
    }
    if (!task() || !attempt_.current().open) return;
    voice_.wire(tasks_.begin(attempt_.current().question));
    say_devices();
  }

  void say_asked() {
    if (const std::optional<Serving::Asked> asked = serving_.asked()) voice_.asks(*asked);
  }

  // Where there is a choice, how it is made.
  void say_devices() {
    const std::vector<std::string> names = tasks_.devices();
    const auto other = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
      return name != tasks_.device();
    });
    if (other == names.end()) return;
    voice_.say("cli.quiz.devices",
               {text::plain("device", tasks_.device()), text::plain("other", *other)});
  }

  void go(std::uint32_t index) {
    happen(quiz::WentTo{attempt_.questions()[index].question.id});
  }
  void go_and_ask(std::uint32_t index) {
    go(index);
    ask();
  }

  // To the next one that is not answered. When all are, it is the learner's to end.
  void go_on() {
    const auto next = attempt_.next_unanswered();
    if (next) return go_and_ask(*next);
    voice_.say("cli.quiz.all_answered");
  }

  void end() { happen(quiz::Ended{}); }

  int leave() {
    happen(quiz::Paused{});
    voice_.say(kept_ ? "cli.quiz.stopped" : "cli.quiz.stopped_unkept",
               {text::number("done", attempt_.answered()),
                text::number("total", static_cast<std::int64_t>(attempt_.questions().size()))});
    return kOk;
  }

  void take(const std::string& line) {
    if (line == "help") return help();
    if (line == "end") return end();
    if (line.empty() || line == "skip" || line == "next") return skip();
    if (line == "back") return back();
    if (line == "flag") return flag();
    if (line == "list") return list();
    if (line == "again") return again();
    if (line.rfind("go ", 0) == 0) return go_to(line.substr(3));
    if (task() && attempt_.current().open) return act(line);
    if (serves()) return serve(line);
    answer(line);
  }

  void help() {
    voice_.say("cli.quiz.help");
    if (serves()) return voice_.say("cli.quiz.help.serve");
    if (!task() || !attempt_.current().open) return;
    voice_.say("cli.quiz.help.task");
    say_devices();
  }
  void skip() {
    const auto count = static_cast<std::uint32_t>(attempt_.questions().size());
    if (!attempt_.next_unanswered()) return end();
    if (attempt_.current().answer) return go_on();
    go_and_ask((attempt_.at() + 1) % count);
  }
  void back() {
    const auto count = static_cast<std::uint32_t>(attempt_.questions().size());
    go_and_ask((attempt_.at() + count - 1) % count);
  }
  void flag() {
    happen(quiz::Flagged{id(), !attempt_.current().flagged});
    ask();
  }
  void list() {
    for (std::uint32_t i = 0; i < attempt_.questions().size(); ++i)
      voice_.question_line(attempt_, i);
  }
  // Of the question before them, or, when that is open, of the one that was answered last.
  void again() {
    const std::string again = attempt_.current().open ? answered_last_ : id();
    if (!happen(quiz::TriedAgain{again})) return voice_.say("cli.quiz.not_now");
    go_and_ask(*attempt_.find(again));
  }
  void go_to(const std::string& number) {
    const bool digits = number.find_first_not_of("0123456789") == std::string::npos;
    const std::size_t n = digits && number.size() < 5 ? std::stoul("0" + number) : 0;
    if (n < 1 || n > attempt_.questions().size())
      return voice_.say("cli.quiz.no_question", {text::plain("number", number)});
    go_and_ask(static_cast<std::uint32_t>(n - 1));
  }

  void act(const std::string& line) {
    const Acting::Done done = tasks_.act(line);
    if (!done.error.empty()) return voice_.say_text(done.error);
    voice_.wire(done.lines);
    if (done.handed_in) confirm({{}, {}, done.met});
  }

  void serve(const std::string& line) {
    const Serving::Done done = serving_.take(line);
    if (!done.error.empty()) return voice_.say_text(done.error);
    if (!done.lines.empty()) voice_.wire(done.lines);
    if (!done.finished) return say_asked();
    quiz::Answer answer;
    answer.served = done.served;
    confirm(answer);
  }

  void answer(const std::string& line) {
    if (const auto read = read_answer(attempt_.current(), line)) return confirm(*read);
    voice_.say("cli.quiz.not_understood", {text::plain("line", line)});
  }

  void confirm(const quiz::Answer& answer) {
    const std::uint32_t index = attempt_.at();
    if (!happen(quiz::Answered{id(), answer})) return voice_.say("cli.quiz.not_now");
    answered_last_ = id();
    voice_.taken(attempt_, index);
    go_on();
  }

  const QuizPlace& place_;
  loader::JournalFile& journal_;
  QuizVoice& voice_;
  const text::Catalogue& catalogue_;
  bool resumed_ = false;
  bool kept_;
  std::string answered_last_;
  quiz::Attempt attempt_;
  Acting tasks_;
  Serving serving_;
};

void say_if_not_kept(const loader::JournalFile& journal, const text::Catalogue& catalogue,
                     std::FILE* err) {
  using State = loader::JournalFile::State;
  if (journal.state() == State::ready) return;
  const char* key = journal.path().empty()              ? "cli.quiz.no_folder"
                    : journal.state() == State::in_use ? "cli.quiz.in_use"
                                                       : "cli.quiz.not_kept";
  std::fprintf(err, "%s\n",
               catalogue.sentence(key, {text::plain("file", journal.path())}).c_str());
}

}  // namespace

int take_quiz(const Quiz& request, const loader::Source& source, const text::Catalogue& catalogue,
              const QuizPlace& place) {
  const loader::LoadedQuiz opened = open_quiz(source, request.file, catalogue);
  if (!report(opened.problems, catalogue, place.err) || !opened.quiz) return kBadInput;
  loader::JournalFile journal(journal_path(place.journal_folder, request, opened));
  say_if_not_kept(journal, catalogue, place.err);
  const auto voice = request.json ? voice_in_json(catalogue, place.out)
                                  : voice_in_words(catalogue, place.out);
  return Taking(request, opened.quiz, catalogue, place, journal, *voice).run();
}

}  // namespace popscope::cli
