#include <variant>

#include "sim/imap/session.h"

namespace popscope::sim::imap {
namespace {

void digest_text(Digest& d, const std::optional<std::string>& text) {
  d.flag(text.has_value());
  d.text(text.value_or(""));
}

void digest_state(Digest& d, const NotAuthenticated& state) {
  d.flag(state.authenticating.has_value());
  if (!state.authenticating) return;
  d.text(state.authenticating->tag);
  d.flag(state.authenticating->login);
  digest_text(d, state.authenticating->user);
}

void digest_state(Digest& d, const Authenticated& state) {
  d.u32(state.maildrop.value);
  digest_text(d, state.idling);
}

void digest_state(Digest& d, const Selected& state) {
  d.u32(state.maildrop.value);
  digest_text(d, state.idling);
  d.u32(state.mailbox);
  d.flag(state.read_only);
  d.u64(state.view->size());
  for (const ViewEntry& entry : *state.view) {
    d.u32(entry.uid.value);
    digest(d, *entry.message);
    d.i64(entry.internal_date.us);
    d.u8(entry.flags.system);
    d.u32(entry.flags.keywords);
    d.flag(entry.recent);
  }
  d.u64(state.version);
  d.u32(state.keywords);
}

void digest_state(Digest& d, const LoggedOut& state) {
  d.u8(static_cast<std::uint8_t>(state.cause));
  d.u8(static_cast<std::uint8_t>(state.from));
}

}  // namespace

void digest(Digest& d, const Config& config) {
  d.text(config.greeting);
  d.u8(static_cast<std::uint8_t>(config.delimiter));
  d.i64(config.autologout.us);
  d.u32(config.refused_in_a_row_max);
  d.u64(config.limits.line_octets_max);
  d.u64(config.limits.command_octets_max);
  d.u64(config.limits.skipped_octets_max);
}

void digest(Digest& d, const Session& session) {
  d.u32(session.id.value);
  digest(d, *session.config);
  d.u8(static_cast<std::uint8_t>(kind_of(session.state)));
  std::visit([&](const auto& state) { digest_state(d, state); }, session.state);
  digest(d, session.framer);
  d.u64(session.pending.size());
  for (const Framed& framed : session.pending) {
    d.u8(static_cast<std::uint8_t>(framed.what));
    d.text(framed.octets);
  }
  d.flag(session.overrun);
  d.flag(session.greeted);
  d.flag(session.peer_finished);
  d.i64(session.last_command.us);
  d.u32(session.refused_in_a_row);
  d.u32(session.items_run);
}

}  // namespace popscope::sim::imap
