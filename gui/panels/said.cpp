#include "gui/panels/said.h"

#include <string>
#include <vector>

#include "gui/widgets/draw.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

struct SaidPiece {
  std::string words;
  Type type = Type::text;
  Role role = Role::ink;
  float gap = 0;  // before it, where it stands on a line with another
};

std::vector<SaidPiece> said_pieces(const view::GuessView& guess, const text::Catalogue& catalogue,
                                   const SaidLook& look) {
  using Verdict = view::GuessView::Verdict;
  if (guess.verdict == Verdict::skipped)
    return {{catalogue.sentence("window.skipped"), look.type, Role::ink_2, 0}};
  const bool right = guess.verdict == Verdict::right, wrong = guess.verdict == Verdict::wrong;
  std::string said = guess.said;
  if (right) said += " " + catalogue.sentence("window.right");
  if (wrong) said += " ✗";
  return {{catalogue.sentence(guess.late ? "window.said_late" : "window.you_said"), look.type,
           Role::ink, 0},
          {said, look.strong, right ? Role::ok : wrong ? Role::error : Role::ink, px(5)}};
}

// Side by side as far as there is room; one that is longer than a line breaks into several.
float lay_said(ImVec2 corner, float width, const std::vector<SaidPiece>& pieces, bool draws) {
  float x = 0, y = 0, line = 0;
  for (const SaidPiece& piece : pieces) {
    const float own = text_width(piece.words, piece.type);
    if (x > 0 && x + piece.gap + own > width) {
      x = 0;
      y += line;
    }
    if (x > 0) x += piece.gap;
    const ImVec2 at{corner.x + x, corner.y + y};
    const float height = paragraph_height(piece.words, piece.type, width);
    line = line_height(piece.type);
    if (draws && own <= width) put_text(at, piece.words, piece.type, piece.role);
    if (draws && own > width) put_paragraph(at, width, piece.words, piece.type, piece.role);
    if (own > width) y += height - line;
    x = own > width ? width : x + own;
  }
  return y + line;
}

std::vector<SaidPiece> all_pieces(const view::GuessView& guess, const text::Catalogue& catalogue,
                                  const SaidLook& look) {
  std::vector<SaidPiece> pieces = said_pieces(guess, catalogue, look);
  if (guess.outcome.empty() || guess.verdict == view::GuessView::Verdict::right) return pieces;
  pieces.push_back({catalogue.sentence("window.it_is"), look.type, Role::ink, px(12)});
  pieces.push_back({guess.outcome + " ✓", look.strong, Role::ok, px(5)});
  return pieces;
}

}  // namespace

float put_said(ImVec2 corner, float width, const view::GuessView& guess,
               const text::Catalogue& catalogue, const SaidLook& look) {
  return lay_said(corner, width, all_pieces(guess, catalogue, look), true);
}

float said_height(float width, const view::GuessView& guess, const text::Catalogue& catalogue,
                  const SaidLook& look) {
  return lay_said({0, 0}, width, all_pieces(guess, catalogue, look), false);
}

}  // namespace popscope::gui
