#include "lesson/recording.h"

#include <algorithm>

#include "sim/core/digest.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;
using sim::Place;

// A digest of what a learner was asked: the same words are the same question.
std::uint64_t about(const Entry& entry) {
  sim::Digest digest;
  if (const auto* ask = std::get_if<Ask>(&entry.act)) {
    digest.text(ask->question);
    for (const Answer& answer : ask->answers) digest.text(answer.say);
  } else if (const auto* a_try = std::get_if<Try>(&entry.act)) {
    digest.text(a_try->device);
    digest.text(a_try->task);
    digest.text(a_try->answer);
  }
  return digest.value();
}

}  // namespace

Recording record(const Visit& visit) {
  const Compiled& lesson = visit.lesson();
  Recording recording;
  recording.scenario = lesson.scenario->id;
  recording.file = lesson.file;
  recording.hash = lesson.hash;
  recording.story = lesson.story;
  recording.seed = lesson.scenario->seed;
  const std::vector<sim::Branch>& branches = visit.timeline().branches();
  for (std::uint32_t i = 0; i < branches.size(); ++i) {
    const sim::Branch& branch = branches[i];
    const BranchNotes& notes = visit.notes({i});
    RecordedBranch recorded;
    if (branch.parent) recorded.parent = branch.parent->value;
    recorded.forked_at = branch.forked_at;
    recorded.end = branch.end();
    for (std::uint32_t own = 0; own < branch.moments.size(); ++own) {
      const auto& input = branch.moments[own].input;
      if (input) recorded.inputs.push_back({branch.forked_at + own + 1, *input});
    }
    recorded.name = notes.name;
    recorded.of_story = notes.of_story;
    recorded.outdated = notes.outdated;
    recorded.seen = notes.seen;
    recording.branches.push_back(std::move(recorded));
  }
  recording.branch = visit.branch().value;
  recording.moment = visit.moment();
  recording.grain = visit.grain();
  for (const auto& guess : visit.guesses()) {
    recording.guesses.push_back(guess);
    recording.guesses_about.push_back(about(*lesson.entries[guess.first].entry));
  }
  for (const auto& tried : visit.tries()) {
    recording.tried.push_back(tried.first);
    recording.tried_about.push_back(about(*lesson.entries[tried.first].entry));
    if (!tried.second) recording.given_up.push_back(tried.first);
  }
  return recording;
}

// Replays a recording on a Visit that has just run its story. A recording is a file that anybody
// may have written: nothing in it is trusted.
class Restorer {
 public:
  Restorer(std::shared_ptr<const Compiled> lesson, const Recording& recording)
      : lesson_(std::move(lesson)), recording_(recording), restored_{Visit(lesson_)} {
    restored_.scenario_changed = recording.hash != lesson_->hash;
    exact_ = same_story();
  }

  Restored run() {
    for (std::uint32_t i = 0; i < recording_.branches.size(); ++i) restore_branch(i);
    restore_guesses();
    restore_tries();
    restore_cursor();
    return std::move(restored_);
  }

 private:
  Visit& visit() { return restored_.visit; }
  sim::Timeline& timeline() { return restored_.visit.timeline_; }

  // Whether the story runs as it did, moment by moment; then its words may have changed, but every
  // place is where it was. That the recording says so is not enough.
  bool same_story() {
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

  // --- branches ---
  void restore_branch(std::uint32_t i) {
    const RecordedBranch& recorded = recording_.branches[i];
    const std::optional<BranchId> there = find_or_fork(i);
    branches_.push_back(there);
    if (!there) {
      restored_.inputs_left_out += static_cast<std::uint32_t>(recorded.inputs.size());
      return;
    }
    const std::uint32_t left_out = restored_.inputs_left_out;
    replay(recorded, *there);
    BranchNotes& notes = visit().notes_[there->value];
    if (exact_ || !recorded.of_story) notes.name = recorded.name;
    notes.outdated = recorded.outdated || restored_.inputs_left_out > left_out;
    notes.seen = std::max(notes.seen, std::min(recorded.seen, timeline().end(*there)));
  }

  std::optional<BranchId> find_or_fork(std::uint32_t i) {
    const RecordedBranch& recorded = recording_.branches[i];
    if (exact_ ? i < story_branches_ : recorded.of_story) return story_branch(i);
    if (!recorded.parent || *recorded.parent >= i || !branches_[*recorded.parent]) {
      return std::nullopt;
    }
    if (timeline().branches().size() >= sim::Timeline::kBranchesMax) return std::nullopt;
    const BranchId parent = *branches_[*recorded.parent];
    const std::uint32_t at = std::min(recorded.forked_at, timeline().end(parent));
    const BranchId fork = timeline().fork({parent, at});
    BranchNotes notes;
    notes.of_story = false;
    visit().notes_.push_back(std::move(notes));
    return fork;
  }

  // In a story that has changed, ways are found again by their names.
  std::optional<BranchId> story_branch(std::uint32_t i) {
    if (exact_) return BranchId{i};
    for (std::uint32_t b = 0; b < story_branches_; ++b) {
      if (visit().notes_[b].name == recording_.branches[i].name) return BranchId{b};
    }
    return BranchId{i < story_branches_ ? i : 0};
  }

  void replay(const RecordedBranch& recorded, BranchId branch) {
    const std::uint32_t first = timeline().end(branch);
    for (const RecordedInput& input : recorded.inputs) {
      const bool by_story =
          exact_ ? input.moment <= first : std::holds_alternative<sim::Choose>(input.input);
      if (recorded.of_story && by_story) continue;
      run_up_to(branch, std::min(std::max(input.moment, 1u) - 1, recorded.end));
      if (budget_ == 0) {
        ++restored_.inputs_left_out;
        continue;
      }
      --budget_;
      const Place tip{branch, timeline().end(branch)};
      const auto went = timeline().submit(tip, input.input);
      const auto* submitted = std::get_if<sim::Timeline::Submitted>(&went);
      if (submitted == nullptr || submitted->place.branch != branch) ++restored_.inputs_left_out;
    }
    run_up_to(branch, recorded.end);
  }

  // As far as it had run. Where places have moved: until nothing moves.
  void run_up_to(BranchId branch, std::uint32_t moment) {
    while (budget_ > 0 && visit().own_may_run() &&
           (exact_ ? timeline().end(branch) < moment : visit().may_run(branch))) {
      if (!timeline().advance(branch)) return;
      --budget_;
    }
  }

  // --- what the learner said ---
  // The entry that a guess or try was about, if it is there and of that kind.
  template <class Kind>
  std::optional<std::uint32_t> entry(std::uint32_t recorded, std::size_t index,
                                     const std::vector<std::uint64_t>& abouts) const {
    const std::vector<PlacedEntry>& entries = lesson_->entries;
    const auto fits = [&](std::uint32_t i) {
      return i < entries.size() && std::holds_alternative<Kind>(entries[i].entry->act) &&
             (!restored_.scenario_changed ||
              (index < abouts.size() && about(*entries[i].entry) == abouts[index]));
    };
    if (fits(recorded)) return recorded;
    if (!restored_.scenario_changed) return std::nullopt;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
      if (fits(i)) return i;
    }
    return std::nullopt;
  }

  void restore_guesses() {
    for (std::size_t i = 0; i < recording_.guesses.size(); ++i) {
      const auto& [recorded, guess] = recording_.guesses[i];
      const auto ask = entry<Ask>(recorded, i, recording_.guesses_about);
      if (!ask) continue;
      const auto& answers = std::get<Ask>(lesson_->entries[*ask].entry->act).answers;
      if (guess.answer && *guess.answer >= answers.size()) continue;
      visit().guesses_.emplace(*ask, guess);
    }
  }

  void restore_tries() {
    for (std::size_t i = 0; i < recording_.tried.size(); ++i) {
      const std::uint32_t recorded = recording_.tried[i];
      const auto a_try = entry<Try>(recorded, i, recording_.tried_about);
      if (!a_try) continue;
      const bool gave_up = std::count(recording_.given_up.begin(), recording_.given_up.end(),
                                      recorded) != 0;
      visit().tried_.emplace(*a_try, !gave_up);
    }
  }

  void restore_cursor() {
    visit().grain_ = recording_.grain;
    if (recording_.branch >= branches_.size() || !branches_[recording_.branch]) return;
    const BranchId branch = *branches_[recording_.branch];
    const std::uint32_t moment = std::min(recording_.moment, timeline().end(branch));
    if (exact_ && !restored_.scenario_changed) {
      visit().stand(branch, moment);
    } else {
      visit().go_to(branch, moment);
    }
  }

  std::shared_ptr<const Compiled> lesson_;
  const Recording& recording_;
  Restored restored_;
  std::uint32_t story_branches_ =
      static_cast<std::uint32_t>(restored_.visit.timeline().branches().size());
  bool exact_ = true;
  std::uint32_t budget_ = kRecordedMomentsMax;  // of moments that are still run
  std::vector<std::optional<BranchId>> branches_;  // by recorded branch: which one it is now
};

Restored restore(std::shared_ptr<const Compiled> lesson, const Recording& recording) {
  return Restorer(std::move(lesson), recording).run();
}

}  // namespace popscope::lesson
