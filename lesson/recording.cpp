#include "lesson/recording.h"

#include <algorithm>

#include "lesson/input_names.h"
#include "lesson/landmarks.h"

namespace popscope::lesson {
namespace {

using sim::BranchId;

class Recorder {
 public:
  explicit Recorder(const Visit& visit) : visit_(visit), lesson_(visit.lesson()) {}

  Recording run() {
    result_.scenario = lesson_.scenario->id;
    result_.file = lesson_.file;
    result_.hash = lesson_.hash;
    result_.story = lesson_.story;
    result_.seed = lesson_.scenario->seed;
    for (std::uint32_t i = 0; i < branches().size(); ++i) {
      result_.branches.push_back(branch({i}));
    }
    result_.branch = visit_.branch().value;
    result_.moment = visit_.moment();
    result_.at = landmarks_of(visit_, {visit_.branch(), visit_.moment()}, false);
    result_.grain = visit_.grain();
    what_was_said();
    result_.elsewhere = visit_.elsewhere();
    return std::move(result_);
  }

 private:
  const std::vector<sim::Branch>& branches() const { return visit_.timeline().branches(); }

  sim::Time at(BranchId branch, std::uint32_t moment) const {
    return moment == 0 ? lesson_.start.now : visit_.timeline().moment(branch, moment).at;
  }
  std::int64_t time_from(BranchId branch, std::uint32_t from, std::uint32_t to) const {
    return (at(branch, to) - at(branch, from)).us;
  }

  RecordedBranch branch(BranchId id) const {
    const BranchNotes& notes = visit_.notes(id);
    RecordedBranch recorded;
    line(id, recorded);
    recorded.way = notes.of_story ? notes.way : way_left(id);
    recorded.name = notes.name;
    recorded.of_story = notes.of_story;
    recorded.outdated = notes.outdated;
    recorded.seen = notes.seen == recorded.end ? std::max(notes.seen, notes.seen_before)
                                               : notes.seen;
    if (notes.of_story) return recorded;
    recorded.names = names_in(lesson_.start);
    for (RecordedInput& input : recorded.inputs) name_way(id, input);
    recorded.at = visit_.landmarks(id);
    if (!visit_.notes({*recorded.parent}).of_story) place_behind_inputs(recorded);
    if (notes.earlier) recorded.made = with_what_came_since(*notes.earlier, recorded);
    return recorded;
  }

  void line(BranchId id, RecordedLine& recorded) const {
    const sim::Branch& branch = branches()[id.value];
    if (branch.parent) recorded.parent = branch.parent->value;
    recorded.forked_at = branch.forked_at;
    recorded.end = branch.end();
    std::uint32_t before = branch.forked_at;
    for (std::uint32_t own = 0; own < branch.moments.size(); ++own) {
      const auto& input = branch.moments[own].input;
      if (!input) continue;
      const std::uint32_t moment = branch.forked_at + own + 1;
      recorded.inputs.push_back({moment, *input, time_from(id, before, moment)});
      before = moment;
    }
    recorded.after_us = time_from(id, before, branch.end());
  }

  std::string way_left(BranchId id) const {
    while (!visit_.notes(id).of_story) id = *branches()[id.value].parent;
    return visit_.notes(id).way;
  }

  void name_way(BranchId id, RecordedInput& input) const {
    const auto* choose = std::get_if<sim::Choose>(&input.input);
    if (!choose) return;
    const sim::World& before = visit_.timeline().world({id, input.moment - 1});
    input.way = way_offered(lesson_, before, choose->option);
  }

  // The parent was recorded before: its number is lower.
  void place_behind_inputs(RecordedBranch& recorded) const {
    const RecordedBranch& parent = result_.branches[*recorded.parent];
    std::uint32_t before = parent.forked_at;
    std::uint32_t done = 0;
    for (const RecordedInput& input : parent.inputs) {
      if (input.moment > recorded.forked_at) break;
      before = input.moment;
      ++done;
    }
    recorded.behind = parent.made ? among_all(*parent.made, done) : done;
    recorded.beyond = recorded.forked_at - before;
  }

  // What was done in the present story comes behind what was done in the earlier one.
  static RecordedLine with_what_came_since(const Earlier& earlier, const RecordedBranch& now) {
    RecordedLine made = earlier.line;
    const auto moved = [&](std::uint32_t moment) {
      return made.end + (moment - earlier.end_here);
    };
    if (now.end == earlier.end_here) return made;
    bool any = false;
    for (const RecordedInput& input : now.inputs) {
      if (input.moment <= earlier.end_here) continue;
      made.inputs.push_back(input);
      made.inputs.back().moment = moved(input.moment);
      count_as(made.names, now.names, made.inputs.back());
      any = true;
    }
    if (any || !made.after_us) made.after_us = now.after_us;
    made.end = moved(now.end);
    return made;
  }

  void what_was_said() {
    for (const auto& guess : visit_.guesses()) {
      result_.guesses.push_back(guess);
      result_.guesses_about.push_back(lesson_.entries[guess.first].about);
    }
    for (const auto& tried : visit_.tries()) {
      result_.tried.push_back(tried.first);
      result_.tried_about.push_back(lesson_.entries[tried.first].about);
      if (!tried.second) result_.given_up.push_back(tried.first);
    }
  }

  const Visit& visit_;
  const Compiled& lesson_;
  Recording result_;
};

}  // namespace

Recording record(const Visit& visit) { return Recorder(visit).run(); }

std::uint32_t left_out(const RecordedLine& line) {
  return static_cast<std::uint32_t>(
      std::count_if(line.inputs.begin(), line.inputs.end(),
                    [](const RecordedInput& input) { return input.left_out; }));
}

std::uint32_t among_all(const RecordedLine& line, std::uint32_t nth) {
  if (nth == 0) return 0;
  for (std::uint32_t i = 0; i < line.inputs.size(); ++i) {
    if (!line.inputs[i].left_out && --nth == 0) return i + 1;
  }
  return static_cast<std::uint32_t>(line.inputs.size());
}

std::uint64_t inputs_to_do(const RecordedBranch& branch) {
  return std::max(branch.inputs.size(), branch.made ? branch.made->inputs.size() : 0);
}

std::uint64_t moments_to_do(const RecordedBranch& branch) {
  const auto own = [](const RecordedLine& line) -> std::uint64_t {
    return line.end - std::min(line.forked_at, line.end);
  };
  if (branch.of_story) return 0;
  return std::max(own(branch), branch.made ? own(*branch.made) : 0);
}

}  // namespace popscope::lesson
