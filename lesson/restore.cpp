// Replays a recording on a Visit that has just run its story. A recording is a file that anybody
// may have written: nothing in it is trusted.
#include <algorithm>
#include <utility>

#include "lesson/done_again.h"
#include "lesson/effect.h"
#include "lesson/input_names.h"
#include "lesson/landmarks.h"
#include "lesson/recording.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;
using sim::Place;

struct Found {
  Place place;
  bool same = false;
};

}  // namespace

class Restorer {
 public:
  Restorer(std::shared_ptr<const Compiled> lesson, const Recording& recording)
      : lesson_(std::move(lesson)), recording_(recording), restored_{Visit(lesson_)} {
    restored_.scenario_changed = recording.hash != lesson_->hash;
    exact_ = same_story();
  }

  Restored run() {
    match_ways();
    for (std::uint32_t i = 0; i < recording_.branches.size(); ++i) {
      done_.emplace_back();
      if (is_of_story(i)) {
        restore_way(i);
      } else {
        restore_own(i);
      }
    }
    restore_ways_from_elsewhere();
    restore_guesses();
    restore_tries();
    restore_cursor();
    return std::move(restored_);
  }

 private:
  Visit& visit() { return restored_.visit; }
  const Visit& visit() const { return restored_.visit; }
  sim::Timeline& timeline() { return restored_.visit.timeline_; }
  const sim::Timeline& timeline() const { return restored_.visit.timeline_; }
  BranchNotes& notes(BranchId branch) { return restored_.visit.notes_[branch.value]; }

  // Whether the story runs as it did, moment by moment; then its words may have changed, but every
  // place is where it was. That the recording says so is not enough.
  bool same_story() const {
    const bool same_acts = recording_.story ? *recording_.story == lesson_->story
                                            : recording_.hash == lesson_->hash;
    if (!same_acts) return false;
    const std::vector<sim::Branch>& story = timeline().branches();
    if (recording_.branches.size() < story.size()) return false;
    if (recording_.seed != lesson_->scenario->seed) return false;
    for (std::uint32_t i = 0; i < story.size(); ++i) {
      const RecordedBranch& recorded = recording_.branches[i];
      const bool same_parent =
          recorded.parent.has_value() == story[i].parent.has_value() &&
          (!recorded.parent || *recorded.parent == story[i].parent->value);
      if (!same_parent || !recorded.of_story || recorded.forked_at != story[i].forked_at ||
          recorded.end < story[i].end()) {
        return false;
      }
    }
    return true;
  }

  bool is_of_story(std::uint32_t i) const {
    return exact_ ? i < story_branches_ : recording_.branches[i].of_story;
  }

  // --- ways of the story ---
  // What the story called it; an older recording knows one name only.
  static const std::string& way_of(const RecordedBranch& recorded) {
    return recorded.way ? *recorded.way : recorded.name;
  }

  std::optional<BranchId> way_called(const std::string& name) const {
    for (std::uint32_t b = 0; b < story_branches_; ++b)
      if (visit().notes({b}).way == name) return BranchId{b};
    return std::nullopt;
  }

  bool had_no_ways() const { return way_of(recording_.branches[0]).empty(); }
  bool is_known_elsewhere(BranchId way) const {
    const std::vector<Elsewhere::Way>& known = recording_.elsewhere.ways;
    return std::any_of(known.begin(), known.end(), [&](const Elsewhere::Way& each) {
      return each.way == visit().notes(way).way;
    });
  }

  // In a story that has changed ways are found again by the story's names for them. What is left is
  // matched only where nothing else can be meant: a story that had no ways goes on as the first
  // one, and an older recording does not tell the story's names from the learner's.
  void match_ways() {
    const auto recorded = static_cast<std::uint32_t>(recording_.branches.size());
    ways_.assign(recorded, std::nullopt);
    for (std::uint32_t i = 0; i < recorded; ++i) {
      if (!is_of_story(i)) continue;
      ways_[i] = exact_ ? std::optional(BranchId{i}) : way_called(way_of(recording_.branches[i]));
      if (ways_[i] && is_taken(*ways_[i], i)) ways_[i].reset();
    }
    for (std::uint32_t i = 0; i < recorded && i < story_branches_; ++i) {
      const bool may_be = i == 0 && had_no_ways() ? !is_known_elsewhere({i})
                                                  : !recording_.branches[i].way;
      if (is_of_story(i) && !ways_[i] && may_be && !is_taken(BranchId{i}, recorded))
        ways_[i] = BranchId{i};
    }
  }

  bool is_taken(BranchId branch, std::uint32_t before) const {
    return std::find(ways_.begin(), ways_.begin() + before, std::optional(branch)) !=
           ways_.begin() + before;
  }

  void restore_way(std::uint32_t i) {
    const RecordedBranch& recorded = recording_.branches[i];
    branches_.push_back(ways_[i]);
    const bool named = recorded.name != way_of(recorded);
    if (!ways_[i]) {
      restored_.inputs_left_out += acts_of_learner(recorded);
      if (named || recorded.seen > 0)
        put_elsewhere({way_of(recorded), recorded.name, recorded.seen});
      return;
    }
    const BranchId branch = *ways_[i];
    if (!exact_ && recorded.way && *recorded.way != visit().notes(branch).way)
      put_elsewhere({way_of(recorded), recorded.name, recorded.seen});
    if (exact_) {
      replay(recorded, branch, true, done_[i], timeline().end(branch));
    } else {
      restored_.inputs_left_out += acts_of_learner(recorded);
    }
    const bool says_a_name = exact_ || named || !recorded.way;
    name_way(branch, says_a_name ? recorded.name : visit().notes(branch).name, recorded.seen);
    notes(branch).outdated = exact_ && recorded.outdated;
  }

  void name_way(BranchId branch, const std::string& name, std::uint32_t seen) {
    BranchNotes& way = notes(branch);
    const std::uint32_t end = timeline().end(branch);
    way.name = name;
    way.seen = std::max(way.seen, std::min(seen, end));
    if (seen > end) way.seen_before = seen;
  }

  static std::uint32_t acts_of_learner(const RecordedBranch& recorded) {
    return static_cast<std::uint32_t>(std::count_if(
        recorded.inputs.begin(), recorded.inputs.end(), [](const RecordedInput& input) {
          return !std::holds_alternative<sim::Choose>(input.input);
        }));
  }

  void put_elsewhere(Elsewhere::Way way) {
    std::vector<Elsewhere::Way>& ways = visit().elsewhere_.ways;
    if (ways.size() < kElsewhereMax) ways.push_back(std::move(way));
  }

  void restore_ways_from_elsewhere() {
    for (const Elsewhere::Way& way : recording_.elsewhere.ways) {
      const std::optional<BranchId> branch = exact_ ? std::nullopt : way_called(way.way);
      const auto end = static_cast<std::uint32_t>(ways_.size());
      if (!branch || is_taken(*branch, end)) {
        if (!branch) put_elsewhere(way);
      } else {
        name_way(*branch, way.name == way.way ? visit().notes(*branch).name : way.name, way.seen);
      }
    }
  }

  // --- branches of the learner's own ---
  void restore_own(std::uint32_t i) {
    const RecordedBranch& recorded = recording_.branches[i];
    const RecordedLine& line = !exact_ && recorded.made ? *recorded.made : recorded;
    const std::optional<Found> found = exact_ ? recorded_place(i) : place_again(i, line);
    const bool room = timeline().branches().size() < sim::Timeline::kBranchesMax;
    if (!found || !room) {
      branches_.push_back(std::nullopt);
      ++restored_.branches_lost;
      restored_.inputs_left_out += static_cast<std::uint32_t>(line.inputs.size());
      return;
    }
    const BranchId branch = timeline().fork(found->place);
    branches_.push_back(branch);
    visit().notes_.emplace_back();
    const std::uint32_t left_out = restored_.inputs_left_out;
    replay(line, branch, found->same, done_[i], found->place.moment);
    const bool all = restored_.inputs_left_out == left_out;
    BranchNotes& own = notes(branch);
    own.of_story = false;
    own.name = recorded.name;
    own.seen = std::min(recorded.seen, timeline().end(branch));
    if (exact_) {
      own.outdated = recorded.outdated || !all;
      if (recorded.made) remember(branch, i, *recorded.made);
    } else if (!found->same || !all) {
      own.outdated = true;
      ++restored_.branches_moved;
      remember(branch, i, line, &done_[i]);
    }
  }

  std::optional<BranchId> parent_of(const RecordedLine& line, std::uint32_t i) const {
    return line.parent && *line.parent < i ? branches_[*line.parent] : std::nullopt;
  }

  std::optional<Found> recorded_place(std::uint32_t i) const {
    const RecordedBranch& recorded = recording_.branches[i];
    const std::optional<BranchId> parent = parent_of(recorded, i);
    if (!parent) return std::nullopt;
    return Found{{*parent, std::min(recorded.forked_at, timeline().end(*parent))}, true};
  }

  std::optional<Found> place_again(std::uint32_t i, const RecordedLine& line) const {
    const bool on_own = line.parent && *line.parent < i && !is_of_story(*line.parent);
    const std::optional<BranchId> parent = parent_of(line, i);
    if (on_own && !parent) return std::nullopt;
    if (on_own) return place_on_own(*line.parent, *parent, line);
    if (!line.way && !line.parent) return std::nullopt;
    return place_on_story(line, parent);
  }

  Found place_on_own(std::uint32_t recorded_parent, BranchId parent,
                     const RecordedLine& line) const {
    std::uint32_t behind = line.behind;
    std::uint32_t beyond = line.beyond;
    if (!line.at.state) std::tie(behind, beyond) = counted(recorded_parent, line.forked_at);
    const std::uint32_t moment =
        behind_input(done_[recorded_parent], behind, beyond, timeline().end(parent));
    const Place place{parent, moment};
    const bool same = line.at.state && *line.at.state == digest_of_state(timeline().world(place));
    return {place, same};
  }

  // A place of a recorded branch, by its inputs: how many came before, and how far behind.
  std::pair<std::uint32_t, std::uint32_t> counted(std::uint32_t i, std::uint32_t moment) const {
    const RecordedBranch& recorded = recording_.branches[i];
    std::uint32_t done = 0;
    std::uint32_t before = recorded.forked_at;
    for (const RecordedInput& input : recorded.inputs) {
      if (input.moment > moment) break;
      before = input.moment;
      ++done;
    }
    const std::uint32_t nth = recorded.made ? among_all(*recorded.made, done) : done;
    return {nth, moment - std::min(before, moment)};
  }

  // The way that it left; where that is gone or another one now, a way on which all is as it was,
  // or else on which the same act came before.
  Found place_on_story(const RecordedLine& line, std::optional<BranchId> parent) const {
    const std::optional<BranchId> way = line.way ? way_called(*line.way) : parent;
    const auto on = [&](BranchId branch) {
      return find_again(visit(), branch, line.forked_at, line.at);
    };
    const BranchId first = way.value_or(BranchId{0});
    const FoundAgain there = on(first);
    if (there.same || (!line.at.state && line.at.passed.empty()))
      return {{first, there.moment}, there.same};
    Found nearest{{first, there.moment}, false};
    bool by_marker = there.by_marker && way;
    for (std::uint32_t b = 0; b < story_branches_ && b < kWaysLookedAtMax; ++b) {
      const FoundAgain other = on({b});
      if (other.same) return {{{b}, other.moment}, true};
      if (by_marker || !other.by_marker) continue;
      nearest.place = {{b}, other.moment};
      by_marker = true;
    }
    return nearest;
  }

  // Keeps it as it was made.
  void remember(BranchId branch, std::uint32_t i, RecordedLine line,
                const DoneAgain* done = nullptr) {
    const bool on_own = line.parent && *line.parent < i && !is_of_story(*line.parent);
    const std::optional<BranchId> parent = parent_of(line, i);
    if (!line.at.state && on_own)
      std::tie(line.behind, line.beyond) = counted(*line.parent, line.forked_at);
    if (!on_own && !line.way && line.parent && *line.parent < i)
      line.way = way_of(recording_.branches[*line.parent]);
    line.parent = on_own && parent ? std::optional(parent->value) : std::nullopt;
    for (std::size_t n = 0; done != nullptr && n < line.inputs.size(); ++n)
      line.inputs[n].left_out = !done->inputs[n];
    notes(branch).earlier =
        std::make_shared<const Earlier>(Earlier{std::move(line), timeline().end(branch)});
  }

  // --- doing again ---
  // `same`: it begins where it began, so that all of it is as it was, moment by moment.
  void replay(const RecordedLine& line, BranchId branch, bool same, DoneAgain& done,
              std::uint32_t first) {
    const bool of_story = visit().notes_[branch.value].of_story && branch.value < story_branches_;
    const std::int64_t moved = of_story ? 0 : std::int64_t{first} - std::int64_t{line.forked_at};
    std::optional<Effect> effect;
    sim::Time clock = timeline().tip(branch).now;
    bool timed = true;
    done.fork = first;
    const auto run = [&](std::int64_t moment, const std::optional<std::int64_t>& after_us) {
      if (same) return run_up_to(branch, moment + moved, of_story);
      timed = timed && after_us.has_value();
      if (after_us) clock = clock + sim::Duration{std::clamp<std::int64_t>(*after_us, 0, kLongest)};
      run_until(branch, timed ? std::optional(clock) : std::nullopt, effect);
    };
    for (const RecordedInput& input : line.inputs) {
      done.inputs.emplace_back();
      if (of_story && input.moment <= first) continue;
      run(std::int64_t{std::min(std::max(input.moment, 1u) - 1, line.end)}, input.after_us);
      if (!admit(line, input, branch)) {
        ++restored_.inputs_left_out;
        same = same && exact_;
        continue;
      }
      const std::uint32_t end = timeline().end(branch);
      done.inputs.back() = end;
      clock = timeline().tip(branch).now;
      timed = true;
      effect.emplace(input.input, timeline().moment(branch, end).events);
    }
    run(line.end, line.after_us);
  }

  bool admit(const RecordedLine& line, const RecordedInput& recorded, BranchId branch) {
    if (budget_ == 0) return false;
    --budget_;
    if (exact_) return !timeline().go_on(branch, recorded.input);
    const auto meant = meant_here(recorded, line.names, *lesson_, timeline().tip(branch));
    return meant && !timeline().go_on(branch, *meant);
  }

  // The story never acts on a branch of the learner's own: not even where nothing has been done
  // there yet, because it would answer a try in the learner's name.
  bool may_run(BranchId branch) const {
    return budget_ > 0 && timeline().tip(branch).cursor.offering && visit().own_may_run();
  }

  void run_up_to(BranchId branch, std::int64_t moment, bool of_story) {
    while (timeline().end(branch) < moment &&
           (may_run(branch) || (of_story && budget_ > 0 && visit().own_may_run()))) {
      if (!timeline().advance(branch)) return;
      --budget_;
    }
  }

  // Until the effect of the last input is there and as much time has passed as had passed then; in
  // an older recording, which does not know the time, until nothing moves.
  void run_until(BranchId branch, const std::optional<sim::Time>& time,
                 std::optional<Effect>& effect) {
    while (may_run(branch)) {
      const sim::World& tip = timeline().tip(branch);
      const std::optional<sim::Due> due = next_due(tip);
      if (!due) return;
      const bool moves = !quiescent(tip);
      const bool awaited = moves && effect && !effect->there();
      if (!awaited && !(time ? due->at <= *time : moves)) return;
      if (!timeline().advance(branch)) return;
      --budget_;
      if (effect) effect->hear(timeline().moment(branch, timeline().end(branch)).events);
    }
  }

  // --- what the learner said ---
  // The entry that a guess or try was about, if it is there and of that kind.
  template <class Kind>
  std::optional<std::uint32_t> entry(std::uint32_t recorded,
                                     std::optional<std::uint64_t> about) const {
    const std::vector<PlacedEntry>& entries = lesson_->entries;
    const auto fits = [&](std::uint32_t i) {
      return i < entries.size() && std::holds_alternative<Kind>(entries[i].entry->act) &&
             (!about || entries[i].about == *about);
    };
    if (fits(recorded)) return recorded;
    if (!about) return std::nullopt;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
      if (fits(i)) return i;
    }
    return std::nullopt;
  }

  // In a scenario that has not changed the number tells all.
  std::optional<std::uint64_t> about_of(const std::vector<std::uint64_t>& abouts,
                                        std::size_t i) const {
    if (!restored_.scenario_changed) return std::nullopt;
    return i < abouts.size() ? abouts[i] : 0;
  }

  void restore_guesses() {
    std::vector<Elsewhere::SaidGuess>& left = visit().elsewhere_.guesses;
    const auto place = [&](const Elsewhere::SaidGuess& said, std::optional<std::uint64_t> about) {
      const auto ask = entry<Ask>(said.ask, about);
      if (!ask) {
        if (about && left.size() < kElsewhereMax) left.push_back(said);
        return;
      }
      const auto& answers = std::get<Ask>(lesson_->entries[*ask].entry->act).answers;
      if (said.guess.answer && *said.guess.answer >= answers.size()) return;
      visit().guesses_.emplace(*ask, said.guess);
    };
    for (std::size_t i = 0; i < recording_.guesses.size(); ++i) {
      const auto& [ask, guess] = recording_.guesses[i];
      const auto about = about_of(recording_.guesses_about, i);
      place({ask, about.value_or(0), guess}, about);
    }
    for (const Elsewhere::SaidGuess& said : recording_.elsewhere.guesses) place(said, said.about);
  }

  void restore_tries() {
    std::vector<Elsewhere::SaidTry>& left = visit().elsewhere_.tries;
    const auto place = [&](const Elsewhere::SaidTry& said, std::optional<std::uint64_t> about) {
      const auto a_try = entry<Try>(said.entry, about);
      if (a_try) {
        visit().tried_.emplace(*a_try, said.solved);
      } else if (about && left.size() < kElsewhereMax) {
        left.push_back(said);
      }
    };
    for (std::size_t i = 0; i < recording_.tried.size(); ++i) {
      const std::uint32_t recorded = recording_.tried[i];
      const bool gave_up = std::count(recording_.given_up.begin(), recording_.given_up.end(),
                                      recorded) != 0;
      const auto about = about_of(recording_.tried_about, i);
      place({recorded, about.value_or(0), !gave_up}, about);
    }
    for (const Elsewhere::SaidTry& said : recording_.elsewhere.tries) place(said, said.about);
  }

  // --- the cursor ---
  void restore_cursor() {
    visit().grain_ = recording_.grain;
    if (recording_.branch >= branches_.size()) return;
    const std::optional<BranchId> branch = branches_[recording_.branch];
    if (exact_) {
      if (!branch) return;
      const std::uint32_t moment = std::min(recording_.moment, timeline().end(*branch));
      return restored_.scenario_changed ? visit().go_to(*branch, moment)
                                        : visit().stand(*branch, moment);
    }
    const RecordedBranch& recorded = recording_.branches[recording_.branch];
    if (!branch || recorded.of_story || recording_.moment <= recorded.forked_at) {
      const BranchId on = branch.value_or(BranchId{0});
      return visit().go_to(on, find_again(visit(), on, recording_.moment, recording_.at).moment);
    }
    const auto [behind, beyond] = counted(recording_.branch, recording_.moment);
    visit().go_to(*branch, behind_input(done_[recording_.branch], behind, beyond,
                                        timeline().end(*branch)));
  }

  static constexpr std::uint32_t kWaysLookedAtMax = 32;
  static constexpr std::int64_t kLongest = 1'000LL * 365 * 24 * 3600 * 1'000'000;  // of a wait

  std::shared_ptr<const Compiled> lesson_;
  const Recording& recording_;
  Restored restored_;
  std::uint32_t story_branches_ =
      static_cast<std::uint32_t>(restored_.visit.timeline().branches().size());
  bool exact_ = true;
  std::uint32_t budget_ = kRecordedMomentsMax;     // of moments that are still run
  std::vector<std::optional<BranchId>> ways_;      // by recorded branch: the story's
  std::vector<std::optional<BranchId>> branches_;  // by recorded branch: which one it is now
  std::vector<DoneAgain> done_;                    // by recorded branch
};

Restored restore(std::shared_ptr<const Compiled> lesson, const Recording& recording) {
  return Restorer(std::move(lesson), recording).run();
}

}  // namespace popscope::lesson
