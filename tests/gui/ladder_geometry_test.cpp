// Where the ladder's lanes, names and words stand, whatever the size and the number of devices.
#include <gtest/gtest.h>

#include "gui/panels/ladder_geometry.h"
#include "gui/style/theme.h"
#include "gui/widgets/text.h"
#include "tests/gui/in_a_frame.h"

namespace popscope::gui {
namespace {

view::LadderView a_ladder(std::size_t lanes) {
  view::LadderView view;
  view.lanes.resize(lanes);
  view.lanes[lanes / 2].server = true;
  view.row_count = 20;
  view.cursor_row = 10;
  view.widest_at = "10 min 01 s";
  return view;
}

view::LadderRow row_between(std::uint32_t from, std::uint32_t to) {
  view::LadderRow row;
  row.from_lane = from;
  row.to_lane = to;
  return row;
}

TEST(LadderGeometry, ColumnsAndLanesDoNotTouchAtAnyWidth) {
  for (const float zoom : {1.0f, 2.0f}) {
    in_a_frame(zoom, [zoom] {
      for (float width = 300 * zoom; width < 1400 * zoom; width += 20 * zoom) {
        const Rect area{{0, 0}, {width, 500 * zoom}};
        for (const std::size_t lanes : {2u, 3u, 5u, 9u}) {
          const LadderGeometry g = ladder_geometry(area, a_ladder(lanes), {}, -1);
          EXPECT_TRUE(width < 480 * zoom || g.gap >= px(kLanesApartLeast) - 1) << width;
          ASSERT_EQ(g.lanes.size(), lanes);
          for (std::size_t i = 1; i < lanes; ++i)
            EXPECT_GE(g.lanes[i] - g.lanes[i - 1], px(5)) << width;
          EXPECT_LE(g.words_left, g.lanes.front()) << width;
          EXPECT_LT(g.lanes.back(), area.max.x) << width;
          const float time = g.time_left + text_width("10 min 01 s", Type::note);
          EXPECT_TRUE(!g.times || time <= g.words_left) << width;
          const float state =
              g.lanes.back() + px(28) + text_width("Authorization", Type::note);
          EXPECT_TRUE(!g.state_names || state <= area.max.x + px(4)) << width;
        }
      }
    });
  }
}

// "1 more" is said over its own lane, not between that and a lane that has its name.
TEST(LadderGeometry, NamelessLanesAreFoundWhereTheyStand) {
  LadderGeometry g;
  g.lanes = {10, 50, 60, 200};
  g.heads.resize(4);
  EXPECT_EQ(nameless_lanes(g, 0, 4).count, 0U);
  g.heads[1].named = false;
  EXPECT_EQ(nameless_lanes(g, 0, 4).count, 1U);
  EXPECT_EQ(nameless_lanes(g, 0, 4).left, 50);
  EXPECT_EQ(nameless_lanes(g, 0, 4).right, 50);
  g.heads[2].named = false;
  EXPECT_EQ(nameless_lanes(g, 0, 4).count, 2U);
  EXPECT_EQ(nameless_lanes(g, 0, 4).right, 60);
  EXPECT_EQ(nameless_lanes(g, 3, 4).count, 0U);
}

TEST(LadderGeometry, WhatHasNoRoomOnItsArrowMakesItsRowHigher) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(3);
    view.row_count = 2;
    view.cursor_row = 0;
    for (const char* words : {"+OK\r\n", "-ERR USER is not permitted in TRANSACTION\r\n"}) {
      view::LadderRow row;
      row.line = true;
      row.wire = view::wire_line(view::Speaker::server, words);
      row.from_lane = 1;
      view.rows.push_back(row);
    }
    const LadderGeometry g = ladder_geometry({{0, 0}, {476, 560}}, view, {}, -1);
    EXPECT_FLOAT_EQ(g.y(1) - g.y(0), g.row);
    EXPECT_GE(g.y(2) - g.y(1), g.row + line_height(Type::wire));
    const LadderLabel label = label_of(view.rows[1], false);
    const float room = g.room(view.rows[1]).width();
    EXPECT_LE(label_size(label, room).width, room);
    // With room for it, the same line is no higher than another.
    view.lanes.resize(2);
    const LadderGeometry wide = ladder_geometry({{0, 0}, {900, 560}}, view, {}, -1);
    EXPECT_FLOAT_EQ(wide.y(2) - wide.y(1), wide.row);
  });
}

TEST(LadderGeometry, WordsStayClearOfTheBarsOnTheServersLane) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(3);
    view.bars.resize(2);
    view.bars[0].lane = view.bars[1].lane = 1;
    view.bars[1].column = 1;
    const LadderGeometry g = ladder_geometry({{0, 0}, {476, 560}}, view, {}, -1);
    view::LadderRow row;
    row.from_lane = 2;
    row.to_lane = 1;
    EXPECT_GE(g.room(row).left, g.lanes[1] + bar_left(3, 1) + px(kBarWidth));
    row.from_lane = 0;
    EXPECT_FLOAT_EQ(g.room(row).left, g.lanes[0] + px(kClearOfLanes));
  });
}

// Every row can be read beside the server, on its device's side of it, and says whose it is where
// the device's lane has no name.
TEST(LadderGeometry, AllLanesAreInSightAndEachRowsWordsStandOnItsSide) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(13);
    for (std::size_t i = 0; i < 13; ++i) view.lanes[i].name = "Device " + std::to_string(i);
    view.rows.resize(1);
    view.rows[0].time = view::LadderRow::Time::now;
    view.rows[0].from_lane = 6;
    for (const bool wall : {false, true}) {
      for (const float width : {wall ? 1000.0f : 476.0f, 1700.0f}) {
        const Rect area{{0, 0}, {width, 560}};
        LadderStyle style;
        style.wall = wall;
        for (std::uint32_t device = 0; device < 13; ++device) {
          if (device == 6) continue;
          view.rows[0].to_lane = device;
          const LadderGeometry g = ladder_geometry(area, view, style, -1);
          EXPECT_TRUE(g.heads[6].named && g.heads[device].named) << device << " at " << width;
          for (std::uint32_t other = 0; other < 13; ++other) {
            if (other == 6) continue;
            EXPECT_EQ(g.label(row_between(other, 6)).end.empty(), g.heads[other].named);
            for (const std::uint32_t to : {6u, other}) {  // of a connection, at the device
              const LadderGeometry::Room room = g.room(row_between(other, to));
              EXPECT_GE(room.width(), wall ? 240 : 130) << other << " at " << width;
              EXPECT_TRUE(other < 6 ? room.right <= g.lanes[6] : room.left >= g.lanes[6]);
              EXPECT_TRUE(room.left >= 0 && room.right <= width);
            }
          }
        }
      }
    }
  });
}

// Nor does what happens at the server lie across its lane.
TEST(LadderGeometry, WordsOfOneHostStandBesideItsLane) {
  in_a_frame(1, [] {
    for (const std::size_t lanes : {2u, 3u, 4u}) {
      const LadderGeometry g = ladder_geometry({{0, 0}, {476, 560}}, a_ladder(lanes), {}, -1);
      for (std::uint32_t lane = 0; lane < lanes; ++lane) {
        const LadderGeometry::Room room = g.room(row_between(lane, lane));
        EXPECT_TRUE(room.right < g.lanes[lane] || room.left > g.lanes[lane]) << lane;
        EXPECT_GE(room.width(), 120);
      }
    }
  });
}

// A server's ports are told in two lines, or counted; the rest is never cut off.
TEST(LadderGeometry, AServersPortsAreWholeOrCounted) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(4);
    view.lanes[2].short_note = "12 ports";
    view.lanes[2].note = "ports 110, 143, 993, 995";
    LadderGeometry g = ladder_geometry({{0, 0}, {476, 560}}, view, {}, -1);
    EXPECT_EQ(g.heads[2].note, view.lanes[2].note);
    EXPECT_EQ(g.heads[2].note_lines, 2);
    EXPECT_GE(g.header, px(48) + line_height(Type::note));
    for (int port = 0; port < 8; ++port) view.lanes[2].note += ", 1234" + std::to_string(port);
    g = ladder_geometry({{0, 0}, {476, 560}}, view, {}, -1);
    EXPECT_EQ(g.heads[2].note, "12 ports");
  });
}

TEST(LadderGeometry, TheNamesOfLanesStayWithinTheirLanes) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(5);
    for (view::Lane& lane : view.lanes) lane.name = "The laptop on the kitchen table";
    const LadderGeometry g = ladder_geometry({{0, 0}, {800, 560}}, view, {}, -1);
    EXPECT_EQ(g.heads[1].name_lines, 2);
    EXPECT_FLOAT_EQ(g.header, px(48) + line_height(Type::text_strong));
  });
}

TEST(LadderGeometry, OnTheWallWholeRowsFillTheHeight) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(2);
    view.rows.resize(10);
    view.rows[9].time = view::LadderRow::Time::now;
    LadderStyle style;
    style.wall = true;
    for (const float height : {300.0f, 420.0f, 590.0f, 640.0f}) {
      const LadderGeometry g = ladder_geometry({{0, 0}, {750, height}}, view, style, -1);
      const float bottom = g.y(g.first + 10);
      EXPECT_LE(bottom, g.area.max.y + 0.5f);
      EXPECT_GT(bottom, g.area.max.y - g.row * 0.35f) << height;  // no empty row
    }
  });
}

// Every ink that a row may have, on the ground on which it stands, in every theme.
TEST(LadderLabel, EveryRowCanBeReadOnItsGround) {
  using Row = view::LadderRow;
  std::vector<std::pair<Role, Role>> seen;
  for (const Row::Kind kind : {Row::Kind::arrow, Row::Kind::notice, Row::Kind::segment})
    for (const Row::Time time : {Row::Time::past, Row::Time::now, Row::Time::future})
      for (int bits = 0; bits < 8; ++bits) {
        Row row;
        row.kind = kind;
        row.time = time;
        row.pale = (bits & 1) != 0;
        row.broken = (bits & 2) != 0;
        row.selected_segment = (bits & 4) != 0;
        row.words = "connection opens";
        const LadderLabel label = label_of(row, false);
        seen.push_back({label.role, label.on_soft ? Role::accent_soft : Role::surface});
      }
  for (const ThemeName name : kThemeNames)
    for (const auto& [ink, ground] : seen)
      EXPECT_GE(contrast_ratio(theme(name)[ink], theme(name)[ground]),
                ink == Role::ink_3 ? 3.0 : 4.5)
          << spelling(name) << ": role " << static_cast<int>(ink) << " on role "
          << static_cast<int>(ground);
}

}  // namespace
}  // namespace popscope::gui
