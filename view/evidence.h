#pragma once
// What proves an answer, as lines: "Proved by a run". Each step of the run that is shown is one
// line, and one of them decides.
#include <optional>
#include <string>
#include <vector>

#include "text/catalogue.h"
#include "view/wire_line.h"

namespace popscope::lesson {
class Visit;
}
namespace popscope::quiz {
struct Run;
struct Evidence;
}  // namespace popscope::quiz

namespace popscope::view {

struct EvidenceLine {
  std::string from;        // "C", "S"; empty: nobody says it
  std::string text;
  std::uint32_t step = 0;  // of the run
  bool decides = false;
  bool broken = false;
  std::optional<WireLine> wire;  // as it is set in the face of the wire; none: words
};
struct EvidenceView {
  std::string scenario;    // its title, or the id of the lesson
  std::uint32_t step = 0;
  std::vector<EvidenceLine> lines;
};

EvidenceView evidence(const quiz::Run& run, const lesson::Visit& visit,
                      const quiz::Evidence& shown, const text::Catalogue& catalogue);

}  // namespace popscope::view
