#pragma once
// What a recording holds of a branch, as plain values: its own part, how the place where it begins
// is found again, and what the learner said in stories that have gone since. Inputs, not Worlds.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/world/act.h"

namespace popscope::lesson {

// A learner's guess at an ask (by index into Compiled::entries). Skipping is kept as such, and so
// is an answer that was given only after skipping: what comes was to be seen by then.
struct Guess {
  std::optional<std::uint32_t> answer = std::nullopt;  // none: skipped
  bool late = false;
  friend bool operator==(const Guess&, const Guess&) = default;
};

// A marker of the story that was passed before a place: the n-th one of an entry with these words.
struct Landmark {
  std::uint64_t about = 0;    // PlacedEntry::about
  std::uint32_t nth = 0;      // of those that are about the same, on this path
  bool end = false;           // of the entry; else its beginning
  std::uint32_t steps = 0;    // that closed between it and the place
};

// What tells a place of a story again when the story has changed: best by all that is so there,
// then by what came before it, then by counting.
struct Landmarks {
  std::optional<std::uint64_t> state;  // digest_of_state; none in an older recording
  std::uint32_t step = 0;
  std::uint32_t beyond = 0;            // moments behind the closing of that step, markers aside
  std::vector<Landmark> passed;        // the last ones, the latest first
};

struct RecordedInput {
  std::uint32_t moment = 0;  // the number that the input's own moment had
  sim::Input input;
  std::optional<std::int64_t> after_us = std::nullopt;  // since the input before it, or the fork
  bool left_out = false;     // could not be done again in the story that is open now
  std::optional<std::string> way = std::nullopt;  // Choose: what it was called
};

// Of a story, in the order in which inputs count them.
struct Names {
  std::vector<std::string> devices;
  std::vector<std::string> people;   // maildrops
  std::vector<std::string> servers;
};

// The own part of a branch, in the numbers of the story in which it was done.
struct RecordedLine {
  std::optional<std::uint32_t> parent;
  std::uint32_t forked_at = 0;
  std::uint32_t end = 0;                 // how many moments it had in all
  std::vector<RecordedInput> inputs;
  std::optional<std::int64_t> after_us;  // from the last input to the end
  // The story's own name for the way that the branch is; of a learner's branch: that it left.
  std::optional<std::string> way;
  Landmarks at;                          // of `forked_at`
  // On another branch of the learner's: how many of its inputs came before, those that were left
  // out counted, and how many moments behind the last of them.
  std::uint32_t behind = 0;
  std::uint32_t beyond = 0;
  Names names;                           // of that story
};

// What was said or named in an earlier version of the story and has no place in the present one. It
// is kept, because the place may come back.
inline constexpr std::size_t kElsewhereMax = 1'000;  // of each kind: as many as branches
struct Elsewhere {
  struct Way {
    std::string way;
    std::string name;
    std::uint32_t seen = 0;
  };
  struct SaidGuess {
    std::uint32_t ask = 0;  // its entry there
    std::uint64_t about = 0;
    Guess guess;
  };
  struct SaidTry {
    std::uint32_t entry = 0;
    std::uint64_t about = 0;
    bool solved = true;
  };
  std::vector<Way> ways;
  std::vector<SaidGuess> guesses;
  std::vector<SaidTry> tries;
};

}  // namespace popscope::lesson
