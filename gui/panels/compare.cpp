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
constexpr float kLadderLikes = 220;  // its heading and lanes included
constexpr float kHereHeight = 26;
constexpr float kNameLines = 2;

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

std::size_t tile_rows(float width, const view::CompareSide& side) {
  if (side.held.empty()) return 0;
  const auto columns = static_cast<std::size_t>(columns_of(width, side.held.size()));
  return (side.held.size() + columns - 1) / columns;
}

// What the foot of a side shows: as many rows of tiles as have room, those that differ before the
// others, in the order of arrival; and how many messages more there are.
struct Foot {
  std::vector<const view::HeldTile*> tiles;
  int columns = 1;
  std::string more;

  float tiles_height() const {
    const auto rows = (static_cast<int>(tiles.size()) + columns - 1) / columns;
    return rows == 0 ? 0 : static_cast<float>(rows) * px(kTile + 8) - px(8);
  }
  float height() const {
    const float below = more.empty() ? 0 : px(8) + line_height(Type::note);
    return px(12) + line_height(Type::heading) + px(8) + tiles_height() + below;
  }
};

Foot foot_of(float width, std::size_t rows, const view::CompareSide& side,
             const PanelContext& context) {
  Foot foot;
  foot.columns = columns_of(width, side.held.size());
  const std::size_t room =
      std::min(side.held.size(), rows * static_cast<std::size_t>(foot.columns));
  const auto differ = static_cast<std::size_t>(std::count_if(
      side.held.begin(), side.held.end(), [](const auto& tile) { return tile.differs; }));
  std::size_t differing = std::min(room, differ), others = room - differing;
  for (const view::HeldTile& tile : side.held) {
    std::size_t& left = tile.differs ? differing : others;
    if (left == 0) continue;
    --left;
    foot.tiles.push_back(&tile);
  }
  if (foot.tiles.size() < side.arrived)
    foot.more = context.catalogue.sentence(
        "panel.compare.more",
        {text::number("count", side.arrived - static_cast<std::int64_t>(foot.tiles.size()))});
  return foot;
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
void draw_foot(Rect below, const Foot& foot, const view::CompareSide& side) {
  line_across(below.min.x, below.max.x, below.min.y);
  below.cut_top(px(12));
  const Type type = side.locked ? Type::note_strong : Type::note;
  const float lock = std::ceil(text_width(side.lock, type));
  const float for_lock = lock + (side.locked ? px(22) : 0) + px(metrics::kGap12);
  put_subject(below.min, below.width() - for_lock, side.maildrop, Type::heading, Role::ink_2);
  put_text({below.max.x - lock, below.min.y}, side.lock, type,
           side.locked ? Role::mark : Role::ink_2);
  if (side.locked)
    padlock({below.max.x - lock - px(11), below.min.y + line_height(type) / 2}, Role::mark);
  below.cut_top(line_height(Type::heading) + px(8));
  const float width = (below.width() - static_cast<float>(foot.columns - 1) * px(8)) /
                      static_cast<float>(foot.columns);
  for (std::size_t i = 0; i < foot.tiles.size(); ++i) {
    const auto column = static_cast<float>(static_cast<int>(i) % foot.columns);
    const auto row = static_cast<float>(static_cast<int>(i) / foot.columns);
    draw_tile(Rect::at({below.min.x + column * (width + px(8)),
                        below.min.y + row * px(kTile + 8)},
                       width, px(kTile)),
              *foot.tiles[i]);
  }
  below.cut_top(foot.tiles_height() + px(8));
  put_text(below.min, foot.more, Type::note, Role::ink_2);
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

float here_width(const view::CompareSide& side, const PanelContext& context) {
  if (!side.here) return 0;
  return std::ceil(text_width(context.catalogue.sentence("window.here"), Type::note)) + px(16);
}

bool place_beside(float width, const view::CompareSide& side, const PanelContext& context) {
  const float here = here_width(side, context);
  return text_width(side.name, Type::headline) + (here > 0 ? px(8) + here : 0) +
             px(metrics::kGap16) + text_width(side.place, Type::note) <=
         width;
}

// The name, and where on it one is: beside it where both have room, else in a row below.
float name_height(float width, const view::CompareSide& side, const PanelContext& context) {
  if (place_beside(width, side, context)) return line_height(Type::headline);
  const float lines = paragraph_height(side.name, Type::headline, width);
  return std::min(lines, kNameLines * line_height(Type::headline)) + px(kHereHeight);
}

void draw_name(const Rect& inside, const view::CompareSide& side, PanelContext& context) {
  const bool beside = place_beside(inside.width(), side, context);
  const float place_width = std::ceil(text_width(side.place, Type::note));
  const float here = here_width(side, context);
  float y = inside.min.y;  // of the tag's row
  float tag = inside.min.x;
  if (beside) {
    tag += put_text(inside.min, side.name, Type::headline, Role::ink) + px(8);
    y += px(2);
  } else {
    put_lines(inside.min, inside.width(), static_cast<int>(kNameLines), side.name, Type::headline,
              Role::ink);
    y += name_height(inside.width(), side, context) - px(kHereHeight);
  }
  const float place_left = beside || here > 0 ? inside.max.x - place_width : inside.min.x;
  put_text({place_left, y + px(6)}, side.place, Type::note, Role::ink_2);
  if (here <= 0) return;
  const Rect box_of_tag = Rect::at({tag, y}, here, px(24));
  box(box_of_tag, Role::accent_soft, Role::accent, px(5));
  put_text_in(box_of_tag, context.catalogue.sentence("window.here"), Type::note, Role::accent,
              Align::centre);
}

constexpr LadderStyle kOneOfTwo{false, true};

// Of the sides that are drawn beside each other: the same measures, so that what is alike stands
// level.
struct Measures {
  float name = 0;    // heights
  float words = 0;
  float ladder = 0;
  float foot = 0;
  std::size_t rows = 0;  // of tiles in the foot

  // From the pane's upper edge to the ladder, and from there to its lower edge.
  float above() const { return px(metrics::kPanePadding) + name + px(4) + words + px(12); }
  float below() const { return px(4) + foot + px(metrics::kPanePadding); }
};

using Sides = std::vector<const view::CompareSide*>;

// The heads of the lanes, the present row whole, and in any case two rows of the usual height.
float least_ladder_height(float width, float height, const view::CompareSide& side) {
  const view::LadderView ladder = ladder_of(side);
  if (ladder.lanes.empty()) return px(kLadderLikes);
  const LadderGeometry g = ladder_geometry(Rect::at({0, 0}, width, height), ladder, kOneOfTwo, 0);
  return g.header + std::max(2 * g.row, g.heights.of(ladder.cursor_row));
}

float foot_height(float width, std::size_t rows, const Sides& sides, const PanelContext& context) {
  float height = 0;
  for (const view::CompareSide* side : sides)
    height = std::max(height, foot_of(width, rows, *side, context).height());
  return height;
}

// The ladder has what it likes, then come as many rows of tiles as have room; where not even one
// row has room beside the least of a ladder, the ladder takes the page, and what the maildrop holds
// follows behind it.
Measures measures_of(float width, float height, const Sides& sides, const PanelContext& context) {
  Measures m;
  float least = 0;
  for (const view::CompareSide* side : sides) {
    m.name = std::max(m.name, name_height(width, *side, context));
    m.words = std::max(m.words, words_height(width, *side));
    m.rows = std::max(m.rows, tile_rows(width, *side));
    least = std::max(least, least_ladder_height(width, height, *side));
  }
  const std::size_t all = m.rows;
  const auto ladder_beside = [&](std::size_t rows) {
    m.rows = rows;
    m.foot = foot_height(width, rows, sides, context);
    return m.ladder = height - m.above() - m.below();
  };
  while (ladder_beside(m.rows) < px(kLadderLikes) && m.rows > 1) --m.rows;
  if (m.ladder >= least) return m;
  ladder_beside(all);
  m.ladder = std::max(height - m.above(), least);
  return m;
}

void draw_side(const Rect& area, const view::CompareSide& side, const Measures& m,
               PanelContext& context) {
  Rect below = pane(area);
  draw_name(below.cut_top(m.name), side, context);
  below.cut_top(px(4));
  draw_words(below, side);
  below.cut_top(m.words + px(12));
  const Rect inside = below.cut_top(m.ladder);
  below.cut_top(px(4));
  float follow = -1;
  const view::LadderView ladder = ladder_of(side);
  ImGui::PushID(side.place.c_str());
  draw_ladder(inside, ladder, kOneOfTwo, follow, context);
  ImGui::PopID();
  draw_foot(below, foot_of(below.width(), m.rows, side, context), side);
}

// Where the page scrolls, whoever steps sees the row that one comes to.
void draw_sides(const Rect& area, const Sides& sides, const ComparedPlace& at,
                PanelContext& context) {
  const auto count = static_cast<float>(sides.size());
  const float gap = px(metrics::kPaneGap);
  const float width = (area.width() - (count - 1) * gap) / count;
  const Measures m =
      measures_of(width - 2 * px(metrics::kPanePadding), area.height(), sides, context);
  ScrollArea scroll("side compared", area);
  if (!(context.own.compared_place == at)) {
    scroll.scroll_to(std::max(0.0f, m.above() + m.ladder - area.height()));
    context.own.compared_place = at;
  }
  const float top = area.min.y - scroll.scroll();
  const float height = m.above() + m.ladder + m.below();
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const float x = area.min.x + static_cast<float>(i) * (width + gap);
    draw_side(Rect::at({x, top}, width, height), *sides[i], m, context);
  }
  place({area.min.x, top + height});
}

}  // namespace

void draw_compare(const Rect& area, const view::CompareView& view, PanelContext& context) {
  constexpr int kBoth = 2;
  Rect rest = area;
  int side = kBoth;
  Sides sides{&view.sides[0], &view.sides[1]};
  if (area.width() < px(metrics::kOneColumnBelow)) {  // one at a time, with their names as tabs
    const std::array<std::string_view, 2> names{view.sides[0].name, view.sides[1].name};
    place(rest.min);
    side = tabs("Side", names, context.own.compare_side, rest.width()) == 0 ? 0 : 1;
    context.own.compare_side = side;
    rest.cut_top(tabs_height(names, rest.width()) + px(metrics::kGap8));
    sides = {&view.sides[side]};
  }
  draw_sides(rest, sides,
             {context.ui.compare_a, context.ui.compare_b, context.ui.compare_time, side,
              rest.width(), rest.height()},
             context);
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
