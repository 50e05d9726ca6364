// Faults as inputs: a server that stops and starts again, a slow network, a storage that removes
// nothing, half-open connections, and time that passes in one leap.
#include <gtest/gtest.h>

#include <string>

#include "sim/timeline/steps.h"
#include "tests/support/watched_world.h"

namespace popscope::sim {
namespace {

using test::WatchedWorld;
using Subjects = std::vector<std::string>;

struct FaultsOfAWorld : testing::Test {
  WatchedWorld w;
  DeviceId laptop = w.device("Laptop");
  DeviceId phone = w.device("Phone");
  DeviceId tablet = w.device("Tablet", Protocol::imap);

  const pop3::Session& session(std::uint32_t id) const {
    return *pop3_session_of(w.world, SessionId{id});
  }
};

// ---- a server stops ---------------------------------------------------------------------------

TEST_F(FaultsOfAWorld, AServerThatStopsForgetsMarksAndReleasesLocks) {
  w.log_in(laptop);
  w.say(laptop, "DELE 1");
  w.give(Connect{tablet});
  w.say(tablet, "a LOGIN sarah secret");
  w.give(Stop{{0}});
  EXPECT_FALSE(w.locked());
  EXPECT_EQ(w.on_server(), (Subjects{"one", "two", "three"}));
  EXPECT_EQ(std::get<pop3::Closed>(session(0).state).cause, pop3::ExitCause::reset);
  EXPECT_TRUE(is_over(w.link(0)) && is_over(w.link(1)));
  EXPECT_FALSE(standing_link(w.world, laptop));
  EXPECT_EQ(w.count<ConnectionOver>(), 2u);
}

TEST_F(FaultsOfAWorld, WhileItIsStoppedASynIsAnsweredByRst) {
  w.give(Stop{{0}});
  w.give(Connect{laptop});
  ASSERT_EQ(w.count<ConnectionFailed>(), 1u);
  EXPECT_EQ(w.all<ConnectionFailed>()[0].why, ConnectFailure::refused);
  w.give(Deliver{{0}, message_from_text("Subject: late\r\n\r\n", 0)});
  w.give(Restart{{0}});
  w.log_in(laptop);
  EXPECT_EQ(w.heard(laptop), "+OK maildrop locked, 4 messages");
}

TEST_F(FaultsOfAWorld, AStopInUpdateLeavesItHalfDone) {
  w.log_in(laptop);
  for (const char* line : {"DELE 1", "DELE 2", "DELE 3"}) w.say(laptop, line);
  w.admit(Send{laptop, "QUIT\r\n"});
  while (w.on_server().size() == 3) ASSERT_TRUE(w.moment());
  w.give(Stop{{0}});
  EXPECT_EQ(w.on_server(), (Subjects{"two", "three"}));
  EXPECT_FALSE(w.locked());
  EXPECT_EQ(std::get<pop3::Closed>(session(0).state).from, pop3::StateKind::update);
}

// RFC 9293 section 3.5.2: of a connection that the server does not know an RST says so.
TEST_F(FaultsOfAWorld, AServerThatHasRestartedResetsAnOldConnection) {
  for (const char* last : {"NOOP", "FIN"}) {
    const auto id = static_cast<std::uint32_t>(w.world.links.size());
    w.log_in(laptop);
    w.give(Cut{laptop});
    w.give(Stop{{0}});  // its RST is lost
    w.give(Restart{{0}});
    w.give(Plug{laptop});
    ASSERT_TRUE(standing_link(w.world, laptop)) << "nobody has told the device";
    w.log_in(phone);  // the lock is free
    EXPECT_EQ(w.heard(phone), "+OK maildrop locked, 3 messages");
    w.say(phone, "QUIT");
    if (last == std::string("NOOP")) {
      w.say(laptop, last);
      EXPECT_EQ(w.all<CommandDiscarded>().back().link.value, id);
    } else {
      w.give(Close{laptop});
    }
    EXPECT_FALSE(standing_link(w.world, laptop));
    EXPECT_TRUE(is_over(w.link(id)));
  }
}

TEST_F(FaultsOfAWorld, AStopAtAnyMomentOfAnOpeningLetsTheDeviceConnectAnew) {
  for (const bool tls : {false, true}) {
    for (int moments = 0; moments < 9; ++moments) {
      WatchedWorld v;
      const DeviceId device = v.device("Laptop", Protocol::pop3, tls);
      v.admit(Connect{device});
      for (int n = 0; n < moments; ++n) v.moment();
      ASSERT_EQ(v.admit(Stop{{0}}), std::nullopt);
      ASSERT_EQ(v.admit(Restart{{0}}), std::nullopt);
      v.settle();
      v.pass(seconds(70));
      if (!open_link(v.world, device)) v.log_in(device);
      EXPECT_TRUE(standing_link(v.world, device)) << tls << moments;
      EXPECT_LE(v.count<ConnectionFailed>() + v.count<ConnectionOver>(), 1u) << tls << moments;
    }
  }
}

TEST_F(FaultsOfAWorld, WhatIsStoppedOrRunsAlreadySaysSo) {
  EXPECT_EQ(w.admit(Restart{{0}}), Inadmissible::not_stopped);
  w.give(Stop{{0}});
  EXPECT_EQ(w.admit(Stop{{0}}), Inadmissible::already_stopped);
  EXPECT_EQ(w.admit(Stop{{1}}), Inadmissible::no_such_server);
  EXPECT_EQ(w.admit(Restart{{1}}), Inadmissible::no_such_server);
}

// A moment closes one step at most: the stop is one, the end of each connection another.
TEST_F(FaultsOfAWorld, AStopIsAStepAndSoIsTheEndOfEachConnection) {
  Timeline timeline(w.world);
  for (const Input& input : {Input(Connect{laptop}), Input(Connect{tablet}), Input(Stop{{0}})}) {
    ASSERT_FALSE(timeline.go_on({}, input));
    while (!quiescent(timeline.tip({}))) timeline.advance({});
  }
  Steps steps;
  steps.update(timeline, {});
  ASSERT_EQ(steps.count(), 7u);  // two openings and greetings before
  EXPECT_EQ(steps.step(5).kind, StepKind::settings);
  EXPECT_EQ(steps.step(6).kind, StepKind::end);
  EXPECT_EQ(steps.step(7).kind, StepKind::end);
  EXPECT_LT(steps.step(6).closes, steps.step(7).closes);
  EXPECT_EQ(steps.step(6).segments.size(), 1u);
}

// ---- a slow network ---------------------------------------------------------------------------

TEST_F(FaultsOfAWorld, ADelayIsOfOneDeviceAndFromNowOn) {
  w.log_in(laptop);
  w.log_in(phone);
  w.give(Delay{laptop, milliseconds(500)});
  Time before = w.world.now;
  w.say(laptop, "NOOP");
  EXPECT_EQ(w.world.now, before + seconds(1));
  before = w.world.now;
  w.say(phone, "NOOP");
  EXPECT_EQ(w.world.now, before + kLatency + kLatency);
}

TEST_F(FaultsOfAWorld, WhatIsUnderWayIsNotOvertaken) {
  w.log_in(laptop);
  w.give(Delay{laptop, seconds(2)});
  w.admit(Send{laptop, "LIST\r\n"});
  const Time arrives = w.world.now + seconds(2);
  w.give(Delay{laptop, milliseconds(1)});
  EXPECT_EQ(w.world.now, arrives + milliseconds(1)) << "both ran";
  w.give(Delay{laptop, seconds(2)});
  w.admit(Send{laptop, "LIST\r\n"});
  w.admit(Delay{laptop, milliseconds(1)});
  w.say(laptop, "UIDL");
  EXPECT_EQ(w.world.devices[0]->listed.size(), 3u);
  EXPECT_EQ(w.count<CommandReceived>(), 5u);
}

// The other direction need not wait: segments of both pass each other on the way.
TEST_F(FaultsOfAWorld, ASlowReplyIsPassedByAQuickCommand) {
  w.log_in(laptop);
  w.admit(Send{laptop, "NOOP\r\n"});
  w.admit(Delay{laptop, seconds(3)});
  w.moment();
  w.moment();  // its reply is on its slow way
  w.admit(Delay{laptop, milliseconds(1)});
  w.admit(Send{laptop, "STAT\r\n"});
  w.moment();
  EXPECT_EQ(w.all<CommandReceived>().back().index, 3u);
  w.settle();
  EXPECT_EQ(w.heard(laptop), "+OK 3 " + std::to_string(session(0).state.index() == 1
                                                           ? std::get<pop3::Transaction>(
                                                                 session(0).state)
                                                                 .octets
                                                           : 0));
}

TEST_F(FaultsOfAWorld, ASynThatIsSlowerThanPatienceFails) {
  w.give(Delay{laptop, seconds(30)});
  w.give(Connect{laptop});
  w.pass(seconds(100));
  ASSERT_EQ(w.count<ConnectionFailed>(), 1u);
  EXPECT_EQ(w.all<ConnectionFailed>()[0].why, ConnectFailure::timed_out);
}

// The server's patience ends in the midst of a handshake that is only slow.
TEST_F(FaultsOfAWorld, AHandshakeThatIsSlowerThanPatienceFails) {
  const DeviceId sealed = w.device("Sealed", Protocol::pop3, true);
  ASSERT_EQ(w.admit(Connect{sealed}), std::nullopt);
  w.moment();
  w.moment();  // its ClientHello is on the way
  w.admit(Delay{sealed, seconds(40)});
  w.pass(seconds(300));
  EXPECT_EQ(w.count<HandshakeTimedOut>(), 1u);
  EXPECT_EQ(w.count<ConnectionFailed>(), 1u);
  EXPECT_EQ(w.count<ConnectionOpened>(), 0u);
  EXPECT_TRUE(is_over(w.link(0)));
}

TEST_F(FaultsOfAWorld, ADelayHasALimit) {
  EXPECT_EQ(w.admit(Delay{laptop, kLatencyMax + Duration{1}}), Inadmissible::too_slow);
  EXPECT_EQ(w.admit(Delay{laptop, Duration{-1}}), Inadmissible::too_slow);
  EXPECT_EQ(w.admit(Delay{{9}, seconds(1)}), Inadmissible::no_such_device);
  EXPECT_EQ(w.admit(Delay{laptop, kLatencyMax}), std::nullopt);
}

// ---- a storage that removes nothing -----------------------------------------------------------

// RFC 1939 section 6: -ERR, and the rest is kept.
TEST_F(FaultsOfAWorld, AStorageThatRefusesIsToldByQuit) {
  w.log_in(laptop);
  w.say(laptop, "DELE 1");
  w.say(laptop, "DELE 2");
  w.give(Storage{{0}, true});
  w.admit(Send{laptop, "QUIT\r\n"});
  for (int i = 0; i < 3; ++i) w.moment();  // the first removal has failed
  w.give(Storage{{0}, false});
  EXPECT_EQ(w.on_server(), (Subjects{"one", "three"}));
  const auto sent = w.all<ReplySent>();
  EXPECT_EQ(sent.back().octets.view(), "-ERR some deleted messages not removed\r\n");
  EXPECT_FALSE(w.locked());
  EXPECT_EQ(w.admit(Storage{{3}, true}), Inadmissible::no_such_maildrop);
}

TEST_F(FaultsOfAWorld, ARemovalAtDeleIsRefusedAtOnce) {
  w.world.servers.modify()[0].pop3.modify().ways.removes_at_dele = true;
  w.log_in(laptop);
  w.give(Storage{{0}, true});
  w.say(laptop, "DELE 1");
  EXPECT_EQ(w.heard(laptop), "-ERR some deleted messages not removed");
  EXPECT_EQ(w.on_server().size(), 3u);
  w.give(Storage{{0}, false});
  w.say(laptop, "DELE 1");
  EXPECT_EQ(w.on_server().size(), 2u);
}

TEST_F(FaultsOfAWorld, ByImapNothingIsRemovedEither) {
  w.give(Connect{tablet});
  w.say(tablet, "a LOGIN sarah secret");
  w.say(tablet, "b SELECT INBOX");
  w.say(tablet, "c STORE 1 +FLAGS (\\Deleted)");
  w.give(Storage{{0}, true});
  for (const char* line : {"d EXPUNGE", "e UID EXPUNGE 1:*", "f RENAME INBOX Old"}) {
    w.say(tablet, line);
    EXPECT_EQ(w.heard(tablet).substr(2, 16), "NO [UNAVAILABLE]") << line << w.heard(tablet);
    EXPECT_EQ(w.on_server().size(), 3u) << line;
  }
  w.give(Storage{{0}, false});
  w.say(tablet, "g EXPUNGE");
  EXPECT_EQ(w.on_server().size(), 2u);
}

// ---- time -------------------------------------------------------------------------------------

// A command that arrives at the very microsecond of the autologout comes first, and resets it
// (RFC 1939 section 3: the receipt of any command). One microsecond later it comes too late.
TEST_F(FaultsOfAWorld, ACommandAndTheAutologoutAtTheSameMicrosecond) {
  for (const std::int64_t late : {-1, 0, 1}) {
    WatchedWorld v;
    const DeviceId device = v.device("Laptop");
    v.log_in(device);
    const Time ends = *deadline(*session_of(v.world, SessionId{0}));
    v.world.now = Time{ends.us + late} + Duration{-kLatency.us};
    ASSERT_EQ(v.admit(Send{device, "NOOP\r\n"}), std::nullopt);
    v.moment();
    const bool in_time = late <= 0;
    EXPECT_EQ(v.count<SessionExpired>(), in_time ? 0u : 1u) << late;
    EXPECT_EQ(v.world.now, in_time ? Time{ends.us + late} : ends) << late;
    v.settle();
    EXPECT_EQ(v.heard(device) == "+OK", in_time) << late;
    EXPECT_EQ(v.count<CommandDiscarded>(), in_time ? 0u : 1u) << late;
    EXPECT_EQ(v.locked(), in_time) << late;
  }
}

// A script whose clock leaps over everything: what was due in between happens in its order.
TEST_F(FaultsOfAWorld, ALongWaitRunsAllThatIsDueInOrder) {
  Account& account = w.world.devices[phone.value].modify().account;
  account.check_every = seconds(500);
  Script script;
  script.ops = {Connect{laptop}, Send{laptop, "USER sarah\r\n"}, Send{laptop, "PASS secret\r\n"},
                Cut{laptop},     Wait{seconds(86'400)},          End{}};
  w.world.script = script;
  const Time start = w.world.now;
  std::vector<Time> checks;
  std::optional<Time> expired;
  Time last = start;
  while (!story_ended(w.world) && !HasFailure()) {
    const std::size_t before = w.count<CheckStarted>();
    const std::size_t ended = w.count<SessionExpired>();
    ASSERT_TRUE(w.moment());
    EXPECT_GE(w.world.now, last);
    last = w.world.now;
    if (w.count<CheckStarted>() > before) checks.push_back(last);
    if (w.count<SessionExpired>() > ended && !expired) expired = last;
  }
  EXPECT_GE(w.world.now, start + seconds(86'400));
  ASSERT_TRUE(expired);
  ASSERT_GT(checks.size(), 100u);
  EXPECT_LT(checks[0], *expired) << "the maildrop is still locked";
  EXPECT_GT(checks[1], *expired);
  EXPECT_EQ(w.world.devices[phone.value]->store.size(), 3u);
  EXPECT_TRUE(w.on_server().empty()) << "it removes at once";
}

}  // namespace
}  // namespace popscope::sim
