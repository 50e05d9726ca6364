// One story, several settings: a choice whose ways are told alike and come out differently.
#include "lesson/variants.h"

#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/support/story.h"

namespace popscope::lesson {
namespace {

Scenario phone_in_three_ways() {
  Scenario scenario = test::sarah({});
  scenario.devices.resize(1);
  scenario.devices[0].name = "Phone";
  Entry check;
  check.act = CheckAct{"Phone"};
  check.id = "check";
  check.where.path = "/story/0";
  scenario.story = {check};
  SetAct leaves{"Phone"};
  leaves.policy = sim::Policy::leave_on_server;
  SetAct imap{"Phone"};
  imap.protocol = sim::Protocol::imap;
  scenario.variants = {{"removes", {}, {}}, {"leaves", {leaves}, {}}, {"IMAP", {imap}, {}}};
  return scenario;
}

TEST(Variants, AreWaysOfOneChoice) {
  const Scenario scenario = with_variants_as_choice(phone_in_three_ways());
  EXPECT_TRUE(scenario.variants.empty());
  ASSERT_EQ(scenario.story.size(), 1u);
  const auto& ways = std::get<ChooseAct>(scenario.story[0].act).ways;
  ASSERT_EQ(ways.size(), 3u);
  EXPECT_EQ(ways[0].name, "removes");
  EXPECT_EQ(ways[0].story.size(), 1u);
  EXPECT_EQ(ways[2].story.size(), 2u) << "the setting, and the story";
}

TEST(Variants, NoneChangesNothing) {
  const Scenario scenario = with_variants_as_choice(test::sarah({test::connect()}));
  EXPECT_EQ(scenario.story.size(), 1u);
}

TEST(Variants, EachComesOutAsItsSettingsSay) {
  const Visit visit(test::compiled(phone_in_three_ways()));
  std::vector<std::size_t> left;
  for (std::uint32_t n = 0; n < visit.timeline().branches().size(); ++n) {
    const sim::World& end = visit.timeline().tip(sim::BranchId{n});
    left.push_back(end.maildrops[0]->messages.size());
    EXPECT_EQ(end.devices[0]->store.size(), 3u) << n;
  }
  EXPECT_EQ(left, (std::vector<std::size_t>{0, 3, 3}));
  EXPECT_TRUE(visit.check().empty());
}

}  // namespace
}  // namespace popscope::lesson
