#pragma once
// A Visit: all that is kept of a learner's work on a scenario. Its Timeline (every choice of the
// story already run, so that the future is known), a cursor, guesses, and names of branches. The
// functions here are what the window, the command line and the tests do to it. It knows no panels.
//
// The cursor stands on a moment. At grain `line` and `exchange` only closings of steps are stops;
// at grain `segment` arrivals of segments too. Beyond an unanswered ask the future is hidden:
// nothing here stops anyone from asking for it, so views must use `hidden_after`.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lesson/compiled.h"
#include "sim/timeline/steps.h"
#include "sim/timeline/timeline.h"

namespace popscope::lesson {

enum class Grain : std::uint8_t { exchange, line, segment };

// A learner's guess at an ask (by index into Compiled::entries). Skipping is kept as such.
struct Guess {
  std::optional<std::uint32_t> answer;  // none: skipped
  friend bool operator==(const Guess&, const Guess&) = default;
};

// What a marker of the story became on a branch: at which moment it was passed.
struct Passed {
  std::uint32_t marker = 0;
  std::uint32_t moment = 0;
};

struct BranchNotes {
  std::string name;               // given by the learner, the story's way, or "" (a neutral name)
  bool of_story = true;           // the story describes it to its end: expectations are judged
  std::uint32_t seen = 0;         // the furthest moment that the cursor has reached on it
};

class Visit {
 public:
  // Runs the story to its end, every choice included, and stands at the start. A story that does
  // not end within the limit of steps is cut there and says so (`cut_short`).
  explicit Visit(std::shared_ptr<const Compiled> lesson);

  const Compiled& lesson() const { return *lesson_; }
  const sim::Timeline& timeline() const { return timeline_; }
  bool cut_short() const { return cut_short_; }

  sim::BranchId branch() const { return branch_; }
  std::uint32_t moment() const { return moment_; }
  sim::World world() const { return timeline_.world({branch_, moment_}); }
  Grain grain() const { return grain_; }
  void set_grain(Grain grain);

  // Derived, kept up to date: the steps and passed markers on the path to a branch.
  const sim::Steps& steps(sim::BranchId branch) const;
  const sim::Steps& steps() const { return steps(branch_); }
  const std::vector<Passed>& passed(sim::BranchId branch) const;
  std::uint32_t step() const { return steps().at_moment(moment_); }  // 0: the start

  // --- going ---
  void first();
  void last();                     // stops at an open ask, once
  bool forward();                  // false: there is nothing on this branch, or an ask is open
  bool back();
  void forward_exchange();
  void back_exchange();
  void go_to_moment(std::uint32_t moment);  // clamped; not beyond an open ask
  void go_to_step(std::uint32_t step);
  void go_to(sim::BranchId branch, std::uint32_t moment);
  enum class Until : std::uint8_t { refusal, state, maildrop };
  bool run_to(Until until);        // the next -ERR, change of state, change of a maildrop

  // --- gates ---
  // The ask (index into entries) that is open at the cursor: the next stop lies behind it.
  std::optional<std::uint32_t> open_ask() const;
  // The try that is open at the cursor.
  std::optional<std::uint32_t> open_try() const;
  // The moment after which nothing may be shown on a branch (an unanswered ask or try lies there);
  // none: all of it may be shown.
  std::optional<std::uint32_t> hidden_after(sim::BranchId branch) const;
  void answer(std::uint32_t ask, std::uint32_t answer);
  void skip(std::uint32_t ask);
  const std::map<std::uint32_t, Guess>& guesses() const { return guesses_; }
  // Which answer came out true at the place that decides, on this branch or one that reaches it;
  // none while it cannot be told.
  std::optional<std::uint32_t> outcome(std::uint32_t ask) const;
  // Whether the cursor has reached the place that decides (then guess and outcome stand together).
  bool decided(std::uint32_t ask) const;

  // --- acting ---
  struct WayOn { std::string name; sim::BranchId branch; std::uint32_t moment = 0; };
  // Where the story offers a choice right behind the cursor: the ways, each with its branch.
  std::vector<WayOn> ways() const;
  void take_way(std::uint32_t way);

  // What the story would do next when it only offers (a fork): the primary button.
  std::optional<sim::Input> offered() const;

  struct Acted { bool forked = false; sim::BranchId branch; };
  // Admits an input at the cursor (forking when it is not what was recorded), runs until its effect
  // is there (a reply has arrived, the connection is open or over, or nothing more moves), and puts
  // the cursor on it.
  std::variant<Acted, sim::Inadmissible> act(const sim::Input& input);
  // Lets the next thing on the agenda happen at the end of a branch (a deadline, say).
  bool let_happen();

  // --- branches ---
  const BranchNotes& notes(sim::BranchId branch) const;
  std::string name_of(sim::BranchId branch) const;  // its name, or a neutral one
  void rename(sim::BranchId branch, std::string name);
  void switch_to(sim::BranchId branch);             // to the same moment, or the last shared one

  // --- addresses: [BRANCH:]N | [BRANCH:]id | [BRANCH:]end ---
  std::optional<sim::Place> find(const std::string& address) const;

  // Every expectation of the story, judged on every branch that it describes, and each ask: exactly
  // one answer true. Empty: all holds.
  std::vector<text::Diagnostic> check() const;

 private:
  friend class Restorer;  // recording.cpp

  struct Derived { sim::Steps steps; std::vector<Passed> passed; std::uint32_t seen = 0; };
  Derived& derived(sim::BranchId branch) const;

  std::shared_ptr<const Compiled> lesson_;
  sim::Timeline timeline_;
  sim::BranchId branch_;
  std::uint32_t moment_ = 0;
  Grain grain_ = Grain::line;
  bool cut_short_ = false;
  std::map<std::uint32_t, Guess> guesses_;
  std::map<std::uint32_t, bool> tried_;    // tries that were solved or given up
  std::vector<BranchNotes> notes_;
  mutable std::vector<Derived> derived_;   // by branch; a cache, not state
};

}  // namespace popscope::lesson
