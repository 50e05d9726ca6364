#pragma once
// Proving a quiz: every right answer holds in a run, every wrong one does not. What is wrong comes
// as diagnostics at the place in the author's file.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "quiz/question.h"
#include "quiz/run.h"
#include "text/diagnostic.h"

namespace popscope::quiz {

// How a question is proved.
enum class Proved : std::uint8_t { by_run, partly, by_citation };
Proved proved_by(const Question& question);

// Empty: proved. A question that is drawn from a seed is proved for the first `kSeedsProved`.
text::Diagnostics prove(const Question& question, const std::string& file);
text::Diagnostics prove(const Quiz& quiz);
inline constexpr std::uint64_t kSeedsProved = 20;

// Whether a learner can try the settings of its run. Of a matching question each line has settings
// of its own, an order has no other, and a task is done in the run itself.
bool can_be_set(const Question& question);

// Which of a choice's options are true with these settings; an option without a claim is not told.
// What "When would C be right?" shows.
std::vector<std::optional<bool>> verdicts(const Choice& choice, Runs& runs,
                                          const Settings& settings);

// Which checks of a task hold at a place of a visit to it.
std::vector<bool> met(const Task& task, const lesson::Visit& visit, sim::Place place);

// What was done is handed in: what is under way at the cursor comes to its end first, as a story
// waits for it, too.
std::vector<bool> handed_in(const Task& task, lesson::Visit& visit);

}  // namespace popscope::quiz
