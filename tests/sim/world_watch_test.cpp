// Who looks at random worlds, looked at: each thing that it is there to find, done by hand.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/shrink.h"
#include "tests/support/watched_world.h"
#include "tests/support/world_watch.h"

namespace popscope::sim {
namespace {

using test::WorldWatch;

struct Watching : testing::Test {
  test::WatchedWorld w;
  DeviceId laptop = w.device("Laptop");
  std::optional<WorldWatch> watch;

  void SetUp() override {
    w.log_in(laptop);
    w.say(laptop, "DELE 1");
    watch.emplace(w.world);
    // The watch has seen what went before.
    EXPECT_EQ(watch->look(w.world, w.events, true), std::nullopt);
    w.events.clear();
  }
  std::string told(const Events& events = {}) {
    return watch->look(w.world, events, false).value_or("");
  }
  Maildrop& drop() { return w.world.maildrops[0].modify(); }
  Events removal(pop3::RemovedFor why = pop3::RemovedFor::mark) {
    const StoredMessage gone = drop().messages[0];
    remove(drop(), gone.unique_id);
    return {SessionDid{SessionId{0}, pop3::SessionEvent(pop3::MessageRemoved{
                                         {0}, {1}, gone.unique_id, gone.message, why})}};
  }
};

TEST_F(Watching, WhatGoesInSilenceIsMissed) {
  drop().messages.pop_back();
  EXPECT_NE(told().find("outside UPDATE"), std::string::npos);
}

TEST_F(Watching, ARemovalWithoutQuitIsTold) {
  EXPECT_NE(told(removal()).find("a message went without QUIT"), std::string::npos);
}

TEST_F(Watching, ARemovalAtDeleIsTold) {
  const std::string at_dele = told(removal(pop3::RemovedFor::dele));
  EXPECT_NE(at_dele.find("a message went at DELE"), std::string::npos);
}

TEST_F(Watching, ARemovalFromARefusingStorageIsTold) {
  drop().refuses_removal = true;
  EXPECT_NE(told(removal()).find("a storage that removes nothing"), std::string::npos);
}

TEST_F(Watching, ALockThatChangesInSilenceIsTold) {
  drop().locked_by.reset();
  EXPECT_NE(told(), "");
}

TEST_F(Watching, WhatNobodyHasSentIsTold) {
  MessageFetched fetched;
  fetched.device = laptop;
  fetched.link = LinkId{0};
  fetched.what.copy.message = message_from_text("Subject: forged\r\n\r\n", 0);
  EXPECT_EQ(told({fetched}), "a device brought what nobody had sent");
}

TEST_F(Watching, AMessageOfAnotherNumberIsTold) {
  MessageFetched fetched;
  fetched.device = laptop;
  fetched.link = LinkId{0};
  fetched.what.copy.message = w.world.maildrops[0]->messages[1].message;
  fetched.what.number = 1;
  EXPECT_EQ(told({fetched}), "a device brought another message than it had asked for");
}

TEST_F(Watching, ASessionOfAServerThatIsStoppedIsTold) {
  w.world.servers.modify()[0].stopped = true;
  EXPECT_EQ(told(), "a session outlives its server");
}

TEST_F(Watching, ALockInTheEndIsTold) {
  EXPECT_NE(watch->look_at_the_end(w.world).value_or(""), "");
}

// ---- shrinking --------------------------------------------------------------------------------

TEST(Shrink, LeavesOutWhatIsNotNeededAndSimplifies) {
  std::vector<int> items;
  for (int n = 0; n < 100; ++n) items.push_back(n);
  // Fails where 17 and something above 60 are there, in this order.
  const popscope::test::Fails<int> fails = [](const std::vector<int>& some) {
    bool seen = false;
    for (const int n : some) {
      if (seen && n > 60) return true;
      seen = seen || n == 17;
    }
    return false;
  };
  const std::vector<int> few = popscope::test::shrink<int>(
      items, fails, [](const int& n) { return std::vector<int>{0, 61, n}; });
  EXPECT_EQ(few, (std::vector<int>{17, 61}));
}

TEST(Shrink, OfWhatAlwaysFailsNothingIsLeft) {
  const popscope::test::Fails<int> fails = [](const std::vector<int>&) { return true; };
  EXPECT_TRUE(popscope::test::leave_out<int>({1, 2, 3}, fails).empty());
}

}  // namespace
}  // namespace popscope::sim
