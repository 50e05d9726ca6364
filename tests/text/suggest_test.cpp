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

TEST(Suggest, IsSilentWhereTwoAreEquallyNear) {
  EXPECT_EQ(nearest("cat", {"cut", "car", "plug"}), std::nullopt);
  EXPECT_EQ(nearest("cat", {"plug", "cut"}), "cut");
  EXPECT_EQ(nearest("cat", {"cut", "car", "cat"}), "cat");
  EXPECT_EQ(nearest("cat", {"cut", "cut"}), "cut") << "the same word twice is one";
}

TEST(Suggest, DoesNotTurnAMeaningRound) {
  const std::vector<std::string> policies = {"remove at once", "leave on server"};
  EXPECT_EQ(nearest("remov at once", policies), "remove at once");
  EXPECT_EQ(nearest("leave on the server", policies), std::nullopt);
  EXPECT_EQ(nearest("leave on servers", policies), "leave on server");
  for (const char* word : {"delete at once", "delete on server", "delete", "keep", "leave at once",
                           "remove on server"})
    EXPECT_EQ(nearest(word, policies), std::nullopt) << word;
}

}  // namespace
}  // namespace popscope::text
