#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

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

std::array<std::string, 3> grain_names(const text::Catalogue& catalogue) {
  return {catalogue.sentence("window.grain.exchange"), catalogue.sentence("window.grain.line"),
          catalogue.sentence("window.grain.segment")};
}

std::array<std::string, 2> form_names(const text::Catalogue& catalogue) {
  return {catalogue.sentence("window.compare.ladder"), catalogue.sentence("window.compare.mail")};
}

template <std::size_t kCount>
float width_of_all(const std::array<std::string, kCount>& names) {
  const std::vector<std::string_view> options(names.begin(), names.end());
  return segmented_width(options);
}

// Gives which one is chosen now.
template <std::size_t kCount>
int draw_segmented(FromTheRight& right, const Rect& bar, const char* name,
                   const std::array<std::string, kCount>& names, int chosen) {
  const std::vector<std::string_view> options(names.begin(), names.end());
  right.move(segmented_width(options));
  place({right.x(), bar.centre().y - px(metrics::kSegmentedHeight) / 2});
  const int now = segmented(name, options, chosen);
  right.move(px(metrics::kGap12));
  return now;
}

void draw_grain(FromTheRight& right, const Rect& bar, lesson::Grain grain,
                PanelContext& context) {
  const int before = static_cast<int>(grain);
  const int chosen = draw_segmented(right, bar, "Grain", grain_names(context.catalogue), before);
  if (chosen != before)
    context.actions.push_back(SetGrain{static_cast<lesson::Grain>(chosen)});
}

// Ladder or mail.
void draw_form(FromTheRight& right, const Rect& bar, CompareForm form, PanelContext& context) {
  const int before = form == CompareForm::mail ? 1 : 0;
  const int chosen = draw_segmented(right, bar, "Form", form_names(context.catalogue), before);
  if (chosen != before) context.actions.push_back(SetTab{chosen == 1 ? "mail" : "ladder"});
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
constexpr float kCrumb = 34;  // beside the words of the way back: the sign and its gaps
// Help, size, the wall and the form of the comparison, with their gaps.
constexpr float kControlsBeside = 400;

// How wide "Lessons > title" is; without the way back where there is no room for it.
float title_width(const view::TransportView& view, bool crumbs, const PanelContext& context,
                  const QuizBar* quiz = nullptr) {
  if (context.ui.page == Page::start) return text_width("popscope", Type::text_strong);
  return text_width(view.title, Type::text_strong) +
         (quiz != nullptr && !quiz->mode.empty() ? tag_width(quiz->mode) + px(12) : 0) +
         (crumbs ? text_width(view.home, Type::text) + px(kCrumb) : 0);
}

constexpr float kTitleLeast = 120;  // beside the mode of a quiz

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
  float mode = quiz != nullptr && !quiz->mode.empty() ? tag_width(quiz->mode) + px(12) : 0;
  if (right - x - mode < px(kTitleLeast)) mode = 0;
  const float room = right - x - mode;
  if (room < px(40)) return;
  put_subject({x, y}, room, view.title, Type::text_strong, Role::ink);
  if (mode <= 0) return;
  place({x + std::min(room, text_width(view.title, Type::text_strong)) + px(12),
         bar.centre().y - px(metrics::kChipHeight) / 2});
  tag(quiz->mode);
}

// A notice stands behind the title; where there is no room, instead of it for as long as it lasts.
void draw_title_and_notice(const Rect& bar, float right, const view::TransportView& view,
                           bool crumbs, PanelContext& context, const QuizBar* quiz) {
  const float left = bar.min.x + px(metrics::kGap16);
  const float title = title_width(view, crumbs, context, quiz);
  context.notice = {{left + title + px(metrics::kGap16), bar.min.y}, {right, bar.max.y}};
  const std::string& words = context.ui.notice;
  const float wish = std::max(px(kNoticeLeast), text_width(words, Type::note) * 0.6f);
  const bool beside = context.notice.width() >= std::min(wish, px(kNoticeLeast) * 2);
  if (!beside) context.notice.min.x = left - px(metrics::kGap8);
  if (words.empty() || beside) draw_title(bar, right, view, crumbs, context, quiz);
}

// "12 of 20 answered, 9 right", and what is left of the time; shorter where there is little room.
struct ScoreWords {
  std::string score, left;
};

ScoreWords score_words(const QuizBar* quiz, bool narrow) {
  if (quiz == nullptr) return {};
  return {narrow ? quiz->short_score : quiz->score, quiz->left};
}

float score_width(const ScoreWords& words) {
  const auto width = [](const std::string& said, Type type) {
    return said.empty() ? 0 : text_width(said, type) + px(metrics::kGap12);
  };
  return width(words.score, Type::note) + width(words.left, Type::note_strong);
}

void draw_score(FromTheRight& right, const Rect& bar, const ScoreWords& words) {
  const float y = bar.centre().y - line_height(Type::note) / 2;
  const auto put = [&](const std::string& said, Type type, Role role) {
    if (said.empty()) return;
    right.move(text_width(said, type));
    put_text({right.x(), y}, said, type, role);
    right.move(px(metrics::kGap12));
  };
  put(words.score, Type::note, Role::ink_2);
  put(words.left, Type::note_strong, Role::ink);
}

std::string zoom_label(const UiState& ui) {
  return std::to_string(static_cast<int>(std::lround(ui.zoom * 100))) + " %";
}

ChipLook present_look(const text::Catalogue& catalogue) {
  ChipLook look;
  look.key = view::cap_of(view::KeyAction::projector, catalogue);
  return look;
}

// That work is not kept.
ChipLook sign_look(const PanelContext& context) {
  ChipLook look;
  look.form = ChipForm::chosen;
  look.tooltip = context.unkept;
  return look;
}

float sign_width(const PanelContext& context) {
  if (context.unkept.empty()) return 0;
  return chip_width(context.catalogue.sentence("app.kept.sign"), sign_look(context)) +
         px(metrics::kGap12);
}

void draw_sign(FromTheRight& right, PanelContext& context) {
  if (context.unkept.empty()) return;
  if (right.chip(context.catalogue.sentence("app.kept.sign").c_str(), sign_look(context)))
    context.actions.push_back(KeepAgain{});
}

// What the bar has no room for.
void draw_more(FromTheRight& right, const Rect& bar, PanelContext& context) {
  const std::string label = context.catalogue.sentence("window.other");
  const float width = chip_width(label);
  context.own.more_button = Rect::at(
      {right.x() - width, bar.centre().y - px(metrics::kChipHeight) / 2}, width,
      px(metrics::kChipHeight));
  if (right.chip(label.c_str(), {})) context.actions.push_back(Show{Popup::more});
}

// How wide a sentence that lasts a few seconds would like to be: it takes two lines at most.
float notice_wish(const std::string& words) {
  const float two_lines = text_width(words, Type::note) * 0.55f + 3 * px(metrics::kGap12);
  return std::max(px(kNoticeLeast), two_lines);
}

// What the page offers beside what always stands in its bar.
TopBarOffers offers_of(const view::TransportView& view, const PanelContext& context,
                       const QuizBar* quiz) {
  TopBarOffers offers;
  const Page page = context.ui.page;
  if (page != Page::start) offers.home = view.home;
  offers.help = true;
  offers.present = page != Page::file_errors && quiz == nullptr;
  offers.grain = page == Page::lesson;
  return offers;
}

// Takes what has room out of the offers, what is wanted most first, and gives it; what is left
// stands in the menu behind "More", for which room is kept. `room`: with the title; `title`: how
// wide that is. A notice in its place needs room, too, in which the way back may stand.
TopBarOffers take_what_fits(TopBarOffers& offers, float room, float title, float notice,
                            const text::Catalogue& catalogue) {
  const float gap = px(metrics::kGap12);
  const float crumb = offers.home.empty() ? 0 : text_width(offers.home, Type::text) + px(kCrumb);
  const float alone = std::max(notice, title);
  const float home = std::max(alone, title + crumb) - alone;
  room -= alone;
  const float help =
      offers.help ? chip_width(view::cap_of(view::KeyAction::help, catalogue).name) + gap : 0;
  const float present =
      offers.present
          ? chip_width(catalogue.sentence("window.present"), present_look(catalogue)) + gap
          : 0;
  const float grain = offers.grain ? width_of_all(grain_names(catalogue)) + gap : 0;
  if (home + help + present + grain <= room) return std::exchange(offers, {});
  room -= chip_width(catalogue.sentence("window.other")) + gap;
  const auto fits = [&room](float width) {
    if (width > room) return false;
    room -= width;
    return true;
  };
  TopBarOffers shown;
  if (fits(home)) shown.home = std::exchange(offers.home, {});
  if (fits(help)) shown.help = std::exchange(offers.help, false);
  if (fits(present)) shown.present = std::exchange(offers.present, false);
  if (fits(grain)) shown.grain = std::exchange(offers.grain, false);
  return shown;
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
  const bool position = context.folds.one_column && context.ui.page == Page::lesson;
  const bool ways = compare && ways_in_top_bar(area, view, *compare, context);
  const ScoreWords score = score_words(quiz, context.folds.one_column);
  // What stands beside the title whatever the width.
  const float gap = px(metrics::kGap12);
  float always = chip_width(zoom_label(context.ui)) + gap + score_width(score);
  if (position) always += text_width(view.short_position, Type::text) + gap;
  if (compare) always += width_of_all(form_names(catalogue)) + gap;
  if (ways)
    for (const view::ComparedWay& way : compare->ways)
      always += chip_width(way.name, look_of(way)) + gap;
  TopBarOffers folded = offers_of(view, context, quiz);
  // For as long as a sentence needs all the room, what is not kept gives way, too.
  const float inside = area.width() - 2 * px(metrics::kGap16) - px(metrics::kGap8) - always;
  const bool sign = context.ui.notice.empty() ||
                    inside - sign_width(context) >= notice_wish(context.ui.notice);
  const float room = inside - (sign ? sign_width(context) : 0);
  const float title = title_width(view, false, context, quiz);
  const TopBarOffers shown =
      take_what_fits(folded, room, title, notice_wish(context.ui.notice), catalogue);

  FromTheRight right(area);
  if (shown.help &&
      right.chip(view::cap_of(view::KeyAction::help, catalogue).name.c_str(), {}))
    context.actions.push_back(Show{Popup::keys});
  if (right.chip(zoom_label(context.ui).c_str(), {}))
    context.actions.push_back(Show{Popup::size_and_theme});
  if (shown.present &&
      right.chip(catalogue.sentence("window.present").c_str(), present_look(catalogue)))
    context.actions.push_back(ToggleProjector{});
  if (shown.grain) draw_grain(right, area, grain, context);
  // For as long as a sentence needs all the room, the menu gives way, too.
  const float more = chip_width(catalogue.sentence("window.other")) + gap;
  const bool squeezed = !context.ui.notice.empty() && room - more < notice_wish(context.ui.notice);
  if (folded.any() && !squeezed) draw_more(right, area, context);
  if (compare) draw_form(right, area, compare->form, context);
  if (ways)
    for (auto way = compare->ways.rbegin(); way != compare->ways.rend(); ++way)
      take(*way, right.chip(label_of(*way).c_str(), look_of(*way)), context);
  if (position) {
    right.move(text_width(view.short_position, Type::text));
    put_text({right.x(), area.centre().y - line_height(Type::text) / 2}, view.short_position,
             Type::text, Role::ink_2);
    right.move(gap);
  }
  draw_score(right, area, score);
  if (sign) draw_sign(right, context);
  draw_title_and_notice(area, right.x() - px(metrics::kGap8), view, !shown.home.empty(), context,
                        quiz);
  context.own.folded_offers = std::move(folded);
}

}  // namespace popscope::gui
