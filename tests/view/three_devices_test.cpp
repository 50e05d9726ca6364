// What is said of where mail is, when more than two devices read it.
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "view/holdings.h"

namespace popscope::view {
namespace {

TEST(HoldingsOfThree, WhatAThirdDeviceHoldsIsNotOnOneAlone) {
  const auto check = [](const char* device) { return test::entry(lesson::CheckAct{device}); };
  for (const bool tablet_fetches : {false, true}) {
    lesson::Scenario scenario = test::sarah({});
    lesson::DeviceSetup tablet = scenario.devices.front();
    tablet.name = "Tablet";
    tablet.policy = sim::Policy::leave_on_server;
    scenario.devices.push_back(std::move(tablet));
    test::Story story;
    if (tablet_fetches) story.push_back(check("Tablet"));
    story.insert(story.end(), {check("Laptop"), check("Phone"), test::wait(5)});
    scenario.story = {test::choose({{"a", std::move(story)}, {"b", {}}})};
    std::uint32_t line = 20;
    test::number_lines(scenario.story, line, "/story");
    const lesson::Visit visit(test::compiled(std::move(scenario)));
    const HoldingsView view =
        holdings(visit, {0}, {1}, 1'000'000, Measure::messages, test::english());
    EXPECT_EQ(view.sides[0].because,
              tablet_fetches ? "Laptop has removed them from the server."
                             : "They are on Laptop alone, which has removed them from the server.");
  }
}

// A copy that its own user deleted was not taken by whoever removed the message from the server.
TEST(HoldingsOfThree, WhatAUserDeletedNobodyElseTook) {
  const auto check = [](const char* device) { return test::entry(lesson::CheckAct{device}); };
  lesson::Scenario scenario = test::sarah({});
  scenario.devices[1].policy = sim::Policy::leave_on_server;
  scenario.story = {test::choose(
      {{"a", {check("Phone"), check("Laptop"),
              test::entry(lesson::UseAct{"Phone", sim::Deed::remove, "Invoice 4471"}),
              check("Phone"), test::wait(5)}},
       {"b", {}}})};
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  const HoldingsView view =
      holdings(visit, {0}, {1}, 1'000'000, Measure::messages, test::english());
  EXPECT_EQ(view.sides[0].difference, "Phone holds 2 of 3 messages.");
  EXPECT_EQ(view.sides[0].because,
            "It has deleted its copy of one. The server holds none of them any more.");
}

// What others have flagged the device's own user did not delete.
TEST(HoldingsOfThree, WhatOthersFlagNobodyDeletedHere) {
  const auto check = [](const char* device) { return test::entry(lesson::CheckAct{device}); };
  const auto by_hand = [](std::vector<std::string> lines) {
    lines.insert(lines.begin(), {"a LOGIN sarah secret", "b SELECT INBOX"});
    lines.push_back("z LOGOUT");
    return test::send(lines);
  };
  lesson::Scenario scenario = test::sarah({});
  for (lesson::DeviceSetup& device : scenario.devices) device.protocol = sim::Protocol::imap;
  const test::Story flagged = {check("Phone"), test::connect(),
                               by_hand({"c STORE 1 +FLAGS (\\Deleted)"}), check("Phone")};
  test::Story expunged = flagged;
  expunged.insert(expunged.end(), {test::connect(), by_hand({"c EXPUNGE"}), check("Phone")});
  scenario.story = {test::choose({{"flagged", flagged}, {"expunged", expunged}})};
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  const HoldingsView view =
      holdings(visit, {0}, {1}, 1'000'000, Measure::messages, test::english());
  EXPECT_EQ(view.sides[0].because.find("deleted its copy"), std::string::npos);
  EXPECT_NE(view.sides[0].because.find("One was flagged \\Deleted on another device."),
            std::string::npos)
      << view.sides[0].because;
  EXPECT_EQ(view.sides[1].because, "Laptop has removed it from the server.");
}

}  // namespace
}  // namespace popscope::view
