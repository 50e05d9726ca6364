// libFuzzer: whatever octets a peer sends, in whatever portions, a session of either protocol
// answers and ends, and what its maildrops promise holds. The first octet chooses the protocol;
// 0xFE and a number of seconds let time pass, 0xFF begins a new portion.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sim/session/session.h"
#include "sim/wire/command_framer.h"
#include "sim/wire/line_framer.h"

namespace {

using namespace popscope::sim;

constexpr int kRunsMax = 100'000;  // of one input: what never ends is a fault

void require(bool holds) {
  if (!holds) std::abort();
}

class OneMaildrop final : public Store {
 public:
  OneMaildrop() {
    maildrop_.user = "mrose";
    maildrop_.password = "secret";
    maildrop_.unique_salt = 7;
    for (std::uint64_t i = 1; i <= 3; ++i) {
      deliver(maildrop_,
              message_from_text("Subject: " + std::to_string(i) + "\r\n\r\n.dot\r\n", i));
    }
  }
  std::optional<MaildropId> find_user(std::string_view user) const override {
    return user == maildrop_.user ? std::optional(MaildropId{0}) : std::nullopt;
  }
  const Maildrop& maildrop(MaildropId) const override { return maildrop_; }
  Maildrop& modify(MaildropId) override { return maildrop_; }

 private:
  Maildrop maildrop_;
};

struct Played {
  std::string sent;
  bool over = false;
};

class Player {
 public:
  explicit Player(bool imap)
      : session_(imap ? Session(imap::open(SessionId{0}, imap::Config{}, kDefaultStart))
                      : Session(pop3::open(SessionId{0}, pop3::Config{}, kDefaultStart, 7))) {
    run();
  }

  void portion(std::string_view octets) {
    receive(session_, octets, now_);
    run();
  }

  void pass(std::uint8_t seconds_passed) {
    now_ = now_ + seconds(seconds_passed * 10);
    const std::optional<Time> limit = deadline(session_);
    if (limit && *limit <= now_) take(expire(session_, store_));
  }

  Played end() {
    peer_closed(session_);
    run();
    if (!is_over(session_)) take(peer_reset(session_, store_));
    require(is_over(session_));
    require(!store_.maildrop({0}).locked_by);
    return {sent_, true};
  }

 private:
  void run() {
    for (int i = 0; runnable(session_, store_); ++i) {
      require(i < kRunsMax);
      take(run_one(session_, store_, now_));
    }
  }
  void take(const SessionOutput& out) { sent_ += out.octets; }

  OneMaildrop store_;
  Session session_;
  Time now_ = kDefaultStart;
  std::string sent_;
};

Played play(bool imap, std::string_view octets, bool octet_by_octet) {
  Player player(imap);
  std::string portion;
  const auto give = [&] {
    if (octet_by_octet) {
      for (const char c : portion) player.portion(std::string_view(&c, 1));
    } else {
      player.portion(portion);
    }
    portion.clear();
  };
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const auto octet = static_cast<std::uint8_t>(octets[i]);
    if (octet < 0xFE) {
      portion += octets[i];
      continue;
    }
    give();
    if (octet == 0xFE && i + 1 < octets.size()) {
      player.pass(static_cast<std::uint8_t>(octets[++i]));
    }
  }
  give();
  return player.end();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view all(reinterpret_cast<const char*>(octets), size);
  const bool imap = (octets[0] & 1) != 0;
  const std::string at_once = play(imap, all.substr(1), false).sent;
  const std::string by_octet = play(imap, all.substr(1), true).sent;
  // How octets are cut into segments changes nothing, but that more lines than a session keeps
  // waiting can come at once.
  const auto lines = static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n'));
  require(at_once == by_octet || lines > std::min(pop3::kPendingLinesMax, imap::kPendingMax));
  return 0;
}
