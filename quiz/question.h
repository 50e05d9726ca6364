#pragma once
// A quiz as its author wrote it: plain structs that the loader fills. A question says what it asks,
// which answers there are, and how the right one is proved: by a run of the simulator (a scenario,
// what is changed in it, claims about it), or, where nothing can be run, by a source that is cited.
// It knows no learner (attempt.h) and no file. Texts are already in the learner's language.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lesson/scenario.h"
#include "quiz/measure.h"
#include "quiz/served.h"

namespace popscope::quiz {

using lesson::Condition;
using lesson::Where;

// What is asked for and how it is answered. The order is that of `Question::asks`, but for
// `multiple`, which is a Choice, too.
enum class Type : std::uint8_t {
  single, multiple, matching, ordering, numeric, predict, do_it, spot, serve,
};
inline constexpr int kTypes = 9;
std::string_view to_text(Type type);  // as in a file: "do it"

// What an exam wants to hear beside what happens on the wire; both or neither.
struct Voices {
  std::string exam;
  std::string wire;
};

// --- the run that proves a question ---

// What is different at the server; what is not given stays as the scenario has it.
struct ServerChange : lesson::Pop3Setup {
  std::optional<std::vector<std::uint16_t>> ports;
  std::optional<std::vector<lesson::FirewallSetup>> firewall;
};

struct ParameterOption {
  std::string name;                      // "removes at DELE"; of one question, each is another
  ServerChange server;
  std::vector<lesson::SetAct> devices;   // set before the story begins
  std::vector<std::string> ways;         // taken where the story parts; variants are ways, too
  Where where;
};
using Parameter = std::vector<ParameterOption>;  // the first is how the question has it

struct Run {
  std::shared_ptr<const lesson::Scenario> scenario;
  std::string lesson;                    // the id of a shipped lesson; empty: of the author's own
  std::string file;                      // ... a file beside the quiz; empty: it stands in the quiz
  std::vector<std::string> ways;
  ServerChange server;                   // what is otherwise than in the scenario
  std::string at = "end";                // a spot (proof.h): where claims are judged
  std::string show;                      // the spot that decides; empty: `at`
  std::string show_from;                 // the spots between which lines are shown; empty: around
  std::string show_to;                   // the one that decides
  std::vector<Parameter> parameters;
  Where where;
};

// --- answers ---

// One answer of several. `claim` is what it says, as the run can tell it: true of a right answer,
// false of a wrong one.
struct Option {
  std::string say;
  bool right = false;
  std::string feedback;                  // why, and of a wrong one: when it would be right
  std::string misconception;             // what who chooses it believes; an id, or empty
  Voices voices;
  std::optional<Condition> claim;
  std::string at;                        // empty: the run's
  std::string show;                      // empty: the run's
  std::vector<std::string> right_when;   // options of parameters under which the claim is true
  std::string citation;                  // in the place of a claim
  Where where;
};

struct Choice {
  std::vector<Option> options;
  bool multiple = false;
};

// `left` belongs to `right`. Proved by a run: with the options `when` of its parameters the claim
// of `right` holds, and no other one's.
struct Pair {
  std::string left;
  std::string right;
  std::vector<std::string> when;
  std::optional<Condition> claim;
  std::string feedback;
  std::string misconception;
  Where where;
};
struct Decoy {                           // a right-hand side that belongs to no left one
  std::string right;
  std::optional<Condition> claim;
  std::string feedback;
  Where where;
};
struct Matching {
  std::vector<Pair> pairs;
  std::vector<Decoy> decoys;
};

// In the right order. Proved by a run: each item's spot lies behind the one before.
struct Item {
  std::string say;
  std::string at;
  std::string feedback;
  Where where;
};
struct Ordering {
  std::vector<Item> items;
};

struct WrongNumber {                     // that somebody with a misconception would give
  std::int64_t value = 0;
  std::string feedback;
  std::string misconception;
  std::vector<std::string> right_when;
  Where where;
};
struct Numeric {
  std::int64_t answer = 0;
  std::string unit;
  std::optional<Measure> measure;        // what gives the number in the run
  std::vector<WrongNumber> mistakes;
};

// "What does the server reply?" to the last line of a session that is drawn from a seed: of each
// kind of command so many, as generate.h does it.
struct Span {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};
enum class Drawn : std::uint8_t { stat, list, retr, dele, rset, noop };
inline constexpr int kDrawnKinds = 6;
std::string_view to_text(Drawn command);  // "STAT"

struct Generator {
  Span messages{2, 4};
  Span lines{3, 6};                      // behind the login, before the last
  std::vector<Drawn> with{Drawn::retr, Drawn::dele, Drawn::rset};
  std::vector<Drawn> last{Drawn::stat};
};

// The learner acts at the end of the run's story until every check holds.
struct Check {
  std::string say;                       // what it is about, shown when graded
  Condition claim;
  std::uint32_t weight = 1;
  std::string feedback;                  // shown where it does not hold
  Where where;
};
struct WrongWay {                        // a way that must not pass
  std::string say;
  std::vector<lesson::Entry> story;
  std::string feedback;
  std::string misconception;
  Where where;
};
struct Task {
  std::string device;                    // on which lines are typed
  std::vector<Check> checks;
  std::vector<lesson::Entry> solution;   // one way that passes
  std::vector<WrongWay> wrong_ways;
};

// A server at fault: the learner names the step at which it breaks a rule, and the rule. Proved by
// telling the same story with a server that breaks none (spot.h).
struct WrongStep {                       // that somebody might take for it
  std::string at;                        // a spot
  std::string feedback;
  std::string misconception;
  Where where;
  std::vector<std::uint32_t> steps;      // of its exchange; filled by `generated`
};
struct Spot {
  std::string at;                        // the author's spot
  std::vector<Option> rules;             // one is right
  std::vector<WrongStep> wrong_steps;
  // Of the run, filled by `generated`: the steps that are right, and those to choose among.
  std::vector<std::uint32_t> steps;
  std::uint32_t first = 0, last = 0;
};

// The learner is the server: answers each command of one session, of which the engine plays the
// client's half (serve.h).
struct Turn {                            // a command that is answered; filled by `generated`
  std::uint32_t step = 0;                // of the run: the command
  std::uint32_t reply_step = 0;
  std::string line;                      // "RETR 2"
  bool asks_state = false;
  bool asks_removed = false;
  std::vector<std::string> words;        // that have to stand behind the status: "2", "320"
  Served right;                          // as the engine's server did
};
struct WrongServing {                    // that must not pass; what is left out is as it should be
  std::string at;                        // the spot of the command
  std::string reply;
  std::optional<sim::pop3::StateKind> state;
  std::optional<std::vector<std::uint32_t>> removed;
  std::string feedback;
  std::string misconception;
  Where where;
  std::optional<std::uint32_t> turn;     // filled by `generated`
};
struct Serve {
  std::string device;                    // whose session it is
  std::string from;                      // the spot behind which commands are answered; empty: all
  std::vector<WrongServing> wrong;
  std::vector<Turn> turns;
};

// --- the question ---

struct ObjectiveTag {
  std::string id;                        // "220-1201:2.1"
  bool listed = true;                    // its published list has a bullet that says this
};

struct Question {
  std::string id;
  std::string stem;
  std::string topic;                     // "Deletion"
  std::vector<ObjectiveTag> objectives;
  std::vector<std::string> content;      // tags "48"
  std::string exhibit;                   // lines to look at, beside the stem
  std::string feedback;                  // of the whole question
  Voices voices;
  std::string citation;                  // in the place of a run
  std::string review;                    // a lesson that teaches it
  std::string valid_as_of;               // a date, where a fact about a product may change
  std::optional<Run> run;
  std::variant<Choice, Matching, Ordering, Numeric, Generator, Task, Spot, Serve> asks;
  Where where;
};

Type type_of(const Question& question);

// An author's own, beside those that popscope knows (tags.h).
struct OwnMisconception {
  std::string id;
  std::string say;                       // "DELE deletes at once"
  std::string lesson;                    // that mends it; may be empty
};
struct OwnObjective {
  std::string id;
  std::string say;
  bool retired = false;
};

struct Quiz {
  std::string id;                        // the file's stem
  std::string file;                      // for messages
  std::uint64_t hash = 0;                // of the file's text: a journal names it
  std::string title;
  std::string about;
  std::uint32_t minutes = 0;             // of the exam; 0: no limit
  std::uint32_t pass_percent = 75;
  std::vector<OwnMisconception> misconceptions;
  std::vector<OwnObjective> objectives;
  std::vector<Question> questions;

  const Question* find(std::string_view question) const;
};

}  // namespace popscope::quiz
