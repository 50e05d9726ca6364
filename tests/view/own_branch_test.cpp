// What an author says of the story, on a branch of the learner's own: where the same came of it.
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
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

TEST(OwnBranch, ANoteIsSaidWhereTheSameCameOfIt) {
  for (const bool logged_in : {false, true}) {
    Visit visit = at_greeting(refused());
    type(visit, "CAPA");
    if (logged_in) {
      type(visit, "USER sarah");
      type(visit, "PASS secret");
    }
    take(visit, 2);
    EXPECT_EQ(steps_with(visit, "Not permitted."), logged_in ? 0U : 1U);
  }
}

// What was done between is not what the author speaks of.
TEST(OwnBranch, ANoteStandsAtItsOwnActOrNowhere) {
  Visit visit = at_greeting(refused());
  type(visit, "CAPA");
  take(visit, 1);
  type(visit, "RETR 2");
  take(visit, 1);
  EXPECT_EQ(steps_with(visit, "Not permitted."), 0U);
}

// The same line, and yet other mail.
TEST(OwnBranch, ANoteOfACheckSpeaksOfItsMail) {
  lesson::Scenario scenario =
      test::sarah({test::wait(1),
                   with_note(test::entry(lesson::CheckAct{"Laptop"}),
                             "Three fetched, three there."),
                   test::wait(1)});
  scenario.devices[0].policy = sim::Policy::leave_on_server;
  for (const bool removes : {false, true}) {
    Visit visit(test::compiled(scenario));
    sim::Set set;
    set.device = {0};
    set.policy = removes ? sim::Policy::remove_at_once : sim::Policy::leave_on_server;
    visit.act(set);
    take(visit, 2);
    visit.last();
    take(visit, 1);
    EXPECT_EQ(steps_with(visit, "Three fetched, three there."), removes ? 0U : 1U);
  }
}

// Who connects with TLS shows nobody what an author says that everybody sees.
TEST(OwnBranch, ANoteOfAnotherSettingIsNotSaid) {
  lesson::Scenario scenario = test::sarah({test::wait(1),
                                           with_note(test::connect(), "Everybody can read it."),
                                           test::send({"USER sarah"}), test::send({"QUIT"})});
  scenario.server.ports = {110, 995};
  for (const bool sealed : {false, true}) {
    Visit visit(test::compiled(scenario));
    sim::Set set;
    set.device = {0};
    if (sealed) set.tls = true;
    else set.password = "secret";  // as it is
    visit.act(set);
    take(visit, 3);
    EXPECT_EQ(steps_with(visit, "Everybody can read it."), sealed ? 0U : 1U);
  }
}

// A guess is judged by what came of the story's act, not by a line of one's own behind it.
TEST(OwnBranch, AGuessIsNotJudgedByALineOfOnesOwn) {
  lesson::Scenario scenario = refused();
  auto& ask = std::get<lesson::Ask>(scenario.story[1].act);
  ask.answers.clear();
  for (const char* reply : {"+OK", "-ERR"}) {
    lesson::Condition says;
    says.claims.push_back(lesson::LastReply{"Laptop", reply});
    ask.answers.push_back({reply, std::move(says), ""});
  }
  for (const bool own_line : {false, true}) {
    Visit visit(test::compiled(scenario));
    visit.last();
    const std::uint32_t asked = *visit.open_ask();
    visit.answer(asked, 0);
    visit.forward();  // RETR 1, on its way
    type(visit, own_line ? "CAPA" : "RETR 2");
    take(visit, 1);
    EXPECT_FALSE(visit.decided(asked));
    EXPECT_EQ(visit.outcome(asked), 1U);  // as in the story
  }
}

}  // namespace
}  // namespace popscope::view
