// Worlds in which devices with POP3 and with IMAP do what comes to their minds: nothing is lost,
// nothing comes back, and who counts along is never wrong.
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/imap/untagged.h"
#include "tests/support/every_port.h"

namespace popscope::sim {
namespace {

constexpr std::uint64_t kSeeds = 500;
constexpr int kActs = 40;

class MixedWorld {
 public:
  explicit MixedWorld(std::uint64_t seed) : random_{seed} {
    world_.random = Random{seed};
    add_server(world_, test::server_on_every_port());
    add_maildrop(world_, "sarah", "secret");
    for (int i = 0; i < 4; ++i) {
      Account account;
      account.user = "sarah";
      account.password = "secret";
      account.protocol = i % 2 == 0 ? Protocol::imap : Protocol::pop3;
      account.tls = random_.below(2) == 0;
      account.port = usual_port(account.protocol, account.tls);
      account.idle = random_.below(2) == 0;
      account.policy = random_.below(2) == 0 ? Policy::leave_on_server : Policy::remove_at_once;
      if (random_.below(3) == 0) account.check_every = seconds(60 + 60 * i);
      add_device(world_, "Device " + std::to_string(i), account);
    }
  }

  void run() {
    for (int i = 0; i < kActs && !testing::Test::HasFatalFailure(); ++i) {
      act();
      const std::uint64_t moments = random_.below(60);
      for (std::uint64_t n = 0; n < moments && step(); ++n) {}
    }
    while (!quiescent(world_) && step()) {}
  }

  std::uint32_t by_pop3 = 0;  // removals
  std::uint32_t by_imap = 0;

 private:
  DeviceId some_device() { return DeviceId{static_cast<std::uint32_t>(random_.below(4))}; }

  std::string some_subject(DeviceId id) {
    const auto& store = world_.devices[id.value]->store;
    return store.empty() ? "none" : store[random_.below(store.size())].message->subject;
  }

  std::string some_line(DeviceId id) {
    static const char* const kPop3[] = {"USER sarah", "PASS secret", "STAT",   "UIDL", "DELE 1",
                                        "RETR 1",     "RSET",        "DELE 2", "QUIT"};
    static const char* const kImap[] = {"x LOGIN sarah secret", "x SELECT INBOX",
                                        "x STORE 1 +FLAGS (\\Deleted)", "x EXPUNGE", "x NOOP",
                                        "x FETCH 1:* FLAGS", "x IDLE", "DONE", "x CLOSE",
                                        "x APPEND INBOX {20+}\r\nSubject: typed\r\n\r\n.",
                                        "x LOGOUT"};
    const bool imap = world_.devices[id.value]->account.protocol == Protocol::imap;
    return std::string(imap ? kImap[random_.below(std::size(kImap))]
                            : kPop3[random_.below(std::size(kPop3))]) +
           "\r\n";
  }

  Input some_input() {
    const DeviceId id = some_device();
    switch (random_.below(12)) {
      case 0: return Connect{id};
      case 1: return Cut{id};
      case 2: return Plug{id};
      case 3: return Reset{id};
      case 4: return Close{id};
      case 5: return Use{id, Deed::remove, some_subject(id)};
      case 6: return Use{id, Deed::read, some_subject(id)};
      case 7: {
        const std::string subject = "m" + std::to_string(delivered_++);
        return Deliver{MaildropId{0},
                       message_from_text("Subject: " + subject + "\r\n\r\n.\r\n", 0)};
      }
      case 8:
      case 9: return Check{id};
      default: return Send{id, some_line(id)};
    }
  }

  void act() {
    Events events;
    admit(world_, some_input(), events);  // what is impossible changes nothing
    look_at(events);
  }

  bool step() {
    Events events;
    const bool more = advance(world_, events);
    look_at(events);
    return more && !testing::Test::HasFatalFailure();
  }

  void look_at(const Events& events) {
    for (const Event& event : events) {
      if (const auto* mail = std::get_if<MessageDelivered>(&event)) {
        arrived_.insert(mail->message->identity);
      } else if (const auto* did = std::get_if<SessionDid>(&event)) {
        if (const auto* removed = deed<pop3::MessageRemoved>(*did)) {
          gone_.insert(removed->message->identity);
          ++by_pop3;
        }
        if (const auto* expunged = deed<imap::MessageExpunged>(*did)) {
          gone_.insert(expunged->message->identity);
          ++by_imap;
        }
      } else if (const auto* sent = std::get_if<ReplySent>(&event)) {
        count_along(sent->link, sent->octets.view());
      }
    }
    ASSERT_EQ(broken_invariants(world_), std::vector<std::string>{});
    std::set<std::uint64_t> there;
    for (const StoredMessage& stored : world_.maildrops[0]->messages) {
      const std::uint64_t identity = stored.message->identity;
      ASSERT_TRUE(there.insert(identity).second || identity == 0) << "twice";
      // What a client stored by APPEND is no delivery and has no identity.
      ASSERT_TRUE(identity == 0 || gone_.count(identity) == 0) << "came back";
    }
    for (const std::uint64_t identity : arrived_)
      ASSERT_TRUE(there.count(identity) == 1 || gone_.count(identity) == 1) << "lost";
  }

  // What an IMAP client knows of numbers: EXISTS and EXPUNGE, nothing else.
  void count_along(LinkId link, std::string_view octets) {
    const imap::Session* session = imap_session_of(world_, link);
    if (!session) return;
    CommandFramer responses{imap::kResponseLimits};
    std::uint32_t& count = counts_[link.value];
    while (const auto framed = responses.take(octets)) {
      if (const auto exists = imap::exists(framed->octets)) count = *exists;
      const auto expunged = imap::expunged(framed->octets);
      if (!expunged) continue;
      ASSERT_GE(*expunged, 1u);
      ASSERT_LE(*expunged, count) << "a number that does not exist";
      --count;
    }
    const auto* selected = std::get_if<imap::Selected>(&session->state);
    if (!selected) return;
    ASSERT_EQ(selected->view->size(), count);
  }

  World world_;
  Random random_;
  std::uint32_t delivered_ = 0;
  std::set<std::uint64_t> arrived_;
  std::set<std::uint64_t> gone_;
  std::map<std::uint32_t, std::uint32_t> counts_;
};

TEST(MixedWorlds, NothingIsLostAndNothingComesBack) {
  std::uint32_t by_pop3 = 0, by_imap = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    MixedWorld world(seed);
    world.run();
    if (testing::Test::HasFatalFailure()) return;
    by_pop3 += world.by_pop3;
    by_imap += world.by_imap;
  }
  EXPECT_GT(by_pop3, 100u);
  EXPECT_GT(by_imap, 50u);
}

}  // namespace
}  // namespace popscope::sim
