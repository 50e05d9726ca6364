#pragma once
// A World with a server on every port and sarah's three messages, for tests of devices in it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/transcript/transcript.h"
#include "tests/support/every_port.h"

namespace popscope::sim::test {

class ImapWorld : public testing::Test {
 protected:
  ImapWorld() {
    world.random = Random{7};
    add_server(world, server_on_every_port());
    add_maildrop(world, "sarah", "secret");
    for (const char* subject : {"one", "two", "three"}) arrives(subject);
  }

  DeviceId device(const std::string& name, Protocol protocol, bool tls = false) {
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

  void give(const Input& input) {
    Events now;
    ASSERT_EQ(admit(world, input, now), std::nullopt);
    take(now);
    rest();
  }

  void rest() {
    for (int guard = 0; !quiescent(world); ++guard) {
      ASSERT_LT(guard, 10'000) << "it never comes to rest";
      step();
    }
  }

  void step() {
    Events now;
    ASSERT_TRUE(advance(world, now));
    take(now);
  }

  void pass(Duration time) {
    const Time until = world.now + time;
    for (auto due = next_due(world); due && due->at <= until; due = next_due(world)) step();
    world.now = until;
  }

  void take(const Events& now) {
    transcript.read(now);
    events.insert(events.end(), now.begin(), now.end());
    ASSERT_EQ(broken_invariants(world), std::vector<std::string>{});
  }

  std::vector<std::string> sent(LinkId link) const { return transcript.of(link, Side::device); }

  std::vector<std::string> held(DeviceId id) const {
    std::vector<std::string> subjects;
    for (const FetchedMessage& m : world.devices[id.value]->store)
      subjects.push_back(m.message->subject);
    return subjects;
  }

  std::vector<std::string> on_server() const {
    std::vector<std::string> subjects;
    for (const StoredMessage& m : world.maildrops[0]->messages)
      subjects.push_back(m.message->subject);
    return subjects;
  }

  template <class What>
  std::size_t count() const {
    std::size_t n = 0;
    for (const Event& event : events) n += std::holds_alternative<What>(event) ? 1 : 0;
    return n;
  }

  template <class What>
  const What* last() const {
    const What* found = nullptr;
    for (const Event& event : events)
      if (const auto* what = std::get_if<What>(&event)) found = what;
    return found;
  }

  World world;
  Events events;
  Transcript transcript;
};

}  // namespace popscope::sim::test
