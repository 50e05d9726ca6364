// A task of a quiz: done in its run, left, begun anew, handed in.
#include <filesystem>
#include <gtest/gtest.h>

#include "gui/app/apply.h"
#include "tests/gui/quiz_window.h"
#include "tests/support/typed.h"

namespace popscope::gui {
namespace {

TEST_F(QuizTest, ATaskByKeyboardAlone) {
  open();
  key(ImGuiKey_Enter);
  go_to("remove-one-message");
  key(ImGuiKey_Enter);
  ASSERT_EQ(window_->ui().page, Page::lesson);
  ASSERT_NE(task_under_way(window_->app()), nullptr);
  EXPECT_FALSE(has_acted(window_->app()));
  for (const char* line : {"DELE 2", "QUIT"}) {
    type(":");
    type(line);
    key(ImGuiKey_Enter);
  }
  EXPECT_TRUE(has_acted(window_->app()));
  key(ImGuiKey_Escape);  // the typing line, if it is still there
  type("1");             // hand it in
  EXPECT_EQ(window_->ui().page, Page::quiz);
  ASSERT_EQ(attempt().answered(), 1U);
  EXPECT_TRUE(attempt().grade_of(attempt().at()).right());
}

TEST_F(QuizTest, ATaskThatIsLeftIsThereAgainAndStartsOver) {
  open();
  key(ImGuiKey_Enter);
  go_to("remove-one-message");
  key(ImGuiKey_Enter);
  const std::size_t begun = window_->visit().moment();
  apply(window_->app(), TypeLine{"DELE 2"});
  const std::size_t acted = window_->visit().moment();
  ASSERT_GT(acted, begun);
  while (window_->ui().page == Page::lesson) key(ImGuiKey_Escape);
  EXPECT_EQ(window_->ui().page, Page::quiz);
  EXPECT_EQ(attempt().answered(), 0U);
  key(ImGuiKey_Enter);
  EXPECT_EQ(window_->visit().moment(), acted);
  type("2");  // start over
  EXPECT_EQ(window_->visit().moment(), begun);
  EXPECT_FALSE(has_acted(window_->app()));
  // Nothing done: what comes next is a line, not an answer.
  apply(window_->app(), Next{});
  EXPECT_EQ(window_->ui().page, Page::lesson);
  EXPECT_TRUE(window_->ui().console_shown);
  EXPECT_EQ(attempt().answered(), 0U);
}

// However a task is left, and wherever the cursor stands by then.
TEST_F(QuizTest, WhatWasDoneOfATaskStays) {
  open();
  key(ImGuiKey_Enter);
  go_to("remove-one-message");
  const auto done = [&] {
    std::size_t messages = 0;
    const sim::World& world = window_->visit().world();
    for (const auto& each : world.maildrops) messages += each->messages.size();
    return messages;
  };
  apply(window_->app(), NextQuestion{});
  apply(window_->app(), TypeLine{"DELE 2"});
  const std::uint32_t branch = window_->visit().branch().value;
  ASSERT_FALSE(window_->visit().notes({branch}).of_story);
  const std::vector<std::function<void()>> ways = {
      [&] { apply(window_->app(), OpenPage{Page::start}); },
      [&] { apply(window_->app(), OpenPage{Page::quiz}); },
      [&] {  // from the story's branch
        apply(window_->app(), SwitchBranch{0});
        apply(window_->app(), OpenPage{Page::quiz});
      },
      [&] { apply(window_->app(), OpenLesson{"three-states"}); },
      [&] { apply(window_->app(), OpenQuiz{kSample}); },  // the same one
      [&] { apply(window_->app(), OpenFile{"/no/such/file.json"}); },
      [&] {  // the faulty file is read again, not the run
        apply(window_->app(), OpenFile{"/no/such/file.json"});
        ASSERT_EQ(window_->ui().page, Page::file_errors);
        apply(window_->app(), Reload{});
      },
  };
  for (std::size_t way = 0; way < ways.size(); ++way) {
    SCOPED_TRACE(way);
    ways[way]();
    if (window_->ui().page == Page::file_errors) apply(window_->app(), Escape{});
    apply(window_->app(), OpenQuiz{kSample});
    ASSERT_EQ(window_->ui().page, Page::quiz);
    EXPECT_FALSE(shows_a_run(window_->app()));
    EXPECT_EQ(attempt().answered(), 0U);
    apply(window_->app(), NextQuestion{});
    ASSERT_EQ(window_->ui().page, Page::lesson);
    ASSERT_TRUE(window_->visit().has_own_branch());
    EXPECT_EQ(done(), 3U);
    apply(window_->app(), SwitchBranch{branch});
    EXPECT_TRUE(has_acted(window_->app()));
  }
}

// Reading again leaves it alone, and closing says once that it would go.
TEST_F(QuizTest, WhatWasDoneOfATaskIsNotLostUnasked) {
  open();
  key(ImGuiKey_Enter);
  EXPECT_TRUE(may_close(window_->app()));
  go_to("remove-one-message");
  apply(window_->app(), NextQuestion{});
  EXPECT_TRUE(may_close(window_->app()));
  apply(window_->app(), TypeLine{"DELE 2"});
  key(ImGuiMod_Ctrl | ImGuiKey_R);
  EXPECT_TRUE(has_acted(window_->app()));
  apply(window_->app(), OpenPage{Page::quiz});
  EXPECT_FALSE(may_close(window_->app()));
  EXPECT_EQ(window_->ui().notice, window_->app().catalogue.sentence("quiz.run.close"));
  EXPECT_TRUE(may_close(window_->app()));
  // Who looks at it once more, and does nothing, knows; what is done since is another loss.
  apply(window_->app(), NextQuestion{});
  apply(window_->app(), Go{Go::To::back});
  EXPECT_TRUE(may_close(window_->app()));
  apply(window_->app(), Go{Go::To::last});
  apply(window_->app(), TypeLine{"DELE 3"});
  EXPECT_FALSE(may_close(window_->app()));
  EXPECT_TRUE(may_close(window_->app()));
  apply(window_->app(), Answer{view::kTaskAsk, view::kStartOver});
  EXPECT_TRUE(may_close(window_->app()));
}

// The attempt goes on from the journal, and what was done in it with it; a new one knows nothing.
TEST_F(QuizTest, WhatWasDoneOfATaskOutlivesAnotherQuiz) {
  keeps_ = true;
  open();
  App& app = window_->app();
  apply(app, BeginQuiz{false, false});
  go_to("remove-one-message");
  apply(app, NextQuestion{});
  apply(app, TypeLine{"DELE 2"});
  const std::size_t acted = window_->visit().moment();
  const auto there_and_back = [&](const BeginQuiz& how) {
    apply(app, OpenQuiz{"ports-and-network"});
    apply(app, BeginQuiz{false, false});
    apply(app, OpenQuiz{kSample});
    apply(app, how);
    go_to("remove-one-message");
  };
  there_and_back({false, true});
  EXPECT_TRUE(remembers_acts(quiz()));
  apply(app, NextQuestion{});
  EXPECT_TRUE(has_acted(app));
  EXPECT_EQ(window_->visit().moment(), acted);
  apply(app, OpenQuiz{"ports-and-network"});
  EXPECT_FALSE(may_close(app));
  EXPECT_EQ(window_->ui().notice, app.catalogue.sentence("quiz.run.close"));
  apply(app, OpenQuiz{kSample});
  apply(app, BeginQuiz{true, false});  // the study attempt still goes on
  EXPECT_FALSE(acts_to_lose(app).empty());
  there_and_back({false, true});
  EXPECT_TRUE(remembers_acts(quiz()));
  there_and_back({false, false});
  EXPECT_FALSE(remembers_acts(quiz()));
  EXPECT_TRUE(acts_to_lose(app).empty());
}

// Each loss has a warning of its own: one that was passed over says nothing of the other.
TEST_F(QuizTest, OneWarningDoesNotSilenceAnother) {
  window_ = std::make_unique<Window>(Request{kSample, "", false}, &folder_);
  App& app = window_->app();
  apply(app, OpenQuiz{kSample});
  apply(app, BeginQuiz{false, false});
  go_to("remove-one-message");
  apply(app, NextQuestion{});
  apply(app, TypeLine{"DELE 2"});
  apply(app, OpenPage{Page::quiz});
  EXPECT_FALSE(may_close(app));
  EXPECT_TRUE(may_close(app));
  apply(app, OpenLesson{"three-states"});
  std::filesystem::remove_all(folder_.file("state/lessons"));
  folder_.write("state/lessons", "");
  apply(app, Go{Go::To::forward});
  apply(app, TypeLine{"CAPA"});
  EXPECT_FALSE(may_close(app));
  EXPECT_EQ(window_->ui().notice, app.catalogue.sentence("app.kept.close"));
  EXPECT_TRUE(may_close(app));
}

TEST_F(QuizTest, AWrongWayOfATaskIsJudgedByItsChecksAndAWayThatDoesItIsShown) {
  open();
  key(ImGuiKey_Enter);
  go_to("remove-one-message");
  key(ImGuiKey_Enter);
  apply(window_->app(), TypeLine{"DELE 2"});
  apply(window_->app(), TypeLine{"close"});
  apply(window_->app(), Next{});  // hands it in, too
  ASSERT_EQ(window_->ui().page, Page::quiz);
  ASSERT_EQ(attempt().answered(), 1U);
  EXPECT_FALSE(attempt().grade_of(attempt().at()).right());
  // What was done is shown as it was done, and a way that does it under its own name.
  driver().settle();
  type("s");
  ASSERT_EQ(window_->ui().page, Page::lesson);
  EXPECT_EQ(task_under_way(window_->app()), nullptr) << "what is shown is not asked";
  EXPECT_EQ(window_->visit().world().maildrops[0]->messages.size(), 3U);
  EXPECT_FALSE(driver().has("One right way"));
  apply(window_->app(), OpenPage{Page::start});
  ASSERT_EQ(window_->ui().page, Page::quiz);
  driver().settle();
  ASSERT_TRUE(driver().click("One right way"));
  EXPECT_EQ(window_->visit().world().maildrops[0]->messages.size(), 2U);
  apply(window_->app(), OpenPage{Page::quiz});
  type("r");
  ASSERT_EQ(window_->ui().page, Page::lesson);
  EXPECT_NE(task_under_way(window_->app()), nullptr);
  EXPECT_FALSE(has_acted(window_->app()));
}

// What is under way when one hands in comes to its end first: a check is more than its connection.
TEST_F(QuizTest, EveryWayOfATaskCanBeTypedAndHandedInAtOnce) {
  std::size_t tasks = 0;
  for (const char* id : {"ports-and-network", "security", "several-devices"}) {
    open(id);
    key(ImGuiKey_Enter);
    std::vector<quiz::Question> questions;
    for (const quiz::Shown& shown : attempt().questions()) questions.push_back(shown.question);
    for (const quiz::Question& question : questions) {
      const auto* task = std::get_if<quiz::Task>(&question.asks);
      if (task == nullptr) continue;
      SCOPED_TRACE(question.id);
      ++tasks;
      const std::uint32_t index = *attempt().find(question.id);
      const auto handed_in = [&](const std::vector<lesson::Entry>& story) {
        apply(window_->app(), GoToQuestion{index});
        apply(window_->app(), TryAgain{});
        if (!shows_a_run(window_->app())) apply(window_->app(), ShowRun{});
        for (const test::TypedLine& each : test::typed_lines(story)) {
          const auto device = find_device(window_->visit().world(), each.device);
          apply(window_->app(), SelectDevice{device.value_or(sim::DeviceId{}).value});
          apply(window_->app(), TypeLine{each.line});
        }
        apply(window_->app(), Answer{view::kTaskAsk, view::kHandIn});
        // The last answer, not the one that counts.
        return grade(question, attempt().questions()[index].answer.value()).right();
      };
      EXPECT_TRUE(handed_in(task->solution));
      for (const quiz::WrongWay& way : task->wrong_ways) EXPECT_FALSE(handed_in(way.story));
    }
  }
  EXPECT_GE(tasks, 4U);
}

// Settings are typed, too; and an exam tells nothing, and takes another answer.
TEST_F(QuizTest, ATaskInAnExamIsDoneOtherwise) {
  open();
  apply(window_->app(), BeginQuiz{true, false});
  go_to("remove-one-message");
  apply(window_->app(), NextQuestion{});
  apply(window_->app(), TypeLine{"set port 995"});
  EXPECT_EQ(window_->visit().world().devices[0]->account.port, 995);
  type("1");
  ASSERT_EQ(attempt().answered(), 1U);
  apply(window_->app(), GoToQuestion{*attempt().find("remove-one-message")});
  driver().settle();
  type("s");
  ASSERT_EQ(window_->ui().page, Page::lesson);
  apply(window_->app(), TypeLine{"DELE 2"});
  apply(window_->app(), TypeLine{"QUIT"});
  type("1");
  apply(window_->app(), EndQuiz{});
  apply(window_->app(), EndQuiz{});
  EXPECT_TRUE(attempt().grade_of(*attempt().find("remove-one-message")).right());
}

}  // namespace
}  // namespace popscope::gui
