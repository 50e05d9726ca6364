// What is told of a connection that is cut, and of what changes nothing, over either protocol.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/story.h"
#include "tests/view/english.h"
#include "view/explain.h"

namespace popscope::view {
namespace {

using Lines = std::vector<std::string>;

Lines texts_of(const test::Story& story, sim::StepKind kind, bool imap = true, bool tls = false) {
  lesson::Scenario scenario = test::sarah(story);
  if (imap) scenario.devices.front().protocol = sim::Protocol::imap;
  scenario.devices.front().tls = tls;
  const lesson::Visit visit(test::compiled(std::move(scenario)));
  Lines told;
  for (std::uint32_t n = 1; n <= visit.steps().count(); ++n) {
    const sim::Step& step = visit.steps().step(n);
    if (step.kind != kind) continue;
    const sim::World world = visit.timeline().world({visit.branch(), step.closes});
    const Told here = tell(explain(visit, visit.branch(), n, world), test::english());
    told.push_back(here.headline + " " + here.text);
  }
  return told;
}

bool says(const Lines& told, std::string_view words) {
  return std::any_of(told.begin(), told.end(), [&](const std::string& one) {
    return one.find(words) != std::string::npos;
  });
}

// What a cut has lost is known when the cable is in again, for either protocol.
TEST(ExplainLinks, ThePlugSaysWhetherSomethingWasLost) {
  const auto plug = test::entry(lesson::PlugAct{"Laptop"});
  for (const bool imap : {false, true}) {
    const auto login = imap ? test::send({"a LOGIN sarah secret", "b SELECT INBOX"})
                            : test::send({"USER sarah", "PASS secret"});
    const auto line = test::send({imap ? "c NOOP" : "NOOP"});
    const auto whole = texts_of({test::connect(), login, test::cut(), plug},
                                sim::StepKind::cable, imap);
    EXPECT_TRUE(says(whole, "Nothing was lost meanwhile")) << imap;
    EXPECT_FALSE(says(whole, "stays lost")) << imap;
    const auto lost = texts_of({test::connect(), login, test::cut(), line, plug},
                               sim::StepKind::cable, imap);
    EXPECT_TRUE(says(lost, "What was lost meanwhile stays lost")) << imap;
    EXPECT_FALSE(says(lost, "Nothing was lost")) << imap;
  }
}

// The cable is cut while the connection opens, by the milliseconds, and plugged in again.
TEST(ExplainLinks, AnOpeningThatIsLostIsGivenUp) {
  const auto plug = test::entry(lesson::PlugAct{"Laptop"});
  for (const bool tls : {false, true}) {
    for (const int milliseconds : {45, 55, 75, 95}) {
      if (!tls && milliseconds > 60) continue;
      const auto pause = test::entry(lesson::WaitAct{sim::milliseconds(milliseconds)});
      const test::Story story{test::together({{test::connect()}, {pause, test::cut()}}),
                              test::wait(1), plug, test::wait(60)};
      const auto opened = texts_of(story, sim::StepKind::open, true, tls);
      EXPECT_TRUE(says(opened, "The connection never came to be; Laptop gives up."))
          << tls << milliseconds;
      const auto cable = texts_of(story, sim::StepKind::cable, true, tls);
      EXPECT_TRUE(says(cable, "is cut while its connection opens")) << tls << milliseconds;
      EXPECT_FALSE(says(cable, "can open a connection.")) << tls << milliseconds;
    }
  }
}

TEST(ExplainLinks, StatusOfTheMailboxThatIsSelected) {
  const Lines lines{"a LOGIN sarah secret", "b SELECT INBOX", "c STATUS INBOX (MESSAGES)",
                    "d CLOSE", "e STATUS INBOX (MESSAGES)"};
  const test::Story story{test::connect(), test::send(lines)};
  const auto asked = texts_of(story, sim::StepKind::command);
  EXPECT_TRUE(says(asked, "Laptop asks about the mailbox that it has selected."));
  EXPECT_TRUE(says(asked, "Laptop asks about a mailbox without opening it."));
  const auto told = texts_of(story, sim::StepKind::reply);
  EXPECT_TRUE(says(told, "It stays selected, and nothing in it has changed."));
  EXPECT_TRUE(says(told, "It is not selected for that"));
}

TEST(ExplainLinks, AnExpungeOfNothingIsToldByNothing) {
  const auto told = texts_of({test::connect(),
                              test::send({"a LOGIN sarah secret", "b SELECT INBOX", "c EXPUNGE",
                                          "d STORE 1 +FLAGS (\\Deleted)", "e EXPUNGE"})},
                             sim::StepKind::reply);
  EXPECT_TRUE(says(told, "so no `* n EXPUNGE` is told."));
  EXPECT_TRUE(says(told, "It is told by an untagged `* n EXPUNGE`"));
  EXPECT_FALSE(says(told, "Each is told"));
}

TEST(ExplainLinks, AFirewallThatHadNoRule) {
  const auto rule = [](sim::Verdict verdict) {
    return test::entry(lesson::FirewallAct{lesson::FirewallSetup{143, verdict}});
  };
  const auto told = texts_of({rule(sim::Verdict::pass), rule(sim::Verdict::drop),
                              rule(sim::Verdict::pass)},
                             sim::StepKind::settings);
  ASSERT_EQ(told.size(), 3u);
  EXPECT_NE(told[0].find("nothing changes"), std::string::npos) << told[0];
  EXPECT_NE(told[2].find("again"), std::string::npos) << told[2];
}

// Its own RST is behind the greeting's back.
TEST(ExplainLinks, AGreetingThatTheDeviceDoesNotAwait) {
  for (const bool imap : {false, true}) {
    const auto pause = test::entry(lesson::WaitAct{sim::milliseconds(70)});
    const auto told = texts_of(
        {test::together({{test::connect()}, {pause, test::entry(lesson::ResetAct{"Laptop"})}}),
         test::wait(1)},
        sim::StepKind::reply, imap);
    EXPECT_TRUE(says(told, "had broken the connection off before it arrived")) << imap;
    EXPECT_FALSE(says(told, "waits for")) << imap;
  }
}

}  // namespace
}  // namespace popscope::view
