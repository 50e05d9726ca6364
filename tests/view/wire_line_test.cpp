#include "view/wire_line.h"

#include <gtest/gtest.h>

namespace popscope::view {
namespace {

TEST(WireLine, TakesTheStatusOfAReplyApart) {
  const WireLine line = wire_line(Speaker::server, "+OK message 2 marked\r\n");
  EXPECT_EQ(line.status, "+OK");
  EXPECT_EQ(line.words, "message 2 marked");
  EXPECT_EQ(line.tone, Tone::ok);
  EXPECT_EQ(line.end, WireLine::End::crlf);
  EXPECT_EQ(plain_text(line), "S: +OK message 2 marked");
}

TEST(WireLine, KnowsAStatusWithoutWords) {
  EXPECT_EQ(wire_line(Speaker::server, "+OK").status, "+OK");
  EXPECT_EQ(wire_line(Speaker::server, "-ERR\r\n").tone, Tone::error);
  EXPECT_EQ(plain_text(wire_line(Speaker::server, "+OK")), "S: +OK");
}

TEST(WireLine, TakesNothingElseForAStatus) {
  EXPECT_EQ(wire_line(Speaker::server, "+OKAY then").tone, Tone::plain);
  EXPECT_EQ(wire_line(Speaker::client, "+OK I am a client").status, "");
  EXPECT_EQ(payload_line("-ERR stands in this mail\r\n").tone, Tone::plain);
}

TEST(WireLine, SaysHowALineEnds) {
  EXPECT_EQ(wire_line(Speaker::client, "STAT\n").end, WireLine::End::bare_lf);
  EXPECT_EQ(wire_line(Speaker::client, "STAT").end, WireLine::End::none);
  EXPECT_EQ(wire_line(Speaker::client, "STAT\r").words, "STAT\\x0d");
}

TEST(WireLine, MarksOnlyAddedDots) {
  EXPECT_TRUE(payload_line("..5 litres of water\r\n").stuffed);
  EXPECT_FALSE(payload_line(".\r\n").stuffed);
  EXPECT_EQ(payload_line("..5\r\n").words, "..5");
}

TEST(WireLine, ShowsWhatIsNoText) {
  using namespace std::string_view_literals;
  EXPECT_EQ(shown("a\0b\x7f"sv), "a\\x00b\\x7f");
  EXPECT_EQ(shown("Grüße ✓"), "Grüße ✓");
  EXPECT_EQ(shown("\xff\xc3"), "\\xff\\xc3");
  EXPECT_EQ(shown("\xc0\xaf"), "\\xc0\\xaf");           // overlong
  EXPECT_EQ(shown("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(shown("a\xe2\x80\xae"
                  "b"),
            "a\\xe2\\x80\\xaeb");  // turns what follows around
}

}  // namespace
}  // namespace popscope::view
