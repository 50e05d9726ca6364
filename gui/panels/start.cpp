#include <algorithm>
#include <cmath>

#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"
#include "gui/widgets/ui.h"

namespace popscope::gui {
namespace {

constexpr float kCardWidthLeast = 224;
constexpr float kCardHeight = 170;
constexpr float kOwnWidth = 320;
constexpr float kPageMost = 1680;  // lines of more than four cards are hard to overlook

// Arrows walk the cards as they lie, and leave them for what stands above and below.
void walk_cards(const Control& hit, int at, int columns, int count) {
  if (hit.focused && hit.arrow != 0) {
    const bool row = ImGui::IsKeyPressed(ImGuiKey_UpArrow, true) ||
                     ImGui::IsKeyPressed(ImGuiKey_DownArrow, true);
    const int by = hit.arrow * (row ? columns : 1);
    ui().focus.step(std::clamp(by, -(at + 1), count - at));
  } else if (at == 0 && !ui().focus.keeps_keys() && !ui().focus.typing() &&
             !ui().focus.in_popup() && arrow_pressed()) {
    ui().focus.move_to(hit.id, true);
  }
}

Control draw_card(const Rect& rect, const view::LessonCard& card, PanelContext& context) {
  place(rect.min);
  const Control hit = control(card.title, rect.size());
  box(rect, Role::surface, hit.hovered || hit.held ? Role::accent : Role::line,
      px(metrics::kPaneRadius));
  if (hit.pressed) context.actions.push_back(OpenLesson{card.id});
  Rect inside = rect.inset(px(metrics::kPanePadding));
  put_text(inside.min, card.number, Type::note, Role::ink_2);
  const Type type = card.done ? Type::note : Type::note_strong;
  const std::string progress = (card.done ? "✓ " : "") + card.progress;
  put_text({inside.max.x - text_width(progress, type), inside.min.y}, progress, type,
           card.done ? Role::ok : Role::accent);
  inside.cut_top(line_height(Type::note) + px(8));
  inside.cut_top(put_paragraph(inside.min, inside.width(), card.title, Type::title, Role::ink) +
                 px(6));
  put_paragraph(inside.min, inside.width(), card.teaches, Type::text, Role::ink_2);
  put_text({inside.min.x, inside.max.y - line_height(Type::note)}, card.minutes, Type::note,
           Role::ink_2);
  if (hit.focused) draw_focus_ring(rect, px(metrics::kPaneRadius));
  return hit;
}

float card_height(const std::vector<view::LessonCard>& cards, float width) {
  float most = 0;
  for (const view::LessonCard& card : cards) {
    const float inside = width - 2 * px(metrics::kPanePadding);
    const float height = 2 * px(metrics::kPanePadding) + line_height(Type::note) + px(8) +
                         paragraph_height(card.title, Type::title, inside) + px(6) +
                         paragraph_height(card.teaches, Type::text, inside) + px(16) +
                         line_height(Type::note);
    most = std::max(most, height);
  }
  return std::max(most, px(kCardHeight));
}

// The cards in a grid; gives its height.
float draw_cards(const Rect& area, const std::vector<view::LessonCard>& cards,
                 PanelContext& context) {
  const float gap = px(metrics::kPaneGap);
  const int columns = std::clamp(
      static_cast<int>((area.width() + gap) / (px(kCardWidthLeast) + gap)), 1, 4);
  const float width = (area.width() - static_cast<float>(columns - 1) * gap) /
                      static_cast<float>(columns);
  const float height = card_height(cards, width);
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const auto column = static_cast<float>(static_cast<int>(i) % columns);
    const auto row = static_cast<float>(static_cast<int>(i) / columns);
    const Control hit = draw_card(
        Rect::at({area.min.x + column * (width + gap), area.min.y + row * (height + gap)}, width,
                 height),
        cards[i], context);
    walk_cards(hit, static_cast<int>(i), columns, static_cast<int>(cards.size()));
  }
  const auto rows = static_cast<float>((static_cast<int>(cards.size()) + columns - 1) / columns);
  return rows * (height + gap);
}

// Where you were; or, when nothing is kept yet, what this is.
float draw_head(const Rect& area, const view::StartView& view, PanelContext& context) {
  const text::Catalogue& catalogue = context.catalogue;
  const view::LessonCard* card = view.go_on ? &*view.go_on
                                 : view.lessons.empty() ? nullptr
                                                        : &view.lessons.front();
  if (!card) return 0;
  ButtonLook look;
  look.primary = true;
  look.key = view::cap_of(view::KeyAction::begin, catalogue);
  std::string label = catalogue.sentence(!view.go_on ? "window.begin"
                                         : view.next ? "window.next_lesson"
                                                     : "window.continue",
                                         {text::plain("lesson", card->title)});
  if (button_width(label, look) > area.width() - px(48)) look.key = {};
  const float button_w = button_width(label, look);
  const bool beside = area.width() - button_w > px(400);
  const float inner = area.width() - px(48) - (beside ? button_w + px(24) : 0);
  const std::string note = view.go_on ? view.go_on_note : view.welcome;
  const std::string heading = catalogue.sentence(!view.go_on ? "window.welcome"
                                                 : view.next ? "window.comes_next"
                                                             : "window.go_on");
  const std::string title = card->number + " · " + card->title;
  const float text = line_height(Type::heading) + px(4) +
                     paragraph_height(title, Type::headline, inner) + px(4) +
                     paragraph_height(note, Type::text, inner);
  const float height = px(40) + text + (beside ? 0 : px(metrics::kControlHeight) + px(12));
  const Rect rect = Rect::at(area.min, area.width(), height);
  box(rect, Role::surface, Role::line, px(metrics::kPaneRadius));
  float y = rect.min.y + px(20);
  const float x = rect.min.x + px(24);
  put_text({x, y}, heading, Type::heading, Role::ink_2);
  y += line_height(Type::heading) + px(4);
  y += put_paragraph({x, y}, inner, title, Type::headline, Role::ink) + px(4);
  y += put_paragraph({x, y}, inner, note, Type::text, Role::ink_2);
  if (beside) place({rect.max.x - px(24) - button_w,
                     rect.centre().y - px(metrics::kControlHeight) / 2});
  else place({x, y + px(12)});
  if (button(label, look)) context.actions.push_back(OpenLesson{card->id});
  return height;
}

// The shipped quizzes, or labs, a line each; gives the height.
float draw_quizzes(const Rect& area, const char* heading,
                   const std::vector<view::QuizCard>& quizzes, PanelContext& context) {
  const float row_height = px(metrics::kLadderRow);
  const float height = 2 * px(metrics::kPanePadding) + line_height(Type::heading) + px(4) +
                       static_cast<float>(quizzes.size()) * row_height;
  Rect inside = pane(Rect::at(area.min, area.width(), height));
  put_text(inside.min, context.catalogue.sentence(heading), Type::heading, Role::ink_2);
  inside.cut_top(line_height(Type::heading) + px(4));
  for (const view::QuizCard& quiz : quizzes) {
    const Rect row = inside.cut_top(row_height);
    place(row.min);
    const Control hit = control(quiz.title + "##quiz" + quiz.id, row.size());
    const float words = line_height(Type::text) + line_height(Type::note);
    const float y = row.min.y + (row_height - words) / 2;
    put_subject({row.min.x, y}, row.width(), quiz.title, Type::text,
                hit.hovered ? Role::accent : Role::ink);
    put_text({row.min.x, y + line_height(Type::text)}, quiz.size, Type::note, Role::ink_2);
    if (hit.pressed) context.actions.push_back(OpenQuiz{quiz.id});
    if (hit.focused) draw_focus_ring(row, px(4));
  }
  return height;
}

void draw_own(const Rect& area, const view::StartView& view, PanelContext& context) {
  const text::Catalogue& catalogue = context.catalogue;
  const float inner = area.width() - 2 * px(metrics::kPanePadding);
  const std::string about = catalogue.sentence("window.own.about");
  ButtonLook open;
  open.key = view::cap_of(view::KeyAction::open, catalogue);
  const std::string open_label = catalogue.sentence("window.open");
  const std::string new_label = catalogue.sentence("window.new_from_lesson");
  const float side_by_side = button_width(open_label, open) + px(8) + button_width(new_label);
  const bool stacked = side_by_side > inner;
  const float files = static_cast<float>(view.own.size()) * px(metrics::kTableRow);
  const float height = 2 * px(metrics::kPanePadding) + line_height(Type::heading) + px(6) +
                       paragraph_height(about, Type::text, inner) + px(10) +
                       px(metrics::kControlHeight) * (stacked ? 2.25f : 1.0f) +
                       (files > 0 ? files + px(12) : 0);
  Rect inside = pane(Rect::at(area.min, area.width(), height));
  put_text(inside.min, catalogue.sentence("window.own"), Type::heading, Role::ink_2);
  inside.cut_top(line_height(Type::heading) + px(6));
  inside.cut_top(put_paragraph(inside.min, inner, about, Type::text, Role::ink_2) + px(10));
  place(inside.min);
  if (button(open_label, open)) context.actions.push_back(Show{Popup::open_file});
  place(stacked ? ImVec2{inside.min.x, inside.min.y + px(metrics::kControlHeight + 8)}
                : ImVec2{inside.min.x + button_width(open_label, open) + px(8), inside.min.y});
  if (button(new_label) && !view.lessons.empty())
    context.actions.push_back(NewFromLesson{view.lessons.front().id, {}});
  inside.cut_top(px(metrics::kControlHeight) * (stacked ? 2.25f : 1.0f) + px(12));
  for (const std::string& file : view.own) {
    const Rect row = inside.cut_top(px(metrics::kTableRow));
    place(row.min);
    const Control hit = control(file, row.size());
    put_subject({row.min.x, row.min.y + px(4)}, row.width(), file, Type::text,
                hit.hovered ? Role::accent : Role::ink);
    if (hit.pressed) context.actions.push_back(OpenFile{file});
    if (hit.focused) draw_focus_ring(row, px(4));
  }
}

}  // namespace

void draw_start(const Rect& area, const view::StartView& view, PanelContext& context) {
  ScrollArea scroll("start", area);
  const bool two = area.width() > px(900);
  Rect page = area.inset(px(two ? 32 : 16), 0);
  const float beyond = page.width() - px(kPageMost);
  if (beyond > 0) page = page.inset(std::floor(beyond / 2), 0);
  page.min.y = area.min.y - scroll.scroll() + px(24);
  page.max.y = page.min.y + 100'000;
  Rect side = two ? page.cut_right(px(kOwnWidth)) : page;
  if (two) page.cut_right(px(metrics::kPaneGap));
  page.cut_top(draw_head(page, view, context) + px(24));
  put_text(page.min, context.catalogue.sentence("window.lessons"), Type::text_strong, Role::ink);
  const float width = text_width(context.catalogue.sentence("window.lessons"), Type::text_strong);
  fill(Rect::at({page.min.x, page.min.y + px(24)}, width, px(2)), Role::accent);
  page.cut_top(px(42));
  page.cut_top(draw_cards(page, view.lessons, context));
  if (!two) side.min.y = page.min.y;
  if (!view.labs.empty())
    side.cut_top(draw_quizzes(side, "quiz.labs", view.labs, context) + px(metrics::kPaneGap));
  if (!view.quizzes.empty())
    side.cut_top(draw_quizzes(side, "quiz.home", view.quizzes, context) + px(metrics::kPaneGap));
  draw_own(side, view, context);
  place({area.min.x, std::max(page.min.y, side.min.y + px(two ? 10 : 180)) + px(16)});
}

}  // namespace popscope::gui
