#pragma once
// What a journal says of a quiz: attempts, one after the other, each a list of events that begins
// with Started. It knows neither the format of a line nor the disk (loader/quiz_journal).
#include <memory>
#include <optional>
#include <vector>

#include "quiz/attempt.h"

namespace popscope::quiz {

// The events of the latest attempt; empty: there is none.
std::vector<Event> latest_attempt(const std::vector<Event>& journal);

// The attempt that these events make: an event that cannot be is passed over. None where they do
// not begin with Started, or are of another text of the quiz.
std::optional<Attempt> attempt_of(const std::vector<Event>& events,
                                  std::shared_ptr<const Quiz> quiz,
                                  const text::Catalogue& sentences);

// The latest attempt in that mode, where it can go on: it has not ended. Between its last event and
// now nobody was there, so that time does not count: `resuming` are the events that say so, for the
// journal. Where an attempt in the other mode was begun behind it, they tell it from its beginning
// once more, for what an event belongs to is the last one that began.
struct Resumable {
  Attempt attempt;
  std::vector<Event> resuming;
};
std::optional<Resumable> resumable(const std::vector<Event>& journal, Mode mode,
                                   std::shared_ptr<const Quiz> quiz, Clock now,
                                   const text::Catalogue& sentences);

// The latest attempt that has ended, in either mode, of this text of the quiz.
std::optional<Attempt> finished(const std::vector<Event>& journal,
                                std::shared_ptr<const Quiz> quiz,
                                const text::Catalogue& sentences);

}  // namespace popscope::quiz
