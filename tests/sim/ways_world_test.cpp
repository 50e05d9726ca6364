// Each teaching fault and each real server's ways in a World: two devices, and every way in which a
// connection can end. The invariants hold after every moment (WatchedWorld looks).
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "sim/pop3/profile.h"
#include "tests/support/watched_world.h"

namespace popscope::sim {
namespace {

using test::WatchedWorld;

struct Site {
  std::string name;
  pop3::Config config;
};

std::vector<Site> every_site() {
  std::vector<Site> sites;
  for (const pop3::FaultSpec& fault : pop3::fault_table()) {
    Site site{std::string(fault.name), {}};
    site.config.offers.stls = true;
    fault.put(site.config.ways);
    sites.push_back(std::move(site));
  }
  for (int n = 0; n < pop3::kProfiles; ++n) {
    const auto profile = static_cast<pop3::Profile>(n);
    Site site{std::string(to_text(profile)), {}};
    pop3::apply(profile, site.config);
    sites.push_back(std::move(site));
  }
  return sites;
}

// What the first device does behind its login, while the second one looks on.
using Deed = std::function<void(WatchedWorld&, DeviceId)>;
const std::pair<const char*, Deed> kEnds[] = {
    {"QUIT", [](WatchedWorld& w, DeviceId d) { w.say(d, "QUIT"); }},
    {"RST", [](WatchedWorld& w, DeviceId d) { w.give(Reset{d}); }},
    {"FIN", [](WatchedWorld& w, DeviceId d) { w.give(Close{d}); }},
    {"QUIT and FIN",
     [](WatchedWorld& w, DeviceId d) {
       w.admit(Send{d, "QUIT\r\n"});
       w.give(Close{d});
     }},
    {"QUIT and RST",
     [](WatchedWorld& w, DeviceId d) {
       w.admit(Send{d, "QUIT\r\n"});
       w.moment();
       w.moment();
       w.give(Reset{d});
     }},
    {"a cut",
     [](WatchedWorld& w, DeviceId d) {
       w.give(Cut{d});
       w.pass(seconds(700));
       w.give(Plug{d});
       w.admit(Send{d, "NOOP\r\n"});
       w.settle();
     }},
    {"silence", [](WatchedWorld& w, DeviceId) { w.pass(seconds(700)); }},
    {"errors",
     [](WatchedWorld& w, DeviceId d) {
       for (int i = 0; i < 25; ++i) w.admit(Send{d, "NONSENSE\r\n"});
       w.settle();
       w.pass(seconds(60));
     }},
    {"a stop",
     [](WatchedWorld& w, DeviceId d) {
       w.give(Stop{{0}});
       w.give(Restart{{0}});
       w.admit(Send{d, "NOOP\r\n"});
       w.settle();
     }},
    {"a stop in UPDATE",
     [](WatchedWorld& w, DeviceId d) {
       w.admit(Send{d, "QUIT\r\n"});
       for (int i = 0; i < 3; ++i) w.moment();
       w.give(Stop{{0}});
     }},
    {"RSET", [](WatchedWorld& w, DeviceId d) { w.say(d, "RSET"); }},
};

void play(const Site& site, const Deed& end) {
  Server server = test::server_on_every_port();
  server.pop3 = site.config;
  WatchedWorld w(std::move(server));
  const DeviceId laptop = w.device("Laptop"), phone = w.device("Phone");
  // Behind USER, before login, QUIT enters UPDATE on one of them.
  w.give(Connect{phone});
  w.say(phone, "USER sarah");
  w.log_in(laptop);
  w.say(laptop, "RETR 1");
  w.say(laptop, "DELE 2");  // from behind, for who renumbers
  w.say(laptop, "DELE 1");
  w.give(Deliver{{0}, message_from_text("Subject: late\r\n\r\n", 0)});
  w.say(laptop, "STAT");
  w.admit(Send{phone, "QUIT\r\n"});
  w.settle();
  w.admit(Connect{phone});
  w.settle();
  w.admit(Send{phone, "USER sarah\r\nPASS secret\r\nDELE 1\r\n"});
  w.settle();
  end(w, laptop);
  w.settle();
  w.pass(seconds(1400));
  EXPECT_FALSE(w.locked());
  // What was not marked stays, whatever is wrong; and what arrived.
  const std::vector<std::string> left = w.on_server();
  EXPECT_NE(std::find(left.begin(), left.end(), "three"), left.end());
  EXPECT_NE(std::find(left.begin(), left.end(), "late"), left.end());
}

TEST(WaysInAWorld, KeepTheInvariantsHoweverAConnectionEnds) {
  for (const Site& site : every_site()) {
    for (const auto& [name, end] : kEnds) {
      SCOPED_TRACE(site.name + ": " + name);
      ASSERT_NO_FATAL_FAILURE(play(site, end));
      if (testing::Test::HasFailure()) return;
    }
  }
}

// Whoever removes without QUIT has nobody to tell: nothing is sent on a connection that is over.
TEST(WaysInAWorld, NothingIsSentBehindAnRst) {
  Server server = test::server_on_every_port();
  server.pop3.modify().ways.removes_without_quit = true;
  WatchedWorld w(std::move(server));
  const DeviceId laptop = w.device("Laptop");
  w.log_in(laptop);
  w.say(laptop, "DELE 2");
  const auto before = w.all<SegmentSent>().size();
  w.give(Reset{laptop});
  EXPECT_EQ(w.all<SegmentSent>().size(), before + 1);
  EXPECT_EQ(w.on_server(), (std::vector<std::string>{"one", "three"}));
  EXPECT_FALSE(w.locked());
}

// A session that updates without a login holds no lock, and takes none from whoever does.
TEST(WaysInAWorld, AnUpdateBeforeLoginLeavesTheLockAlone) {
  Server server = test::server_on_every_port();
  server.pop3.modify().ways.quit_before_login_updates = true;
  WatchedWorld w(std::move(server));
  const DeviceId laptop = w.device("Laptop"), phone = w.device("Phone");
  w.log_in(laptop);
  w.give(Connect{phone});
  w.say(phone, "USER sarah");
  w.say(phone, "QUIT");
  EXPECT_EQ(w.world.maildrops[0]->locked_by, SessionId{0});
  EXPECT_EQ(w.on_server().size(), 3u);
}

}  // namespace
}  // namespace popscope::sim
