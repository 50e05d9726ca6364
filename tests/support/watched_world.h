#pragma once
// A World in which every moment is looked at: the invariants hold after each, and what happened is
// kept. For tests of what is done to it from outside.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/mail/message.h"
#include "tests/support/every_port.h"

namespace popscope::sim::test {

struct WatchedWorld {
  World world;
  Events events;  // of everything so far

  explicit WatchedWorld(Server server = server_on_every_port()) {
    world.random = Random{7};
    add_server(world, std::move(server));
    add_maildrop(world, "sarah", "secret");
    for (const char* subject : {"one", "two", "three"}) arrives(subject);
  }

  DeviceId device(const std::string& name, Protocol protocol = Protocol::pop3, bool tls = false) {
    Account account;
    account.user = "sarah";
    account.password = "secret";
    account.protocol = protocol;
    account.tls = tls;
    account.port = usual_port(protocol, tls);
    return add_device(world, name, account);
  }

  void arrives(const std::string& subject) {
    deliver(world.maildrops[0].modify(),
            message_from_text("Subject: " + subject + "\r\n\r\nHello.\r\n", world.next_identity++),
            world.now);
  }

  std::optional<Inadmissible> admit(const Input& input) {
    const auto refused = sim::admit(world, input, events);
    look();
    return refused;
  }

  bool moment() {
    const bool more = advance(world, events);
    look();
    return more;
  }

  void settle() {
    for (int i = 0; i < 10'000 && !quiescent(world); ++i)
      if (!moment()) return;
    EXPECT_TRUE(quiescent(world)) << "it never comes to rest";
  }

  // Time passes, and what is due in it happens.
  void pass(Duration time) {
    const Time until = world.now + time;
    for (auto due = next_due(world); due && due->at <= until; due = next_due(world)) moment();
    world.now = until;
  }

  // What is refused fails the test.
  void give(const Input& input) {
    const auto refused = admit(input);
    EXPECT_FALSE(refused) << to_text(refused.value_or(Inadmissible::too_late));
    settle();
  }
  void say(DeviceId device, const std::string& line) { give(Send{device, line + "\r\n"}); }
  void log_in(DeviceId device) {
    give(Connect{device});
    say(device, "USER sarah");
    say(device, "PASS secret");
  }

  const Link& link(std::uint32_t id) const { return *world.links[id]; }
  const std::string& heard(DeviceId device) const {
    return world.devices[device.value]->last_reply;
  }
  bool locked() const { return world.maildrops[0]->locked_by.has_value(); }
  std::vector<std::string> on_server() const {
    std::vector<std::string> subjects;
    for (const StoredMessage& m : world.maildrops[0]->messages)
      subjects.push_back(m.message->subject);
    return subjects;
  }

  template <class What>
  std::vector<What> all() const {
    std::vector<What> found;
    for (const Event& event : events)
      if (const auto* what = std::get_if<What>(&event)) found.push_back(*what);
    return found;
  }
  template <class What>
  std::size_t count() const {
    return all<What>().size();
  }

 private:
  void look() { EXPECT_EQ(broken_invariants(world), std::vector<std::string>{}); }
};

}  // namespace popscope::sim::test
