#include "oracle/replay.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "sim/core/ascii.h"
#include "sim/core/base64.h"
#include "sim/core/calendar.h"
#include "sim/core/hex.h"
#include "sim/core/hmac.h"
#include "sim/core/md5.h"

namespace popscope::oracle {
namespace {

using sim::Flags;
using sim::SystemFlag;

constexpr std::pair<const char*, const char*> kUsers[] = {{"alice", "secret"},
                                                          {"bob", "secret2"},
                                                          {"carol", "two words"},
                                                          {"dave", "secret"},
                                                          {"erin", "secret"}};

// The corpus's README: what an IMAP case begins with.
Flags flags_of(std::string_view message) {
  Flags flags;
  if (message == "m1" || message == "m2") flags.set(SystemFlag::seen);
  if (message == "m2") flags.set(SystemFlag::answered);
  if (message == "m6") flags.set(SystemFlag::flagged);
  return flags;
}

// m1 was received at 11:00 on 1 January 2024, m2 an hour later, and so on.
sim::Time received(std::string_view message) {
  sim::CivilTime time;
  time.year = 2024;
  time.hour = 10 + std::atoi(std::string(message.substr(1)).c_str());
  return sim::time_from(time);
}

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

// "+OK 2 420" -> 2
std::optional<std::size_t> first_number(std::string_view reply) {
  if (!reply.starts_with("+OK ")) return std::nullopt;
  return std::strtoul(std::string(reply.substr(4)).c_str(), nullptr, 10);
}

// How many messages the others hold, the recording shows by the first STAT after their login.
void read_counts(const Case& recorded, Setup& setup) {
  std::map<std::string, std::string> user_of;
  std::map<std::string, std::size_t> marked;
  for (const Step& step : recorded.steps) {
    const std::string line = step.sent.substr(0, step.sent.find_first_of("\r\n"));
    std::string& user = user_of[step.connection];
    if (step.op == Op::connect) user.clear();
    const bool accepted = !step.lines.empty() && step.lines.front().starts_with("+OK");
    if (sim::equal_ignoring_case(line.substr(0, 5), "DELE ") && accepted) ++marked[user];
    if (sim::equal_ignoring_case(line.substr(0, 5), "USER ")) user = line.substr(5);
    if (!sim::equal_ignoring_case(line, "STAT") || step.lines.empty()) continue;
    const auto count = first_number(step.lines.front());
    if (count && user != "alice" && !setup.held.count(user))
      setup.held[user] = *count + marked[user];
  }
}

struct Placeholder {
  std::string before, inside, behind;
};

std::optional<Placeholder> placeholder_in(const std::string& text, std::string_view begin,
                                          std::string_view end) {
  const std::size_t from = text.find(begin);
  if (from == std::string::npos) return std::nullopt;
  const std::size_t to = text.find(end, from + begin.size());
  if (to == std::string::npos) return std::nullopt;
  const std::size_t inside = from + begin.size();
  return Placeholder{text.substr(0, from), text.substr(inside, to - inside),
                     text.substr(to + end.size())};
}

// What a site may have decided, by what it says: RFC 2595 section 2.3, RFC 1939 sections 4 and 7.
void read_pop3_setup(const Step& step, Setup& setup) {
  if (setup.flags || step.lines.empty()) return;
  const std::string line = sim::upper(step.sent.substr(0, step.sent.find_first_of("\r\n")));
  const std::string& first = step.lines.front();
  if (contains(first, "[IN-USE]") && step.ends) setup.exclusive = true;
  const bool login = line.starts_with("USER ") || line.starts_with("AUTH PLAIN");
  if (login && first.starts_with("-ERR") && contains(first, "TLS")) setup.needs_tls = true;
  if (line != "CAPA" && line != "AUTH CRAM-MD5") return;
  if (line.starts_with("AUTH")) setup.challenges = setup.challenges || first.starts_with("+ ");
  bool user = false;
  for (const std::string& one : step.lines) {
    setup.challenges = setup.challenges || (one.starts_with("SASL") && contains(one, "CRAM-MD5"));
    user = user || one == "USER";
    if (one == "SASL") setup.needs_tls = true;
  }
}

}  // namespace

Setup setup_of(const Case& recorded) {
  Setup setup;
  bool delimiter_told = false;
  for (const Step& step : recorded.steps) {
    if (step.op == Op::connect && step.port.starts_with("imap")) setup.flags = true;
    if (step.op == Op::connect && !step.lines.empty() && !setup.flags) {
      setup.apop = setup.apop || contains(step.lines.front(), "<TIMESTAMP");
    }
    read_pop3_setup(step, setup);
    if (contains(step.sent, " INBOX.")) setup.prefix = "INBOX.";
    for (const std::string& line : step.lines) {
      if (contains(line, "\"INBOX.")) setup.prefix = "INBOX.";
      const bool lists = line.starts_with("* LIST (") || line.starts_with("* LSUB (");
      if (!lists || delimiter_told) continue;
      const std::size_t quote = line.find(") \"");
      if (quote == std::string::npos || quote + 3 >= line.size()) continue;
      setup.delimiter = line[quote + 3];
      delimiter_told = true;
    }
  }
  read_counts(recorded, setup);
  return setup;
}

std::optional<sim::MaildropId> Store::find_user(std::string_view user) const {
  for (std::uint32_t i = 0; i < drops_.size(); ++i) {
    if (drops_[i].user == user) return sim::MaildropId{i};
  }
  return std::nullopt;
}

Replay::Replay(const Case& recorded, const Messages& messages, sim::pop3::Profile profile)
    : messages_(messages), setup_(setup_of(recorded)), profile_(profile) {
  for (const auto& [user, password] : kUsers) {
    sim::Maildrop drop;
    drop.user = user;
    drop.password = password;
    drop.unique_salt = store_.drops().size() + 1;
    const auto held = setup_.held.find(user);
    std::size_t count = recorded.messages.size();
    if (held != setup_.held.end()) count = std::min(count, held->second);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& name = recorded.messages[i];
      const auto octets = messages.find(name);
      if (octets == messages.end()) continue;
      const bool fresh = name == "m7";  // newly delivered: no session has been told of it
      if (fresh) drop.first_recent = drop.uid_next;
      sim::deliver(drop, sim::message_from_octets(octets->second, next_identity_++), received(name),
                   setup_.flags ? flags_of(name) : Flags{});
      if (!fresh) drop.first_recent = drop.uid_next;
    }
    drop.version = 0;
    for (const char* folder : {"Archive", "Drafts", "Sent", "Trash"}) {
      sim::subscribe(drop, sim::add_folder(drop, setup_.prefix + folder).name, true);
    }
    store_.drops().push_back(std::move(drop));
  }
}

const sim::pop3::Session* Replay::pop3(const std::string& connection) const {
  const auto found = connections_.find(connection);
  return found == connections_.end() ? nullptr
                                     : std::get_if<sim::pop3::Session>(&found->second.session);
}

const sim::imap::Session* Replay::imap(const std::string& connection) const {
  const auto found = connections_.find(connection);
  return found == connections_.end() ? nullptr
                                     : std::get_if<sim::imap::Session>(&found->second.session);
}

void Replay::take(Connection& connection, const sim::SessionOutput& out) {
  connection.heard += out.octets;
  connection.closed = connection.closed || out.closes;
}

// Runs what can run; what a session says waits in `heard` until its step asks for it.
void Replay::run(Connection& connection) {
  while (sim::runnable(connection.session, store_) || sim::wakes_at(connection.session)) {
    now_ = std::max(now_, sim::wakes_at(connection.session).value_or(now_));  // a late reply
    take(connection, sim::run_one(connection.session, store_, now_));
  }
}

void Replay::run_all() {
  for (auto& [name, connection] : connections_) run(connection);
}

sim::pop3::Config Replay::pop3_config() const {
  using sim::sasl::Mechanism;
  sim::pop3::Config config;
  config.offers.stls = true;
  config.offers.mechanisms = {Mechanism::plain, Mechanism::login};
  apply(profile_, config);
  config.offers.apop = setup_.apop;
  config.policies.needs_tls = setup_.needs_tls;
  if (setup_.challenges) {
    config.offers.mechanisms.add(Mechanism::cram_md5);
    config.offers.mechanisms.add(Mechanism::scram_sha_256);
  }
  if (setup_.exclusive) config.ways.lock = sim::pop3::Ways::Lock::exclusive_and_closes;
  return config;
}

void Replay::connect(const Step& step) {
  const sim::SessionId id{next_session_++};
  Connection connection;
  if (step.port.starts_with("imap")) {
    sim::imap::Config config;
    config.delimiter = setup_.delimiter;
    connection.session = sim::imap::open(id, config, now_);
  } else {
    const bool tls = step.port == "pop3s";
    connection.session = sim::pop3::open(id, pop3_config(), now_, 7 + id.value, tls);
  }
  // Where TLS is expected from the first octet, a session begins behind it: plain octets end it.
  connection.dead = step.port.ends_with("-plain");
  connections_[step.connection] = std::move(connection);
}

void Replay::let_pass(std::int64_t milliseconds) {
  now_ = now_ + sim::milliseconds(milliseconds);
  for (auto& [name, connection] : connections_) {
    const auto limit = sim::deadline(connection.session);
    if (!limit || *limit > now_) continue;
    take(connection, sim::expire(connection.session, store_));
    connection.closed = true;
  }
}

// A handshake that the case says is there.
void Replay::start_tls(Connection& connection) { sim::tls_started(connection.session); }

// <MD5(timestamp+"secret")> is made of this session's own timestamp,
// <BASE64("alice " HMAC-MD5(challenge, "secret"))> of its own challenge.
std::string Replay::filled_in(const std::string& sent, Connection& connection) const {
  const auto* session = std::get_if<sim::pop3::Session>(&connection.session);
  const auto* state = session ? std::get_if<sim::pop3::Authorization>(&session->state) : nullptr;
  if (!state) return sent;
  if (const auto apop = placeholder_in(sent, "<MD5(timestamp+\"", "\")>"))
    return apop->before + sim::md5_hex(session->apop_timestamp + apop->inside) + apop->behind;
  const auto cram = placeholder_in(sent, "<BASE64(\"", "\"))>");
  const std::size_t secret_at = cram ? cram->inside.rfind('"') : std::string::npos;
  if (secret_at == std::string::npos || !state->exchange) return sent;
  const std::string name = cram->inside.substr(0, cram->inside.find('"'));
  const std::string secret = cram->inside.substr(secret_at + 1);
  const std::string answer =
      name + sim::hex(sim::hmac_md5(secret, state->exchange->challenge));
  return cram->before + sim::base64_encoded(answer) + cram->behind;
}

void Replay::send(Connection& connection, const std::string& octets) {
  std::string filled = filled_in(octets, connection);
  if (connection.dead) {
    connection.closed = true;
    return;
  }
  // What stands in the clear where a handshake has to come is no record of TLS: so much was read to
  // see that (RFC 8446 section 5.1).
  constexpr std::size_t kRecordHeaderOctets = 5;
  if (sim::awaits_tls(connection.session)) {
    take(connection, sim::tls_failed(connection.session, store_));
    if (connection.closed) return;
    filled.erase(0, std::min(filled.size(), kRecordHeaderOctets));
  }
  // As it would come over a network: in parts, each of which runs before the next arrives.
  constexpr std::size_t kPart = 1460;
  for (std::size_t at = 0; at < filled.size(); at += kPart) {
    sim::receive(connection.session, std::string_view(filled).substr(at, kPart), now_);
    run(connection);
  }
}

Answer Replay::play(const Step& step) {
  if (step.op == Op::wait) let_pass(step.milliseconds);
  if (step.op == Op::deliver) {
    const auto octets = messages_.find(step.message);
    sim::deliver(
        store_.drops().front(),
        sim::message_from_octets(octets == messages_.end() ? "" : octets->second, next_identity_++),
        now_);
  }
  if (step.op == Op::connect) connect(step);
  const auto found = connections_.find(step.connection);
  Answer answer;
  if (found == connections_.end() || step.op == Op::wait || step.op == Op::deliver) {
    run_all();
    return answer;
  }
  Connection& connection = found->second;
  answer.closed_before = connection.closed;
  if (!connection.closed) {
    if (step.op == Op::tls && !step.tls_failed) start_tls(connection);
    if (step.op == Op::command || step.op == Op::send_then_close) send(connection, step.sent);
    if (step.op == Op::close || step.op == Op::send_then_close || step.op == Op::shutdown_write ||
        step.half_closes) {
      sim::peer_closed(connection.session);
    }
    if (step.op == Op::close_rst) {
      sim::peer_reset(connection.session, store_);
      connection.closed = true;
    }
    if (step.op == Op::idle_until_closed) let_pass(step.milliseconds);
  }
  run_all();
  answer.octets = std::exchange(connection.heard, {});
  if (connection.dead) answer.octets.clear();
  answer.ends = connection.closed && !answer.closed_before;
  return answer;
}

}  // namespace popscope::oracle
