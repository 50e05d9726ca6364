// What panels promise whatever the size: words stay on their arrows, columns do not touch, a long
// reply is seen from its first row, and only what is visible is drawn.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "gui/panels/ladder_geometry.h"
#include "gui/panels/ladder_label.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"
#include "gui/widgets/wire.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

view::WireLine long_line() {
  return view::wire_line(view::Speaker::server,
                         "-ERR USER is not permitted in TRANSACTION, größer übermäßig lang\r\n");
}

// Calls `look` once within a frame.
void in_a_frame(float zoom, const std::function<void()>& look) {
  HeadlessSettings settings;
  settings.look.zoom = zoom;
  Headless page(settings, embedded_fonts(), look);
  page.frame();
}

TEST(WireSize, ANarrowLineBreaksAndLosesNothing) {
  in_a_frame(1, [] {
    const view::WireLine line = long_line();
    const float whole = wire_width(line);
    EXPECT_FLOAT_EQ(wire_size(whole + 1, line).height, line_height(Type::wire));
    for (float width = 120; width < whole; width += 7) {
      const WireSize size = wire_size(width, line);
      EXPECT_LE(size.width, width);
      EXPECT_LE(size.end, size.width);
      EXPECT_GE(size.height, 2 * line_height(Type::wire)) << width;
    }
  });
}

// What touches a word without a space goes to the next line with it.
TEST(RichText, NoLineBeginsWithPunctuation) {
  in_a_frame(1, [] {
    using Style = view::Span::Style;
    const view::RichText text = {
        {"aa ", Style::plain, {}}, {"bbbb", Style::code, {}}, {". cccc", Style::plain, {}}};
    const RichLook look;
    const float width = text_width("aa ", look.type) + text_width("bbbb", look.code) + 1;
    EXPECT_FLOAT_EQ(rich_height(width, text, look), 3 * line_height(look.type));
    const std::string word = "aaaaaaaaaaaaaaaaaaaa.";
    const float all_but_dot = text_width(word.substr(0, 20), Type::text);
    EXPECT_LT(line_end(word, 0, Type::text, all_but_dot), 20U);
  });
}

// At the lower edge of what is seen words end whole: two lines of five where two and a half fit.
TEST(Paragraph, ShowsNoLineThatIsCutThrough) {
  in_a_frame(1, [] {
    const Root root;
    const float line = line_height(Type::text);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto letters = [&list](const auto& put) {
      const int before = list.VtxBuffer.Size;
      put();
      return (list.VtxBuffer.Size - before) / 4;
    };
    ImGui::PushClipRect({0, 0}, {300, 2.5f * line}, true);
    EXPECT_EQ(letters([] {
                put_paragraph({10, 0}, 200, "a\nb\nc\nd\ne", Type::text, Role::ink);
              }),
              2);
    EXPECT_EQ(letters([] {
                const RichLook look;
                put_rich({10, 0}, 200, {{"a\nb\nc\nd\ne", view::Span::Style::plain, {}}}, look);
              }),
              2);
    ImGui::PopClipRect();
    ImGui::PushClipRect({0, 0}, {300, 0.5f * line}, true);  // what else would be seen of it?
    EXPECT_EQ(letters([] { put_paragraph({10, 0}, 200, "a", Type::text, Role::ink); }), 1);
    ImGui::PopClipRect();
  });
}

view::LadderView a_ladder(std::size_t lanes) {
  view::LadderView view;
  view.lanes.resize(lanes);
  view.row_count = 20;
  view.cursor_row = 10;
  view.widest_at = "10 min 01 s";
  return view;
}

TEST(LadderGeometry, ColumnsAndLanesDoNotTouchAtAnyWidth) {
  for (const float zoom : {1.0f, 2.0f}) {
    in_a_frame(zoom, [zoom] {
      for (float width = 300 * zoom; width < 1400 * zoom; width += 20 * zoom) {
        const Rect area{{0, 0}, {width, 500 * zoom}};
        for (const std::size_t lanes : {2u, 3u, 5u, 9u}) {
          const LadderGeometry g = ladder_geometry(area, a_ladder(lanes), {}, {});
          EXPECT_GE(g.gap, px(kLanesApartLeast)) << width;
          std::vector<float> seen;
          for (const float lane : g.lanes)
            if (lane > area.min.x && lane < area.max.x) seen.push_back(lane);
          EXPECT_TRUE(g.overflow > 0 ? seen.size() >= 2 : seen.size() == lanes) << width;
          for (std::size_t i = 1; i < seen.size(); ++i)
            EXPECT_GE(seen[i] - seen[i - 1], px(kLanesApartLeast) - 1) << width;
          EXPECT_LE(g.words_left, seen.front()) << width;
          // The bar that scrolls lanes lies on no row.
          EXPECT_TRUE(g.overflow <= 0 || g.area.max.y <= area.max.y - px(10)) << width;
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
    const LadderGeometry g = ladder_geometry({{0, 0}, {476, 560}}, view, {}, {});
    EXPECT_FLOAT_EQ(g.y(1) - g.y(0), g.row);
    EXPECT_GE(g.y(2) - g.y(1), g.row + line_height(Type::wire));
    const LadderLabel label = label_of(view.rows[1], false);
    const float room = g.room(view.rows[1]).width();
    EXPECT_LE(label_size(label, room).width, room);
    // With room for it, the same line is no higher than another.
    view.lanes.resize(2);
    const LadderGeometry wide = ladder_geometry({{0, 0}, {900, 560}}, view, {}, {});
    EXPECT_FLOAT_EQ(wide.y(2) - wide.y(1), wide.row);
  });
}

TEST(LadderGeometry, WordsStayClearOfTheBarsOnTheServersLane) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(3);
    view.bars.resize(2);
    view.bars[0].lane = view.bars[1].lane = 1;
    view.bars[1].column = 1;
    const LadderGeometry g = ladder_geometry({{0, 0}, {476, 560}}, view, {}, {});
    view::LadderRow row;
    row.from_lane = 2;
    row.to_lane = 1;
    EXPECT_GE(g.room(row).left, g.lanes[1] + bar_left(3, 1) + px(kBarWidth));
    row.from_lane = 0;
    EXPECT_FLOAT_EQ(g.room(row).left, g.lanes[0] + px(kClearOfLanes));
  });
}

TEST(LadderGeometry, LanesWithoutRoomScrollSidewaysAfterTheCursor) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(7);
    view.rows.resize(1);
    view.rows[0].time = view::LadderRow::Time::now;
    view.rows[0].from_lane = 5;
    view.rows[0].to_lane = 6;
    const Rect area{{0, 0}, {476, 560}};
    LadderGeometry g = ladder_geometry(area, view, {}, {});
    EXPECT_GT(g.overflow, 0);
    EXPECT_GE(g.lanes[5], g.words_left);
    EXPECT_LE(g.lanes[6], area.max.x);
    g = ladder_geometry(area, view, {}, {-1, 0});  // scrolled by hand
    EXPECT_GE(g.lanes[0], g.words_left);
    EXPECT_GT(g.lanes[6], area.max.x);
  });
}

// Both ends of the present row are seen; by hand any device can be brought beside the server.
TEST(LadderGeometry, TheServersLaneStaysInSightBesideTheRowsDevice) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(13);
    view.lanes[6].server = true;
    view.rows.resize(1);
    view.rows[0].time = view::LadderRow::Time::now;
    view.rows[0].from_lane = 6;
    for (const float width : {320.0f, 476.0f, 900.0f}) {
      const Rect area{{0, 0}, {width, 560}};
      const auto seen = [&](float lane) { return lane > area.min.x && lane < area.max.x; };
      for (std::uint32_t device = 0; device < 13; ++device) {
        if (device == 6) continue;
        view.rows[0].to_lane = device;
        const LadderGeometry g = ladder_geometry(area, view, {}, {});
        EXPECT_TRUE(seen(g.lanes[6]) && seen(g.lanes[device])) << device << " at " << width;
        EXPECT_EQ(g.lanes[device] > g.lanes[6], device > 6);
      }
      std::vector<bool> found(13);
      for (float across = 0; across < 2000; across += 60) {
        const LadderGeometry g = ladder_geometry(area, view, {}, {-1, across});
        for (std::size_t i = 0; i < 13; ++i) found[i] = found[i] || seen(g.lanes[i]);
        EXPECT_TRUE(seen(g.lanes[6])) << across;
      }
      for (std::size_t i = 0; i < 13; ++i) EXPECT_TRUE(found[i]) << i << " at " << width;
    }
  });
}

TEST(LadderGeometry, TheNamesOfLanesStayWithinTheirLanes) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(5);
    for (view::Lane& lane : view.lanes) lane.name = "The laptop on the kitchen table";
    const LadderGeometry g = ladder_geometry({{0, 0}, {800, 560}}, view, {}, {});
    EXPECT_EQ(lane_name_lines(g, view.lanes[0]), 2);
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
      const LadderGeometry g = ladder_geometry({{0, 0}, {750, height}}, view, style, {});
      const float bottom = g.y(g.first + 10);
      EXPECT_LE(bottom, g.area.max.y + 0.5f);
      EXPECT_GT(bottom, g.area.max.y - g.row * 0.35f) << height;  // no empty row
    }
  });
}

TEST(ScrollOfRows, HigherRowsThanUsualAreCounted) {
  const Rect area{{0, 0}, {400, 400}};
  RowHeights heights{40, 10, {40, 100, 40, 160, 40}};
  // The present row, what comes next and half of another have room: 13 is high.
  const float top = scroll_of_rows(area, heights, 40, 13, -1);
  EXPECT_EQ(top, 11);
  EXPECT_LE(top_of_row(heights, top, 15), 400 - 40);
  EXPECT_FLOAT_EQ(top_of_row(heights, 10.5f, 12), 20 + 100);
  EXPECT_FLOAT_EQ(top_of_row(heights, 12, 10), -140);
  // What is measured covers what is seen.
  const RowWindow window = rows_to_measure(area, 40, 40, 13, -1);
  EXPECT_LE(window.first, 11u);
  EXPECT_GE(window.first + window.count, 15u);
}

TEST(ScrollBar, TheThumbStaysInItsTrack) {
  in_a_frame(1, [] {
    EXPECT_LT(thumb_length(400, 10), 400);
    EXPECT_FLOAT_EQ(thumb_length(400, 400), 200);
    EXPECT_FLOAT_EQ(thumb_length(400, 1e6f), 32);  // large enough to be held
    EXPECT_FLOAT_EQ(thumb_length(20, 400), 20);
  });
}

TEST(ScrollOfBlock, ALongReplyIsSeenFromItsFirstRow) {
  in_a_frame(1, [] {
    const auto top = [](float rows, const RowBlock& block, float position = -1) {
      return scroll_of_block({{0, 0}, {400, rows * 28}}, {28, 0, {}}, 40, block, position);
    };
    EXPECT_EQ(top(10, {3, 1, 3}), 0);
    EXPECT_EQ(top(10, {12, 4, 12}), 6);       // all of it, just so
    EXPECT_EQ(top(10, {20, 13, 20}), 19);     // what it answers stands above
    EXPECT_EQ(top(10, {20, 13, 29}), 20);     // the remark needs that row
    EXPECT_EQ(top(10, {20, 19, 35}), 20);     // the first row comes first
    EXPECT_EQ(top(10, {20, 13, 20}, 5), 5);   // scrolled by hand: left alone
  });
}

// A maildrop of a thousand, as a file.
std::string a_thousand() {
  std::string mail;
  for (int n = 1; n <= 1000; ++n)
    mail += std::string(n > 1 ? "," : "") + "{\"subject\": \"Message no " + std::to_string(n) +
            "\", \"octets\": 900}";
  return "{\"popscope\": \"scenario/1\", \"title\": \"Many\", \"teaches\": \"x\","
         "\"people\": [{\"name\": \"sarah\", \"mail\": [" +
         mail +
         "]}], \"devices\": [{\"name\": \"Laptop\", \"reads\": \"sarah\"}],"
         "\"story\": [{\"connect\": \"Laptop\"}, {\"on\": \"Laptop\", \"do\": [\"USER sarah\","
         "\"PASS secret\", \"DELE 500\"]}]}";
}

std::size_t messages_drawn(Driver& driver) {
  std::size_t count = 0;
  for (const std::string& label : driver.labels()) count += label.starts_with("Message no ");
  return count;
}

TEST(MaildropPanel, OfAThousandMessagesOnlyTheVisibleAreDrawn) {
  TemporaryFolder folder;
  folder.write("many.json", a_thousand());
  Window window({folder.file("many.json"), "", false});
  ASSERT_TRUE(window.app().visit);
  window.driver().settle();
  EXPECT_TRUE(window.driver().has("Message no 1"));
  EXPECT_GT(messages_drawn(window.driver()), 3u);
  EXPECT_LT(messages_drawn(window.driver()), 40u);

  // What the step changed comes into sight, far down as it is.
  apply(window.app(), Go{Go::To::last});
  window.driver().settle();
  EXPECT_TRUE(window.driver().has("Message no 500"));
  EXPECT_FALSE(window.driver().has("Message no 1"));
  EXPECT_LT(messages_drawn(window.driver()), 40u);

  // And it can be scrolled away from.
  const Widget* at = window.driver().find("Message no 500");
  ASSERT_NE(at, nullptr);
  window.driver().hover("Message no 500");
  for (int n = 0; n < 20; ++n) window.driver().wheel(-3);
  window.driver().settle();
  EXPECT_FALSE(window.driver().has("Message no 500"));
  EXPECT_GT(messages_drawn(window.driver()), 3u);
}

// Without a session there are no columns of one, and the subject has their room.
TEST(MaildropPanel, ASubjectIsShortenedOnlyWhereThereIsNoRoom) {
  Window window({"sarahs-story", "0", false});
  window.driver().settle();
  const Widget* row = window.driver().find("Logo, second draft");
  ASSERT_NE(row, nullptr);
  EXPECT_TRUE(window.driver().rest_at({row->min.x + 60, row->min.y + 10}));
  EXPECT_FALSE(window.driver().shows_tooltip());
}

TEST(MaildropPanel, ShowsTheMessageThatTheCommandNames) {
  TemporaryFolder folder;
  std::string file = a_thousand();
  file.replace(file.find("DELE 500"), 8, "RETR 700");
  folder.write("many.json", file);
  Window window({folder.file("many.json"), "", false});
  apply(window.app(), Go{Go::To::last});
  window.driver().settle();
  EXPECT_TRUE(window.driver().has("Message no 700"));
}

// Several devices, of which the last one has fetched a few messages.
std::string some_devices(int count) {
  std::string devices;
  for (int n = 1; n <= count; ++n)
    devices += std::string(n > 1 ? "," : "") + "{\"name\": \"Device " + std::to_string(n) +
               "\", \"reads\": \"sarah\"}";
  std::string file = a_thousand();
  const std::string one = "{\"name\": \"Laptop\", \"reads\": \"sarah\"}";
  file.replace(file.find(one), one.size(), devices);
  for (std::size_t at = file.find("Laptop"); at != std::string::npos; at = file.find("Laptop"))
    file.replace(at, 6, "Device " + std::to_string(count));
  return file;
}

TEST(DevicesPanel, DevicesFoldToALineWhereThereIsNoRoom) {
  const auto least = [](std::size_t count) {
    view::DevicesView view;
    view.cards.resize(count);
    for (view::DeviceCard& card : view.cards) {
      card.name = "Device";
      card.connection = "not connected";
      card.empty = "Device holds nothing yet.";
    }
    view.cards[0].selected = true;
    return view;
  };
  in_a_frame(1, [&] {
    const Rect room{{0, 0}, {404, 300}}, low{{0, 0}, {404, 100}};
    EXPECT_EQ(devices_height(room, least(1)), devices_height(low, least(1)));
    EXPECT_EQ(devices_height(room, least(2)), devices_height({{0, 0}, {404, 900}}, least(2)));
    EXPECT_LT(devices_height(low, least(2)), devices_height(room, least(2)));
    // One line more for each of those that are not chosen.
    EXPECT_EQ(devices_height(low, least(9)) - devices_height(low, least(8)), px(28));
  });
}

TEST(DevicesPanel, OfManyMessagesOnlyAFewAreBuilt) {
  in_a_frame(1, [] {
    view::DevicesView view;
    view.cards.resize(1);
    view.cards[0].held = 10'000;
    UiState ui;
    std::vector<view::HeldWindow> windows = devices_windows(ui, view);
    EXPECT_LE(windows[0].count, 20u);
    EXPECT_GE(windows[0].first + windows[0].count, 10'000u);  // the newest
    ui.devices_follow = false;
    ui.devices_scroll = {500};
    windows = devices_windows(ui, view);
    EXPECT_LT(windows[0].first, 500u);
    EXPECT_GT(windows[0].first + windows[0].count, 506u);
    EXPECT_LT(devices_height({{0, 0}, {404, 100}}, view), 400);
  });
}

TEST(DevicesPanel, AFoldedDeviceOpensWhenItIsChosen) {
  TemporaryFolder folder;
  folder.write("many.json", some_devices(6));
  Window window({folder.file("many.json"), "", false});
  apply(window.app(), Go{Go::To::last});
  apply(window.app(), SetZoom{2});
  apply(window.app(), SetTab{"devices"});
  window.driver().settle();
  ASSERT_TRUE(window.driver().has("Device 2"));
  window.driver().click("Device 2");
  ASSERT_TRUE(window.app().ui.selection.device);
  EXPECT_EQ(window.app().ui.selection.device->value, 1u);
}

TEST(Cable, CannotBeCutBeforeThereIsAConnection) {
  Window window({"deletion-happens-at-quit", "", false});
  const std::size_t branches = window.visit().timeline().branches().size();
  EXPECT_FALSE(window.driver().click("Cut the cable"));
  window.key(ImGuiKey_X);
  window.type("x");
  EXPECT_EQ(window.visit().timeline().branches().size(), branches);
  EXPECT_FALSE(window.visit().world().devices[0]->cut);
  window.key(ImGuiKey_Space);
  EXPECT_TRUE(window.driver().find("Cut the cable") != nullptr);
  EXPECT_FALSE(window.driver().find("Cut the cable")->disabled);
}

// The bars at the foot, at any size and zoom: what has no room is folded, nothing overlaps.
std::size_t expect_buttons_apart(Window& window, int width, int height,
                                 const std::string& where) {
  const float zoom = window.ui().zoom;
  std::vector<Widget> bar;
  for (const Widget& widget : seen_widgets()) {
    // Areas that scroll are seen as widgets, too.
    const bool at_foot = widget.full_min.y > static_cast<float>(height) - 48 * zoom &&
                         widget.label.rfind("popscope", 0) != 0;
    if (widget.visible && at_foot && !widget.label.empty()) bar.push_back(widget);
  }
  EXPECT_GE(bar.size(), 2U) << where;
  for (std::size_t a = 0; a < bar.size(); ++a) {
    EXPECT_GE(bar[a].full_min.x, 0);
    EXPECT_LE(bar[a].full_max.x, static_cast<float>(width));
    for (std::size_t b = a + 1; b < bar.size(); ++b) {
      const bool apart =
          bar[a].full_max.x <= bar[b].full_min.x || bar[b].full_max.x <= bar[a].full_min.x;
      EXPECT_TRUE(apart) << bar[a].label << " and " << bar[b].label << ", " << width << " at "
                         << zoom << ", " << where;
    }
  }
  return bar.size();
}

constexpr std::tuple<int, int, float> kTightSizes[] = {
    {1024, 700, 1.75f}, {1024, 700, 2.0f}, {1024, 700, 2.5f},  {1024, 700, 3.0f},
    {1440, 900, 2.5f},  {1440, 900, 3.0f}, {1920, 1080, 2.5f}, {760, 700, 1.0f}};

// Where a way was not seen there are three buttons, and each of them can be pressed.
TEST(EndBar, ItsButtonsFit) {
  for (const auto& [width, height, zoom] : kTightSizes) {
    HeadlessSettings settings;
    settings.width = width;
    settings.height = height;
    for (const auto& [lesson, step, buttons] :
         {std::tuple{"sarahs-story", "POP3 removes:end", 3U}, {"the-cable-is-cut", "QUIT:end", 3U},
          {"deletion-happens-at-quit", "16", 3U}, {"three-states", "end", 2U}}) {
      Window window(Request{lesson, step, false}, nullptr, settings);
      window.ui().zoom = zoom;
      apply(window.app(), OpenPage{Page::end});
      window.driver().settle();
      EXPECT_EQ(expect_buttons_apart(window, width, height, lesson), buttons)
          << lesson << ", " << width << " at " << zoom;
    }
  }
}

TEST(BottomBar, ItsButtonsDoNotOverlap) {
  for (const auto& [width, height, zoom] : kTightSizes) {
    HeadlessSettings settings;
    settings.width = width;
    settings.height = height;
    for (const char* step : {"marked", "3", "cable cut:end"}) {
      Window window(Request{"the-cable-is-cut", step, false}, nullptr, settings);
      window.ui().zoom = zoom;
      window.driver().settle();
      expect_buttons_apart(window, width, height, step);
    }
    Window window(Request{"sarahs-story", "IMAP:imap-end", false}, nullptr, settings);
    window.ui().zoom = zoom;
    apply(window.app(), Compare{0, 2});
    window.driver().settle();
    expect_buttons_apart(window, width, height, "compared");
  }
}

}  // namespace
}  // namespace popscope::gui
