#pragma once
// "Proved by a run": the lines around the one that decides, and what can be changed in the run to
// see when another answer would be right.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "text/catalogue.h"
#include "view/evidence.h"

namespace popscope::quiz {
class Attempt;
class Runs;
}  // namespace popscope::quiz

namespace popscope::view {

struct QuizParameter {
  std::string name;
  bool chosen = false;
};
struct QuizProofView {
  std::string note;                          // "deletion-happens-at-quit, step 15"
  std::vector<EvidenceLine> lines;
  std::string when;                          // "When would C be right?"
  std::vector<std::vector<QuizParameter>> parameters;  // rows; empty: nothing can be changed
  std::string holds;                         // "With these settings C is right."
  bool changed = false;                      // not as the question has it
};

// Of a question that was judged; none: no run proves it. `settings`: which option of each
// parameter, the first where it is short.
std::optional<QuizProofView> quiz_proof(const quiz::Attempt& attempt, std::uint32_t index,
                                        quiz::Runs& runs,
                                        const std::vector<std::uint32_t>& settings,
                                        const text::Catalogue& catalogue);

}  // namespace popscope::view
