// The window with IMAP and TLS, by mouse: the maildrop, devices, the console.
#include <gtest/gtest.h>

#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

constexpr std::string_view kStory = R"({ "popscope": "scenario/1", "title": "IMAP beside POP3",
  "people": [{ "name": "sarah", "mail": ["Invoice 4471", "Lunch on Friday?", "Router manual"] }],
  "devices": [{ "name": "Laptop", "with": "imap" },
              { "name": "Phone", "with": "imap", "tls": true, "idle": true },
              { "name": "Old PC", "policy": "leave on server", "tls": true }],
  "story": [
    { "connect": "Laptop" },
    { "on": "Laptop", "do": ["a1 LOGIN sarah secret", "a2 SELECT INBOX"] },
    { "check": "Phone" },
    { "on": "Phone", "delete": "Router manual" },
    { "wait": "1s" },
    { "id": "untold", "on": "Laptop", "do": ["a3 FETCH 1 FLAGS"] }
  ] })";

class ImapWindow : public testing::Test {
 protected:
  ImapWindow() {
    folder_.write("imap.json", kStory);
    window_ = std::make_unique<Window>(Request{folder_.file("imap.json"), "untold", false});
    driver().frame(2);
  }
  Driver& driver() { return window_->driver(); }
  view::Selection& selection() { return window_->ui().selection; }
  void TearDown() override { EXPECT_EQ(driver().complaints(), std::vector<std::string>{}); }

  TemporaryFolder folder_;
  std::unique_ptr<Window> window_;
};

TEST_F(ImapWindow, AMessageIsSelectedThatTheSessionHasNotBeenToldIsGone) {
  driver().click("Session 1, Laptop");
  EXPECT_EQ(selection().session, sim::SessionId{0});
  ASSERT_TRUE(driver().click("Router manual"));
  EXPECT_TRUE(selection().unique_id);
}

// A tag may be a number: it is the line's, whether the field has the keyboard already or not yet.
TEST_F(ImapWindow, ALineMayBeginWithADigit) {
  for (const int frames : {0, 6}) {
    Window window({folder_.file("imap.json"), "untold", false});
    window.driver().frame(2);
    window.driver().click("Session 1, Laptop");
    const std::uint32_t step = window.visit().step();
    window.type(":");
    window.driver().frame(frames);
    window.type("1 NOOP");
    window.driver().frame(6);
    EXPECT_EQ(window.ui().console_line, "1 NOOP") << frames;
    EXPECT_EQ(window.visit().step(), step);
  }
}

TEST_F(ImapWindow, TheConsoleOffersACommandWithItsTag) {
  driver().click("Session 1, Laptop");
  window_->type(":");
  driver().frame(2);
  window_->type("a4 NO");
  driver().frame(2);
  EXPECT_TRUE(driver().click("a4 NOOP"));
  EXPECT_EQ(window_->ui().console_line, "a4 NOOP");
}

}  // namespace
}  // namespace popscope::gui
