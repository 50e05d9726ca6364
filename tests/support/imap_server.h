#pragma once
// One IMAP session on maildrops, without a World: octets in, octets out. For tests of the protocol
// itself.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/imap/session.h"
#include "tests/support/pop3_server.h"

namespace popscope::test {

// A connection to a server that holds `drops`. The greeting has been sent.
struct ImapTalk {
  Drops& drops;
  sim::imap::Session session;
  sim::Time now = sim::kDefaultStart;
  std::vector<sim::imap::SessionEvent> events{};  // of everything so far
  bool closed = false;                            // the server closed the connection
  std::string greeting{};

  explicit ImapTalk(Drops& maildrops, sim::imap::Config config = {}, std::uint32_t id = 0)
      : drops(maildrops),
        session(sim::imap::open(sim::SessionId{id}, std::move(config), sim::kDefaultStart)) {
    greeting = run();
  }

  // Runs all that can run; gives the octets that the server sent.
  std::string run() {
    std::string sent;
    sim::imap::Output out;
    while (sim::imap::runnable(session, drops)) {
      sim::imap::run_one(session, drops, now, out);
      take(out, sent);
    }
    return sent;
  }

  std::string raw(std::string_view octets) {
    sim::imap::receive(session, octets, now);
    return run();
  }

  std::string say(std::string_view line) { return raw(std::string(line) + "\r\n"); }

  bool log_in(const std::string& user = "mrose") {
    return say("a LOGIN " + user + " secret").starts_with("a OK");
  }
  bool select(const std::string& mailbox = "INBOX") {
    return say("a SELECT " + mailbox).find("a OK") != std::string::npos;
  }

  std::string expire() {
    std::string sent;
    sim::imap::Output out;
    sim::imap::expire(session, out);
    take(out, sent);
    return sent;
  }

  sim::imap::StateKind state() const { return sim::imap::kind_of(session.state); }

  std::uint64_t digest() const {
    sim::Digest d;
    sim::imap::digest(d, session);
    return d.value();
  }

  template <class What>
  std::vector<What> happened() const {
    std::vector<What> found;
    for (const sim::imap::SessionEvent& event : events)
      if (const What* what = std::get_if<What>(&event)) found.push_back(*what);
    return found;
  }

 private:
  void take(const sim::imap::Output& out, std::string& sent) {
    sent += out.octets;
    events.insert(events.end(), out.events.begin(), out.events.end());
    closed = closed || out.then == sim::imap::Then::close;
  }
};

}  // namespace popscope::test
