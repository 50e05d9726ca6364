#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Visit;

// "branch/step", or "none".
std::string at(const Visit& visit, const std::string& address) {
  const auto place = visit.find(address);
  if (!place) return "none";
  const std::uint32_t step = visit.steps(place->branch).at_moment(place->moment);
  EXPECT_TRUE(step == 0 || visit.steps(place->branch).step(step).closes == place->moment);
  return std::to_string(place->branch.value) + "/" + std::to_string(step);
}

TEST(VisitAddresses, NameStepsIdsPartsAndEnds) {
  const Visit visit(compiled(deletion_at_quit()));
  EXPECT_EQ(at(visit, "0"), "0/0");
  EXPECT_EQ(at(visit, "12"), "0/12");
  EXPECT_EQ(at(visit, "16"), "0/16");
  EXPECT_EQ(at(visit, "17"), "none");
  EXPECT_EQ(at(visit, "end"), "0/16");
  EXPECT_EQ(at(visit, "marked"), "0/12");
  EXPECT_EQ(at(visit, "log in"), "0/8");
  EXPECT_EQ(at(visit, "removed"), "0/16");
  EXPECT_EQ(at(visit, "nowhere"), "none");
  EXPECT_EQ(at(visit, ""), "none");
  EXPECT_EQ(at(visit, "99999999999999999999"), "none");
}

TEST(VisitAddresses, NameABranch) {
  const Visit visit(compiled(deletion_at_quit()));
  EXPECT_EQ(at(visit, "cable cut:13"), "1/13");
  EXPECT_EQ(at(visit, "Cable Cut:end"), "1/14");
  EXPECT_EQ(at(visit, "2:end"), "1/14");
  EXPECT_EQ(at(visit, "QUIT:end"), "0/16");
  EXPECT_EQ(at(visit, "cable cut:marked"), "1/12");
  EXPECT_EQ(at(visit, "cable cut:removed"), "none");
  EXPECT_EQ(at(visit, "cable cut:16"), "none");
  EXPECT_EQ(at(visit, "3:1"), "none");
  EXPECT_EQ(at(visit, "nobody:1"), "none");
  EXPECT_EQ(at(visit, "cable cut:"), "none");
}

TEST(VisitAddresses, FindAnIdOnTheBranchThatHasIt) {
  const Visit visit(compiled(deletion_at_quit()));
  EXPECT_EQ(at(visit, "silence"), "1/14");
  EXPECT_EQ(at(visit, "cable cut/end"), "1/14");
  EXPECT_EQ(at(visit, "QUIT/end"), "0/16");
}

TEST(VisitAddresses, LeadToAnAskWhereItIsAsked) {
  lesson::Scenario scenario = deletion_at_quit();
  scenario.story[3].id = "guess";
  const Visit visit(compiled(std::move(scenario)));
  EXPECT_EQ(at(visit, "guess"), "0/10");
}

}  // namespace
}  // namespace popscope::test
