// STLS in a World (RFC 2595 section 4): the handshake behind it is a step of its own, what follows
// is sealed, and what comes in its place ends the session.
#include <algorithm>
#include <gtest/gtest.h>
#include <string>

#include "sim/mail/message.h"
#include "sim/timeline/steps.h"
#include "sim/world/world.h"

namespace popscope::sim {
namespace {

constexpr DeviceId kLaptop{0};

class StlsWorld : public testing::Test {
 protected:
  StlsWorld() {
    Server server;
    server.pop3.modify().offers.stls = true;
    server.pop3.modify().offers.mechanisms = {sasl::Mechanism::plain, sasl::Mechanism::login};
    add_server(world, server);
    add_maildrop(world, "mrose", "secret");
    deliver(world.maildrops[0].modify(), message_from_text("Subject: x\r\n\r\nx\r\n", 1));
    Account account;
    account.user = "mrose";
    account.password = "secret";
    add_device(world, "Laptop", account);
  }

  void settle() {
    for (int i = 0; i < 10'000 && !quiescent(world); ++i) {
      ASSERT_TRUE(advance(world, events));
      EXPECT_EQ(broken_invariants(world), std::vector<std::string>{});
    }
  }
  void give(const Input& input) {
    ASSERT_EQ(admit(world, input, events), std::nullopt);
    settle();
  }
  void say(const std::string& octets) { give(Send{kLaptop, octets + "\r\n"}); }

  const Link& link() const { return *world.links[0]; }
  const pop3::Session& session() const { return *pop3_session_of(world, SessionId{0}); }
  template <class What>
  std::size_t count() const {
    return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [](const Event& e) {
      return std::holds_alternative<What>(e);
    }));
  }
  // Of all data segments sent so far: "plain plain sealed ...".
  std::string seals() const {
    std::string text;
    for (const Event& event : events) {
      const auto* sent = std::get_if<SegmentSent>(&event);
      if (sent && sent->segment.kind == SegmentKind::data) text += sent->segment.sealed ? "s" : "p";
    }
    return text;
  }

  World world;
  Events events;
};

TEST_F(StlsWorld, SealsWhatFollows) {
  give(Connect{kLaptop});
  say("STLS");
  EXPECT_EQ(count<TlsBegan>(), 1u);
  EXPECT_EQ(count<TlsStarted>(), 1u);
  EXPECT_TRUE(link().secured);
  EXPECT_EQ(session().tls, pop3::Tls::active);
  say("USER mrose");
  say("PASS secret");
  EXPECT_EQ(world.devices[0]->last_reply, "+OK maildrop locked, 1 message");
  EXPECT_EQ(seals(),
            "ppp"
            "ssss");  // greeting, STLS, its reply; then USER and PASS
  say("QUIT");
  EXPECT_EQ(link().phase, LinkPhase::closed);
}

TEST_F(StlsWorld, TheDeviceSaysNothingBeforeTheHandshakeIsDone) {
  give(Connect{kLaptop});
  ASSERT_EQ(admit(world, Send{kLaptop, "STLS\r\n"}, events), std::nullopt);
  while (count<TlsBegan>() == 0) ASSERT_TRUE(advance(world, events));
  EXPECT_FALSE(can_send(link()));
  EXPECT_NE(admit(world, Send{kLaptop, "NOOP\r\n"}, events), std::nullopt);
  settle();
  EXPECT_TRUE(can_send(link()));
}

TEST_F(StlsWorld, ThrowsAwayWhatWasInjected) {
  give(Connect{kLaptop});
  say("STLS\r\nUSER mrose\r\nPASS secret");
  EXPECT_EQ(session().tls, pop3::Tls::active);
  EXPECT_EQ(pop3::kind_of(session().state), pop3::StateKind::authorization);
  EXPECT_EQ(count<CommandDiscarded>(), 2u);
  say("USER mrose");
  say("PASS secret");
  EXPECT_EQ(pop3::kind_of(session().state), pop3::StateKind::transaction);
}

TEST_F(StlsWorld, PlainTextInItsPlaceEndsTheSession) {
  give(Connect{kLaptop});
  ASSERT_EQ(admit(world, Send{kLaptop, "STLS\r\n"}, events), std::nullopt);
  while (session().commands_run == 0) ASSERT_TRUE(advance(world, events));
  ASSERT_EQ(admit(world, Send{kLaptop, "USER mrose\r\n"}, events), std::nullopt);
  settle();
  EXPECT_EQ(std::get<pop3::Closed>(session().state).cause, pop3::ExitCause::tls_failed);
  EXPECT_TRUE(is_over(link()));
}

TEST_F(StlsWorld, ACutInTheHandshakeLeavesAnOpenSession) {
  give(Connect{kLaptop});
  ASSERT_EQ(admit(world, Send{kLaptop, "STLS\r\n"}, events), std::nullopt);
  while (count<TlsBegan>() == 0) ASSERT_TRUE(advance(world, events));
  give(Cut{kLaptop});
  EXPECT_EQ(session().tls, pop3::Tls::begins);
  give(Plug{kLaptop});
  give(Wait{seconds(700)});
  while (!std::holds_alternative<pop3::Closed>(session().state))
    ASSERT_TRUE(advance(world, events));
  EXPECT_EQ(std::get<pop3::Closed>(session().state).cause, pop3::ExitCause::autologout);
}

TEST_F(StlsWorld, AFailedLoginIsAnsweredLate) {
  world.servers.modify()[0].pop3.modify().policies.failed_login_delay = seconds(2);
  give(Connect{kLaptop});
  say("USER mrose");
  const Time before = world.now;
  say("PASS no");
  EXPECT_EQ(world.now, before + seconds(2) + world.latency + world.latency);
  EXPECT_EQ(world.devices[0]->last_reply, "-ERR [AUTH] user name or password is wrong");
}

TEST_F(StlsWorld, AnExchangeOfAuthIsPairedWithItsAnswers) {
  give(Connect{kLaptop});
  say("AUTH LOGIN");
  EXPECT_EQ(world.devices[0]->last_reply, "+ VXNlcm5hbWU6");
  say("bXJvc2U=");
  say("c2VjcmV0");
  EXPECT_EQ(world.devices[0]->last_reply, "+OK maildrop locked, 1 message");
  say("RETR 1");
  ASSERT_EQ(world.devices[0]->store.size(), 1u);
  EXPECT_EQ(world.devices[0]->store[0].from.user, "mrose");  // the copy's origin
}

}  // namespace
}  // namespace popscope::sim
