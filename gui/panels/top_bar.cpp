#include <algorithm>
#include <array>
#include <cmath>

#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/choice.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/popup.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

// Places controls from the right edge towards the left.
class FromTheRight {
 public:
  explicit FromTheRight(const Rect& bar) : bar_(bar), x_(bar.max.x - px(metrics::kGap16)) {}

  bool chip(const char* label, const ChipLook& look) {
    x_ -= chip_width(label, look);
    place({x_, bar_.centre().y - px(metrics::kChipHeight) / 2});
    const bool pressed = gui::chip(label, look);
    x_ -= px(metrics::kGap12);
    return pressed;
  }

  float x() const { return x_; }
  void move(float by) { x_ -= by; }

 private:
  Rect bar_;
  float x_;
};

void draw_grain(FromTheRight& right, const Rect& bar, lesson::Grain grain,
                PanelContext& context) {
  const std::array<std::string, 3> names{context.catalogue.sentence("window.grain.exchange"),
                                         context.catalogue.sentence("window.grain.line"),
                                         context.catalogue.sentence("window.grain.segment")};
  const std::array<std::string_view, 3> options{names[0], names[1], names[2]};
  right.move(segmented_width(options));
  place({right.x(), bar.centre().y - px(metrics::kSegmentedHeight) / 2});
  const int before = static_cast<int>(grain);
  const int chosen = segmented("Grain", options, before);
  if (chosen != before)
    context.actions.push_back(SetGrain{static_cast<lesson::Grain>(chosen)});
  right.move(px(metrics::kGap12));
}

// Ladder or mail.
void draw_form(FromTheRight& right, const Rect& bar, CompareForm form, PanelContext& context) {
  const std::array<std::string, 2> names{context.catalogue.sentence("window.compare.ladder"),
                                         context.catalogue.sentence("window.compare.mail")};
  const std::array<std::string_view, 2> options{names[0], names[1]};
  right.move(segmented_width(options));
  place({right.x(), bar.centre().y - px(metrics::kSegmentedHeight) / 2});
  const int before = form == CompareForm::mail ? 1 : 0;
  const int chosen = segmented("Form", options, before);
  if (chosen != before) context.actions.push_back(SetTab{chosen == 1 ? "mail" : "ladder"});
  right.move(px(metrics::kGap12));
}

ChipLook look_of(const view::ComparedWay& way) {
  ChipLook look;
  look.form = way.chosen ? ChipForm::chosen : ChipForm::plain;
  return look;
}

std::string label_of(const view::ComparedWay& way) {
  return way.name + "##way" + std::to_string(way.branch);
}

void take(const view::ComparedWay& way, bool pressed, PanelContext& context) {
  if (pressed && !way.chosen) context.actions.push_back(CompareWith{way.branch});
}

constexpr float kNoticeLeast = 240;
// Help, size, the wall and the form of the comparison, with their gaps.
constexpr float kControlsBeside = 400;

// How wide "Lessons > title" is; without the way back where there is no room for it.
float title_width(const view::TransportView& view, bool crumbs, const PanelContext& context,
                  const QuizBar* quiz = nullptr) {
  if (context.ui.page == Page::start) return text_width("popscope", Type::text_strong);
  return text_width(view.title, Type::text_strong) +
         (quiz != nullptr && !quiz->mode.empty() ? tag_width(quiz->mode) + px(12) : 0) +
         (crumbs ? text_width(view.home, Type::text) + px(34) : 0);
}

// The title wraps to an ellipsis only when the window is very narrow.
void draw_title(const Rect& bar, float right, const view::TransportView& view, bool crumbs,
                PanelContext& context, const QuizBar* quiz) {
  float x = bar.min.x + px(metrics::kGap16);
  const float y = bar.centre().y - line_height(Type::text) / 2;
  if (context.ui.page == Page::start) {
    put_text({x, y}, "popscope", Type::text_strong, Role::ink);
    return;
  }
  if (crumbs) {
    place({x, y});
    if (text_button(view.home, Type::text, Role::ink_2))
      context.actions.push_back(OpenPage{Page::start});
    x += text_width(view.home, Type::text) + px(12);
    put_text({x, y}, "›", Type::text, Role::ink_2);
    x += px(18);
  }
  const float mode = quiz != nullptr && !quiz->mode.empty() ? tag_width(quiz->mode) + px(12) : 0;
  const float room = std::max(px(40), right - x - mode);
  put_subject({x, y}, room, view.title, Type::text_strong, Role::ink);
  if (mode <= 0) return;
  place({x + std::min(room, text_width(view.title, Type::text_strong)) + px(12),
         bar.centre().y - px(metrics::kChipHeight) / 2});
  tag(quiz->mode);
}

// A notice stands behind the title; where there is no room, instead of it for as long as it lasts.
void draw_title_and_notice(const Rect& bar, float right, const view::TransportView& view,
                           PanelContext& context, const QuizBar* quiz) {
  const float left = bar.min.x + px(metrics::kGap16);
  const float room = right - left;
  const bool crumbs =
      !context.folds.one_column && title_width(view, true, context, quiz) <= room;
  const float title = title_width(view, crumbs, context, quiz);
  context.notice = {{left + title + px(metrics::kGap16), bar.min.y}, {right, bar.max.y}};
  const std::string& words = context.ui.notice;
  const float wish = std::max(px(kNoticeLeast), text_width(words, Type::note) * 0.6f);
  const bool beside = context.notice.width() >= std::min(wish, px(kNoticeLeast) * 2);
  if (!beside) context.notice.min.x = left - px(metrics::kGap8);
  if (words.empty() || beside) draw_title(bar, right, view, crumbs, context, quiz);
}

// "12 of 20 answered, 9 right", and what is left of the time; shorter where there is little room.
void draw_score(FromTheRight& right, const Rect& bar, const QuizBar& quiz, bool narrow) {
  const std::string& score = narrow ? quiz.short_score : quiz.score;
  const float y = bar.centre().y - line_height(Type::note) / 2;
  const auto put = [&](const std::string& words, Type type, Role role) {
    if (words.empty()) return;
    right.move(text_width(words, type));
    put_text({right.x(), y}, words, type, role);
    right.move(px(metrics::kGap12));
  };
  put(score, Type::note, Role::ink_2);
  put(quiz.left, Type::note_strong, Role::ink);
}

}  // namespace

bool ways_in_top_bar(const Rect& area, const view::TransportView& view,
                     const CompareChoice& compare, PanelContext& context) {
  if (context.folds.one_column) return false;
  float wish = title_width(view, true, context) + px(kControlsBeside);
  for (const view::ComparedWay& way : compare.ways)
    wish += chip_width(way.name, look_of(way)) + px(metrics::kGap12);
  return wish <= area.width();
}

float ways_height(float width, const CompareChoice& compare) {
  float x = 0, lines = 1;
  for (const view::ComparedWay& way : compare.ways) {
    const float chip = std::min(width, chip_width(way.name, look_of(way)));
    if (x > 0 && x + chip > width) x = 0, ++lines;
    x += chip + px(metrics::kGap8);
  }
  return compare.ways.empty() ? 0 : lines * px(metrics::kHitMin);
}

void draw_ways(const Rect& area, const CompareChoice& compare, PanelContext& context) {
  ImVec2 at = area.min;
  for (const view::ComparedWay& way : compare.ways) {
    const float width = std::min(area.width(), chip_width(way.name, look_of(way)));
    if (at.x > area.min.x && at.x + width > area.max.x)
      at = {area.min.x, at.y + px(metrics::kHitMin)};
    place(at);
    take(way, chip(label_of(way), look_of(way)), context);
    at.x += width + px(metrics::kGap8);
  }
}

void draw_top_bar(const Rect& area, const view::TransportView& view, lesson::Grain grain,
                  PanelContext& context, const CompareChoice* compare, const QuizBar* quiz) {
  bar_ground(area, Edge::bottom);
  const text::Catalogue& catalogue = context.catalogue;
  FromTheRight right(area);
  const bool one = context.folds.one_column;
  if (!one) {
    if (right.chip(view::cap_of(view::KeyAction::help, catalogue).name.c_str(), {}))
      context.actions.push_back(Show{Popup::keys});
  }
  const std::string zoom =
      std::to_string(static_cast<int>(std::lround(context.ui.zoom * 100))) + " %";
  if (right.chip(zoom.c_str(), {})) context.actions.push_back(Show{Popup::size_and_theme});
  const bool lesson = context.ui.page == Page::lesson;
  if (!one && context.ui.page != Page::file_errors && quiz == nullptr) {
    ChipLook look;
    look.key = view::cap_of(view::KeyAction::projector, catalogue);
    if (right.chip(catalogue.sentence("window.present").c_str(), look))
      context.actions.push_back(ToggleProjector{});
  }
  if (!one && lesson) draw_grain(right, area, grain, context);
  if (compare) {
    draw_form(right, area, compare->form, context);
    if (ways_in_top_bar(area, view, *compare, context))
      for (auto way = compare->ways.rbegin(); way != compare->ways.rend(); ++way)
        take(*way, right.chip(label_of(*way).c_str(), look_of(*way)), context);
  }
  if (one && lesson) {
    right.move(text_width(view.short_position, Type::text));
    put_text({right.x(), area.centre().y - line_height(Type::text) / 2}, view.short_position,
             Type::text, Role::ink_2);
    right.move(px(metrics::kGap12));
  }
  if (quiz != nullptr) draw_score(right, area, *quiz, one);
  draw_title_and_notice(area, right.x() - px(metrics::kGap8), view, context, quiz);
}

}  // namespace popscope::gui
