// The comparison's second form by mouse and keyboard: switch, ways, ghost rows that lead to the
// step of the removal; a full mailbox stays quick to draw.
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include "gui/app/apply.h"
#include "gui/app/compared.h"
#include "gui/panels/panels.h"
#include "tests/gui/window.h"
#include "view/compare.h"
#include "view/holdings.h"

namespace popscope::gui {
namespace {

const char* const kStory = R"({
  "popscope": "scenario/1",
  "title": "Where did it go?",
  "people": [{ "name": "sarah" }],
  "devices": [{ "name": "Office PC" }, { "name": "Phone" }],
  "variants": [
    { "name": "removes", "devices": { "Office PC": { "policy": "remove at once" } } },
    { "name": "leaves copies", "devices": { "Office PC": { "policy": "leave on server" } } },
    { "name": "IMAP", "devices": { "Office PC": { "with": "imap" } } }
  ],
  "story": [
    { "deliver": { "to": "sarah", "mail": "Invoice 4471" } },
    { "deliver": { "to": "sarah", "mail": "Router manual" } },
    { "wait": "5min" },
    { "part": "office", "check": "Office PC" },
    { "wait": "3h" },
    { "part": "phone", "check": "Phone" }
  ]
})";

class MailTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("story.json", kStory);
    window_ = std::make_unique<Window>(Request{folder_.file("story.json"), "", false});
    apply(window_->app(), Compare{0, 2});
    window_->driver().settle();
    window_->key(ImGuiKey_End);
  }
  void TearDown() override {
    EXPECT_EQ(window_->driver().complaints(), std::vector<std::string>{});
  }
  UiState& ui() { return window_->ui(); }
  Driver& driver() { return window_->driver(); }

  TemporaryFolder folder_;
  std::unique_ptr<Window> window_;
};

// Where not all has room, neither the server nor a device has less than its half.
TEST(MailCompared, ServerAndDevicesShareTheHeight) {
  Window window({"sarahs-story", "IMAP:end", false});
  apply(window.app(), Compare{1, 2});
  window.driver().settle();
  int lists = 0;
  for (const ImGuiWindow* area : ImGui::GetCurrentContext()->Windows) {
    if (!area->Active || std::string(area->Name).find("held") == std::string::npos) continue;
    ++lists;
    EXPECT_GE(area->Size.y, 5 * 30) << area->Name;
  }
  EXPECT_GE(lists, 3);
}

// What stands level on both sides begins at the same row, though the one holds a message more.
TEST(MailCompared, TheSamePlaceBeginsAtTheSameRow) {
  Window window({"sarahs-story", "IMAP:imap-end", false});
  apply(window.app(), Compare{1, 2});
  window.ui().compare_form = CompareForm::mail;
  window.key(ImGuiKey_End);
  window.driver().settle();
  const std::vector<float>& scroll = window.ui().mail_scroll;  // server, Desktop, Laptop, a side
  ASSERT_EQ(scroll.size(), 6U);
  EXPECT_GT(scroll[0], 0);
  EXPECT_EQ(scroll[0], scroll[3]);
  EXPECT_GT(scroll[1], 0);
  EXPECT_EQ(scroll[1], scroll[4]);
}

TEST_F(MailTest, VariantsOpenAsMailAndMSwitches) {
  EXPECT_EQ(ui().page, Page::compare);
  EXPECT_EQ(compare_form(window_->app()), CompareForm::mail);
  EXPECT_TRUE(driver().has("Show the step"));
  window_->type("m");
  EXPECT_EQ(compare_form(window_->app()), CompareForm::ladder);
  EXPECT_FALSE(driver().has("Show the step"));
  ASSERT_TRUE(driver().click("Mail"));
  EXPECT_EQ(compare_form(window_->app()), CompareForm::mail);
}

TEST_F(MailTest, AGhostRowLeadsToTheStepOfItsRemoval) {
  ASSERT_TRUE(driver().click("Router manual"));
  EXPECT_EQ(ui().page, Page::lesson);
  EXPECT_EQ(window_->visit().branch().value, 0U);
  const sim::Step& step = window_->visit().steps().step(window_->visit().step());
  EXPECT_EQ(step.kind, sim::StepKind::removal);
}

TEST_F(MailTest, TheButtonLeadsToTheRemovalByTheOther) {
  ASSERT_TRUE(driver().click("Show the step"));
  EXPECT_EQ(ui().page, Page::lesson);
  const sim::Step& step = window_->visit().steps().step(window_->visit().step());
  EXPECT_EQ(step.kind, sim::StepKind::removal);
}

TEST_F(MailTest, AChipChoosesWhatIsCompared) {
  ASSERT_TRUE(driver().click("leaves copies"));
  EXPECT_EQ(ui().page, Page::compare);
  EXPECT_EQ(ui().compare_a, 1U);  // what was chosen last stays
  EXPECT_EQ(ui().compare_b, 2U);
  ASSERT_TRUE(driver().click("removes"));
  EXPECT_EQ(ui().compare_a, 0U);
  EXPECT_EQ(ui().compare_b, 1U);
}

TEST_F(MailTest, TheSwitchOfThePlotCountsOctets) {
  ASSERT_TRUE(driver().click("octets"));
  EXPECT_TRUE(ui().plot_octets);
  ASSERT_TRUE(driver().click("messages"));
  EXPECT_FALSE(ui().plot_octets);
}

TEST_F(MailTest, TheStripIsTheOneScrubber) {
  const std::uint32_t end = ui().compare_time;
  window_->key(ImGuiKey_LeftArrow);
  EXPECT_EQ(ui().compare_time, end - 1);
  apply(window_->app(), GoToStop{3});
  EXPECT_EQ(ui().compare_time, 3U);
  EXPECT_EQ(ui().page, Page::compare);
}

// Of ten thousand only what may be seen is built, and the newest is in sight.
TEST_F(MailTest, OfManyMessagesOnlyThoseInSightAreBuilt) {
  view::HoldingsView counts;
  counts.sides[0].server.count = 10'000;
  counts.sides[1].server.count = 4;
  counts.sides[0].devices.resize(1);
  counts.sides[1].devices.resize(1);
  const Rect area{{0, 0}, {600, 600}};
  UiState state;
  const HeadlessSettings settings;
  Headless page(settings, embedded_fonts(), [&] {
    const view::HoldingsWindows newest = holdings_windows(area, state, counts);
    EXPECT_LT(newest.server[0].count, 100U);
    EXPECT_GE(newest.server[0].first + newest.server[0].count, 10'000U);
    EXPECT_EQ(newest.server[1].first, 0U);
    EXPECT_GE(newest.server[1].count, 4U);
    state.mail_follows = false;
    state.mail_scroll = {5'000};
    const view::HoldingsWindows middle = holdings_windows(area, state, counts);
    EXPECT_LE(middle.server[0].first, 5'000U);
    EXPECT_GE(middle.server[0].first + middle.server[0].count, 5'020U);
    state.mail_follows = true;
  });
  page.frame();
}

}  // namespace
}  // namespace popscope::gui
