#pragma once
// A recording: a Visit as plain values, to be written to a file and replayed. It holds inputs, not
// Worlds: replaying gives the same Worlds. Where the story has changed each branch begins at the
// same place as before, if that is still there, else at the nearest one, and its inputs are done
// again as far as each is admissible. What is not stays in the recording and is tried again in the
// next version of the story, so that an earlier version gives back what was done in it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lesson/visit.h"

namespace popscope::lesson {

// Whoever opens a recording has to do again all that stands in it, so there is an end to that: what
// these permit is done in about a second. A visit accepts no act once so much was done.
inline constexpr std::uint32_t kRecordedInputsMax = 5'000;
inline constexpr std::uint32_t kRecordedMomentsMax = 300'000;  // beyond the story's own
inline constexpr std::uint64_t kRecordedOctetsMax = 300'000'000;  // ... octets_kept
inline constexpr std::uint64_t kOctetsOfOneActMax = 60'000'000;   // RETR of the largest message
inline constexpr std::uint32_t kMomentsOfOneActMax = 50'000;   // RETR of the largest message

struct RecordedBranch : RecordedLine {
  std::string name;
  bool of_story = true;
  bool outdated = false;
  std::uint32_t seen = 0;
  // As it was done in an earlier version of the story, where it could not be done again like that.
  std::optional<RecordedLine> made;
};

struct Recording {
  std::string scenario;          // id
  std::string file;              // where it was read from; empty for a shipped one
  // Kept work that goes on from an opened recording: the digest of that one's text.
  std::optional<std::uint64_t> goes_on_from;
  std::uint64_t hash = 0;
  // Of what the story does: where only words have changed, every place is where it was. None in an
  // older recording.
  std::optional<std::uint64_t> story;
  std::uint64_t seed = 0;
  std::vector<RecordedBranch> branches;
  std::uint32_t branch = 0;
  std::uint32_t moment = 0;
  Landmarks at;                  // of that moment
  Grain grain = Grain::line;
  std::vector<std::pair<std::uint32_t, Guess>> guesses;
  std::vector<std::uint32_t> tried;         // tries that were solved or given up ...
  std::vector<std::uint32_t> given_up;      // ... of these, the latter
  // What each of `guesses` and of `tried` was about, as a digest of its words: in a scenario that
  // has changed it is found again by this. When it is missing it is not kept there.
  std::vector<std::uint64_t> guesses_about;
  std::vector<std::uint64_t> tried_about;
  Elsewhere elsewhere;
};

Recording record(const Visit& visit);

std::uint32_t left_out(const RecordedLine& line);  // how many of its inputs
// Which of all inputs the n-th is that was not left out, both counted from 1.
std::uint32_t among_all(const RecordedLine& line, std::uint32_t nth);
// What opening a recording has to do for a branch: in the version of the story that asks for most.
std::uint64_t inputs_to_do(const RecordedBranch& branch);
std::uint64_t moments_to_do(const RecordedBranch& branch);

struct Restored {
  Visit visit;
  bool scenario_changed = false;
  std::uint32_t inputs_left_out = 0;   // were not admissible any more, or were too many
  std::uint32_t branches_moved = 0;    // begin at a place that is not the same, or miss an input
  std::uint32_t branches_lost = 0;     // there was no room for them: the recording is to be kept
};
Restored restore(std::shared_ptr<const Compiled> lesson, const Recording& recording);

}  // namespace popscope::lesson
