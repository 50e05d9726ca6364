#pragma once
// A window with a quiz in it: the shipped sample, or one of two questions.
#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "gui/app/apply.h"
#include "gui/app/quiz.h"
#include "quiz/attempt.h"
#include "tests/gui/window.h"

namespace popscope::gui {

inline constexpr const char* kSample = "deletion-and-sessions";

inline quiz::Clock the_time = 1'000;

// A quiz of two questions that the window can ask.
inline constexpr const char* kTwo = R"json({
  "popscope": "quiz/1", "title": "Two", "minutes": 1,
  "questions": [
    { "id": "cut", "type": "single", "stem": "What does the server hold?", "topic": "Deletion",
      "run": {
        "lesson": "deletion-happens-at-quit", "way": "cable cut", "show": "cut",
        "parameters": [
          [{ "name": "strict server" },
           { "name": "removes at DELE", "server": { "faults": ["removes at DELE"] } }]
        ]
      },
      "options": [
        { "say": "Three", "right": true, "claim": { "server": { "sarah": 3 } } },
        { "say": "Two", "claim": { "server": { "sarah": 2 } }, "show": "marked",
          "misconception": "dele-is-immediate", "right when": ["removes at DELE"],
          "feedback": "DELE marks." }
      ] },
    { "id": "which", "type": "multiple", "stem": "Which are POP3's? (Select TWO.)",
      "citation": "RFC 1939",
      "options": [
        { "say": "RETR", "right": true }, { "say": "DELE", "right": true }, { "say": "FETCH" }
      ] }
  ]
})json";

class QuizTest : public testing::Test {
 protected:
  void open(const std::string& file = kSample, HeadlessSettings settings = {}) {
    window_ = std::make_unique<Window>(Request{}, nullptr, settings);
    the_time = 1'000;
    App& app = window_->app();
    app.quiz_place.now = [] { return the_time; };
    app.quiz_place.seed = 1;
    if (keeps_) app.quiz_place = {true, folder_.file("quiz"), app.quiz_place.now, 1};
    apply(app, OpenFile{file});
    window_->driver().settle();
  }
  void open_two(HeadlessSettings settings = {}) {
    folder_.write("two.json", kTwo);
    open(folder_.file("two.json"), settings);
  }

  Driver& driver() { return window_->driver(); }
  const OpenedQuiz& quiz() { return *window_->app().quiz; }
  const quiz::Attempt& attempt() { return *quiz().attempt; }
  void key(ImGuiKeyChord chord) { window_->key(chord); }
  void type(std::string_view words) { window_->type(words); }

  // By what it says, whatever its letter.
  bool click_option(const std::string& say) {
    for (const std::string& label : driver().labels())
      if (label.rfind(say + "##", 0) == 0 || label == say) return driver().click(label);
    return false;
  }
  void choose_by_key(const std::string& say) {
    const quiz::Shown& shown = quiz().shown();
    const auto& options = std::get<quiz::Choice>(shown.question.asks).options;
    for (std::size_t place = 0; place < shown.order.size(); ++place)
      if (options[shown.order[place]].say == say)
        type(std::string(1, static_cast<char>('a' + place)));
  }
  // Until the question of this id is before the learner.
  void go_to(const std::string& id) {
    const auto index = attempt().find(id);
    ASSERT_TRUE(index);
    apply(window_->app(), GoToQuestion{*index});
    driver().settle();
  }
  void expect_no_complaints(const std::string& where) {
    EXPECT_EQ(driver().complaints(), std::vector<std::string>{}) << where;
  }

  void TearDown() override {
    if (window_) expect_no_complaints("at the end");
  }

  TemporaryFolder folder_;
  bool keeps_ = false;
  std::unique_ptr<Window> window_;
};

}  // namespace popscope::gui
