#pragma once
// A Visit: all that is kept of a learner's work on a scenario. Its Timeline (every choice of the
// story already run, so that the future is known), a cursor, guesses, and names of branches. The
// functions here are what the window, the command line and the tests do to it. It knows no panels.
//
// The cursor stands on a moment. At grain `line` and `exchange` only closings of steps are stops;
// at grain `segment` arrivals of segments too. Beyond an unanswered ask the future is hidden:
// nothing here stops anyone from asking for it, so views must use `hidden_after`.
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "lesson/compiled.h"
#include "lesson/going.h"
#include "lesson/history.h"
#include "lesson/recorded.h"
#include "sim/timeline/steps.h"
#include "sim/timeline/timeline.h"

namespace popscope::lesson {

class Effect;

// Loading runs the whole story, so there is an end to that: its own limit of steps on a branch, and
// over all branches what nobody would wait for and no laptop could hold. (Nine thousand messages of
// fifty megabytes are three hundred million segments.)
inline constexpr std::uint32_t kStoryMomentsMax = 1'000'000;
inline constexpr std::uint64_t kStoryOctetsMax = 300'000'000;  // as Branch::octets_kept
inline constexpr std::uint32_t kStoryBranchesMax = 1'000;
struct CutShort {
  enum class Limit : std::uint8_t { steps, moments, octets, branches, connections };
  Limit limit = Limit::steps;
  std::uint32_t entry = 0;        // the last one that had begun
};

// What a marker of the story became on a branch: at which moment it was passed.
struct Passed {
  std::uint32_t marker = 0;
  std::uint32_t moment = 0;
};

// A branch as it was done in an earlier version of the story, where the present one lacks the same
// place or does not admit all of it. What is left out here is done again when it can be.
struct Earlier {
  RecordedLine line;
  std::uint32_t end_here = 0;     // what is behind this moment was done in the present story
};

struct BranchNotes {
  std::string name;               // given by the learner, the story's way, or "" (a neutral name)
  std::string way;                // the story's own name for it
  bool of_story = true;           // the story describes it to its end: expectations are judged
  bool outdated = false;          // done again in another story: not at the same place, or not all
  std::uint32_t seen = 0;         // the furthest moment that the cursor has reached on it
  std::uint32_t seen_before = 0;  // ... in an earlier version of the story, where it was longer
  std::shared_ptr<const Earlier> earlier;
};

class Visit {
 public:
  // Runs the story to its end, every choice included, and stands at the start. A story that does
  // not end within its limits is cut there and says so (`cut_short`).
  explicit Visit(std::shared_ptr<const Compiled> lesson);

  const Compiled& lesson() const { return *lesson_; }
  const sim::Timeline& timeline() const { return timeline_; }
  const std::optional<CutShort>& cut_short() const { return cut_short_; }

  sim::BranchId branch() const { return branch_; }
  std::uint32_t moment() const { return moment_; }
  // At the cursor; kept until the cursor moves, because every panel asks for it every frame.
  const sim::World& world() const {
    const sim::Place here{branch_, moment_};
    if (!world_) {
      world_.emplace(here, timeline_.world(here));
    } else if (!(world_->first == here)) {
      world_.emplace(here, timeline_.world(here, world_->first, std::move(world_->second)));
    }
    return world_->second;
  }
  Grain grain() const { return grain_; }
  void set_grain(Grain grain);

  // Derived, kept up to date: the steps and passed markers on the path to a branch.
  const sim::Steps& steps(sim::BranchId branch) const;
  const sim::Steps& steps() const { return steps(branch_); }
  const std::vector<Passed>& passed(sim::BranchId branch) const;
  const std::vector<Passed>& parts(sim::BranchId branch) const;  // beginnings of named parts
  std::uint32_t moment_of(sim::BranchId branch, std::uint32_t marker) const;  // 0: not passed
  const History& history(sim::BranchId branch) const;
  const History& history() const { return history(branch_); }
  std::uint32_t step() const { return steps().at_moment(moment_); }  // 0: the start
  // On what the cursor stands: the end of a step (0: the start), or, at grain segment, a segment of
  // a step that has not ended yet.
  struct Standing {
    std::uint32_t step = 0;
    std::optional<std::uint32_t> segment;  // index in the step
  };
  Standing standing() const;
  // Stops of the present grain on a branch: how many there are up to a moment, and the moment of
  // the n-th (0: the start). What "step n of m" counts.
  std::uint32_t stops_up_to(sim::BranchId branch, std::uint32_t moment) const;
  std::uint32_t stops(sim::BranchId branch) const {
    return stops_up_to(branch, timeline_.end(branch));
  }
  std::uint32_t moment_of_stop(sim::BranchId branch, std::uint32_t stop) const;

  // --- going ---
  // At the end of a branch of the learner's own that still moves (octets in flight, a plan),
  // `forward` and `last` let it go on.
  void first();
  void last();                     // stops at an open ask, once
  bool forward();                  // false: there is nothing on this branch, or an ask is open
  bool back();
  void forward_exchange();
  void back_exchange();
  void go_to_moment(std::uint32_t moment);  // clamped; not beyond an open ask
  void go_to_step(std::uint32_t step);
  void go_to(sim::BranchId branch, std::uint32_t moment);
  // Whether the cursor's branch can go on by itself, if anything is under way there or due. A
  // branch of the learner's own on which no act could be done again cannot, nor one that is full.
  bool may_go_on() const { return may_go_on(branch_); }
  // False: none comes; the cursor has moved only if an ask stopped it.
  bool run_to(Until until);
  // An address that somebody gave is an explicit wish: asks and tries on the way to it count as
  // skipped and given up.
  void open_at(sim::Place place);

  // --- gates ---
  // The ask (index into entries) that is open at the cursor: the next stop lies behind it.
  std::optional<std::uint32_t> open_ask() const;
  // The try that is open at the cursor.
  std::optional<std::uint32_t> open_try() const;
  // The moment after which nothing may be shown on a branch (an unanswered ask or try lies there);
  // none: all of it may be shown.
  std::optional<std::uint32_t> hidden_after(sim::BranchId branch) const;
  // These do not move the cursor in time; but where ways part ahead and the ask is about one of
  // them, the cursor goes over to that branch, so that it is what comes next. The first guess
  // stays: a second one is ignored. What was skipped may be answered later, and is kept as late.
  void answer(std::uint32_t ask, std::uint32_t answer);
  void skip(std::uint32_t ask);
  void give_up(std::uint32_t a_try);   // the line is shown and counts as not solved
  // The tries that are behind the learner, and whether each was solved (else: given up).
  const std::map<std::uint32_t, bool>& tries() const { return tried_; }
  const std::map<std::uint32_t, Guess>& guesses() const { return guesses_; }
  // Which answer came out true at the place that decides, on this branch or one that reaches it;
  // none while it cannot be told.
  std::optional<std::uint32_t> outcome(std::uint32_t ask) const;
  // Whether a moment on the path to a branch was recorded by the story, or by the learner.
  bool is_of_story(sim::BranchId branch, std::uint32_t moment) const;
  // The moment of the story on the path to a branch that decides a question; 0: none is there. What
  // comes on a branch of the learner's own is not what was asked.
  std::uint32_t decides_at(sim::BranchId branch, std::uint32_t ask) const;
  // Whether the cursor has reached the place that decides (then guess and outcome stand together).
  bool decided(std::uint32_t ask) const;

  // --- acting ---
  struct WayOn { std::string name; sim::BranchId branch; std::uint32_t moment = 0; };
  // Where the story offers a choice right behind the cursor: the ways, each with its branch.
  // None while an ask or a try is open at the cursor.
  std::vector<WayOn> ways() const;
  // Goes to the first stop of that way; or says why not.
  std::optional<sim::Inadmissible> take_way(std::uint32_t way);

  // Every way of the story that the learner has not followed to its end, on whichever branch; of
  // ways that are met on several branches, once.
  std::vector<WayOn> unseen_ways() const;
  void see(const WayOn& way);      // goes to the first stop of one of those
  // The moment of the first choice at or ahead of the cursor behind which the learner has not been
  // on this branch: going on would choose unasked.
  std::optional<std::uint32_t> choice_ahead() const;
  bool choice_waits() const;       // ... and it is at the cursor

  // What the story would do next when it only offers (a fork): the primary button. Not what is
  // impossible there, and not the line of a try that is neither solved nor given up.
  std::optional<sim::Input> offered() const;
  // Why the story cannot go on from a branch on which it only offers; none: it can, or has ended.
  std::optional<sim::Inadmissible> offer_refused() const;
  // ... that try, on a branch of the learner's own.
  std::optional<std::uint32_t> offered_try() const;

  // The task that waits for its line where one stands: the story's, or on a branch of the learner's
  // own the last one that was posed on the way there.
  std::optional<std::uint32_t> posed_try() const;
  // What came, up to the cursor, of the last thing that was done on such a branch, if it was a line
  // of the learner's; the line of a task is.
  enum class LastLine : std::uint8_t { none, under_way, lost, refused, ok };
  LastLine last_line() const;

  struct Acted { bool forked = false; sim::BranchId branch; };
  // Admits an input at the cursor (forking when it is not what was recorded), runs until its effect
  // is there (a reply has arrived, the connection has greeted or is over, or nothing more moves),
  // and puts the cursor on it. An ask that is open at the cursor counts as skipped when the input
  // follows the line; a try as solved when it is what the try wants.
  std::variant<Acted, sim::Inadmissible> act(const sim::Input& input);
  // Lets the next thing on the agenda happen at the end of a branch (a deadline, say).
  bool let_happen();
  // Lets what is under way at the cursor come to its end (octets in flight, a check, a connection
  // that nobody answers), and stands there; not beyond what was done next on this branch. An
  // autologout and a check of its own accord are not under way.
  void come_to_rest();

  // --- branches ---
  const BranchNotes& notes(sim::BranchId branch) const;
  bool has_own_branch() const;  // one that a learner made, not the story
  // Of the place where a branch of the learner's own begins.
  const Landmarks& landmarks(sim::BranchId branch) const;
  const Elsewhere& elsewhere() const { return elsewhere_; }
  std::string name_of(sim::BranchId branch) const;  // its name, or a neutral one
  void rename(sim::BranchId branch, std::string name);
  void switch_to(sim::BranchId branch);             // to the same moment, or the last shared one
  // From a branch of the learner's own: the place of the line that it left.
  std::optional<sim::Place> way_back() const;
  // A try of the story, ahead of where such a branch left it, that was posed on the branch and
  // solved there: then the story can go on behind it.
  std::optional<std::uint32_t> try_done_aside() const;
  bool just_solved() const;  // ... by the last thing that was done there
  // From a branch of the learner's own to the story: behind a try that was done aside, or else to
  // where the story was left.
  void back_to_story();

  // --- addresses: [BRANCH:]N | [BRANCH:]id | [BRANCH:]end ---
  // BRANCH is a name or its number from 1; a part's name and WAY/end serve as ids too. Without
  // BRANCH: the branch of the first choices, or the first one that has the id.
  std::optional<sim::Place> find(const std::string& address) const;

  // Every expectation of the story, judged on every branch that it describes, and each ask: exactly
  // one answer true. Empty: all holds.
  std::vector<text::Diagnostic> check() const;

 private:
  friend class Restorer;  // restore.cpp

  // What a branch's path from the start holds, found by looking once at each moment.
  struct Derived {
    sim::Steps steps;
    History history;                        // follows only when it is asked for
    std::vector<Passed> passed;
    std::vector<Passed> gates;                  // of those, the beginnings of asks and tries
    std::vector<Passed> parts;                  // ... of entries that name a part
    std::vector<std::uint32_t> passed_at;       // by marker: its moment; 0: not passed
    std::vector<std::uint32_t> arrivals;        // moments in which a segment arrived or was lost
    std::vector<std::uint32_t> exchange_stops;  // numbers of steps
    std::vector<std::uint32_t> segment_stops;   // moments: arrivals and closings
    std::vector<std::uint32_t> chosen;          // moments in which a way was chosen
    std::vector<std::uint32_t> refused;  // moments in which an act of the story was impossible
    std::uint32_t seen = 0;
  };
  // A choice of the story: the place before it, and the branch of each option.
  struct ChoicePoint {
    sim::Place place;
    std::uint32_t entry = 0;
    std::vector<sim::BranchId> branches;
  };
  Derived& derived(sim::BranchId branch) const;
  void note_exchange_stop(std::uint32_t step, Derived& derived) const;
  void look_at(const sim::Moment& moment, std::uint32_t number, Derived& derived) const;

  // visit_story.cpp: the story is run
  void tell(sim::BranchId branch);
  void cut(sim::BranchId branch, CutShort::Limit limit);
  std::vector<std::size_t> tell_first_ways(sim::BranchId branch);
  bool choose_first(sim::BranchId branch, std::vector<std::size_t>& met);
  std::string free_name(sim::BranchId parent, const ChoicePoint& point,
                        const std::string& name) const;
  sim::Place canonical(sim::Place place) const;  // in the branch that recorded that moment

  // visit_going.cpp: where the cursor may stand
  std::uint32_t next_stop(sim::BranchId branch, std::uint32_t moment, Grain grain) const;
  std::uint32_t stop_at(sim::BranchId branch, std::uint32_t moment, Grain grain) const;
  Grain fine_grain() const { return grain_ == Grain::segment ? Grain::segment : Grain::line; }
  void stand(sim::BranchId branch, std::uint32_t moment);
  void stand_before_gates(sim::BranchId branch, std::uint32_t moment);
  bool step_on(Grain grain);
  bool step_back(Grain grain);
  bool may_go_on(sim::BranchId branch) const;
  bool may_run(sim::BranchId branch) const;
  void run_until_stop(Grain grain);
  void run_out();
  std::uint32_t first_moment_of(Until until) const;

  // visit_gates.cpp
  bool closed(const Passed& gate, sim::BranchId branch) const;
  std::optional<Passed> first_gate(sim::BranchId branch) const;
  std::uint32_t entry_of(const Passed& gate) const;
  std::uint32_t limit(sim::BranchId branch, const Passed& gate) const;
  bool at_cursor(std::uint32_t moment) const;
  std::optional<std::uint32_t> open_gate() const;
  bool is_try(std::uint32_t entry) const;
  std::uint32_t told_until(sim::BranchId branch) const;
  std::optional<sim::Place> deciding_place(std::uint32_t ask) const;
  std::optional<std::uint32_t> true_answer(std::uint32_t ask, const sim::World& world) const;
  void offer_branch_of(std::uint32_t ask);
  void pass_gates(sim::BranchId branch, std::uint32_t moment, bool solved);

  // visit_acting.cpp
  bool full() const;
  struct Own { std::size_t moments = 0; std::uint64_t octets = 0; };
  Own own() const;
  bool own_may_run() const;
  std::uint32_t settled(sim::BranchId branch, std::uint32_t moment) const;
  const ChoicePoint* choice_at_cursor() const;
  std::optional<sim::Offer> offer_at_cursor() const;
  std::optional<sim::Offer> offer_at(sim::Place place) const;
  std::optional<std::uint32_t> posed_before(sim::Place place) const;
  std::optional<sim::Input> next_of_story(sim::Place place) const;
  struct Meant { sim::Input input; std::optional<std::uint32_t> a_try; };
  Meant meant_by(const sim::Input& input, sim::Place place) const;
  bool is_beyond_the_story(std::uint32_t moment) const;
  struct Reached {
    std::uint32_t moment = 0;
    bool answered = false;  // a reply came back
    bool ok = false;        // ... and it was a good one
  };
  Reached reach_effect(const sim::Input& input, sim::Place place);
  Effect effect_of(const sim::Input& act, sim::Place at, std::uint32_t until) const;
  bool is_ok_in_story(std::uint32_t entry) const;
  void settle_try(std::uint32_t entry, const Reached& reached);

  // visit_back.cpp
  sim::Place left_story_at() const;
  std::vector<std::pair<std::uint32_t, sim::Input>> lines_of_tries() const;
  std::uint32_t moment_of_act(sim::BranchId branch, std::uint32_t entry) const;
  bool seen_to_its_end(const ChoicePoint& point, std::uint32_t option) const;

  // visit_addresses.cpp
  std::optional<sim::BranchId> find_branch(const std::string& name) const;
  std::optional<sim::Place> find_step(sim::BranchId branch, const std::string& number) const;
  std::optional<sim::Place> find_id(sim::BranchId branch, const std::string& id) const;
  std::optional<sim::Place> find_on(sim::BranchId branch, const std::string& place) const;

  // visit_check.cpp
  void check_entry(std::uint32_t entry, text::Diagnostics& found) const;
  void check_reached(sim::BranchId branch, text::Diagnostics& found) const;
  void check_ask(std::uint32_t entry, sim::Place place, text::Diagnostics& found) const;
  void check_acts(sim::BranchId branch, text::Diagnostics& found) const;

  std::shared_ptr<const Compiled> lesson_;
  sim::Timeline timeline_;
  sim::BranchId branch_;
  std::uint32_t moment_ = 0;
  Grain grain_ = Grain::line;
  std::optional<CutShort> cut_short_;
  std::uint32_t told_moments_ = 0;         // of the story, over all branches
  std::uint64_t told_octets_ = 0;          // ... on the wire
  std::map<std::uint32_t, Guess> guesses_;
  std::map<std::uint32_t, bool> tried_;    // tries that were solved (true) or given up
  std::vector<BranchNotes> notes_;
  std::vector<ChoicePoint> choices_;
  Elsewhere elsewhere_;
  // Caches, not state. The first grows at its end only, so that references into it stay.
  mutable std::deque<Derived> derived_;    // by branch
  mutable std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>,
                   std::optional<std::uint32_t>>
      outcomes_;                           // by ask and deciding place
  mutable std::optional<std::pair<sim::Place, sim::World>> world_;  // at the cursor
  mutable std::map<std::uint32_t, Landmarks> landmarks_;  // by branch
};

}  // namespace popscope::lesson
