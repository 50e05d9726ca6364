#include <variant>

#include "sim/pop3/session.h"

namespace popscope::sim::pop3 {
namespace {

void digest_view(Digest& d, const std::vector<ViewEntry>& view) {
  d.u64(view.size());
  for (const ViewEntry& entry : view) {
    d.text(entry.unique_id);
    digest(d, *entry.message);
  }
}

void digest_retrieved(Digest& d, const std::optional<Box<std::vector<bool>>>& retrieved) {
  d.flag(retrieved.has_value());
  if (!retrieved) return;
  for (bool one : **retrieved) d.flag(one);
}

void digest_state(Digest& d, const Authorization& state) {
  d.flag(state.user.has_value());
  d.text(state.user.value_or(""));
  d.flag(state.exchange.has_value());
  if (state.exchange) digest(d, *state.exchange);
}

void digest_state(Digest& d, const Transaction& state) {
  d.u32(state.maildrop.value);
  digest_view(d, *state.view);
  d.u64(state.marked->size());
  for (bool marked : *state.marked) d.flag(marked);
  d.u32(state.count);
  d.u64(state.octets);
  digest_retrieved(d, state.retrieved);
}

void digest_state(Digest& d, const Update& state) {
  d.u32(state.maildrop.value);
  digest_view(d, *state.view);
  d.u64(state.to_remove.size());
  for (const ToRemove& one : state.to_remove) {
    d.u32(one.number.value);
    d.u8(static_cast<std::uint8_t>(one.why));
  }
  d.u32(state.removed);
  d.flag(state.some_failed);
  digest_retrieved(d, state.retrieved);
  d.u8(static_cast<std::uint8_t>(state.cause));
  d.flag(state.logged_in);
}

void digest_state(Digest& d, const Closed& state) {
  d.u8(static_cast<std::uint8_t>(state.cause));
  d.u8(static_cast<std::uint8_t>(state.from));
}

void digest_held(Digest& d, const Held& held) {
  d.i64(held.until.us);
  d.text(held.octets);
  d.u32(held.answers);
  d.u8(held.then_ends ? static_cast<std::uint8_t>(*held.then_ends) : 0xff);
}

}  // namespace

void digest(Digest& d, const Session& session) {
  d.u32(session.id.value);
  digest(d, *session.config);
  d.u8(static_cast<std::uint8_t>(kind_of(session.state)));
  std::visit([&](const auto& state) { digest_state(d, state); }, session.state);
  digest(d, session.framer);
  d.u64(session.pending.size());
  for (const Line& line : session.pending) {
    d.text(line.text);
    d.u8(static_cast<std::uint8_t>(line.end));
    d.flag(line.too_long);
  }
  d.u8(static_cast<std::uint8_t>(session.ends_behind));
  d.u8(static_cast<std::uint8_t>(session.tls));
  d.u64(session.seed);
  d.text(session.apop_timestamp);
  d.flag(session.utf8);
  d.flag(session.held.has_value());
  if (session.held) digest_held(d, *session.held);
  d.flag(session.greeted);
  d.flag(session.peer_finished);
  d.i64(session.last_command.us);
  d.u32(session.refused_in_a_row);
  d.u32(session.failed_logins);
  d.u32(session.commands_run);
}

}  // namespace popscope::sim::pop3
