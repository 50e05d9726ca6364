#include <algorithm>
#include <array>
#include <cmath>

#include "gui/panels/ladder_geometry.h"
#include "gui/panels/ladder_style.h"
#include "gui/panels/panels.h"
#include "gui/widgets/button.h"
#include "gui/widgets/choice.h"
#include "gui/widgets/control.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/text.h"

namespace popscope::gui {
namespace {

constexpr float kTile = 30;
constexpr float kLadderLeast = 220;  // its heading and lanes included

view::LadderView ladder_of(const view::CompareSide& side) {
  view::LadderView ladder;
  ladder.lanes = side.lanes;
  ladder.row_count = static_cast<std::uint32_t>(side.rows.size());
  ladder.cursor_row = ladder.row_count;
  for (std::size_t i = 0; i < side.rows.size(); ++i) {
    view::LadderRow row = side.rows[i].row;
    row.number = side.rows[i].number;
    if (side.rows[i].folded) {
      row.words = "› " + row.words;
      row.pale = true;
    }
    if (side.rows[i].current) {
      row.time = view::LadderRow::Time::now;
      ladder.cursor_row = static_cast<std::uint32_t>(i);
    }
    ladder.rows.push_back(std::move(row));
  }
  return ladder;
}

// As many tiles in a row as have room for their subjects.
int columns_of(float width, std::size_t count) {
  const int most = std::max(1, static_cast<int>(width / px(170)));
  return std::clamp(static_cast<int>(count), 1, most);
}

float tiles_height(float width, const view::CompareSide& side) {
  if (side.held.empty()) return 0;
  const auto columns = static_cast<std::size_t>(columns_of(width, side.held.size()));
  const auto rows = static_cast<float>((side.held.size() + columns - 1) / columns);
  return rows * px(kTile + 8) - px(8);
}

void draw_tile(const Rect& rect, const view::HeldTile& tile) {
  if (tile.there) {
    fill(rect, Role::ground, px(5));
    if (!soft_fills()) outline(rect, Role::line, px(5));
  } else {
    outline_dashed(rect, Role::ghost, px(5));
  }
  const float y = rect.centre().y;
  dot({rect.min.x + px(16), y}, tile.there ? Role::ink : Role::ink_2,
      tile.there ? Dot::filled : Dot::hollow, 4.5f);
  put_subject({rect.min.x + px(30), y - line_height(Type::text) / 2}, rect.width() - px(38),
              tile.subject, Type::text, tile.there ? Role::ink : Role::ink_2);
  if (tile.differs)
    fill({{rect.min.x, rect.min.y + px(6)}, {rect.min.x + px(3), rect.max.y - px(6)}}, Role::accent,
         px(1));
}

// What the maildrop holds, and who holds it: at the foot of the side.
void draw_foot(Rect foot, const view::CompareSide& side) {
  line_across(foot.min.x, foot.max.x, foot.min.y);
  foot.cut_top(px(12));
  put_text(foot.min, side.maildrop, Type::heading, Role::ink_2);
  const Type type = side.locked ? Type::note_strong : Type::note;
  const float lock = std::ceil(text_width(side.lock, type));
  put_text({foot.max.x - lock, foot.min.y}, side.lock, type,
           side.locked ? Role::mark : Role::ink_2);
  if (side.locked)
    padlock({foot.max.x - lock - px(11), foot.min.y + line_height(type) / 2}, Role::mark);
  foot.cut_top(line_height(Type::heading) + px(8));
  const int columns = columns_of(foot.width(), side.held.size());
  const float width = (foot.width() - static_cast<float>(columns - 1) * px(8)) /
                      static_cast<float>(columns);
  for (std::size_t i = 0; i < side.held.size(); ++i) {
    const auto column = static_cast<float>(static_cast<int>(i) % columns);
    const auto row = static_cast<float>(static_cast<int>(i) / columns);
    draw_tile(Rect::at({foot.min.x + column * (width + px(8)), foot.min.y + row * px(kTile + 8)},
                       width, px(kTile)),
              side.held[i]);
  }
  foot.cut_top(tiles_height(foot.width(), side) + px(8));
  put_text(foot.min, side.more, Type::note, Role::ink_2);
}

float foot_height(float width, const view::CompareSide& side) {
  const float more = side.more.empty() ? 0 : px(8) + line_height(Type::note);
  return px(12) + line_height(Type::heading) + px(8) + tiles_height(width, side) + more;
}

// The difference in words: what the side holds now, and why.
float words_height(float width, const view::CompareSide& side) {
  const float count = text_width(side.count, Type::text_strong) + px(5);
  return std::max(line_height(Type::text),
                  paragraph_height(side.remark, Type::text, width - count));
}

void draw_words(const Rect& inside, const view::CompareSide& side) {
  const float count = put_text(inside.min, side.count, Type::text_strong, Role::ink) + px(5);
  put_paragraph({inside.min.x + count, inside.min.y}, inside.width() - count, side.remark,
                Type::text, Role::ink);
}

void draw_name(const Rect& inside, const view::CompareSide& side, PanelContext& context) {
  const float place_width = text_width(side.place, Type::note);
  put_subject(inside.min, inside.width() - place_width - px(110), side.name, Type::headline,
              Role::ink);
  put_text({inside.max.x - place_width, inside.min.y + px(8)}, side.place, Type::note, Role::ink_2);
  if (!side.here) return;
  const std::string here = context.catalogue.sentence("window.here");
  const float x = inside.min.x + text_width(side.name, Type::headline) + px(8);
  const float width = text_width(here, Type::note) + px(16);
  const Rect tag{{x, inside.min.y + px(2)}, {x + width, inside.min.y + px(26)}};
  if (tag.max.x >= inside.max.x - place_width - px(8)) return;
  box(tag, Role::accent_soft, Role::accent, px(5));
  put_text_in(tag, here, Type::note, Role::accent, Align::centre);
}

constexpr LadderStyle kOneOfTwo{false, true};

// From the pane's upper edge to the ladder.
float above_ladder(float words) {
  return px(metrics::kPanePadding) + line_height(Type::headline) + px(4) + words + px(12);
}

// From the ladder to the pane's lower edge, what the maildrop holds included.
float below_ladder(float foot) { return px(4) + foot + px(metrics::kPanePadding); }

// The heads of the lanes, the present row whole, and one beside it where that has room, too.
float least_ladder_height(float width, float height, const view::CompareSide& side) {
  const view::LadderView ladder = ladder_of(side);
  if (ladder.lanes.empty()) return px(kLadderLeast);
  const LadderGeometry g = ladder_geometry(Rect::at({0, 0}, width, height), ladder, kOneOfTwo, 0);
  const float alone = g.header + g.heights.of(ladder.cursor_row);
  return std::max(alone, std::min(alone + g.row, height));
}

// `words`: their height, the same on both sides so that what is alike stands level; `height`: the
// ladder's.
void draw_side(const Rect& area, const view::CompareSide& side, float words, float height,
               PanelContext& context) {
  Rect below = pane(area);
  draw_name(below, side, context);
  below.cut_top(line_height(Type::headline) + px(4));
  draw_words(below, side);
  below.cut_top(words + px(12));
  const Rect inside = below.cut_top(height);
  below.cut_top(px(4));
  float follow = -1;
  const view::LadderView ladder = ladder_of(side);
  ImGui::PushID(side.place.c_str());
  draw_ladder(inside, ladder, kOneOfTwo, follow, context);
  ImGui::PopID();
  draw_foot(below, side);
}

// One side alone. Where not all of it has room the ladder takes what is left of the page, and what
// the maildrop holds follows behind it; whoever steps sees the row that one comes to.
void draw_one_side(const Rect& area, const view::CompareSide& side, const ComparedPlace& at,
                   PanelContext& context) {
  const float inner = area.width() - 2 * px(metrics::kPanePadding);
  const float words = words_height(inner, side);
  const float above = above_ladder(words), below = below_ladder(foot_height(inner, side));
  float ladder = area.height() - above - below;
  if (ladder < px(kLadderLeast)) {
    const float least = least_ladder_height(inner, area.height(), side);
    ladder = std::max(area.height() - above, least);
  }
  ScrollArea scroll("side compared", area);
  if (!(context.own.compared_place == at)) {
    scroll.scroll_to(std::max(0.0f, above + ladder - area.height()));
    context.own.compared_place = at;
  }
  const float top = area.min.y - scroll.scroll();
  const float bottom = top + above + ladder + below;
  draw_side({{area.min.x, top}, {area.max.x, bottom}}, side, words, ladder, context);
  place({area.min.x, bottom});
}

}  // namespace

void draw_compare(const Rect& area, const view::CompareView& view, PanelContext& context) {
  if (area.width() < px(metrics::kOneColumnBelow)) {  // one at a time, with their names as tabs
    Rect rest = area;
    const std::array<std::string_view, 2> names{view.sides[0].name, view.sides[1].name};
    place(rest.min);
    int& side = context.own.compare_side;
    side = tabs("Side", names, side);
    rest.cut_top(px(metrics::kTabHeight + metrics::kGap8));
    draw_one_side(rest, view.sides[side == 0 ? 0 : 1],
                  {context.ui.compare_a, context.ui.compare_b, context.ui.compare_time, side,
                   rest.width(), rest.height()},
                  context);
    return;
  }
  const float gap = px(metrics::kPaneGap);
  const float width = (area.width() - gap) / 2;
  const float inner = width - 2 * px(metrics::kPanePadding);
  const float foot =
      std::max(foot_height(inner, view.sides[0]), foot_height(inner, view.sides[1]));
  const float words =
      std::max(words_height(inner, view.sides[0]), words_height(inner, view.sides[1]));
  const float inside = area.height() - above_ladder(words) - px(metrics::kPanePadding);
  const float ladder = inside - std::min(foot, inside * 0.75f) - px(4);
  draw_side({area.min, {area.min.x + width, area.max.y}}, view.sides[0], words, ladder, context);
  draw_side({{area.max.x - width, area.min.y}, area.max}, view.sides[1], words, ladder, context);
}

void draw_compare_bar(const Rect& area, const view::CompareView& view,
                      const view::TransportView& transport, PanelContext& context) {
  bar_ground(area, Edge::top);
  const text::Catalogue& catalogue = context.catalogue;
  const float y = area.centre().y - px(metrics::kControlHeight) / 2;
  const float gap = px(metrics::kGap12);
  float left = area.min.x + px(metrics::kGap16);
  float right = area.max.x - px(metrics::kGap16);
  const auto put = [&](float x, const std::string& label, const ButtonLook& look) {
    place({x, y});
    return button(label, look);
  };
  ButtonLook next;
  next.primary = true;
  next.key = view::cap_of(view::KeyAction::next, catalogue);
  const bool goes_on = transport.next_kind == view::TransportView::NextKind::next_lesson;
  const float for_next = goes_on ? button_width(transport.next, next) + gap : 0;
  // The times go by buttons where there is no strip of them: words give way to those.
  const float tools =
      context.folds.no_time_strip ? 2 * px(metrics::kIconButtonWidth + metrics::kGap4) : 0;
  // At the left edge: a second click there must not cut a cable, which the lesson has at the right.
  ButtonLook close;
  close.key = view::cap_of(view::KeyAction::escape, catalogue);
  const bool whole = left + button_width(catalogue.sentence("window.compare.close"), close) +
                         for_next + tools <= right;
  const std::string words =
      catalogue.sentence(whole ? "window.compare.close" : "window.compare.close.short");
  if (put(left, words, close)) context.actions.push_back(OpenPage{Page::lesson});
  left += button_width(words, close) + gap;
  if (goes_on) {
    const Fitted fits = fitted(transport.next, next, right - left - tools - gap);
    right -= fits.width();
    if (put(right, fits.label, fits.look)) context.actions.push_back(Next{});
    right -= gap;
  }
  if (context.folds.no_time_strip) {
    const auto step = [&](const char* key, Icon shape, bool enabled, Go::To to) {
      ButtonLook look;
      look.enabled = enabled;
      place({left, y});
      if (icon_button(catalogue.sentence(key), shape, look)) context.actions.push_back(Go{to});
      left += px(metrics::kIconButtonWidth) + px(metrics::kGap4);
    };
    step("window.back", Icon::back, transport.can_back, Go::To::back);
    step("window.forward", Icon::forward, transport.can_forward, Go::To::forward);
    left += px(metrics::kGap8);
    if (left + text_width(transport.position, Type::text_strong) <= right)
      put_text({left, area.centre().y - line_height(Type::text_strong) / 2}, transport.position,
               Type::text_strong, Role::ink);
    return;
  }
  const std::string rename = catalogue.sentence("window.rename");
  if (right - button_width(rename) < left) return;
  right -= button_width(rename);
  if (put(right, rename, {})) context.actions.push_back(Show{Popup::rename});
  const float note = area.centre().y - line_height(Type::note) / 2;
  if (text_width(view.differ, Type::note) + gap <= right - left) {  // the sides say it too
    put_text({left, note}, view.differ, Type::note, Role::ink_2);
    left += text_width(view.differ, Type::note) + px(metrics::kGap16);
  }
  if (!view.sides[0].lanes.empty())
    draw_listener_switch({{left, note}, {right - gap, area.max.y}}, context);
}

}  // namespace popscope::gui
