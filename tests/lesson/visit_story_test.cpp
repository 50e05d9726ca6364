// The story is run with all its ways; steps and times as in the drawings of the window.
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/lesson/sentences.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Visit;
using sim::BranchId;

double seconds_at(const Visit& visit, BranchId branch, std::uint32_t step) {
  const sim::Duration since = visit.steps(branch).step(step).at - visit.lesson().scenario->start;
  return static_cast<double>(since.us) / 1e6;
}

TEST(VisitStory, IsCountedAsInTheDrawing) {
  const Visit visit(compiled(deletion_at_quit()));
  EXPECT_EQ(visit.step(), 0u);
  EXPECT_EQ(visit.moment(), 0u);
  EXPECT_FALSE(visit.cut_short());
  ASSERT_EQ(visit.steps().count(), 16u);
  EXPECT_DOUBLE_EQ(seconds_at(visit, {0}, 1), 0.06);
  EXPECT_DOUBLE_EQ(seconds_at(visit, {0}, 2), 0.08);
  EXPECT_DOUBLE_EQ(seconds_at(visit, {0}, 12), 0.28);
  using Kind = sim::StepKind;
  EXPECT_EQ(visit.steps().step(1).kind, Kind::open);
  EXPECT_EQ(visit.steps().step(2).kind, Kind::reply);
  EXPECT_EQ(visit.steps().step(12).kind, Kind::reply);
  EXPECT_EQ(visit.steps().step(13).kind, Kind::command);
  EXPECT_EQ(visit.steps().step(14).kind, Kind::removal);
  EXPECT_EQ(visit.steps().step(15).kind, Kind::reply);
  EXPECT_EQ(visit.steps().step(16).kind, Kind::end);
}

TEST(VisitStory, EveryWayIsABranch) {
  const Visit visit(compiled(deletion_at_quit()));
  ASSERT_EQ(visit.timeline().branches().size(), 2u);
  EXPECT_EQ(visit.name_of({0}), "QUIT");
  EXPECT_EQ(visit.name_of({1}), "cable cut");
  EXPECT_TRUE(visit.notes({1}).of_story);
  ASSERT_EQ(visit.steps({1}).count(), 14u);
  EXPECT_EQ(visit.steps({1}).step(13).kind, sim::StepKind::cable);
  EXPECT_EQ(visit.steps({1}).step(14).kind, sim::StepKind::end);
  EXPECT_DOUBLE_EQ(seconds_at(visit, {1}, 14), 600.26);  // 600 s after DELE was received
  const std::uint32_t shared = visit.timeline().shared({0}, {1});
  EXPECT_EQ(visit.steps().at_moment(shared), 12u);
}

TEST(VisitStory, HoldsTheMaildropThatTheDrawingShows) {
  const Visit visit(compiled(deletion_at_quit()));
  const std::uint32_t step12 = visit.steps().step(12).closes;
  EXPECT_EQ(visit.timeline().world({{0}, step12}).maildrops[0]->messages.size(), 3u);
  EXPECT_EQ(visit.timeline().tip({0}).maildrops[0]->messages.size(), 2u);
  EXPECT_EQ(visit.timeline().tip({1}).maildrops[0]->messages.size(), 3u);
}

TEST(VisitStory, NestedAndSuccessiveChoicesMultiply) {
  const Visit visit(compiled(sarah({
      choose({{"a", {choose({{"a1", {wait(1)}}, {"a2", {wait(2)}}})}}, {"b", {wait(3)}}}),
      choose({{"x", {cut()}}, {"y", {wait(4)}}}),
  })));
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < visit.timeline().branches().size(); ++i) {
    names.push_back(visit.name_of({i}));
  }
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "b, y", "a2", "a2, y", "y"}));
}

TEST(VisitStory, ListsRunSideBySide) {
  const Visit visit(compiled(sarah({
      together({{connect(), send({"USER sarah", "PASS secret"})},
                {connect("Phone"), send({"CAPA"}, "Phone"), wait(1), send({"NOOP"}, "Phone")}}),
      send({"QUIT"}),
  })));
  ASSERT_TRUE(story_ended(visit.timeline().tip({0})));
  const sim::Steps& steps = visit.steps();
  EXPECT_EQ(steps.step(1).at, steps.step(2).at);  // both connections open at once
  EXPECT_NE(steps.step(1).device, steps.step(2).device);
  EXPECT_GE(seconds_at(visit, {0}, steps.count()), 1.1);  // QUIT waits for both lists
}

TEST(VisitStory, EveryActHappens) {
  lesson::Mail mail;
  mail.subject = "Fresh";
  mail.octets = 900;
  const Visit visit(compiled(sarah({
      connect(), send({"USER sarah"}), entry(lesson::ResetAct{"Laptop"}),
      connect(), send({"CAPA"}), entry(lesson::CloseAct{"Laptop"}),
      entry(lesson::DeliverAct{"sarah", mail}),
      entry(lesson::SetAct{"Phone", sim::Policy::leave_on_server, "secret"}),
      entry(lesson::CheckAct{"Phone"}),
      cut("Phone"), entry(lesson::PlugAct{"Phone"}), wait(5), entry(lesson::NoteOnly{}),
      connect(), a_try("CAPA"), send({"QUIT"}),
  })));
  EXPECT_TRUE(in_words(visit.check()).empty()) << in_words(visit.check()).front();
  const sim::World& end = visit.timeline().tip({0});
  EXPECT_TRUE(story_ended(end));
  EXPECT_EQ(end.maildrops[0]->messages.size(), 4u);
  EXPECT_EQ(end.devices[1]->store.size(), 4u);
  EXPECT_EQ(end.devices[1]->account.policy, sim::Policy::leave_on_server);
}

TEST(VisitStory, QuitIsFinishedWhenTheConnectionIsOver) {
  const Visit visit(compiled(sarah({connect(), send({"QUIT"}), connect(), send({"QUIT"})})));
  EXPECT_TRUE(visit.check().empty());
  EXPECT_EQ(visit.steps().count(), 10u);
}

TEST(VisitStory, IsCutAtItsLimitOfSteps) {
  lesson::Scenario scenario = deletion_at_quit();
  scenario.steps_max = 5;
  const Visit visit(compiled(std::move(scenario)));
  EXPECT_TRUE(visit.cut_short());
  EXPECT_EQ(visit.steps().count(), 6u);
  ASSERT_FALSE(visit.check().empty());
  EXPECT_EQ(in_words(visit.check().front()),
            "test.json:22:5: /story/1: The story does not end within 5 steps; shorten it, offer "
            "fewer choices behind one another, or raise \"steps at most\".");
}

// What loading would never be done with is cut, with the place, and soon.
TEST(VisitStory, IsCutWhereItPutsTooMuchOnTheWire) {
  std::vector<std::string> lines = {"USER sarah", "PASS secret"};
  lines.insert(lines.end(), 9'000, "RETR 1");
  lesson::Scenario scenario = sarah({connect(), send(lines)});
  scenario.people[0].mail[0].octets = 50'000'000;
  const Visit visit(compiled(std::move(scenario)));
  ASSERT_TRUE(visit.cut_short());
  EXPECT_EQ(visit.cut_short()->limit, lesson::CutShort::Limit::octets);
  EXPECT_EQ(in_words(visit.check().front()),
            "test.json:22:5: /story/1: Here the story is cut: with all its branches it puts more "
            "than 300,000,000 octets on the wire and into its log; retrieve or change smaller "
            "messages, or fewer, or offer fewer choices behind one another.");
}

TEST(VisitStory, TwoRunsAreAlike) {
  const Visit a(compiled(deletion_at_quit()));
  const Visit b(compiled(deletion_at_quit()));
  for (std::uint32_t branch = 0; branch < 2; ++branch) {
    ASSERT_EQ(a.timeline().end({branch}), b.timeline().end({branch}));
    EXPECT_EQ(digest(a.timeline().tip({branch})), digest(b.timeline().tip({branch})));
  }
}

TEST(VisitStory, AnEmptyStoryStandsStill) {
  Visit visit(compiled(sarah({})));
  EXPECT_EQ(visit.steps().count(), 0u);
  EXPECT_FALSE(visit.forward());
  EXPECT_FALSE(visit.back());
  EXPECT_TRUE(visit.ways().empty());
}

}  // namespace
}  // namespace popscope::test
