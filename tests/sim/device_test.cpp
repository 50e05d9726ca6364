// A device's plan against a session, without a World between them.
#include "sim/device/device.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "tests/support/pop3_server.h"

namespace popscope::sim {
namespace {

using test::Drops;
using test::mail_of;
using test::Talk;

Device device_of(Policy policy) {
  Device device;
  device.name = "Laptop";
  device.account.user = "mrose";
  device.account.password = "secret";
  device.account.policy = policy;
  return device;
}

// A check whose connection stands.
Pop3Check& in_dialog(Device& device) {
  device.plan = new_plan(device.account);
  device.plan->phase = Plan::Phase::dialog;
  return std::get<Pop3Check>(device.plan->dialog);
}

// What the device sent, line by line.
using Sent = std::vector<std::string>;

void hand_over(Device& device, const std::string& octets) {
  take_octets(device, octets, kDefaultStart);
}

void type(Device& device, Talk& talk, const std::string& line) {
  sent(device.client, line + "\r\n");
  hand_over(device, talk.say(line));
}

Sent check(Device& device, Drops& drops, std::uint32_t session) {
  Talk talk(drops, {}, session);
  device.client = new_client(device.account.protocol);
  in_dialog(device);
  Sent sent;
  EXPECT_EQ(next_command(device), std::nullopt);
  hand_over(device, talk.greeting);
  while (const auto line = next_command(device)) {
    if (sent.size() > 100) ADD_FAILURE() << "the plan never ends";
    if (sent.size() > 100) break;
    EXPECT_TRUE(line->ends_with("\r\n"));
    sent.push_back(line->substr(0, line->size() - 2));
    sim::sent(device.client, *line);
    EXPECT_EQ(next_command(device), std::nullopt) << "a reply is awaited";
    hand_over(device, talk.raw(*line));
  }
  EXPECT_EQ(device.plan->phase, Plan::Phase::done);
  EXPECT_TRUE(talk.closed);
  return sent;
}

TEST(Device, FetchesAndRemovesInTurn) {
  Drops drops;
  drops.add("mrose", "secret", {mail_of(700, "one"), mail_of(800, "two")});
  Device device = device_of(Policy::remove_at_once);
  EXPECT_EQ(check(device, drops, 0), (Sent{"USER mrose", "PASS secret", "STAT", "UIDL", "RETR 1",
                                           "DELE 1", "RETR 2", "DELE 2", "QUIT"}));
  EXPECT_EQ(device.plan->fetched_now, 2u);
  EXPECT_FALSE(device.plan->refused);
  ASSERT_EQ(device.store.size(), 2u);
  EXPECT_EQ(device.store[0].message->subject, "one");
  EXPECT_EQ(device.store[1].message->size(), Octets{800});
  EXPECT_TRUE(drops.maildrop(MaildropId{0}).messages.empty());
  EXPECT_EQ(check(device, drops, 1), (Sent{"USER mrose", "PASS secret", "STAT", "QUIT"}));
}

TEST(Device, LeavesCopiesAndFetchesWhatIsNew) {
  Drops drops;
  drops.add("mrose", "secret", {mail_of(700), mail_of(800)});
  Device device = device_of(Policy::leave_on_server);
  EXPECT_EQ(check(device, drops, 0),
            (Sent{"USER mrose", "PASS secret", "STAT", "UIDL", "RETR 1", "RETR 2", "QUIT"}));
  EXPECT_EQ(device.known.size(), 2u);
  EXPECT_EQ(device.store[1].unique_id, drops.maildrop(MaildropId{0}).messages[1].unique_id);
  EXPECT_EQ(check(device, drops, 1), (Sent{"USER mrose", "PASS secret", "STAT", "UIDL", "QUIT"}));

  deliver(drops.modify(MaildropId{0}), message_from_octets(mail_of(900), 7));
  EXPECT_EQ(check(device, drops, 2),
            (Sent{"USER mrose", "PASS secret", "STAT", "UIDL", "RETR 3", "QUIT"}));
  EXPECT_EQ(device.store.size(), 3u);
  EXPECT_EQ(drops.maildrop(MaildropId{0}).messages.size(), 3u);
}

TEST(Device, LeavesWithQuitWhenItIsRefused) {
  Drops drops;
  drops.add("mrose", "secret", {mail_of(700)});
  Device device = device_of(Policy::remove_at_once);
  device.account.password = "wrong";
  EXPECT_EQ(check(device, drops, 0), (Sent{"USER mrose", "PASS wrong", "QUIT"}));
  EXPECT_TRUE(device.plan->refused);
  EXPECT_EQ(drops.maildrop(MaildropId{0}).messages.size(), 1u);

  Talk holder(drops, {}, 1);
  ASSERT_TRUE(holder.log_in());
  device.account.password = "secret";
  EXPECT_EQ(check(device, drops, 2), (Sent{"USER mrose", "PASS secret", "QUIT"}));
  EXPECT_TRUE(device.plan->refused);
  EXPECT_EQ(device.last_reply, "+OK bye");
}

TEST(Device, LeavesAServerThatRefusesAtOnce) {
  Device device = device_of(Policy::remove_at_once);
  in_dialog(device);
  hand_over(device, "-ERR too busy\r\n");
  EXPECT_TRUE(device.plan->refused);
  EXPECT_EQ(next_command(device), "QUIT\r\n");
}

TEST(Device, MarksNothingThatItCouldNotFetch) {
  Device device = device_of(Policy::remove_at_once);
  std::get<pop3::Client>(device.client).greeted = true;
  Pop3Check& check = in_dialog(device);
  check.logged_in = true;
  check.next = Pop3Check::Next::errands;
  using Kind = Errand::Kind;
  check.errands = {{Kind::fetch, 1}, {Kind::dele, 1}, {Kind::fetch, 2}, {Kind::dele, 2}};
  sent(device.client, *next_command(device));
  hand_over(device, "-ERR gone\r\n");
  EXPECT_EQ(next_command(device), "RETR 2\r\n");
  EXPECT_TRUE(device.store.empty());
  EXPECT_EQ(device.plan->fetched_now, 0u);
}

TEST(Device, SendsNoSecondLineFromItsSettings) {
  Device device = device_of(Policy::remove_at_once);
  std::get<pop3::Client>(device.client).greeted = true;
  in_dialog(device);
  device.account.user = "mrose\r\nQUIT";
  EXPECT_EQ(next_command(device), "USER mroseQUIT\r\n");
}

TEST(Device, StoresWhatIsFetchedByHand) {
  const std::string dots = "Subject: dots\r\n\r\n.x\r\n";
  Drops drops;
  drops.add("mrose", "secret", {dots, mail_of(800)});
  const std::string second = drops.maildrop(MaildropId{0}).messages[1].unique_id;
  Talk talk(drops);
  Device device = device_of(Policy::remove_at_once);
  hand_over(device, talk.greeting);
  for (const char* line : {"USER mrose", "PASS secret", "RETR 1", "RETR 9", "TOP 2 1"})
    type(device, talk, line);
  ASSERT_EQ(device.store.size(), 1u);
  EXPECT_EQ(device.store[0].message->octets.view(), dots);
  EXPECT_EQ(device.store[0].unique_id, "");
  EXPECT_EQ(device.store[0].fetched, kDefaultStart);

  type(device, talk, "UIDL 2");
  type(device, talk, "RETR 2");
  type(device, talk, "RETR 2");
  ASSERT_EQ(device.store.size(), 3u);
  EXPECT_EQ(device.store[1].unique_id, second);
  EXPECT_EQ(device.known, (std::vector<KnownUniqueId>{{"mrose", second, kDefaultStart}}));
  EXPECT_EQ(device.store[1].message, device.store[2].message) << "the octets are shared";
  type(device, talk, "UIDL");
  EXPECT_EQ(device.listed.size(), 2u);
}

TEST(Device, EndsItsPlanWithTheConnection) {
  Device device = device_of(Policy::remove_at_once);
  device.plan = Plan{};
  device.listed = {{1, "q4a1"}};
  connection_over(device);
  EXPECT_EQ(device.plan->phase, Plan::Phase::done);
  EXPECT_TRUE(device.plan->refused);
  EXPECT_TRUE(device.listed.empty());
  EXPECT_EQ(next_command(device), std::nullopt);
}

TEST(Device, DigestSeesEveryField) {
  const auto digest_of = [](const Device& device) {
    Digest d;
    digest(d, device);
    return d.value();
  };
  Device device;
  std::set<std::uint64_t> seen{digest_of(device)};
  const auto changed = [&] { return seen.insert(digest_of(device)).second; };
  device.name = "Laptop";
  EXPECT_TRUE(changed());
  device.account.policy = Policy::leave_on_server;
  EXPECT_TRUE(changed());
  device.cut = true;
  EXPECT_TRUE(changed());
  device.link = LinkId{0};
  EXPECT_TRUE(changed());
  sent(device.client, "STAT\r\nNO");
  EXPECT_TRUE(changed());
  pop3::receive(std::get<pop3::Client>(device.client), "+OK\r\n+");
  EXPECT_TRUE(changed());
  device.plan = Plan{};
  EXPECT_TRUE(changed());
  std::get<Pop3Check>(device.plan->dialog).errands = {{Errand::Kind::fetch, 1}};
  EXPECT_TRUE(changed());
  device.listed = {{1, "q4a1"}};
  EXPECT_TRUE(changed());
  device.store = {{message_from_octets("a", 0), "q4a1", kDefaultStart}};
  EXPECT_TRUE(changed());
  device.known = {{"mrose", "q4a1"}};
  EXPECT_TRUE(changed());
  device.last_reply = "+OK";
  EXPECT_TRUE(changed());
}

}  // namespace
}  // namespace popscope::sim
