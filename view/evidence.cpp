#include "view/evidence.h"

#include <algorithm>

#include "quiz/run.h"
#include "view/step_text.h"

namespace popscope::view {

EvidenceView evidence(const quiz::Run& run, const lesson::Visit& visit,
                      const quiz::Evidence& shown, const text::Catalogue& catalogue) {
  EvidenceView view;
  view.scenario = run.lesson.empty() ? run.scenario->title : run.lesson;
  view.step = shown.step;
  for (std::uint32_t n = std::max(shown.first, 1u); n <= shown.last; ++n) {
    const StepOf step{visit, shown.branch, n};
    EvidenceLine line;
    line.step = n;
    line.decides = n == shown.step;
    line.broken = step.step().broken;
    if (const std::optional<WireLine> said = has_line(step.step()) ? line_of(step) : std::nullopt) {
      line.from = step.step().kind == sim::StepKind::command ? "C" : "S";
      const bool both = !said->status.empty() && !said->words.empty();
      line.text = said->status + (both ? " " : "") + said->words;
      line.wire = said;
    } else {
      line.text = words_of(step, catalogue);
    }
    view.lines.push_back(std::move(line));
  }
  return view;
}

}  // namespace popscope::view
