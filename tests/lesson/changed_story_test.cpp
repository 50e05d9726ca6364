// A story changes under a learner's branches: they stay where they were while all before them is as
// it was, and what cannot be done again is not lost.
#include <gtest/gtest.h>

#include <functional>

#include "lesson/landmarks.h"
#include "lesson/recording.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::record;
using lesson::restore;
using lesson::Restored;
using lesson::Scenario;
using lesson::Visit;
using sim::BranchId;

sim::Input typed(const std::string& text, std::uint32_t device = 0) {
  return sim::Send{{device}, text + "\r\n"};
}

std::shared_ptr<const lesson::Compiled> version(Scenario scenario) {
  static std::uint64_t hash = 100;
  std::uint32_t line = 20;
  number_lines(scenario.story, line, "/story");
  return compiled(std::move(scenario), ++hash);
}

// The lines and other acts on a branch's own part.
std::string own_acts(const Visit& visit, BranchId id) {
  std::string result;
  for (const sim::Moment& moment : visit.timeline().branches()[id.value].moments) {
    for (const auto& act : {moment.input, moment.act}) {
      if (!act) continue;
      const auto* send = std::get_if<sim::Send>(&*act);
      result += send ? send->octets.substr(0, send->octets.size() - 2) : "act";
      result += moment.act ? " of the story; " : "; ";
    }
  }
  return result;
}

Scenario cable() {
  return sarah({connect(), part("log in", send({"USER sarah", "PASS secret", "RETR 2"})),
                send({"DELE 2"}),
                choose({{"QUIT", {send({"QUIT"})}}, {"cut", {cut(), wait(660)}}})});
}

std::uint32_t last_branch(const Visit& visit) {
  return static_cast<std::uint32_t>(visit.timeline().branches().size()) - 1;
}

TEST(ChangedStory, WhatChangesBehindABranchLeavesItWhereItWas) {
  Scenario scenario = cable();
  Visit visit(version(scenario));
  visit.go_to_step(2);
  visit.act(sim::Cut{{0}});
  const BranchId own = visit.branch();
  auto& ways = std::get<lesson::ChooseAct>(scenario.story[3].act).ways;
  ways[1].story[1] = wait(600);
  const Restored restored = restore(version(scenario), record(visit));
  EXPECT_TRUE(restored.scenario_changed);
  EXPECT_EQ(restored.inputs_left_out, 0u);
  EXPECT_EQ(restored.branches_moved, 0u);
  EXPECT_FALSE(restored.visit.notes(own).outdated);
  EXPECT_EQ(restored.visit.step(), visit.step());
  EXPECT_EQ(own_acts(restored.visit, own), "act; ");
  EXPECT_EQ(digest(restored.visit.timeline().tip(own)), digest(visit.timeline().tip(own)));
}

// A note takes a moment of its own, and changes nothing.
TEST(ChangedStory, ANoteBeforeABranchMovesNothing) {
  Scenario scenario = cable();
  Visit visit(version(scenario));
  visit.go_to_step(4);
  visit.act(typed("STAT"));
  scenario.story.insert(scenario.story.begin() + 1, expect(on_server(3)));
  const Restored restored = restore(version(scenario), record(visit));
  EXPECT_EQ(restored.branches_moved, 0u);
  EXPECT_EQ(restored.visit.step(), visit.step());
  EXPECT_EQ(own_acts(restored.visit, visit.branch()), "STAT; ");
}

TEST(ChangedStory, AnActBeforeABranchLeavesItBehindTheSameAct) {
  Scenario scenario = sarah({connect(), send({"USER sarah", "PASS secret"}), send({"DELE 1"}),
                             send({"QUIT"})});
  Visit visit(version(scenario));
  visit.go_to_step(6);  // before DELE 1
  visit.act(typed("STAT"));
  scenario.story.insert(scenario.story.begin() + 1, send({"CAPA"}));
  const Restored restored = restore(version(scenario), record(visit));
  const Visit& now = restored.visit;
  const BranchId own = visit.branch();
  EXPECT_EQ(restored.branches_moved, 1u);
  EXPECT_TRUE(now.notes(own).outdated);
  EXPECT_EQ(own_acts(now, own), "STAT; ");
  EXPECT_EQ(now.step(), visit.step() + 2);
  EXPECT_EQ(now.steps(own).count(), visit.steps(own).count() + 2);
}

TEST(ChangedStory, NoTryIsAnsweredForTheLearner) {
  Scenario scenario =
      sarah({connect(), send({"USER sarah", "PASS secret"}), a_try("RETR 1"), wait(5)});
  Visit visit(version(scenario));
  visit.last();
  visit.act(typed("RETR 2"));
  const BranchId own = visit.branch();
  const auto old = record(visit);
  const auto expect_own_lines_only = [&](Scenario changed) {
    const Restored restored = restore(version(std::move(changed)), old);
    EXPECT_EQ(own_acts(restored.visit, own), "RETR 2; ");
    EXPECT_TRUE(restored.visit.tries().empty());
  };
  scenario.story.back() = wait(6);
  expect_own_lines_only(scenario);
  scenario.story.insert(scenario.story.begin(), wait(1));
  expect_own_lines_only(scenario);
  auto without_places = old;
  for (auto& branch : without_places.branches) {
    branch.at = {};
    branch.way.reset();
  }
  const Restored restored = restore(version(scenario), without_places);
  EXPECT_EQ(own_acts(restored.visit, own), "RETR 2; ");
}

TEST(ChangedStory, TheStoryDoesNotGoOnWhereNothingCouldBeDoneAgain) {
  Scenario scenario =
      sarah({connect(), send({"USER sarah", "PASS secret"}), a_try("RETR 1"), wait(5)});
  Visit visit(version(scenario));
  visit.last();
  visit.act(sim::Check{{1}});
  scenario.devices.pop_back();
  Restored restored = restore(version(scenario), record(visit));
  Visit& now = restored.visit;
  const BranchId own = now.branch();
  EXPECT_FALSE(now.notes(own).of_story);
  now.last();
  EXPECT_FALSE(now.forward());
  EXPECT_FALSE(now.let_happen());
  EXPECT_EQ(own_acts(now, own), "");
  EXPECT_TRUE(std::holds_alternative<Visit::Acted>(now.act(typed("STAT"))));
  EXPECT_EQ(own_acts(now, own), "STAT; ");
}

// --- there and back ---

// Two branches off the story, one off the second way, one off a branch, names, an answered try.
Visit worked(const Scenario& scenario) {
  Visit visit(version(scenario));
  visit.go_to_step(2);
  visit.act(sim::Cut{{0}});
  visit.rename(visit.branch(), "mine");
  visit.let_happen();
  visit.act(sim::Plug{{0}});
  visit.switch_to({0});
  visit.go_to_step(6);
  visit.act(sim::Check{{1}});
  visit.last();
  visit.act(typed("STAT"));
  visit.act(typed("NOOP"));
  visit.back();
  visit.back();
  visit.act(typed("RETR 3"));
  visit.switch_to({1});
  visit.last();
  visit.act(sim::Plug{{0}});
  visit.act(sim::Deliver{{0}, sim::message_from_text("Subject: late\r\n\r\n", 0)});
  visit.rename({0}, "my way");
  visit.rename({1}, "QUIT");
  return visit;
}

void expect_same_branches(const Visit& a, const Visit& b) {
  ASSERT_EQ(a.timeline().branches().size(), b.timeline().branches().size());
  for (std::uint32_t i = 0; i < a.timeline().branches().size(); ++i) {
    const sim::Branch& one = a.timeline().branches()[i];
    const sim::Branch& other = b.timeline().branches()[i];
    EXPECT_EQ(one.parent, other.parent) << i;
    EXPECT_EQ(one.forked_at, other.forked_at) << i;
    EXPECT_EQ(one.end(), other.end()) << i;
    EXPECT_EQ(digest(one.tip), digest(other.tip)) << i;
    EXPECT_EQ(a.notes({i}).name, b.notes({i}).name) << i;
    EXPECT_EQ(a.notes({i}).of_story, b.notes({i}).of_story) << i;
    EXPECT_EQ(a.notes({i}).outdated, b.notes({i}).outdated) << i;
  }
}

Scenario with_tom_first(Scenario scenario) {
  lesson::Person tom;
  tom.name = "tom";
  scenario.people.insert(scenario.people.begin(), tom);
  lesson::DeviceSetup pc;
  pc.name = "PC";
  pc.reads = "tom";
  scenario.devices.insert(scenario.devices.begin(), pc);
  return scenario;
}

using Change = std::function<void(Scenario&)>;

std::vector<std::pair<std::string, Change>> changes() {
  return {
      {"nothing", [](Scenario&) {}},
      {"a duration behind",
       [](Scenario& s) {
         std::get<lesson::ChooseAct>(s.story[3].act).ways[1].story[1] = wait(600);
       }},
      {"an act before",
       [](Scenario& s) { s.story.insert(s.story.begin() + 1, send({"CAPA"})); }},
      {"a wait at the beginning", [](Scenario& s) { s.story.insert(s.story.begin(), wait(7)); }},
      {"a device less", [](Scenario& s) { s.devices.pop_back(); }},
      {"the devices in another order",
       [](Scenario& s) { std::swap(s.devices[0], s.devices[1]); }},
      {"another person first", [](Scenario& s) { s = with_tom_first(std::move(s)); }},
      {"no ways", [](Scenario& s) { s.story.pop_back(); }},
      {"the ways in another order",
       [](Scenario& s) {
         auto& ways = std::get<lesson::ChooseAct>(s.story[3].act).ways;
         std::swap(ways[0], ways[1]);
       }},
      {"another story", [](Scenario& s) { s.story = {cut("Phone"), wait(3)}; }},
      {"an empty story", [](Scenario& s) { s.story.clear(); }},
      {"another seed and mail",
       [](Scenario& s) {
         s.seed = 99;
         s.people[0].mail.pop_back();
       }},
  };
}

TEST(ChangedStory, AnEarlierVersionGivesBackWhatWasDoneInIt) {
  const Scenario scenario = cable();
  const Visit before = worked(scenario);
  for (const auto& [name, change] : changes()) {
    SCOPED_TRACE(name);
    Scenario changed = scenario;
    change(changed);
    const Restored between = restore(version(changed), record(before));
    EXPECT_EQ(between.branches_lost, 0u);
    const Restored after = restore(version(scenario), record(between.visit));
    EXPECT_EQ(after.branches_moved, 0u);
    EXPECT_EQ(after.inputs_left_out, 0u);
    expect_same_branches(before, after.visit);
  }
}

TEST(ChangedStory, AlsoByWayOfTwoOthers) {
  const Scenario scenario = cable();
  const Visit before = worked(scenario);
  for (const auto& [name, change] : changes()) {
    for (const auto& [other_name, other] : changes()) {
      SCOPED_TRACE(name + ", " + other_name);
      Scenario first = scenario;
      change(first);
      Scenario second = scenario;
      other(second);
      const Restored one = restore(version(first), record(before));
      const Restored two = restore(version(second), record(one.visit));
      const Restored again = restore(version(second), record(two.visit));
      expect_same_branches(two.visit, again.visit);
      const Restored after = restore(version(scenario), record(again.visit));
      expect_same_branches(before, after.visit);
    }
  }
}

TEST(ChangedStory, WhatIsDoneInBetweenIsKeptAsWell) {
  const Scenario scenario = cable();
  const Visit before = worked(scenario);
  Scenario changed = scenario;
  changed.devices.pop_back();
  const auto lesson = version(changed);
  Restored between = restore(lesson, record(before));
  Visit& visit = between.visit;
  const BranchId checked{3};  // began with a check of the phone
  ASSERT_EQ(own_acts(visit, checked), "STAT; NOOP; ");
  visit.switch_to(checked);
  visit.last();
  visit.act(typed("RSET"));
  visit.go_to(BranchId{0}, 0);
  visit.go_to_step(4);
  visit.act(typed("LIST"));
  const std::uint32_t added = last_branch(visit);

  const Restored same = restore(lesson, record(visit));  // popscope begins anew
  expect_same_branches(visit, same.visit);

  const Restored after = restore(version(scenario), record(same.visit));
  EXPECT_EQ(after.inputs_left_out, 0u);
  EXPECT_EQ(own_acts(after.visit, checked), "act; STAT; NOOP; RSET; ");
  EXPECT_EQ(own_acts(after.visit, {added}), "LIST; ");
}

// --- whom an act was about ---

std::vector<std::size_t> mail_of_each(const Visit& visit, BranchId branch) {
  std::vector<std::size_t> counts;
  for (const auto& maildrop : visit.timeline().tip(branch).maildrops)
    counts.push_back(maildrop->messages.size());
  return counts;
}

TEST(ChangedStory, MailIsDeliveredToTheSamePerson) {
  const Scenario scenario = cable();
  Visit visit(version(scenario));
  visit.go_to_step(2);
  visit.act(sim::Deliver{{0}, sim::message_from_text("Subject: new\r\n\r\n", 0)});
  visit.act(sim::Cut{{1}});
  const BranchId own = visit.branch();
  const auto changed = version(with_tom_first(scenario));
  Restored between = restore(changed, record(visit));
  EXPECT_EQ(between.inputs_left_out, 0u);
  EXPECT_EQ(mail_of_each(between.visit, own), (std::vector<std::size_t>{0, 4}));
  EXPECT_TRUE(between.visit.timeline().tip(own).devices[2]->cut) << "the phone";

  // What is done for somebody whom the first story does not know waits for one that does.
  between.visit.switch_to(own);
  between.visit.last();
  between.visit.act(sim::Deliver{{0}, sim::message_from_text("Subject: t\r\n\r\n", 0)});
  between.visit.act(sim::Deliver{{1}, sim::message_from_text("Subject: s\r\n\r\n", 0)});
  const Restored after = restore(version(scenario), record(between.visit));
  EXPECT_EQ(after.inputs_left_out, 1u);
  EXPECT_EQ(mail_of_each(after.visit, own), (std::vector<std::size_t>{5}));
  const Restored again = restore(changed, record(after.visit));
  EXPECT_EQ(again.inputs_left_out, 0u);
  EXPECT_EQ(mail_of_each(again.visit, own), (std::vector<std::size_t>{1, 5}));
}

TEST(ChangedStory, ThePersonIsGone) {
  const Scenario scenario = with_tom_first(cable());
  Visit visit(version(scenario));
  visit.go_to_step(2);
  visit.act(sim::Deliver{{0}, sim::message_from_text("Subject: for Tom\r\n\r\n", 0)});
  const Restored restored = restore(version(cable()), record(visit));
  EXPECT_EQ(restored.inputs_left_out, 1u);
  EXPECT_EQ(mail_of_each(restored.visit, visit.branch()), (std::vector<std::size_t>{3}));
}

TEST(ChangedStory, AWayIsTakenByItsName) {
  Scenario scenario = cable();
  Visit visit(version(scenario));
  visit.go_to_step(8);
  visit.act(typed("NOOP"));
  ASSERT_TRUE(visit.offered());
  visit.act(*visit.offered());
  ASSERT_EQ(visit.ways().size(), 2u);
  ASSERT_EQ(visit.take_way(1), std::nullopt);  // "cut"
  ASSERT_TRUE(visit.offered());
  visit.act(*visit.offered());
  const BranchId own = visit.branch();
  ASSERT_EQ(own_acts(visit, own), "NOOP; DELE 2; act; act; ");
  ASSERT_TRUE(visit.timeline().tip(own).devices[0]->cut);
  auto& ways = std::get<lesson::ChooseAct>(scenario.story[3].act).ways;
  std::swap(ways[0], ways[1]);
  const Restored restored = restore(version(scenario), record(visit));
  EXPECT_EQ(restored.inputs_left_out, 0u);
  EXPECT_EQ(own_acts(restored.visit, own), "NOOP; DELE 2; act; act; ");
  EXPECT_TRUE(restored.visit.timeline().tip(own).devices[0]->cut);

  std::get<lesson::ChooseAct>(scenario.story[3].act).ways[0].name = "another";
  const Restored without = restore(version(scenario), record(visit));
  EXPECT_EQ(without.inputs_left_out, 1u);
}

TEST(ChangedStory, AFirewallIsThatOfTheSameServer) {
  Scenario scenario = cable();
  Visit visit(version(scenario));
  visit.go_to_step(2);
  visit.act(sim::Filter{{0}, 143, sim::Verdict::drop});
  const lesson::Recording recording = record(visit);
  ASSERT_EQ(recording.branches.back().names.servers.size(), 1u);
  scenario.story.insert(scenario.story.begin() + 1, send({"CAPA"}));
  EXPECT_EQ(restore(version(scenario), recording).inputs_left_out, 0u);
  scenario.server.name = "other.example.net";
  EXPECT_EQ(restore(version(scenario), recording).inputs_left_out, 1u);
}

TEST(ChangedStory, PredictionsAndTriesComeBackWithTheirQuestions) {
  Scenario scenario = deletion_at_quit();
  scenario.story.insert(scenario.story.begin() + 2, a_try("NOOP"));
  Visit visit(version(scenario));
  visit.last();
  visit.act(typed("NOOP"));
  visit.last();
  visit.answer(*visit.open_ask(), 1);
  Scenario changed = sarah({cut()});
  const Restored between = restore(version(changed), record(visit));
  EXPECT_TRUE(between.visit.guesses().empty());
  const Restored after = restore(version(scenario), record(between.visit));
  EXPECT_EQ(after.visit.guesses(), visit.guesses());
  EXPECT_EQ(after.visit.tries(), visit.tries());
}

TEST(ChangedStory, NamesThatTheLearnerGaveStay) {
  Scenario scenario = cable();
  Visit visit(version(scenario));
  visit.switch_to({1});
  visit.last();
  visit.act(sim::Plug{{0}});
  const BranchId own = visit.branch();
  visit.rename({0}, "cut");  // as the story calls the other one
  visit.rename({1}, "QUIT");
  scenario.story.push_back(wait(1));
  const Restored restored = restore(version(scenario), record(visit));
  EXPECT_EQ(restored.visit.name_of({0}), "cut");
  EXPECT_EQ(restored.visit.name_of({1}), "QUIT");
  EXPECT_EQ(restored.visit.timeline().branches()[own.value].parent, BranchId{1});
  auto older = record(visit);  // knows one name only
  for (auto& branch : older.branches) branch.way.reset();
  older.branches[0].name = "My way";
  older.branches[1].name = "My other way";
  const Restored of_older = restore(version(scenario), older);
  EXPECT_EQ(of_older.visit.name_of({0}), "My way");
  EXPECT_EQ(of_older.visit.name_of({1}), "My other way");
}

// A story that gets its first choice goes on as the first way of it.
TEST(ChangedStory, ANameOutlastsTheFirstChoice) {
  Scenario scenario = cable();
  scenario.story.pop_back();
  Visit visit(version(scenario));
  visit.rename({0}, "alone");
  const Restored with_ways = restore(version(cable()), record(visit));
  EXPECT_EQ(with_ways.visit.name_of({0}), "alone");
  EXPECT_EQ(with_ways.visit.name_of({1}), "cut");
  const Restored without = restore(version(scenario), record(with_ways.visit));
  EXPECT_EQ(without.visit.name_of({0}), "alone");
}

}  // namespace
}  // namespace popscope::test
