// Whatever a server says, a device that checks mail comes to an end, takes no harm and says why.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/device/known.h"
#include "sim/world/world.h"
#include "tests/support/checking_device.h"

namespace popscope::sim {
namespace {

using Lines = std::vector<std::string>;

// Gives the octets that answer a line.
using Server = std::function<std::string(std::string_view line)>;

struct Spoken {
  Device device;
  Lines lines;
  bool hung_up = false;
  bool refused = false;
};

Spoken speak(const Server& server, Preset preset = Preset::in_turn,
             Policy policy = Policy::leave_on_server, std::uint64_t octets_max = 0) {
  Spoken spoken;
  Device& device = spoken.device;
  device.account.user = "mrose";
  device.account.password = "secret";
  device.account.policy = policy;
  device.account.fetch_octets_max = octets_max;
  device.account.habits = spec_of(preset).habits;
  device.client = new_client(Protocol::pop3);
  device.plan = new_plan(device.account);
  device.plan->phase = Plan::Phase::dialog;
  std::string said = server("");
  while (true) {
    const Learned learned = take_octets(device, said, kDefaultStart);
    spoken.hung_up = learned.hangs_up || learned.too_much;
    if (spoken.hung_up) break;
    const auto line = next_command(device);
    if (!line) break;
    if (spoken.lines.size() > 1000) ADD_FAILURE() << "it never ends";
    if (spoken.lines.size() > 1000) break;
    sent(device.client, *line);
    spoken.lines.push_back(line->substr(0, line->size() - 2));
    said = server(spoken.lines.back());
  }
  spoken.refused = device.plan->refused;
  return spoken;
}

// A server of which only some replies are strange; by the beginning of the line.
Server with(std::vector<std::pair<std::string, std::string>> replies) {
  return [replies](std::string_view line) -> std::string {
    for (const auto& [beginning, reply] : replies)
      if (line.rfind(beginning, 0) == 0 && !(beginning.empty() && !line.empty())) return reply;
    if (line == "STAT") return "+OK 2 200\r\n";
    if (line == "UIDL") return "+OK\r\n1 a\r\n2 b\r\n.\r\n";
    if (line == "LIST") return "+OK\r\n1 100\r\n2 100\r\n.\r\n";
    if (line.rfind("RETR", 0) == 0 || line.rfind("TOP", 0) == 0)
      return "+OK\r\nSubject: " + std::string(line) + "\r\n\r\nx\r\n.\r\n";
    return "+OK\r\n";
  };
}

Lines asked(const Spoken& spoken) {
  Lines lines;
  for (const std::string& line : spoken.lines)
    if (line.rfind("USER", 0) != 0 && line.rfind("PASS", 0) != 0) lines.push_back(line);
  return lines;
}

TEST(DeviceHostile, TakesAListingOfAnyForm) {
  const auto uidl = [](const std::string& listing) {
    const Spoken spoken = speak(with({{"UIDL", "+OK\r\n" + listing + ".\r\n"}}));
    Lines lines = asked(spoken);
    EXPECT_EQ(lines.back(), "QUIT");
    return Lines(lines.begin() + 2, lines.end() - 1);
  };
  EXPECT_EQ(uidl("2 b\r\n1 a\r\n"), (Lines{"RETR 1", "RETR 2"})) << "not in order";
  EXPECT_EQ(uidl("1 a\r\n1 b\r\n1 a\r\n"), (Lines{"RETR 1"})) << "a number more than once";
  EXPECT_EQ(uidl("1 a\r\n2 a\r\n"), (Lines{"RETR 1", "RETR 2"})) << "identical copies";
  EXPECT_EQ(uidl("3 c\r\n"), (Lines{"RETR 3"})) << "missing ones";
  EXPECT_EQ(uidl("0 a\r\n4294967295 b\r\n4294967296 c\r\n99999999999999999999999 d\r\n"),
            Lines{});
  EXPECT_EQ(uidl("-1 a\r\n+1 b\r\n1\r\n2 \r\nx\r\n\r\n1x y\r\n"), Lines{});
  EXPECT_EQ(uidl("1 " + std::string(kUniqueIdOctetsMax, 'x') + "\r\n2 " +
                 std::string(kUniqueIdOctetsMax + 1, 'x') + "\r\n"),
            (Lines{"RETR 1"}));
  EXPECT_EQ(uidl(""), Lines{});
}

TEST(DeviceHostile, IdenticalCopiesWithOneUniqueIdAreCountedOnce) {
  Device device;
  device.listed = {{1, "a"}, {2, "a"}, {3, "b"}};
  note_fetched(device, "mrose", "a", kDefaultStart);
  const auto known = [&] {
    std::vector<bool> all;
    for (const ListedMessage& m : compare_listed(device, "mrose")) all.push_back(m.known);
    return all;
  };
  EXPECT_EQ(known(), (std::vector<bool>{true, false, false}));
  note_fetched(device, "mrose", "a", kDefaultStart);
  note_fetched(device, "mrose", "a", kDefaultStart);
  EXPECT_EQ(known(), (std::vector<bool>{true, true, false}));
  EXPECT_EQ(device.known.size(), 2u);
  device.listed = {{1, "a"}};
  forget_unlisted(device, "mrose");
  EXPECT_EQ(device.known.size(), 1u);
}

TEST(DeviceHostile, BelievesNoNumberThatItCannotRead) {
  const auto stat = [](const std::string& reply, Preset preset) {
    const Spoken spoken = speak(with({{"STAT", reply}}), preset);
    return asked(spoken);
  };
  for (const char* reply : {"+OK\r\n", "+OK many\r\n", "+OK -1 2\r\n", "+OK 4294967296 1\r\n",
                            "+OK 2x 1\r\n", "-ERR\r\n", "+OK  2 2\r\n"})
    EXPECT_EQ(stat(reply, Preset::no_unique_ids), (Lines{"STAT", "QUIT"})) << reply;
  EXPECT_EQ(stat("+OK 2 99999999999999999999999\r\n", Preset::no_unique_ids),
            (Lines{"STAT", "RETR 1", "RETR 2", "QUIT"}));
}

TEST(DeviceHostile, FourBillionMessagesAreNotBelieved) {
  std::size_t asked_for = 0;
  Device device;
  device.account.habits = spec_of(Preset::no_unique_ids).habits;
  device.client = new_client(Protocol::pop3);
  device.plan = new_plan(device.account);
  device.plan->phase = Plan::Phase::dialog;
  take_octets(device, "+OK\r\n", kDefaultStart);
  const auto& check = std::get<Pop3Check>(device.plan->dialog);
  while (check.next != Pop3Check::Next::errands) {
    const std::string line = *next_command(device);
    sent(device.client, line);
    take_octets(device, line == "STAT\r\n" ? "+OK 4294967295 1\r\n" : "+OK\r\n", kDefaultStart);
  }
  for (const Errand& errand : check.errands) asked_for += errand.kind == Errand::Kind::fetch;
  EXPECT_EQ(asked_for, kFetchMax);
}

TEST(DeviceHostile, SizesThatAreHugeAreTooLarge) {
  const Spoken spoken = speak(with({{"LIST", "+OK\r\n2 99999999999999999999999\r\n1 10\r\n.\r\n"}}),
                              Preset::in_turn, Policy::leave_on_server, 1000);
  EXPECT_EQ(asked(spoken), (Lines{"STAT", "UIDL", "LIST", "RETR 1", "TOP 2 0", "QUIT"}));
  ASSERT_EQ(spoken.device.previews.size(), 1u);
  EXPECT_EQ(spoken.device.previews[0].octets, 18446744073709551615u);
}

TEST(DeviceHostile, AChallengeThatNeverEndsIsLeft) {
  const std::string capa = "+OK\r\nSASL PLAIN LOGIN\r\n.\r\n";
  for (const char* challenge : {"+ \r\n", "+ !!!\r\n", "+ VXNlcm5hbWU6\r\n"}) {
    const Spoken spoken = speak(
        [&](std::string_view line) -> std::string {
          if (line == "") return "+OK\r\n";
          return line == "CAPA" ? capa : challenge;
        },
        Preset::auth_plain);
    EXPECT_TRUE(spoken.hung_up) << challenge;
    EXPECT_TRUE(spoken.refused);
    EXPECT_LE(spoken.lines.size(), 5u);
  }
}

TEST(DeviceHostile, RefusesEverythingAndIsLeft) {
  for (const PresetSpec& spec : preset_table()) {
    SCOPED_TRACE(spec.name);
    for (const bool greets : {false, true}) {
      const Spoken spoken = speak(
          [&](std::string_view line) -> std::string {
            return line.empty() && greets ? "+OK\r\n" : "-ERR no\r\n";
          },
          spec.preset);
      EXPECT_TRUE(spoken.refused);
      EXPECT_TRUE(spoken.hung_up) << "it refuses QUIT, too";
      EXPECT_TRUE(spoken.device.store.empty());
    }
  }
}

TEST(DeviceHostile, UnaskedRepliesMoveNothingOn) {
  const std::string more = "+OK 9 9\r\n-ERR\r\n+ x\r\n\r\n";
  const Spoken spoken = speak([&](std::string_view line) { return with({})(line) + more; });
  EXPECT_EQ(asked(spoken), (Lines{"STAT", "UIDL", "RETR 1", "RETR 2", "QUIT"}));
  EXPECT_EQ(spoken.device.store.size(), 2u);
}

TEST(DeviceHostile, HangsUpOnWhatIsTooMuchAndFetchesNothingOfIt) {
  const std::string endless(100'000, 'x');
  for (const char* at : {"", "USER", "PASS", "STAT", "QUIT"}) {
    const Spoken spoken = speak(with({{at, endless}}));
    EXPECT_TRUE(spoken.hung_up) << at;
  }
  std::string listing = "+OK\r\n";
  while (listing.size() < pop3::kListingOctetsMax) listing += "1 a\r\n";
  const Spoken spoken = speak(with({{"UIDL", listing}}));
  EXPECT_TRUE(spoken.hung_up);
  EXPECT_TRUE(spoken.device.store.empty());
  EXPECT_EQ(std::get<pop3::Client>(spoken.device.client).too_much, pop3::TooMuch::listing);
}

// In a World: the link is reset, and the event says why. A server that stuffs no dots sends what
// stands behind one in a message as if it were replies.
TEST(DeviceHostile, TheWorldTellsOfIt) {
  World world;
  sim::Server server;
  server.pop3.modify().ways.stuffs_nothing = true;
  add_server(world, std::move(server));
  add_maildrop(world, "mrose", "secret");
  std::string mail = "Subject: dots\r\n\r\n.\r\n";
  for (std::uint32_t i = 0; i <= pop3::kUnaskedMax; ++i) mail += "x\r\n";
  deliver(world.maildrops[0].modify(), message_from_octets(mail, world.next_identity++));
  Account account;
  account.user = "mrose";
  account.password = "secret";
  add_device(world, "Laptop", account);
  Events events;
  ASSERT_EQ(admit(world, Check{{0}}, events), std::nullopt);
  while (!quiescent(world) && advance(world, events)) {}
  std::optional<pop3::TooMuch> why;
  bool refused = false;
  for (const Event& event : events) {
    if (const auto* reset = std::get_if<ResetSent>(&event)) why = reset->too_much;
    if (const auto* ended = std::get_if<CheckEnded>(&event)) refused = ended->refused;
  }
  EXPECT_EQ(why, pop3::TooMuch::unasked);
  EXPECT_TRUE(refused);
  EXPECT_FALSE(world.devices[0]->plan.has_value());
  EXPECT_FALSE(world.devices[0]->link.has_value());
  EXPECT_TRUE(broken_invariants(world).empty());
}

}  // namespace
}  // namespace popscope::sim
