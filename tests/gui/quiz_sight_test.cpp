// What is seen of a question of a quiz, and where the keyboard stands in it.
#include "tests/gui/pixels.h"
#include "tests/gui/quiz_window.h"

namespace popscope::gui {
namespace {

using QuizSight = QuizTest;

// A letter takes the focus along, so that Enter confirms what was chosen last.
TEST_F(QuizSight, ALetterTakesTheFocusAlong) {
  open_two();
  key(ImGuiKey_Enter);
  go_to("cut");
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_DownArrow);
  type("a");
  driver().frame(2);
  key(ImGuiKey_Enter);
  ASSERT_EQ(attempt().answered(), 1U);
  ASSERT_TRUE(quiz().shown().answer);
  EXPECT_EQ(quiz().shown().answer->chosen,
            std::vector<std::uint32_t>{quiz().shown().order[0]});
}

// Where lines are judged one by one the first that is wrong stays in sight.
TEST_F(QuizSight, WhatIsWrongOfAMatchingIsInSight) {
  HeadlessSettings settings;
  settings.width = 1024;
  settings.height = 700;
  open(kSample, settings);
  window_->ui().zoom = 2;
  key(ImGuiKey_Enter);
  go_to("ways-out-of-a-session");
  const quiz::Answer right = key_of(quiz().shown().question);
  const std::vector<std::uint32_t> order = quiz().shown().order;
  for (std::size_t pair = 0; pair < right.chosen.size(); ++pair) {
    // The first is wrong, the others are right.
    const std::uint32_t side = pair > 0 ? right.chosen[pair]
                               : right.chosen[0] == order[0] ? order[1] : order[0];
    const auto found = std::find(order.begin(), order.end(), side);
    type(std::to_string(pair + 1) + static_cast<char>('a' + (found - order.begin())));
  }
  key(ImGuiKey_Enter);
  driver().settle();
  ASSERT_EQ(attempt().answered(), 1U);
  ASSERT_FALSE(attempt().grade_of(attempt().at()).right());
  EXPECT_GT(pixels_of(Role::error, driver().picture(), {{0, 80}, {1024, 608}}), 300);
}

// The way to the lesson that mends a belief says which it is.
TEST_F(QuizSight, TheWayToALessonIsNamedWhole) {
  for (const auto& [width, height] : {std::pair{1024, 700}, {1440, 900}}) {
    HeadlessSettings settings;
    settings.width = width;
    settings.height = height;
    open_two(settings);
    key(ImGuiKey_Enter);
    go_to("cut");
    choose_by_key("Two");
    key(ImGuiKey_Enter);
    driver().settle();
    int lessons = 0;
    for (const std::string& label : driver().labels()) {
      if (label.rfind("Lesson ", 0) != 0) continue;
      ++lessons;
      EXPECT_EQ(label.find("…"), std::string::npos) << label;
    }
    EXPECT_EQ(lessons, 1);
  }
}

}  // namespace
}  // namespace popscope::gui
