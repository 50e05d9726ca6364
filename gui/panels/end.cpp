#include <algorithm>

#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kMeasure = 640;  // a comfortable line of text

// A guess and what came of it: one row, "you said" beside "it was".
float draw_guess(ImVec2 corner, float width, const view::GuessView& guess,
                 PanelContext& context) {
  const text::Catalogue& catalogue = context.catalogue;
  float y = corner.y;
  y += put_paragraph({corner.x, y}, width, guess.question, Type::text_strong, Role::ink) + px(4);
  using Verdict = view::GuessView::Verdict;
  const bool right = guess.verdict == Verdict::right;
  const std::string said =
      guess.verdict == Verdict::skipped
          ? catalogue.sentence("window.skipped")
          : catalogue.sentence(guess.late ? "window.said_late" : "window.you_said") + " " +
                guess.said;
  const std::string mark = right ? "✓ " : guess.verdict == Verdict::wrong ? "✗ " : "";
  const Role role = right ? Role::ok : guess.verdict == Verdict::wrong ? Role::error : Role::ink_2;
  const float said_width = std::max(text_width(mark + said, Type::text) + px(24), px(180));
  put_paragraph({corner.x, y}, said_width, mark + said, Type::text, role);
  const std::string& outcome = guess.outcome;
  y += std::max(line_height(Type::text),
                put_paragraph({corner.x + said_width, y}, width - said_width, outcome, Type::text,
                              Role::ink));
  if (!guess.because.empty() && guess.because != guess.outcome)
    y += put_paragraph({corner.x, y + px(2)}, width, guess.because, Type::note, Role::ink_2) +
         px(2);
  return y - corner.y;
}

}  // namespace

void draw_end(const Rect& area, const view::EndView& view, PanelContext& context) {
  Rect inside = area;
  ScrollArea scroll("end", inside);
  const float width = std::min(inside.width(), px(kMeasure));
  const float x = inside.min.x + (inside.width() - width) / 2;
  float y = inside.min.y - scroll.scroll() + px(16);
  put_text({x, y}, view.heading, Type::heading, Role::ink_2);
  y += line_height(Type::heading) + px(8);
  RichLook look;
  look.type = Type::stem;
  look.code = Type::stem;
  y += put_rich({x, y}, width, view.keep, look) + px(20);
  if (!view.guesses.empty()) {
    line_across(x, x + width, y);
    y += px(16);
    put_text({x, y}, view.score, Type::heading, Role::ink_2);
    y += line_height(Type::heading) + px(12);
    for (const view::GuessView& guess : view.guesses)
      y += draw_guess({x, y}, width, guess, context) + px(16);
  }
  line_across(x, x + width, y);
  y += px(16);
  if (!view.next_title.empty()) {
    put_text({x, y}, context.catalogue.sentence("window.comes_next"), Type::heading, Role::ink_2);
    y += line_height(Type::heading) + px(6);
    y += put_paragraph({x, y}, width, view.next_title, Type::title, Role::ink);
    y += put_paragraph({x, y}, width, view.next_teaches, Type::text, Role::ink_2) + px(12);
  }
  place({x, y});
  if (button(context.catalogue.sentence("window.once_more"))) context.actions.push_back(Restart{});
  place({x, y + px(metrics::kControlHeight + 16)});
}

}  // namespace popscope::gui
