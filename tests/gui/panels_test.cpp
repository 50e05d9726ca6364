// What panels promise whatever the size: words stay on their arrows, columns do not touch, a long
// reply is seen from its first row, and only what is visible is drawn.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "gui/panels/panels.h"
#include "gui/panels/scroll.h"
#include "gui/widgets/pane.h"
#include "gui/widgets/rich_text.h"
#include "gui/widgets/text.h"
#include "gui/widgets/wire.h"
#include "tests/gui/in_a_frame.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

view::WireLine long_line() {
  return view::wire_line(view::Speaker::server,
                         "-ERR USER is not permitted in TRANSACTION, größer übermäßig lang\r\n");
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

// An author may have meant something by it; each is still pressed for itself.
TEST(Answers, TwoMaySayTheSame) {
  TemporaryFolder folder;
  folder.write("same.json", R"({ "popscope": "scenario/1", "title": "Alike",
  "people": [{ "name": "sarah", "mail": ["A"] }],
  "devices": [{ "name": "Laptop", "reads": "sarah" }],
  "story": [
    { "connect": "Laptop" },
    { "ask": "How many are left?", "answers": [
      { "say": "None", "when": { "server": { "sarah": 0 } } },
      { "say": "None", "when": { "server": { "sarah": 1 } } }] },
    { "on": "Laptop", "do": ["QUIT"] }
  ]
})");
  Window window({folder.file("same.json"), "2", false});
  const auto expect_no_complaints = [&](const char* where) {
    window.driver().frame(3);
    EXPECT_NE(window.driver().find("None", 1), nullptr) << where;
    EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{}) << where;
  };
  window.driver().resize(1440, 900);
  expect_no_complaints("three columns");
  window.driver().resize(1024, 700);
  expect_no_complaints("above the bottom bar");
  window.ui().projector = true;
  expect_no_complaints("on the wall");
}

}  // namespace
}  // namespace popscope::gui
