// A Timeline: what was is found again exactly, also where snapshots have been thinned; acting in
// the past forks and discards nothing.
#include "sim/timeline/timeline.h"

#include <gtest/gtest.h>
#include <string>
#include <variant>
#include <vector>

#include "sim/mail/message.h"

namespace popscope::sim {
namespace {

constexpr DeviceId kLaptop{0};
constexpr BranchId kRoot{0};
constexpr std::size_t kFewKiB = 16 << 10;

World start() {
  World world;
  world.random.state = 11;
  Server server;
  server.name = "mail.example.net";
  server.pop3.modify().offers.apop = true;  // the greeting draws from the World's randomness
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
  return world;
}

// Runs a branch until nothing moves; keeps every World that it was.
void settle(Timeline& timeline, BranchId branch, std::vector<std::uint64_t>& was) {
  while (!quiescent(timeline.tip(branch)) && timeline.advance(branch))
    was.push_back(digest(timeline.tip(branch)));
}

void say(Timeline& timeline, BranchId branch, const Input& input,
         std::vector<std::uint64_t>& was) {
  const auto done = timeline.submit({branch, timeline.end(branch)}, input);
  ASSERT_TRUE(std::holds_alternative<Timeline::Submitted>(done))
      << to_text(std::get<Inadmissible>(done));
  was.push_back(digest(timeline.tip(branch)));
  settle(timeline, branch, was);
}

// A session of some length; `was` is the World after each moment, from the start.
std::vector<std::uint64_t> run(Timeline& timeline) {
  std::vector<std::uint64_t> was{digest(timeline.tip(kRoot))};
  say(timeline, kRoot, Connect{kLaptop}, was);
  for (const std::string lines : {"USER mrose", "PASS secret", "RETR 1\r\nRETR 2", "DELE 2"})
    say(timeline, kRoot, Send{kLaptop, lines + "\r\n"}, was);
  for (int i = 0; i < 60; ++i) say(timeline, kRoot, Send{kLaptop, "NOOP\r\n"}, was);
  say(timeline, kRoot, Cut{kLaptop}, was);
  say(timeline, kRoot, Wait{seconds(700)}, was);
  return was;
}

TEST(Timeline, EveryPlaceIsFoundAgainWhetherKeptOrReRun) {
  Timeline roomy(start());
  Timeline tight(start(), kFewKiB);
  const std::vector<std::uint64_t> was = run(roomy);
  EXPECT_EQ(run(tight), was);
  const Branch& thinned = tight.branches()[0];
  EXPECT_EQ(roomy.branches()[0].stride, 1u);
  ASSERT_GE(thinned.stride, 4u) << "nothing was thinned: this test would show nothing";
  EXPECT_LE(thinned.snapshot_octets, kFewKiB);
  EXPECT_LT(thinned.snapshots.size(), was.size() / 4);
  ASSERT_EQ(tight.end(kRoot) + 1, was.size());
  for (std::uint32_t n = 0; n < was.size(); ++n) {
    EXPECT_EQ(digest(roomy.world({kRoot, n})), was[n]) << "moment " << n;
    EXPECT_EQ(digest(tight.world({kRoot, n})), was[n]) << "moment " << n;
  }
}

// Whatever was asked for before, of whichever branch: what is kept of it changes nothing.
TEST(Timeline, InWhateverOrderPlacesAreAskedFor) {
  Timeline tight(start(), kFewKiB);
  const std::vector<std::uint64_t> was = run(tight);
  const auto forked = tight.submit({kRoot, 7}, Cut{kLaptop});
  ASSERT_TRUE(std::holds_alternative<Timeline::Submitted>(forked));
  const BranchId other = std::get<Timeline::Submitted>(forked).place.branch;
  while (tight.advance(other)) {
  }
  std::vector<std::uint64_t> there;
  Timeline copy = tight;
  for (std::uint32_t n = 0; n <= copy.end(other); ++n)
    there.push_back(digest(copy.world({other, n})));
  Random random{3};
  for (int asked = 0; asked < 2'000; ++asked) {
    const bool on_root = random.below(2) == 0;
    const std::vector<std::uint64_t>& expected = on_root ? was : there;
    const auto n = static_cast<std::uint32_t>(random.below(expected.size()));
    ASSERT_EQ(digest(tight.world({on_root ? kRoot : other, n})), expected[n]) << n;
  }
}

TEST(Timeline, GoingOnFromAKnownWorldGivesTheSame) {
  Timeline tight(start(), kFewKiB);
  const std::vector<std::uint64_t> was = run(tight);
  const auto forked = tight.submit({kRoot, 12}, Cut{kLaptop});
  ASSERT_TRUE(std::holds_alternative<Timeline::Submitted>(forked));
  const Place other{std::get<Timeline::Submitted>(forked).place.branch, 5};
  for (std::uint32_t from = 0; from < was.size(); from += 3) {
    for (std::uint32_t to = 0; to < was.size(); to += 5) {
      const Place at{kRoot, from};
      const World known = tight.world(at);
      EXPECT_EQ(digest(tight.world({kRoot, to}, at, known)), was[to]) << from << " " << to;
    }
  }
  EXPECT_EQ(digest(tight.world({kRoot, 9}, other, tight.world(other))), was[9]) << "a shared past";
}

// What limits the work of a story counts what is sent and what is noted of it.
TEST(Timeline, EventsCountAsOctetsThatAreKept) {
  Timeline timeline(start(), kFewKiB);
  run(timeline);
  std::uint64_t sent = 0, events = 0;
  for (const Moment& moment : timeline.branches()[0].moments) {
    events += moment.events.size();
    for (const Event& event : moment.events)
      if (const auto* segment = std::get_if<SegmentSent>(&event))
        sent += segment->segment.octets.size();
  }
  EXPECT_GT(sent, 4000U);
  EXPECT_EQ(timeline.branches()[0].octets_kept, sent + events * kOctetsOfOneEvent);
}

TEST(Timeline, OneSeedOneHistory) {
  Timeline a(start());
  Timeline b(start());
  const std::vector<std::uint64_t> was = run(a);
  EXPECT_EQ(run(b), was);
  World other = start();
  other.random.state = 12;
  Timeline c(other);
  EXPECT_NE(run(c), was);
}

TEST(Timeline, ActingInThePastForksAndDiscardsNothing) {
  Timeline timeline(start());
  const std::vector<std::uint64_t> was = run(timeline);
  const std::uint32_t middle = timeline.end(kRoot) / 2;
  const auto done = timeline.submit({kRoot, middle}, Reset{kLaptop});
  const auto* submitted = std::get_if<Timeline::Submitted>(&done);
  ASSERT_NE(submitted, nullptr);
  EXPECT_TRUE(submitted->forked);
  const BranchId branch = submitted->place.branch;
  EXPECT_EQ(submitted->place.moment, middle + 1);
  EXPECT_EQ(timeline.shared(kRoot, branch), middle);
  EXPECT_EQ(timeline.owner(branch, middle), kRoot);
  EXPECT_EQ(timeline.owner(branch, middle + 1), branch);
  for (std::uint32_t n = 0; n < was.size(); ++n)
    ASSERT_EQ(digest(timeline.world({kRoot, n})), was[n]) << "moment " << n;
  EXPECT_EQ(digest(timeline.world({branch, middle})), was[middle]);
  EXPECT_NE(digest(timeline.tip(branch)), was[middle + 1]);
}

TEST(Timeline, TheSameInputInTheSamePlaceFollowsTheLine) {
  Timeline timeline(start());
  run(timeline);
  std::uint32_t noop = 1;
  while (!timeline.moment(kRoot, noop).input ||
         *timeline.moment(kRoot, noop).input != Input{Send{kLaptop, "NOOP\r\n"}})
    ++noop;
  const auto done = timeline.submit({kRoot, noop - 1}, Send{kLaptop, "NOOP\r\n"});
  const auto* submitted = std::get_if<Timeline::Submitted>(&done);
  ASSERT_NE(submitted, nullptr);
  EXPECT_FALSE(submitted->forked);
  EXPECT_EQ(submitted->place, (Place{kRoot, noop}));
  EXPECT_EQ(timeline.branches().size(), 1u);
}

TEST(Timeline, WhatIsRefusedLeavesNoTrace) {
  Timeline timeline(start());
  run(timeline);
  const std::uint32_t end = timeline.end(kRoot);
  const auto done = timeline.submit({kRoot, 5}, Plug{kLaptop});
  ASSERT_TRUE(std::holds_alternative<Inadmissible>(done));
  EXPECT_EQ(std::get<Inadmissible>(done), Inadmissible::not_cut);
  EXPECT_EQ(timeline.branches().size(), 1u);
  EXPECT_EQ(timeline.end(kRoot), end);
}

}  // namespace
}  // namespace popscope::sim
