#include <algorithm>

#include "gui/panels/panels.h"
#include "gui/panels/said.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kMeasure = 640;  // a comfortable line of text

float draw_guess(ImVec2 corner, float width, const view::GuessView& guess,
                 PanelContext& context) {
  float y = corner.y;
  y += put_paragraph({corner.x, y}, width, guess.question, Type::text_strong, Role::ink) + px(4);
  y += put_said({corner.x, y}, width, guess, context.catalogue);
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
    const float own = std::min(width, button_width(label));
    place({corner.x, y});
    if (lines_button(label, own)) context.actions.push_back(SeeWay{way.branch});
    y += lines_button_height(label, own) + px(8);
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
  put_text({x, y}, view.heading, Type::heading, Role::ink_2);
  y += line_height(Type::heading) + px(8);
  RichLook look;
  look.type = Type::stem;
  look.code = Type::stem;
  y += put_rich({x, y}, width, view.keep, look) + px(20);
  y += put_paragraph({x, y}, width, view.ends, Type::text, Role::ink_2) + px(12);
  // One alone is the button of the bar.
  if (view.unseen.size() > 1) y += draw_unseen({x, y}, width, view, context) + px(12);
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
  const std::string again = context.catalogue.sentence("window.once_more");
  if (button(again)) context.actions.push_back(Restart{});
  if (view.compares) {
    ButtonLook key;
    key.key = view::cap_of(view::KeyAction::compare, context.catalogue);
    const std::string label = context.catalogue.sentence("window.compare_ways");
    const float beside = button_width(again) + px(8);
    const bool fits = beside + button_width(label, key) <= width;
    if (!fits) y += px(metrics::kControlHeight + 8);
    place({fits ? x + beside : x, y});
    if (button(label, key)) context.actions.push_back(Compare{});
  }
  place({x, y + px(metrics::kControlHeight + 16)});
}

}  // namespace popscope::gui
