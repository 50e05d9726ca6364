#include "view/begin.h"

#include "lesson/visit.h"

namespace popscope::view {

text::Argument begin_argument(const lesson::Visit& visit, const text::Catalogue& catalogue) {
  if (!visit.choice_waits()) return text::plain("begin", catalogue.sentence("panel.begin"));
  const auto ways = static_cast<std::int64_t>(visit.ways().size());
  return text::plain("begin", catalogue.sentence(ways == 2 ? "panel.begin.choose.two"
                                                           : "panel.begin.choose",
                                                 {text::number("count", ways)}));
}

}  // namespace popscope::view
