// Labs in the window: a violation that is spotted, and a server that is played, by mouse and by
// keyboard.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "tests/gui/quiz_window.h"

namespace popscope::gui {
namespace {

class LabTest : public QuizTest {
 protected:
  void begin(const char* quiz, const char* id) {
    open(quiz);
    key(ImGuiKey_Enter);
    go_to(id);
  }
  const quiz::Spot& spot() { return std::get<quiz::Spot>(quiz().shown().question.asks); }
  const std::vector<quiz::Turn>& turns() {
    return std::get<quiz::Serve>(quiz().shown().question.asks).turns;
  }
  bool click_beginning(const std::string& words) {
    for (const std::string& label : driver().labels())
      if (label.rfind(words, 0) == 0) return driver().click(label);
    return false;
  }
  bool shows(const std::string& words) {
    for (const std::string& label : driver().labels())
      if (label.rfind(words, 0) == 0) return true;
    return false;
  }
};

TEST_F(LabTest, AViolationIsSpottedByMouse) {
  begin("spot-the-violation", "reset-brings-nothing-back");
  const std::string step = std::to_string(spot().steps.front());
  ASSERT_TRUE(click_beginning(step + " DELE 2"));
  driver().wheel(-20);
  driver().settle();
  ASSERT_TRUE(click_beginning("DELE only marks a message"));
  ASSERT_TRUE(click_beginning("Answer"));
  ASSERT_EQ(attempt().answered(), 1U);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
  driver().click_at({400, 300});
  driver().wheel(-40);
  driver().settle();
  EXPECT_TRUE(shows("strict server"));
  ASSERT_TRUE(click_beginning("strict server"));
  expect_no_complaints("strict");
}

TEST_F(LabTest, AViolationIsSpottedByKeyboard) {
  begin("spot-the-violation", "reset-brings-nothing-back");
  for (std::uint32_t step = 1; step <= spot().wrong_steps[0].steps.front(); ++step)
    key(ImGuiKey_DownArrow);
  key(ImGuiKey_Enter);
  EXPECT_EQ(draft_of(window_->app()).step, spot().wrong_steps[0].steps.front());
  key(ImGuiKey_UpArrow);
  key(ImGuiKey_Enter);
  EXPECT_EQ(draft_of(window_->app()).step, spot().wrong_steps[0].steps.front() - 1);
  const quiz::Shown& shown = quiz().shown();
  for (std::size_t place = 0; place < shown.order.size(); ++place)
    if (spot().rules[shown.order[place]].right)
      type(std::string(1, static_cast<char>('a' + place)));
  key(ImGuiKey_Enter);
  ASSERT_EQ(attempt().answered(), 1U);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());  // one up is the reply to DELE
  type("s");  // the run, at the step that decides
  EXPECT_EQ(window_->ui().page, Page::lesson);
  key(ImGuiKey_Escape);
  EXPECT_EQ(window_->ui().page, Page::quiz);
}

TEST_F(LabTest, AServerIsPlayedByKeyboardAlone) {
  begin("you-are-the-server", "serve-a-first-session");
  const auto say = [&](const char* reply) {
    type(reply);
    key(ImGuiKey_Enter);
  };
  say("+OK");
  EXPECT_EQ(draft_of(window_->app()).served.size(), 1U);
  say("+OK");  // PASS: the state is asked, too
  EXPECT_EQ(draft_of(window_->app()).served.size(), 1U);
  EXPECT_EQ(window_->ui().notice, window_->app().catalogue.sentence("quiz.serve.choose_state"));
  key(ImGuiKey_Tab);
  key(ImGuiKey_Tab);
  key(ImGuiKey_Enter);
  EXPECT_EQ(draft_of(window_->app()).state, sim::pop3::StateKind::transaction);
  key(ImGuiKey_Enter);
  ASSERT_EQ(draft_of(window_->app()).served.size(), 2U);
  say("hello");
  EXPECT_EQ(draft_of(window_->app()).served.size(), 2U);
  EXPECT_EQ(window_->ui().notice, window_->app().catalogue.sentence("quiz.serve.no_reply"));
  for (int i = 0; i < 5; ++i) key(ImGuiKey_Backspace);
  say("+OK 2 2100");
  say("+OK 2 900");
  say("+OK");
  type("+OK");
  apply(window_->app(), ChooseState{sim::pop3::StateKind::update});
  window_->ui().removed_field = "none";
  key(ImGuiKey_Enter);
  ASSERT_EQ(attempt().answered(), 1U);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
}

TEST_F(LabTest, AServerIsPlayedByMouse) {
  begin("you-are-the-server", "serve-somebody-without-the-password");
  for (std::size_t i = 0; i < turns().size(); ++i) {
    const quiz::Turn turn = turns()[i];
    type(turn.right.reply);
    ASSERT_TRUE(click_beginning("Hint"));
    if (turn.asks_state) {
      ASSERT_TRUE(click_beginning(std::string(to_text(*turn.right.state))));
    }
    if (turn.asks_removed) {
      ASSERT_TRUE(click_beginning("It removes"));
      type("none");
    }
    ASSERT_TRUE(click_beginning("Reply"));
    driver().settle();
  }
  ASSERT_EQ(attempt().answered(), 1U);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
}

TEST_F(LabTest, ADialogueStartsOver) {
  begin("you-are-the-server", "serve-marks");
  type("+OK");
  key(ImGuiKey_Enter);
  ASSERT_EQ(draft_of(window_->app()).served.size(), 1U);
  ASSERT_TRUE(click_beginning("Start over"));
  EXPECT_TRUE(draft_of(window_->app()).served.empty());
}

TEST_F(LabTest, LabsStandOnTheStartPage) {
  open("you-are-the-server");
  apply(window_->app(), OpenPage{Page::start});
  driver().settle();
  for (const char* title : {"You are the client", "You are the server", "Spot the violation"})
    EXPECT_TRUE(shows(title)) << title;
}

}  // namespace
}  // namespace popscope::gui
