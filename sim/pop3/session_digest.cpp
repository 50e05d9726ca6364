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

void digest_state(Digest& d, const Authorization& state) {
  d.text(state.apop_timestamp);
  d.flag(state.user.has_value());
  d.text(state.user.value_or(""));
}

void digest_state(Digest& d, const Transaction& state) {
  d.u32(state.maildrop.value);
  digest_view(d, *state.view);
  d.u64(state.marked->size());
  for (bool marked : *state.marked) d.flag(marked);
  d.u32(state.count);
  d.u64(state.octets);
}

void digest_state(Digest& d, const Update& state) {
  d.u32(state.maildrop.value);
  digest_view(d, *state.view);
  d.u64(state.to_remove.size());
  for (MessageNumber number : state.to_remove) d.u32(number.value);
  d.u32(state.removed);
  d.flag(state.some_failed);
}

void digest_state(Digest& d, const Closed& state) {
  d.u8(static_cast<std::uint8_t>(state.cause));
  d.u8(static_cast<std::uint8_t>(state.from));
}

}  // namespace

void digest(Digest& d, const Config& config) {
  d.text(config.greeting);
  d.text(config.host_name);
  d.flag(config.apop);
  d.flag(config.removes_at_dele);
  d.i64(config.autologout.us);
  d.u32(config.refused_in_a_row_max);
}

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
  d.flag(session.overrun);
  d.flag(session.greeted);
  d.flag(session.peer_finished);
  d.i64(session.last_command.us);
  d.u32(session.refused_in_a_row);
  d.u32(session.commands_run);
}

}  // namespace popscope::sim::pop3
