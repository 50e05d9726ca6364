// Windows of rows: a part is the same as that part of the whole, and what is hidden stays so.
#include <gtest/gtest.h>

#include "tests/support/story.h"
#include "tests/view/english.h"
#include "tests/view/lessons.h"
#include "view/as_text.h"

namespace popscope::view {
namespace {

using lesson::Grain;
using lesson::Visit;
using test::english;

constexpr std::uint32_t kAllRows = 10'000;

std::string text_of(const LadderRow& row) {
  LadderView one;
  one.rows.push_back(row);
  return as_text(one);
}

TEST(Rows, AWindowOfTheLadderIsAPartOfTheWhole) {
  Visit visit = test::deletion_at("marked");
  for (const Grain grain : {Grain::exchange, Grain::line, Grain::segment}) {
    visit.set_grain(grain);
    const LadderView whole = ladder(visit, {}, english(), 0, kAllRows);
    ASSERT_EQ(whole.rows.size(), whole.row_count);
    for (std::uint32_t first = 0; first <= whole.row_count; ++first) {
      const LadderView part = ladder(visit, {}, english(), first, 3);
      ASSERT_EQ(part.rows.size(), std::min(3u, whole.row_count - first));
      for (std::size_t i = 0; i < part.rows.size(); ++i)
        EXPECT_EQ(text_of(part.rows[i]), text_of(whole.rows[first + i]));
    }
  }
}

// UPDATE, silence and a choice are nobody's message: only what is sent has an arrow.
TEST(Rows, WhatComesNextIsAnArrowOnlyWhereSomebodySendsIt) {
  std::uint32_t arrows = 0, notices = 0;
  Visit visit = test::deletion_at("marked");
  for (std::uint32_t b = 0; b < visit.timeline().branches().size(); ++b) {
    const sim::BranchId branch{b};
    const auto& steps = visit.steps(branch);
    for (std::uint32_t n = 0; n < steps.count(); ++n) {
      visit.open_at({branch, n == 0 ? 0 : steps.step(n).closes});
      for (const LadderRow& row : ladder(visit, {}, english(), 0, kAllRows).rows) {
        if (!row.comes_next) continue;
        const bool asks = visit.open_ask() || visit.choice_waits();
        const sim::StepKind kind = steps.step(row.step == 0 ? n + 1 : row.step).kind;
        const bool sent = !asks && (kind == sim::StepKind::open || kind == sim::StepKind::command ||
                                    kind == sim::StepKind::reply);
        EXPECT_EQ(row.kind == LadderRow::Kind::arrow, sent) << row.words;
        EXPECT_EQ(row.names_line, !asks && kind == sim::StepKind::command) << row.words;
        ++(sent ? arrows : notices);
      }
    }
  }
  EXPECT_GT(arrows, 10U);
  EXPECT_GT(notices, 3U);
}

TEST(Rows, AClickLeadsToTheRowThatWasClicked) {
  Visit visit = test::deletion_at("QUIT/end");
  for (const Grain grain : {Grain::exchange, Grain::line, Grain::segment}) {
    visit.set_grain(grain);
    const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
    for (std::uint32_t row = 0; row < view.row_count; ++row) {
      const std::uint32_t moment = view.rows[row].moment;
      if (view.rows[row].comes_next) continue;
      ASSERT_NE(moment, 0u);
      Visit there = visit;
      there.go_to_moment(moment);
      const LadderView then = ladder(there, {}, english(), 0, kAllRows);
      // A segment and the line that it completes are one moment: the line has the cursor.
      EXPECT_TRUE(then.cursor_row == row || then.rows[then.cursor_row].moment == moment) << row;
    }
  }
}

TEST(Rows, TheCursorsSegmentIsTheSelectedOneAndItsOctetsAreShown) {
  lesson::Scenario scenario =
      test::sarah({test::connect(), test::send({"USER sarah", "PASS secret", "RETR 1"})});
  scenario.people.front().mail.front().octets = 5000;  // several segments
  Visit visit(test::compiled(std::move(scenario)));
  visit.set_grain(Grain::segment);
  visit.go_to_step(8);
  const Visit::Standing end = visit.standing();
  EXPECT_EQ(end.step, 8u);
  EXPECT_FALSE(end.segment);
  visit.back();
  const Visit::Standing standing = visit.standing();
  EXPECT_EQ(standing.step, 8u);
  ASSERT_TRUE(standing.segment);
  const std::string number = "8." + std::to_string(*standing.segment + 1);
  EXPECT_EQ(transport(visit, {}, english()).position, "Step " + number + " of 8");
  const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
  EXPECT_EQ(view.rows[view.cursor_row].number, number);
  EXPECT_TRUE(view.rows[view.cursor_row].selected_segment);
  EXPECT_NE(lines(visit, {}, english(), 0, 1, {}).octets_heading.find(number), std::string::npos);
}

TEST(Rows, OctetsFoldToHalfARow) {
  const Visit visit = test::deletion_at("marked");
  const std::vector<HexRow> whole = lines(visit, {}, english(), 0, 1, {}).hex;
  const std::vector<HexRow> half = lines(visit, {}, english(), 0, 1, {}, 8).hex;
  ASSERT_EQ(whole.size(), 2u);
  ASSERT_EQ(half.size(), 3u);
  EXPECT_EQ(half[0].hex + "  " + half[1].hex, whole[0].hex);
  EXPECT_EQ(half[0].text + half[1].text, whole[0].text);
}

TEST(Rows, AtGrainExchangeACommandIsNamedOnce) {
  for (const char* place : {"marked", "removed"}) {
    Visit visit = test::deletion_at(place);
    visit.set_grain(Grain::exchange);
    for (int n = 0; n < 3; ++n) {
      // At a choice nothing is named before it is made.
      if (visit.choice_waits()) visit.take_way(0);
      const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
      int named = 0;
      for (const LadderRow& row : view.rows) {
        named += row.words.find("QUIT") != std::string::npos;
        named += row.pair && row.command.words == "QUIT";
      }
      EXPECT_EQ(named, 1) << place << " and " << n;
      visit.forward();
    }
  }
}

TEST(Rows, NothingIsToldBeyondAnOpenQuestion) {
  Visit visit = test::deletion();
  visit.last();
  ASSERT_TRUE(visit.open_ask());
  const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
  EXPECT_EQ(view.row_count, view.cursor_row + 2);  // nothing to scroll to behind "next"
  EXPECT_EQ(view.rows.back().words, "next: after your answer");
  EXPECT_FALSE(view.rows.back().line);
  EXPECT_EQ(view.rows.back().moment, 0u);
}

TEST(Rows, NothingIsToldBeyondAChoiceThatWasNotMade) {
  Visit visit = test::deletion_at("marked");
  for (const Grain grain : {Grain::exchange, Grain::line, Grain::segment}) {
    visit.set_grain(grain);
    const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
    EXPECT_EQ(view.row_count, view.cursor_row + 2);
    EXPECT_EQ(view.rows.back().words, "next: your choice");
  }
  visit.set_grain(Grain::line);
  visit.take_way(1);
  visit.back();
  const LadderView taken = ladder(visit, {}, english(), 0, kAllRows);
  EXPECT_GT(taken.row_count, 1u);
  EXPECT_NE(taken.rows.back().words, "next: your choice");
}

TEST(Rows, AheadOfAQuestionThatIsFurtherOnRowsAreCountedUpToIt) {
  Visit visit = test::deletion();
  visit.last();
  const std::uint32_t told = ladder(visit, {}, english(), 0, 0).row_count - 1;
  visit.go_to_step(3);
  for (const Grain grain : {Grain::exchange, Grain::line, Grain::segment}) {
    visit.set_grain(grain);
    const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
    EXPECT_TRUE(grain != Grain::line || view.row_count == told) << view.row_count;
    ASSERT_FALSE(view.rows.empty());
    EXPECT_NE(view.rows.back().moment, 0u);
  }
}

TEST(Rows, AtGrainExchangeACommandAndItsReplyAreOneRow) {
  Visit visit = test::deletion_at("marked");
  visit.take_way(0);  // QUIT: before that the next thing is the choice
  visit.back();
  const std::uint32_t lines = ladder(visit, {}, english(), 0, 0).row_count;
  visit.set_grain(Grain::exchange);
  const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
  EXPECT_TRUE(view.exchanges);
  EXPECT_LT(view.row_count, lines);
  const LadderRow& here = view.rows[view.cursor_row];
  EXPECT_TRUE(here.pair && here.answered);
  EXPECT_EQ(here.number, "11–12");
  EXPECT_EQ(here.command.words, "DELE 2");
  EXPECT_EQ(here.wire.status, "+OK");
  EXPECT_EQ(here.time, LadderRow::Time::now);
  EXPECT_EQ(view.rows[view.cursor_row + 1].words, "next: QUIT");
  // Forward and back, the cursor goes from row to row.
  Visit before = visit;
  ASSERT_TRUE(before.back());
  EXPECT_EQ(ladder(before, {}, english(), 0, 0).cursor_row, view.cursor_row - 1);
  // Between the command and its reply it stands on the same row, and the reply is still to come.
  before.open_at({before.branch(), before.steps().step(11).closes});
  const LadderView between = ladder(before, {}, english(), 0, kAllRows);
  EXPECT_EQ(between.cursor_row, view.cursor_row);
  EXPECT_FALSE(between.rows[between.cursor_row].answered);
}

TEST(Rows, AtGrainExchangeEveryStepStandsInExactlyOneRow) {
  Visit visit = test::two_devices();
  visit.set_grain(Grain::exchange);
  test::open_at(visit, "refused");
  std::vector<int> seen(visit.steps().count() + 1);
  for (const LadderRow& row : ladder(visit, {}, english(), 0, kAllRows).rows) {
    if (row.comes_next) continue;
    ++seen[row.step];
    if (row.pair) ++seen[*visit.steps().step(row.step).exchange_with];
  }
  for (std::uint32_t step = 1; step <= visit.step(); ++step) EXPECT_EQ(seen[step], 1) << step;
}

TEST(Rows, TheLinesTellWhereTheStuffedLineOfTheReplyStands) {
  lesson::Scenario scenario =
      test::sarah({test::connect(), test::send({"USER sarah", "PASS secret", "RETR 1"})});
  std::string body = "Two things to bring:\n.5 litres of water\n";
  for (int n = 0; n < 20; ++n) body += "and another line\n";
  scenario.people.front().mail.front().body = body;
  scenario.people.front().mail.front().octets = 0;
  Visit visit(test::compiled(std::move(scenario)));
  visit.last();
  const LinesView view = lines(visit, {}, english(), 0, kAllRows, {});
  EXPECT_EQ(view.rows[view.cursor_row].wire.status, "+OK");
  EXPECT_EQ(view.cursor_row + view.cursor_rows, view.row_count);
  ASSERT_GT(view.remark_row, view.cursor_row);
  EXPECT_TRUE(view.rows[view.remark_row].wire.stuffed);
  EXPECT_FALSE(view.rows[view.remark_row].remark_short.empty());
  const LinesView unfolded = lines(visit, {}, english(), 0, kAllRows, {visit.step()});
  EXPECT_EQ(unfolded.remark_row, view.remark_row);
  EXPECT_GT(unfolded.cursor_rows, view.cursor_rows);
}

TEST(Rows, TheMaildropTellsWhereToLook) {
  Visit visit(test::compiled(test::sarah(
      {test::connect(), test::send({"USER sarah", "PASS secret", "RETR 2", "NOOP", "DELE 3"})})));
  const auto looked_at = [&](std::uint32_t step, const Selection& selection = {}) {
    visit.go_to_step(step);
    return maildrop(visit, selection, english()).looked_at_row;
  };
  EXPECT_EQ(looked_at(6), std::nullopt);
  EXPECT_EQ(looked_at(7), 1u);  // RETR 2 names it, and so does its reply
  EXPECT_EQ(looked_at(8), 1u);
  EXPECT_EQ(looked_at(10), std::nullopt);
  EXPECT_EQ(looked_at(12), 2u);  // what is marked
  visit.go_to_step(10);
  Selection selection;
  selection.unique_id = maildrop(visit, {}, english()).rows[0].unique_id;
  EXPECT_EQ(looked_at(10, selection), 0u);
  EXPECT_EQ(looked_at(12, selection), 2u);
}

TEST(Rows, AWindowOfADevicesMessagesIsAPartOfTheWhole) {
  Visit visit(test::compiled(test::sarah(
      {test::connect(), test::send({"USER sarah", "PASS secret", "RETR 1", "RETR 2", "RETR 3"})})));
  visit.last();
  const DeviceCard whole = devices(visit, {}, english()).cards.at(0);
  ASSERT_EQ(whole.holds.size(), 3u);
  EXPECT_TRUE(whole.holds[2].fresh);
  for (const std::uint32_t first : {0u, 1u, 2u, 3u}) {
    const DeviceCard part = devices(visit, {}, english(), {{first, 1}}).cards.at(0);
    EXPECT_EQ(part.held, 3u);
    EXPECT_EQ(part.first_held, first);
    EXPECT_EQ(part.empty, "");
    ASSERT_EQ(part.holds.size(), first < 3 ? 1u : 0u);
    if (first == 3) continue;
    EXPECT_EQ(part.holds[0].subject, whole.holds[first].subject);
    EXPECT_EQ(part.holds[0].fresh, first == 2);
  }
}

TEST(Rows, AWindowOfTheMaildropIsAPartOfTheWhole) {
  const Visit visit = [] {
    Visit made = test::many_messages(1000);
    made.last();
    return made;
  }();
  const MaildropView whole = maildrop(visit, {}, english());
  ASSERT_EQ(whole.rows.size(), 1000u);
  for (const std::uint32_t first : {0u, 5u, 148u, 995u}) {
    const MaildropView part = maildrop(visit, {}, english(), first, 20);
    EXPECT_EQ(part.row_count, 1000u);
    ASSERT_EQ(part.rows.size(), std::min(20u, 1000 - first));
    EXPECT_EQ(part.count_after, whole.count_after);
    EXPECT_EQ(part.changed_row, 149u);
    EXPECT_EQ(part.marked_row, 6u);
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
      EXPECT_EQ(part.rows[i].number, whole.rows[first + i].number);
      EXPECT_EQ(part.rows[i].subject, whole.rows[first + i].subject);
      EXPECT_EQ(part.rows[i].in_session, whole.rows[first + i].in_session);
    }
  }
}

TEST(Rows, AnUnfoldedReplyShowsEveryLine) {
  const Visit visit = test::deletion_at("marked");
  const LinesView folded = lines(visit, {}, english(), 0, kAllRows, {});
  const LinesView unfolded = lines(visit, {}, english(), 0, kAllRows, {10});
  const std::uint32_t payload = visit.history().payload_lines(10);
  EXPECT_EQ(unfolded.row_count, folded.row_count + payload - lesson::kPayloadRowsMax);
  EXPECT_EQ(unfolded.rows.size(), unfolded.row_count);
  for (const LinesRow& row : unfolded.rows) EXPECT_TRUE(row.folded.empty());
  for (std::uint32_t first = 0; first < unfolded.row_count; ++first) {
    const LinesView part = lines(visit, {}, english(), first, 2, {10});
    for (std::size_t i = 0; i < part.rows.size(); ++i)
      EXPECT_EQ(part.rows[i].wire, unfolded.rows[first + i].wire);
  }
}

TEST(Rows, LanesOfOneToFiveDevices) {
  const auto order = [](std::uint32_t devices) {
    lesson::Scenario scenario = test::sarah({test::connect()});
    scenario.devices.resize(1);
    for (std::uint32_t n = 1; n < devices; ++n) {
      lesson::DeviceSetup device = scenario.devices[0];
      device.name = "Device " + std::to_string(n + 1);
      scenario.devices.push_back(std::move(device));
    }
    const Visit visit(test::compiled(std::move(scenario)));
    std::string names;
    for (const Lane& lane : ladder(visit, {}, english(), 0, 0).lanes)
      names += (names.empty() ? "" : " | ") + lane.name;
    return names;
  };
  EXPECT_EQ(order(1), "Laptop | mail.example.net");
  EXPECT_EQ(order(2), "Laptop | mail.example.net | Device 2");
  EXPECT_EQ(order(3), "Device 3 | Laptop | mail.example.net | Device 2");
  EXPECT_EQ(order(5), "Device 5 | Device 3 | Laptop | mail.example.net | Device 2 | Device 4");
}

TEST(Rows, SessionsThatLiveAtOneTimeHaveBarsSideBySide) {
  Visit visit = test::two_devices();
  test::open_at(visit, "Cable cut:end");
  const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
  for (const StateBar& a : view.bars) {
    for (const StateBar& b : view.bars) {
      const bool overlap =
          a.session != b.session && a.first_row <= b.last_row && b.first_row <= a.last_row;
      EXPECT_FALSE(overlap && a.column == b.column);
    }
  }
}

TEST(Rows, EveryStopOfAComparisonIsLaterThanTheOneBefore) {
  Visit visit = test::two_devices();
  const sim::BranchId a = visit.find("QUIT:end")->branch, b = visit.find("Cable cut:end")->branch;
  const std::uint32_t times = compare(visit, a, b, 0, english()).times;
  std::string before;
  for (std::uint32_t time = 0; time < times; ++time) {
    const CompareView view = compare(visit, a, b, time, english());
    EXPECT_EQ(view.times, times);
    const std::string places = view.sides[0].place + " " + view.sides[1].place;
    EXPECT_NE(places, before);
    before = places;
  }
}

// What RST answered is not drawn as what was lost: it says that somebody is there.
TEST(Ladder, ARefusalComesFurtherThanALoss) {
  const auto row_at = [](test::Story before) {
    before.push_back(test::connect());
    lesson::Scenario scenario = test::sarah(std::move(before));
    scenario.devices.front().port = 110;
    Visit visit(test::compiled(std::move(scenario)));
    visit.last();
    const LadderView view = ladder(visit, {}, english(), 0, 100);
    return view.rows[view.cursor_row];
  };
  const auto firewall = [](sim::Verdict verdict) {
    return test::Story{test::entry(lesson::FirewallAct{{110, verdict}})};
  };
  const LadderRow rejected = row_at(firewall(sim::Verdict::reject));
  EXPECT_TRUE(rejected.broken);
  EXPECT_EQ(rejected.refused, LadderRow::Refused::before_the_host);
  lesson::Scenario behind = test::sarah({firewall(sim::Verdict::reject).front(), test::connect()});
  behind.devices.front().port = 110;
  Visit segments(test::compiled(std::move(behind)));
  segments.set_grain(lesson::Grain::segment);
  segments.last();
  const LadderView in_segments = ladder(segments, {}, english(), 0, 100);
  const std::uint32_t opens = in_segments.cursor_row;
  ASSERT_GE(opens, 2u);
  EXPECT_EQ(in_segments.rows[opens - 2].words, "SYN");
  EXPECT_EQ(in_segments.rows[opens - 2].refused, LadderRow::Refused::before_the_host);
  EXPECT_EQ(in_segments.rows[opens - 1].words, "RST");
  EXPECT_EQ(in_segments.rows[opens - 1].refused, LadderRow::Refused::from_before_the_host);
  const LadderRow dropped = row_at(firewall(sim::Verdict::drop));
  EXPECT_TRUE(dropped.broken);
  EXPECT_EQ(dropped.refused, LadderRow::Refused::no);
  lesson::Scenario elsewhere = test::sarah({test::connect()});
  elsewhere.devices.front().port = 101;
  Visit visit(test::compiled(std::move(elsewhere)));
  visit.last();
  const LadderView view = ladder(visit, {}, english(), 0, 100);
  EXPECT_EQ(view.rows[view.cursor_row].refused, LadderRow::Refused::by_the_host);
}

}  // namespace
}  // namespace popscope::view
