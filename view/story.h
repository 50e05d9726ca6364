#pragma once
// What just happened, and what the learner is asked: headline, explanation with its RFC section,
// the two voices, guesses beside outcomes, an open question, the ways on. The left column.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "text/catalogue.h"
#include "view/rich_text.h"
#include "view/selection.h"

namespace popscope::view {

struct GuessView {
  std::uint32_t ask = 0;
  std::string question;
  std::string said;     // "2", or "skipped"
  bool late = false;    // said only after skipping
  bool folded = false;  // a line of it will do: it was skipped, then perhaps answered late
  bool news = false;    // with what just happened it was decided
  std::vector<std::string> answers;  // skipped: what may still be answered
  std::string outcome;               // "there are still 3"; empty until it is decided
  std::string because;
  enum class Verdict : std::uint8_t { open, right, wrong, skipped } verdict = Verdict::open;
};

struct AskView {
  std::uint32_t ask = 0;
  RichText question;
  std::vector<std::string> answers;
};

struct TryView {
  std::uint32_t entry = 0;
  RichText task;
  std::string shown;  // "RETR ___"
  std::string device;
  std::string wrong;  // what went wrong with the last attempt, and the way back
};

struct StoryView {
  std::string heading;  // "What just happened"
  RichText headline;
  RichText text;
  std::string section;             // "RFC 1939 § 5, DELE"
  RichText exam, wire;             // both empty or neither
  bool believed = false;           // `exam` is what is often believed, and wrong in an exam, too
  std::vector<GuessView> guesses;  // made, the newest first; those of this place
  std::optional<AskView> ask;      // open
  std::optional<TryView> attempt;  // open
  std::string ways_heading;        // "Two ways on; both are kept, C compares them"
  std::vector<std::string> ways;   // "QUIT", "cable cut"
  // In a fork: "You left the story at step 11. Its next act is offered."
  std::string branch_notice;
};

StoryView story(const lesson::Visit& visit, const Selection& selection,
                const text::Catalogue& catalogue);

}  // namespace popscope::view
