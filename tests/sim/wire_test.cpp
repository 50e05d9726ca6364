#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sim/wire/dot_stuffing.h"
#include "sim/wire/line_framer.h"

namespace popscope::sim {
namespace {

// Hands octets over in two parts.
std::vector<Line> lines_of(LineFramer& framer, std::string_view octets, std::size_t split) {
  std::vector<Line> lines;
  for (std::string_view part : {octets.substr(0, split), octets.substr(split)})
    while (auto line = framer.take(part)) lines.push_back(*line);
  return lines;
}

std::vector<Line> lines_octet_by_octet(LineFramer& framer, std::string_view octets) {
  std::vector<Line> lines;
  for (char octet : octets)
    if (auto line = framer.push(octet)) lines.push_back(*line);
  return lines;
}

TEST(DotStuffing, DoublesADotThatBeginsALine) {
  EXPECT_EQ(stuff(""), ".\r\n");
  EXPECT_EQ(stuff("a\r\n"), "a\r\n.\r\n");
  EXPECT_EQ(stuff(".\r\n"), "..\r\n.\r\n");
  EXPECT_EQ(stuff("..\r\n.x\r\nx.y\r\n"), "...\r\n..x\r\nx.y\r\n.\r\n");
  EXPECT_EQ(stuff("\r\n\r\n"), "\r\n\r\n.\r\n");
}

TEST(DotStuffing, EndsALastLineThatHasNoEnd) { EXPECT_EQ(stuff("a\r\n.b"), "a\r\n..b\r\n.\r\n"); }

TEST(DotStuffing, TakesABareLineFeedForNoLineEnd) {
  EXPECT_EQ(stuff("a\n.b\r\n"), "a\n.b\r\n.\r\n");
}

TEST(DotStuffing, ComesOffLineByLine) {
  EXPECT_EQ(unstuff_line("..x"), ".x");
  EXPECT_EQ(unstuff_line("x."), "x.");
  EXPECT_EQ(unstuff_line(""), "");
}

TEST(LineFramer, EndsALineAtCrlfOrAtABareLineFeed) {
  const std::string octets = "STAT\r\nNOOP\n\r\n\nA\rB\r\r\n";
  const std::vector<Line> expected = {{"STAT", LineEnd::crlf, false},
                                      {"NOOP", LineEnd::bare_lf, false},
                                      {"", LineEnd::crlf, false},
                                      {"", LineEnd::bare_lf, false},
                                      {"A\rB\r", LineEnd::crlf, false}};
  for (std::size_t split = 0; split <= octets.size(); ++split) {
    LineFramer framer;
    EXPECT_EQ(lines_of(framer, octets, split), expected) << "split at " << split;
    EXPECT_TRUE(framer.pending().empty());
  }
  LineFramer framer;
  EXPECT_EQ(lines_octet_by_octet(framer, octets), expected);
}

TEST(LineFramer, CountsTheLineEndIntoTheLimit) {
  LineFramer framer(10);
  EXPECT_EQ(lines_octet_by_octet(framer, "12345678\r\n"),
            (std::vector<Line>{{"12345678", LineEnd::crlf, false}}));
  EXPECT_EQ(lines_octet_by_octet(framer, "123456789\n"),
            (std::vector<Line>{{"123456789", LineEnd::bare_lf, false}}));
  EXPECT_EQ(lines_octet_by_octet(framer, "123456789\r\n"),
            (std::vector<Line>{{"123456789", LineEnd::crlf, true}}));
  EXPECT_EQ(
      lines_octet_by_octet(framer, "1234567890\nok\r\n"),
      (std::vector<Line>{{"123456789", LineEnd::bare_lf, true}, {"ok", LineEnd::crlf, false}}));
}

TEST(LineFramer, CutsAnOverlongLineTheSameUnderEverySplit) {
  const std::string octets = std::string(30, 'x') + "\r" + std::string(3, 'y') + "\r\nok\r\n";
  LineFramer whole(10);
  const std::vector<Line> expected = lines_of(whole, octets, 0);
  ASSERT_EQ(expected.size(), 2u);
  EXPECT_TRUE(expected[0].too_long);
  EXPECT_EQ(expected[1].text, "ok");
  for (std::size_t split = 0; split <= octets.size(); ++split) {
    LineFramer framer(10);
    EXPECT_EQ(lines_of(framer, octets, split), expected) << "split at " << split;
  }
  LineFramer framer(10);
  EXPECT_EQ(lines_octet_by_octet(framer, octets), expected);
}

TEST(LineFramer, DoesNotGrowWithALineThatNeverEnds) {
  LineFramer framer(255);
  const std::string octets(100'000, 'Y');
  EXPECT_TRUE(lines_of(framer, octets, 77).empty());
  EXPECT_LE(framer.pending().size(), 255u);
  EXPECT_TRUE(framer.overflowed());
  framer.clear();
  EXPECT_FALSE(framer.overflowed());
  EXPECT_TRUE(framer == LineFramer(255));
}

}  // namespace
}  // namespace popscope::sim
