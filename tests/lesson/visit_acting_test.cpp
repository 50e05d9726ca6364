// Inputs of the learner's own: forks, following the line, effects, what is offered.
#include <gtest/gtest.h>

#include "lesson/recording.h"
#include "lesson/visit.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::record;
using lesson::Visit;
using sim::Input;

sim::Input line(const std::string& text, std::uint32_t device = 0) {
  return sim::Send{{device}, text + "\r\n"};
}

lesson::Scenario unasked() {
  lesson::Scenario scenario = deletion_at_quit();
  scenario.story.erase(scenario.story.begin() + 3);
  return scenario;
}

Visit before_quit() {
  Visit visit(compiled(unasked()));
  visit.go_to_step(12);
  return visit;
}

Visit::Acted did(Visit& visit, const Input& input) {
  const auto acted = visit.act(input);
  EXPECT_TRUE(std::holds_alternative<Visit::Acted>(acted));
  return std::holds_alternative<Visit::Acted>(acted) ? std::get<Visit::Acted>(acted)
                                                     : Visit::Acted{};
}

TEST(VisitActing, OffersTheWaysOfTheStory) {
  Visit visit = before_quit();
  const auto ways = visit.ways();
  ASSERT_EQ(ways.size(), 2u);
  EXPECT_EQ(ways[0].name, "QUIT");
  EXPECT_EQ(ways[1].name, "cable cut");
  EXPECT_EQ(ways[1].branch.value, 1u);
  EXPECT_EQ(visit.steps({1}).at_moment(ways[1].moment), 13u);
  visit.take_way(1);
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_EQ(visit.step(), 13u);
  EXPECT_TRUE(visit.ways().empty());
  visit.back();
  EXPECT_EQ(visit.ways().size(), 2u);
  visit.take_way(0);
  EXPECT_EQ(visit.branch().value, 0u);
  EXPECT_EQ(visit.step(), 13u);
  visit.go_to_step(11);
  EXPECT_TRUE(visit.ways().empty());
}

// A way was seen when its end was; a choice waits until one has been made on this branch.
TEST(VisitActing, KnowsWhichWaysWereNotSeen) {
  Visit visit(compiled(unasked()));
  EXPECT_EQ(visit.unseen_ways().size(), 2u);
  EXPECT_TRUE(visit.choice_ahead());
  EXPECT_FALSE(visit.choice_waits());
  visit.go_to_step(12);
  EXPECT_TRUE(visit.choice_waits());
  visit.take_way(0);
  EXPECT_FALSE(visit.choice_ahead());
  EXPECT_EQ(visit.unseen_ways().size(), 2u);  // begun, not seen
  visit.last();
  ASSERT_EQ(visit.unseen_ways().size(), 1u);
  const Visit::WayOn unseen = visit.unseen_ways()[0];
  EXPECT_EQ(unseen.name, "cable cut");
  visit.go_to_step(12);
  EXPECT_FALSE(visit.choice_waits());  // here it was made
  visit.see(unseen);
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_EQ(visit.step(), 13u);
  visit.last();
  EXPECT_TRUE(visit.unseen_ways().empty());
}

// Of a choice that is met on several branches each way is to be seen once.
TEST(VisitActing, AWayOfALaterChoiceIsSeenOnAnyBranch) {
  Visit visit(compiled(sarah({connect(), choose({{"a", {send({"NOOP"})}}, {"b", {send({"CAPA"})}}}),
                              choose({{"c", {send({"QUIT"})}}, {"d", {cut()}}})})));
  EXPECT_EQ(visit.unseen_ways().size(), 4u);
  const auto see_all = [&](std::uint32_t first, std::uint32_t second) {
    visit.first();
    for (const std::uint32_t way : {first, second}) {
      while (visit.ways().empty()) ASSERT_TRUE(visit.forward());
      visit.take_way(way);
    }
    visit.last();
  };
  see_all(0, 0);
  EXPECT_EQ(visit.unseen_ways().size(), 2u);
  see_all(1, 1);
  EXPECT_TRUE(visit.unseen_ways().empty());
}

// The story stays as it was told: what is done behind its end has a branch of its own.
TEST(VisitActing, BehindTheStorysEndABranchOfOnesOwnBegins) {
  Visit visit(compiled(sarah({connect(), send({"USER sarah", "PASS secret"})})));
  visit.last();
  const std::uint32_t end = visit.timeline().end({0});
  EXPECT_TRUE(std::holds_alternative<sim::Inadmissible>(visit.act(sim::Plug{{0}})));
  EXPECT_EQ(visit.timeline().branches().size(), 1u);
  const Visit::Acted acted = did(visit, line("STAT"));
  EXPECT_TRUE(acted.forked);
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_FALSE(visit.notes({1}).of_story);
  EXPECT_EQ(visit.timeline().end({0}), end);
  EXPECT_FALSE(did(visit, line("NOOP")).forked);  // goes on with it
  EXPECT_EQ(visit.timeline().branches().size(), 2u);
  EXPECT_TRUE(visit.way_back());
}

TEST(VisitActing, AnythingElseForksBeforeQuit) {
  Visit visit = before_quit();
  const Visit::Acted acted = did(visit, line("RSET"));
  EXPECT_TRUE(acted.forked);
  EXPECT_EQ(acted.branch.value, 2u);
  EXPECT_EQ(visit.branch().value, 2u);
  EXPECT_EQ(visit.step(), 14u);
  EXPECT_FALSE(visit.notes({2}).of_story);
  EXPECT_EQ(visit.name_of({2}), "3");
  EXPECT_EQ(visit.timeline().branches().size(), 3u);
  visit.back();
  visit.back();
  EXPECT_EQ(visit.step(), 12u);
  EXPECT_EQ(visit.ways().size(), 2u);  // at the shared place the story still offers both
  visit.forward();
  EXPECT_EQ(visit.branch().value, 2u);
}

TEST(VisitActing, AtTheEndOfABranchItGoesOn) {
  Visit visit = before_quit();
  did(visit, line("RSET"));
  EXPECT_FALSE(did(visit, line("STAT")).forked);
  EXPECT_EQ(visit.step(), 16u);
  EXPECT_EQ(visit.timeline().branches().size(), 3u);
  EXPECT_EQ(visit.world().devices[0]->last_reply, "+OK 3 4210");
}

TEST(VisitActing, TheSameInputInTheSamePlaceIsTheSameBranch) {
  Visit visit = before_quit();
  did(visit, line("RSET"));
  visit.go_to({0}, visit.steps({0}).step(12).closes);
  EXPECT_FALSE(did(visit, line("RSET")).forked);
  EXPECT_EQ(visit.branch().value, 2u);
  EXPECT_EQ(visit.step(), 14u);
}

TEST(VisitActing, WhatTheStoryDoesNextFollowsTheLine) {
  Visit visit(compiled(unasked()));
  visit.go_to_step(2);
  EXPECT_FALSE(did(visit, line("USER sarah")).forked);
  EXPECT_EQ(visit.step(), 4u);
  EXPECT_EQ(visit.branch().value, 0u);
  visit.first();
  did(visit, sim::Connect{{0}});
  EXPECT_EQ(visit.step(), 2u);
  EXPECT_EQ(visit.timeline().branches().size(), 2u);
}

TEST(VisitActing, InAForkTheStoryOnlyOffers) {
  Visit visit(compiled(unasked()));
  visit.go_to_step(8);
  EXPECT_FALSE(visit.offered());
  did(visit, line("NOOP"));
  EXPECT_EQ(visit.offered(), line("RETR 2"));
  EXPECT_FALSE(visit.forward());  // nothing happens by itself
  did(visit, *visit.offered());
  EXPECT_EQ(visit.branch().value, 2u);
  EXPECT_EQ(visit.offered(), line("DELE 2"));
  did(visit, *visit.offered());
  EXPECT_FALSE(visit.offered());
  const auto ways = visit.ways();
  ASSERT_EQ(ways.size(), 2u);
  EXPECT_EQ(ways[1].name, "cable cut");
  visit.take_way(1);
  EXPECT_EQ(visit.branch().value, 2u);
  EXPECT_EQ(visit.offered(), Input(sim::Cut{{0}}));
}

// Nothing is offered that cannot be done: then the way is back.
TEST(VisitActing, AfterAQuitOfOnesOwnTheStoryOffersNothing) {
  Visit visit(compiled(unasked()));
  visit.go_to_step(8);
  EXPECT_FALSE(visit.offer_refused());
  did(visit, line("QUIT"));
  while (visit.forward()) {}  // up to the end of the connection
  EXPECT_FALSE(visit.offered());
  EXPECT_EQ(visit.offer_refused(), sim::Inadmissible::not_connected);
  ASSERT_TRUE(visit.way_back());
  did(visit, sim::Connect{{0}});  // with a connection of one's own the line can be sent again
  EXPECT_EQ(visit.offered(), line("RETR 2"));
  EXPECT_FALSE(visit.offer_refused());
}

TEST(VisitActing, AnInadmissibleInputChangesNothing) {
  Visit visit = before_quit();
  const std::uint64_t before = digest(visit.world());
  const auto acted = visit.act(line("STAT", 1));
  ASSERT_TRUE(std::holds_alternative<sim::Inadmissible>(acted));
  EXPECT_EQ(std::get<sim::Inadmissible>(acted), sim::Inadmissible::not_connected);
  EXPECT_EQ(visit.timeline().branches().size(), 2u);
  EXPECT_EQ(visit.step(), 12u);
  EXPECT_EQ(digest(visit.world()), before);
}

TEST(VisitActing, TheCursorGoesToTheEffect) {
  Visit visit = before_quit();
  did(visit, line("RSET"));
  const auto kind = [&] { return visit.steps().step(visit.step()).kind; };
  did(visit, sim::Connect{{1}});
  EXPECT_EQ(kind(), sim::StepKind::reply);
  EXPECT_TRUE(sim::greeted(visit.world().devices[1]->client));
  did(visit, sim::Send{{1}, "NO"});
  did(visit, sim::Send{{1}, "OP\r\nCAPA\r\n"});  // two replies
  EXPECT_FALSE(sim::waiting(visit.world().devices[1]->client));
  did(visit, sim::Close{{1}});
  EXPECT_EQ(kind(), sim::StepKind::end);
  did(visit, sim::Cut{{0}});
  EXPECT_EQ(kind(), sim::StepKind::cable);
  did(visit, line("STAT"));  // lost
  EXPECT_EQ(kind(), sim::StepKind::command);
  EXPECT_TRUE(visit.steps().step(visit.step()).broken);
  const sim::Time before = visit.world().now;
  did(visit, sim::Wait{sim::seconds(30)});
  EXPECT_EQ(visit.world().now - before, sim::seconds(30));
  did(visit, sim::Plug{{0}});
  did(visit, sim::Set{{1}, sim::Policy::leave_on_server, {}, {}});
  EXPECT_EQ(kind(), sim::StepKind::settings);
  did(visit, sim::Deliver{{0}, visit.world().maildrops[0]->messages[0].message});
  EXPECT_EQ(visit.world().maildrops[0]->messages.size(), 4u);
  EXPECT_EQ(visit.timeline().branches().size(), 3u);
}

TEST(VisitActing, ACheckGoesOnStepByStep) {
  Visit visit(compiled(sarah({wait(1)})));
  did(visit, sim::Check{{1}});
  EXPECT_EQ(visit.steps().step(visit.step()).kind, sim::StepKind::open);
  EXPECT_TRUE(visit.forward());
  EXPECT_EQ(visit.steps().step(visit.step()).kind, sim::StepKind::reply);
  visit.last();
  EXPECT_EQ(visit.world().devices[1]->store.size(), 3u);
  EXPECT_FALSE(visit.world().devices[1]->plan);
  EXPECT_FALSE(visit.forward());
}

TEST(VisitActing, OfTwoChecksEachHasItsOwnEffect) {
  Visit visit(compiled(sarah({wait(1)})));
  visit.set_grain(lesson::Grain::segment);
  did(visit, sim::Check{{0}});
  visit.go_to_moment(1);  // the plan has not connected yet
  did(visit, sim::Check{{1}});
  const sim::Step& step = visit.steps().step(visit.step());
  EXPECT_EQ(step.kind, sim::StepKind::open);
  EXPECT_EQ(step.device, sim::DeviceId{1});
}

TEST(VisitActing, QuitsFinArrivesWithTheNextStep) {
  Visit visit = before_quit();
  did(visit, line("NOOP"));
  did(visit, line("QUIT"));
  EXPECT_EQ(visit.steps().step(visit.step()).kind, sim::StepKind::reply);
  ASSERT_TRUE(visit.forward());
  EXPECT_EQ(visit.steps().step(visit.step()).kind, sim::StepKind::end);
  EXPECT_FALSE(visit.forward());
}

TEST(VisitActing, LetsADeadlineHappen) {
  Visit visit = before_quit();
  did(visit, sim::Cut{{1}});
  ASSERT_TRUE(visit.let_happen());
  EXPECT_EQ(visit.steps().step(visit.step()).kind, sim::StepKind::end);
  EXPECT_FALSE(visit.world().maildrops[0]->locked_by);
  EXPECT_EQ(visit.world().maildrops[0]->messages.size(), 3u);
  EXPECT_FALSE(visit.let_happen());
}

TEST(VisitActing, GoesOnBehindTheEndOfTheStory) {
  Visit visit(compiled(unasked()));
  visit.last();
  EXPECT_TRUE(did(visit, sim::Connect{{1}}).forked);
  EXPECT_EQ(visit.branch().value, 2u);
  EXPECT_EQ(visit.step(), 18u);
  EXPECT_TRUE(visit.check().empty());
}

TEST(VisitActing, BranchesAreRenamed) {
  Visit visit = before_quit();
  did(visit, line("RSET"));
  visit.rename({2}, "changed my mind");
  EXPECT_EQ(visit.name_of({2}), "changed my mind");
  visit.rename({2}, "");
  EXPECT_EQ(visit.name_of({2}), "3");
}

// Waits add up to the end of the clock, and not beyond it.
TEST(VisitActing, NobodyWaitsBeyondTheEndOfTheClock) {
  Visit visit(compiled(sarah({connect()})));
  visit.last();
  const sim::Wait a_thousand_years{sim::seconds(1'000LL * 365 * 86'400)};
  int waits = 0;
  while (waits < 100 && !std::holds_alternative<sim::Inadmissible>(visit.act(a_thousand_years))) {
    ++waits;
  }
  EXPECT_EQ(waits, 7);  // from 2025
  EXPECT_EQ(std::get<sim::Inadmissible>(visit.act(a_thousand_years)),
            sim::Inadmissible::too_late);
  for (const std::int64_t us : {INT64_MAX, INT64_MIN, std::int64_t{-1}}) {
    EXPECT_EQ(std::get<sim::Inadmissible>(visit.act(sim::Wait{sim::Duration{us}})),
              sim::Inadmissible::too_late);
  }
  EXPECT_TRUE(std::holds_alternative<Visit::Acted>(visit.act(sim::Wait{sim::seconds(1)})));
  EXPECT_TRUE(broken_invariants(visit.world()).empty());
}

// A line of many commands asks for more than a recording may hold: it is answered as far as that.
TEST(VisitActing, WhatIsAskedForAtOnceHasAnEnd) {
  lesson::Scenario scenario = sarah({connect(), send({"USER sarah", "PASS secret"})});
  scenario.people[0].mail[0].octets = 50'000'000;
  Visit visit(compiled(std::move(scenario)));
  visit.last();
  std::string pipelined;
  for (int i = 0; i < 900; ++i) pipelined += "RETR 1\r\n";
  visit.act(sim::Send{{0}, pipelined});
  for (int i = 0; i < 20; ++i) visit.last();
  EXPECT_LT(visit.timeline().branches().back().octets_kept,
            lesson::kRecordedOctetsMax + lesson::kOctetsOfOneActMax);
  EXPECT_EQ(std::get<sim::Inadmissible>(visit.act(line("NOOP"))),
            sim::Inadmissible::too_many_branches);
  const lesson::Restored again =
      lesson::restore(std::make_shared<const lesson::Compiled>(visit.lesson()), record(visit));
  EXPECT_EQ(again.inputs_left_out, 0u);
}

}  // namespace
}  // namespace popscope::test
