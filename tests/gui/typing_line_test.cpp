// The line that is typed into has the keyboard as long as it shows it, and loses nothing.
#include <gtest/gtest.h>

#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

class TypingLine : public testing::Test {
 protected:
  void open(const char* lesson, const char* step = "") {
    window_ = std::make_unique<Window>(Request{lesson, step, false});
  }
  void key(ImGuiKeyChord chord) { window_->key(chord); }
  void type(std::string_view words) { window_->type(words); }
  UiState& ui() { return window_->ui(); }

  std::unique_ptr<Window> window_;
};

// The ring never stands around a line that letters do not reach.
TEST_F(TypingLine, EnterOnAnEmptyLineGoesOnTyping) {
  open("deletion-happens-at-quit", "3");
  type(":");
  window_->driver().frame(3);
  key(ImGuiKey_Enter);
  type("t");
  window_->driver().frame(2);
  EXPECT_EQ(ui().theme, ThemeName::light);
  EXPECT_EQ(ui().console_line, "t");
  EXPECT_TRUE(ImGui::GetIO().WantTextInput);
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ImGui::GetIO().WantTextInput);
  EXPECT_EQ(ui().page, Page::lesson);
  ASSERT_TRUE(window_->driver().click("Console"));
  key(ImGuiKey_End);
  key(ImGuiKey_Backspace);
  key(ImGuiKey_Enter);
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ImGui::GetIO().WantTextInput);
  EXPECT_EQ(ui().page, Page::lesson);
  type("t");
  EXPECT_EQ(ui().theme, ThemeName::dark);
}

// In one column a line that was begun and left does not stand where the buttons are; it is kept.
TEST_F(TypingLine, ADraftGivesTheButtonsBack) {
  open("deletion-happens-at-quit", "8");
  window_->driver().resize(1024, 700);
  ui().zoom = 2;
  window_->driver().frame(4);
  type(":");
  window_->driver().frame(4);
  type("NOOP");
  window_->driver().frame(2);
  key(ImGuiKey_Escape);
  window_->driver().frame(4);
  EXPECT_EQ(ui().console_line, "NOOP");
  EXPECT_FALSE(ui().console_shown);
  EXPECT_NE(window_->driver().find("Back"), nullptr);
}

// A class does its task together: the wall has a line, too, and Esc leaves it before the wall.
TEST_F(TypingLine, StandsOnTheWallWhereATaskWantsIt) {
  open("first-retrieval", "12");
  ASSERT_TRUE(window_->visit().open_try());
  key(ImGuiKey_F10);
  window_->driver().frame(4);
  type("1");
  window_->driver().frame(2);
  EXPECT_EQ(ui().console_line, "RETR 1");
  key(ImGuiKey_Enter);
  window_->driver().frame(2);
  EXPECT_FALSE(window_->visit().open_try()) << "solved";
  EXPECT_TRUE(ui().projector);
  type(":");
  window_->driver().frame(3);
  type("NOOP");
  key(ImGuiKey_Enter);
  ASSERT_FALSE(ui().console_history.empty());
  EXPECT_EQ(ui().console_history.back(), "NOOP");
  key(ImGuiKey_Escape);
  EXPECT_TRUE(ui().projector);
  key(ImGuiKey_Escape);
  EXPECT_FALSE(ui().projector);
}

// A quick hand types behind ":" at once, in the same frame or in the next ones.
TEST_F(TypingLine, NothingTypedBehindTheColonIsLost) {
  for (const int frames_between : {0, 1, 2, 3}) {
    open("deletion-happens-at-quit", "3");
    ImGuiIO& io = ImGui::GetIO();
    for (const char* c = ":txc 1"; *c != 0; ++c) {
      io.AddInputCharacter(static_cast<unsigned>(*c));
      window_->driver().frame(frames_between);
    }
    window_->driver().frame(6);
    EXPECT_EQ(ui().console_line, "txc 1") << frames_between;
    EXPECT_EQ(ui().theme, ThemeName::light);
    EXPECT_TRUE(ImGui::GetIO().WantTextInput);
    type("2");
    EXPECT_EQ(ui().console_line, "txc 12") << "the caret stands at the end";
  }
}

// In one column the line has the whole bar, and the window's edge is left free.
TEST_F(TypingLine, NothingOfItRunsPastTheWindowsEdge) {
  for (const float zoom : {1.75f, 2.0f, 2.5f, 3.0f}) {
    HeadlessSettings settings;
    settings.width = 1024;
    settings.height = 700;
    window_ = std::make_unique<Window>(Request{"three-states", "4", false}, nullptr, settings);
    ui().zoom = zoom;
    window_->driver().settle();
    type(":");
    window_->driver().frame(5);
    type("st");
    window_->driver().frame(5);
    for (const char* label : {"Console", "STAT"}) {
      const Widget* widget = window_->driver().find(label);
      ASSERT_NE(widget, nullptr) << label << " at " << zoom;
      EXPECT_LE(widget->full_max.x, 1024 - 16 * zoom) << label << " at " << zoom;
      EXPECT_GE(widget->full_min.x, 16 * zoom) << label << " at " << zoom;
    }
  }
}

TEST_F(TypingLine, ALineMayBeEnteredBeforeTheFieldHasTheKeyboard) {
  open("deletion-happens-at-quit", "3");
  ImGui::GetIO().AddInputCharactersUTF8(":NOOP");
  window_->driver().frame(1);
  key(ImGuiKey_Enter);
  ASSERT_FALSE(ui().console_history.empty());
  EXPECT_EQ(ui().console_history.back(), "NOOP");
  ImGui::GetIO().AddInputCharactersUTF8("STAT");  // and the next one at once
  window_->driver().frame(6);
  EXPECT_EQ(ui().console_line, "STAT");
}

}  // namespace
}  // namespace popscope::gui
