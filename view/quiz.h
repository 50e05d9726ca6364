#pragma once
// The quiz page: a question with its answers, what came of the one that was given, the navigator,
// and the pages before and behind it. Pure functions of an Attempt, a draft (what has been chosen
// and not been confirmed) and the time; the proof is told by a run (quiz_proof.h).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quiz/served.h"
#include "text/catalogue.h"
#include "view/pages.h"
#include "view/rich_text.h"
#include "view/story.h"

namespace popscope::quiz {
class Attempt;
struct Answer;
struct Question;
struct Quiz;
struct Shown;
struct Task;
}  // namespace popscope::quiz

namespace popscope::view {

// What was chosen and not confirmed yet, as quiz::Answer names it. Of a matching question
// kNotMatched stands where a line has nothing yet.
inline constexpr std::uint32_t kNotMatched = 0xFFFF'FFFF;
struct QuizDraft {
  std::vector<std::uint32_t> chosen{};
  std::string number{};            // of a numeric question, as typed
  std::uint32_t row = 0;           // of a matching one: the line that gets what is chosen next
  std::optional<std::uint32_t> step{};   // of a spot question
  std::vector<quiz::Served> served{};    // of a serve question: the commands that are answered
  std::optional<sim::pop3::StateKind> state{};  // ... chosen for the one that waits
  friend bool operator==(const QuizDraft&, const QuizDraft&) = default;
};

// A draft as an answer; none: it is not complete.
std::optional<quiz::Answer> answer_of(const quiz::Shown& shown, const QuizDraft& draft);
// What was answered, as a draft.
QuizDraft draft_of_answer(const quiz::Answer& answer);
// "3", "-1", "1,024 octets"; none: it is no number.
std::optional<std::int64_t> number_in(std::string_view line);
// The draft after the answer at this place (as shown) was chosen: of a single question it replaces
// what was chosen, of a multiple one it is put on or taken off, of an ordering it comes next or is
// taken out again, and of a matching it belongs to the present line, behind which the next one
// without anything follows.
QuizDraft with_choice(const quiz::Shown& shown, QuizDraft draft, std::uint32_t place);
// A letter for a place: "A".
std::string letter_of_place(std::size_t place);

struct QuizTag {
  std::string text;
  std::string whole;             // where the text is only its beginning
};

struct QuizOption {
  std::string letter;
  RichText say;
  enum class State : std::uint8_t {
    plain,
    chosen,                      // not judged
    right,
    wrong,                       // and chosen
  } state = State::plain;
  bool picked = false;           // the learner's, judged or not
  std::string verdict;           // "✓ right"; of an ordering: the place that it was given
  // --- once it is judged ---
  RichText feedback;
  RichText exam, wire;           // both or neither
  bool shows = false;            // a run decides it: "Show me"
};

// A line of a matching question; what it can belong to stands in the options.
struct QuizPair {
  std::string number;            // "1"
  RichText left;
  std::string side;              // "B", or nothing yet
  bool here = false;             // what is chosen next belongs to it
  QuizOption::State state = QuizOption::State::plain;
  std::string verdict;           // "✗ B, right: A"
  RichText feedback;
};

struct QuizNumber {
  std::string unit;
  std::string said;              // judged: "✗ you said 2"
  bool right = false;
  std::string it_is;             // "✓ it is 3 messages"
  RichText feedback;
};

// A question in the navigator.
struct QuizCell {
  std::string number;
  enum class Mark : std::uint8_t {
    none,
    answered,
    unanswered,                  // to the end
    right,
    partly,
    wrong,
  } mark = Mark::none;
  bool flagged = false;
  bool here = false;
};

struct QuizMisconception {
  std::string words;             // "“DELE deletes at once”"
  std::string note;              // "Met twice in this quiz."
  std::string lesson;            // the id of one that mends it; empty: none
};

struct QuizQuestionView {
  std::uint32_t index = 0;
  std::string id;
  std::string number;            // "Question 12"
  std::vector<QuizTag> tags;
  RichText stem;
  std::string exhibit;           // lines
  std::string how;               // how it is answered
  std::vector<QuizOption> options;  // of a task once it is judged: its checks
  std::vector<QuizPair> pairs;
  std::optional<QuizNumber> number_asked;

  // --- once it is judged ---
  bool judged = false;
  enum class Outcome : std::uint8_t { right, partly, wrong, unanswered };
  Outcome outcome = Outcome::right;
  std::string outcome_words;     // "Partly right: 1 of 2 points."
  std::string step_words;        // of a spot question: what became of the step
  bool step_right = false;
  RichText step_feedback;
  RichText feedback;             // of the whole question
  RichText exam, wire;
  std::string citation;
  std::string valid_as_of;

  // --- what can be done ---
  bool can_choose = false;
  bool can_act = false;          // it is a task that can be done, or done otherwise
  bool shows_task = false;       // it is a task that was judged: what was done, and a right way
  bool flagged = false, can_flag = false;
  bool can_try_again = false;
  bool can_go_back = false;
};

// What the primary button does.
enum class QuizNext : std::uint8_t { answer, skip, next, finish, report, act };

struct QuizView {
  std::string title;
  std::string mode;              // "Study"
  std::string score;             // "12 of 20 answered, 9 right"
  std::string short_score;       // "12 of 20"
  std::string left;              // "9 min left"; empty: no limit
  QuizQuestionView question;
  std::vector<QuizCell> cells;
  std::optional<QuizMisconception> misconception;
  QuizNext next = QuizNext::next;
  std::string next_words;
  bool next_enabled = true;
  std::string finish_words;      // ends before all are answered; empty: that cannot be
};

// `index`: which question is looked at.
QuizView quiz_page(const quiz::Attempt& attempt, std::uint32_t index, const QuizDraft& draft,
                   std::int64_t now, const text::Catalogue& catalogue);

// --- a task, while it is done in its run ---

// What stands in the story's column as a question with two answers.
inline constexpr std::uint32_t kTaskAsk = 0xFFFF'FFFF;
inline constexpr std::uint32_t kHandIn = 0;
inline constexpr std::uint32_t kStartOver = 1;
void ask_for_task(const quiz::Question& question, const quiz::Task& task, StoryView& view,
                  const text::Catalogue& catalogue);

// --- before it begins ---

struct QuizWay {                 // how one can begin, or what there is to look at
  enum class Kind : std::uint8_t { anew, go_on, report };
  Kind kind = Kind::anew;
  bool exam = false;
  std::string name, about;
};
struct QuizBeginView {
  std::string title;
  RichText about;
  std::string facts;             // "7 questions, about 12 minutes as an exam"
  std::vector<QuizWay> ways;     // the first one is proposed
};
struct QuizAttempts;               // view/quiz_attempts.h
QuizBeginView quiz_begin(const quiz::Quiz& quiz, const QuizAttempts& attempts,
                         const text::Catalogue& catalogue);

// --- behind its end ---

struct QuizReportLine {
  std::string name, points;
  bool all = false;              // of the points
};
struct QuizReportPart {
  std::string heading;
  std::vector<QuizReportLine> lines;
};
struct QuizReportView {
  std::string headline;          // "5 of 7 right, 1 not answered"
  std::string verdict;           // of an exam: "Passed"
  bool passed = true;
  std::string points;            // "9 of 12 points: 75 %. 75 % are needed."
  std::vector<QuizReportPart> parts;
  std::vector<QuizMisconception> misconceptions;
};
QuizReportView quiz_report(const quiz::Attempt& attempt, const text::Catalogue& catalogue);

// --- on the start page ---

QuizCard quiz_card(const quiz::Quiz& quiz, const QuizAttempts& attempts,
                   const text::Catalogue& catalogue);

}  // namespace popscope::view
