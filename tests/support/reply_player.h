#pragma once
// Octets of a server that may be anybody, handed to a device that checks mail by POP3. The first
// octet chooses preset, the second policy and limits; 0xFF ends a portion, and the device says what
// it says next; 0xFE ends the connection, and another check begins. Shared by the fuzzer of the
// reply reader and by a test that runs it on changed transcripts.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "sim/device/device.h"

namespace popscope::test {

inline void require(bool holds) {
  if (!holds) std::abort();
}

class ReplyPlayer {
 public:
  ReplyPlayer(std::uint8_t habits, std::uint8_t policy, bool octet_by_octet)
      : octet_by_octet_(octet_by_octet) {
    sim::Account& account = device_.account;
    account.user = "mrose";
    account.password = "secret";
    account.habits = sim::preset_table()[habits % sim::kPresets].habits;
    account.policy = static_cast<sim::Policy>(policy % sim::kPolicies);
    account.leave_days = policy / sim::kPolicies % 2;
    account.fetch_octets_max = policy / sim::kPolicies / 2 % 2 * 50;
    begin();
  }

  // The device has heard all that there is for now.
  void portion(std::string_view octets) {
    if (over_) return;
    if (octet_by_octet_) {
      for (const char c : octets) hear(std::string_view(&c, 1));
    } else {
      hear(octets);
    }
    if (over_) return;
    const auto line = next_command(device_);
    if (!line) return;
    require(line->ends_with("\r\n"));
    sim::sent(device_.client, *line);
    require(!next_command(device_));
    said_ += *line;
  }

  void ends() {
    connection_over(device_);
    device_.plan.reset();
    now_ = now_ + sim::seconds(86'400);
    if (!device_.store.empty())
      use_message(device_, device_.store.size() - 1, sim::SystemFlag::deleted);
    begin();
  }

  // The same, however the octets came.
  std::pair<std::string, std::uint64_t> outcome() const {
    sim::Digest d;
    digest(d, device_);
    std::set<std::pair<std::string, std::string>> previews;
    for (const sim::Preview& preview : device_.previews)
      require(preview.unique_id.empty() ||
              previews.emplace(preview.user, preview.unique_id).second);
    for (std::size_t i = 1; i < device_.listed.size(); ++i)
      require(device_.listed[i - 1].number < device_.listed[i].number);
    return {said_, d.value()};
  }

 private:
  void begin() {
    device_.client = sim::new_client(sim::Protocol::pop3);
    device_.plan = sim::new_plan(device_.account);
    device_.plan->phase = sim::Plan::Phase::dialog;
    over_ = false;
    said_ += "--\n";
  }

  void hear(std::string_view octets) {
    if (over_) return;
    const sim::Learned learned = take_octets(device_, octets, now_);
    over_ = learned.too_much.has_value();
    hangs_up_ = hangs_up_ || learned.hangs_up;
    for (const sim::Brought& one : learned.fetched) require(one.copy.message != nullptr);
  }

  sim::Device device_;
  sim::Time now_ = sim::kDefaultStart;
  std::string said_;
  bool octet_by_octet_;
  bool over_ = false;
  bool hangs_up_ = false;
};

inline std::pair<std::string, std::uint64_t> play_replies(std::string_view input,
                                                          bool octet_by_octet) {
  if (input.size() < 2) return {};
  ReplyPlayer player(static_cast<std::uint8_t>(input[0]), static_cast<std::uint8_t>(input[1]),
                     octet_by_octet);
  std::string portion;
  for (const char c : input.substr(2)) {
    const auto octet = static_cast<std::uint8_t>(c);
    if (octet < 0xFE) {
      portion += c;
      continue;
    }
    player.portion(std::exchange(portion, {}));
    if (octet == 0xFE) player.ends();
  }
  player.portion(portion);
  return player.outcome();
}

// Whatever stands in it, it ends; and how octets are cut into portions changes nothing.
inline void try_replies(std::string_view input) {
  require(play_replies(input, false) == play_replies(input, true));
}

}  // namespace popscope::test
