// An author's words, and what came of a guess, are of the story: on a branch of the learner's own
// neither is said of what comes there.
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/guesses.h"
#include "view/story.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

lesson::Entry with_note(lesson::Entry made, std::string headline) {
  made.note = lesson::Note{std::move(headline), "", "", "", ""};
  return made;
}

// RETR before the login, which the author says is refused.
lesson::Scenario refused() {
  return test::sarah({test::connect(), test::ask({2, 3}, "refused"),
                      test::part("too early", with_note(test::send({"RETR 1"}), "Not permitted."),
                                 "refused"),
                      test::send({"USER sarah", "PASS secret"}), test::send({"STAT"})});
}

Visit at_greeting(const lesson::Scenario& scenario) {
  Visit visit(test::compiled(scenario));
  visit.last();
  visit.answer(*visit.open_ask(), 1);
  return visit;
}

void type(Visit& visit, const std::string& line) {
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(visit.act(sim::Send{{0}, line + "\r\n"})));
}

void take(Visit& visit, int offers) {
  for (int i = 0; i < offers; ++i) {
    ASSERT_TRUE(visit.offered());
    visit.act(*visit.offered());
  }
}

// Wherever the words stand on the branch.
std::uint32_t steps_with(Visit& visit, const std::string& headline) {
  std::uint32_t count = 0;
  for (std::uint32_t n = 0; n <= visit.steps().count(); ++n) {
    visit.go_to_step(n);
    count += plain_text(story(visit, {}, english()).headline) == headline;
  }
  return count;
}

// Not even where the same line was answered the same: what was done before is not what the author
// speaks of.
TEST(OwnBranch, NoNoteIsSaidOfWhatComesThere) {
  for (const bool at_once : {true, false}) {
    Visit visit = at_greeting(refused());
    type(visit, "CAPA");
    take(visit, 1);
    if (!at_once) type(visit, "RETR 2");
    take(visit, 1);
    EXPECT_EQ(steps_with(visit, "Not permitted."), 0U);
  }
}

TEST(OwnBranch, ANoteOfTheStoryStaysOnTheWayThatIsShared) {
  Visit visit = at_greeting(refused());
  visit.last();
  type(visit, "CAPA");
  ASSERT_FALSE(visit.notes(visit.branch()).of_story);
  EXPECT_EQ(steps_with(visit, "Not permitted."), 1U);
}

// The act was the story's, but its end is not any more.
TEST(OwnBranch, ANoteOfAnEndIsNotSaidOfAnotherEnd) {
  const lesson::Scenario scenario =
      test::sarah({test::connect(), test::send({"USER sarah", "PASS secret"}),
                   with_note(test::send({"QUIT"}), "Removed and closed."), test::wait(1)});
  Visit visit(test::compiled(scenario));
  visit.last();
  std::uint32_t told = 0;  // the moment that the author speaks of
  for (std::uint32_t n = 1; n <= visit.steps().count(); ++n) {
    visit.go_to_step(n);
    if (plain_text(story(visit, {}, english()).headline) == "Removed and closed.")
      told = visit.steps().step(n).closes;
  }
  ASSERT_NE(told, 0U);
  for (std::uint32_t moment = 1; moment < visit.timeline().end({0}); ++moment) {
    Visit here = visit;
    here.open_at({{0}, moment});
    here.act(sim::Cut{{0}});
    if (here.notes(here.branch()).of_story) continue;
    while (here.let_happen()) continue;
    const bool shared = here.is_of_story(here.branch(), told);
    EXPECT_EQ(steps_with(here, "Removed and closed."), shared ? 1U : 0U) << moment;
  }
}

// A guess is judged by what came of the story.
TEST(OwnBranch, AGuessIsNotJudgedByWhatComesThere) {
  lesson::Scenario scenario = refused();
  auto& ask = std::get<lesson::Ask>(scenario.story[1].act);
  ask.answers.clear();
  for (const char* reply : {"+OK", "-ERR"}) {
    lesson::Condition says;
    says.claims.push_back(lesson::LastReply{"Laptop", reply});
    ask.answers.push_back({reply, std::move(says), "So it is."});
  }
  for (const char* own : {"CAPA", "RETR 2", "USER sarah"}) {
    Visit visit(test::compiled(scenario));
    visit.last();
    const std::uint32_t asked = *visit.open_ask();
    visit.answer(asked, 0);
    type(visit, own);
    take(visit, 1);
    EXPECT_FALSE(visit.decided(asked));
    for (const GuessView& guess : guesses_of_place(visit, english())) {
      EXPECT_EQ(guess.outcome, "");
      EXPECT_EQ(guess.because, "");
    }
    EXPECT_EQ(visit.outcome(asked), 1U);  // as in the story
  }
}

}  // namespace
}  // namespace popscope::view
