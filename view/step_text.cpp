#include "view/step_text.h"

#include <algorithm>
#include <string_view>

#include "lesson/end_of_link.h"
#include "view/listener.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using sim::StepKind;

const lesson::LinkHistory& link_history(const StepOf& of) {
  return of.visit.history(of.branch).link(*of.step().link);
}

// The moment in which the step's line left; 0 when it never did as a whole.
std::uint32_t sent_in(const StepOf& of) {
  const lesson::LinkHistory& link = link_history(of);
  const auto& sent = of.step().kind == StepKind::command ? link.commands_sent : link.replies_sent;
  return of.step().line < sent.size() ? sent[of.step().line] : 0;
}

// The event of that moment which carries the step's line.
template <class Sent>
const Sent* sent_event(const StepOf& of) {
  const std::uint32_t moment = sent_in(of);
  if (moment == 0) return nullptr;
  for (const sim::Event& event : of.visit.timeline().moment(of.branch, moment).events) {
    const auto* sent = std::get_if<Sent>(&event);
    if (sent && sent->link == *of.step().link && sent->index == of.step().line) return sent;
  }
  return nullptr;
}

std::string command_octets(const StepOf& of) {
  const auto* sent = sent_event<sim::CommandSent>(of);
  return sent ? std::string(sent->octets.view()) : std::string();
}

const char* open_key(const StepOf& of) {
  const auto* failed = std::get_if<sim::ConnectionFailed>(&of.closing_event());
  const bool sealed = is_sealed_from_the_start(of.visit, of.branch, *of.step().link);
  if (!failed && sealed) return "panel.step.open.sealed";
  if (!failed) return asks_for_tls_in_vain(of) ? "panel.step.open.in_vain" : "panel.step.open";
  switch (failed->why) {
    case sim::ConnectFailure::refused:
      return "panel.step.open.refused";
    case sim::ConnectFailure::rejected:
      return "panel.step.open.rejected";
    case sim::ConnectFailure::timed_out:
      return "panel.step.open.timed_out";
    case sim::ConnectFailure::unfinished:
      return "panel.step.open.unfinished";
    case sim::ConnectFailure::given_up:
      return "panel.step.open.given_up";
  }
  return "";
}

std::string open_words(const StepOf& of, const text::Catalogue& catalogue) {
  const sim::HandshakeFlight& first = sim::handshake().front();
  return catalogue.sentence(open_key(of), {text::plain("messages", first.messages),
                                           text::number("octets", first.octets)});
}

// Of the session, or where none opened, of the server that waits for TLS.
sim::Duration silence_limit(const sim::World& world, sim::LinkId link) {
  const sim::Session* session = sim::session_of(world, link);
  if (!session) return sim::kHandshakeTimeout;
  return std::visit([](const auto& s) { return s.config->autologout; }, *session);
}

// The server has waited long enough.
std::string silence_words(const StepOf& of, const char* key, const text::Catalogue& catalogue) {
  const sim::Duration silence = silence_limit(of.visit.timeline().tip(of.branch), *of.step().link);
  return catalogue.sentence(key, {text::number("seconds", silence.us / 1'000'000),
                                  text::plain("time", limit_text(silence, catalogue))});
}

const char* reset_key(const lesson::EndOfLink& end, bool imap) {
  if (end.who == sim::Side::server) return "panel.step.end.reset_by_server";
  if (!end.session) return "panel.step.end.reset";
  if (lesson::state_after(*end.session) != lesson::ConnectionState::reset)
    return "panel.step.end.reset.after";
  return imap ? "panel.step.end.reset" : "panel.step.end.reset.no_update";
}

std::string end_words(const StepOf& of, const text::Catalogue& catalogue) {
  const lesson::EndOfLink end = lesson::end_of_link(of.visit, of.branch, of.step());
  const bool imap = end.session && std::holds_alternative<sim::imap::LoggedOut>(*end.session);
  const bool fin = end.by == sim::SegmentKind::fin;
  const bool of_session = fin && end.session && (end.heard || end.who == sim::Side::server);
  if (of_session && lesson::state_after(*end.session) == lesson::ConnectionState::autologout)
    // Only POP3 has an UPDATE that did not come.
    return silence_words(
        of, imap ? "panel.step.end.autologout.imap" : "panel.step.end.autologout", catalogue);
  if (end.too_much && !of.step().broken)
    return catalogue.sentence("panel.step.end.too_much");
  if (end.waited_for_tls) return silence_words(of, "panel.step.end.no_tls", catalogue);
  if (of.step().broken) return catalogue.sentence("panel.step.end.lost");
  return catalogue.sentence(fin ? "panel.step.end" : reset_key(end, imap));
}

const char* key_of(sim::pop3::RemovedFor why) {
  switch (why) {
    case sim::pop3::RemovedFor::mark: return "panel.step.removal";
    case sim::pop3::RemovedFor::policy: return "panel.step.removal_by_policy";
    case sim::pop3::RemovedFor::dele: return "panel.step.removal_at_dele";
  }
  return "";
}

std::string removal_words(const StepOf& of, const text::Catalogue& catalogue) {
  const auto* did = std::get_if<sim::SessionDid>(&of.closing_event());
  const auto* removed = did ? sim::deed<sim::pop3::MessageRemoved>(*did) : nullptr;
  const std::int64_t number = removed ? removed->number.value : 0;
  return catalogue.sentence(key_of(removed ? removed->why : sim::pop3::RemovedFor::mark),
                            {text::number("number", number)});
}

std::string delivery_words(const StepOf& of, const text::Catalogue& catalogue) {
  const auto* delivered = std::get_if<sim::MessageDelivered>(&of.closing_event());
  if (!delivered) return {};
  const sim::World& tip = of.visit.timeline().tip(of.branch);
  return catalogue.sentence("panel.step.delivery",
                            {text::plain("subject", subject_text(*delivered->message, catalogue)),
                             text::plain("user", tip.maildrops[delivered->maildrop.value]->user)});
}

std::string filter_words(const sim::Filter& filter, const text::Catalogue& catalogue) {
  const text::Arguments port{text::plain("port", std::to_string(filter.port))};
  switch (filter.verdict) {
    case sim::Verdict::pass:
      return catalogue.sentence("panel.step.firewall.pass", port);
    case sim::Verdict::reject:
      return catalogue.sentence("panel.step.firewall.reject", port);
    case sim::Verdict::drop:
      return catalogue.sentence("panel.step.firewall.drop", port);
  }
  return {};
}

// A fault of the server, of the network or of the storage.
std::string fault_words(const StepOf& of, const text::Catalogue& catalogue) {
  const sim::World& tip = of.visit.timeline().tip(of.branch);
  const sim::Event& event = of.closing_event();
  const auto named = [&](const char* key, const std::string& name) {
    return catalogue.sentence(key, {text::plain("name", name)});
  };
  if (const auto* stopped = std::get_if<sim::ServerStopped>(&event))
    return named("panel.step.server.stopped", (*tip.servers)[stopped->server.value].name);
  if (const auto* started = std::get_if<sim::ServerStarted>(&event))
    return named("panel.step.server.started", (*tip.servers)[started->server.value].name);
  if (const auto* storage = std::get_if<sim::StorageChanged>(&event))
    return named(storage->change.refuses_removal ? "panel.step.storage.refuses"
                                                 : "panel.step.storage.permits",
                 tip.maildrops[storage->change.maildrop.value]->user);
  const auto* latency = std::get_if<sim::LatencyChanged>(&event);
  if (!latency) return {};
  return catalogue.sentence("panel.step.latency",
                            {text::plain("time", limit_text(latency->change.latency, catalogue))});
}

std::string use_words(const StepOf& of, const text::Catalogue& catalogue) {
  const auto* used = std::get_if<sim::MessageUsed>(&of.closing_event());
  if (!used) return {};
  return catalogue.sentence(
      used->use.deed == sim::Deed::read ? "panel.step.use.read" : "panel.step.use.remove",
      {text::plain("subject", subject_text(*used->message, catalogue))});
}

std::string settings_words(const StepOf& of, const text::Catalogue& catalogue) {
  if (const auto* filter = std::get_if<sim::FirewallChanged>(&of.closing_event()))
    return filter_words(filter->change, catalogue);
  const auto* changed = std::get_if<sim::SettingsChanged>(&of.closing_event());
  return changed ? catalogue.sentence("panel.step." + setting_key(changed->change),
                                      setting_arguments(changed->change, catalogue))
                 : fault_words(of, catalogue);
}

}  // namespace

sim::SharedOctets octets_of(const StepOf& of) {
  switch (of.step().kind) {
    case StepKind::command:
      return sim::SharedOctets(command_octets(of));
    case StepKind::reply: {
      const auto* sent = sent_event<sim::ReplySent>(of);
      return sent ? sent->octets : sim::SharedOctets();
    }
    case StepKind::open:
    case StepKind::tls:
    case StepKind::removal:
    case StepKind::end:
    case StepKind::cable:
    case StepKind::delivery:
    case StepKind::settings:
    case StepKind::use:
      return {};
  }
  return {};
}

sim::Segment segment_of(const StepOf& of, const sim::StepSegment& segment) {
  for (const sim::Event& event : of.visit.timeline().moment(of.branch, segment.sent).events) {
    const auto* sent = std::get_if<sim::SegmentSent>(&event);
    if (sent && sent->link == segment.link && sent->segment.number == segment.segment)
      return sent->segment;
  }
  return {};
}

bool asks_for_tls_in_vain(const StepOf& of) {
  if (of.step().kind != StepKind::open || !of.step().link) return false;
  if (of.visit.timeline().tip(of.branch).links[of.step().link->value]->tls) return false;
  const std::vector<sim::StepSegment>& segments = of.step().segments;
  return std::any_of(segments.begin(), segments.end(), [&](const sim::StepSegment& placed) {
    return !placed.lost && segment_of(of, placed).kind == sim::SegmentKind::handshake;
  });
}

std::optional<WireLine> line_of(const StepOf& of) {
  if (!has_line(of.step())) return std::nullopt;
  if (of.step().kind == StepKind::command) {
    const auto* received = std::get_if<sim::CommandReceived>(&of.closing_event());
    WireLine line = wire_line(Speaker::client, command_octets(of));
    // The server reads no further than its limit, and nobody wants to see the rest.
    if (received && received->command.too_long) line.words = shown(received->command.text) + " …";
    return line;
  }
  const auto* sent = sent_event<sim::ReplySent>(of);
  if (!sent) return wire_line(Speaker::server, "");
  const std::string_view octets = sent->octets.view();
  return wire_line(Speaker::server, octets.substr(0, octets.find('\n') + 1));
}

const sim::pop3::CommandRan* ran_of(const StepOf& of) {
  if (of.step().kind != StepKind::command) return nullptr;
  const std::vector<std::uint32_t>& ran = link_history(of).commands_ran;
  const std::uint32_t index = of.step().line;
  if (index >= ran.size() || ran[index] == 0) return nullptr;
  for (const sim::Event& event : of.visit.timeline().moment(of.branch, ran[index]).events) {
    const auto* did = std::get_if<sim::SessionDid>(&event);
    const auto* command = did ? sim::deed<sim::pop3::CommandRan>(*did) : nullptr;
    if (command && did->session == *of.step().link && command->index == index) return command;
  }
  return nullptr;
}

std::optional<sim::pop3::Keyword> keyword_of(const StepOf& of) {
  if (of.step().kind != StepKind::command) return std::nullopt;
  if (const sim::pop3::CommandRan* ran = ran_of(of)) return ran->keyword;
  const auto* sent = sent_event<sim::CommandSent>(of);
  return sent ? sim::pop3::keyword_of(sim::without_line_end(sent->octets.view())) : std::nullopt;
}

std::string words_of(const StepOf& of, const text::Catalogue& catalogue) {
  switch (of.step().kind) {
    case StepKind::open:
      return open_words(of, catalogue);
    case StepKind::tls:
      return catalogue.sentence(of.step().broken ? "panel.step.tls.lost" : "panel.step.tls");
    case StepKind::end:
      return end_words(of, catalogue);
    case StepKind::removal:
      return removal_words(of, catalogue);
    case StepKind::cable:
      return catalogue.sentence(std::holds_alternative<sim::CableCut>(of.closing_event())
                                    ? "panel.step.cable.cut"
                                    : "panel.step.cable.plugged");
    case StepKind::delivery:
      return delivery_words(of, catalogue);
    case StepKind::settings:
      return settings_words(of, catalogue);
    case StepKind::use:
      return use_words(of, catalogue);
    case StepKind::command:
    case StepKind::reply:
      break;
  }
  const std::optional<WireLine> line = line_of(of);
  return line ? plain_text(*line) : std::string();
}

}  // namespace popscope::view
