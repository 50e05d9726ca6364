#include "lesson/connection_state.h"

#include "sim/core/check.h"

namespace popscope::lesson {
namespace {

ConnectionState after(const sim::pop3::Closed& end) {
  switch (end.cause) {
    case sim::pop3::ExitCause::quit: return ConnectionState::quit;
    case sim::pop3::ExitCause::peer_closed: return ConnectionState::closed;
    case sim::pop3::ExitCause::reset: return ConnectionState::reset;
    case sim::pop3::ExitCause::autologout: return ConnectionState::autologout;
    case sim::pop3::ExitCause::too_many_errors: return ConnectionState::too_many_errors;
    case sim::pop3::ExitCause::too_many_logins:
    case sim::pop3::ExitCause::in_use:
    case sim::pop3::ExitCause::too_long_line: return ConnectionState::ended_by_server;
    case sim::pop3::ExitCause::tls_failed: return ConnectionState::handshake_failed;
  }
  POPSCOPE_CHECK(false);
}

ConnectionState after(const sim::imap::LoggedOut& end) {
  using sim::imap::Cause;
  switch (end.cause) {
    case Cause::logout: return ConnectionState::logout;
    case Cause::peer_closed: return ConnectionState::closed;
    case Cause::reset: return ConnectionState::reset;
    case Cause::autologout: return ConnectionState::autologout;
    case Cause::too_many_errors: return ConnectionState::too_many_errors;
    case Cause::too_many_waiting:
    case Cause::too_large:
    case Cause::mailbox_gone: return ConnectionState::ended_by_server;
    case Cause::login:
    case Cause::select:
    case Cause::select_failed:
    case Cause::close: break;
  }
  POPSCOPE_CHECK(false);  // these end no session
}

}  // namespace

std::optional<SessionEnd> end_of(const sim::Session& session) {
  using namespace sim;
  if (const auto* imap = std::get_if<imap::Session>(&session)) {
    const auto* over = std::get_if<imap::LoggedOut>(&imap->state);
    return over ? std::optional<SessionEnd>(*over) : std::nullopt;
  }
  const pop3::State& state = std::get<pop3::Session>(session).state;
  if (const auto* closed = std::get_if<pop3::Closed>(&state)) return *closed;
  if (!std::holds_alternative<pop3::Update>(state)) return std::nullopt;
  return pop3::Closed{pop3::ExitCause::quit, pop3::StateKind::update};
}

ConnectionState state_after(const SessionEnd& end) {
  return std::visit([](const auto& one) { return after(one); }, end);
}

// The order decides: what the server did or heard comes before what the device alone knows.
ConnectionState state_of(const sim::World& world, const sim::Link& link) {
  constexpr int kDevice = static_cast<int>(sim::Side::device);
  constexpr int kServer = static_cast<int>(sim::Side::server);
  if (link.phase == sim::LinkPhase::refused) return ConnectionState::refused;
  if (link.phase == sim::LinkPhase::timed_out) return ConnectionState::timed_out;
  const sim::Session* session = session_of(world, link.id);
  const auto end = session ? end_of(*session) : std::nullopt;
  if (end && (sim::is_over(*session) || link.abandoned)) return state_after(*end);
  // Of a device's latest connection: it has opened no other in its place.
  if (link.abandoned) return ConnectionState::reset;
  if (!session && link.phase == sim::LinkPhase::closed) return ConnectionState::handshake_failed;
  if (!session && (link.fin_sent[kDevice] || link.fin_sent[kServer])) {
    return ConnectionState::handshake_failed;
  }
  if (link.fin_sent[kDevice]) return ConnectionState::closed;
  if (link.cut || link.gap[kDevice] || link.gap[kServer]) return ConnectionState::cut;
  return session ? ConnectionState::open : ConnectionState::opening;
}

std::string_view to_text(ConnectionState state) {
  switch (state) {
    case ConnectionState::opening: return "opening";
    case ConnectionState::open: return "open";
    case ConnectionState::cut: return "cut";
    case ConnectionState::quit: return "quit";
    case ConnectionState::logout: return "logout";
    case ConnectionState::closed: return "closed";
    case ConnectionState::reset: return "reset";
    case ConnectionState::autologout: return "autologout";
    case ConnectionState::too_many_errors: return "too many errors";
    case ConnectionState::ended_by_server: return "ended by server";
    case ConnectionState::refused: return "refused";
    case ConnectionState::timed_out: return "timed out";
    case ConnectionState::handshake_failed: break;
  }
  return "handshake failed";
}

}  // namespace popscope::lesson
