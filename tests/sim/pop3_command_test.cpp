#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sim/pop3/command.h"

namespace popscope::sim::pop3 {
namespace {

using namespace std::string_literals;

Command good(const std::string& line) {
  const Parsed parsed = parse(line);
  const Command* command = std::get_if<Command>(&parsed);
  EXPECT_NE(command, nullptr) << line;
  return command ? *command : Command{};
}

std::optional<Malformed> fault_of(const std::string& line) {
  const Parsed parsed = parse(line);
  const Refusal* refusal = std::get_if<Refusal>(&parsed);
  if (!refusal) return std::nullopt;
  EXPECT_EQ(refusal->keyword, keyword_of(line)) << line;
  return refusal->why;
}

TEST(CommandTable, HasOneRowAKeywordInTheOrderOfKeywords) {
  ASSERT_EQ(command_table().size(), static_cast<std::size_t>(kKeywords));
  for (int i = 0; i < kKeywords; ++i) {
    const auto keyword = static_cast<Keyword>(i);
    EXPECT_EQ(command_table()[static_cast<std::size_t>(i)].keyword, keyword);
    EXPECT_EQ(&spec_of(keyword), &command_table()[static_cast<std::size_t>(i)]);
    EXPECT_EQ(keyword_from(to_text(keyword)), keyword);
    EXPECT_TRUE(spec_of(keyword).section.starts_with("RFC "));
    EXPECT_FALSE(spec_of(keyword).permitted_in(StateKind::update));
    EXPECT_FALSE(spec_of(keyword).permitted_in(StateKind::closed));
  }
}

TEST(CommandTable, TakesKeywordsInAnyCase) {  // RFC 1939 section 3
  EXPECT_EQ(keyword_from("sTaT"), Keyword::stat);
  EXPECT_EQ(keyword_from("top"), Keyword::top);
  for (const char* word : {"", "STA", "STATS", "TOP ", "TOPX", "LAST", "AUTHX", "TLS", "N\xD6OP"})
    EXPECT_EQ(keyword_from(word), std::nullopt) << word;
}

TEST(Parse, TakesWhatIsWellFormed) {
  EXPECT_EQ(good("STAT").keyword, Keyword::stat);
  EXPECT_EQ(good("noop").keyword, Keyword::noop);
  EXPECT_EQ(good("LIST").number, std::nullopt);
  EXPECT_EQ(good("LIST 3").number, MessageNumber{3});
  EXPECT_EQ(good("uidl 1").number, MessageNumber{1});
  EXPECT_EQ(good("RETR 007").number, MessageNumber{7});
  EXPECT_EQ(good("DELE 2").number, MessageNumber{2});
  EXPECT_EQ(good("TOP 2 0").number, MessageNumber{2});
  EXPECT_EQ(good("TOP 2 0").lines, 0u);
  EXPECT_EQ(good("TOP 1 10").lines, 10u);
  EXPECT_EQ(good("APOP mrose c4c9334bac560ecc979e58001b3e22fb").text, "mrose");
  EXPECT_EQ(good("APOP mrose c4c9334bac560ecc979e58001b3e22fb").digest,
            "c4c9334bac560ecc979e58001b3e22fb");
}

TEST(Parse, TakesTheRestOfTheLineForUserAndPass) {  // RFC 1939 section 7, PASS
  EXPECT_EQ(good("USER mrose").text, "mrose");
  EXPECT_EQ(good("PASS two words").text, "two words");
  EXPECT_EQ(good("PASS  secret ").text, " secret ");
  EXPECT_EQ(good("pass caf\xC3\xA9\tx").text, "caf\xC3\xA9\tx");
}

TEST(Parse, TakesNumbersThatAreTooLargeForTheLargest) {
  EXPECT_EQ(good("RETR 4294967296").number, MessageNumber{4294967295u});
  EXPECT_EQ(good("RETR 4294967297").number, MessageNumber{4294967295u});
  EXPECT_EQ(good("RETR 18446744073709551617").number, MessageNumber{4294967295u});
  EXPECT_EQ(good("RETR " + std::string(240, '9')).number, MessageNumber{4294967295u});
  EXPECT_EQ(good("TOP 1 18446744073709551615").lines, 18446744073709551615u);
  EXPECT_EQ(good("TOP 1 18446744073709551616").lines, 18446744073709551615u);
  EXPECT_EQ(good("TOP 1 99999999999999999999").lines, 18446744073709551615u);
}

TEST(Parse, RefusesUnknownKeywords) {
  const std::vector<std::string> lines = {"",        " ",       " STAT",  "STATX", "RETRIEVE 1",
                                          "XYZZY",   "LIST\t1", "LAST",   "\0"s,   "STAT"s + '\0',
                                          "ST\0AT"s, "STAT\r",  "TOP1 1", "+OK",   "STARTTLS",
                                          "EHLO x"};
  for (const std::string& line : lines) EXPECT_EQ(fault_of(line), Malformed::unknown_keyword);
}

TEST(Parse, RefusesMissingArguments) {
  for (const char* line :
       {"USER", "USER ", "PASS", "PASS ", "APOP", "APOP mrose", "APOP mrose ", "APOP  x", "RETR",
        "RETR ", "DELE", "LIST ", "UIDL ", "TOP", "TOP ", "TOP 1", "TOP 1 ", "TOP  1"})
    EXPECT_EQ(fault_of(line), Malformed::missing_argument) << line;
}

TEST(Parse, RefusesWhatIsNoNumber) {
  for (const char* line : {"RETR abc", "RETR -1", "RETR +1", "RETR 1a", "RETR 0x1", "RETR 1.0",
                           "RETR 0", "RETR 000", "DELE \xE2\x91\xA0", "LIST *", "UIDL \t1",
                           "TOP x 1", "TOP 1 x", "TOP 1 -1", "TOP 0 1", "TOP -1 0"})
    EXPECT_EQ(fault_of(line), Malformed::not_a_number) << line;
}

TEST(Parse, RefusesTooManyArgumentsAndSpaces) {  // RFC 1939 section 3: a single space
  for (const char* line : {"STAT 1", "STAT ", "NOOP foo bar", "QUIT now", "RSET ", "CAPA x",
                           "LIST 1 2", "LIST  1", "RETR 1 ", "RETR  1", "DELE 1 2", "UIDL 1 2",
                           "TOP 1 2 3", "TOP 1 2 ", "TOP 1  2", "APOP a b c"})
    EXPECT_EQ(fault_of(line), Malformed::too_many_arguments) << line;
}

TEST(ExpectsMultiLine, FollowsTheTable) {
  for (const char* line : {"LIST", "list", "UIDL", "UIDL ", "RETR 1", "TOP 1 0", "CAPA", "capa x"})
    EXPECT_TRUE(expects_multi_line(line)) << line;
  for (const char* line : {"LIST 1", "UIDL 2", "STAT", "USER x", "PASS x", "DELE 1", "QUIT", "RSET",
                           "NOOP", "APOP a b", "", "XYZZY", "LISTS"})
    EXPECT_FALSE(expects_multi_line(line)) << line;
}

}  // namespace
}  // namespace popscope::sim::pop3
