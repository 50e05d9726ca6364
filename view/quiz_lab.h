#pragma once
// The labs of a quiz: the session in which a rule is broken, row by row, and the dialogue in which
// the learner is the server. Pure functions of a question, its run and what was answered so far;
// the terminal tells what the window draws.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/forward.h"
#include "sim/core/ids.h"
#include "text/catalogue.h"
#include "view/quiz.h"
#include "view/wire_line.h"

namespace popscope::quiz {
struct Serve;
struct Spot;
}  // namespace popscope::quiz

namespace popscope::view {

// A step of a session.
struct SessionRow {
  std::uint32_t step = 0;          // of the run; 0: what the learner said
  std::string device;              // whose connection; empty where there is one device
  std::string from;                // "C", "S"; empty: nobody says it
  std::string text;                // what is said, or what happens
  std::optional<WireLine> wire;    // as it is set in the face of the wire; none: words
  std::vector<WireLine> more;      // the first lines behind a reply's first
  std::string more_left;           // "5 more lines"; empty: that is all of it
  bool broken = false;
  QuizOption::State state = QuizOption::State::plain;
};
SessionRow session_row(const lesson::Visit& visit, sim::BranchId branch, std::uint32_t step,
                       const text::Catalogue& catalogue);
// "S: +OK", "UPDATE: message 2 is removed": as the terminal tells it, a line each.
std::vector<std::string> lines_of(const SessionRow& row);

// ---- spot ----

// The steps among which the learner chooses; what was chosen, and once it is judged what is right.
std::vector<SessionRow> spot_rows(const quiz::Question& question, const lesson::Visit& visit,
                                  std::optional<std::uint32_t> chosen, bool judged,
                                  const text::Catalogue& catalogue);
// Of an answer: whether the step is right, and why not.
struct SpotVerdict {
  bool right = false;
  std::string words;
  RichText feedback;
};
SpotVerdict spot_verdict(const quiz::Spot& spot, std::uint32_t step,
                         const text::Catalogue& catalogue);

// ---- serve ----

// A command that waits for the learner's answer.
struct ServeAsked {
  std::string count;               // "Command 3 of 7"
  std::string line;                // "RETR 2"
  bool state = false;              // the state that it leads to is asked, too
  bool removed = false;            // ... and which messages are removed
  RichText hint;                   // what the RFC says of the command
  std::string section;             // "RFC 1939 § 5, RETR"
};
struct ServeView {
  std::vector<std::string> maildrop;   // what is there at the beginning, a line each
  std::vector<SessionRow> rows;        // up to the command that waits; each call has those before
  std::optional<ServeAsked> asked;     // none: all are answered
};
ServeView serve_view(const quiz::Question& question, const lesson::Visit& visit,
                     const std::vector<quiz::Served>& served, const text::Catalogue& catalogue);

// ---- both, as the window draws them ----

struct QuizLabView {
  std::vector<std::string> maildrop;   // serve
  std::vector<SessionRow> rows;
  bool chooses = false;                // spot, not judged: a row can be chosen
  std::optional<ServeAsked> asked;     // serve, not judged
  std::optional<sim::pop3::StateKind> state;  // ... that is chosen for it
  bool can_start_over = false;         // ... something was answered
};
// None: the question is no lab, or its run cannot be told (`visit` is null).
std::optional<QuizLabView> quiz_lab(const quiz::Attempt& attempt, std::uint32_t index,
                                    const lesson::Visit* visit, const QuizDraft& draft,
                                    const text::Catalogue& catalogue);

// What came of each command, in order.
struct ServeResult {
  std::string line;                // "STAT"
  std::string said;                // "+OK 3 480, TRANSACTION"
  bool right = true;
  std::string why;                 // "The server says +OK 2 320."; empty: it is right
  RichText feedback;
};
std::vector<ServeResult> serve_results(const quiz::Serve& serve, const quiz::Answer& answer,
                                       const text::Catalogue& catalogue);

// "T", "transaction"; none: no state is called so.
std::optional<sim::pop3::StateKind> state_typed(std::string_view typed);
// "1 3", "1, 3", "none"; none: these are no numbers. Ascending, each once.
std::optional<std::vector<std::uint32_t>> numbers_typed(std::string_view typed);
// Without the blanks around it; none: it does not begin as a reply does.
std::optional<std::string> reply_typed(std::string_view typed);

}  // namespace popscope::view
