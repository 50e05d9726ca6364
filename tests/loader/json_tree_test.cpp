#include "loader/json_tree.h"

#include <gtest/gtest.h>
#include <limits>

#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

std::optional<Node> read_good(std::string_view source) {
  text::Diagnostics problems;
  std::optional<Node> tree = read_json(source, "f", problems);
  EXPECT_EQ(in_short(problems), "");
  EXPECT_TRUE(tree.has_value());
  return tree;
}

const Member& member(const Node& node, std::string_view key) {
  const Member* found = find_member(std::get<Object>(node.value), key);
  EXPECT_NE(found, nullptr) << key;
  return *found;
}

std::string at(const Place& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}

TEST(JsonTree, KnowsWhereEverythingStands) {
  const auto tree = read_good(
      "{\n"
      "  \"name\": \"sarah\",\n"
      "  \"mail\" : [ 12,-3 ,true, {\"a\":null}]\r\n"
      "}\n");
  EXPECT_EQ(at(tree->place), "1:1");
  EXPECT_EQ(tree->place.octets, 61u);
  EXPECT_EQ(at(member(*tree, "name").key_place), "2:3");
  EXPECT_EQ(at(member(*tree, "name").value.place), "2:11");
  EXPECT_EQ(member(*tree, "name").value.place.octets, 7u);
  const Node& mail = member(*tree, "mail").value;
  EXPECT_EQ(at(mail.place), "3:12");
  const Array& entries = std::get<Array>(mail.value);
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(at(entries[0].place), "3:14");
  EXPECT_EQ(entries[0].place.octets, 2u);
  EXPECT_EQ(at(entries[1].place), "3:17");
  EXPECT_EQ(entries[1].place.octets, 2u);
  EXPECT_EQ(at(entries[2].place), "3:21");
  EXPECT_EQ(entries[2].place.octets, 4u);
  EXPECT_EQ(at(entries[3].place), "3:27");
  EXPECT_EQ(at(member(entries[3], "a").value.place), "3:32");
}

TEST(JsonTree, CountsColumnsInCodePoints) {
  const auto tree = read_good("{\"M\u00FCller \U0001F4E7\": [\"\u00E9\", 1]}");
  const Array& values = std::get<Array>(std::get<Object>(tree->value)[0].value.value);
  EXPECT_EQ(at(values[1].place), "1:20");
}

TEST(JsonTree, AcceptsAByteOrderMarkWithoutAColumn) {
  const auto tree = read_good("\xEF\xBB\xBF{\"a\":1}");
  EXPECT_EQ(at(tree->place), "1:1");
  EXPECT_EQ(at(member(*tree, "a").value.place), "1:6");
}

TEST(JsonTree, KeepsTheOrderOfKeys) {
  const auto tree = read_good(R"({"b":1,"a":2,"c":3})");
  std::string order;
  for (const Member& each : std::get<Object>(tree->value)) order += each.key;
  EXPECT_EQ(order, "bac");
}

TEST(JsonTree, KeepsWholeNumbersExact) {
  const auto tree = read_good(
      "[9223372036854775807, -9223372036854775808, 9223372036854775808,"
      " 18446744073709551615, 4294967297, 1.5, 1e3, 9007199254740993]");
  const Array& values = std::get<Array>(tree->value);
  EXPECT_EQ(std::get<std::int64_t>(values[0].value), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(std::get<std::int64_t>(values[1].value), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(std::get<std::uint64_t>(values[2].value), 9223372036854775808u);
  EXPECT_EQ(std::get<std::uint64_t>(values[3].value), 18446744073709551615u);
  EXPECT_EQ(std::get<std::int64_t>(values[4].value), 4294967297);
  EXPECT_EQ(kind_of(values[5]), NodeKind::real);
  EXPECT_EQ(kind_of(values[6]), NodeKind::real);
  EXPECT_EQ(std::get<std::int64_t>(values[7].value), 9007199254740993);
}

TEST(JsonTree, ReadsAnyValueAsTheRoot) {
  EXPECT_EQ(kind_of(*read_good("null")), NodeKind::null);
  EXPECT_EQ(kind_of(*read_good(" false ")), NodeKind::boolean);
  EXPECT_EQ(kind_of(*read_good("7")), NodeKind::integer);
  EXPECT_EQ(kind_of(*read_good("\"\"")), NodeKind::text);
  EXPECT_EQ(kind_of(*read_good("[]")), NodeKind::array);
  EXPECT_EQ(kind_of(*read_good("{}")), NodeKind::object);
}

TEST(JsonTree, DecodesEscapes) {
  const auto tree = read_good(R"("STAT\u0000\r\n\ud83d\udce7")");
  EXPECT_EQ(std::get<std::string>(tree->value), std::string("STAT\0\r\n\U0001F4E7", 11));
}

TEST(JsonTree, HasLimits) {
  const auto problems_of = [](const std::string& source) {
    text::Diagnostics problems;
    EXPECT_FALSE(read_json(source, "f", problems).has_value());
    expect_readable(problems);
    return in_short(problems);
  };
  EXPECT_EQ(
      problems_of(std::string(100000, '[')), "1:65 json.too_deep " + [] {
        std::string path;
        for (int i = 0; i < kJsonDepthMax; ++i) path += "/0";
        return path;
      }());
  std::string many = "[";
  for (std::size_t i = 0; i <= kJsonValuesMax; ++i) many += "1,";
  EXPECT_EQ(problems_of(many + "1]"), "1:2000002 json.too_many_values /1000000");
  EXPECT_EQ(problems_of(std::string(kJsonOctetsMax + 1, ' ')), "1:1 json.too_long");
}

TEST(JsonTree, ReportsAtMostSoManyProblems) {
  std::string source = "{";
  for (int i = 0; i < 1000; ++i) source += "\"a\":1,";
  text::Diagnostics problems;
  read_json(source + "\"b\":1}", "f", problems);
  EXPECT_EQ(problems.size(), kProblemsPerFileMax);
}

}  // namespace
}  // namespace popscope::loader
