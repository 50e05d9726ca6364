#include "text/suggest.h"

#include <gtest/gtest.h>

namespace popscope::text {
namespace {

const std::vector<std::string> kActs = {"do",    "connect", "check", "cut", "plug",
                                        "reset", "close",   "wait",  "ask", "expect"};

TEST(Suggest, CountsSlips) {
  EXPECT_EQ(edit_distance("expect", "expect", 3), 0u);
  EXPECT_EQ(edit_distance("exepct", "expect", 3), 1u) << "neighbours swapped";
  EXPECT_EQ(edit_distance("expct", "expect", 3), 1u);
  EXPECT_EQ(edit_distance("exxpect", "expect", 3), 1u);
  EXPECT_EQ(edit_distance("Expect", "expect", 3), 0u);
  EXPECT_EQ(edit_distance("", "abc", 3), 3u);
  EXPECT_EQ(edit_distance("abcdef", "ghijkl", 2), 3u) << "ends at the limit";
}

TEST(Suggest, FindsTheNearestWord) {
  EXPECT_EQ(nearest("exepct", kActs), "expect");
  EXPECT_EQ(nearest("conect", kActs), "connect");
  EXPECT_EQ(nearest("cutt", kActs), "cut");
  EXPECT_EQ(nearest("Wait", kActs), "wait");
}

TEST(Suggest, IsSilentWhereNothingIsNear) {
  EXPECT_EQ(nearest("colour", kActs), std::nullopt);
  EXPECT_EQ(nearest("at", {"on"}), std::nullopt);
  EXPECT_EQ(nearest("", kActs), std::nullopt);
  EXPECT_EQ(nearest(std::string(100000, 'x'), kActs), std::nullopt);
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

}  // namespace
}  // namespace popscope::text
