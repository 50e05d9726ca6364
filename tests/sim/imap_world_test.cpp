// Devices with IMAP, TLS and a firewall in a World, beside devices with POP3.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "tests/support/imap_world.h"

namespace popscope::sim {
namespace {

using test::ImapWorld;

using Subjects = std::vector<std::string>;
using Sent = std::vector<std::string>;

TEST_F(ImapWorld, ACheckCopiesTheMailboxAndLeavesIt) {
  const DeviceId laptop = device("Laptop", Protocol::imap);
  give(Check{laptop});
  EXPECT_EQ(sent(LinkId{0}),
            (Sent{"a1 LOGIN \"sarah\" \"secret\"", "a2 SELECT INBOX",
                  "a3 UID FETCH 1:* (UID FLAGS)",
                  "a4 UID FETCH 1,2,3 (UID FLAGS BODY.PEEK[])", "a5 LOGOUT"}));
  EXPECT_EQ(held(laptop), (Subjects{"one", "two", "three"}));
  EXPECT_EQ(on_server(), held(laptop));
  EXPECT_EQ(last<CheckEnded>()->fetched, 3u);
  EXPECT_FALSE(last<CheckEnded>()->refused);
  EXPECT_EQ(world.devices[0]->store[0].message->octets.view(),
            world.maildrops[0]->messages[0].message->octets.view());
  EXPECT_FALSE(world.maildrops[0]->messages[0].flags.has(SystemFlag::seen)) << "BODY.PEEK";

  give(Check{laptop});  // nothing new
  EXPECT_EQ(sent(LinkId{1}).size(), 4u);
  EXPECT_EQ(last<CheckEnded>()->fetched, 0u);
}

TEST_F(ImapWorld, AWrongPasswordEndsWithLogout) {
  const DeviceId laptop = device("Laptop", Protocol::imap);
  world.devices[0].modify().account.password = "no \"such\\\r\nthing";
  give(Check{laptop});
  EXPECT_EQ(sent(LinkId{0}),
            (Sent{"a1 LOGIN \"sarah\" \"no \\\"such\\\\thing\"", "a2 LOGOUT"}));
  EXPECT_TRUE(last<CheckEnded>()->refused);
}

TEST_F(ImapWorld, WhatOneReadsAndDeletesIsSoForAll) {
  const DeviceId laptop = device("Laptop", Protocol::imap);
  const DeviceId phone = device("Phone", Protocol::imap);
  give(Check{laptop});
  give(Check{phone});
  give(Use{phone, Deed::read, "one"});
  give(Use{phone, Deed::remove, "two"});
  EXPECT_EQ(on_server().size(), 3u) << "not told yet";
  give(Check{phone});
  EXPECT_EQ(sent(LinkId{2}),
            (Sent{"a1 LOGIN \"sarah\" \"secret\"", "a2 SELECT INBOX",
                  "a3 UID STORE 1 +FLAGS.SILENT (\\Seen)",
                  "a4 UID STORE 2 +FLAGS.SILENT (\\Deleted)", "a5 EXPUNGE",
                  "a6 UID FETCH 1:* (UID FLAGS)", "a7 LOGOUT"}));
  EXPECT_EQ(on_server(), (Subjects{"one", "three"}));
  EXPECT_EQ(held(phone), on_server());
  EXPECT_EQ(held(laptop).size(), 3u) << "it has not looked yet";
  give(Check{laptop});
  EXPECT_EQ(held(laptop), on_server());
  EXPECT_TRUE(world.devices[0]->store[0].flags.has(SystemFlag::seen));
  EXPECT_EQ(count<MessageDropped>(), 2u);
  EXPECT_EQ(count<MessageReflagged>(), 1u);
}

// What was read already is no news to the server; to remove anew is to ask for EXPUNGE again.
TEST_F(ImapWorld, WhatTheServerKnowsIsNotToldAgain) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  give(Use{phone, Deed::read, "one"});
  EXPECT_EQ(last<MessageUsed>()->tells, Tells::server);
  const std::size_t lines = sent(LinkId{0}).size();
  give(Use{phone, Deed::read, "one"});
  EXPECT_EQ(last<MessageUsed>()->tells, Tells::nothing_new);
  EXPECT_EQ(sent(LinkId{0}).size(), lines);
  give(Cut{phone});
  for (int twice = 0; twice < 2; ++twice) {
    give(Use{phone, Deed::read, "two"});
    EXPECT_EQ(last<MessageUsed>()->tells, Tells::server) << "it has not been told yet";
  }
  EXPECT_EQ(world.devices[0]->changes.size(), 1u);
  give(Plug{phone});
  world.maildrops[0].modify().messages[2].flags.set(SystemFlag::deleted);
  give(Check{phone});
  give(Use{phone, Deed::remove, "three"});
  EXPECT_EQ(on_server(), (Subjects{"one", "two"}));
}

TEST_F(ImapWorld, APop3DeviceKeepsItToItself) {
  const DeviceId pc = device("PC", Protocol::pop3);
  world.devices[0].modify().account.policy = Policy::leave_on_server;
  give(Check{pc});
  give(Use{pc, Deed::remove, "two"});
  give(Use{pc, Deed::read, "one"});
  give(Check{pc});
  EXPECT_EQ(held(pc), (Subjects{"one", "three"})) << "its unique-id is known: not fetched again";
  EXPECT_EQ(on_server().size(), 3u);
  EXPECT_FALSE(world.maildrops[0]->messages[0].flags.has(SystemFlag::seen));
  Events none;
  EXPECT_EQ(admit(world, Use{pc, Deed::read, "two"}, none), Inadmissible::no_such_message);
  EXPECT_EQ(admit(world, Use{pc, Deed::read, "one", 1}, none), Inadmissible::no_such_message);
}

TEST_F(ImapWorld, WhatPop3RemovesIsGoneForImap) {
  const DeviceId laptop = device("Laptop", Protocol::imap);
  const DeviceId pc = device("PC", Protocol::pop3);
  give(Check{laptop});
  give(Check{pc});
  EXPECT_TRUE(on_server().empty());
  EXPECT_EQ(held(pc).size(), 3u);
  give(Check{laptop});
  EXPECT_TRUE(held(laptop).empty()) << "IMAP is no backup";
}

TEST_F(ImapWorld, WhoIsNotUnderstoodHangsUp) {
  const DeviceId pc = device("PC", Protocol::pop3);
  world.devices[0].modify().account.port = 143;
  give(Check{pc});
  EXPECT_FALSE(world.devices[0]->plan.has_value());
  EXPECT_TRUE(last<CheckEnded>()->refused);

  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[1].modify().account.port = 110;
  give(Check{phone});
  EXPECT_FALSE(world.devices[1]->plan.has_value());
}

TEST_F(ImapWorld, ItChecksByItself) {
  const DeviceId pc = device("PC", Protocol::pop3);
  Set often{pc};
  often.check_every = seconds(600);
  give(often);
  EXPECT_EQ(count<CheckStarted>(), 0u);
  pass(seconds(599));
  EXPECT_EQ(count<CheckStarted>(), 0u);
  pass(seconds(2));
  EXPECT_EQ(count<CheckStarted>(), 1u);
  EXPECT_EQ(held(pc).size(), 3u);
  pass(seconds(601));
  EXPECT_EQ(count<CheckStarted>(), 2u);

  give(Connect{pc});  // somebody types: it keeps off
  pass(seconds(601));
  EXPECT_EQ(count<CheckStarted>(), 2u);
}

TEST_F(ImapWorld, TlsShakesHandsFirstAndSealsWhatFollows) {
  const DeviceId phone = device("Phone", Protocol::imap, true);
  give(Check{phone});
  EXPECT_EQ(held(phone).size(), 3u);
  std::vector<SegmentKind> first;
  std::uint32_t sealed = 0;
  for (const Event& event : events) {
    const auto* s = std::get_if<SegmentSent>(&event);
    if (!s) continue;
    if (first.size() < 6) first.push_back(s->segment.kind);
    if (s->segment.kind != SegmentKind::data) continue;
    EXPECT_TRUE(s->segment.sealed);
    EXPECT_EQ(octets_on_wire(s->segment), s->segment.octets.size() + kSealOctets);
    EXPECT_LE(octets_on_wire(s->segment), kSegmentOctetsMax);
    ++sealed;
  }
  using K = SegmentKind;
  EXPECT_EQ(first, (std::vector<K>{K::syn, K::syn_ack, K::ack, K::handshake, K::handshake,
                                   K::handshake}));
  EXPECT_GT(sealed, 10u);
}

// At whatever moment the cable is cut and plugged in: what was lost of an opening never comes.
TEST_F(ImapWorld, AnOpeningOfWhichSomethingIsLostIsGivenUp) {
  for (const bool tls : {false, true}) device(tls ? "Sealed" : "Plain", Protocol::imap, tls);
  const World before = world;
  for (const DeviceId id : {DeviceId{0}, DeviceId{1}}) {
    for (std::int64_t delay = 0; delay <= 400; delay += 5) {
      world = before;
      Events now;
      ASSERT_EQ(admit(world, Connect{id}, now), std::nullopt);
      pass(milliseconds(delay));
      ASSERT_EQ(admit(world, Cut{id}, now), std::nullopt);
      pass(seconds(1));
      ASSERT_EQ(admit(world, Plug{id}, now), std::nullopt);
      events.clear();
      pass(kConnectTimeout);
      const bool opened = world.links[0]->session_open;
      EXPECT_NE(opened, world.links[0]->phase == LinkPhase::timed_out) << delay;
      EXPECT_EQ(world.devices[id.value]->link.has_value(), opened) << delay;
      EXPECT_EQ(count<ConnectionFailed>(), opened ? 0u : 1u) << delay;
    }
  }
}

TEST_F(ImapWorld, ADeviceThatExpectsTlsGivesUpAtAGreeting) {
  const DeviceId phone = device("Phone", Protocol::imap, true);
  world.devices[0].modify().account.port = 143;
  give(Check{phone});
  ASSERT_NE(last<ResetSent>(), nullptr);
  EXPECT_TRUE(last<ResetSent>()->no_tls);
  EXPECT_TRUE(last<CheckEnded>()->refused);
  EXPECT_FALSE(world.devices[0]->link.has_value());
}

TEST_F(ImapWorld, ADeviceWithoutTlsWaitsInVainAtATlsPort) {
  const DeviceId pc = device("PC", Protocol::pop3);
  world.devices[0].modify().account.port = 995;
  give(Check{pc});
  EXPECT_TRUE(world.devices[0]->plan.has_value()) << "nobody speaks";
  pass(kHandshakeTimeout + seconds(1));
  EXPECT_EQ(count<HandshakeTimedOut>(), 1u);
  EXPECT_TRUE(last<CheckEnded>()->refused);

  give(Connect{pc});
  give(Send{pc, "USER sarah\r\nPASS secret\r\n"});  // it speaks first: the server closes
  EXPECT_EQ(count<CommandDiscarded>(), 2u);
  EXPECT_EQ(count<CommandReceived>(), 0u);
  EXPECT_FALSE(world.devices[0]->link.has_value());
}

TEST_F(ImapWorld, AFirewallDropsOrRefuses) {
  const DeviceId pc = device("PC", Protocol::pop3);
  give(Filter{ServerId{0}, 110, Verdict::drop});
  const Time begun = world.now;
  give(Check{pc});
  pass(kConnectTimeout + seconds(1));
  ASSERT_NE(last<ConnectionFailed>(), nullptr);
  EXPECT_EQ(last<ConnectionFailed>()->why, ConnectFailure::timed_out);
  EXPECT_GE(world.now.us - begun.us, kConnectTimeout.us);

  give(Filter{ServerId{0}, 110, Verdict::reject});
  give(Check{pc});
  EXPECT_EQ(last<ConnectionFailed>()->why, ConnectFailure::rejected);

  give(Filter{ServerId{0}, 110, Verdict::pass});
  EXPECT_TRUE((*world.servers)[0].firewall.empty());
  give(Check{pc});
  EXPECT_EQ(held(pc).size(), 3u);
}

TEST_F(ImapWorld, AnImapClientAtAPop3PortLearnsNothing) {
  const DeviceId laptop = device("Laptop", Protocol::imap);
  world.devices[0].modify().account.port = 110;
  give(Check{laptop});
  EXPECT_TRUE(held(laptop).empty());
  pass(seconds(3600));
  EXPECT_FALSE(world.devices[0]->plan.has_value());
}

TEST_F(ImapWorld, ALiteralIsAskedForAndIsOneCommand) {
  const DeviceId laptop = device("Laptop", Protocol::imap);
  give(Connect{laptop});
  give(Send{laptop, "a LOGIN sarah secret\r\n"});
  give(Send{laptop, "b APPEND INBOX {23}\r\n"});
  EXPECT_EQ(last<ReplyReceived>()->command, 1u);
  EXPECT_FALSE(waiting(world.devices[0]->client)) << "it may send the literal";
  give(Send{laptop, "Subject: mine\r\n\r\nText\r\n\r\n"});
  EXPECT_EQ(on_server().back(), "mine");
  EXPECT_EQ(count<CommandReceived>(), 3u);
  EXPECT_EQ(last<ReplyReceived>()->command, 2u);
  EXPECT_EQ(count<ReplyReceived>(), 4u) << "the greeting, and one for each";
}

// What answers a command is as good as its tagged response; LOGOUT asks for BYE (RFC 9051 section
// 6.1.3). What answers nothing is no news that one would like to hear.
TEST_F(ImapWorld, ByeIsARefusalOnlyWhereNobodyAskedForIt) {
  const DeviceId laptop = device("Laptop", Protocol::imap);
  give(Connect{laptop});
  give(Send{laptop, "a LOGOUT\r\n"});
  EXPECT_EQ(last<ReplyReceived>()->command, 0u);
  EXPECT_TRUE(last<ReplyReceived>()->ok);
  give(Connect{laptop});
  pass(seconds(1801));
  EXPECT_EQ(last<ReplyReceived>()->command, std::nullopt);
  EXPECT_FALSE(last<ReplyReceived>()->ok) << "autologout";
  give(Connect{laptop});
  for (int n = 0; n < 21; ++n) give(Send{laptop, "b NONSENSE\r\n"});
  EXPECT_EQ(last<ReplyReceived>()->command, 20u);
  EXPECT_FALSE(last<ReplyReceived>()->ok) << "the last one, and BYE behind it";
}

// RFC 9051 section 7.1, OVERQUOTA. All or nothing: what does not fit whole is not begun.
TEST_F(ImapWorld, AMaildropTakesNoMoreThanItHolds) {
  const DeviceId pc = device("PC", Protocol::imap);
  give(Connect{pc});
  give(Send{pc, "a LOGIN sarah secret\r\nb CREATE Old\r\nc SELECT INBOX\r\n"});
  const auto held = [&] {
    const Maildrop& maildrop = *world.maildrops[0];
    return maildrop.messages.size() + maildrop.folders.back().messages.size();
  };
  for (int n = 0; n < 15; ++n) give(Send{pc, "d COPY 1:* INBOX\r\n"});
  EXPECT_EQ(held(), 6144u) << "3 doubled as long as it fits";
  EXPECT_TRUE(world.devices[0]->last_reply.starts_with("d NO [OVERQUOTA]"))
      << world.devices[0]->last_reply;
  give(Send{pc, "e COPY 1:3856 Old\r\n"});
  EXPECT_EQ(held(), kMaildropMessagesMax) << "folders count, too";
  give(Send{pc, "f APPEND Old {4+}\r\nHi\r\n\r\n"});
  EXPECT_TRUE(world.devices[0]->last_reply.starts_with("f NO [OVERQUOTA]"))
      << world.devices[0]->last_reply;
  give(Send{pc, "g MOVE 1:3 Old\r\n"});
  EXPECT_TRUE(world.devices[0]->last_reply.starts_with("g OK")) << "it takes no more room";
  EXPECT_EQ(held(), kMaildropMessagesMax);

  const Deliver one{MaildropId{0}, message_from_text("Subject: x\r\n\r\nHello.\r\n", 0)};
  Events none;
  EXPECT_EQ(admit(world, one, none), Inadmissible::maildrop_full);
  give(Send{pc, "h STORE 1 +FLAGS (\\Deleted)\r\ni EXPUNGE\r\n"});
  give(one);
  EXPECT_EQ(held(), kMaildropMessagesMax);
}

}  // namespace
}  // namespace popscope::sim
