// A check that is interrupted anywhere loses nothing, and the next one duplicates nothing: at every
// octet that the server sends, at every command that is refused, and in a World at every moment.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "sim/world/world.h"
#include "tests/support/checking_device.h"

namespace popscope::sim {
namespace {

using test::CheckingDevice;
using test::small_mail;
using test::Trouble;
using Lines = std::vector<std::string>;

bool looks_at_ids(const Account& account) {
  const Habits& habits = account.habits;
  const bool asks =
      std::find(habits.looks.begin(), habits.looks.end(), Look::uidl) != habits.looks.end();
  return asks && !(habits.uidl_only_to_leave && account.policy == Policy::remove_at_once);
}

// Three messages, of which the first was fetched four days ago and the third is large; then its
// user has removed the first.
CheckingDevice in_use(Preset preset, Policy policy, std::uint64_t octets_max) {
  std::vector<std::string> mail = small_mail(3);
  mail[2] += std::string(200, 'x') + "\r\n";
  CheckingDevice it({mail[0]});
  it.config = test::everything_offered();
  Account& account = it.device.account;
  account.habits = spec_of(Preset::in_turn).habits;
  account.policy = Policy::leave_on_server;
  it.check();
  account.habits = spec_of(preset).habits;
  account.policy = policy;
  account.leave_days = 3;
  account.fetch_octets_max = octets_max;
  it.now = it.now + seconds(4 * 86'400);
  it.user_removes("m1");
  it.arrives(mail[1]);
  it.arrives(mail[2]);
  return it;
}

// What must hold behind any number of checks.
void expect_nothing_lost(const CheckingDevice& it, bool duplicates_nothing) {
  const Lines here = it.subjects(), there = it.on_server();
  std::set<std::string> previews;
  for (const Preview& preview : it.device.previews)
    ASSERT_TRUE(previews.insert(preview.header->subject).second) << "previewed twice";
  for (const char* subject : {"m2", "m3"}) {
    const auto held = std::count(here.begin(), here.end(), subject);
    const auto left = std::count(there.begin(), there.end(), subject);
    ASSERT_GE(held + left, 1) << subject << " is lost";
    const auto shown = held + static_cast<std::ptrdiff_t>(previews.count(subject));
    ASSERT_LE(duplicates_nothing ? shown : 1, 1) << subject << " is there twice";
  }
  ASSERT_TRUE(!duplicates_nothing || std::count(here.begin(), here.end(), "m1") == 0);
}

// Behind a check that came to its end the device has all that it wants.
void expect_complete(const CheckingDevice& it) {
  const Lines here = it.subjects(), there = it.on_server();
  const Account& account = it.device.account;
  ASSERT_GE(std::count(here.begin(), here.end(), "m2"), 1);
  const bool limited = account.fetch_octets_max > 0;
  ASSERT_EQ(std::count(here.begin(), here.end(), "m3") == 0, limited);
  ASSERT_EQ(it.device.previews.size(), limited ? 1u : 0u);
  const bool keeps_first = std::count(there.begin(), there.end(), "m1") > 0;
  const bool removes_first = account.policy != Policy::leave_on_server &&
                             (looks_at_ids(account) || account.policy == Policy::remove_at_once);
  ASSERT_TRUE(!account.habits.quits || keeps_first != removes_first);
}

void interrupt(Preset preset, Policy policy, std::uint64_t octets_max, std::size_t stride) {
  const CheckingDevice before = in_use(preset, policy, octets_max);
  CheckingDevice whole = before;
  whole.check();
  ASSERT_TRUE(whole.fetched_or_refused);
  ASSERT_FALSE(whole.refused);
  ASSERT_NO_FATAL_FAILURE(expect_complete(whole));
  const bool ids = looks_at_ids(before.device.account);
  const auto try_again = [&](const Trouble& trouble) {
    CheckingDevice it = before;
    it.check(trouble);
    ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(it, ids));
    it.check();
    ASSERT_FALSE(it.refused);
    ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(it, ids));
    ASSERT_NO_FATAL_FAILURE(expect_complete(it));
    it.check();
    ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(it, ids));
  };
  for (std::size_t octets = 0; octets <= whole.octets; octets += stride) {
    SCOPED_TRACE("behind " + std::to_string(octets) + " octets");
    ASSERT_NO_FATAL_FAILURE(try_again(Trouble{octets, {}}));
  }
  for (std::size_t command = 0; command < whole.lines.size(); ++command) {
    SCOPED_TRACE("refused: " + whole.lines[command]);
    ASSERT_NO_FATAL_FAILURE(try_again(Trouble{{}, command}));
  }
}

TEST(DeviceInterrupted, AtEveryOctetAndEveryCommandOfEveryProgram) {
  for (const PresetSpec& spec : preset_table())
    for (const Policy policy : {Policy::remove_at_once, Policy::leave_on_server,
                                Policy::leave_for_days, Policy::leave_until_removed})
      for (const std::uint64_t octets_max : {0u, 100u}) {
        SCOPED_TRACE(std::string(spec.name) + ", policy " +
                     std::to_string(static_cast<int>(policy)) + ", limit " +
                     std::to_string(octets_max));
        const std::size_t stride = spec.preset == Preset::in_turn ? 1 : 11;
        interrupt(spec.preset, policy, octets_max, stride);
        if (HasFatalFailure()) return;
      }
}

// ---- in a World -------------------------------------------------------------------------------

World world_with(Preset preset, Policy policy, std::uint64_t octets_max) {
  World world;
  world.random = Random{7};
  Server server;
  server.name = "mail.example.net";
  server.pop3.modify() = test::everything_offered();
  add_server(world, std::move(server));
  add_maildrop(world, "mrose", "secret");
  for (const std::string& mail : small_mail(3))
    deliver(world.maildrops[0].modify(), message_from_text(mail, world.next_identity++),
            world.now);
  Account account;
  account.user = "mrose";
  account.password = "secret";
  account.policy = policy;
  account.fetch_octets_max = octets_max;
  account.habits = spec_of(preset).habits;
  add_device(world, "Laptop", account);
  return world;
}

void run(World& world) {
  Events events;
  while (!quiescent(world) && advance(world, events)) {}
}

void give(World& world, const Input& input) {
  Events events;
  ASSERT_EQ(admit(world, input, events), std::nullopt);
}

// Until the server has given the lock up.
void wait_for_autologout(World& world) {
  Events events;
  const Time until = world.now + seconds(700);
  for (auto due = next_due(world); due && due->at <= until; due = next_due(world))
    advance(world, events);
  world.now = until;
}

void expect_all_held_once(const World& world) {
  ASSERT_EQ(broken_invariants(world), std::vector<std::string>{});
  ASSERT_FALSE(world.devices[0]->plan.has_value());
  std::multiset<std::string> held;
  for (const FetchedMessage& m : world.devices[0]->store) held.insert(m.message->subject);
  ASSERT_EQ(held, (std::multiset<std::string>{"m1", "m2", "m3"}));
  const std::size_t left = world.maildrops[0]->messages.size();
  ASSERT_EQ(left, world.devices[0]->account.policy == Policy::remove_at_once ? 0u : 3u);
}

void interrupt_in_world(Preset preset, Policy policy, const Input& how) {
  World world = world_with(preset, policy, 0);
  give(world, Check{{0}});
  for (int moment = 0; !quiescent(world); ++moment) {
    SCOPED_TRACE("moment " + std::to_string(moment));
    World other = world;
    Events events;
    if (!admit(other, how, events)) {
      run(other);
      wait_for_autologout(other);
      if (other.devices[0]->cut) give(other, Plug{{0}});
      run(other);
      give(other, Check{{0}});
      run(other);
      ASSERT_NO_FATAL_FAILURE(expect_all_held_once(other));
    }
    ASSERT_TRUE(advance(world, events));
  }
  expect_all_held_once(world);
}

TEST(DeviceInterrupted, AtEveryMomentOfACheckInAWorld) {
  const std::vector<std::pair<std::string, Input>> ways = {
      {"cable", Cut{{0}}}, {"RST", Reset{{0}}}, {"FIN", Close{{0}}}};
  for (const Preset preset :
       {Preset::in_turn, Preset::pipelines, Preset::stls, Preset::dele_lags})
    for (const Policy policy : {Policy::remove_at_once, Policy::leave_on_server,
                                Policy::leave_for_days, Policy::leave_until_removed})
      for (const auto& [name, how] : ways) {
        SCOPED_TRACE(std::string(spec_of(preset).name) + ", policy " +
                     std::to_string(static_cast<int>(policy)) + ", " + name);
        interrupt_in_world(preset, policy, how);
        if (HasFatalFailure()) return;
      }
}

}  // namespace
}  // namespace popscope::sim
