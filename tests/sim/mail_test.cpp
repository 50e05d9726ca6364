#include <gtest/gtest.h>
#include <set>
#include <string>

#include "sim/mail/maildrop.h"
#include "sim/mail/message.h"

namespace popscope::sim {
namespace {

constexpr std::string_view kMail =
    "From: Kim <kim@example.net>\r\n"
    "X-Long: one\r\n"
    " Subject: not this one\r\n"
    "Subject: Lunch\r\n"
    "\ton Friday?\r\n"
    "\r\n"
    "first\r\n"
    "\r\n"
    "third\r\n";

std::string octets_of(const MessagePtr& message) { return std::string(message->octets.view()); }

TEST(Message, FromTextHasCrlfLineEndsThroughout) {
  EXPECT_EQ(octets_of(message_from_text("a\nb\r\nc\rd\r\r\n\n", 0)),
            "a\r\nb\r\nc\r\nd\r\n\r\n\r\n");
  EXPECT_EQ(octets_of(message_from_text("a", 0)), "a\r\n");
  EXPECT_EQ(octets_of(message_from_text("", 0)), "");
}

TEST(Message, FromOctetsKeepsThem) {
  EXPECT_EQ(octets_of(message_from_octets("a\nb", 3)), "a\nb");
  EXPECT_EQ(message_from_octets("a\nb", 3)->size(), Octets{3});
  EXPECT_EQ(message_from_octets("a\nb", 3)->identity, 3u);
}

TEST(Message, ShowsItsHeaderUnfolded) {
  const MessagePtr message = message_from_text(kMail, 0);
  EXPECT_EQ(message->subject, "Lunch\ton Friday?");
  EXPECT_EQ(message->from, "Kim <kim@example.net>");
  EXPECT_EQ(header_field(kMail, "x-LONG"), "one Subject: not this one");
  EXPECT_EQ(header_field(kMail, "first"), "");
  EXPECT_EQ(header_field("no header at all", "Subject"), "");
  EXPECT_EQ(header_field("Subject: last line without an end", "Subject"),
            "last line without an end");
}

TEST(Message, DigestTellsOctetsApart) {
  EXPECT_EQ(message_from_octets("abc", 1)->octets_digest,
            message_from_octets("abc", 2)->octets_digest);
  EXPECT_NE(message_from_octets("abc", 1)->octets_digest,
            message_from_octets("abd", 1)->octets_digest);
  EXPECT_NE(message_from_octets(std::string(1, '\0'), 1)->octets_digest,
            message_from_octets(std::string(2, '\0'), 1)->octets_digest);
}

TEST(TopOf, GivesTheHeaderAndThatManyLines) {  // RFC 1939 section 7, TOP
  const std::size_t header = kMail.find("first");
  EXPECT_EQ(top_of(kMail, 0), kMail.substr(0, header));
  EXPECT_EQ(top_of(kMail, 1), kMail.substr(0, header + 7));
  EXPECT_EQ(top_of(kMail, 2), kMail.substr(0, header + 9));
  EXPECT_EQ(top_of(kMail, 3), kMail);
  EXPECT_EQ(top_of(kMail, ~std::uint64_t{0}), kMail);
  EXPECT_EQ(top_of("Subject: no body\r\n\r\n", 5), "Subject: no body\r\n\r\n");
  EXPECT_EQ(top_of("Subject: no blank line\r\n", 0), "Subject: no blank line\r\n");
  EXPECT_EQ(top_of("A: b\r\n\r\nno line end", 1), "A: b\r\n\r\nno line end");
  EXPECT_EQ(top_of("", 1), "");
}

// Every line ends with CRLF and stays below RFC 5322's recommended 78 columns.
void expect_well_formed(std::string_view message) {
  ASSERT_TRUE(message.ends_with("\r\n"));
  while (!message.empty()) {
    const std::size_t end = message.find("\r\n");
    ASSERT_NE(end, std::string_view::npos);
    const std::string_view line = message.substr(0, end);
    ASSERT_EQ(line.find_first_of("\r\n"), std::string_view::npos);
    ASSERT_LE(line.size(), 78u);
    message.remove_prefix(end + 2);
  }
}

TEST(GenerateMessage, HasExactlyTheOctetsAskedFor) {
  GeneratedMail mail;
  mail.to = "Sarah <sarah@example.net>";
  mail.subject = "Lunch on Friday?";
  mail.date = kDefaultStart;
  mail.octets = 1;
  const std::uint64_t smallest = generate_message(mail, 0)->size().value;
  for (std::uint64_t octets = smallest; octets < smallest + 400; ++octets) {
    for (const bool dots : {false, true}) {
      mail.octets = octets;
      mail.seed = octets;
      mail.dot_lines = dots;
      const MessagePtr message = generate_message(mail, 0);
      ASSERT_EQ(message->size().value, octets);
      expect_well_formed(message->octets.view());
      ASSERT_EQ(message->subject, "Lunch on Friday?");
    }
  }
}

TEST(GenerateMessage, DrawsASizeFromItsSeed) {
  std::set<std::uint64_t> sizes;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    GeneratedMail mail;
    mail.seed = seed;
    const MessagePtr message = generate_message(mail, 0);
    EXPECT_GE(message->size().value, 900u);
    EXPECT_LE(message->size().value, 1800u);
    EXPECT_EQ(message->octets, generate_message(mail, 0)->octets);
    sizes.insert(message->size().value);
  }
  EXPECT_GT(sizes.size(), 100u);
}

TEST(GenerateMessage, CarriesItsBodyAndDate) {
  GeneratedMail mail;
  mail.body = ".dot\nend";
  mail.date = kDefaultStart;
  const MessagePtr message = generate_message(mail, 0);
  EXPECT_TRUE(message->octets.view().ends_with("\r\n\r\n.dot\r\nend\r\n"));
  EXPECT_EQ(header_field(message->octets.view(), "Date"), "Mon, 03 Mar 2025 09:00:00 +0000");
  mail.date = Time{951'782'399'000'000};
  EXPECT_EQ(header_field(generate_message(mail, 0)->octets.view(), "Date"),
            "Mon, 28 Feb 2000 23:59:59 +0000");
  mail.date = Time{951'868'799'000'000};
  EXPECT_EQ(header_field(generate_message(mail, 0)->octets.view(), "Date"),
            "Tue, 29 Feb 2000 23:59:59 +0000");
  mail.date = Time{-1};
  EXPECT_EQ(header_field(generate_message(mail, 0)->octets.view(), "Date"),
            "Wed, 31 Dec 1969 23:59:59 +0000");
}

TEST(GenerateMessage, LetsNoFieldBreakTheHeader) {
  GeneratedMail mail;
  mail.subject = "one\r\nBcc: two";
  const MessagePtr message = generate_message(mail, 0);
  EXPECT_EQ(header_field(message->octets.view(), "Bcc"), "");
  EXPECT_EQ(message->subject, "one  Bcc: two");
}

TEST(Maildrop, NeverGivesAUniqueIdTwice) {
  Maildrop drop;
  drop.unique_salt = 0x123456789abcdef;
  std::set<UniqueId> given;
  for (int i = 0; i < 100; ++i) {
    const UniqueId id = deliver(drop, message_from_octets("same", 1)).unique_id;
    EXPECT_TRUE(given.insert(id).second);
    ASSERT_LE(id.size(), 70u);
    for (char c : id) EXPECT_TRUE(c >= '!' && c <= '~');
    if (i % 3 == 0) {
      EXPECT_TRUE(remove(drop, id));
      EXPECT_FALSE(remove(drop, id));
      EXPECT_EQ(find(drop, id), nullptr);
    } else {
      ASSERT_NE(find(drop, id), nullptr);
      EXPECT_EQ(find(drop, id)->unique_id, id);
    }
  }
}

TEST(Maildrop, RemovingKeepsTheOrderOfTheOthers) {
  Maildrop drop;
  for (const char* octets : {"a", "b", "c"}) deliver(drop, message_from_octets(octets, 0));
  remove(drop, UniqueId(drop.messages[1].unique_id));
  ASSERT_EQ(drop.messages.size(), 2u);
  EXPECT_EQ(octets_of(drop.messages[0].message), "a");
  EXPECT_EQ(octets_of(drop.messages[1].message), "c");
}

TEST(Maildrop, DigestSeesEveryField) {
  const auto digest_of = [](const Maildrop& drop) {
    Digest d;
    digest(d, drop);
    return d.value();
  };
  Maildrop drop;
  std::set<std::uint64_t> seen{digest_of(drop)};
  const auto changed = [&] { return seen.insert(digest_of(drop)).second; };
  drop.user = "mrose";
  EXPECT_TRUE(changed());
  drop.password = "secret";
  EXPECT_TRUE(changed());
  drop.unique_salt = 5;
  EXPECT_TRUE(changed());
  deliver(drop, message_from_octets("a", 1));
  EXPECT_TRUE(changed());
  drop.locked_by = SessionId{0};
  EXPECT_TRUE(changed());
  drop.locked_by = SessionId{1};
  EXPECT_TRUE(changed());
  drop.messages[0].message = message_from_octets("b", 1);
  EXPECT_TRUE(changed());
  drop.messages.clear();
  EXPECT_TRUE(changed());
}

}  // namespace
}  // namespace popscope::sim
