#pragma once
// A device that checks mail by POP3 on bare sessions, without a World between them, and whose check
// can be interrupted at any octet or command.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/device/device.h"
#include "tests/support/pop3_server.h"

namespace popscope::test {

// What goes wrong in a check; nothing where nothing is set.
struct Trouble {
  std::optional<std::size_t> ends_behind{};  // so many octets of the server: then all is over
  std::optional<std::size_t> refuses{};      // this command, from 0, is not carried out: -ERR
};

struct CheckingDevice {
  sim::Device device;
  Drops drops;
  sim::pop3::Config config;
  sim::Time now = sim::kDefaultStart;

  // Of the last check.
  std::vector<std::string> lines;    // what the device sent
  std::vector<std::string> portions; // ... as it sent it: pipelined lines go together
  std::size_t octets = 0;            // what the server sent
  bool fetched_or_refused = false;   // it came to its end
  bool refused = false;
  bool closed_by_device = false;

  CheckingDevice() {
    device.name = "Laptop";
    device.account.user = "mrose";
    device.account.password = "secret";
  }

  explicit CheckingDevice(const std::vector<std::string>& mail) : CheckingDevice() {
    drops.add("mrose", "secret", mail);
  }

  void check(const Trouble& trouble = {}) {
    lines.clear();
    portions.clear();
    octets = 0;
    fetched_or_refused = refused = closed_by_device = false;
    Talk talk(drops, config, sessions_++);
    talk.now = now;
    device.client = sim::new_client(device.account.protocol);
    device.plan = sim::new_plan(device.account);
    device.plan->phase = sim::Plan::Phase::dialog;
    if (hand_over(talk, talk.greeting, trouble)) converse(talk, trouble);
    fetched_or_refused = device.plan->phase == sim::Plan::Phase::done;
    refused = device.plan->refused;
    connection_over(device);
    device.plan.reset();
    talk.reset();
  }

  std::vector<std::string> subjects() const {
    std::vector<std::string> all;
    for (const sim::FetchedMessage& m : device.store) all.push_back(m.message->subject);
    return all;
  }

  std::vector<std::string> on_server() const {
    std::vector<std::string> all;
    for (const sim::StoredMessage& m : drops.maildrop(sim::MaildropId{0}).messages)
      all.push_back(m.message->subject);
    return all;
  }

  void arrives(const std::string& octets_of_mail) {
    sim::deliver(drops.modify(sim::MaildropId{0}), sim::message_from_octets(octets_of_mail, 99),
                 now);
  }

  void user_removes(std::string_view subject) {
    const std::optional<std::size_t> at = sim::find_held(device, subject, 0);
    ASSERT_TRUE(at.has_value());
    sim::use_message(device, *at, sim::SystemFlag::deleted);
  }

 private:
  // False: the connection is over.
  bool hand_over(Talk& talk, std::string_view sent, const Trouble& trouble) {
    const std::size_t left = trouble.ends_behind.value_or(octets + sent.size()) - octets;
    octets += std::min(left, sent.size());
    const sim::Learned learned = take_octets(device, sent.substr(0, left), now);
    if (learned.begins_tls) sim::pop3::tls_started(talk.session);
    closed_by_device = learned.hangs_up || learned.too_much;
    return left >= sent.size() && !closed_by_device;
  }

  void converse(Talk& talk, const Trouble& trouble) {
    while (const auto portion = next_command(device)) {
      ASSERT_LT(portions.size(), 500u) << "the plan never ends";
      ASSERT_TRUE(portion->ends_with("\r\n"));
      portions.push_back(*portion);
      sim::sent(device.client, *portion);
      ASSERT_EQ(next_command(device), std::nullopt) << "a reply is awaited";
      std::string replies;
      for (std::string_view rest = *portion; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find("\r\n"));
        rest.remove_prefix(line.size() + 2);
        const bool refuses = trouble.refuses == lines.size();
        lines.emplace_back(line);
        replies += refuses ? std::string("-ERR no\r\n") : talk.say(line);
      }
      if (!hand_over(talk, replies, trouble)) return;
    }
  }

  std::uint32_t sessions_ = 0;
};

// A few messages that are soon fetched.
inline std::vector<std::string> small_mail(int count) {
  std::vector<std::string> mail;
  for (int n = 1; n <= count; ++n)
    mail.push_back("Subject: m" + std::to_string(n) + "\r\n\r\n.Text " + std::to_string(n) +
                   "\r\n");
  return mail;
}

}  // namespace popscope::test
