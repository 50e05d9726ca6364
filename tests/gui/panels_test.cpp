// What panels promise whatever the size: words stay on their arrows, columns do not touch, a long
// reply is seen from its first row, and only what is visible is drawn.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "gui/panels/ladder_geometry.h"
#include "gui/panels/scroll.h"
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

TEST(FitWire, StaysWithinItsWidthAndKeepsTheStatus) {
  in_a_frame(1, [] {
    const view::WireLine line = long_line();
    const float whole = wire_width(line);
    for (float width = 90; width < whole + 10; width += 7) {
      const FittedWire fitted = fit_wire(line, width, {}, Type::wire_note);
      EXPECT_LE(fitted.width, width);
      EXPECT_EQ(fitted.line.status, "-ERR");
      EXPECT_EQ(fitted.shortened, fitted.line.words != line.words);
      if (!fitted.shortened) continue;
      ASSERT_TRUE(fitted.line.words.ends_with("…"));
      const std::string kept = fitted.line.words.substr(0, fitted.line.words.size() - 3);
      EXPECT_EQ(line.words.compare(0, kept.size(), kept), 0);
      const char next = line.words[kept.size()];
      EXPECT_NE(static_cast<unsigned char>(next) & 0xC0, 0x80) << "a character is cut: " << kept;
    }
    EXPECT_FALSE(fit_wire(line, whole + 1, {}, Type::wire_note).shortened);
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
        for (const std::size_t lanes : {2u, 3u, 5u}) {
          const LadderGeometry g = ladder_geometry(area, a_ladder(lanes), {}, -1);
          EXPECT_LE(g.words_left, g.lanes.front()) << width;
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

TEST(LadderGeometry, ANarrowLadderGivesItsLanesTheRoom) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(2);
    view.widest_at = "0.28 s";
    // What a window 1280 wide leaves to the ladder: an ordinary reply has room on its arrow.
    const LadderGeometry g = ladder_geometry({{0, 0}, {476, 560}}, view, {}, -1);
    const view::WireLine line =
        view::wire_line(view::Speaker::server, "+OK maildrop locked, 3 messages\r\n");
    const float room = g.lanes.back() - g.lanes.front() - 2 * px(kClearOfLanes);
    EXPECT_FALSE(fit_wire(line, room, {}, Type::wire_note).shortened);
    EXPECT_GE(room, 476 * 0.55f);
  });
}

TEST(LadderGeometry, OnTheWallWholeRowsFillTheHeight) {
  in_a_frame(1, [] {
    view::LadderView view = a_ladder(2);
    view.rows.resize(10);
    LadderStyle style;
    style.wall = true;
    for (const float height : {300.0f, 420.0f, 590.0f, 640.0f}) {
      const LadderGeometry g = ladder_geometry({{0, 0}, {750, height}}, view, style, -1);
      const float bottom = g.top + 10 * g.row;
      EXPECT_LE(bottom, g.area.max.y + 0.5f);
      EXPECT_GT(bottom, g.area.max.y - g.row * 0.35f) << height;  // no empty row
    }
  });
}

TEST(ScrollOfBlock, ALongReplyIsSeenFromItsFirstRow) {
  in_a_frame(1, [] {
    const auto top = [](float rows, const RowBlock& block, float position = -1) {
      return scroll_of_block({{0, 0}, {400, rows * 28}}, 28, 40, block, position);
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

}  // namespace
}  // namespace popscope::gui
