#pragma once
// Plays the client's half of a case against our own sessions: what they answer, step by step. No
// socket and no clock: time passes as the case says. Knows nothing of what the server answered,
// but for what the recording does not say: how its mailboxes were set up.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "oracle/corpus.h"
#include "sim/pop3/profile.h"
#include "sim/session/session.h"

namespace popscope::oracle {

// The messages that the cases name, in wire form, by name.
using Messages = std::map<std::string, std::string>;

// How the server of a case was set up, as far as its answers show it.
struct Setup {
  char delimiter = '.';
  std::string prefix;  // of all mailboxes but INBOX: "INBOX." or nothing
  bool apop = false;
  bool needs_tls = false;  // no login by which a password could be read, before TLS
  bool exclusive = false;  // a second POP3 session is refused and hung up on
  bool challenges = false; // mechanisms that send no password, too
  bool flags = false;  // an IMAP case: m1 \Seen, m2 \Seen \Answered, m6 \Flagged
  std::map<std::string, std::size_t> held;  // how many messages a user holds, where told
};
Setup setup_of(const Case& recorded);

// What our side did in one step.
struct Answer {
  std::string octets;
  bool ends = false;           // closed in this step
  bool closed_before = false;  // closed already
};

class Store final : public sim::Store {
 public:
  std::optional<sim::MaildropId> find_user(std::string_view user) const override;
  const sim::Maildrop& maildrop(sim::MaildropId id) const override { return drops_[id.value]; }
  sim::Maildrop& modify(sim::MaildropId id) override { return drops_[id.value]; }
  std::vector<sim::Maildrop>& drops() { return drops_; }

 private:
  std::vector<sim::Maildrop> drops_;
};

class Replay {
 public:
  Replay(const Case& recorded, const Messages& messages,
         sim::pop3::Profile profile = sim::pop3::Profile::strict);

  Answer play(const Step& step);

  const Store& store() const { return store_; }
  // The state that a connection's POP3 session is in; none when it is no POP3 session.
  const sim::pop3::Session* pop3(const std::string& connection) const;
  const sim::imap::Session* imap(const std::string& connection) const;

 private:
  struct Connection {
    sim::Session session;
    std::string heard;    // not asked for yet
    bool closed = false;  // by us
    bool dead = false;    // TLS was expected and did not come
  };

  void run_all();
  void run(Connection& connection);
  static void take(Connection& connection, const sim::SessionOutput& out);
  sim::pop3::Config pop3_config() const;
  void connect(const Step& step);
  void start_tls(Connection& connection);
  void let_pass(std::int64_t milliseconds);
  void send(Connection& connection, const std::string& octets);
  std::string filled_in(const std::string& sent, Connection& connection) const;

  const Messages& messages_;
  Setup setup_;
  sim::pop3::Profile profile_;
  Store store_;
  std::map<std::string, Connection> connections_;
  sim::Time now_ = sim::kDefaultStart;
  std::uint32_t next_session_ = 0;
  std::uint64_t next_identity_ = 1;
};

}  // namespace popscope::oracle
