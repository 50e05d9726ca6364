// A World by itself: how connections begin and end, what a cable does, who runs first, and that
// copying it forks the universe.
#include "sim/world/world.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <variant>

#include "sim/mail/message.h"

namespace popscope::sim {
namespace {

constexpr DeviceId kLaptop{0};
constexpr DeviceId kPhone{1};

class WorldTest : public testing::Test {
 protected:
  WorldTest() {
    Server server;
    server.name = "mail.example.net";
    add_server(world, server);
    add_maildrop(world, "mrose", "secret");
    for (std::uint64_t i = 1; i <= 3; ++i) {
      GeneratedMail mail;
      mail.subject = "Message " + std::to_string(i);
      mail.to = "mrose";
      mail.octets = 4000;
      mail.seed = i;
      deliver(world.maildrops[0].modify(), generate_message(mail, world.next_identity++));
    }
    Account account;
    account.user = "mrose";
    account.password = "secret";
    add_device(world, "Laptop", account);
    add_device(world, "Phone", account);
  }

  std::optional<Inadmissible> give(const Input& input) { return admit(world, input, events); }

  void moment() {
    ASSERT_TRUE(advance(world, events));
    EXPECT_EQ(broken_invariants(world), std::vector<std::string>{});
  }

  void settle() {
    for (int i = 0; i < 10'000 && !quiescent(world); ++i) moment();
    ASSERT_TRUE(quiescent(world));
  }

  void connect(DeviceId device) {
    ASSERT_EQ(give(Connect{device}), std::nullopt);
    settle();
  }

  void say(DeviceId device, const std::string& line) {
    ASSERT_EQ(give(Send{device, line + "\r\n"}), std::nullopt) << line;
    settle();
  }

  void log_in(DeviceId device) {
    connect(device);
    say(device, "USER mrose");
    say(device, "PASS secret");
  }

  // Time passes until nothing more is due.
  void let_deadlines_pass() {
    for (int i = 0; i < 10'000 && next_due(world); ++i) moment();
  }

  template <class E>
  std::size_t count() const {
    return static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(),
                      [](const Event& event) { return std::holds_alternative<E>(event); }));
  }

  template <class E>
  const E* last() const {
    for (auto event = events.rbegin(); event != events.rend(); ++event)
      if (const E* found = std::get_if<E>(&*event)) return found;
    return nullptr;
  }

  std::size_t on_server() const { return world.maildrops[0]->messages.size(); }
  bool locked() const { return world.maildrops[0]->locked_by.has_value(); }

  World world;
  Events events;
};

// At the same microsecond: by kind, then by device, then by session. The phone connects first, so
// that its session has the lower number.
TEST_F(WorldTest, AtTheSameTimeKindComesBeforeHostAndHostBeforeSession) {
  connect(kPhone);
  connect(kLaptop);
  const Time sent = world.now;
  ASSERT_EQ(give(Send{kPhone, "CAPA\r\n"}), std::nullopt);
  ASSERT_EQ(give(Send{kLaptop, "CAPA\r\n"}), std::nullopt);
  struct Ran {
    DueKind kind;
    std::uint32_t host, session;
    bool operator==(const Ran& b) const {
      return kind == b.kind && host == b.host && session == b.session;
    }
  };
  std::vector<Ran> order;
  for (int n = 0; n < 4; ++n) {
    const Due due = *next_due(world);
    order.push_back({due.kind, due.host, due.which});
    moment();
    EXPECT_EQ(world.now, sent + kLatency);
  }
  EXPECT_TRUE(order == (std::vector<Ran>{{DueKind::arrival, kLaptop.value, 1},
                                         {DueKind::arrival, kPhone.value, 0},
                                         {DueKind::session, kLaptop.value, 1},
                                         {DueKind::session, kPhone.value, 0}}));
}

TEST_F(WorldTest, ThreeSegmentsOpenAConnectionAndOneWayTakesTheLatency) {
  const Time start = world.now;
  ASSERT_EQ(give(Connect{kLaptop}), std::nullopt);
  EXPECT_EQ(count<SegmentSent>(), 1u);
  moment();
  EXPECT_EQ(world.now, start + kLatency);  // the SYN
  moment();
  EXPECT_EQ(world.now, start + kLatency + kLatency);  // the SYN ACK
  EXPECT_EQ(pop3_session_of(world, LinkId{0}), nullptr) << "the server waits for the ACK";
  moment();
  EXPECT_EQ(world.now, start + kLatency + kLatency + kLatency);
  ASSERT_NE(pop3_session_of(world, LinkId{0}), nullptr);
  settle();
  EXPECT_EQ(count<ConnectionOpened>(), 1u);
  ASSERT_NE(last<ReplyReceived>(), nullptr);
  EXPECT_TRUE(last<ReplyReceived>()->ok);
}

TEST_F(WorldTest, AClosedPortAnswersRst) {
  world.devices[0].modify().account.port = 4110;
  connect(kLaptop);
  ASSERT_NE(last<ConnectionFailed>(), nullptr);
  EXPECT_EQ(last<ConnectionFailed>()->why, ConnectFailure::refused);
  EXPECT_FALSE(standing_link(world, kLaptop));
  EXPECT_EQ(give(Send{kLaptop, "NOOP\r\n"}), Inadmissible::not_connected);
}

TEST_F(WorldTest, ASynIntoAPulledCableTimesOut) {
  ASSERT_EQ(give(Cut{kLaptop}), std::nullopt);
  const Time start = world.now;
  ASSERT_EQ(give(Connect{kLaptop}), std::nullopt);
  let_deadlines_pass();
  ASSERT_NE(last<ConnectionFailed>(), nullptr);
  EXPECT_EQ(last<ConnectionFailed>()->why, ConnectFailure::timed_out);
  EXPECT_EQ(world.now, start + kConnectTimeout);
}

TEST_F(WorldTest, AMessageIsCutIntoSegmentsAndComesWhole) {
  log_in(kLaptop);
  const std::size_t before = count<SegmentSent>();
  say(kLaptop, "RETR 2");
  // 4,000 octets, the status line and the ending: three segments behind the command's one.
  EXPECT_EQ(count<SegmentSent>() - before, 4u);
  ASSERT_EQ(world.devices[0]->store.size(), 1u);
  EXPECT_EQ(world.devices[0]->store[0].message->octets,
            world.maildrops[0]->messages[1].message->octets);
}

TEST_F(WorldTest, ACutInTheMiddleOfAMessageStoresNothing) {
  log_in(kLaptop);
  ASSERT_EQ(give(Send{kLaptop, "RETR 2\r\n"}), std::nullopt);
  moment();  // the command arrives
  moment();  // the session runs it
  moment();  // the first of three segments arrives
  ASSERT_EQ(give(Cut{kLaptop}), std::nullopt);
  settle();
  EXPECT_EQ(count<ReplyLost>(), 1u);
  EXPECT_TRUE(world.devices[0]->store.empty());
  EXPECT_EQ(on_server(), 3u);
  EXPECT_TRUE(locked()) << "the server knows of nothing";
}

TEST_F(WorldTest, AfterTheAutologoutAPluggedInDeviceLearnsByRst) {
  log_in(kLaptop);
  say(kLaptop, "DELE 1");
  ASSERT_EQ(give(Cut{kLaptop}), std::nullopt);
  let_deadlines_pass();
  EXPECT_EQ(count<SessionExpired>(), 1u);
  EXPECT_FALSE(locked());
  EXPECT_EQ(on_server(), 3u) << "the mark went with the session";
  ASSERT_EQ(give(Plug{kLaptop}), std::nullopt);
  ASSERT_TRUE(standing_link(world, kLaptop)) << "nobody has told the device";

  say(kLaptop, "QUIT");
  EXPECT_EQ(count<CommandDiscarded>(), 1u);
  EXPECT_EQ(count<ConnectionOver>(), 1u);
  EXPECT_FALSE(standing_link(world, kLaptop));
  EXPECT_EQ(on_server(), 3u) << "that QUIT reached no session";
  log_in(kLaptop);
  EXPECT_TRUE(locked());
}

TEST_F(WorldTest, ResetEndsTheSessionAtOnceAndRemovesNothing) {
  log_in(kLaptop);
  say(kLaptop, "DELE 1");
  ASSERT_EQ(give(Reset{kLaptop}), std::nullopt);
  settle();
  EXPECT_EQ(on_server(), 3u);
  EXPECT_FALSE(locked());
  EXPECT_FALSE(standing_link(world, kLaptop));
}

TEST_F(WorldTest, CloseStandsBehindWhatWasSentBeforeIt) {
  log_in(kLaptop);
  say(kLaptop, "DELE 1");
  ASSERT_EQ(give(Send{kLaptop, "QUIT\r\n"}), std::nullopt);
  ASSERT_EQ(give(Close{kLaptop}), std::nullopt);
  settle();
  EXPECT_EQ(on_server(), 2u) << "QUIT ran before the FIN";
  EXPECT_FALSE(locked());
}

TEST_F(WorldTest, UpdateGoesOnWithoutTheLink) {
  log_in(kLaptop);
  say(kLaptop, "DELE 1");
  say(kLaptop, "DELE 3");
  ASSERT_EQ(give(Send{kLaptop, "QUIT\r\n"}), std::nullopt);
  moment();  // QUIT is received
  ASSERT_EQ(give(Cut{kLaptop}), std::nullopt);
  settle();
  EXPECT_EQ(on_server(), 1u);
  EXPECT_FALSE(locked());
  EXPECT_EQ(count<ReplyLost>(), 1u);
}

TEST_F(WorldTest, OneAtATimeHasTheMaildrop) {
  log_in(kLaptop);
  log_in(kPhone);
  ASSERT_NE(last<ReplyReceived>(), nullptr);
  EXPECT_FALSE(last<ReplyReceived>()->ok);
  EXPECT_EQ(world.maildrops[0]->locked_by, SessionId{0});
  say(kLaptop, "QUIT");
  say(kPhone, "PASS secret");  // its name was forgotten with the refusal
  EXPECT_FALSE(last<ReplyReceived>()->ok);
  say(kPhone, "USER mrose");
  say(kPhone, "PASS secret");
  EXPECT_TRUE(last<ReplyReceived>()->ok);
  EXPECT_EQ(world.maildrops[0]->locked_by, SessionId{1});
}

TEST_F(WorldTest, AtTheSameMicrosecondTheLowerHostComesFirst) {
  ASSERT_EQ(give(Connect{kPhone}), std::nullopt);
  ASSERT_EQ(give(Connect{kLaptop}), std::nullopt);
  const std::vector<Due> due = agenda(world);
  ASSERT_GE(due.size(), 2u);
  EXPECT_EQ(due[0].at, due[1].at);
  EXPECT_EQ(due[0].host, kLaptop.value);
  EXPECT_EQ(due[1].host, kPhone.value);
  EXPECT_EQ(due[0].kind, DueKind::arrival);
  EXPECT_EQ(next_due(world), due[0]);
}

// What a learner counts must be reachable one by one: no moment closes two steps.
TEST_F(WorldTest, LinesOfOneSegmentAreReadOneAMoment) {
  connect(kLaptop);
  ASSERT_EQ(give(Send{kLaptop, "USER mrose\r\nPASS secret\r\nSTAT\r\n"}), std::nullopt);
  for (std::size_t lines = 1; lines <= 3; ++lines) {
    moment();
    EXPECT_EQ(count<CommandReceived>(), lines);
  }
  settle();
  EXPECT_EQ(count<ReplyReceived>(), 4u);
}

TEST_F(WorldTest, ACutIsAMomentOfItsOwnAndEachLossToo) {
  log_in(kLaptop);
  ASSERT_EQ(give(Send{kLaptop, "RETR 1\r\nRETR 2\r\n"}), std::nullopt);
  for (int i = 0; i < 4; ++i) moment();  // both are read, both run
  ASSERT_EQ(give(Cut{kLaptop}), std::nullopt);
  EXPECT_EQ(count<SegmentLost>(), 0u);
  std::size_t lost = 0;
  while (!quiescent(world)) {
    moment();
    EXPECT_LE(count<ReplyLost>() - lost, 1u);
    lost = count<ReplyLost>();
  }
  EXPECT_EQ(lost, 2u);
  EXPECT_EQ(count<SegmentLost>(), 6u);
  EXPECT_TRUE(world.links[0]->in_flight.empty());
}

TEST_F(WorldTest, WhatALostLineWasIsKnownToTheOctet) {
  connect(kLaptop);
  const std::string half(300, 'x');
  ASSERT_EQ(give(Send{kLaptop, half}), std::nullopt);
  ASSERT_EQ(give(Send{kLaptop, "y\nNOOP\r\n"}), std::nullopt);
  std::vector<std::string> sent;
  for (const Event& event : events)
    if (const auto* command = std::get_if<CommandSent>(&event))
      sent.emplace_back(command->octets.view());
  EXPECT_EQ(sent, (std::vector<std::string>{half + "y\n", "NOOP\r\n"}));
}

TEST_F(WorldTest, BehindAGapNothingArrives) {
  log_in(kLaptop);
  ASSERT_EQ(give(Send{kLaptop, "STAT\r\n"}), std::nullopt);
  ASSERT_EQ(give(Cut{kLaptop}), std::nullopt);
  ASSERT_EQ(give(Plug{kLaptop}), std::nullopt);
  const std::size_t replies = count<ReplyReceived>();
  say(kLaptop, "NOOP");
  EXPECT_EQ(count<CommandLost>(), 2u);
  EXPECT_EQ(count<ReplyReceived>(), replies);
  std::set<Loss> why;
  for (const Event& event : events)
    if (const auto* lost = std::get_if<SegmentLost>(&event)) why.insert(lost->why);
  EXPECT_EQ(why, (std::set<Loss>{Loss::cut, Loss::behind_a_gap}));
}

TEST_F(WorldTest, WhatTheServerSendsAfterAResetFindsNobody) {
  log_in(kLaptop);
  ASSERT_EQ(give(Send{kLaptop, "RETR 1\r\n"}), std::nullopt);
  moment();
  moment();  // three segments are on their way
  ASSERT_EQ(give(Reset{kLaptop}), std::nullopt);
  settle();
  EXPECT_EQ(count<SegmentLost>(), 3u);
  EXPECT_EQ(count<ReplyLost>(), 1u);
  EXPECT_TRUE(world.devices[0]->store.empty());
}

TEST_F(WorldTest, AnInadmissibleInputChangesNothing) {
  log_in(kLaptop);
  const std::uint64_t before = digest(world);
  const std::size_t told = events.size();
  EXPECT_EQ(give(Connect{kLaptop}), Inadmissible::already_connected);
  EXPECT_EQ(give(Connect{DeviceId{7}}), Inadmissible::no_such_device);
  EXPECT_EQ(give(Plug{kLaptop}), Inadmissible::not_cut);
  EXPECT_EQ(give(Send{kPhone, "NOOP\r\n"}), Inadmissible::not_connected);
  EXPECT_EQ(give(Send{kLaptop, std::string(kSendOctetsMax + 1, 'x')}),
            Inadmissible::too_many_octets);
  EXPECT_EQ(give(Deliver{MaildropId{9}, world.maildrops[0]->messages[0].message}),
            Inadmissible::no_such_maildrop);
  EXPECT_EQ(give(Choose{0}), Inadmissible::no_choice_here);
  EXPECT_EQ(digest(world), before);
  EXPECT_EQ(events.size(), told);
}

TEST_F(WorldTest, ACopyIsAnotherUniverse) {
  log_in(kLaptop);
  say(kLaptop, "DELE 2");
  const World before = world;
  const std::uint64_t kept = digest(before);
  say(kLaptop, "QUIT");
  EXPECT_EQ(on_server(), 2u);
  EXPECT_EQ(before.maildrops[0]->messages.size(), 3u);
  EXPECT_EQ(digest(before), kept);

  world = before;
  ASSERT_EQ(give(Cut{kLaptop}), std::nullopt);
  let_deadlines_pass();
  EXPECT_EQ(on_server(), 3u);
  EXPECT_EQ(digest(before), kept);
}

}  // namespace
}  // namespace popscope::sim
