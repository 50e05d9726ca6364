// A device that idles: what it is told, what it tells, and what a cut does to it.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "tests/support/imap_world.h"

namespace popscope::sim {
namespace {

using test::ImapWorld;

using Subjects = std::vector<std::string>;

TEST_F(ImapWorld, OneThatIdlesIsToldAtOnce) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  ASSERT_TRUE(rests(*world.devices[0]));
  EXPECT_EQ(count<CheckEnded>(), 1u);
  EXPECT_TRUE(quiescent(world)) << "it waits for news";

  give(Deliver{MaildropId{0}, message_from_text("Subject: four\r\n\r\n", 0)});
  EXPECT_EQ(held(phone), (Subjects{"one", "two", "three", "four"}));
  EXPECT_TRUE(rests(*world.devices[0]));
  EXPECT_EQ(count<CheckStarted>(), 2u);
  EXPECT_EQ(last<CheckEnded>()->fetched, 1u);

  give(Use{phone, Deed::remove, "one"});  // it tells the server at once
  EXPECT_EQ(on_server(), (Subjects{"two", "three", "four"}));
  EXPECT_EQ(held(phone), on_server());

  Set no_more{phone};
  no_more.idle = false;
  give(no_more);
  EXPECT_FALSE(world.devices[0]->link.has_value());
  EXPECT_FALSE(world.devices[0]->plan.has_value());
  EXPECT_EQ(sent(LinkId{0}).back().substr(sent(LinkId{0}).back().find(' ')), " LOGOUT");
}

// The phone idles; at another device somebody types.
class IdlesBesideATypist : public ImapWorld {
 protected:
  IdlesBesideATypist() {
    world.devices[0].modify().account.idle = true;
    give(Check{phone});
    give(Connect{tab});
    give(Send{tab, "a LOGIN sarah secret\r\nb SELECT INBOX\r\n"});
    before = world;
  }
  const DeviceId phone = device("Phone", Protocol::imap);
  const DeviceId tab = device("Tab", Protocol::imap);
  World before;
};

// News of flags comes with the responses to whatever is under way, once, and without a UID.
TEST_F(IdlesBesideATypist, FlagsThatChangeWhileItFetchesAreTakenToo) {
  for (std::int64_t delay = 0; delay <= 400; delay += 5) {
    world = before;
    Events now;
    ASSERT_EQ(admit(world, Deliver{MaildropId{0}, message_from_text("Subject: four\r\n\r\n", 0)},
                    now),
              std::nullopt);
    pass(milliseconds(delay));
    give(Send{tab, "c STORE 2 +FLAGS (\\Seen)\r\n"});
    const auto& store = world.devices[0]->store;
    EXPECT_EQ(store.size(), 4u) << delay;
    for (const FetchedMessage& m : store)
      EXPECT_EQ(m.flags.has(SystemFlag::seen), m.uid == Uid{2}) << delay << " " << m.uid.value;
  }
}

// What it has not told yet is not undone by what the server says meanwhile.
TEST_F(IdlesBesideATypist, WhatItsUserDidOutlastsNewsOfOtherFlags) {
  for (std::int64_t delay = 0; delay <= 100; delay += 5) {
    world = before;
    Events now;
    ASSERT_EQ(admit(world, Send{tab, "c STORE 2 +FLAGS (\\Flagged)\r\n"}, now), std::nullopt);
    pass(milliseconds(delay));
    ASSERT_EQ(admit(world, Use{phone, Deed::read, "two"}, now), std::nullopt);
    while (!quiescent(world)) {
      step();
      ASSERT_TRUE(world.devices[0]->store[1].flags.has(SystemFlag::seen)) << delay;
    }
    EXPECT_TRUE(world.devices[0]->store[1].flags.has(SystemFlag::flagged)) << delay;
    EXPECT_TRUE(world.maildrops[0]->messages[1].flags.has(SystemFlag::seen)) << delay;
  }
}

// A cut is silence: where nothing was lost meanwhile there is nothing to recover from.
TEST_F(ImapWorld, OneThatIdlesGoesOnWhereACutHasLostNothing) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  give(Cut{phone});
  pass(seconds(10));
  give(Use{phone, Deed::remove, "one"});
  EXPECT_TRUE(rests(*world.devices[0])) << "it says nothing into a cable that is pulled";
  give(Plug{phone});
  EXPECT_EQ(on_server(), (Subjects{"two", "three"})) << "it tells what its user did meanwhile";
  give(Deliver{MaildropId{0}, message_from_text("Subject: four\r\n\r\n", 0)});
  EXPECT_EQ(held(phone), (Subjects{"two", "three", "four"}));
  EXPECT_TRUE(rests(*world.devices[0]));
  EXPECT_EQ(world.links.size(), 1u);
}

// What was lost is never told again: it connects anew when it next looks, by hand or by itself.
TEST_F(ImapWorld, OneThatIdlesConnectsAnewWhereACutHasLostNews) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  const Subjects removed{"one", "two", "three"};
  for (std::uint32_t links = 1; links <= 3; ++links) {
    give(Check{phone});
    give(Cut{phone});
    give(Deliver{MaildropId{0}, message_from_text("Subject: lost\r\n\r\n", 0)});
    give(Plug{phone});
    give(Use{phone, Deed::remove, removed[links - 1]});
    give(Deliver{MaildropId{0}, message_from_text("Subject: lost\r\n\r\n", 0)});
    EXPECT_NE(held(phone), on_server());
    if (links == 1) give(Check{phone});
    if (links == 2) pass(kIdleMax + seconds(1));
    if (links == 3) give(Connect{phone});
    EXPECT_EQ(world.links.size(), links + 1);
    if (links == 3) break;
    EXPECT_EQ(held(phone), on_server()) << links;
    EXPECT_TRUE(rests(*world.devices[0]));
  }
  EXPECT_FALSE(world.devices[0]->plan.has_value()) << "its user connects by hand";
}

// The cable may be cut at any moment of the check and of the news.
TEST_F(ImapWorld, OneThatIdledAndHungUpIsFree) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  for (const bool news : {false, true}) {
    give(Check{phone});
    give(Cut{phone});
    give(Close{phone});
    EXPECT_FALSE(world.devices[0]->plan) << "its FIN is lost, but it hung up";
    give(Plug{phone});
    if (news) give(Deliver{MaildropId{0}, message_from_text("Subject: news\r\n\r\n", 0)});
    EXPECT_FALSE(world.devices[0]->plan);
  }
  give(Check{phone});
  EXPECT_EQ(held(phone), on_server());
}

TEST_F(ImapWorld, OneThatIdlesIsNeverToldInVain) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  world.devices[0].modify().account.check_every = seconds(600);
  const World before = world;
  for (std::int64_t delay = 0; delay <= 400; delay += 5) {
    world = before;
    Events now;
    ASSERT_EQ(admit(world, Check{phone}, now), std::nullopt);
    pass(milliseconds(delay));
    ASSERT_EQ(admit(world, Deliver{MaildropId{0}, message_from_text("Subject: x\r\n\r\n", 0)}, now),
              std::nullopt);
    pass(milliseconds(15));
    ASSERT_EQ(admit(world, Cut{phone}, now), std::nullopt);
    pass(seconds(2));
    ASSERT_EQ(admit(world, Plug{phone}, now), std::nullopt);
    pass(seconds(601 + 30));
    EXPECT_EQ(held(phone), on_server()) << delay;
    EXPECT_TRUE(rests(*world.devices[0])) << delay;
  }
}

// News comes with the responses to whatever is under way, and once: whether it rests, leaves IDLE,
// lists, fetches or begins IDLE anew.
TEST_F(ImapWorld, WhatArrivesWhileItFetchesIsFetchedToo) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  const auto arrive = [&](const std::string& subject) {
    const std::string text = "Subject: " + subject + "\r\n\r\nHello.\r\n";
    Events now;
    ASSERT_EQ(admit(world, Deliver{MaildropId{0}, message_from_text(text, 0)}, now), std::nullopt);
    take(now);
  };
  for (int ms = 0; ms <= 400; ms += 5) {
    arrive("first " + std::to_string(ms));
    pass(milliseconds(ms));
    arrive("second " + std::to_string(ms));
    rest();
    ASSERT_EQ(held(phone), on_server()) << ms << " ms";
    ASSERT_TRUE(rests(*world.devices[0]));
  }
  EXPECT_EQ(world.links.size(), 1u);
  // It has looked once for each of the two, or once for both: never without news.
  std::size_t lists = 0;
  for (const std::string& line : sent(LinkId{0}))
    if (line.find(" UID FETCH 1:* ") != std::string::npos) ++lists;
  EXPECT_LE(lists, 1u + 2u * 81u);
}

TEST_F(ImapWorld, WhatIsExpungedWhileItLooksIsDropped) {
  const DeviceId phone = device("Phone", Protocol::imap);
  const DeviceId laptop = device("Laptop", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  give(Check{laptop});
  give(Use{laptop, Deed::remove, "one"});
  give(Check{laptop});
  EXPECT_EQ(on_server(), (Subjects{"two", "three"}));
  EXPECT_EQ(held(phone), on_server());
}

TEST_F(ImapWorld, IdleIsBegunAnewBeforeTheServerEndsIt) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  pass(seconds(86'400));
  EXPECT_TRUE(rests(*world.devices[0]));
  EXPECT_EQ(world.links.size(), 1u) << "one connection all day";
  give(Deliver{MaildropId{0}, message_from_text("Subject: late\r\n\r\n", 0)});
  EXPECT_EQ(held(phone).back(), "late");
}

// Neither that it checks seldom nor that it checks no more: the server's autologout knows nothing
// of it.
TEST_F(ImapWorld, IdleIsBegunAnewHoweverOftenItChecks) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  for (const Duration every : {seconds(7200), seconds(0)}) {
    pass(seconds(60));
    Set how_often{phone};
    how_often.check_every = every;
    give(how_often);
    const std::size_t renewed = count<CheckStarted>();
    pass(seconds(70 * 60));
    EXPECT_TRUE(rests(*world.devices[0]));
    EXPECT_EQ(world.links.size(), 1u) << "the connection is held";
    EXPECT_EQ(count<CheckStarted>(), renewed + 2);
  }
}

TEST_F(ImapWorld, OneThatIdlesLooksAsOftenAsItIsSetTo) {
  const DeviceId phone = device("Phone", Protocol::imap);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  pass(seconds(60));
  Set often{phone};
  often.check_every = seconds(600);
  give(often);
  EXPECT_EQ(looks_next(*world.devices[0]), world.now + seconds(600));
  pass(seconds(3660));
  EXPECT_EQ(count<CheckStarted>(), 1u + 6u);
  EXPECT_EQ(world.links.size(), 1u);
}

TEST_F(ImapWorld, WhatCouldNotBeExpungedIsTriedAgain) {
  const DeviceId phone = device("Phone", Protocol::imap);
  const DeviceId pc = device("PC", Protocol::pop3);
  give(Check{phone});
  give(Connect{pc});
  give(Send{pc, "USER sarah\r\nPASS secret\r\n"});
  give(Use{phone, Deed::remove, "one"});
  give(Check{phone});
  EXPECT_EQ(on_server().size(), 3u) << "a POP3 session holds the maildrop";
  give(Send{pc, "QUIT\r\n"});
  give(Check{phone});
  EXPECT_EQ(on_server(), (Subjects{"two", "three"}));
  EXPECT_EQ(held(phone), on_server());
}

// Over the same connection, at whatever makes it look again.
TEST_F(ImapWorld, OneThatIdlesTriesToExpungeWheneverItLooks) {
  const DeviceId phone = device("Phone", Protocol::imap);
  const DeviceId pc = device("PC", Protocol::pop3);
  world.devices[0].modify().account.idle = true;
  give(Check{phone});
  give(Connect{pc});
  give(Send{pc, "USER sarah\r\nPASS secret\r\n"});
  give(Use{phone, Deed::remove, "one"});
  give(Send{pc, "QUIT\r\n"});
  EXPECT_EQ(on_server().size(), 3u) << "a POP3 session held the maildrop";
  const World before = world;
  const auto look = [&](int how) {
    if (how == 0) give(Check{phone});
    if (how == 1) give(Use{phone, Deed::read, "two"});
    if (how == 2) give(Deliver{MaildropId{0}, message_from_text("Subject: four\r\n\r\n", 0)});
    if (how == 3) pass(kIdleMax + seconds(1));
  };
  for (const int how : {0, 1, 2, 3}) {
    world = before;
    look(how);
    EXPECT_EQ(on_server().front(), "two") << how;
    EXPECT_EQ(held(phone), on_server()) << how;
    EXPECT_TRUE(rests(*world.devices[0])) << how;
    EXPECT_EQ(world.links.size(), 2u) << how;
  }
}

TEST_F(ImapWorld, WhatIsDoneWhileAStoreIsUnderWayIsToldNext) {
  const DeviceId phone = device("Phone", Protocol::imap);
  give(Check{phone});
  give(Use{phone, Deed::read, "one"});
  Events now;
  ASSERT_EQ(admit(world, Check{phone}, now), std::nullopt);
  const auto& check = [&]() -> const ImapCheck& {
    return std::get<ImapCheck>(world.devices[0]->plan->dialog);
  };
  while (check().changes_told == 0) step();  // the STORE has been sent
  give(Use{phone, Deed::read, "two"});
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_TRUE(world.maildrops[0]->messages[i].flags.has(SystemFlag::seen)) << i;
  EXPECT_TRUE(world.devices[0]->changes.empty());
}

}  // namespace
}  // namespace popscope::sim
