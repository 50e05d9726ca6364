#pragma once
// One learner going through a quiz: which question is before them, what was answered, what it is
// worth. A plain value that changes only by `apply`; every change is an Event, so that a journal of
// events is an attempt. It knows no clock: whoever hands in an event says when it was.
//
// Study: an answer is judged at once and may be tried again; the first one counts. Exam: an answer
// may be changed until the end, and nothing is judged before.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "quiz/answer.h"
#include "quiz/question.h"
#include "text/catalogue.h"

namespace popscope::quiz {

enum class Mode : std::uint8_t { study, exam };
std::string_view to_text(Mode mode);

// Milliseconds of a clock that the caller keeps: since 1970 for a person, any for a test.
using Clock = std::int64_t;

// --- what happens ---

struct Started {
  std::uint64_t hash = 0;         // of the quiz's file; which quiz it is, its journal's name says
  Mode mode = Mode::study;
  std::uint64_t seed = 1;
  friend bool operator==(const Started&, const Started&) = default;
};
struct Answered {                 // confirmed
  std::string question;
  Answer answer;
  friend bool operator==(const Answered&, const Answered&) = default;
};
struct Flagged {
  std::string question;
  bool on = true;
  friend bool operator==(const Flagged&, const Flagged&) = default;
};
struct WentTo {
  std::string question;
  friend bool operator==(const WentTo&, const WentTo&) = default;
};
struct TriedAgain {               // study: the question is open once more
  std::string question;
  friend bool operator==(const TriedAgain&, const TriedAgain&) = default;
};
struct Paused {                   // the learner left; the exam's time stands still until Resumed
  friend bool operator==(const Paused&, const Paused&) = default;
};
struct Resumed {
  friend bool operator==(const Resumed&, const Resumed&) = default;
};
struct Ended {
  friend bool operator==(const Ended&, const Ended&) = default;
};
struct Event {
  Clock at = 0;
  std::variant<Started, Answered, Flagged, WentTo, TriedAgain, Paused, Resumed, Ended> what;
  friend bool operator==(const Event&, const Event&) = default;
};

// --- the attempt ---

// A question as this attempt shows it.
struct Shown {
  Question question;                     // drawn, where it is to be
  std::vector<std::uint32_t> order;      // of options; of a matching's right-hand sides; of items
  std::optional<Answer> answer;          // the latest
  std::optional<Answer> first;           // the one that counts in study mode
  std::uint32_t tries = 0;
  bool flagged = false;
  bool seen = false;
  bool open = true;                      // an answer is taken
};

class Attempt {
 public:
  Attempt(std::shared_ptr<const Quiz> quiz, const Started& started, Clock now,
          const text::Catalogue& sentences);

  const Quiz& quiz() const { return *quiz_; }
  const Started& started() const { return started_; }
  bool is_exam() const { return started_.mode == Mode::exam; }

  // In the order in which they are shown.
  const std::vector<Shown>& questions() const { return questions_; }
  std::uint32_t at() const { return at_; }
  const Shown& current() const { return questions_[at_]; }
  std::optional<std::uint32_t> find(const std::string& question) const;
  std::optional<std::uint32_t> next_unanswered() const;  // behind the current one, then from 1
  std::uint32_t answered() const;

  // False, and nothing changed, where it cannot be: after the end, of no such question, an answer
  // that does not fit, a second one in study mode without trying again.
  bool apply(const Event& event);

  // --- time, of an exam with a limit ---
  bool has_limit() const { return is_exam() && quiz_->minutes > 0; }
  Clock used(Clock now) const;
  Clock left(Clock now) const;           // 0: time is up, and `apply` takes nothing but Ended
  bool is_paused() const { return paused_; }
  bool ended() const { return ended_; }

  // --- what may be said ---
  bool shows_feedback(std::uint32_t question) const;
  // The grade that counts: of study mode's first answer, of an exam's latest.
  Grade grade_of(std::uint32_t question) const;
  const std::optional<Answer>& counting(std::uint32_t question) const;

 private:
  bool take(const Answered& event);
  Shown* find_shown(const std::string& question);

  std::shared_ptr<const Quiz> quiz_;
  Started started_;
  std::vector<Shown> questions_;
  std::uint32_t at_ = 0;
  Clock running_since_ = 0;
  Clock used_before_ = 0;
  bool paused_ = false;
  bool ended_ = false;
};

// --- the report ---

struct ReportLine {
  std::string id;                 // of an objective, a topic, a question
  bool listed = true;             // of an objective
  std::uint32_t points = 0;
  std::uint32_t possible = 0;
  std::uint32_t questions = 0;
};
struct Met {
  std::string misconception;
  std::vector<std::string> questions;
};
struct Report {
  std::uint32_t points = 0;
  std::uint32_t possible = 0;
  std::uint32_t right = 0;
  std::uint32_t answered = 0;
  std::uint32_t questions = 0;
  std::uint32_t percent = 0;      // of the points, rounded down
  bool passed = false;
  std::vector<ReportLine> objectives;   // in the order in which the quiz names them
  std::vector<ReportLine> topics;
  std::vector<Met> misconceptions;  // the one met most often first
};
Report report_of(const Attempt& attempt);

}  // namespace popscope::quiz
