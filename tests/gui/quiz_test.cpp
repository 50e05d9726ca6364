// A quiz in the window: by mouse, by keyboard alone, with its journal, in every theme and size.
#include <algorithm>
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "loader/quiz_journal.h"
#include "quiz/journal.h"
#include "tests/gui/quiz_window.h"

namespace popscope::gui {
namespace {

TEST_F(QuizTest, TheStartPageOpensIt) {
  window_ = std::make_unique<Window>();
  key(ImGuiKey_Escape);
  ASSERT_EQ(window_->ui().page, Page::start);
  ASSERT_TRUE(click_option("Deletion and sessions"));
  EXPECT_EQ(window_->ui().page, Page::quiz);
  EXPECT_FALSE(quiz().attempt);
  key(ImGuiKey_Escape);
  EXPECT_EQ(window_->ui().page, Page::start);
}

TEST_F(QuizTest, ByMouse) {
  open_two();
  ASSERT_TRUE(driver().click("Study"));
  go_to("cut");
  ASSERT_TRUE(click_option("Two"));
  EXPECT_EQ(attempt().answered(), 0U);  // chosen, and not confirmed
  ASSERT_TRUE(driver().click("Answer"));
  EXPECT_EQ(attempt().answered(), 1U);
  EXPECT_FALSE(attempt().grade_of(attempt().at()).right());
  ASSERT_TRUE(driver().click("Try again"));
  ASSERT_TRUE(click_option("Three"));
  ASSERT_TRUE(driver().click("Answer"));
  EXPECT_TRUE(quiz::grade(quiz().shown().question, *quiz().shown().answer).right());
  EXPECT_FALSE(attempt().grade_of(attempt().at()).right());  // the first one counts
  ASSERT_TRUE(driver().click("Next question"));
  EXPECT_EQ(quiz().shown().question.id, "which");
  ASSERT_TRUE(click_option("RETR"));
  ASSERT_TRUE(click_option("FETCH"));
  ASSERT_TRUE(click_option("FETCH"));  // taken off again
  ASSERT_TRUE(click_option("DELE"));
  ASSERT_TRUE(driver().click("Answer"));
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
  ASSERT_TRUE(driver().click("See the report"));
  EXPECT_TRUE(quiz().on_report());
  EXPECT_TRUE(driver().has("Begin again"));
}

// As many as a question has answers at most; no letter on a card means something else.
TEST(QuizKeys, EveryAnswerHasALetter) {
  for (char letter = 'A'; letter <= 'I'; ++letter)
    EXPECT_EQ(view::action_of({view::Key::character, letter, false, false}, view::kInQuiz),
              view::KeyAction::choose)
        << letter;
}

TEST_F(QuizTest, ByKeyboardAlone) {
  open_two();
  key(ImGuiKey_Enter);  // study is proposed
  ASSERT_TRUE(quiz().attempt);
  if (quiz().shown().question.id != "cut") key(ImGuiKey_RightArrow);
  choose_by_key("Two");
  type("m");
  EXPECT_TRUE(quiz().shown().flagged);
  key(ImGuiKey_Enter);
  EXPECT_EQ(attempt().answered(), 1U);
  type("s");  // the run, and back
  EXPECT_EQ(window_->ui().page, Page::lesson);
  key(ImGuiKey_Escape);
  EXPECT_EQ(window_->ui().page, Page::quiz);
  type("r");
  EXPECT_TRUE(quiz().shown().open);
  choose_by_key("Three");
  key(ImGuiKey_Enter);
  key(ImGuiKey_Enter);
  EXPECT_EQ(quiz().shown().question.id, "which");
  // Arrows come to the answers, Space chooses, Enter on what is chosen confirms.
  for (std::size_t i = 0; i < 3; ++i) {
    key(ImGuiKey_DownArrow);
    const quiz::Shown& shown = quiz().shown();
    const auto& options = std::get<quiz::Choice>(shown.question.asks).options;
    if (options[shown.order[i]].right) key(ImGuiKey_Space);
  }
  while (!quiz().shown().answer && draft_of(window_->app()).chosen.size() == 2) {
    const auto& options = std::get<quiz::Choice>(quiz().shown().question.asks).options;
    if (options[quiz().shown().order[2]].right) key(ImGuiKey_Enter);
    else key(ImGuiKey_Escape), key(ImGuiKey_Enter);
  }
  EXPECT_EQ(attempt().answered(), 2U);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
  key(ImGuiKey_Enter);
  EXPECT_TRUE(quiz().on_report());
}

TEST_F(QuizTest, AnAnsweredQuestionCannotBeAnsweredTwice) {
  open_two();
  key(ImGuiKey_Enter);
  go_to("cut");
  choose_by_key("Two");
  key(ImGuiKey_Enter);
  choose_by_key("Three");
  EXPECT_TRUE(draft_of(window_->app()).chosen.empty());
  EXPECT_EQ(quiz().shown().tries, 1U);
}

// It is said, and other settings can be chosen.
TEST_F(QuizTest, ASettingWithWhichNothingCanBeTold) {
  TemporaryFolder folder;
  folder.write("stuck.json", R"json({ "popscope": "quiz/1", "title": "Stuck", "questions": [
    { "id": "left", "type": "numeric", "stem": "How many are left?", "answer": 1,
      "measure": { "messages on server": "sarah" },
      "run": { "scenario": {
          "people": [{ "name": "sarah", "mail": ["A", "B"] }], "devices": [{ "name": "Laptop" }],
          "story": [{ "connect": "Laptop" }, { "do": ["USER sarah", "PASS secret"] },
            { "choose": [{ "name": "goes on", "story": [{ "wait": "1s" }] },
                         { "name": "closed", "story": [{ "close": "Laptop" }] }] },
            { "do": ["DELE 1", "QUIT"] }] },
        "way": "goes on",
        "parameters": [[{ "name": "whole" }, { "name": "early", "way": "closed" }]] } }] })json");
  Window window({folder.file("stuck.json"), "", false});
  apply(window.app(), BeginQuiz{false, false});
  window.driver().frame(2);
  window.type("1");
  window.key(ImGuiKey_Enter);
  ASSERT_TRUE(proof_of(*window.app().quiz, window.app().catalogue));
  window.driver().click("early");
  const auto stuck = proof_of(*window.app().quiz, window.app().catalogue);
  ASSERT_TRUE(stuck);
  EXPECT_EQ(stuck->note, window.app().catalogue.sentence("quiz.proof.impossible"));
  window.driver().click("whole");
  EXPECT_FALSE(proof_of(*window.app().quiz, window.app().catalogue)->lines.empty());
}

TEST_F(QuizTest, ParametersRunItAgain) {
  open_two();
  key(ImGuiKey_Enter);
  go_to("cut");
  EXPECT_FALSE(proof_of(quiz(), window_->app().catalogue));  // not before it is answered
  choose_by_key("Two");
  key(ImGuiKey_Enter);
  const auto before = proof_of(quiz(), window_->app().catalogue);
  ASSERT_TRUE(before);
  EXPECT_FALSE(before->changed);
  for (const std::string& label : driver().labels())
    if (label.rfind("removes at DELE", 0) == 0) driver().click(label);
  const auto now = proof_of(quiz(), window_->app().catalogue);
  ASSERT_TRUE(now);
  EXPECT_TRUE(now->changed);
  EXPECT_NE(now->holds, before->holds);
}

TEST_F(QuizTest, TheRunIsShownWhereItDecidesAndTheLessonComesBack) {
  open_two();
  apply(window_->app(), OpenLesson{"three-states"});
  apply(window_->app(), GoToStep{3});
  const std::uint32_t step = window_->visit().step();
  apply(window_->app(), OpenPage{Page::quiz});
  driver().settle();
  key(ImGuiKey_Enter);
  go_to("cut");
  type("s");  // not before it is answered
  EXPECT_EQ(window_->ui().page, Page::quiz);
  choose_by_key("Two");
  key(ImGuiKey_Enter);
  const auto& options = std::get<quiz::Choice>(quiz().shown().question.asks).options;
  const auto& order = quiz().shown().order;
  for (std::uint32_t place = 0; place < order.size(); ++place)
    if (options[order[place]].say == "Two") apply(window_->app(), ShowRun{place});
  driver().settle();
  ASSERT_EQ(window_->ui().page, Page::lesson);
  const auto spot = quiz::find_spot(window_->visit(), "marked");
  ASSERT_TRUE(spot);
  EXPECT_EQ(window_->visit().step(),
            window_->visit().steps(spot->branch).at_moment(spot->moment));
  EXPECT_TRUE(window_->app().opened.key.empty());  // nothing of it is kept
  key(ImGuiKey_Escape);
  EXPECT_EQ(window_->ui().page, Page::quiz);
  EXPECT_EQ(window_->visit().lesson().scenario->id, "three-states");
  EXPECT_EQ(window_->visit().step(), step);
}

TEST_F(QuizTest, WithoutALessonBeforeThereIsNoneBehindTheRun) {
  folder_.write("two.json", kTwo);
  Window window({folder_.file("two.json"), "", false});
  window.key(ImGuiKey_Enter);
  apply(window.app(), GoToQuestion{*window.app().quiz->attempt->find("cut")});
  apply(window.app(), ChooseOption{0});
  apply(window.app(), ConfirmAnswer{});
  window.type("s");
  EXPECT_TRUE(window.app().visit);
  window.key(ImGuiKey_Escape);
  EXPECT_FALSE(window.app().visit);
  EXPECT_EQ(window.ui().page, Page::quiz);
  EXPECT_EQ(window.driver().complaints(), std::vector<std::string>{});
}

TEST_F(QuizTest, TheJournalGoesOnWhereTheTerminalLeft) {
  keeps_ = true;
  open_two();
  key(ImGuiKey_Enter);
  go_to("cut");
  choose_by_key("Two");
  key(ImGuiKey_Enter);
  const std::string path = quiz().answers->path();
  key(ImGuiKey_Escape);  // away: what is an exam's time stands still
  EXPECT_TRUE(attempt().is_paused());
  close(window_->app());
  window_.reset();
  {
    const loader::JournalFile journal(path);
    const auto events = quiz::latest_attempt(journal.before().events);
    EXPECT_FALSE(events.empty());
    EXPECT_TRUE(std::holds_alternative<quiz::Started>(events.front().what));
    EXPECT_EQ(std::get<quiz::Started>(events.front().what).seed, 1U);
    EXPECT_TRUE(std::holds_alternative<quiz::Paused>(events.back().what));
  }
  open_two();
  EXPECT_TRUE(driver().has("Go on"));
  key(ImGuiKey_Enter);  // which is proposed
  ASSERT_TRUE(quiz().attempt);
  EXPECT_EQ(attempt().answered(), 1U);
  EXPECT_EQ(quiz().shown().question.id, "which");  // the one that is not answered
}

// One choice of two that are asked for is a slip, and told before it counts.
TEST_F(QuizTest, AsManyAsAreAskedForAreAnAnswer) {
  open_two();
  key(ImGuiKey_Enter);
  go_to("which");
  choose_by_key("RETR");
  key(ImGuiKey_Enter);
  EXPECT_EQ(attempt().answered(), 0U);
  EXPECT_NE(window_->ui().notice.find("2"), std::string::npos);
  choose_by_key("DELE");
  key(ImGuiKey_Enter);
  EXPECT_EQ(attempt().answered(), 1U);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
}

// A report is there again after it was left, and after a restart; the start page says how far one
// is with each quiz.
TEST_F(QuizTest, AReportIsThereAgain) {
  keeps_ = true;
  open();
  EXPECT_FALSE(driver().has("See the report"));
  key(ImGuiKey_Enter);
  key(ImGuiKey_Escape);
  driver().settle();
  EXPECT_EQ(quiz_cards(window_->app()).front().size, "7 questions, 0 answered");
  apply(window_->app(), OpenPage{Page::quiz});
  apply(window_->app(), EndQuiz{});
  apply(window_->app(), EndQuiz{});
  ASSERT_TRUE(quiz().on_report());
  for (const bool restarts : {false, true}) {
    apply(window_->app(), NextQuestion{});
    if (restarts) {
      close(window_->app());
      window_.reset();
      open();
    }
    driver().settle();
    ASSERT_FALSE(quiz().attempt);
    ASSERT_TRUE(driver().click("See the report")) << restarts;
    EXPECT_TRUE(quiz().on_report());
    EXPECT_EQ(attempt().answered(), 0U);
  }
  EXPECT_EQ(quiz_cards(window_->app()).front().size, "7 questions, 0 of 7 right, 7 not answered");
}

TEST_F(QuizTest, AnExamTellsNothingBeforeItsEnd) {
  open_two();
  ASSERT_TRUE(driver().click("Exam"));
  ASSERT_TRUE(attempt().is_exam());
  go_to("cut");
  choose_by_key("Two");
  key(ImGuiKey_Enter);
  EXPECT_EQ(attempt().answered(), 1U);
  EXPECT_EQ(quiz().shown().question.id, "which");  // on by itself
  go_to("cut");
  EXPECT_FALSE(attempt().shows_feedback(attempt().at()));
  EXPECT_FALSE(driver().has("Try again"));
  type("s");
  EXPECT_EQ(window_->ui().page, Page::quiz);
  EXPECT_EQ(draft_of(window_->app()).chosen, quiz().shown().answer->chosen);
  choose_by_key("Three");  // may be changed
  key(ImGuiKey_Enter);
  ASSERT_TRUE(driver().click("End the exam"));  // one is open: asked once
  EXPECT_FALSE(attempt().ended());
  ASSERT_TRUE(driver().click("End the exam"));
  EXPECT_TRUE(quiz().on_report());
  // A question of the report, judged now, and back.
  ASSERT_TRUE(driver().click("Question 1"));
  EXPECT_EQ(quiz().looked_at, 0U);
  key(ImGuiKey_Escape);
  EXPECT_TRUE(quiz().on_report());
}

TEST_F(QuizTest, TheTimeOfAnExamEnds) {
  open_two();
  ASSERT_TRUE(driver().click("Exam"));
  driver().settle();
  EXPECT_GT(tick_in_ms(window_->app()), 0);
  the_time += 59'000;
  tick(window_->app(), window_->app().now + 1);
  EXPECT_FALSE(attempt().ended());
  apply(window_->app(), OpenPage{Page::start});  // away: the time stands still
  the_time += 600'000;
  apply(window_->app(), OpenPage{Page::quiz});
  EXPECT_EQ(attempt().left(the_time), 1'000);
  the_time += 1'000;
  tick(window_->app(), window_->app().now + 1);
  EXPECT_TRUE(attempt().ended());
  EXPECT_TRUE(quiz().on_report());
}

TEST_F(QuizTest, ANumberByKeyboardAlone) {
  open();
  key(ImGuiKey_Enter);
  go_to("count-behind-dele");
  EXPECT_TRUE(ImGui::GetIO().WantTextInput);  // the field has the keyboard
  type("x");
  key(ImGuiKey_Enter);
  EXPECT_EQ(attempt().answered(), 0U);
  EXPECT_FALSE(window_->ui().notice.empty());
  go_to("count-behind-dele");
  window_->ui().number_field.clear();
  key(ImGuiKey_Escape);
  type("2");  // a digit finds the field by itself
  EXPECT_EQ(window_->ui().number_field, "2");
  key(ImGuiKey_Enter);
  ASSERT_EQ(attempt().answered(), 1U);
  EXPECT_EQ(quiz().shown().answer->number, 2);
  EXPECT_TRUE(driver().has("Try again"));
  const auto proof = proof_of(quiz(), window_->app().catalogue);
  ASSERT_TRUE(proof);
  EXPECT_EQ(proof->holds, "With these settings it is 3.");
}

// Nothing stands in the field: the arrows go to the questions beside it, as everywhere.
TEST_F(QuizTest, AnEmptyNumberFieldLetsGoSideways) {
  open();
  key(ImGuiKey_Enter);
  go_to("count-behind-dele");
  ASSERT_TRUE(ImGui::GetIO().WantTextInput);
  const std::uint32_t at = attempt().at();
  key(ImGuiKey_Enter);  // "Skip for now"
  EXPECT_NE(attempt().at(), at);
  go_to("count-behind-dele");
  const ImGuiKey there = at == 0 ? ImGuiKey_RightArrow : ImGuiKey_LeftArrow;
  const ImGuiKey back = at == 0 ? ImGuiKey_LeftArrow : ImGuiKey_RightArrow;
  key(there);
  EXPECT_NE(attempt().at(), at);
  key(back);
  ASSERT_EQ(attempt().at(), at);
  driver().settle();
  type("2");
  key(there);  // the caret's
  EXPECT_EQ(attempt().at(), at);
  EXPECT_EQ(window_->ui().number_field, "2");
}

TEST_F(QuizTest, WhatWasNotAnsweredIsNotCalledWrong) {
  open_two();
  key(ImGuiKey_Enter);
  go_to("cut");
  choose_by_key("Two");
  key(ImGuiKey_Enter);
  const std::uint32_t wrong = attempt().at();
  apply(window_->app(), EndQuiz{});
  apply(window_->app(), EndQuiz{});
  const text::Catalogue& words = window_->app().catalogue;
  EXPECT_EQ(view::quiz_report(attempt(), words).headline, "0 of 2 right, 1 not answered");
  const view::QuizView view = view::quiz_page(attempt(), 1 - wrong, {}, the_time, words);
  EXPECT_EQ(view.cells[wrong].mark, view::QuizCell::Mark::wrong);
  EXPECT_EQ(view.cells[1 - wrong].mark, view::QuizCell::Mark::unanswered);
  EXPECT_EQ(view.question.outcome, view::QuizQuestionView::Outcome::unanswered);
}

TEST_F(QuizTest, AMatchingByMouseAndByKeyboard) {
  open();
  key(ImGuiKey_Enter);
  go_to("ways-out-of-a-session");
  const auto& matching = std::get<quiz::Matching>(quiz().shown().question.asks);
  const quiz::Answer right = key_of(quiz().shown().question);
  const auto letter_of = [&](std::uint32_t side) {
    const auto& order = quiz().shown().order;
    const auto found = std::find(order.begin(), order.end(), side);
    return std::string(1, static_cast<char>('a' + (found - order.begin())));
  };
  ASSERT_TRUE(click_option(matching.pairs[1].left));  // the second line first
  EXPECT_EQ(draft_of(window_->app()).row, 1U);
  ASSERT_TRUE(click_option(quiz::right_sides(matching)[right.chosen[1]]));
  type("1" + letter_of(right.chosen[0]));
  type("3" + letter_of(right.chosen[2]));
  EXPECT_EQ(draft_of(window_->app()).chosen, right.chosen);
  key(ImGuiKey_Enter);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
}

TEST_F(QuizTest, AnOrderByKeyboardAlone) {
  open();
  key(ImGuiKey_Enter);
  go_to("order-of-a-session");
  const auto& order = quiz().shown().order;
  for (std::uint32_t item = 0; item < order.size(); ++item) {
    const auto found = std::find(order.begin(), order.end(), item);
    type(std::string(1, static_cast<char>('1' + (found - order.begin()))));
  }
  key(ImGuiKey_Enter);
  ASSERT_EQ(attempt().answered(), 1U);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
}

TEST_F(QuizTest, AFaultyFileShowsItsPage) {
  folder_.write("bad.json", R"json({ "popscope": "quiz/1", "title": "Bad", "questions": 3 })json");
  open(folder_.file("bad.json"));
  EXPECT_EQ(window_->ui().page, Page::file_errors);
  EXPECT_FALSE(window_->app().quiz);
}

struct Size {
  int width, height;
  float zoom;
};
constexpr Size kSizes[] = {{1440, 900, 1}, {1024, 700, 1}, {1024, 700, 2}, {480, 320, 3}};

// Every question of the sample, open, answered and in an exam, and the pages around them.
TEST_F(QuizTest, EveryFrameInEachTheme) {
  open();
  const auto in_every_theme = [&](const std::string& where) {
    for (const ThemeName theme : kThemeNames) {
      apply(window_->app(), SetTheme{static_cast<std::uint8_t>(theme)});
      driver().frame(2);
      expect_no_complaints(where);
    }
  };
  for (const Size& size : kSizes) {
    apply(window_->app(), SetZoom{size.zoom});
    driver().resize(size.width, size.height);
    driver().frame(2);
    for (const bool exam : {false, true}) {
      in_every_theme("before it begins");
      apply(window_->app(), BeginQuiz{exam, false});
      for (std::uint32_t i = 0; i < attempt().questions().size(); ++i) {
        const std::string where = std::to_string(size.width) + ", question " + std::to_string(i);
        apply(window_->app(), GoToQuestion{i});
        in_every_theme(where);
        apply(window_->app(), ChooseOption{1});
        apply(window_->app(), FlagQuestion{});
        in_every_theme(where + ", chosen");
        apply(window_->app(), ConfirmAnswer{});
        apply(window_->app(), GoToQuestion{i});
        in_every_theme(where + ", answered");
      }
      apply(window_->app(), EndQuiz{});
      apply(window_->app(), EndQuiz{});
      ASSERT_TRUE(quiz().on_report());
      in_every_theme("report");
      apply(window_->app(), NextQuestion{});
      ASSERT_FALSE(quiz().attempt);
    }
  }
}

TEST_F(QuizTest, TheButtonsOfItsBarFit) {
  for (const Size& size : {Size{1024, 700, 2}, Size{1024, 700, 3}, Size{760, 700, 1},
                           Size{480, 320, 1.5f}}) {
    HeadlessSettings settings;
    settings.width = size.width;
    settings.height = size.height;
    open_two(settings);
    window_->ui().zoom = size.zoom;
    key(ImGuiKey_Enter);
    choose_by_key("Two");
    choose_by_key("FETCH");
    choose_by_key("RETR");
    key(ImGuiKey_Enter);
    driver().settle();
    std::vector<Widget> bar;
    for (const Widget& widget : seen_widgets())
      if (widget.visible && !widget.label.empty() && widget.label[0] != '#' &&
          widget.full_min.y >= static_cast<float>(size.height) - 48 * size.zoom &&
          widget.full_max.y <= static_cast<float>(size.height))
        bar.push_back(widget);
    EXPECT_GE(bar.size(), 4U);
    for (std::size_t a = 0; a < bar.size(); ++a) {
      EXPECT_GE(bar[a].full_min.x, 0);
      EXPECT_LE(bar[a].full_max.x, static_cast<float>(size.width)) << bar[a].label;
      for (std::size_t b = a + 1; b < bar.size(); ++b)
        EXPECT_TRUE(bar[a].full_max.x <= bar[b].full_min.x ||
                    bar[b].full_max.x <= bar[a].full_min.x)
            << bar[a].label << " and " << bar[b].label << ", " << size.width;
    }
  }
}

}  // namespace
}  // namespace popscope::gui
