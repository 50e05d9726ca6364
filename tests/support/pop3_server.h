#pragma once
// Maildrops and one POP3 session on them, without a World: octets in, octets out. For tests of the
// protocol itself.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/pop3/session.h"

namespace popscope::test {

class Drops final : public sim::pop3::Store {
 public:
  sim::Maildrop& add(std::string user, std::string password,
                     const std::vector<std::string>& mail = {}) {
    sim::Maildrop drop;
    drop.user = std::move(user);
    drop.password = std::move(password);
    drop.unique_salt = drops_.size() + 1;
    for (const std::string& octets : mail)
      sim::deliver(drop, sim::message_from_octets(octets, next_identity_++));
    drops_.push_back(std::move(drop));
    return drops_.back();
  }

  std::optional<sim::MaildropId> find_user(std::string_view user) const override {
    for (std::uint32_t i = 0; i < drops_.size(); ++i)
      if (drops_[i].user == user) return sim::MaildropId{i};
    return std::nullopt;
  }
  const sim::Maildrop& maildrop(sim::MaildropId id) const override { return drops_[id.value]; }
  sim::Maildrop& modify(sim::MaildropId id) override { return drops_[id.value]; }
  std::size_t size() const { return drops_.size(); }

  friend bool operator==(const Drops& a, const Drops& b) { return a.drops_ == b.drops_; }

 private:
  std::vector<sim::Maildrop> drops_;
  std::uint64_t next_identity_ = 1;
};

// A server that has all there is.
inline sim::pop3::Config everything_offered() {
  using sim::sasl::Mechanism;
  sim::pop3::Config config;
  config.offers.apop = config.offers.stls = config.offers.utf8 = config.offers.lang = true;
  config.offers.mechanisms = {Mechanism::plain, Mechanism::login, Mechanism::cram_md5,
                              Mechanism::scram_sha_256, Mechanism::oauthbearer};
  return config;
}

// A message of exactly so many octets.
inline std::string mail_of(std::uint64_t octets, std::string subject = "Mail") {
  sim::GeneratedMail mail;
  mail.subject = std::move(subject);
  mail.octets = octets;
  return std::string(sim::generate_message(mail, 0)->octets.view());
}

// A connection to a server that holds `drops`. The greeting has been sent unless `greet` is false.
struct Talk {
  Drops& drops;
  sim::pop3::Session session;
  sim::Time now = sim::kDefaultStart;
  std::vector<sim::pop3::SessionEvent> events{};  // of everything so far
  bool closed = false;                            // the server closed the connection

  Talk(Drops& maildrops, sim::pop3::Config config = {}, std::uint32_t id = 0, bool greet = true)
      : drops(maildrops),
        session(
            sim::pop3::open(sim::SessionId{id}, std::move(config), sim::kDefaultStart, 7 + id)) {
    if (greet) greeting = run();
  }

  std::string greeting{};

  // Runs all that can run; gives the octets that the server sent.
  std::string run() {
    std::string sent;
    sim::pop3::Output out;
    while (sim::pop3::runnable(session) || sim::pop3::wakes_at(session)) {
      now = std::max(now, sim::pop3::wakes_at(session).value_or(now));  // a reply that waits
      sim::pop3::run_one(session, drops, now, out);
      take(out, sent);
    }
    return sent;
  }

  std::string raw(std::string_view octets) {
    sim::pop3::receive(session, octets, now);
    return run();
  }

  std::string say(std::string_view line) { return raw(std::string(line) + "\r\n"); }

  bool log_in(const std::string& user = "mrose", const std::string& password = "secret") {
    say("USER " + user);
    return say("PASS " + password).starts_with("+OK");
  }

  std::string reset() { return end(sim::pop3::peer_reset); }
  std::string expire() { return end(sim::pop3::expire); }
  std::string fail_tls() { return end(sim::pop3::tls_failed); }
  std::string close() {
    sim::pop3::peer_closed(session);
    return run();
  }

  sim::pop3::StateKind state() const { return sim::pop3::kind_of(session.state); }

  std::uint64_t digest() const {
    sim::Digest d;
    sim::pop3::digest(d, session);
    return d.value();
  }

  template <class What>
  std::vector<What> happened() const {
    std::vector<What> found;
    for (const sim::pop3::SessionEvent& event : events)
      if (const What* what = std::get_if<What>(&event)) found.push_back(*what);
    return found;
  }

 private:
  void take(const sim::pop3::Output& out, std::string& sent) {
    sent += out.octets;
    events.insert(events.end(), out.events.begin(), out.events.end());
    closed = closed || out.then == sim::pop3::Then::close;
  }

  std::string end(void (*how)(sim::pop3::Session&, sim::pop3::Store&, sim::pop3::Output&)) {
    std::string sent;
    sim::pop3::Output out;
    how(session, drops, out);
    take(out, sent);
    return sent;
  }
};

}  // namespace popscope::test
