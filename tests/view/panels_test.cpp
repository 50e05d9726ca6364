// What the panels show at key moments of the lesson that the drawings show, as golden texts.
#include <algorithm>
#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/as_text.h"

namespace popscope::view {
namespace {

using lesson::Visit;
using test::deletion;
using test::deletion_at;
using test::english;

constexpr std::uint32_t kAllRows = 1000;

std::string all_panels(const Visit& visit, const Selection& selection = {}) {
  return "# ladder\n" + as_text(ladder(visit, selection, english(), 0, kAllRows)) + "\n# lines\n" +
         as_text(lines(visit, selection, english(), 0, kAllRows, {})) + "\n# states\n" +
         as_text(states(visit, selection, english())) + "\n# maildrop\n" +
         as_text(maildrop(visit, selection, english())) + "\n# devices\n" +
         as_text(devices(visit, selection, english()));
}

TEST(Panels, AtTheStart) { test::expect_golden("view/start.txt", all_panels(deletion())); }

TEST(Panels, InTheMiddle) { test::expect_golden("view/middle.txt", all_panels(deletion_at("6"))); }

TEST(Panels, MarkedNotRemoved) {
  const Visit visit = deletion_at("marked");
  EXPECT_EQ(visit.step(), 12u);
  test::expect_golden("view/marked.txt", all_panels(visit));
}

TEST(Panels, AfterQuit) {
  test::expect_golden("view/after-quit.txt", all_panels(deletion_at("QUIT/end")));
}

TEST(Panels, AfterTheCableCut) {
  test::expect_golden("view/cable-cut.txt", all_panels(deletion_at("cable cut/end")));
}

TEST(Maildrop, NoQuitComesThroughAPulledCable) {
  const Visit visit = deletion_at("cable cut:13");
  EXPECT_EQ(maildrop(visit, {}, english()).after, "If QUIT came");
  EXPECT_EQ(maildrop(deletion_at("marked"), {}, english()).after, "After QUIT");
}

TEST(Panels, BeyondAnOpenQuestion) {
  Visit visit = deletion();
  visit.last();
  EXPECT_TRUE(visit.open_ask());
  test::expect_golden("view/open-question.txt", all_panels(visit));
}

TEST(Panels, AtGrainSegment) {
  Visit visit = deletion_at("10");
  visit.set_grain(lesson::Grain::segment);
  visit.back();
  Selection selection;
  selection.segment = 0;
  test::expect_golden("view/segments.txt", all_panels(visit, selection));
}

TEST(Panels, TheLockRefusesTheSecondDevice) {
  Visit visit = test::two_devices();
  test::open_at(visit, "refused");
  while (visit.steps().step(visit.step()).kind != sim::StepKind::reply) visit.back();
  visit.back();
  visit.back();
  test::expect_golden("view/locked-out.txt", all_panels(visit));
}

TEST(Panels, MailArrivesDuringASession) {
  lesson::Mail mail;
  mail.subject = "Exam dates";
  mail.octets = 900;
  lesson::Scenario scenario =
      test::sarah({test::connect(), test::send({"USER sarah", "PASS secret", "DELE 1"}),
                   test::entry(lesson::DeliverAct{"sarah", mail}), test::send({"RSET"})});
  Visit visit(test::compiled(std::move(scenario)));
  visit.last();
  test::expect_golden("view/rset.txt", as_text(maildrop(visit, {}, english())));
  visit.back();
  visit.back();
  test::expect_golden("view/new-mail.txt", as_text(ladder(visit, {}, english(), 6, 4)) + "\n" +
                                               as_text(maildrop(visit, {}, english())));
}

TEST(Panels, Compared) {
  Visit visit = test::two_devices();
  test::open_at(visit, "Cable cut:end");
  const sim::BranchId quit = visit.find("QUIT:end")->branch;
  const std::uint32_t time = compare_time(visit, quit, visit.branch());
  const CompareView view = compare(visit, quit, visit.branch(), time, english());
  EXPECT_EQ(view.time, view.times - 1);
  test::expect_golden("view/compared.txt", as_text(view));
}

TEST(Panels, ComparedWithAThousandMessagesThoseThatDifferAreShown) {
  Visit visit = test::many_messages(1000);
  visit.last();
  const sim::BranchId line = visit.branch();
  ASSERT_TRUE(std::holds_alternative<Visit::Acted>(
      visit.act(sim::Send{sim::DeviceId{}, "QUIT\r\n"})));
  visit.last();
  const sim::BranchId own = visit.branch();
  visit.go_to(line, 1);
  const std::uint32_t last = compare(visit, line, own, 0, english()).times - 1;
  const CompareView view = compare(visit, line, own, last, english());
  for (const CompareSide& side : view.sides) {
    EXPECT_EQ(side.held.size(), kTilesShown);
    EXPECT_EQ(side.more, "and 991 more");
    const auto differs = [](const HeldTile& tile) { return tile.differs; };
    EXPECT_LE(std::count_if(side.held.begin(), side.held.end(), differs), 2);
  }
}

TEST(Panels, ThereIsNothingToCutWithoutAConnection) {
  Visit visit = deletion();
  EXPECT_FALSE(transport(visit, {}, english()).cable_why.empty());
  visit.forward();
  EXPECT_EQ(transport(visit, {}, english()).cable_why, "");
  visit = deletion_at("cable cut/end");  // then it can be plugged in
  EXPECT_TRUE(transport(visit, {}, english()).cable_cut);
  EXPECT_EQ(transport(visit, {}, english()).cable_why, "");
  EXPECT_FALSE(transport(deletion_at("QUIT/end"), {}, english()).cable_why.empty());
}

TEST(Panels, EachCommandSaysWhyWithItsSection) {
  Visit visit = test::two_devices();
  for (const char* address : {"marked", "QUIT/end", "refused", "Cable cut/end"}) {
    test::open_at(visit, address);
    const std::size_t sessions = states(visit, {}, english()).session_ids.size();
    for (std::uint32_t n = 0; n < sessions; ++n) {
      Selection selection;
      selection.session = states(visit, {}, english()).session_ids[n];
      const StatesView view = states(visit, selection, english());
      EXPECT_EQ(view.chosen, n);
      for (const CommandChip& chip : view.commands)
        EXPECT_NE(chip.why.find("RFC "), std::string::npos) << chip.keyword << ": " << chip.why;
    }
  }
}

TEST(Panels, TheWallCountsAsTheStripDoes) {
  Visit visit = deletion_at("6");
  for (const lesson::Grain grain :
       {lesson::Grain::exchange, lesson::Grain::line, lesson::Grain::segment}) {
    visit.set_grain(grain);
    EXPECT_EQ(transport(visit, {}, english()).short_position,
              projector(visit, {}, english()).position);
    if (grain == lesson::Grain::exchange) {
      EXPECT_EQ(transport(visit, {}, english()).step,
                ladder(visit, {}, english(), 0, 0).cursor_row + 1);
    }
  }
}

TEST(Panels, AComparisonBeginsAtBothEndsAndSaysWhichSideHasNotEnded) {
  Visit visit = test::two_devices();
  test::open_at(visit, "4");
  const sim::BranchId a = visit.find("QUIT:end")->branch, b = visit.find("Cable cut:end")->branch;
  ASSERT_FALSE(visit.hidden_after(a) || visit.hidden_after(b));
  const std::uint32_t begin = compare_begin(visit, a, b);
  const CompareView ends = compare(visit, a, b, begin, english());
  EXPECT_EQ(begin, ends.times - 1);
  for (const CompareSide& side : ends.sides) {
    EXPECT_TRUE(side.ended);
    EXPECT_EQ(side.place.find("so far"), std::string::npos);
  }
  const CompareView early = compare(visit, a, b, compare_time(visit, a, b), english());
  for (const CompareSide& side : early.sides) {
    EXPECT_FALSE(side.ended);
    EXPECT_NE(side.place.find("so far"), std::string::npos);
  }
}

// The wall names few devices, counts many, and knows which message has to be seen.
TEST(Projector, SaysWhoHoldsHowMuch) {
  EXPECT_NE(projector(deletion_at("marked"), {}, english()).maildrop.find("Laptop holds 1"),
            std::string::npos);
  EXPECT_EQ(projector(deletion_at("marked"), {}, english()).looked_at, 1U);  // message 2
  lesson::Scenario crowd = test::sarah({test::connect()});
  while (crowd.devices.size() < 12) {
    crowd.devices.push_back(crowd.devices.back());
    crowd.devices.back().name += "+";
  }
  const Visit visit(test::compiled(std::move(crowd)));
  EXPECT_NE(projector(visit, {}, english()).maildrop.find("12 devices hold 0"),
            std::string::npos);
}

// While IDLE waits for news nothing but DONE may come: no command is shown as permitted.
TEST(States, NoCommandIsPermittedWhileIdling) {
  lesson::Scenario scenario = test::sarah(
      {test::connect(), test::send({"a LOGIN sarah secret", "b SELECT INBOX", "c IDLE"})});
  scenario.devices.front().protocol = sim::Protocol::imap;
  Visit visit(test::compiled(std::move(scenario)));
  const auto permitted = [&] {
    const StatesView view = states(visit, {}, english());
    return std::count_if(view.commands.begin(), view.commands.end(),
                         [](const CommandChip& chip) { return chip.permitted; });
  };
  visit.go_to_step(visit.steps().count() - 2);
  EXPECT_GT(permitted(), 0);
  visit.last();
  EXPECT_EQ(permitted(), 0);
}

// What was held and is gone is not told as if it had never been.
TEST(Devices, NothingAnyMoreIsNotNothingYet) {
  Visit visit = test::imap_beside_pop3();
  visit.last();
  for (std::uint32_t n = visit.step(); n > 0; --n) {
    visit.go_to_step(n);
    const DevicesView view = devices(visit, {}, english());
    for (std::size_t d = 0; d < view.cards.size(); ++d) {
      const auto& copies = visit.history().held().devices()[d].copies;
      const bool held_some = !copies.empty() && copies.front().from <= visit.moment();
      if (view.cards[d].held > 0) continue;
      EXPECT_EQ(view.cards[d].empty.find("any more") != std::string::npos, held_some);
    }
  }
}

// The wall speaks of IMAP in IMAP's words, and what a device's user deleted is counted as such.
TEST(Projector, OfImap) {
  Visit visit = test::imap_beside_pop3();
  test::open_at(visit, "end");
  bool flagged = false;
  bool inbox = false;
  bool deleted = false;
  for (std::uint32_t n = visit.step(); n > 0; --n) {
    visit.go_to_step(n);
    const ProjectorView view = projector(visit, {}, english());
    for (const ProjectorView::Tile& tile : view.tiles) {
      flagged = flagged || tile.mark == "\\Deleted";
      EXPECT_TRUE(view.maildrop.find("INBOX") == std::string::npos || tile.mark != "marked");
    }
    inbox = inbox || view.maildrop.find("In INBOX: ") == 0;
    deleted = deleted || view.maildrop.find(" (1 deleted)") != std::string::npos;
  }
  EXPECT_TRUE(flagged);
  EXPECT_TRUE(inbox);
  EXPECT_TRUE(deleted);
}

TEST(Projector, NothingBeyondAnOpenQuestion) {
  Visit visit = deletion();
  visit.last();
  ASSERT_TRUE(visit.open_ask());
  for (const LadderRow& row : projector(visit, {}, english()).ladder.rows)
    EXPECT_NE(row.time, LadderRow::Time::future);
}

TEST(Panels, ComparedBeforeTheFork) {
  Visit visit = test::two_devices();
  test::open_at(visit, "4");
  const sim::BranchId a = visit.find("QUIT:end")->branch, b = visit.find("Cable cut:end")->branch;
  test::expect_golden("view/compared-early.txt",
                      as_text(compare(visit, a, b, compare_time(visit, a, b), english())));
}

TEST(Panels, OnTheWall) {
  const Visit visit = deletion_at("marked");
  test::expect_golden("view/projector.txt", as_text(projector(visit, {}, english())));
  test::expect_golden("view/projector-start.txt", as_text(projector(deletion(), {}, english())));
}

TEST(Panels, ManyMessages) {
  Visit visit = test::many_messages(200);
  visit.last();
  Selection selection;
  selection.unique_id = maildrop(visit, {}, english()).rows[3].unique_id;
  test::expect_golden("view/many-messages.txt", as_text(maildrop(visit, selection, english())) +
                                                    "\n" +
                                                    as_text(projector(visit, {}, english())));
}

}  // namespace
}  // namespace popscope::view
