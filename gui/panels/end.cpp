#include <algorithm>

#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kMeasure = 640;  // a comfortable line of text

constexpr float kLabelColumn = 96;

// A label in a column of its own, and words that wrap beside it; below it where both are narrow.
float labelled(ImVec2 corner, float width, const std::string& label, const std::string& words,
               Role role) {
  const float column = std::max(px(kLabelColumn), text_width(label, Type::text) + px(12));
  put_text(corner, label, Type::text, Role::ink_2);
  if (width - column >= px(kLabelColumn))
    return put_paragraph({corner.x + column, corner.y}, width - column, words, Type::text, role);
  const float line = line_height(Type::text);
  return line + put_paragraph({corner.x, corner.y + line}, width, words, Type::text, role);
}

// A guess and what came of it: "You said 2 ✗", "It is 3 ✓".
float draw_guess(ImVec2 corner, float width, const view::GuessView& guess,
                 PanelContext& context) {
  const text::Catalogue& catalogue = context.catalogue;
  float y = corner.y;
  y += put_paragraph({corner.x, y}, width, guess.question, Type::text_strong, Role::ink) + px(4);
  using Verdict = view::GuessView::Verdict;
  const bool right = guess.verdict == Verdict::right;
  const bool wrong = guess.verdict == Verdict::wrong;
  if (guess.verdict == Verdict::skipped) {
    y += put_paragraph({corner.x, y}, width, catalogue.sentence("end.skipped"), Type::text,
                       Role::ink_2);
  } else {
    const std::string said = right   ? guess.said + " " + catalogue.sentence("window.right")
                             : wrong ? guess.said + " ✗"
                                     : guess.said;
    const Role role = right ? Role::ok : wrong ? Role::error : Role::ink_2;
    y += labelled({corner.x, y}, width,
                  catalogue.sentence(guess.late ? "end.said_late" : "window.you_said"), said, role);
  }
  if (!right && !guess.outcome.empty())
    y += labelled({corner.x, y}, width, catalogue.sentence("end.it_is"), guess.outcome + " ✓",
                  Role::ok);
  if (!guess.because.empty() && guess.because != guess.outcome)
    y += put_paragraph({corner.x, y + px(2)}, width, guess.because, Type::note, Role::ink_2) +
         px(2);
  return y - corner.y;
}

// Ways that are still to be seen, each with its button.
float draw_unseen(ImVec2 corner, float width, const view::EndView& view, PanelContext& context) {
  float y = corner.y;
  for (const view::UnseenWay& way : view.unseen) {
    const std::string label =
        context.catalogue.sentence("end.see_way", {text::plain("way", way.name)});
    ButtonLook look;
    look.width = std::min(width, button_width(label));
    place({corner.x, y});
    if (button(label, look)) context.actions.push_back(SeeWay{way.branch});
    y += px(metrics::kControlHeight + 8);
  }
  return y - corner.y;
}

}  // namespace

void draw_end(const Rect& area, const view::EndView& view, PanelContext& context) {
  Rect inside = area;
  ScrollArea scroll("end", inside);
  const float width = std::min(inside.width(), px(kMeasure));
  const float x = inside.min.x + (inside.width() - width) / 2;
  float y = inside.min.y - scroll.scroll() + px(16);
  y += put_paragraph({x, y}, width, view.ends, Type::text, Role::ink_2) + px(12);
  // One alone is the button of the bar.
  if (view.unseen.size() > 1) y += draw_unseen({x, y}, width, view, context) + px(12);
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
