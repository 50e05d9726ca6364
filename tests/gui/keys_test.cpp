// The whole program by keyboard alone: going, answering, forking, comparing, leaving.
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

class KeysTest : public testing::Test {
 protected:
  void open(const char* lesson, const char* step = "") {
    window_ = std::make_unique<Window>(Request{lesson, step, false});
  }
  void key(ImGuiKeyChord chord) { window_->key(chord); }
  void type(std::string_view words) { window_->type(words); }
  std::uint32_t step() const { return window_->visit().step(); }
  UiState& ui() { return window_->ui(); }

  void TearDown() override {
    if (window_) {
      EXPECT_EQ(window_->driver().complaints(), std::vector<std::string>{});
    }
  }

  std::unique_ptr<Window> window_;
};

TEST_F(KeysTest, NothingKeptOpensTheFirstLessonAtItsStart) {
  window_ = std::make_unique<Window>();
  EXPECT_EQ(ui().page, Page::lesson);
  EXPECT_EQ(window_->visit().lesson().scenario->id, "first-retrieval");
  EXPECT_EQ(step(), 0U);
  EXPECT_EQ(title_of(window_->app()).rfind("popscope", 0), 0U);
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().page, Page::start);
}

TEST_F(KeysTest, ForwardBackFirstLast) {
  open("deletion-happens-at-quit");
  key(ImGuiKey_RightArrow);
  EXPECT_EQ(step(), 1U);
  key(ImGuiKey_PageDown);
  EXPECT_EQ(step(), 2U);
  key(ImGuiKey_Space);
  EXPECT_EQ(step(), 3U);
  key(ImGuiKey_LeftArrow);
  key(ImGuiKey_PageUp);
  EXPECT_EQ(step(), 1U);
  key(ImGuiMod_Shift | ImGuiKey_RightArrow);
  EXPECT_GT(step(), 1U);
  key(ImGuiMod_Shift | ImGuiKey_LeftArrow);
  EXPECT_EQ(step(), 1U);
  key(ImGuiKey_End);
  const std::uint32_t end = step();
  EXPECT_GT(end, 5U);
  EXPECT_TRUE(window_->visit().open_ask());  // it stops at the question
  key(ImGuiKey_Home);
  EXPECT_EQ(step(), 0U);
}

TEST_F(KeysTest, AnAnswerGoesOnAndSpaceSkips) {
  open("deletion-happens-at-quit");
  key(ImGuiKey_End);
  const std::uint32_t asked_at = step();
  const std::uint32_t ask = window_->visit().open_ask().value();
  key(ImGuiKey_RightArrow);  // an open question is not passed in silence
  EXPECT_EQ(step(), asked_at);
  EXPECT_FALSE(ui().notice.empty());
  type("2");
  EXPECT_EQ(window_->visit().guesses().at(ask).answer, 1U);
  EXPECT_GT(step(), asked_at);

  open("deletion-happens-at-quit");
  key(ImGuiKey_End);
  key(ImGuiKey_Space);  // points at the question
  EXPECT_FALSE(window_->visit().guesses().count(ask));
  key(ImGuiKey_Space);
  EXPECT_FALSE(window_->visit().guesses().at(ask).answer);
}

TEST_F(KeysTest, ASkippedQuestionCanBeAnsweredLater) {
  open("deletion-happens-at-quit");
  key(ImGuiKey_End);
  const std::uint32_t ask = window_->visit().open_ask().value();
  type("a");  // nothing was skipped so far
  EXPECT_FALSE(ui().unfolded_ask);
  EXPECT_FALSE(ui().notice.empty());
  key(ImGuiKey_Space);
  key(ImGuiKey_Space);
  key(ImGuiKey_RightArrow);  // where ways part
  const std::uint32_t here = window_->visit().moment();
  type("a");
  EXPECT_EQ(ui().unfolded_ask, ask);
  type("2");  // the answer, not the way
  EXPECT_EQ(window_->visit().guesses().at(ask), (lesson::Guess{1, true}));
  EXPECT_EQ(window_->visit().moment(), here);
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ui().unfolded_ask);
  EXPECT_EQ(ui().page, Page::lesson);
  type("2");  // now the way
  EXPECT_GT(window_->visit().moment(), here);
}

TEST_F(KeysTest, ANumberUnfoldsWhatWasSkippedWhereNothingElseAsks) {
  open("deletion-happens-at-quit", "marked");
  key(ImGuiKey_LeftArrow);
  ASSERT_TRUE(window_->visit().ways().empty());
  const std::uint32_t ask = window_->visit().guesses().begin()->first;
  type("2");
  EXPECT_EQ(ui().unfolded_ask, ask);
  EXPECT_FALSE(window_->visit().guesses().at(ask).answer) << "it is read before it is answered";
  type("2");
  EXPECT_EQ(window_->visit().guesses().at(ask), (lesson::Guess{1, true}));
}

TEST_F(KeysTest, ASkippedQuestionIsALineThatTheMouseUnfolds) {
  open("deletion-happens-at-quit", "marked");  // an address skips what lies before it
  ASSERT_EQ(window_->visit().guesses().size(), 1U);
  const std::string question = "How many messages does the server hold after DELE 2?";
  EXPECT_FALSE(window_->driver().has("Three"));
  ASSERT_TRUE(window_->driver().click(question));
  ASSERT_TRUE(window_->driver().click("Three"));
  EXPECT_EQ(window_->visit().guesses().begin()->second, (lesson::Guess{1, true}));
  EXPECT_FALSE(window_->driver().has("Three"));
  ASSERT_TRUE(window_->driver().click(question));
  EXPECT_FALSE(ui().unfolded_ask);
}

// Forward, back, a fork before QUIT, and "QUIT" beside "cable cut".
TEST_F(KeysTest, ForkBeforeQuitAndCompareWithTheCableCut) {
  open("the-cable-is-cut");
  const auto before_quit = window_->visit().find("marked");
  ASSERT_TRUE(before_quit);
  for (int i = 0; i < 100 && window_->visit().moment() < before_quit->moment; ++i) {
    key(window_->visit().open_ask() ? ImGuiKey_Space : ImGuiKey_RightArrow);
  }
  while (window_->visit().open_ask()) key(ImGuiKey_Space);
  ASSERT_EQ(window_->visit().moment(), before_quit->moment);
  const std::vector<lesson::Visit::WayOn> ways = window_->visit().ways();
  ASSERT_GE(ways.size(), 2U);

  type("1");  // QUIT
  const std::uint32_t quit = window_->visit().branch().value;
  EXPECT_EQ(window_->visit().name_of({quit}), ways[0].name);
  while (step() > 0 && window_->visit().moment() > before_quit->moment) key(ImGuiKey_LeftArrow);
  ASSERT_EQ(window_->visit().moment(), before_quit->moment);
  type("2");  // the cable is cut
  const std::uint32_t cut = window_->visit().branch().value;
  EXPECT_NE(quit, cut);

  type("c");
  EXPECT_EQ(ui().page, Page::compare);
  EXPECT_EQ(ui().compare_a, quit);
  EXPECT_EQ(ui().compare_b, cut);
  key(ImGuiKey_End);
  const std::uint32_t last = ui().compare_time;
  key(ImGuiKey_LeftArrow);
  EXPECT_EQ(ui().compare_time, last - 1);
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().page, Page::lesson);
  EXPECT_EQ(window_->visit().branch().value, cut);
}

TEST_F(KeysTest, ActingInThePastForksAndBothAreKept) {
  open("deletion-happens-at-quit", "marked");
  const std::size_t branches = window_->visit().timeline().branches().size();
  const std::string cut = window_->visit().ways()[1].name;
  type("x");
  EXPECT_EQ(window_->visit().timeline().branches().size(), branches);  // the story's own way
  EXPECT_EQ(window_->visit().name_of(window_->visit().branch()), cut);
  key(ImGuiKey_LeftArrow);
  key(ImGuiKey_LeftArrow);
  key(ImGuiKey_LeftArrow);
  type(":");
  window_->driver().frame(2);
  type("NOOP");
  key(ImGuiKey_Enter);
  EXPECT_EQ(window_->visit().timeline().branches().size(), branches + 1);
  EXPECT_EQ(ui().console_history.back(), "NOOP");
}

TEST_F(KeysTest, ATextFieldKeepsEveryKeyButEscapeFKeysAndCtrl) {
  open("deletion-happens-at-quit", "3");
  type(":");
  window_->driver().frame(2);
  type("x1c?+tbg");
  EXPECT_EQ(ui().console_line, "x1c?+tbg");
  EXPECT_EQ(step(), 3U);
  key(ImGuiKey_Space);
  key(ImGuiKey_LeftArrow);
  key(ImGuiKey_Home);
  EXPECT_EQ(step(), 3U);
  EXPECT_EQ(ui().theme, ThemeName::light);
  key(ImGuiMod_Ctrl | ImGuiKey_Equal);
  EXPECT_GT(ui().zoom, 1.0f);
  key(ImGuiKey_F11);
  EXPECT_TRUE(ui().full_screen);
  key(ImGuiKey_Escape);  // leaves the field, nothing else
  EXPECT_EQ(ui().page, Page::lesson);
  EXPECT_TRUE(ui().full_screen);
  type("t");
  EXPECT_EQ(ui().theme, ThemeName::dark);
  EXPECT_EQ(ui().console_line, "x1c?+tbg");
}

// After a command the console keeps the keyboard for the next one; but what no command begins with
// does what the buttons say.
TEST_F(KeysTest, AnEmptyConsoleKeepsOnlyLetters) {
  open("deletion-happens-at-quit", "3");
  type(":");
  window_->driver().frame(2);
  type("NOOP");
  key(ImGuiKey_Enter);
  window_->driver().frame(2);
  ASSERT_TRUE(ImGui::GetIO().WantTextInput);
  EXPECT_EQ(ui().console_line, "");
  const std::uint32_t here = step();
  key(ImGuiKey_LeftArrow);
  EXPECT_LT(step(), here);
  key(ImGuiKey_RightArrow);
  EXPECT_EQ(step(), here);
  key(ImGuiKey_Home);
  EXPECT_EQ(step(), 0U);
  ImGui::GetIO().AddInputCharactersUTF8(" ");
  key(ImGuiKey_Space);
  EXPECT_EQ(step(), 1U);
  key(ImGuiKey_End);
  EXPECT_EQ(step(), here);
  const int pace = ui().pace;
  type("+");
  EXPECT_EQ(ui().pace, pace + 1);
  type("t");
  EXPECT_EQ(ui().theme, ThemeName::light);
  EXPECT_EQ(ui().console_line, "t");
  key(ImGuiKey_Home);  // in the line now
  EXPECT_EQ(step(), here);
  key(ImGuiKey_Delete);
  EXPECT_EQ(ui().console_line, "");
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().page, Page::lesson);
  type("t");
  EXPECT_EQ(ui().theme, ThemeName::dark);
}

TEST_F(KeysTest, DigitsAnswerBesideAnEmptyConsole) {
  open("deletion-happens-at-quit");
  key(ImGuiKey_End);
  const std::uint32_t ask = window_->visit().open_ask().value();
  type(":");
  window_->driver().frame(2);
  type("2");
  EXPECT_EQ(window_->visit().guesses().at(ask).answer, 1U);
  EXPECT_EQ(ui().console_line, "");
}

// A key is written on a button only while it does what the button does.
TEST_F(KeysTest, OnlyKeysThatAreHeardAreShown) {
  open("deletion-happens-at-quit", "3");
  const Focus& focus = window_->driver().ui().focus;
  const view::Chord space{view::Key::space}, escape{view::Key::escape}, f10{view::Key::f10};
  const view::Chord digit{view::Key::digit}, w{view::Key::character, 'w'};
  const view::Chord ctrl_o{view::Key::character, 'o', true};
  EXPECT_TRUE(focus.is_heard(space) && focus.is_heard(w));
  type(":");
  window_->driver().frame(3);
  EXPECT_TRUE(focus.is_heard(space) && focus.is_heard(digit) && !focus.is_heard(w));
  type("N");
  window_->driver().frame(2);
  EXPECT_FALSE(focus.is_heard(space) || focus.is_heard(digit) || focus.is_heard(w));
  EXPECT_TRUE(focus.is_heard(ctrl_o) && focus.is_heard(f10) && focus.is_heard(escape));
  key(ImGuiKey_Escape);
  EXPECT_TRUE(focus.is_heard(space) && focus.is_heard(w));
  key(ImGuiKey_Tab);
  window_->driver().frame(2);
  EXPECT_FALSE(focus.is_heard(space));
}

TEST_F(KeysTest, AControlWithVisibleFocusKeepsSpaceEnterAndArrows) {
  open("deletion-happens-at-quit", "3");
  key(ImGuiKey_Tab);
  ASSERT_TRUE(window_->driver().ui().focus.keeps_keys());
  key(ImGuiKey_RightArrow);
  EXPECT_EQ(step(), 3U);
  key(ImGuiKey_Escape);  // hides the ring
  EXPECT_FALSE(window_->driver().ui().focus.keeps_keys());
  EXPECT_EQ(ui().page, Page::lesson);
  key(ImGuiKey_RightArrow);
  EXPECT_EQ(step(), 4U);
  key(ImGuiKey_Tab);
  ASSERT_TRUE(window_->driver().ui().focus.keeps_keys());
  key(ImGuiKey_Space);  // the control's, not the next step
  EXPECT_EQ(step(), 4U);
}

TEST_F(KeysTest, EscapeLeavesTheInnermostFirst) {
  open("deletion-happens-at-quit", "3");
  key(ImGuiKey_F10);
  EXPECT_TRUE(ui().projector);
  type("?");
  window_->driver().frame(3);
  EXPECT_EQ(ui().popup, Popup::keys);
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().popup, Popup::none);
  EXPECT_TRUE(ui().projector);
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ui().projector);
  EXPECT_EQ(ui().page, Page::lesson);
  type("p");
  EXPECT_TRUE(ui().playing);
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ui().playing);
  EXPECT_EQ(ui().page, Page::lesson);
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().page, Page::start);
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().page, Page::start);
}

TEST_F(KeysTest, PopupsOpenAndCloseByKey) {
  open("deletion-happens-at-quit", "3");
  const std::pair<const char*, Popup> keys[] = {
      {"?", Popup::keys}, {"b", Popup::branches}, {"g", Popup::run_to}};
  for (const auto& [typed, popup] : keys) {
    type(typed);
    window_->driver().frame(3);
    EXPECT_EQ(ui().popup, popup);
    key(ImGuiKey_Escape);
    EXPECT_EQ(ui().popup, Popup::none);
    EXPECT_EQ(ui().page, Page::lesson);
  }
  key(ImGuiMod_Ctrl | ImGuiKey_O);
  window_->driver().frame(3);
  EXPECT_EQ(ui().popup, Popup::open_file);
  type("no-such-file.json");
  key(ImGuiKey_Enter);
  // What is wrong with the name is said where it was typed, and it can be corrected there.
  EXPECT_EQ(ui().page, Page::lesson);
  EXPECT_EQ(ui().popup, Popup::open_file);
  EXPECT_NE(ui().dialog_error.find("There is no file"), std::string::npos) << ui().dialog_error;
  EXPECT_NE(ui().dialog_error.find("spelling"), std::string::npos);
  type("x");
  EXPECT_EQ(ui().path_field, "no-such-file.jsonx");
  EXPECT_EQ(ui().dialog_error, "");
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().popup, Popup::none);
  EXPECT_EQ(ui().page, Page::lesson);
  key(ImGuiKey_F1);
  window_->driver().frame(3);
  EXPECT_EQ(ui().popup, Popup::keys);
  window_->driver().click_at({5, 400});
  EXPECT_EQ(ui().popup, Popup::none);
}

// What is written behind an item of a menu is its key while the menu is open.
TEST_F(KeysTest, AMenusKeysActInIt) {
  open("the-cable-is-cut", "marked");
  type("b");
  window_->driver().frame(3);
  ASSERT_EQ(ui().popup, Popup::branches);
  type("c");
  window_->driver().frame(2);
  EXPECT_EQ(ui().popup, Popup::none);
  EXPECT_EQ(ui().page, Page::compare);
}

TEST_F(KeysTest, TheListOfBranchesHangsAtItsButton) {
  open("the-cable-is-cut", "marked");
  type("b");
  window_->driver().frame(3);
  const Rect button = ui().branches_button;
  const Widget* item = window_->driver().find("Compare two");
  ASSERT_TRUE(item);
  EXPECT_GT(button.width(), 0);
  EXPECT_GE(item->full_min.y, button.max.y);
  EXPECT_NEAR(item->full_max.x, button.max.x, 16);
}

// One Esc leaves one thing that is to be seen: neither a ring nor a choice that nobody sees.
TEST_F(KeysTest, NoEscapeIsWasted) {
  open("deletion-happens-at-quit", "3");
  type(":");
  window_->driver().frame(2);
  key(ImGuiKey_Escape);
  key(ImGuiMod_Ctrl | ImGuiKey_O);
  window_->driver().frame(3);
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().popup, Popup::none);
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().page, Page::start);

  open("deletion-happens-at-quit", "3");
  ui().selection.octet = 1;
  key(ImGuiKey_F10);
  type("p");
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ui().projector);
}

// The page stays as it was until the large type is there: no frame mixes the two.
TEST_F(KeysTest, TheWallComesAndGoesWhole) {
  open("deletion-happens-at-quit", "3");
  for (int i = 0; i < 2; ++i) {
    ImGui::GetIO().AddKeyEvent(ImGuiKey_F10, true);
    ImGui::GetIO().AddKeyEvent(ImGuiKey_F10, false);
    for (int frame = 0; frame < 4; ++frame) {
      window_->driver().frame();
      EXPECT_EQ(window_->driver().has("Exchange"), !window_->driver().ui().look.is_wall());
    }
    EXPECT_EQ(window_->driver().ui().look.is_wall(), i == 0);
    if (i == 0) {
      EXPECT_EQ(ui().notice, "F10 or Esc leaves the wall.");
    }
  }
}

TEST_F(KeysTest, RunToAMenuItemByKeyboard) {
  open("three-states");
  type("g");
  window_->driver().frame(3);
  key(ImGuiKey_Tab);
  key(ImGuiKey_Enter);  // the next -ERR
  EXPECT_EQ(ui().popup, Popup::none);
  EXPECT_TRUE(step() > 0 || window_->visit().open_ask());
}

TEST_F(KeysTest, ZoomByKeysAndWheel) {
  open("deletion-happens-at-quit", "3");
  for (int i = 0; i < 20; ++i) key(ImGuiMod_Ctrl | ImGuiKey_Equal);
  EXPECT_FLOAT_EQ(ui().zoom, 3.0f);
  for (int i = 0; i < 20; ++i) key(ImGuiMod_Ctrl | ImGuiKey_Minus);
  EXPECT_FLOAT_EQ(ui().zoom, 0.75f);
  window_->driver().wheel(1, true);
  EXPECT_GT(ui().zoom, 0.75f);
  key(ImGuiMod_Ctrl | ImGuiKey_0);
  EXPECT_FLOAT_EQ(ui().zoom, 1.0f);
}

// A quick hand lets go of Ctrl before the key, and both within a frame.
TEST_F(KeysTest, CtrlCountsWhenItIsReleasedAtOnce) {
  open("deletion-happens-at-quit", "3");
  const std::pair<ImGuiKey, float> keys[] = {
      {ImGuiKey_0, 1.0f}, {ImGuiKey_Keypad0, 1.0f}, {ImGuiKey_KeypadAdd, 1.75f}};
  for (const auto& [code, zoom] : keys) {
    ui().zoom = 1.5f;
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, true);
    window_->driver().frame();
    io.AddKeyEvent(code, true);
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    io.AddKeyEvent(code, false);
    window_->driver().frame(3);
    EXPECT_FLOAT_EQ(ui().zoom, zoom) << ImGui::GetKeyName(code);
  }
}

TEST_F(KeysTest, PlayGoesAtItsPaceAndStopsAtTheQuestion) {
  open("deletion-happens-at-quit");
  type("p");
  const std::uint32_t first = step();
  window_->wait(2.1);
  EXPECT_EQ(step(), first + 2);
  type("+");
  window_->wait(60);
  EXPECT_FALSE(ui().playing);
  EXPECT_TRUE(window_->visit().open_ask());
  EXPECT_EQ(tick_in_ms(window_->app()), -1);  // nothing moves: nothing is drawn
}

TEST_F(KeysTest, TheLessonEndsWithItsOwnPage) {
  open("the-cable-is-cut", "QUIT:end");
  const sim::Place end = *window_->visit().find("cable cut:end");
  apply(window_->app(), OpenAt{end.branch.value, end.moment});
  window_->driver().frame(2);
  key(ImGuiKey_Space);
  EXPECT_EQ(ui().page, Page::end);
  ASSERT_TRUE(window_->driver().click("Compare the ways"));
  EXPECT_EQ(ui().page, Page::compare);
  apply(window_->app(), OpenPage{Page::end});
  window_->driver().frame(2);
  key(ImGuiKey_Escape);
  EXPECT_EQ(ui().page, Page::lesson);
  window_->wait(1);
  key(ImGuiKey_Space);
  key(ImGuiKey_Space);
  EXPECT_EQ(ui().page, Page::end) << "whoever still presses Next has not seen the page";
  window_->wait(1);
  key(ImGuiKey_Space);
  EXPECT_EQ(ui().page, Page::lesson);
  EXPECT_EQ(window_->visit().lesson().scenario->id, "leave-on-server");
}

TEST_F(KeysTest, CopyPutsTheSelectedLineOnTheClipboard) {
  open("deletion-happens-at-quit", "marked");
  key(ImGuiMod_Ctrl | ImGuiKey_C);
  EXPECT_STREQ(ImGui::GetClipboardText(), "S: +OK message 2 marked");
}

}  // namespace
}  // namespace popscope::gui
