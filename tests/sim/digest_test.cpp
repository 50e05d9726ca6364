// The digest sees every field: each change to a World, one at a time, gives another one. Without
// this, "the same digest" would prove nothing.
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <string>

#include "sim/mail/message.h"
#include "sim/world/world.h"

namespace popscope::sim {
namespace {

// A World in the middle of much: one device logged in with a mark and a command on its way, the
// other with a plan, a third whose cable is pulled.
World busy() {
  World world;
  Server server;
  server.name = "mail.example.net";
  add_server(world, server);
  for (const char* user : {"mrose", "ann"}) {
    const MaildropId drop = add_maildrop(world, user, "secret");
    for (std::uint64_t i = 1; i <= 2; ++i)
      deliver(world.maildrops[drop.value].modify(),
              message_from_text("Subject: " + std::to_string(i) + "\r\n\r\nText\r\n",
                                world.next_identity++));
  }
  Account account;
  account.password = "secret";
  for (const char* user : {"mrose", "ann", "mrose"}) {
    account.user = user;
    add_device(world, std::string("Device of ") + user, account);
  }
  Events events;
  const auto give = [&](const Input& input) {
    EXPECT_EQ(admit(world, input, events), std::nullopt);
    while (!quiescent(world) && advance(world, events)) {}
  };
  give(Connect{{0}});
  for (const std::string line : {"USER mrose", "PASS secret", "RETR 1", "UIDL", "DELE 2"})
    give(Send{{0}, line + "\r\n"});
  give(Connect{{2}});
  give(Send{{2}, "USER mrose\r\n"});
  give(Cut{{2}});
  EXPECT_EQ(admit(world, Check{{1}}, events), std::nullopt);
  EXPECT_EQ(admit(world, Send{{0}, "STAT\r\nNO"}, events), std::nullopt);
  return world;
}

Link& link(World& w) { return w.links[0].modify(); }
pop3::Session& session(World& w, std::size_t n = 0) {
  return std::get<pop3::Session>(w.sessions[n].modify());
}
pop3::Transaction& transaction(World& w) { return std::get<pop3::Transaction>(session(w).state); }
pop3::Authorization& authorization(World& w) {
  return std::get<pop3::Authorization>(session(w, 1).state);
}
template <class Edit>
void segment(World& w, const Edit& edit) {
  Segment segment = link(w).in_flight[0];
  edit(segment);
  link(w).in_flight.set(0, std::move(segment));
}
Device& device(World& w) { return w.devices[0].modify(); }
template <class Check>
Check& dialog(World& w) {
  Plan& plan = *w.devices[1].modify().plan;
  if (!std::holds_alternative<Check>(plan.dialog)) plan.dialog = Check{};
  return std::get<Check>(plan.dialog);
}
Maildrop& drop(World& w) { return w.maildrops[0].modify(); }
MessagePtr other_message() { return message_from_text("Subject: other\r\n\r\n", 77); }

using Change = std::function<void(World&)>;

std::map<std::string, Change> changes_of_a_world() {
  return {
      {"now", [](World& w) { w.now = w.now + milliseconds(1); }},
      {"random", [](World& w) { w.random.state += 1; }},
      {"latency", [](World& w) { w.latency = milliseconds(21); }},
      {"server name", [](World& w) { w.servers.modify()[0].name = "x"; }},
      {"server port", [](World& w) { w.servers.modify()[0].listeners[0].port = 111; }},
      {"server greeting", [](World& w) { w.servers.modify()[0].pop3.modify().greeting = "x"; }},
      {"server APOP", [](World& w) { w.servers.modify()[0].pop3.modify().offers.apop = true; }},
      {"server removes at DELE",
       [](World& w) { w.servers.modify()[0].pop3.modify().ways.removes_at_dele = true; }},
      {"server IMAP", [](World& w) { w.servers.modify()[0].imap.modify().greeting = "x"; }},
      {"listener", [](World& w) { w.servers.modify()[0].listeners.push_back(listener_at(993)); }},
      {"listener TLS", [](World& w) { w.servers.modify()[0].listeners[0].tls = true; }},
      {"listener protocol",
       [](World& w) { w.servers.modify()[0].listeners[0].protocol = Protocol::imap; }},
      {"firewall", [](World& w) { w.servers.modify()[0].firewall = {{110, Verdict::drop}}; }},
      {"verdict", [](World& w) { w.servers.modify()[0].firewall = {{110, Verdict::reject}}; }},
      {"stopped", [](World& w) { w.servers.modify()[0].stopped = true; }},
      {"refuses removal", [](World& w) { drop(w).refuses_removal = true; }},
      {"next identity", [](World& w) { ++w.next_identity; }},
      {"live", [](World& w) { w.live.pop_back(); }},
      {"offering", [](World& w) { w.cursor.offering = !w.cursor.offering; }},
      {"waiting", [](World& w) { w.cursor.waiting = w.now; }},
      {"thread's op", [](World& w) { ++w.cursor.threads[0].op; }},
      {"thread waits", [](World& w) { w.cursor.threads[0].waits = Thread::Waits::plan; }},
      {"user", [](World& w) { drop(w).user = "x"; }},
      {"password", [](World& w) { drop(w).password = "x"; }},
      {"message", [](World& w) { drop(w).messages[0].message = other_message(); }},
      {"unique-id", [](World& w) { drop(w).messages[0].unique_id = "x"; }},
      {"order", [](World& w) { std::swap(drop(w).messages[0], drop(w).messages[1]); }},
      {"lock", [](World& w) { drop(w).locked_by.reset(); }},
      {"next unique", [](World& w) { ++drop(w).next_unique; }},
      {"unique salt", [](World& w) { ++drop(w).unique_salt; }},
      {"UID", [](World& w) { drop(w).messages[0].uid.value = 99; }},
      {"internal date", [](World& w) { drop(w).messages[0].internal_date = w.now; }},
      {"flag", [](World& w) { drop(w).messages[0].flags.set(SystemFlag::seen); }},
      {"keyword of a message", [](World& w) { drop(w).messages[0].flags.keywords = 1; }},
      {"keyword", [](World& w) { drop(w).keywords.push_back("x"); }},
      {"UIDNEXT", [](World& w) { ++drop(w).uid_next.value; }},
      {"UIDVALIDITY", [](World& w) { ++drop(w).uid_validity; }},
      {"first recent", [](World& w) { ++drop(w).first_recent.value; }},
      {"mailbox version", [](World& w) { ++drop(w).version; }},
      {"subscribed", [](World& w) { subscribe(drop(w), "x", true); }},
      {"folder", [](World& w) { add_folder(drop(w), "x"); }},
      {"next UIDVALIDITY", [](World& w) { ++drop(w).next_uid_validity; }},
  };
}

std::map<std::string, Change> changes_of_a_link() {
  return {
      {"phase", [](World& w) { link(w).phase = LinkPhase::closing; }},
      {"device port", [](World& w) { ++link(w).device_port; }},
      {"server port", [](World& w) { ++link(w).server_port; }},
      {"opened", [](World& w) { link(w).opened = w.now; }},
      {"in flight", [](World& w) { link(w).in_flight = {}; }},
      {"arrival", [](World& w) { segment(w, [&](Segment& s) { s.arrival = w.now; }); }},
      {"segment lost", [](World& w) { segment(w, [](Segment& s) { s.lost = Loss::cut; }); }},
      {"segment octets",
       [](World& w) { segment(w, [](Segment& s) { s.octets = SharedOctets("x"); }); }},
      {"unread", [](World& w) { link(w).unread += "x"; }},
      {"line begun", [](World& w) { link(w).line_begun += "x"; }},
      {"cut", [](World& w) { link(w).cut = true; }},
      {"was cut", [](World& w) { link(w).was_cut = true; }},
      {"abandoned", [](World& w) { link(w).abandoned = true; }},
      {"session open", [](World& w) { link(w).session_open = false; }},
      {"gap", [](World& w) { link(w).gap[1] = true; }},
      {"FIN sent", [](World& w) { link(w).fin_sent[0] = true; }},
      {"FIN arrived", [](World& w) { link(w).fin_arrived[1] = true; }},
      {"protocol", [](World& w) { link(w).protocol = Protocol::imap; }},
      {"TLS", [](World& w) { link(w).tls = true; }},
      {"device's TLS", [](World& w) { link(w).device_tls = true; }},
      {"forgotten", [](World& w) { link(w).forgotten = true; }},
      {"before TLS", [](World& w) { link(w).before_tls = 1; }},
      {"rejected", [](World& w) { link(w).rejected = true; }},
      {"secured", [](World& w) { link(w).secured = true; }},
      {"flight", [](World& w) { segment(w, [](Segment& s) { s.flight = 1; }); }},
      {"sealed", [](World& w) { segment(w, [](Segment& s) { s.sealed = true; }); }},
      {"command ends", [](World& w) { link(w).command_ends.push_back(9999); }},
      {"replies", [](World& w) { link(w).replies.push_back({9999, 7}); }},
      {"reply's command", [](World& w) { link(w).replies.push_back({9999, std::nullopt}); }},
      {"octets sent", [](World& w) { ++link(w).octets_sent[0]; }},
      {"octets arrived", [](World& w) { ++link(w).octets_arrived[1]; }},
      {"next segment", [](World& w) { ++link(w).next_segment; }},
      {"lines sent", [](World& w) { ++link(w).lines_sent[0]; }},
      {"lines settled", [](World& w) { ++link(w).lines_settled[1]; }},
  };
}

std::map<std::string, Change> changes_of_a_session() {
  return {
      {"framer", [](World& w) { session(w).framer.push('x'); }},
      {"pending", [](World& w) { session(w).pending.push_back(Line{}); }},
      {"overrun", [](World& w) { session(w).ends_behind = pop3::EndsBehind::too_many_lines; }},
      {"greeted", [](World& w) { session(w).greeted = false; }},
      {"peer finished", [](World& w) { session(w).peer_finished = true; }},
      {"last command", [](World& w) { session(w).last_command = kDefaultStart; }},
      {"refused in a row", [](World& w) { ++session(w).refused_in_a_row; }},
      {"commands run", [](World& w) { ++session(w).commands_run; }},
      {"autologout", [](World& w) { session(w).config.modify().autologout = seconds(1); }},
      {"mark", [](World& w) { transaction(w).marked.modify()[0] = true; }},
      {"view", [](World& w) { transaction(w).view.modify().pop_back(); }},
      {"count", [](World& w) { ++transaction(w).count; }},
      {"octets", [](World& w) { ++transaction(w).octets; }},
      {"state", [](World& w) { session(w).state = pop3::Closed{}; }},
      {"named user", [](World& w) { authorization(w).user = "x"; }},
      {"timestamp", [](World& w) { authorization(w).apop_timestamp = "x"; }},
  };
}

std::map<std::string, Change> changes_of_a_device() {
  return {
      {"name", [](World& w) { device(w).name = "x"; }},
      {"account", [](World& w) { device(w).account.password = "x"; }},
      {"account's port", [](World& w) { device(w).account.port = 111; }},
      {"policy", [](World& w) { device(w).account.policy = Policy::leave_on_server; }},
      {"its latency", [](World& w) { device(w).latency = kLatency; }},
      {"cable", [](World& w) { w.devices[2].modify().cut = false; }},
      {"present link", [](World& w) { device(w).link.reset(); }},
      {"awaited", [](World& w) { std::get<pop3::Client>(device(w).client).awaited.push_back({}); }},
      {"line out", [](World& w) { std::get<pop3::Client>(device(w).client).line_out += "x"; }},
      {"no plan", [](World& w) { w.devices[1].modify().plan.reset(); }},
      {"plan", [](World& w) { w.devices[1].modify().plan->phase = Plan::Phase::done; }},
      {"fetched now", [](World& w) { w.devices[1].modify().plan->fetched_now = 7; }},
      {"to fetch", [](World& w) { dialog<Pop3Check>(w).to_fetch.push_back(1); }},
      {"next command", [](World& w) { dialog<Pop3Check>(w).next = Pop3Check::Next::quit; }},
      {"IMAP check", [](World& w) { dialog<ImapCheck>(w); }},
      {"IMAP's next", [](World& w) { dialog<ImapCheck>(w).next = ImapCheck::Next::list; }},
      {"tags", [](World& w) { ++dialog<ImapCheck>(w).commands; }},
      {"changes told", [](World& w) { dialog<ImapCheck>(w).changes_told = 1; }},
      {"there", [](World& w) { dialog<ImapCheck>(w).there.push_back({Uid{1}, {}}); }},
      {"UIDs to fetch", [](World& w) { dialog<ImapCheck>(w).to_fetch.push_back(Uid{1}); }},
      {"rests", [](World& w) { dialog<ImapCheck>(w).rests_since = w.now; }},
      {"protocol", [](World& w) { device(w).account.protocol = Protocol::imap; }},
      {"TLS", [](World& w) { device(w).account.tls = true; }},
      {"idle", [](World& w) { device(w).account.idle = true; }},
      {"check every", [](World& w) { device(w).account.check_every = seconds(1); }},
      {"owes EXPUNGE", [](World& w) { device(w).owes_expunge = Origin{"x", true, 1}; }},
      {"check counts from", [](World& w) { device(w).check_counts_from = Time{77}; }},
      {"copies", [](World& w) { ++device(w).copies; }},
      {"stored copy", [](World& w) { device(w).store[0].copy = 7; }},
      {"stored user", [](World& w) { device(w).store[0].from.user = "x"; }},
      {"stored UIDVALIDITY", [](World& w) { device(w).store[0].from.uid_validity = 7; }},
      {"stored mailbox", [](World& w) { device(w).store[0].from.inbox = false; }},
      {"named", [](World& w) { std::get<pop3::Client>(device(w).client).named = "x"; }},
      {"user", [](World& w) { std::get<pop3::Client>(device(w).client).user = "x"; }},
      {"change of another",
       [](World& w) { device(w).changes = {{Uid{1}, SystemFlag::seen, {"x", true, 1}}}; }},
      {"selected",
       [](World& w) {
         imap::Client client;
         client.at.uid_validity = 7;
         device(w).client = client;
       }},
      {"changes", [](World& w) { device(w).changes = {{Uid{1}, SystemFlag::seen}}; }},
      {"change", [](World& w) { device(w).changes = {{Uid{1}, SystemFlag::deleted}}; }},
      {"stored UID", [](World& w) { device(w).store[0].uid = Uid{1}; }},
      {"stored flags", [](World& w) { device(w).store[0].flags.set(SystemFlag::seen); }},
      {"client", [](World& w) { device(w).client = imap::Client{}; }},
      {"idling",
       [](World& w) {
         imap::Client client;
         client.may_go_on = true;
         device(w).client = client;
       }},
      {"listed", [](World& w) { device(w).listed.pop_back(); }},
      {"store", [](World& w) { device(w).store.clear(); }},
      {"stored message", [](World& w) { device(w).store[0].message = other_message(); }},
      {"known", [](World& w) { device(w).known.push_back({"x", "y"}); }},
      {"last reply", [](World& w) { device(w).last_reply = "x"; }},
  };
}

void expect_each_to_show(const std::map<std::string, Change>& changes) {
  const World world = busy();
  const std::uint64_t before = digest(world);
  std::map<std::uint64_t, std::string> seen{{before, "no change"}};
  for (const auto& [name, change] : changes) {
    World changed = world;
    change(changed);
    const auto [there, is_new] = seen.emplace(digest(changed), name);
    EXPECT_TRUE(is_new) << name << " looks like " << there->second;
  }
  EXPECT_EQ(digest(world), before) << "a copy's change reached the original";
}

TEST(Digest, SeesTheWorld) { expect_each_to_show(changes_of_a_world()); }
TEST(Digest, SeesEveryLink) { expect_each_to_show(changes_of_a_link()); }
TEST(Digest, SeesEverySession) { expect_each_to_show(changes_of_a_session()); }
TEST(Digest, SeesEveryDevice) { expect_each_to_show(changes_of_a_device()); }

TEST(Digest, IsTheSameWithEveryCompiler) { EXPECT_EQ(digest(busy()), 57900281998012374u); }

}  // namespace
}  // namespace popscope::sim
