// The comparison of a story in which several people have mail.
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "view/compare.h"
#include "view/holdings.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

// Sarah reads with the laptop, Tom, who has the same mail, with the phone.
lesson::Scenario sarah_and_tom() {
  lesson::Scenario scenario = test::sarah({});
  lesson::Person tom = scenario.people.front();
  tom.name = "tom";
  scenario.people.push_back(tom);
  scenario.devices[1].reads = "tom";
  return scenario;
}

test::Story mail_for_tom_or_none() {
  lesson::DeliverAct deliver;
  deliver.person = "tom";
  deliver.mail.subject = "Minutes";
  return {test::entry(lesson::CheckAct{"Laptop"}),
          test::choose({{"mail", {test::entry(deliver)}}, {"none", {test::wait(1)}}})};
}

// Where several people have mail it is told whose, and of each whose mail differs.
TEST(Compared, WhatIsGoneIsToldOfEachPerson) {
  lesson::Scenario scenario = sarah_and_tom();
  for (lesson::DeviceSetup& device : scenario.devices) device.policy = sim::Policy::remove_at_once;
  const auto check = [](const char* device) { return test::entry(lesson::CheckAct{device}); };
  scenario.story = {test::wait(1), test::choose({{"sarah's", {check("Laptop")}},
                                                 {"tom's", {check("Phone")}}})};
  const Visit visit(test::compiled(std::move(scenario)));
  const CompareView view =
      compare(visit, {0}, {1}, 1'000'000, english());
  const std::string gone = " were removed in UPDATE.";
  EXPECT_EQ(view.sides[0].count, "sarah: No message.");
  EXPECT_EQ(view.sides[0].remark,
            "Invoice 4471, Lunch on Friday?, Router manual" + gone +
                " tom: 3 messages. Nothing was removed.");
  EXPECT_EQ(view.sides[1].count, "sarah: 3 messages.");
  EXPECT_EQ(view.sides[1].remark,
            "Nothing was removed. tom: No message. Invoice 4471, Lunch on Friday?, Router manual" +
                gone);
}

// Both forms of the comparison choose the person whose mail is not the same, and name him.
TEST(Compared, TheMailIsThatOfWhomItDiffers) {
  lesson::Scenario scenario = sarah_and_tom();
  scenario.devices[0].policy = sim::Policy::remove_at_once;
  const auto check = [](const char* device) { return test::entry(lesson::CheckAct{device}); };
  scenario.story = {test::choose({{"both", {check("Laptop"), check("Phone")}},
                                  {"tom alone", {test::wait(1), check("Phone")}}})};
  const Visit visit(test::compiled(std::move(scenario)));
  const HoldingsView view =
      holdings(visit, {0}, {1}, 1'000'000, Measure::messages, english());
  for (const HoldingsSide& side : view.sides) EXPECT_EQ(side.server.name, "Mail server, sarah");
  EXPECT_EQ(view.sides[0].server.note, "no messages");
  EXPECT_EQ(view.sides[1].server.note, "3 messages");
}

// Though nobody has asked for that mail yet.
TEST(Compared, TheMailIsThatOfWhomItDiffersThoughNobodyAsked) {
  lesson::Scenario scenario = sarah_and_tom();
  scenario.story = mail_for_tom_or_none();
  const Visit visit(test::compiled(std::move(scenario)));
  const HoldingsView view =
      holdings(visit, {0}, {1}, 1'000'000, Measure::messages, english());
  for (const HoldingsSide& side : view.sides) {
    EXPECT_EQ(side.server.name, "Mail server, tom");
    EXPECT_EQ(side.difference, "No device has asked for tom’s mail yet.");  // Sarah's has
    ASSERT_EQ(side.devices.size(), 1U);
    EXPECT_EQ(side.devices[0].name, "Phone");
  }
}

// Nobody else's device stands under mail that nobody reads.
TEST(Compared, MailThatNobodyReadsStandsAlone) {
  lesson::Scenario scenario = sarah_and_tom();
  scenario.devices[1].reads = "sarah";
  scenario.story = mail_for_tom_or_none();
  const Visit visit(test::compiled(std::move(scenario)));
  const HoldingsView view = holdings(visit, {0}, {1}, 1'000'000, Measure::messages, english());
  for (const HoldingsSide& side : view.sides) EXPECT_TRUE(side.devices.empty());
}

// Of two people whose mail differs both forms show the same one.
TEST(Compared, BothFormsShowTheSamePerson) {
  lesson::Scenario scenario = sarah_and_tom();
  for (lesson::DeviceSetup& device : scenario.devices) device.policy = sim::Policy::remove_at_once;
  const auto check = [](const char* device) { return test::entry(lesson::CheckAct{device}); };
  scenario.story = {test::choose({{"both", {check("Laptop"), check("Phone")}},
                                  {"none", {test::wait(1)}}})};
  const Visit visit(test::compiled(std::move(scenario)));
  const HoldingsView mail = holdings(visit, {0}, {1}, 1'000'000, Measure::messages, english());
  const CompareView ladder = compare(visit, {0}, {1}, 1'000'000, english());
  EXPECT_EQ(mail.sides[0].server.name, "Mail server, sarah");
  EXPECT_EQ(ladder.sides[0].count, "sarah: No message.");
}

// Also where that is not the first one.
TEST(Compared, TheLadderShowsWhomTheMailIsOf) {
  lesson::Scenario scenario = sarah_and_tom();
  scenario.story = mail_for_tom_or_none();
  const Visit visit(test::compiled(std::move(scenario)));
  const CompareView ladder = compare(visit, {0}, {1}, 1'000'000, english());
  EXPECT_EQ(ladder.sides[0].count, "tom: 4 messages.");
  EXPECT_EQ(ladder.sides[1].count, "tom: 3 messages.");
}

}  // namespace
}  // namespace popscope::view
