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

// What Space does next says why it cannot be done, as a line that is typed does.
TEST(Apply, NextSaysWhenNoMoreCanBeKept) {
  TemporaryFolder folder;
  folder.write("full.json", R"({"popscope": "scenario/1", "title": "Full",
    "people": [{"name": "sarah", "mail": [{"subject": "Big", "octets": 50000000}]}],
    "devices": [{"name": "Laptop", "reads": "sarah"}],
    "story": [{"connect": "Laptop"}, {"on": "Laptop", "do": ["USER sarah", "PASS secret"]},
              {"on": "Laptop", "do": ["STAT", "NOOP"]},
              {"choose": [{"name": "x", "story": [{"on": "Laptop", "do": ["QUIT"]}]},
                          {"name": "y", "story": [{"cut": "Laptop"}]}]}]})");
  Window window(Request{folder.file("full.json"), "6", false});
  for (int n = 0; n < 6; ++n) apply(window.app(), TypeLine{"RETR 1"});
  const std::string full =
      window.app().catalogue.sentence("console.impossible.too_many_branches");
  ASSERT_EQ(window.ui().notice, full);
  apply(window.app(), EndNotice{});
  ASSERT_TRUE(window.visit().offered());
  apply(window.app(), Next{});
  EXPECT_EQ(window.ui().notice, full);
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
