#pragma once
// The pages that are not a lesson in progress: start, the end of a lesson, a faulty file, the list
// of keys; and the projector's one thought.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "text/catalogue.h"
#include "text/diagnostic.h"
#include "view/keys.h"
#include "view/ladder.h"
#include "view/states.h"
#include "view/story.h"

namespace popscope::view {

// --- start ---
struct LessonProgress {              // what is kept of a lesson between runs
  std::string id;
  std::uint32_t step = 0, steps = 0;
  bool done = false;    // the end was reached once
  bool at_end = false;  // ... and one stands there now
  bool asked = false;   // a question is open
  bool own = false;     // on a branch of one's own
};
struct LessonCard {
  std::string id;
  std::string number;                // "3"
  std::string title, teaches;
  std::string minutes;               // "10 minutes"
  std::string progress;              // "done", "step 12 of 16", ""
  bool done = false, begun = false;
};
struct QuizCard {
  std::string id, title;
  std::string size;                  // "7 questions", "7 questions, 2 answered"
  bool lab = false;                  // its questions are performances
};
struct StartView {
  std::string welcome;               // nothing kept yet: what popscope is, in a sentence
  std::optional<LessonCard> go_on;   // where you were
  bool next = false;                 // ... or what comes behind the lesson that was done
  std::string go_on_note;  // "Step 12 of 16: message 2 is marked. One question is waiting."
  std::vector<LessonCard> lessons;
  std::vector<QuizCard> quizzes, labs;
  std::vector<std::string> own;      // files opened lately
};
StartView start(const std::vector<const lesson::Scenario*>& lessons,
                const std::vector<LessonProgress>& progress, const std::string& last,
                const text::Catalogue& catalogue);

// --- the end of a lesson ---
struct UnseenWay { std::string name; std::uint32_t branch = 0; };
struct EndView {
  std::string ends;                  // "The lesson ends here."
  std::vector<UnseenWay> unseen;     // ways of the story that were not followed to their end
  std::string heading;               // "The lesson in one sentence"
  RichText keep;
  std::vector<GuessView> guesses;
  std::string score;                 // "2 of 3 guesses were right."
  std::string next_title;            // of the lesson that comes next; empty: none
  std::string next_teaches;
  bool compares = false;             // all ways were seen: two can be laid beside each other
};
EndView end_page(const lesson::Visit& visit, const lesson::Scenario* next,
                 const text::Catalogue& catalogue);

// --- a faulty file ---
struct FileError {
  std::string what, remedy, place;   // place: "24:11 /story/2/exepct"
  std::uint32_t line = 0;
};
struct SourceLine {
  std::uint32_t number = 0;
  std::string text;
  std::uint32_t mark_from = 0, mark_to = 0;
  bool faulty = false;
};
struct FormatKey { std::string key, type, says; bool required = false; };
struct FileErrorsView {
  std::string file, headline, advice;
  std::vector<FileError> errors;
  bool unread = false;               // there is no such file, or it cannot be read
  std::uint32_t chosen = 0;
  std::vector<SourceLine> source;    // around the chosen error
  // What may stand in the object in which the chosen error stands; filled by whoever knows formats.
  std::string format;
  std::vector<FormatKey> keys;
};
// `was_good`: there is a version of the file that could be read, to go back to.
FileErrorsView file_errors(const std::string& file, const std::string& octets,
                           const text::Diagnostics& diagnostics, std::uint32_t chosen,
                           const text::Catalogue& catalogue, bool was_good = true);

// --- projector ---
struct ProjectorView {
  std::string title;                 // "Three states · Session 2"
  RichText headline;
  std::string position;              // "12 / 16"
  LadderView ladder;                 // a few rows around the cursor
  StatesView states;
  std::string maildrop;              // "In the maildrop: 3 messages"
  struct Tile { std::string name; std::string mark; bool there = true; };
  std::vector<Tile> tiles;
  std::uint32_t looked_at = 0;       // the tile that has to be seen where not all have room
  std::uint32_t on_server = 0;       // messages in the maildrop: some may have no tile
  std::optional<AskView> ask;
  std::optional<TryView> attempt;
  std::optional<GuessView> guess;    // what the room said last, and what came of it
  std::vector<std::string> ways;
};
ProjectorView projector(const lesson::Visit& visit, const Selection& selection,
                        const text::Catalogue& catalogue);

// --- keys ---
struct KeyLine { std::string keys; std::string does; };
struct KeyGroup { std::string heading; std::vector<KeyLine> keys; };
std::vector<KeyGroup> key_list(KeyPage page, const text::Catalogue& catalogue);

}  // namespace popscope::view
