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
    fresh = world;
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

  // The handshake is under way in some moments: behind STLS, or behind the opening.
  void begin_again(bool from_the_start) {
    world = fresh;
    if (from_the_start) {
      world.servers.modify()[0].listeners = {listener_at(995)};
      Account& account = world.devices[0].modify().account;
      account.port = 995;
      account.tls = true;
    } else {
      before_it = world;
      give(Connect{kLaptop});
    }
    if (from_the_start) before_it = world;
    ASSERT_EQ(admit(world, next_input(from_the_start), events), std::nullopt);
  }
  static Input next_input(bool from_the_start) {
    return from_the_start ? Input(Connect{kLaptop}) : Input(Send{kLaptop, "STLS\r\n"});
  }

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
  World fresh;
  World before_it;  // without a connection
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

// What was thrown away is waited for by nobody, and no later reply is taken for its own.
TEST_F(StlsWorld, AStoryGoesOnBehindLinesThatWereThrownAway) {
  Script script;
  script.ops = {Connect{kLaptop},
                Send{kLaptop, "STLS\r\nAUTH LOGIN\r\nPASS secret\r\n"},
                Send{kLaptop, "USER mrose\r\n"},
                Send{kLaptop, "PASS secret\r\n"},
                Send{kLaptop, "RETR 1\r\n"},
                Send{kLaptop, "QUIT\r\n"},
                End{}};
  world.script = script;
  const Time start = world.now;
  Timeline timeline(world);
  while (!story_ended(timeline.tip({})) && timeline.advance({})) {}
  const World& tip = timeline.tip({});
  EXPECT_LT(tip.now, start + seconds(1));
  ASSERT_EQ(tip.devices[0]->store.size(), 1u);
  Steps steps;
  steps.update(timeline, {});
  std::vector<std::optional<Discard>> commands;
  std::vector<std::uint32_t> answered;
  for (const Step& step : steps.all()) {
    if (step.kind == StepKind::command) commands.push_back(step.discarded);
    if (step.kind == StepKind::reply && step.exchange_with)
      answered.push_back(steps.step(*step.exchange_with).line);
  }
  const std::optional<Discard> gone = Discard::before_tls;
  EXPECT_EQ(commands, (std::vector<std::optional<Discard>>{{}, gone, gone, {}, {}, {}, {}}));
  EXPECT_EQ(answered, (std::vector<std::uint32_t>{0, 3, 4, 5, 6}));
}

// A server at fault answers them in TLS, and there too each reply finds its line.
TEST_F(StlsWorld, AServerAtFaultAnswersWhatWasInjected) {
  world.servers.modify()[0].pop3.modify().ways.injected = pop3::Ways::Injected::executed;
  give(Connect{kLaptop});
  say("STLS\r\nUSER mrose\r\nPASS secret");
  EXPECT_EQ(count<CommandDiscarded>(), 0u);
  say("RETR 1");
  EXPECT_EQ(world.devices[0]->store.size(), 1u);
}

// At every moment of a handshake the device may break off, or close; then it connects anew.
TEST_F(StlsWorld, AHandshakeCanBeBrokenOff) {
  for (const bool from_the_start : {false, true}) {
    for (const bool closes : {false, true}) {
      for (int moments = 1; moments < 12; ++moments) {
        begin_again(from_the_start);
        for (int n = 0; n < moments; ++n) advance(world, events);
        const std::uint32_t before = static_cast<std::uint32_t>(world.links.size());
        const bool open = open_link(world, kLaptop).has_value();
        const Input end = closes ? Input(Close{kLaptop}) : Input(Reset{kLaptop});
        const auto refused = admit(world, end, events);
        ASSERT_EQ(!refused, open) << moments;
        settle();
        if (!open) continue;
        EXPECT_TRUE(is_over(link())) << from_the_start << closes << moments;
        give(Connect{kLaptop});
        ASSERT_EQ(world.links.size(), before + 1);
        say("USER mrose");
        say("PASS secret");
        EXPECT_EQ(world.devices[0]->last_reply, "+OK maildrop locked, 1 message") << moments;
      }
    }
  }
}

// What a learner counts of it: the opening fails, or the session ends; never both, never neither.
TEST_F(StlsWorld, AHandshakeThatIsBrokenOffIsToldOnce) {
  for (const bool from_the_start : {false, true}) {
    for (const bool closes : {false, true}) {
      for (int moments = 1; moments < 9; ++moments) {
        begin_again(from_the_start);
        Timeline timeline(before_it);
        if (!from_the_start) {
          ASSERT_FALSE(timeline.go_on({}, Connect{kLaptop}));
          while (!quiescent(timeline.tip({}))) timeline.advance({});
        }
        ASSERT_FALSE(timeline.go_on({}, next_input(from_the_start)));
        for (int n = 0; n < moments && !quiescent(timeline.tip({})); ++n) timeline.advance({});
        const Input end = closes ? Input(Close{kLaptop}) : Input(Reset{kLaptop});
        if (timeline.go_on({}, end)) continue;
        while (!quiescent(timeline.tip({}))) timeline.advance({});
        Steps steps;
        steps.update(timeline, {});
        std::string kinds;
        for (const Step& step : steps.all()) {
          if (step.kind == StepKind::open) kinds += step.broken ? "failed " : "open ";
          if (step.kind == StepKind::end) kinds += "end ";
        }
        EXPECT_TRUE(kinds == "failed " || kinds == "open end ")
            << kinds << from_the_start << closes << moments;
      }
    }
  }
}

TEST_F(StlsWorld, BeforeTlsTheDeviceSendsNoLine) {
  give(Connect{kLaptop});
  ASSERT_EQ(admit(world, Send{kLaptop, "STLS\r\n"}, events), std::nullopt);
  while (count<TlsBegan>() == 0) ASSERT_TRUE(advance(world, events));
  EXPECT_EQ(admit(world, Send{kLaptop, "NOOP\r\n"}, events), Inadmissible::no_tls_yet);
  give(Cut{kLaptop});
  give(Plug{kLaptop});
  EXPECT_EQ(admit(world, Send{kLaptop, "NOOP\r\n"}, events), Inadmissible::no_tls_yet);
  give(Reset{kLaptop});
  EXPECT_EQ(admit(world, Send{kLaptop, "NOOP\r\n"}, events), Inadmissible::not_connected);
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
