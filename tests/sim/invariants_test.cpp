// The checker itself: each thing that it is there to find, broken by hand.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sim/mail/message.h"
#include "sim/world/world.h"

namespace popscope::sim {
namespace {

class Invariants : public testing::Test {
 protected:
  Invariants() {
    Server server;
    server.name = "mail.example.net";
    add_server(world, server);
    add_maildrop(world, "mrose", "secret");
    for (int i = 0; i < 2; ++i)
      deliver(world.maildrops[0].modify(),
              message_from_text("Subject: one\r\n\r\n", world.next_identity++));
    Account account;
    account.user = "mrose";
    account.password = "secret";
    add_device(world, "Laptop", account);
    give(Connect{{0}});
    give(Send{{0}, "USER mrose\r\n"});
    give(Send{{0}, "PASS secret\r\n"});
    EXPECT_EQ(broken_invariants(world), Broken{});
  }

  using Broken = std::vector<std::string>;

  pop3::Transaction& transaction() {
    auto& session = std::get<pop3::Session>(world.sessions[0].modify());
    return std::get<pop3::Transaction>(session.state);
  }

  void give(const Input& input) {
    ASSERT_EQ(admit(world, input, events), std::nullopt);
    while (!quiescent(world) && advance(world, events)) {}
  }

  void expect_broken(const std::string& what) const {
    const Broken broken = broken_invariants(world);
    bool said = false;
    for (const std::string& sentence : broken) said = said || sentence.find(what) == 0;
    EXPECT_TRUE(said) << what << (broken.empty() ? ": nothing was said" : ": " + broken.front());
  }

  World world;
  Events events;
};

TEST_F(Invariants, ASessionPastLoginHoldsItsLock) {
  world.maildrops[0].modify().locked_by.reset();
  expect_broken("session 0 is past login without its maildrop's lock");
}

TEST_F(Invariants, NoLockWithoutASession) {
  std::get<pop3::Session>(world.sessions[0].modify()).state = pop3::Closed{};
  expect_broken("maildrop mrose is locked by a dead session");
}

TEST_F(Invariants, UniqueIdsAreUnique) {
  Maildrop& drop = world.maildrops[0].modify();
  drop.messages[1].unique_id = drop.messages[0].unique_id;
  expect_broken("a unique-id was given twice");
}

TEST_F(Invariants, UniqueIdsHaveTheirForm) {
  world.maildrops[0].modify().messages[0].unique_id = "with space";
  expect_broken("a unique-id is not of RFC 1939's form");
  world.maildrops[0].modify().messages[0].unique_id = std::string(71, 'x');
  expect_broken("a unique-id is not of RFC 1939's form");
}

TEST_F(Invariants, NamesOfMailboxesAreUnique) {
  Maildrop& drop = world.maildrops[0].modify();
  add_folder(drop, "Archive");
  add_folder(drop, "Sent");
  EXPECT_EQ(broken_invariants(world), Broken{});
  drop.folders[1].name = "Archive";
  expect_broken("two mailboxes have one name: Archive");
  drop.folders[1].name = "Inbox";
  expect_broken("two mailboxes have one name: Inbox");
}

TEST_F(Invariants, NothingIsRemovedOutsideUpdate) {
  Maildrop& drop = world.maildrops[0].modify();
  drop.messages.erase(drop.messages.begin());
  expect_broken("a message was removed outside UPDATE");
}

TEST_F(Invariants, AServerThatRemovesAtDeleBreaksTheRuleAtDeleOnly) {
  auto& session = std::get<pop3::Session>(world.sessions[0].modify());
  session.config.modify().ways.removes_at_dele = true;
  give(Send{{0}, "DELE 1\r\n"});
  EXPECT_EQ(world.maildrops[0]->messages.size(), 1u);
  EXPECT_EQ(broken_invariants(world), Broken{});
  // What was not named goes no more than elsewhere ...
  const Box<Maildrop> before = world.maildrops[0];
  world.maildrops[0].modify().messages.clear();
  expect_broken("a message was removed outside UPDATE");
  // ... and what was named went.
  world.maildrops[0] = before;
  transaction().marked.modify()[1] = true;
  --transaction().count;
  transaction().octets -= (*transaction().view)[1].message->octets.size();
  expect_broken("DELE should have removed the message");
}

TEST_F(Invariants, MarksFitTheView) {
  transaction().marked.modify().push_back(true);
  expect_broken("marks do not fit the view");
}

TEST_F(Invariants, StatsNumbersAreThoseOfTheView) {
  ++transaction().count;
  expect_broken("STAT's numbers are not those of the view");
}

TEST_F(Invariants, AnOverConnectionCarriesNothing) {
  ASSERT_EQ(admit(world, Send{{0}, "NOOP\r\n"}, events), std::nullopt);
  world.links[0].modify().phase = LinkPhase::closed;
  expect_broken("segments are in flight on a connection that is over");
}

void arrives(Link& link, std::size_t n, Time at) {
  Segment segment = link.in_flight[n];
  segment.arrival = at;
  link.in_flight.set(n, std::move(segment));
}

TEST_F(Invariants, SegmentsAreNotOverdue) {
  ASSERT_EQ(admit(world, Send{{0}, "NOOP\r\n"}, events), std::nullopt);
  arrives(world.links[0].modify(), 0, kDefaultStart);
  expect_broken("a segment is overdue");
}

TEST_F(Invariants, SegmentsKeepTheirOrder) {
  ASSERT_EQ(admit(world, Send{{0}, "NOOP\r\n"}, events), std::nullopt);
  ASSERT_EQ(admit(world, Send{{0}, "NOOP\r\n"}, events), std::nullopt);
  Link& link = world.links[0].modify();
  arrives(link, 0, link.in_flight[1].arrival + milliseconds(1));
  expect_broken("segments overtake each other");
}

TEST_F(Invariants, NoMoreLinesArriveThanWereSent) {
  ++world.links[0].modify().lines_settled[0];
  expect_broken("more lines arrived than were sent");
}

TEST_F(Invariants, WhatCanHappenIsInTheAgendasSight) {
  ASSERT_EQ(admit(world, Send{{0}, "NOOP\r\n"}, events), std::nullopt);
  world.live.clear();
  expect_broken("link 0 has left the agenda's sight too early");
}

}  // namespace
}  // namespace popscope::sim
