// Claims about flags and about connections: when they hold, and what is said when they do not.
#include <gtest/gtest.h>

#include "lesson/complaint.h"
#include "lesson/visit.h"
#include "tests/lesson/sentences.h"
#include "tests/support/story.h"

namespace popscope::test {
namespace {

using lesson::Claim;
using lesson::ConnectionIs;
using lesson::ConnectionState;
using lesson::DeviceFlags;
using lesson::ServerFlags;
using sim::SystemFlag;

using Complaints = std::vector<std::string>;

Complaints check(Story story, sim::Protocol protocol) {
  lesson::Scenario scenario = sarah(std::move(story));
  scenario.server.ports = {110, 143, 995};
  for (lesson::DeviceSetup& device : scenario.devices) device.protocol = protocol;
  return in_words(lesson::Visit(compiled(std::move(scenario))).check());
}

lesson::Entry claims(std::vector<Claim> all) { return expect({std::move(all), {9, 1, "/claim"}}); }

lesson::Entry checks(std::string device) { return entry(lesson::CheckAct{std::move(device)}); }

sim::Flags flags(std::initializer_list<SystemFlag> all) {
  sim::Flags result;
  for (const SystemFlag flag : all) result.set(flag);
  return result;
}

const std::string kInvoice = "Invoice 4471";
const sim::Flags kNone = {};
const sim::Flags kSeen = flags({SystemFlag::seen});

// The phone reads the invoice and tells the server; then the laptop looks.
Story read_on_the_phone(std::vector<std::vector<Claim>> at) {
  return {checks("Laptop"),
          checks("Phone"),
          entry(lesson::UseAct{"Phone", sim::Deed::read, kInvoice}),
          claims(at[0]),
          checks("Phone"),
          claims(at[1]),
          checks("Laptop"),
          claims(at[2])};
}

TEST(Claims, FlagsAreTheServersAndWhatADeviceHasHeardOfThem) {
  EXPECT_EQ(check(read_on_the_phone({{DeviceFlags{"Phone", kInvoice, kSeen},
                                      ServerFlags{"sarah", kInvoice, kNone},
                                      DeviceFlags{"Laptop", kInvoice, kNone}},
                                     {ServerFlags{"sarah", kInvoice, kSeen},
                                      ServerFlags{"sarah", "Router manual", kNone},
                                      DeviceFlags{"Laptop", kInvoice, kNone}},
                                     {DeviceFlags{"Laptop", kInvoice, kSeen}}}),
                  sim::Protocol::imap),
            Complaints{});
}

TEST(Claims, FlagsAreAllOfThem) {
  const sim::Flags both = flags({SystemFlag::seen, SystemFlag::deleted});
  EXPECT_EQ(
      check(read_on_the_phone({{ServerFlags{"sarah", kInvoice, kSeen}},
                               {ServerFlags{"sarah", kInvoice, both}},
                               {DeviceFlags{"Laptop", kInvoice, kNone}}}),
            sim::Protocol::imap),
      (Complaints{"test.json:9:1: /claim: “Invoice 4471” in the maildrop of sarah should have the "
                  "flags [\"\\\\Seen\"], but has []; correct the claim, or the story before it.",
                  "test.json:9:1: /claim: “Invoice 4471” in the maildrop of sarah should have the "
                  "flags [\"\\\\Deleted\", \"\\\\Seen\"], but has [\"\\\\Seen\"]; correct the "
                  "claim, or the story before it.",
                  "test.json:9:1: /claim: “Invoice 4471” on “Laptop” should have the flags [], but "
                  "has [\"\\\\Seen\"]; correct the claim, or the story before it."}));
}

TEST(Claims, Pop3KeepsAReadMessageToItsDevice) {
  lesson::SetAct leaves{"Phone", sim::Policy::leave_on_server};
  EXPECT_EQ(check({entry(leaves), checks("Phone"),
                   entry(lesson::UseAct{"Phone", sim::Deed::read, kInvoice}), checks("Phone"),
                   claims({DeviceFlags{"Phone", kInvoice, kSeen},
                           ServerFlags{"sarah", kInvoice, kNone}})},
                  sim::Protocol::pop3),
            Complaints{});
}

TEST(Claims, FlagsNeedTheirMessage) {
  EXPECT_EQ(check({claims({ServerFlags{"sarah", "Lunch", kNone}}),
                   claims({DeviceFlags{"Phone", kInvoice, kNone}})},
                  sim::Protocol::imap),
            (Complaints{"test.json:9:1: /claim: The maildrop of sarah should hold “Lunch”, but "
                        "does not; correct the subject, or the story before this claim.",
                        "test.json:9:1: /claim: “Phone” should hold “Invoice 4471”, but does not; "
                        "correct the subject, or the story before this claim."}));
}

// What the laptop's connection is after that story: one state, and no other.
std::string state_after(Story story, sim::Protocol protocol = sim::Protocol::pop3) {
  std::vector<std::string> holding;
  for (int i = 0; i < lesson::kConnectionStates; ++i) {
    const auto state = static_cast<ConnectionState>(i);
    Story told = story;
    told.push_back(claims({ConnectionIs{"Laptop", state}}));
    const Complaints found = check(std::move(told), protocol);
    EXPECT_LE(found.size(), 1u);
    if (found.empty()) holding.emplace_back(to_text(state));
  }
  return holding.size() == 1 ? holding.front() : lesson::as_list(holding);
}

lesson::Entry at_port(std::uint16_t port) {
  lesson::SetAct act{"Laptop"};
  act.port = port;
  return entry(std::move(act));
}

lesson::Entry firewall(sim::Verdict verdict) {
  return entry(lesson::FirewallAct{{110, verdict}});
}

const lesson::Entry kClose = entry(lesson::CloseAct{"Laptop"});
const lesson::Entry kReset = entry(lesson::ResetAct{"Laptop"});
const std::vector<std::string> kNonsense(21, "x y");

TEST(Claims, AConnectionStandsOrHasEndedInOneWay) {
  EXPECT_EQ(state_after({connect()}), "open");
  EXPECT_EQ(state_after({connect(), cut()}), "cut");
  EXPECT_EQ(state_after({connect(), cut(), entry(lesson::PlugAct{"Laptop"})}), "open")
      << "nothing was on its way";
  EXPECT_EQ(state_after({connect(), send({"QUIT"})}), "quit");
  EXPECT_EQ(state_after({connect(), send({"USER sarah", "PASS secret", "DELE 1", "QUIT"})}),
            "quit");
  EXPECT_EQ(state_after({connect(), kClose}), "closed") << "the server is about to hear";
  EXPECT_EQ(state_after({connect(), kClose, wait(1)}), "closed");
  EXPECT_EQ(state_after({connect(), kReset}), "reset");
  EXPECT_EQ(state_after({connect(), kReset, wait(1)}), "reset");
  EXPECT_EQ(state_after({connect(), cut(), wait(599)}), "cut");
  EXPECT_EQ(state_after({connect(), cut(), wait(601)}), "autologout");
  EXPECT_EQ(state_after({connect(), cut(), wait(601), entry(lesson::PlugAct{"Laptop"}),
                         send({"NOOP"}), wait(1)}),
            "autologout")
      << "the RST that answers NOOP is not what ended it";
  EXPECT_EQ(state_after({connect(), send(kNonsense)}), "too many errors");
  EXPECT_EQ(state_after({at_port(101), connect()}), "refused");
  EXPECT_EQ(state_after({firewall(sim::Verdict::reject), connect()}), "refused");
  EXPECT_EQ(state_after({firewall(sim::Verdict::drop), connect()}), "timed out");
  EXPECT_EQ(state_after({at_port(995), connect()}), "handshake failed");
  EXPECT_EQ(state_after({connect(), send({"QUIT"}), connect()}), "open") << "the latest one";
}

TEST(Claims, AnImapConnectionToo) {
  const auto imap = sim::Protocol::imap;
  EXPECT_EQ(state_after({connect()}, imap), "open");
  EXPECT_EQ(state_after({connect(), send({"a LOGOUT"})}, imap), "logout");
  EXPECT_EQ(state_after({checks("Laptop")}, imap), "logout");
  EXPECT_EQ(state_after({connect(), kClose, wait(1)}, imap), "closed");
  EXPECT_EQ(state_after({connect(), kReset, wait(1)}, imap), "reset");
  EXPECT_EQ(state_after({connect(), wait(1801)}, imap), "autologout");
  EXPECT_EQ(state_after({connect(), send(kNonsense)}, imap), "too many errors");
}

TEST(Claims, AConnectionIsOpeningUntilThereIsASession) {
  lesson::WaitAct millisecond{sim::milliseconds(1)};
  EXPECT_EQ(check({together({{connect()},
                             {entry(millisecond),
                              claims({ConnectionIs{"Laptop", ConnectionState::opening}})}}),
                   claims({ConnectionIs{"Laptop", ConnectionState::opening}})},
                  sim::Protocol::pop3),
            (Complaints{"test.json:9:1: /claim: The connection of “Laptop” should be “opening”, "
                        "but is “open”; write “open”, or correct the story before it."}));
}

TEST(Claims, AConnectionNeedsAConnection) {
  EXPECT_EQ(check({claims({ConnectionIs{"Phone", ConnectionState::open}})}, sim::Protocol::pop3),
            (Complaints{"test.json:9:1: /claim: “Phone” has had no connection so far; write a "
                        "connect or a check before this claim."}));
}

// --- where a connection goes, and who can read it ---

TEST(Claims, ThePortAndTheSealAreThoseOfTheLatestConnection) {
  lesson::SetAct tls{"Phone"};
  tls.tls = true;
  tls.port = 995;
  const auto told = check(
      {claims({lesson::PortIs{"Phone", 110}}), checks("Phone"),
       claims({lesson::PortIs{"Phone", 110}, lesson::SealedIs{"Phone", false}}),
       entry(tls), checks("Phone"),
       claims({lesson::PortIs{"Phone", 995}, lesson::SealedIs{"Phone", true}}),
       claims({lesson::PortIs{"Phone", 110}}), claims({lesson::SealedIs{"Phone", false}}),
       checks("Laptop"), claims({lesson::SealedIs{"Laptop", true}})},
      sim::Protocol::pop3);
  ASSERT_EQ(told.size(), 4u);
  EXPECT_NE(told[0].find("“Phone”"), std::string::npos) << told[0];
  EXPECT_NE(told[1].find("should go to port 110, but goes to 995"), std::string::npos) << told[1];
  EXPECT_NE(told[2].find("should not be sealed"), std::string::npos) << told[2];
  EXPECT_NE(told[3].find("“Laptop” should be sealed by TLS"), std::string::npos) << told[3];
}

}  // namespace
}  // namespace popscope::test
