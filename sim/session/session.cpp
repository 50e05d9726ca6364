#include "sim/session/session.h"

#include <utility>

namespace popscope::sim {
namespace {

template <class Output>
SessionOutput common(Output&& out) {
  SessionOutput all;
  all.octets = std::move(out.octets);
  all.closes = static_cast<int>(out.then) == 1;
  all.answers = out.answers;
  for (auto& event : out.events) all.events.emplace_back(std::move(event));
  return all;
}

static_assert(static_cast<int>(pop3::Then::close) == 1 && static_cast<int>(imap::Then::close) == 1);

pop3::Session* pop3_of(Session& session) { return std::get_if<pop3::Session>(&session); }
imap::Session& imap_of(Session& session) { return std::get<imap::Session>(session); }
const pop3::Session* pop3_of(const Session& session) {
  return std::get_if<pop3::Session>(&session);
}
const imap::Session& imap_of(const Session& session) { return std::get<imap::Session>(session); }

}  // namespace

std::vector<Received> receive(Session& session, std::string_view octets, Time now) {
  std::vector<Received> commands;
  if (auto* pop3 = pop3_of(session)) {
    for (Line& line : pop3::receive(*pop3, octets, now))
      commands.push_back({std::move(line.text), line.too_long});
    return commands;
  }
  for (Framed& framed : imap::receive(imap_of(session), octets, now))
    commands.push_back({std::move(framed.octets), framed.what == Framed::What::too_long});
  return commands;
}

void peer_closed(Session& session) {
  if (auto* pop3 = pop3_of(session)) return pop3::peer_closed(*pop3);
  imap::peer_closed(imap_of(session));
}

SessionOutput peer_reset(Session& session, Store& store) {
  if (auto* pop3 = pop3_of(session)) {
    pop3::Output out;
    pop3::peer_reset(*pop3, store, out);
    return common(std::move(out));
  }
  imap::Output out;
  imap::peer_reset(imap_of(session), out);
  return common(std::move(out));
}

SessionOutput stop(Session& session, Store& store) {
  if (auto* pop3 = pop3_of(session)) {
    pop3::Output out;
    pop3::stop(*pop3, store, out);
    return common(std::move(out));
  }
  imap::Output out;
  imap::peer_reset(imap_of(session), out);
  return common(std::move(out));
}

std::optional<Time> deadline(const Session& session) {
  if (const auto* pop3 = pop3_of(session)) return pop3::deadline(*pop3);
  return imap::deadline(imap_of(session));
}

std::optional<Time> wakes_at(const Session& session) {
  const auto* pop3 = pop3_of(session);
  return pop3 ? pop3::wakes_at(*pop3) : std::nullopt;
}

bool awaits_tls(const Session& session) {
  const auto* pop3 = pop3_of(session);
  return pop3 && pop3->tls == pop3::Tls::begins && !is_over(session);
}

void tls_started(Session& session) {
  if (auto* pop3 = pop3_of(session)) pop3::tls_started(*pop3);
}

SessionOutput tls_failed(Session& session, Store& store) {
  auto* pop3 = pop3_of(session);
  if (!pop3) return {};
  pop3::Output out;
  pop3::tls_failed(*pop3, store, out);
  return common(std::move(out));
}

SessionOutput expire(Session& session, Store& store) {
  if (auto* pop3 = pop3_of(session)) {
    pop3::Output out;
    pop3::expire(*pop3, store, out);
    return common(std::move(out));
  }
  imap::Output out;
  imap::expire(imap_of(session), out);
  return common(std::move(out));
}

bool runnable(const Session& session, const Store& store) {
  if (const auto* pop3 = pop3_of(session)) return pop3::runnable(*pop3);
  return imap::runnable(imap_of(session), store);
}

SessionOutput run_one(Session& session, Store& store, Time now) {
  if (auto* pop3 = pop3_of(session)) {
    pop3::Output out;
    pop3::run_one(*pop3, store, now, out);
    return common(std::move(out));
  }
  imap::Output out;
  imap::run_one(imap_of(session), store, now, out);
  return common(std::move(out));
}

bool is_over(const Session& session) {
  if (const auto* pop3 = pop3_of(session)) {
    return std::holds_alternative<pop3::Closed>(pop3->state);
  }
  return std::holds_alternative<imap::LoggedOut>(imap_of(session).state);
}

StateKind kind_of(const Session& session) {
  return std::visit([](const auto& s) -> StateKind { return kind_of(s.state); }, session);
}

std::string_view to_text(StateKind state) {
  return std::visit([](auto kind) { return to_text(kind); }, state);
}

bool is_end(StateKind state) {
  return state == StateKind(pop3::StateKind::closed) || state == StateKind(imap::StateKind::logout);
}

std::size_t pending(const Session& session) {
  return std::visit([](const auto& s) { return s.pending.size(); }, session);
}

bool answers_no_more(const Session& session) {
  const auto* pop3 = pop3_of(session);
  return is_over(session) || (pop3 && std::holds_alternative<pop3::Update>(pop3->state));
}

void digest(Digest& d, const Session& session) {
  d.u8(static_cast<std::uint8_t>(session.index()));
  if (const auto* pop3 = pop3_of(session)) return pop3::digest(d, *pop3);
  imap::digest(d, imap_of(session));
}

}  // namespace popscope::sim
