#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sim/pop3/client.h"
#include "tests/support/pop3_server.h"

namespace popscope::sim::pop3 {
namespace {

using test::Drops;
using test::mail_of;
using test::Talk;

struct Seen {
  std::optional<Keyword> to;
  bool ok;
  std::string status_line;
  std::string payload;
  friend bool operator==(const Seen&, const Seen&) = default;
};

void PrintTo(const Seen& seen, std::ostream* out) { *out << seen.status_line; }

// All that the client made of the octets, handed over in two parts.
std::vector<Seen> seen_by(Client client, std::string_view octets, std::size_t split) {
  std::vector<Seen> all;
  for (std::string_view part : {octets.substr(0, split), octets.substr(split)})
    for (const Reply& reply : receive(client, part))
      all.push_back({reply.to.keyword, reply.ok, reply.status_line, reply.payload});
  return all;
}

std::vector<Seen> seen_octet_by_octet(Client client, std::string_view octets) {
  std::vector<Seen> all;
  for (std::size_t i = 0; i < octets.size(); ++i)
    for (const Reply& reply : receive(client, octets.substr(i, 1)))
      all.push_back({reply.to.keyword, reply.ok, reply.status_line, reply.payload});
  return all;
}

TEST(Pop3Client, PairsAWholeConversationUnderEverySplit) {
  const std::string dots = "Subject: dots\r\n\r\n.a\r\n..\r\n.\r\n\r\nend\r\n";
  Drops drops;
  drops.add("mrose", "secret", {dots, mail_of(400)});
  Talk talk(drops);
  std::string octets = talk.greeting;
  Client client;
  std::vector<std::string> lines = {"STAT",   "USER mrose", "PASS secret", "CAPA",   "LIST",
                                    "LIST 1", "RETR 1",     "RETR 9",      "RETR",   "TOP 1 1",
                                    "XYZZY",  "",           "UIDL",        "UIDL 2", "DELE 2",
                                    "RETR 2", "NOOP",       "RSET",        "QUIT"};
  for (const std::string& line : lines) {
    EXPECT_EQ(sent(client, line + "\r\n"), 1u);
    octets += talk.say(line);
  }
  ASSERT_EQ(client.awaited.size(), lines.size());

  const std::vector<Seen> expected = seen_by(client, octets, octets.size());
  ASSERT_EQ(expected.size(), lines.size() + 1);
  EXPECT_EQ(expected[0].status_line, "+OK popscope ready");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto keyword = keyword_from(lines[i].substr(0, lines[i].find(' ')));
    EXPECT_EQ(expected[i + 1].to, keyword) << lines[i];
  }
  EXPECT_EQ(expected[7].payload, dots);
  EXPECT_FALSE(expected[8].ok);
  EXPECT_EQ(expected[10].payload, "Subject: dots\r\n\r\n.a\r\n");
  for (std::size_t split = 0; split <= octets.size(); ++split)
    ASSERT_EQ(seen_by(client, octets, split), expected) << "split at " << split;
  ASSERT_EQ(seen_octet_by_octet(client, octets), expected);
}

TEST(Pop3Client, GivesBackAnyPayloadExactly) {
  for (const char* text : {"", "\r\n", ".\r\n", "..\r\n", "\r\n.\r\n", "a\n.b\n.\n..c\r\n",
                           "a\r\r\n.\r\r\n", ".\n\r\n", "x\r\n.\n.\r\ny\r\n"}) {
    Drops drops;
    drops.add("mrose", "secret", {text});
    Talk talk(drops);
    talk.log_in();
    Client client;
    client.greeted = true;
    sent(client, "RETR 1\r\n");
    const std::string octets = talk.say("RETR 1");
    for (std::size_t split = 0; split <= octets.size(); ++split) {
      const std::vector<Seen> seen = seen_by(client, octets, split);
      ASSERT_EQ(seen.size(), 1u);
      ASSERT_EQ(seen[0].payload, text) << "split at " << split;
    }
  }
}

TEST(Pop3Client, CountsTheOctetsOfAReply) {
  Client client;
  client.greeted = true;
  sent(client, "RETR 1\r\nNOOP\r\n");
  std::vector<Reply> replies;
  for (const char octet : std::string("+OK 2 octets\r\n..\r\n.\r\n+OK\r\n"))
    for (Reply& reply : receive(client, std::string_view(&octet, 1))) replies.push_back(reply);
  ASSERT_EQ(replies.size(), 2u);
  EXPECT_EQ(replies[0].octets, 21u);
  EXPECT_EQ(replies[0].to.number, 1u);
  EXPECT_EQ(replies[1].octets, 5u);
}

TEST(Pop3Client, CountsCommandLinesHoweverTheyAreSent) {
  Client client;
  EXPECT_EQ(sent(client, "ST"), 0u);
  EXPECT_EQ(sent(client, "AT\r"), 0u);
  EXPECT_EQ(sent(client, "\nNOOP\nLIST"), 2u);
  EXPECT_EQ(sent(client, " 1\r\n\r\n"), 2u);
  ASSERT_EQ(client.awaited.size(), 4u);
  EXPECT_EQ(client.awaited[0].keyword, Keyword::stat);
  EXPECT_EQ(client.awaited[1].keyword, Keyword::noop);
  EXPECT_EQ(client.awaited[2].keyword, Keyword::list);
  EXPECT_FALSE(client.awaited[2].multi_line);
  EXPECT_EQ(client.awaited[3].keyword, std::nullopt);
  EXPECT_EQ(sent(client, std::string(100'000, 'x')), 0u);
  EXPECT_LE(client.line_out.size(), kLineOutOctetsMax);
}

TEST(Pop3Client, TakesOnlyUpperCaseStatusForPositive) {  // RFC 1939 section 3
  for (const auto& [line, ok] : {std::pair{"+OK", true},
                                 {"+OK x", true},
                                 {"+ok", false},
                                 {"+OKAY", false},
                                 {"-ERR", false},
                                 {"", false}}) {
    Client client;
    const std::vector<Reply> replies = receive(client, std::string(line) + "\r\n");
    ASSERT_EQ(replies.size(), 1u);
    EXPECT_TRUE(replies[0].greeting);
    EXPECT_EQ(replies[0].ok, ok) << line;
    EXPECT_FALSE(waiting(client));
  }
}

TEST(Pop3Client, LivesWithWhatItDidNotAskFor) {
  Client client;
  receive(client, "+OK hello\r\n");
  const std::vector<Reply> replies = receive(client, "-ERR goodbye\r\n+OK\r\n");
  ASSERT_EQ(replies.size(), 2u);
  EXPECT_EQ(replies[0].to.keyword, std::nullopt);
  EXPECT_FALSE(replies[0].greeting);
  EXPECT_TRUE(replies[0].unasked);
}

// A client that awaits the reply to a line.
Client asking(const std::string& line) {
  Client client;
  receive(client, "+OK\r\n");
  sent(client, line + "\r\n");
  return client;
}

// What it was too much of, handed over in portions of so many octets; none: it took all.
std::optional<TooMuch> too_much(Client client, const std::string& octets, std::size_t portion) {
  for (std::size_t at = 0; at < octets.size(); at += portion)
    receive(client, std::string_view(octets).substr(at, portion));
  EXPECT_LE(client.framer.pending().size(), portion + kStatusOctetsMax);
  EXPECT_TRUE(!client.too_much || receive(client, "+OK\r\n").empty()) << "it reads no more";
  return client.too_much;
}

TEST(Pop3Client, HasALimitForEverything) {
  const std::string longest = "+OK " + std::string(kStatusOctetsMax - 6, 'x') + "\r\n";
  for (const std::size_t portion : {std::size_t{1}, std::size_t{1460}, std::size_t{100'000'000}}) {
    EXPECT_EQ(too_much(asking("STAT"), longest, portion), std::nullopt);
    EXPECT_EQ(too_much(asking("STAT"), "x" + longest, portion), TooMuch::status_line);
  }
  const std::string endless(100'000, '\0');
  EXPECT_EQ(too_much(asking("STAT"), endless, 1460), TooMuch::status_line);
  EXPECT_EQ(too_much({}, endless, 1460), TooMuch::status_line) << "instead of a greeting";

  std::string listing = "+OK\r\n";
  while (listing.size() < kListingOctetsMax + 100) listing += "4294967296 4294967296\r\n";
  EXPECT_EQ(too_much(asking("LIST"), listing, 1460), TooMuch::listing);
  EXPECT_EQ(too_much(asking("UIDL"), listing, 1460), TooMuch::listing);
  EXPECT_EQ(too_much(asking("CAPA"), listing, 1460), TooMuch::listing);
  EXPECT_EQ(too_much(asking("RETR 1"), listing, 1460), std::nullopt) << "a message may be so long";

  std::string unasked;
  for (std::uint32_t i = 0; i < kUnaskedMax; ++i) unasked += "+OK\r\n";
  Client client;
  receive(client, "+OK\r\n");
  EXPECT_EQ(too_much(client, unasked, 1460), std::nullopt);
  EXPECT_EQ(too_much(client, unasked + "-ERR\r\n", 1460), TooMuch::unasked);
}

TEST(Pop3Client, EndsAMessageThatNeverEnds) {
  const std::string portion(1'000'000, 'x');
  Client lines = asking("RETR 1"), line = asking("TOP 1 9");
  receive(lines, "+OK\r\n");
  receive(line, "+OK\r\n");
  std::size_t octets = 0;
  while (!lines.too_much || !line.too_much) {
    ASSERT_LE(octets, kPayloadOctetsMax + 2 * portion.size());
    EXPECT_TRUE(receive(lines, portion + "\r\n").empty());
    EXPECT_TRUE(receive(line, portion).empty());
    octets += portion.size();
  }
  EXPECT_EQ(lines.too_much, TooMuch::payload);
  EXPECT_EQ(line.too_much, TooMuch::payload);
  EXPECT_FALSE(lines.partial.has_value()) << "what is held of it goes";
}

TEST(Pop3Client, KeepsALineOfAMessageWhole) {
  const std::string line(200'000, 'x');
  const std::vector<Seen> seen =
      seen_by(asking("RETR 1"), "+OK\r\n" + line + "\r\n.\r\n", 70'000);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].payload.size(), line.size() + 2);
}

TEST(Pop3Client, TakesNulsAsTheyAre) {
  using namespace std::string_literals;
  const std::vector<Seen> seen = seen_by(asking("RETR 1"), "+OK a\0b\r\nx\0y\r\n.\r\n"s, 9);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].status_line, "+OK a\0b"s);
  EXPECT_EQ(seen[0].payload, "x\0y\r\n"s);
}

TEST(Pop3Client, WaitsForGreetingAndReplies) {
  Client client;
  EXPECT_TRUE(waiting(client));
  receive(client, "+OK\r\n");
  EXPECT_FALSE(waiting(client));
  sent(client, "RETR 1\r\n");
  EXPECT_TRUE(waiting(client));
  receive(client, "+OK\r\nSubject: x\r\n");
  EXPECT_TRUE(client.partial.has_value());
  receive(client, ".\r\n");
  EXPECT_FALSE(waiting(client));
}

}  // namespace
}  // namespace popscope::sim::pop3
