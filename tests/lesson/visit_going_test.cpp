// The cursor: stops at each grain, back restores the state exactly, run-to, branches.
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Grain;
using lesson::Visit;

// Without questions: these have their own test.
lesson::Scenario unasked() {
  lesson::Scenario scenario = deletion_at_quit();
  scenario.story.erase(scenario.story.begin() + 3);
  return scenario;
}

TEST(VisitGoing, ForwardStopsAtEveryStep) {
  Visit visit(compiled(unasked()));
  for (std::uint32_t step = 1; step <= 16; ++step) {
    ASSERT_TRUE(visit.forward());
    EXPECT_EQ(visit.step(), step);
    EXPECT_EQ(visit.moment(), visit.steps().step(step).closes);
  }
  EXPECT_FALSE(visit.forward());
  EXPECT_EQ(visit.step(), 16u);
  EXPECT_EQ(visit.notes({0}).seen, visit.moment());
}

TEST(VisitGoing, BackRestoresTheStateExactly) {
  for (const Grain grain : {Grain::exchange, Grain::line, Grain::segment}) {
    Visit visit(compiled(unasked()));
    visit.set_grain(grain);
    std::vector<std::pair<std::uint32_t, std::uint64_t>> there{{0, digest(visit.world())}};
    while (visit.forward()) there.emplace_back(visit.moment(), digest(visit.world()));
    for (std::size_t i = there.size(); i > 0; --i) {
      EXPECT_EQ(visit.moment(), there[i - 1].first);
      EXPECT_EQ(digest(visit.world()), there[i - 1].second);
      EXPECT_EQ(visit.back(), i > 1);
    }
    for (const auto& [moment, state] : there) {
      visit.go_to_moment(moment);
      EXPECT_EQ(visit.moment(), moment);
      EXPECT_EQ(digest(visit.world()), state);
    }
  }
}

TEST(VisitGoing, AnExchangeIsACommandWithItsReply) {
  Visit visit(compiled(unasked()));
  visit.set_grain(Grain::exchange);
  std::vector<std::uint32_t> stops;
  while (visit.forward()) stops.push_back(visit.step());
  EXPECT_EQ(stops, (std::vector<std::uint32_t>{1, 2, 4, 6, 8, 10, 12, 14, 15, 16}));
  visit.set_grain(Grain::line);
  visit.go_to_step(9);
  visit.forward_exchange();
  EXPECT_EQ(visit.step(), 10u);
  visit.back_exchange();
  EXPECT_EQ(visit.step(), 8u);
}

TEST(VisitGoing, ASegmentIsAStopOfItsOwn) {
  lesson::Scenario scenario = unasked();
  scenario.people[0].mail[1].octets = 4000;  // three segments
  Visit visit(compiled(std::move(scenario)));
  visit.go_to_step(9);
  visit.set_grain(Grain::segment);
  ASSERT_TRUE(visit.forward());
  EXPECT_EQ(visit.step(), 9u);
  const std::uint32_t first_segment = visit.moment();
  ASSERT_TRUE(visit.forward());
  EXPECT_EQ(visit.step(), 9u);
  ASSERT_TRUE(visit.forward());
  EXPECT_EQ(visit.step(), 10u);
  visit.go_to_moment(first_segment);
  EXPECT_EQ(visit.moment(), first_segment);
  visit.set_grain(Grain::line);  // not in the middle of a line
  EXPECT_EQ(visit.moment(), visit.steps().step(9).closes);
}

TEST(VisitGoing, GoesToTheEndsAndToSteps) {
  Visit visit(compiled(unasked()));
  visit.last();
  EXPECT_EQ(visit.step(), 16u);
  visit.first();
  EXPECT_EQ(visit.step(), 0u);
  visit.go_to_step(12);
  EXPECT_EQ(visit.step(), 12u);
  visit.go_to_step(1000);
  EXPECT_EQ(visit.step(), 16u);
  visit.go_to_step(0);
  EXPECT_EQ(visit.moment(), 0u);
  visit.go_to_moment(visit.steps().step(7).closes + 1);  // between two stops
  EXPECT_EQ(visit.moment(), visit.steps().step(7).closes);
}

TEST(VisitGoing, RunsToWhatIsOfInterest) {
  Visit visit(compiled(sarah({connect(), send({"USER sarah", "PASS wrong", "USER sarah",
                                               "PASS secret", "DELE 3", "QUIT"})})));
  ASSERT_TRUE(visit.run_to(lesson::Until::refusal));
  EXPECT_EQ(visit.step(), 6u);
  EXPECT_FALSE(visit.run_to(lesson::Until::refusal));
  EXPECT_EQ(visit.step(), 6u);
  ASSERT_TRUE(visit.run_to(lesson::Until::state));
  EXPECT_EQ(visit.step(), 10u);
  ASSERT_TRUE(visit.run_to(lesson::Until::maildrop));
  EXPECT_EQ(visit.steps().step(visit.step()).kind, sim::StepKind::removal);
}

TEST(VisitGoing, LogoutIsNoRefusal) {
  lesson::Scenario scenario =
      sarah({connect(), send({"a LOGIN sarah wrong", "b LOGIN sarah secret", "c LOGOUT"})});
  scenario.devices.front().protocol = sim::Protocol::imap;
  Visit visit(compiled(std::move(scenario)));
  ASSERT_TRUE(visit.run_to(lesson::Until::refusal));
  EXPECT_EQ(visit.step(), 4u);
  EXPECT_FALSE(visit.run_to(lesson::Until::refusal)) << visit.step();
}

TEST(VisitGoing, RunsPastNoChoiceThatWasNotMade) {
  Visit visit(compiled(unasked()));
  visit.go_to_step(7);
  EXPECT_FALSE(visit.run_to(lesson::Until::maildrop));  // the first way would remove
  EXPECT_EQ(visit.step(), 12u);
  EXPECT_TRUE(visit.choice_waits());
  EXPECT_FALSE(visit.run_to(lesson::Until::state));
  EXPECT_EQ(visit.step(), 12u);
  visit.take_way(0);
  visit.go_to_step(7);
  EXPECT_TRUE(visit.run_to(lesson::Until::maildrop));
}

TEST(VisitGoing, SwitchesToTheLastSharedPlace) {
  Visit visit(compiled(unasked()));
  visit.go_to_step(5);
  visit.switch_to({1});
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_EQ(visit.step(), 5u);
  visit.last();
  EXPECT_EQ(visit.step(), 14u);
  visit.switch_to({0});
  EXPECT_EQ(visit.step(), 12u);
}

TEST(VisitGoing, BackCrossesTheForkOnTheSameBranch) {
  Visit visit(compiled(unasked()));
  visit.switch_to({1});
  visit.go_to_step(13);
  ASSERT_TRUE(visit.back());
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_EQ(visit.step(), 12u);
  ASSERT_TRUE(visit.forward());
  EXPECT_EQ(visit.branch().value, 1u);
  EXPECT_EQ(visit.step(), 13u);
}

TEST(VisitGoing, EveryMomentKeepsTheInvariants) {
  const Visit visit(compiled(unasked()));
  for (std::uint32_t branch = 0; branch < 2; ++branch) {
    for (std::uint32_t n = 0; n <= visit.timeline().end({branch}); ++n) {
      EXPECT_TRUE(broken_invariants(visit.timeline().world({{branch}, n})).empty());
    }
  }
}

}  // namespace
}  // namespace popscope::test
