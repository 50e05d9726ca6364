#pragma once
// A scenario made ready to run: the World at its start with the story as a sim::Script, and what
// each of the script's markers means. Compiling checks what only the whole scenario can tell
// (an unknown device, an `at` that names no later part) and gives Diagnostics for it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lesson/scenario.h"
#include "sim/world/world.h"
#include "text/diagnostic.h"

namespace popscope::lesson {

// A marker stands before (`begin`) and behind (`end`) each entry's act, and at the end of each way.
struct MarkerMeaning {
  enum class Kind : std::uint8_t { begin, end, way_end, story_end };
  Kind kind = Kind::begin;
  std::uint32_t entry = 0;      // index into Compiled::entries (begin, end)
  std::string way;              // way_end: the way's name
};

// An entry of the story with its place in it. Entries of ways and lists are numbered through.
struct PlacedEntry {
  const Entry* entry = nullptr;         // into Compiled::scenario
  std::uint64_t about = 0;              // a digest of its words (about.h)
  std::vector<std::uint32_t> ways;      // which option of each choice leads here, from the root
  std::uint32_t begin = 0;              // its markers
  std::uint32_t end = 0;
  std::optional<std::uint32_t> last_act;    // the last input that it gives: an op of start.script
  std::optional<std::uint32_t> decides_at;  // ask: the marker at which its answers are judged
};

struct Compiled {
  std::shared_ptr<const Scenario> scenario;
  std::string file;                     // for messages
  std::uint64_t hash = 0;               // of the scenario's text: a recording names it
  std::uint64_t story = 0;              // of what it does (story_digest.h), and so does this
  sim::World start;
  std::vector<MarkerMeaning> markers;
  std::vector<PlacedEntry> entries;
  std::vector<std::uint32_t> entry_of_op;  // which entry gave each op of start.script

  // What an entry does to the World with its last act; nullptr: nothing.
  const sim::Input* last_act(std::uint32_t entry) const {
    const std::optional<std::uint32_t> op = entries[entry].last_act;
    return op ? &std::get<sim::Input>(start.script->ops[*op]) : nullptr;
  }
};

// Empty `diagnostics`: all is well. The result can be used only then.
std::shared_ptr<const Compiled> compile(std::shared_ptr<const Scenario> scenario, std::string file,
                                        std::uint64_t hash,
                                        std::vector<text::Diagnostic>& diagnostics);

// Judges a condition in a World. Gives the first claim that does not hold as a Diagnostic (what
// was expected, what is so), or nothing when all hold.
std::optional<text::Diagnostic> violated(const Condition& condition, const sim::World& world,
                                         const Compiled& compiled);

}  // namespace popscope::lesson
