// The words of IMAP without a session: framing with literals, sequence sets, dates, headers, parts.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sim/core/base64.h"
#include "sim/core/calendar.h"
#include "sim/imap/command.h"
#include "sim/imap/sequence_set.h"
#include "sim/imap/structure.h"
#include "sim/mail/header.h"
#include "sim/mail/mime.h"
#include "sim/wire/command_framer.h"

namespace popscope::sim {
namespace {

using What = Framed::What;

std::vector<Framed> framed(std::string_view octets, bool one_by_one, FramerLimits limits = {}) {
  CommandFramer framer(limits);
  std::vector<Framed> all;
  const auto feed = [&](std::string_view part) {
    while (auto one = framer.take(part)) all.push_back(*one);
  };
  if (!one_by_one)
    feed(octets);
  else
    for (const char& c : octets) feed({&c, 1});
  return all;
}

TEST(CommandFramer, LinesAndLiterals) {
  const std::vector<std::pair<std::string, std::vector<Framed>>> cases = {
      {"a NOOP\r\n", {{What::command, "a NOOP"}}},
      {"a NOOP\nb", {{What::command, "a NOOP"}}},
      {"\r\n", {{What::command, ""}}},
      {"a {2+}\r\nx\n {1+}\r\n}\r\n", {{What::command, "a {2+}\r\nx\n {1+}\r\n}"}}},
      {"a {2}\r\nxy\r\n", {{What::go_ahead, ""}, {What::command, "a {2}\r\nxy"}}},
      {"a {0+}\r\n\r\n", {{What::command, "a {0+}\r\n"}}},
      {"a {x}\r\n", {{What::command, "a {x}"}}},
      {"a {}\r\n", {{What::command, "a {}"}}},
      {"a {2+}x\r\n", {{What::command, "a {2+}x"}}},
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(framed(octets, false), expected) << octets;
    EXPECT_EQ(framed(octets, true), expected) << octets;
  }
}

TEST(CommandFramer, LimitsHold) {
  const FramerLimits limits{10, 20, 100};
  const std::vector<std::pair<std::string, std::vector<Framed>>> cases = {
      {"123456789\r\nab\r\n", {{What::too_long, "123456789"}, {What::command, "ab"}}},
      {"12345678\r\n", {{What::command, "12345678"}}},
      {"a {50}\r\nab\r\n", {{What::too_large, "a {50}"}, {What::command, "ab"}}},
      // Sent without waiting: read past, and no octet of it is a command.
      {"a {30+}\r\n0123456789\r\n0123456789\r\n345678\r\nab\r\n",
       {{What::too_large, "a {30+}"}, {What::command, "ab"}}},
      {"a {101+}\r\n", {{What::hopeless, "a {101+}"}}},
      {"1234567 {5+}\r\n\r\n\r\n1 x\r\nab\r\n",
       {{What::too_long, "1234567 {"}, {What::command, "ab"}}},
  };
  for (const auto& [octets, expected] : cases) {
    EXPECT_EQ(framed(octets, false, limits), expected) << octets;
    EXPECT_EQ(framed(octets, true, limits), expected) << octets;
  }
}

TEST(SequenceSet, HoldsWhatItNames) {
  const auto numbers = [](std::string_view text, std::uint32_t largest) {
    std::string held;
    const auto set = imap::sequence_set_from(text);
    if (!set) return std::string("none");
    for (std::uint32_t n = 1; n <= 9; ++n)
      if (set->holds(n, largest)) held += std::to_string(n);
    return held;
  };
  EXPECT_EQ(numbers("2,4:5", 7), "245");
  EXPECT_EQ(numbers("5:3", 7), "345");
  EXPECT_EQ(numbers("*", 7), "7");
  EXPECT_EQ(numbers("*:6", 7), "67");
  EXPECT_EQ(numbers("9:*", 7), "789");  // RFC 9051 section 9: the last one is always in it
  EXPECT_EQ(numbers("*", 0), "");
  for (const char* bad : {"", "0", "1,", ",1", "1:", ":1", "a", "1:2:3", "01", "4294967296", "-1"})
    EXPECT_EQ(numbers(bad, 7), "none") << bad;
  EXPECT_EQ(imap::to_text({1, 2, 3, 5, 7, 8}), "1:3,5,7:8");
}

TEST(Calendar, ThereAndBack) {
  for (std::int64_t day = -200'000; day < 200'000; day += 37) {
    const Time time{day * 86'400'000'000 + 12'345'000'000};
    EXPECT_EQ(time_from(civil_from(time)), time);
    EXPECT_EQ(days_of(time), day);
  }
  EXPECT_EQ(days_in_month(2024, 2), 29);
  EXPECT_EQ(days_in_month(2100, 2), 28);
}

TEST(Base64, DecodesOrRefuses) {
  EXPECT_EQ(base64_decoded("AGFsaWNlAHNlY3JldA=="), std::string("\0alice\0secret", 13));
  EXPECT_EQ(base64_decoded(""), "");
  for (const char* bad : {"!!!!", "abc", "a===", "ab=c", "="})
    EXPECT_FALSE(base64_decoded(bad)) << bad;
}

TEST(Header, QuotedPrintable) {
  EXPECT_EQ(quoted_printable_decoded("a=3D=\r\nb =C3=A9 =x ="), "a=b \xC3\xA9 =x =");
}

TEST(Header, EncodedWordsAndAddresses) {
  EXPECT_EQ(decoded_words("=?UTF-8?Q?Gr=C3=BC=C3=9Fe?="),
            "Gr\xC3\xBC\xC3\x9F"
            "e");
  EXPECT_EQ(decoded_words("a =?utf-8?b?Yg==?= =?ISO-8859-1?q?=E9_c?= d"), "a b\xC3\xA9 c d");
  EXPECT_EQ(decoded_words("=?x?y?"), "=?x?y?");
  EXPECT_EQ(decoded_words("50% =?"), "50% =?");
  const auto list = addresses_of(
      "Bob <bob@example.com>, \"Carol, C.\" <carol@x>, a@b (A. B.), "
      "friends: c@d, e@f;");
  ASSERT_EQ(list.size(), 7u);
  EXPECT_EQ(list[0].name, "Bob");
  EXPECT_EQ(list[1].name, "Carol, C.");
  EXPECT_EQ(list[1].host, "x");
  EXPECT_EQ(list[2].name, "A. B.");
  EXPECT_EQ(list[2].mailbox, "a");
  EXPECT_EQ(list[3].mailbox, "friends");
  EXPECT_EQ(list[3].host, "");
  EXPECT_EQ(list[6].mailbox, "");
  EXPECT_TRUE(addresses_of("").empty());
}

const std::string kMultipart =
    "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npreamble\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nInner.\r\n"
    "--b--\r\nepilogue\r\n";

TEST(Mime, PartsByNumber) {
  const MimePart root = mime_parts(kMultipart);
  ASSERT_EQ(root.children.size(), 2u);
  EXPECT_EQ(find_part(root, {1})->body, "<p>");
  EXPECT_EQ(find_part(root, {2})->body, "Subject: inner\r\n\r\nInner.");
  EXPECT_EQ(find_part(root, {2, 1})->body, "Inner.");
  EXPECT_EQ(find_part(root, {3}), nullptr);
  EXPECT_EQ(find_part(root, {1, 2}), nullptr);
  const MimePart plain = mime_parts("Subject: x\r\n\r\nHello.\r\n");
  EXPECT_EQ(find_part(plain, {1})->body, "Hello.\r\n");
  EXPECT_EQ(find_part(plain, {2}), nullptr);
}

TEST(Mime, Structure) {
  std::string body;
  imap::append_structure(body, mime_parts(kMultipart), false);
  EXPECT_EQ(body,
            "((\"text\" \"html\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" 3 0)(\"message\" "
            "\"rfc822\" NIL NIL NIL \"7bit\" 24 (NIL \"inner\" NIL NIL NIL NIL NIL NIL NIL NIL) "
            "(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 6 0) 2) \"mixed\")");
}

TEST(Mime, DepthAndNumberAreLimited) {
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "Content-Type: message/rfc822\r\n\r\n";
  std::string out;
  imap::append_structure(out, mime_parts(deep), true);
  std::string wide = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 5000; ++i) wide += "--b\r\n\r\n\r\n";
  EXPECT_LE(mime_parts(wide).children.size(), kMimePartsMax);
}

TEST(ImapParse, DeepSearchesAreRefused) {
  std::string nested = "a SEARCH ";
  for (int i = 0; i < 5000; ++i) nested += "NOT ";
  EXPECT_TRUE(std::holds_alternative<imap::Refusal>(imap::parse(nested + "ALL")));
  EXPECT_TRUE(std::holds_alternative<imap::Refusal>(
      imap::parse("a SEARCH " + std::string(5000, '(') + "ALL" + std::string(5000, ')'))));
  EXPECT_TRUE(std::holds_alternative<imap::Command>(imap::parse("a SEARCH NOT (NOT (ALL))")));
}

}  // namespace
}  // namespace popscope::sim
