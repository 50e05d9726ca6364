#include "loader/json_write.h"

#include <gtest/gtest.h>
#include <limits>

#include "loader/json_tree.h"

namespace popscope::loader {
namespace {

void write_sample(JsonWriter& json) {
  json.object([&] {
    json.key("popscope").text("recording/1");
    json.key("numbers").array([&] {
      json.integer(std::numeric_limits<std::int64_t>::min());
      json.natural(std::numeric_limits<std::uint64_t>::max());
    });
    json.key("nothing").array([] {});
    json.key("none").object([] {});
    json.key("list").array([&] {
      json.object([&] { json.key("a").boolean(true); });
      json.null();
      json.array([&] { json.integer(1); });
    });
  });
}

TEST(JsonWrite, PrettyKeepsShortListsOnOneLine) {
  JsonWriter json(JsonWriter::Style::pretty);
  write_sample(json);
  EXPECT_EQ(json.take(), R"({
  "popscope": "recording/1",
  "numbers": [-9223372036854775808, 18446744073709551615],
  "nothing": [],
  "none": {},
  "list": [
    {
      "a": true
    },
    null,
    [1]
  ]
}
)");
}

TEST(JsonWrite, CompactIsOneLine) {
  JsonWriter json(JsonWriter::Style::compact);
  write_sample(json);
  EXPECT_EQ(json.take(),
            R"({"popscope":"recording/1","numbers":[-9223372036854775808,18446744073709551615],)"
            R"("nothing":[],"none":{},"list":[{"a":true},null,[1]]})");
  json.integer(7);
  EXPECT_EQ(json.take(), "7") << "the writer is empty again";
}

TEST(JsonWrite, BreaksLongLists) {
  JsonWriter json(JsonWriter::Style::pretty);
  json.array([&] {
    for (int i = 0; i < 60; ++i) json.integer(i);
  });
  const std::string written = json.take();
  EXPECT_TRUE(written.starts_with("[\n  0,\n  1,\n")) << written;
}

TEST(JsonWrite, EscapesWhatMustBeEscaped) {
  EXPECT_EQ(json_text("a\"b\\c\n\r\t"), R"("a\"b\\c\n\r\t")");
  EXPECT_EQ(json_text(std::string_view("\0\x1F\x7F", 3)), R"("\u0000\u001f\u007f")");
  EXPECT_EQ(json_text("M\u00FCller \U0001F4E7"), "\"M\u00FCller \U0001F4E7\"");
  EXPECT_EQ(json_text("a\xFFz\xE2\x82"), "\"a\uFFFDz\uFFFD\uFFFD\"");
}

TEST(JsonWrite, EveryOctetComesBack) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  JsonWriter json(JsonWriter::Style::compact);
  json.octets(all);
  text::Diagnostics problems;
  const auto tree = read_json(json.take(), "f", problems);
  ASSERT_TRUE(problems.empty());
  std::string back;
  EXPECT_TRUE(octets_from_text(std::get<std::string>(tree->value), back));
  EXPECT_EQ(back, all);
  EXPECT_FALSE(octets_from_text("\u0100", back));
}

}  // namespace
}  // namespace popscope::loader
