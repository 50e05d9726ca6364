#pragma once
// A guess and what came of it in one line, the same wherever it stands: "You said 2 ✗  it is 3 ✓".
// The guess in the colour of its verdict, the truth always in that of what is right.
#include "gui/style/type.h"
#include "gui/widgets/rect.h"
#include "text/catalogue.h"
#include "view/story.h"

namespace popscope::gui {

struct SaidLook {
  Type type = Type::text;
  Type strong = Type::text_strong;  // what was said, and what is
};

// With what just happened it was decided, and it was not skipped.
inline bool is_news(const view::GuessView& guess) { return guess.news && !guess.folded; }

// From the corner, in as many lines as it takes; returns the height.
float put_said(ImVec2 corner, float width, const view::GuessView& guess,
               const text::Catalogue& catalogue, const SaidLook& look = {});
float said_height(float width, const view::GuessView& guess, const text::Catalogue& catalogue,
                  const SaidLook& look = {});

}  // namespace popscope::gui
