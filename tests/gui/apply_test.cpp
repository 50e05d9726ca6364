// What Actions do that neither a key nor a mouse asks for: time, an address, a place that is not.
#include "gui/app/apply.h"

#include <gtest/gtest.h>

#include "gui/app/compared.h"
#include "tests/gui/window.h"

namespace popscope::gui {
namespace {

TEST(Apply, ATimeBeyondAComparisonIsItsEnd) {
  Window window(Request{"the-cable-is-cut", "QUIT:end", false});
  apply(window.app(), Compare{});
  ASSERT_EQ(window.ui().page, Page::compare);
  apply(window.app(), CompareTo{1'000'000});
  EXPECT_EQ(window.ui().compare_time, last_compared_time(window.app()));
  window.driver().frame(2);  // drawing it leaves it where it is
  EXPECT_EQ(window.ui().compare_time, last_compared_time(window.app()));
}

TEST(Apply, AnAddressSkipsWhatWaitsOnTheWay) {
  Window window(Request{"the-cable-is-cut", "", false});
  const sim::Place end = *window.visit().find("cable cut:end");
  apply(window.app(), OpenAt{end.branch.value, end.moment});
  EXPECT_EQ(window.visit().branch(), end.branch);
  EXPECT_EQ(window.visit().moment(), end.moment);
  EXPECT_FALSE(window.visit().hidden_after(end.branch));
  apply(window.app(), OpenAt{999, 0});  // no such branch
  EXPECT_EQ(window.visit().branch(), end.branch);
}

TEST(Apply, OnlyWhatPlaysGoesOn) {
  Window window(Request{"the-cable-is-cut", "", false});
  apply(window.app(), PlayOn{});
  EXPECT_EQ(window.visit().step(), 0U);
  apply(window.app(), PlayPause{});
  const std::uint32_t begun = window.visit().step();
  apply(window.app(), PlayOn{});
  EXPECT_EQ(window.visit().step(), begun + 1);
}

}  // namespace
}  // namespace popscope::gui
