#include <algorithm>
#include <cmath>
#include <string>

#include "gui/panels/ladder_geometry.h"
#include "gui/panels/meaning.h"
#include "gui/panels/panels.h"
#include "gui/panels/said.h"
#include "gui/widgets/button.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kMargin = 40;
constexpr float kSideWidth = 400;
constexpr float kBeside = 48;
constexpr float kStateBox = 46;
constexpr float kTile = 44;
constexpr float kTileLeast = 300;   // wide enough for a subject and its mark
constexpr float kLadderLeast = 320; // below it the ladder needs all the room
constexpr float kAnswer = 56;       // of one line
constexpr float kAnswerPadding = 16;
constexpr float kAnswerNumber = 36;
constexpr float kLanesLeast = 160;  // less of the lanes shows nothing
constexpr float kHeadlineMost = 0.3f;

void draw_state(const Rect& rect, const view::StateBox& state) {
  if (state.current) box(rect, Role::accent_soft, Role::accent, px(8), px(2));
  else box(rect, Role::surface, Role::line, px(8), px(2));
  put_text_in(rect, state.name, state.current ? Type::wall_strong : Type::wall_text,
              state.current ? Role::accent : Role::ink_2, Align::centre);
}

float draw_states_on_wall(const Rect& side, const view::StatesView& view) {
  float y = side.min.y;
  for (const view::StateBox& state : view.boxes) {
    draw_state(Rect::at({side.min.x, y}, side.width(), px(kStateBox)), state);
    y += px(kStateBox + 12);
  }
  return y - side.min.y;
}

// Below the lanes: side by side.
void draw_states_below(const Rect& row, const view::StatesView& view) {
  const auto count = static_cast<float>(view.boxes.size());
  const float width = (row.width() + px(12)) / count - px(12);
  float x = row.min.x;
  for (const view::StateBox& state : view.boxes) {
    draw_state(Rect::at({x, row.min.y}, width, row.height()), state);
    x += width + px(12);
  }
}

void draw_tile(const Rect& rect, const view::ProjectorView::Tile& tile) {
  const bool marked = tile.there && !tile.mark.empty();
  if (marked) soft_fill(rect, Role::mark_soft, px(6));
  else if (tile.there) fill(rect, Role::ground, px(6));
  else outline_dashed(rect, Role::ghost, px(6));
  const float y = rect.centre().y;
  const float mark = text_width(tile.mark, Type::wall_strong);
  put_subject({rect.min.x + px(16), y - line_height(Type::wall_text) / 2},
              rect.width() - mark - px(72), tile.name, Type::wall_text,
              tile.there ? Role::ink : Role::ink_2);
  put_text({rect.max.x - px(48) - mark, y - line_height(Type::wall_strong) / 2}, tile.mark,
           Type::wall_strong, marked ? Role::mark : Role::ink_2);
  dot({rect.max.x - px(26), y}, tile.there ? Role::ink : Role::ink_2,
      tile.there ? Dot::filled : Dot::hollow, 8);
}

// Below the lanes: in one row those that have room, the one that matters among them.
void draw_tiles_below(const Rect& row, const view::ProjectorView& view) {
  const auto room = static_cast<std::size_t>((row.width() + px(12)) / px(kTileLeast + 12));
  const std::size_t count = std::min(view.tiles.size(), std::max<std::size_t>(room, 1));
  if (count == 0) return;
  std::size_t first = view.looked_at >= count ? view.looked_at + 1 - count : 0;
  first = std::min(first, view.tiles.size() - count);
  const float width = (row.width() + px(12)) / static_cast<float>(count) - px(12);
  for (std::size_t n = 0; n < count; ++n)
    draw_tile(Rect::at({row.min.x + static_cast<float>(n) * (width + px(12)), row.min.y}, width,
                       row.height()),
              view.tiles[first + n]);
}

void draw_tiles(Rect side, const view::ProjectorView& view, const text::Catalogue& words) {
  side.cut_top(put_paragraph(side.min, side.width(), view.maildrop, Type::wall_text, Role::ink_2) +
               px(8));
  const float more_height = line_height(Type::wall_text);
  const auto shown_there = [&view](std::size_t first, std::size_t count) {
    return static_cast<std::uint32_t>(
        std::count_if(view.tiles.begin() + static_cast<std::ptrdiff_t>(first),
                      view.tiles.begin() + static_cast<std::ptrdiff_t>(first + count),
                      [](const auto& tile) { return tile.there; }));
  };
  // Where not all have room some of it is for how many there are more.
  std::size_t first = 0, count = view.tiles.size();
  const bool all = shown_there(0, count) == view.on_server &&
                   static_cast<float>(count) * px(kTile + 12) <= side.height() + px(12);
  if (!all) {
    const float room = std::max(0.0f, side.height() - more_height);
    count = std::min(count, static_cast<std::size_t>(room / px(kTile + 12)));
    if (view.looked_at >= count) first = view.looked_at + 1 - count;
    first = std::min(first, view.tiles.size() - count);
  }
  const std::uint32_t there = shown_there(first, count);
  for (std::size_t n = first; n < first + count; ++n) {
    draw_tile(side.cut_top(px(kTile)), view.tiles[n]);
    side.cut_top(px(12));
  }
  if (there < view.on_server && side.height() >= more_height)
    put_subject(side.min, side.width(),
                words.sentence("panel.projector.more",
                               {text::number("count", view.on_server - there)}),
                Type::wall_text, Role::ink_2);
}

const std::vector<std::string>& choices_of(const view::ProjectorView& view) {
  return view.ask ? view.ask->answers : view.ways;
}

// What of an answer's row is for its words.
Rect answer_words(const Rect& row) {
  Rect words = row.inset(px(kAnswerPadding), 0);
  words.cut_left(px(kAnswerNumber));
  return words;
}

float answer_height(float width, const std::string& words) {
  const float room = answer_words(Rect::at({0, 0}, width, px(kAnswer))).width();
  const float lines = paragraph_height(words, Type::wall_text, room);
  return lines + std::max(px(kAnswer) - line_height(Type::wall_text), 0.0f);
}

// An open question, or the ways on: large rows that a class can vote on, as high as their words.
float answers_height(float width, const view::ProjectorView& view) {
  float height = view.ask || view.ways.empty() ? 0 : line_height(Type::wall_strong) + px(8);
  for (const std::string& words : choices_of(view)) height += answer_height(width, words) + px(8);
  return height;
}

// The task of a try, and the line as far as it is told.
float draw_task(ImVec2 corner, float width, const view::TryView& attempt) {
  RichLook look;
  look.type = Type::wall_text;
  look.code = Type::wall_text;
  float height = put_rich(corner, width, attempt.task, look);
  if (!attempt.shown.empty()) {
    put_text({corner.x, corner.y + height + px(4)}, attempt.shown, Type::wall_wire, Role::accent);
    height += px(4) + line_height(Type::wall_wire);
  }
  return height;
}

void draw_answers(Rect rect, const view::ProjectorView& view, PanelContext& context) {
  const std::vector<std::string>& answers = choices_of(view);
  if (!view.ask && !answers.empty()) {
    const Rect stem = rect.cut_top(line_height(Type::wall_strong) + px(8));
    put_text(stem.min, context.catalogue.sentence("window.which_way"), Type::wall_strong,
             Role::ink);
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Rect row = rect.cut_top(answer_height(rect.width(), answers[i]));
    place(row.min);
    ImGui::PushID(static_cast<int>(i));  // two may say the same
    const Control hit = control(answers[i], row.size());
    ImGui::PopID();
    box(row, Role::surface, hit.hovered ? Role::accent : Role::line, px(8), px(2));
    const std::string number = std::to_string(i + 1);
    put_text_in(row.inset(px(kAnswerPadding), 0), number, Type::wall_strong, Role::accent);
    const Rect words = answer_words(row);
    const float lines = paragraph_height(answers[i], Type::wall_text, words.width());
    put_paragraph({words.min.x, words.centre().y - std::floor(lines / 2)}, words.width(),
                  answers[i], Type::wall_text, Role::ink);
    if (hit.pressed) {
      if (view.ask) context.actions.push_back(Answer{view.ask->ask, static_cast<std::uint32_t>(i)});
      else context.actions.push_back(TakeWay{static_cast<std::uint32_t>(i)});
    }
    if (hit.focused) draw_focus_ring(row, px(8));
    rect.cut_top(px(8));
  }
}

// Where they are too many, or too long, for any lanes to stand above them, they have all the room
// and scroll, down to `edge`: an empty margin there looks like the end.
void draw_lanes_and_answers(Rect page, float edge, const view::ProjectorView& view,
                            PanelContext& context) {
  const float answers = answers_height(page.width(), view);
  if (answers <= 0) {
    if (page.height() > px(kLanesLeast)) draw_ladder(page, view.ladder, context, true);
    return;
  }
  if (answers + px(metrics::kGap12 + kLanesLeast) <= page.height()) {
    const Rect below = page.cut_bottom(answers);
    page.cut_bottom(px(metrics::kGap12));
    draw_ladder(page, view.ladder, context, true);
    return draw_answers(below, view, context);
  }
  // Each question's begin at the top.
  const std::string name = "answers " + (view.ask ? std::to_string(view.ask->ask) : "");
  const float margin = edge - page.max.y;
  const bool scrolls = answers > page.height();
  if (scrolls) page.max.y = edge;
  ScrollArea scroll(name.c_str(), page);
  const float top = page.min.y - scroll.scroll();
  draw_answers({{page.min.x, top}, {page.max.x, top + answers}}, view, context);
  place({page.min.x, top + answers + (scrolls ? margin : 0)});
}

// A sentence that would take much of the wall is set smaller.
RichLook sentence_look(const Rect& page, const view::RichText& headline) {
  RichLook look;
  look.type = look.code = Type::wall_headline;
  if (rich_height(page.width(), headline, look) > page.height() * kHeadlineMost)
    look.type = look.code = Type::wall_strong;
  return look;
}

// Without room beside the lanes the same stands below them: who holds how much, the messages, and,
// where no answers want the room, the states.
void draw_foot(Rect& page, const view::ProjectorView& view) {
  const Rect held =
      page.cut_bottom(paragraph_height(view.maildrop, Type::wall_text, page.width()));
  put_paragraph(held.min, held.width(), view.maildrop, Type::wall_text, Role::ink_2);
  page.cut_bottom(px(8));
  if (!view.tiles.empty()) {
    draw_tiles_below(page.cut_bottom(px(kTile)), view);
    page.cut_bottom(px(metrics::kGap12));
  }
  const bool answers = view.ask || view.attempt || !view.ways.empty();
  if (answers || view.states.boxes.empty() || page.height() < px(kLadderLeast)) return;
  draw_states_below(page.cut_bottom(px(kStateBox)), view.states);
  page.cut_bottom(px(metrics::kGap12));
}

}  // namespace

void draw_projector(const Rect& area, const view::ProjectorView& view, PanelContext& context) {
  fill(area, Role::surface);
  Rect page = area.inset(px(kMargin), px(24));
  const float position = text_width(view.position, Type::wall_text);
  put_text({page.max.x - position, page.min.y}, view.position, Type::wall_text, Role::ink_2);
  put_subject(page.min, page.width() - position - px(32), view.title, Type::wall_text,
              Role::ink_2);
  page.cut_top(line_height(Type::wall_text) + px(4));
  const view::RichText& headline = view.ask ? view.ask->question : view.headline;
  const RichLook look = sentence_look(page, headline);
  page.cut_top(put_rich(page.min, page.width(), headline, look) + px(8));
  if (view.guess && !view.ask)
    page.cut_top(put_said(page.min, page.width(), *view.guess, context.catalogue,
                          {Type::wall_text, Type::wall_strong}) + px(4));
  if (view.attempt) page.cut_top(draw_task(page.min, page.width(), *view.attempt) + px(4));
  page.cut_top(px(12));
  // The ladder comes first: states and maildrop stand beside it where its lanes have room.
  const bool two = page.width() >= px(kSideWidth + kBeside) +
                                       least_wall_width(view.ladder.lanes.size());
  Rect side = two ? page.cut_right(px(kSideWidth)) : page.cut_right(0);
  if (two) page.cut_right(px(kBeside));
  if (!two) draw_foot(page, view);
  draw_lanes_and_answers(page, two ? area.max.y : page.max.y, view, context);
  if (!two) return;
  context.notice_on_wall = {side.min, {side.max.x, area.max.y - px(metrics::kGap8)}};
  side.cut_top(draw_states_on_wall(side, view.states) + px(16));
  draw_tiles(side, view, context.catalogue);
}

}  // namespace popscope::gui
