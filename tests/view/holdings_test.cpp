// The comparison of mail: what each place holds, who removed what, over time, in sentences.
#include "view/holdings.h"

#include <gtest/gtest.h>

#include "lesson/variants.h"
#include "lesson/visit.h"
#include "tests/support/golden.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "view/as_text.h"
#include "view/compare.h"
#include "view/devices.h"
#include "view/plot_axis.h"
#include "view/whereabouts.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::english;

lesson::Entry deliver(const std::string& subject) {
  lesson::DeliverAct act;
  act.person = "sarah";
  act.mail.subject = subject;
  act.mail.octets = 1000;
  return test::entry(std::move(act));
}

lesson::Entry check(const std::string& device) { return test::entry(lesson::CheckAct{device}); }

lesson::Variant variant(const std::string& name, sim::Protocol protocol, sim::Policy policy) {
  lesson::Variant made;
  made.name = name;
  for (const char* device : {"Laptop", "Phone"}) {
    lesson::SetAct act;
    act.device = device;
    act.protocol = protocol;
    if (protocol == sim::Protocol::pop3) act.policy = policy;
    made.settings.push_back(act);
  }
  return made;
}

Visit in_three_ways(lesson::Scenario scenario) {
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  scenario.variants = {
      variant("POP3 removes", sim::Protocol::pop3, sim::Policy::remove_at_once),
      variant("POP3 leaves copies", sim::Protocol::pop3, sim::Policy::leave_on_server),
      variant("IMAP", sim::Protocol::imap, sim::Policy::remove_at_once)};
  return Visit(test::compiled(lesson::with_variants_as_choice(std::move(scenario))));
}

// Mail comes in, the laptop fetches it, some is read; more comes, then the phone asks.
Visit three_ways() {
  lesson::Scenario scenario = test::sarah({});
  scenario.people[0].mail.clear();
  scenario.story = {test::wait(60), deliver("Invoice 4471"), deliver("Router manual"),
                    test::wait(300), check("Laptop"), test::wait(60),
                    test::entry(lesson::UseAct{"Laptop", sim::Deed::read, "Invoice 4471"}),
                    test::wait(60), check("Laptop"), test::wait(9600), deliver("Exam dates"),
                    test::wait(2400), check("Phone")};
  return in_three_ways(std::move(scenario));
}

sim::BranchId named(const Visit& visit, const std::string& name) {
  for (std::uint32_t n = 0; n < visit.timeline().branches().size(); ++n)
    if (visit.notes({n}).name == name) return {n};
  ADD_FAILURE() << name;
  return {};
}

HoldingsView at_end(const Visit& visit, const char* a, const char* b,
                    Measure measure = Measure::messages) {
  return holdings(visit, named(visit, a), named(visit, b), 1'000'000, measure, english());
}

TEST(Holdings, RemovedUnderPop3AndKeptUnderImap) {
  const Visit visit = three_ways();
  const HoldingsView view = at_end(visit, "POP3 removes", "IMAP");
  test::expect_golden("view/holdings.txt", as_text(view));
  // The step it leads to is a removal of that branch.
  const HoldingsSide& side = view.sides[0];
  ASSERT_TRUE(side.leads_to);
  EXPECT_EQ(visit.steps({side.branch}).step(*side.leads_to).kind, sim::StepKind::removal);
}

TEST(Holdings, OctetsAndCopiesThatStay) {
  const Visit visit = three_ways();
  test::expect_golden("view/holdings-octets.txt",
                      as_text(at_end(visit, "POP3 removes", "POP3 leaves copies",
                                     Measure::octets)));
}

TEST(Holdings, BeforeAnythingAndInTheMiddle) {
  const Visit visit = three_ways();
  const sim::BranchId a = named(visit, "POP3 removes"), b = named(visit, "IMAP");
  std::string all;
  const std::uint32_t times = holdings(visit, a, b, 0, Measure::messages, english()).times;
  for (const std::uint32_t time : {0U, times / 4, times / 2})
    all += as_text(holdings(visit, a, b, time, Measure::messages, english()));
  test::expect_golden("view/holdings-early.txt", all);
}

// A device that begins without a cable is cut off from the start, until it is plugged in.
TEST(Holdings, ACableThatIsCutAtTheStart) {
  lesson::Scenario scenario =
      test::sarah({test::wait(60), test::entry(lesson::PlugAct{"Laptop"}), test::wait(60)});
  scenario.devices.front().starts_cut = true;
  const Visit visit = in_three_ways(std::move(scenario));
  const sim::BranchId a = named(visit, "POP3 removes"), b = named(visit, "IMAP");
  const HoldingsView start = holdings(visit, a, b, 0, Measure::messages, english());
  const HoldingsView end = at_end(visit, "POP3 removes", "IMAP");
  for (const HoldingsSide& side : start.sides)
    EXPECT_EQ(side.devices[0].note, english().sentence("panel.holdings.cut"));
  for (const HoldingsSide& side : end.sides)
    EXPECT_NE(side.devices[0].note, english().sentence("panel.holdings.cut"));
  EXPECT_EQ(start.sides[0].devices[1].note, english().sentence("panel.holdings.not_yet"));
}

// The index says at each step what the World holds.
TEST(Holdings, CountsAreTheWorlds) {
  const Visit visit = three_ways();
  for (std::uint32_t n = 0; n < visit.timeline().branches().size(); ++n) {
    const sim::BranchId branch{n};
    const lesson::Held& held = visit.history(branch).held();
    for (std::uint32_t moment = 0; moment <= visit.timeline().end(branch); ++moment) {
      const sim::World world = visit.timeline().world({branch, moment});
      const auto& drop = *world.maildrops[0];
      ASSERT_EQ(lesson::amount_at(held.maildrops()[0].amounts, moment).messages,
                drop.messages.size());
      for (std::size_t d = 0; d < world.devices.size(); ++d)
        ASSERT_EQ(lesson::amount_at(held.devices()[d].amounts, moment).messages,
                  world.devices[d]->store.size());
    }
  }
}

// A copy that its user removes goes from the device, and under POP3 from nowhere else.
TEST(Holdings, ACopyThatIsRemovedIsGoneFromTheDeviceOnly) {
  lesson::Scenario scenario = test::sarah({});
  scenario.devices[0].policy = sim::Policy::leave_on_server;
  scenario.story = {check("Laptop"), test::wait(5),
                    test::entry(lesson::UseAct{"Laptop", sim::Deed::remove, "Invoice 4471"})};
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  const Visit visit(test::compiled(std::move(scenario)));
  const lesson::Held& held = visit.history().held();
  const std::uint32_t end = visit.timeline().end(visit.branch());
  EXPECT_EQ(lesson::amount_at(held.maildrops()[0].amounts, end).messages, 3U);
  EXPECT_EQ(lesson::amount_at(held.devices()[0].amounts, end).messages, 2U);
  EXPECT_EQ(held.devices()[0].amounts.back().most_messages, 3U);
}

// The laptop's user deletes one message: what is told of it on each side.
Visit deleted_on_the_laptop(std::vector<lesson::Entry> then) {
  lesson::Scenario scenario = test::sarah({});
  scenario.story = {check("Laptop"), test::wait(5),
                    test::entry(lesson::UseAct{"Laptop", sim::Deed::remove, "Invoice 4471"}),
                    test::wait(5)};
  for (lesson::Entry& each : then) scenario.story.push_back(std::move(each));
  return in_three_ways(std::move(scenario));
}

// INBOX is named where something lies in another mailbox: by the list and by the plot alike.
TEST(Holdings, ThePlotNamesWhatTheListCounts) {
  const Visit visit = three_ways();
  const HoldingsView view = at_end(visit, "POP3 leaves copies", "IMAP");
  for (const HoldingsSide& side : view.sides) {
    EXPECT_EQ(side.server.note.find("INBOX"), std::string::npos) << side.server.note;
    EXPECT_EQ(side.plot.lines.at(0).name, "server");
  }
}

TEST(Holdings, ADeletedCopyIsNotOneThatWasNeverFetched) {
  const Visit visit = deleted_on_the_laptop({});
  const HoldingsView view = at_end(visit, "POP3 leaves copies", "IMAP");
  for (const HoldingsSide& side : view.sides) {
    EXPECT_EQ(side.difference, "Laptop holds 2 of 3 messages.");
    EXPECT_EQ(side.because, "It has deleted its copy of one. All of them stay on the server.");
  }
  // By IMAP it stays on the device until the server is told.
  const HoldingPlace& imap = view.sides[1].devices[0];
  ASSERT_EQ(imap.rows.size(), 3U);
  EXPECT_FALSE(imap.rows[0].there);
  EXPECT_EQ(imap.rows[0].note, "deleted here");
  // Note, plot and sentence count alike.
  EXPECT_EQ(imap.note, "2 messages (1 deleted)");
  const auto& amounts = visit.history(named(visit, "IMAP")).held().devices()[0].amounts;
  EXPECT_EQ(amounts.back().messages, 2U);
}

// What a device has removed and never had is not what it has fetched: nobody has it now.
TEST(Holdings, WhatWasRemovedUnfetchedIsNotCountedAsFetched) {
  lesson::Scenario scenario = test::sarah({});
  const auto way = [](std::vector<std::string> lines) {
    lines.insert(lines.begin(), {"USER sarah", "PASS secret"});
    lines.push_back("QUIT");
    return test::Story{test::connect("Laptop"), test::send(lines), test::wait(5)};
  };
  scenario.story = {test::choose({{"unread", way({"DELE 1"})},
                                  {"all unread", way({"DELE 1", "DELE 2", "DELE 3"})},
                                  {"top", way({"TOP 1 1", "DELE 1", "RETR 2"})},
                                  {"read", way({"RETR 1", "RETR 1", "DELE 1"})}})};
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  const Visit visit(test::compiled(std::move(scenario)));
  const HoldingsView none = at_end(visit, "unread", "all unread");
  EXPECT_EQ(none.sides[0].difference, "Laptop holds nothing of what arrived.");
  EXPECT_EQ(none.sides[0].because, "It has removed one without fetching it. The server holds 2 "
                                   "of them.");
  EXPECT_EQ(none.sides[1].difference, "Laptop holds nothing of what arrived.");
  EXPECT_EQ(none.sides[1].because, "It has removed 3 without fetching them. The server holds none "
                                   "of them any more.");
  const HoldingsView some = at_end(visit, "top", "read");
  EXPECT_EQ(some.sides[0].difference, "Laptop holds one of 3 messages.");
  EXPECT_EQ(some.sides[0].because, none.sides[0].because);
  EXPECT_EQ(some.sides[1].difference, "Laptop has not fetched 2 of 3 messages yet.");
}

// ... whoever has set the flag: another device told the server, and did not expunge.
TEST(Holdings, ACopyFlaggedByAnotherIsCountedAlike) {
  lesson::Scenario scenario = test::sarah({});
  for (lesson::DeviceSetup& device : scenario.devices) device.protocol = sim::Protocol::imap;
  scenario.story = {check("Phone"), test::wait(5), test::connect("Laptop"),
                    test::send({"a LOGIN sarah secret", "b SELECT INBOX",
                                "c STORE 1 +FLAGS (\\Deleted)", "d LOGOUT"}),
                    test::wait(5), check("Phone")};
  const Visit visit(test::compiled(std::move(scenario)));
  const lesson::Held& held = visit.history({0}).held();
  const std::uint32_t end = visit.timeline().end({0});
  EXPECT_EQ(lesson::amount_at(held.devices()[1].amounts, end).messages, 2U);
  ASSERT_EQ(held.devices()[1].copies.size(), 3U);
  EXPECT_TRUE(held.devices()[1].copies[0].deleted_at(end));
  EXPECT_FALSE(held.devices()[1].copies[0].deleted_at(held.devices()[1].copies[0].from));
  EXPECT_FALSE(held.devices()[1].copies[1].deleted_at(end));
}

// Each side tells what went there, in the words of its protocol, though it went on both.
TEST(Compared, WhatIsGoneIsToldOfEachSide) {
  const Visit visit = deleted_on_the_laptop({check("Laptop")});
  const auto remark = [&](const char* a, const char* b) {
    return compare(visit, named(visit, a), named(visit, b), 1'000'000, english())
        .sides[1].remark;
  };
  EXPECT_EQ(remark("IMAP", "POP3 removes"),
            "Invoice 4471, Lunch on Friday?, Router manual were removed in UPDATE.");
  EXPECT_EQ(remark("POP3 removes", "IMAP"), "Invoice 4471 was expunged.");
  EXPECT_EQ(remark("IMAP", "POP3 leaves copies"), "Nothing was removed.");
}

// What is read by IMAP alone is an INBOX, which nobody locks.
TEST(Compared, EachSidesMailboxIsCalledAsItsProtocolCallsIt) {
  const Visit visit = deleted_on_the_laptop({check("Laptop")});
  const CompareView view =
      compare(visit, named(visit, "IMAP"), named(visit, "POP3 removes"), 1'000'000, english());
  EXPECT_EQ(view.sides[0].maildrop.find("INBOX of "), 0U) << view.sides[0].maildrop;
  EXPECT_EQ(view.sides[0].lock, "");
  EXPECT_EQ(view.sides[1].maildrop.find("Maildrop of "), 0U) << view.sides[1].maildrop;
  EXPECT_EQ(view.sides[1].lock, "not locked");
}

TEST(Compared, ASideThatWaitsForAnAnswerSaysSo) {
  lesson::Ask ask;
  ask.question = "Who holds it now?";
  lesson::Answer one, two;
  one.say = "The laptop";
  one.when = {};
  two.say = "The server";
  ask.answers = {one, two};
  const Visit visit = deleted_on_the_laptop({test::entry(ask), check("Laptop")});
  const sim::BranchId a = named(visit, "POP3 removes"), b = named(visit, "IMAP");
  const HoldingsView view = holdings(visit, a, b, 1'000'000, Measure::messages, english());
  for (const HoldingsSide& side : view.sides) {
    EXPECT_EQ(side.difference.find("A question is open here since "), 0U) << side.difference;
    EXPECT_EQ(side.leads_to, visit.steps({side.branch}).at_moment(
                                 *visit.hidden_after({side.branch})));
    EXPECT_EQ(side.plot.untold, "not played");
  }
  EXPECT_NE(compare(visit, a, b, 1'000'000, english()).sides[0].place.find("a question is open"),
            std::string::npos);
}

TEST(Holdings, VariantsPartAtTheStart) {
  const Visit visit = three_ways();
  EXPECT_TRUE(part_at_start(visit, {0}, {1}));
  const std::vector<ComparedWay> ways = compared_ways(visit, {0}, {2}, english());
  ASSERT_EQ(ways.size(), 3U);
  EXPECT_TRUE(ways[0].chosen);
  EXPECT_FALSE(ways[1].chosen);
  EXPECT_TRUE(ways[2].chosen);
}

TEST(Holdings, OnlyRowsOfTheWindowAreBuilt) {
  const Visit visit = three_ways();
  HoldingsWindows windows;
  windows.server[0] = {1, 1};
  const auto view = holdings(visit, {0}, {2}, 1'000'000, Measure::messages, english(), windows);
  EXPECT_EQ(view.sides[0].server.count, 3U);
  EXPECT_EQ(view.sides[0].server.differs_at, 2U);  // known all the same: a list opens there
  ASSERT_EQ(view.sides[0].server.rows.size(), 1U);
  EXPECT_EQ(view.sides[0].server.rows[0].subject, "Router manual");
  EXPECT_EQ(view.sides[1].server.rows.size(), 3U);
}

// ---- the axis ---------------------------------------------------------------------------------

sim::Time minutes(std::int64_t n) { return sim::Time{} + sim::seconds(60 * n); }

TEST(PlotAxis, LongGapsAreCutAndTimeStaysInOrder) {
  const PlotAxis axis(minutes(0), minutes(540),
                      {{minutes(0), minutes(5)},
                       {minutes(5), minutes(172)},
                       {minutes(172), minutes(210)},
                       {minutes(210), minutes(540)}});
  ASSERT_EQ(axis.pieces().size(), 3U);  // 38 minutes tell something: they stay
  float last = -1;
  for (std::int64_t n = 0; n <= 540; ++n) {
    EXPECT_GE(axis.x(minutes(n)), last);
    last = axis.x(minutes(n));
  }
  // What is left of it is true: five minutes are as wide everywhere.
  const float five = axis.x(minutes(5)) - axis.x(minutes(0));
  EXPECT_NEAR(axis.x(minutes(205)) - axis.x(minutes(200)), five, 0.001F);
  EXPECT_NEAR(static_cast<double>(time_at(axis.pieces(), axis.x(minutes(190))).us),
              static_cast<double>(minutes(190).us), 1e6);
}

TEST(PlotAxis, AllInOneInstant) {
  const PlotAxis axis(minutes(1), minutes(1), {});
  ASSERT_EQ(axis.pieces().size(), 1U);
  EXPECT_GT(axis.x(minutes(1)), 0.0F);
  EXPECT_LT(axis.x(minutes(1)), 1.0F);
}

TEST(PlotLevels, AreRoundAndReachTheMost) {
  for (const std::uint64_t most : {0U, 1U, 2U, 3U, 4U, 5U, 7U, 1320U, 10'000U}) {
    const std::vector<PlotLevel> levels = plot_levels(most, english());
    EXPECT_GE(levels.back().value, most);
    EXPECT_LE(levels.size(), 4U) << most;
  }
  EXPECT_EQ(plot_levels(4, english())[1].label, "2");
  EXPECT_EQ(plot_levels(12, english()).back().value, 15U);  // just above the largest
}

lesson::Entry by_hand(std::vector<std::string> lines) {
  lines.insert(lines.begin(), {"a LOGIN sarah secret", "b SELECT INBOX"});
  lines.push_back("z LOGOUT");
  return test::send(lines, "Phone");
}

// The phone, with IMAP, moves mail about in one way or another; then the laptop fetches what INBOX
// has and leaves it there.
Visit moved_about() {
  lesson::Scenario scenario = test::sarah({});
  scenario.devices[0].policy = sim::Policy::leave_on_server;
  scenario.devices[1].protocol = sim::Protocol::imap;
  const auto way = [](std::vector<std::string> lines) {
    return test::Story{test::connect("Phone"), by_hand(std::move(lines)), test::wait(5),
                       check("Laptop"), test::wait(5)};
  };
  scenario.story = {test::choose(
      {{"moves", way({"c CREATE Box", "d MOVE 1:2 Box"})},
       {"renames", way({"c RENAME INBOX Old"})},
       {"in place", way({"c MOVE 1:2 INBOX"})},
       {"and back", way({"c CREATE Box", "d MOVE 1:2 Box", "e SELECT Box", "f MOVE 1:2 INBOX"})},
       {"copies", way({"c CREATE Box", "d COPY 1 Box", "e STORE 1 +FLAGS (\\Deleted)", "f CLOSE",
                       "g SELECT Box", "h COPY 1 INBOX"})},
       {"copy, expunge", way({"c CREATE Box", "d COPY 1:2 Box", "e STORE 1:2 +FLAGS (\\Deleted)",
                              "f EXPUNGE"})},
       {"other name", way({"c CREATE Box", "d MOVE 1:2 Box", "e RENAME Box Old"})},
       {"deleted with it", way({"c CREATE Box", "d MOVE 1:2 Box", "e DELETE Box"})},
       {"one expunged", way({"c CREATE Box", "d MOVE 1:2 Box", "e SELECT Box",
                             "f STORE 1 +FLAGS (\\Deleted)", "g EXPUNGE"})}})};
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  return Visit(test::compiled(std::move(scenario)));
}

TEST(Holdings, WhatIsMovedIsNotRemovedFromTheServer) {
  const Visit visit = moved_about();
  const HoldingsView view = at_end(visit, "moves", "renames");
  EXPECT_EQ(view.sides[0].server.rows[0].note.substr(0, 13), "moved to Box ");
  EXPECT_EQ(view.sides[0].server.note, "1 message in INBOX");
  EXPECT_EQ(view.sides[1].server.note, "no messages in INBOX");
  EXPECT_EQ(view.sides[0].because, "Phone has moved them to another mailbox.");
  EXPECT_EQ(view.sides[1].server.rows[2].note.substr(0, 13), "moved to Old ");
  EXPECT_EQ(view.sides[1].because, "Phone has moved them to another mailbox.");
  const CompareView ladder =
      compare(visit, named(visit, "moves"), named(visit, "renames"), 1'000'000, english());
  EXPECT_EQ(ladder.sides[0].remark,
            "Invoice 4471, Lunch on Friday? were moved to another mailbox.");
}

// However it came there, and whatever has become of it since.
TEST(Holdings, AMessageIsSaidToBeWhereItIsNow) {
  const Visit visit = moved_about();
  const auto note = [](const HoldingsSide& side, std::size_t row) {
    const std::string& text = side.server.rows[row].note;
    const std::size_t at = text.find(" at ");
    const std::size_t by = text.find(" by ");
    return at == std::string::npos || by == std::string::npos
               ? text
               : text.substr(0, at) + text.substr(by);
  };
  const HoldingsView kept = at_end(visit, "copy, expunge", "other name");
  EXPECT_EQ(note(kept.sides[0], 0), "now in Box, out of INBOX by Phone");
  EXPECT_EQ(note(kept.sides[1], 1), "now in Old, out of INBOX by Phone");
  for (const HoldingsSide& side : kept.sides) {
    EXPECT_EQ(side.server.note, "1 message in INBOX");
    EXPECT_EQ(side.because, "Phone has moved them to another mailbox.");
  }
  const HoldingsView gone = at_end(visit, "deleted with it", "one expunged");
  EXPECT_EQ(note(gone.sides[0], 0), "out of INBOX by Phone, on the server no more");
  EXPECT_EQ(note(gone.sides[1], 0), "out of INBOX by Phone, on the server no more");
  EXPECT_EQ(note(gone.sides[1], 1), "moved to Box by Phone");
  EXPECT_EQ(gone.sides[0].server.note, "1 message");
  EXPECT_EQ(gone.sides[1].server.note, "1 message in INBOX");
  EXPECT_EQ(gone.sides[0].because,
            "Phone has taken them out of INBOX, and they are on the server no more.");
  EXPECT_EQ(gone.sides[1].because, "Phone has taken them out of INBOX: some are in another "
                                   "mailbox, some on the server no more.");
  const auto remark = [&](const char* way) {
    return compare(visit, named(visit, way), named(visit, "in place"), 1'000'000, english())
        .sides[0]
        .remark;
  };
  EXPECT_EQ(remark("copy, expunge"),
            "Invoice 4471, Lunch on Friday? were moved to another mailbox.");
  EXPECT_EQ(remark("deleted with it"), "Invoice 4471, Lunch on Friday? have left INBOX.");
}

// A moment before the mailbox was deleted the messages lie in it.
TEST(Holdings, WhereAMessageWasIsToldOfEachMoment) {
  const Visit visit = moved_about();
  const sim::BranchId branch = named(visit, "deleted with it");
  const lesson::Held& held = visit.history(branch).held();
  const lesson::HeldByMaildrop& maildrop = held.maildrops()[0];
  const lesson::Arrival& arrival = maildrop.arrivals[0];
  std::vector<Lies> seen;
  for (std::uint32_t moment = 0; moment <= visit.timeline().end(branch); ++moment) {
    const sim::World world = visit.timeline().world({branch, moment});
    const OtherMailboxes others(*world.maildrops[0]);
    const Whereabouts now = others.where(held, maildrop, arrival, moment);
    EXPECT_EQ(now.mailbox, now.lies == Lies::elsewhere ? "Box" : "");
    if (seen.empty() || seen.back() != now.lies) seen.push_back(now.lies);
  }
  EXPECT_EQ(seen, (std::vector<Lies>{Lies::inbox, Lies::elsewhere, Lies::gone}));
}

TEST(Holdings, AMessageThatCameBackCountsOnce) {
  const Visit visit = moved_about();
  for (const char* way : {"in place", "and back", "copies"}) {
    const HoldingsView view = at_end(visit, way, "moves");
    EXPECT_EQ(view.sides[0].difference, "Laptop holds all 3 messages.") << way;
    EXPECT_EQ(view.sides[0].server.rows.back().note.substr(0, 15), "in INBOX again ") << way;
  }
}

// Two messages may have the same octets: what is deleted of one says nothing about the other.
TEST(Holdings, AlikeMessagesAreToldApart) {
  lesson::Scenario scenario = test::sarah({});
  lesson::Mail same;
  same.subject = "Same";
  same.file_octets = "Subject: Same\r\n\r\nThe same.\r\n";
  scenario.people[0].mail = {same, same};
  scenario.devices[1].protocol = sim::Protocol::imap;
  scenario.story = {test::connect("Phone"),
                    by_hand({"c UID FETCH 2 (UID FLAGS BODY[])"}), test::wait(5)};
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  const Visit visit(test::compiled(std::move(scenario)));
  const lesson::Held& held = visit.history().held();
  const std::uint32_t end = visit.timeline().end(visit.branch());
  const lesson::HeldByMaildrop& maildrop = held.maildrops()[0];
  ASSERT_EQ(maildrop.arrivals[0].message->octets, maildrop.arrivals[1].message->octets);
  EXPECT_EQ(held.had(maildrop, maildrop.arrivals[0], sim::DeviceId{1}, end), lesson::Had::never);
  EXPECT_EQ(held.had(maildrop, maildrop.arrivals[1], sim::DeviceId{1}, end), lesson::Had::there);
}

// A card says of what its device has fetched and deleted that it was deleted, not that it never
// came; and of another's message it says nothing.
TEST(Devices, WhatWasDeletedHereWasFetched) {
  lesson::Scenario scenario = test::sarah({});
  scenario.devices[0].policy = sim::Policy::leave_on_server;
  scenario.story = {check("Laptop"), test::wait(5),
                    test::entry(lesson::UseAct{"Laptop", sim::Deed::remove, "Invoice 4471"}),
                    test::wait(5), deliver("News")};
  std::uint32_t line = 20;
  test::number_lines(scenario.story, line, "/story");
  Visit visit(test::compiled(std::move(scenario)));
  visit.go_to_step(visit.steps().count());
  EXPECT_EQ(devices(visit, {}, english()).cards[0].not_fetched,
            "News: not fetched; Invoice 4471: deleted here");
}

}  // namespace
}  // namespace popscope::view
