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

TEST(Rows, AClickLeadsToTheRowThatWasClicked) {
  Visit visit = test::deletion_at("QUIT/end");
  for (const Grain grain : {Grain::line, Grain::segment}) {
    visit.set_grain(grain);
    const std::uint32_t count = ladder(visit, {}, english(), 0, 0).row_count;
    for (std::uint32_t row = 0; row < count; ++row) {
      const auto moment = moment_of_row(visit, row);
      if (!moment) continue;
      Visit there = visit;
      there.go_to_moment(*moment);
      const std::uint32_t cursor = ladder(there, {}, english(), 0, 0).cursor_row;
      // A segment and the line that it completes are one moment: the line has the cursor.
      EXPECT_TRUE(cursor == row || moment_of_row(there, cursor) == moment) << row;
    }
  }
}

TEST(Rows, NothingIsToldBeyondAnOpenQuestion) {
  Visit visit = test::deletion();
  visit.last();
  ASSERT_TRUE(visit.open_ask());
  const LadderView view = ladder(visit, {}, english(), 0, kAllRows);
  ASSERT_GT(view.row_count, view.cursor_row + 2);
  EXPECT_EQ(view.rows[view.cursor_row + 1].words, "next: after your answer");
  for (std::uint32_t n = view.cursor_row + 1; n < view.row_count; ++n) {
    const LadderRow& row = view.rows[n];
    EXPECT_FALSE(row.line);
    EXPECT_TRUE(row.at.empty());
    EXPECT_TRUE(row.number.empty());
    EXPECT_FALSE(moment_of_row(visit, n));
    EXPECT_EQ(row.hidden && row.words.empty(), n > view.cursor_row + 1);
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

}  // namespace
}  // namespace popscope::view
