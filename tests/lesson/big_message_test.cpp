// What a Timeline keeps of one large message grows with the message, not with its square.
#include <gtest/gtest.h>

#include <set>

#include "lesson/visit.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

// What snapshots hold of their own, counted in octets: half a reply, and what is on its way.
std::size_t octets_kept(std::uint64_t message_octets) {
  lesson::Scenario scenario = sarah({connect(), send({"USER sarah", "PASS secret", "RETR 1"})});
  scenario.people[0].mail[0].octets = message_octets;
  const lesson::Visit visit(compiled(std::move(scenario)));
  std::size_t octets = 0;
  std::set<const void*> counted;
  for (const auto& [moment, world] : visit.timeline().branches()[0].snapshots) {
    for (const auto& device : world.devices) {
      if (counted.insert(&*device).second) octets += sim::octets_kept(device->client);
    }
    for (const auto& link : world.links) {
      if (counted.insert(&*link).second) octets += link->in_flight.size() * sizeof(sim::Segment);
    }
  }
  return octets;
}

TEST(BigMessage, SnapshotsGrowLinearly) {
  constexpr std::uint64_t kMegabyte = 1'000'000;
  const std::size_t one = octets_kept(kMegabyte);
  const std::size_t five = octets_kept(5 * kMegabyte);
  EXPECT_LT(five, 8 * one);
  EXPECT_LT(five, 8 * sim::Timeline::kSnapshotOctetsMax);
}

// A removal from a long maildrop makes a new list of all that is left, and a device that fetches a
// new list of all that it has: what snapshots do not share stays within their budget.
TEST(ManyMessages, SnapshotsStayWithinTheirBudget) {
  lesson::Scenario scenario = sarah({entry(lesson::CheckAct{"Laptop"})});
  scenario.people[0].mail.assign(3'000, scenario.people[0].mail[0]);
  const lesson::Visit visit(compiled(std::move(scenario)));
  ASSERT_TRUE(visit.timeline().tip({0}).maildrops[0]->messages.empty());
  std::size_t octets = 0;
  std::set<const void*> counted;
  for (const auto& [moment, world] : visit.timeline().branches()[0].snapshots) {
    for (const auto& maildrop : world.maildrops) {
      if (!counted.insert(&*maildrop).second) continue;
      octets += maildrop->messages.size() * sizeof(sim::StoredMessage);
    }
    for (const auto& device : world.devices) {
      if (!counted.insert(&*device).second) continue;
      octets += device->store.size() * sizeof(sim::FetchedMessage);
    }
  }
  EXPECT_LT(octets, 2 * sim::Timeline::kSnapshotOctetsMax);
}

}  // namespace
}  // namespace popscope::test
