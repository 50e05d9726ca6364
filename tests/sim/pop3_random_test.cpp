// Octets that no sane peer sends, in every state: nothing crashes, no limit is passed, no message
// leaves a maildrop without QUIT. The same octets in each run.
#include <gtest/gtest.h>
#include <iterator>
#include <string>

#include "sim/core/random.h"
#include "sim/pop3/client.h"
#include "tests/support/pop3_server.h"

namespace popscope::sim::pop3 {
namespace {

using test::Drops;
using test::mail_of;
using test::Talk;

// Pieces of commands, glued at random, get further than octets alone do.
std::string random_octets(Random& random) {
  static const std::string kPieces[] = {"USER mrose\r\n",
                                        "PASS secret\r\n",
                                        "PASS ",
                                        "STAT\r\n",
                                        "LIST",
                                        "LIST 2\r\n",
                                        "RETR ",
                                        "RETR 1\r\n",
                                        "DELE ",
                                        "DELE 3",
                                        "RSET\r\n",
                                        "NOOP\n",
                                        "TOP 1 ",
                                        "UIDL\r\n",
                                        "CAPA\r\n",
                                        "1",
                                        "2",
                                        "0",
                                        "-",
                                        " ",
                                        "\t",
                                        "\r",
                                        "\n",
                                        "\r\n",
                                        "APOP mrose ",
                                        "999999999999",
                                        "XYZZY\r\n",
                                        ".\r\n",
                                        "dele 1\r\n",
                                        "+OK\r\n"};
  std::string octets;
  for (std::uint64_t pieces = random.below(20); pieces > 0; --pieces) {
    const std::uint64_t kind = random.below(12);
    if (kind == 0) octets += static_cast<char>(random.below(256));
    if (kind == 1) octets += std::string(random.below(600), static_cast<char>(random.below(256)));
    if (kind > 1) octets += kPieces[random.below(std::size(kPieces))];
  }
  return octets;
}

void expect_within_limits(const Session& session) {
  ASSERT_LE(session.pending.size(), kPendingLinesMax);
  ASSERT_LT(session.framer.pending().size(), kCommandOctetsMax);
  for (const Line& line : session.pending) ASSERT_LT(line.text.size(), kCommandOctetsMax);
  ASSERT_LE(session.refused_in_a_row, session.config->refused_in_a_row_max + 1);
  const auto* transaction = std::get_if<Transaction>(&session.state);
  if (!transaction) return;
  std::uint32_t count = 0;
  std::uint64_t octets = 0;
  for (std::size_t i = 0; i < transaction->view->size(); ++i) {
    if ((*transaction->marked)[i]) continue;
    ++count;
    octets += (*transaction->view)[i].message->size().value;
  }
  ASSERT_EQ(transaction->count, count);
  ASSERT_EQ(transaction->octets, octets);
}

// Every reply begins with a status and stays within 512 octets on its first line.
void expect_well_formed(const std::string& reply) {
  if (reply.empty()) return;
  ASSERT_TRUE(reply.starts_with("+OK") || reply.starts_with("-ERR"));
  ASSERT_TRUE(reply.ends_with("\r\n"));
  ASSERT_LE(reply.find("\r\n") + 2, 512u);
}

void run_all(Talk& talk) {
  Output out;
  while (runnable(talk.session)) {
    run_one(talk.session, talk.drops, talk.now, out);
    expect_well_formed(out.octets);
    expect_within_limits(talk.session);
  }
}

class RandomOctets : public testing::TestWithParam<int> {};

TEST_P(RandomOctets, BreakNoPromise) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random{seed * 4 + static_cast<std::uint64_t>(GetParam())};
    Drops drops;
    drops.add("mrose", "secret", {mail_of(300), mail_of(300), mail_of(300)});
    const Drops before = drops;
    Talk talk(drops);
    if (GetParam() > 0) talk.log_in();
    if (GetParam() > 1) talk.say("DELE 2");
    if (GetParam() > 2) talk.say("QUIT");
    const Drops then = drops;
    for (int i = 0; i < 25; ++i) {
      receive(talk.session, random_octets(random), talk.now);
      expect_within_limits(talk.session);
      if (random.below(3) > 0) run_all(talk);
    }
    const std::uint64_t end = random.below(4);
    if (end == 0) talk.reset();
    if (end == 1) talk.expire();
    if (end > 1) talk.close();
    ASSERT_EQ(talk.state(), StateKind::closed);
    // No QUIT stands among the pieces, so nothing was removed on the way.
    ASSERT_TRUE(drops == (GetParam() < 3 ? before : then));
  }
}

INSTANTIATE_TEST_SUITE_P(, RandomOctets, testing::Range(0, 4));

TEST(AnyOctets, EndNoClientEither) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random{seed};
    Client client;
    for (int i = 0; i < 30; ++i) {
      sent(client, random_octets(random));
      std::size_t lines = 0;
      std::string octets = random_octets(random);
      for (char c : octets) lines += c == '\n' ? 1 : 0;
      ASSERT_LE(receive(client, octets).size(), lines);
      ASSERT_LE(client.line_out.size(), kLineOutOctetsMax);
    }
  }
}

// The same octets in other portions give the same session, whatever they are.
TEST(AnyOctets, MeanTheSameInEveryPortion) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random{seed};
    std::string octets;
    for (int i = 0; i < 4; ++i) octets += random_octets(random);
    const auto outcome = [&](std::size_t portion) {
      Drops drops;
      drops.add("mrose", "secret", {mail_of(300), mail_of(300), mail_of(300)});
      Talk talk(drops);
      talk.log_in();
      std::string sent;
      for (std::size_t at = 0; at < octets.size(); at += portion)
        sent += talk.raw(std::string_view(octets).substr(at, portion));
      return std::pair(sent, talk.digest());
    };
    const auto whole = outcome(octets.size() + 1);
    for (const std::size_t portion : {1u, 2u, 7u, 255u}) ASSERT_EQ(outcome(portion), whole);
  }
}

}  // namespace
}  // namespace popscope::sim::pop3
