#include "view/explain.h"

#include "sim/pop3/command.h"
#include "view/circumstances.h"
#include "view/explain_context.h"
#include "view/listener.h"
#include "view/maildrop_look.h"
#include "view/reach.h"
#include "view/words.h"

namespace popscope::view {
namespace {

namespace pop3 = sim::pop3;

// ---- a connection opens -----------------------------------------------------------------------

void explain_open(Explaining& e) {
  const auto* failed = std::get_if<sim::ConnectionFailed>(&e.closing_event());
  const sim::Link& link = *e.world.links[e.step.link->value];
  if (!failed && is_sealed_from_the_start(e.visit, e.branch, link.id)) return e.say("open.sealed");
  if (!failed && asks_for_tls_in_vain({e.visit, e.branch, e.number_of_step()}))
    return e.say("open.in_vain");
  if (!failed) return e.say(link.tls ? "open.waits_for_tls" : "open.connected");
  e.number("seconds", static_cast<std::uint64_t>(sim::kConnectTimeout.us / 1'000'000));
  switch (failed->why) {
    case sim::ConnectFailure::refused:
      return e.say("open.refused");
    case sim::ConnectFailure::rejected:
      return e.say("open.rejected");
    case sim::ConnectFailure::timed_out:
      return e.say("open.timed_out");
    case sim::ConnectFailure::unfinished:
      return e.say("open.unfinished");
    case sim::ConnectFailure::given_up:
      return e.say("open.given_up");
  }
}

// ---- a command line arrives, or never will ----------------------------------------------------

// The text of the step's command, as its device sent it.
std::string line_sent(const Explaining& e) {
  const auto* sent = e.sent_event<sim::CommandSent>(e.link_history().commands_sent);
  return sent ? std::string(sim::without_line_end(sent->octets.view())) : std::string();
}

void explain_command_line(Explaining& e, const std::string& line) {
  const pop3::Config* config = e.pop3_config();
  const pop3::Parsed parsed = pop3::parse(line, config ? config->ways.form : pop3::Form{});
  const auto* command = std::get_if<pop3::Command>(&parsed);
  if (!command) return e.say(line.empty() ? "command.empty" : "command.other");
  e.result.section = section_text(pop3::spec_of(command->keyword).section);
  std::string key = "command." + in_key(pop3::to_text(command->keyword));
  if (command->number) {
    e.message_number(command->number->value, line);
    if (pop3::spec_of(command->keyword).arguments == pop3::Arguments::optional_number) {
      key += "_one";
    }
  }
  if (command->keyword == pop3::Keyword::top) e.number("count", command->lines);
  if (!command->text.empty()) e.plain("argument", line_in_sentence(command->text));
  e.say(key);
}

// Nothing happened to it itself: what was lost before it is never sent again.
bool is_behind_a_gap(const Explaining& e) {
  bool behind = false;
  for (const sim::StepSegment& own : e.step.segments) {
    for (const sim::Event& event : e.events(own.done)) {
      const auto* lost = std::get_if<sim::SegmentLost>(&event);
      if (lost && lost->link == own.link && lost->segment == own.segment)
        behind = lost->why == sim::Loss::behind_a_gap;
    }
  }
  return behind;
}

// Behind AUTH: the line answers the mechanism, whatever it looks like.
bool is_answer(const Explaining& e) {
  const pop3::CommandRan* ran = ran_of({e.visit, e.branch, e.number_of_step()});
  return ran && ran->answer;
}

void explain_command(Explaining& e) {
  const auto* received = std::get_if<sim::CommandReceived>(&e.closing_event());
  const std::string line = received ? received->command.text : line_sent(e);
  e.plain("line", line_in_sentence(line));
  const sim::Link& link = *e.world.links[e.step.link->value];
  const sim::Protocol protocol = link.protocol;
  e.result.arguments.push_back(text::keys(
      "secrecy", is_sealed(e.visit, e.branch, e.step) ? "explain.part.sealed"
                                                       : "explain.part.in_the_clear"));
  if (e.step.discarded == sim::Discard::before_tls) return e.say("command.before_tls");
  if (received && !received->command.too_long) {
    if (protocol == sim::Protocol::pop3 && is_answer(e)) return e.say("command.answer");
    if (protocol == sim::Protocol::pop3) return explain_command_line(e, line);
    const bool announces = line.empty() && !line_sent(e).empty();
    return announces ? e.say("imap.command.literal_announced") : explain_imap_command(e, line);
  }
  if (received) return e.say("command.too_long");
  const bool lost = std::holds_alternative<sim::CommandLost>(e.closing_event());
  if (!lost) {
    const bool session = sim::session_of(e.at_close(), link.id) != nullptr;
    return e.say(session ? "command.discarded" : "command.discarded.no_session");
  }
  e.say(is_behind_a_gap(e) ? "command.lost.gap" : "command.lost");
}

// ---- UPDATE removes a message -----------------------------------------------------------------

std::string_view key_of(pop3::RemovedFor why) {
  if (why == pop3::RemovedFor::mark) return "removal";
  return why == pop3::RemovedFor::policy ? "removal.policy" : "removal.at_dele";
}

void explain_removal(Explaining& e) {
  const auto* did = std::get_if<sim::SessionDid>(&e.closing_event());
  const auto* removed = did ? sim::deed<pop3::MessageRemoved>(*did) : nullptr;
  if (!removed) return e.say("removal");
  e.say(key_of(removed->why));
  e.number("number", removed->number.value);
  add_subject(e, removed->message->subject);
  e.plain("unique_id", removed->unique_id);
  e.plain("owner", e.world.maildrops[removed->maildrop.value]->user);
}

// ---- a connection ends ------------------------------------------------------------------------

std::string_view section_of_exit(const pop3::Closed& end) {
  for (const pop3::ExitSpec& exit : pop3::exit_table())
    if (exit.cause == end.cause && exit.from == end.from && exit.to == pop3::StateKind::closed)
      return exit.section;
  return {};
}

// What the server sent last is lost, or what the device did.
void explain_unheard_end(Explaining& e, const lesson::EndOfLink& end) {
  const bool imap = e.world.links[e.step.link->value]->protocol == sim::Protocol::imap;
  const std::string of = imap ? "imap.end." : "end.";
  if (end.who == sim::Side::device && end.by == sim::SegmentKind::rst)
    return e.say(of + "reset.lost");
  const bool runs_on = !end.session && sim::session_of(e.world, *e.step.link);
  e.say(end.who == sim::Side::device && runs_on ? of + "peer_closed.lost" : "end.lost");
}

// The session of POP3 is over: by what the step tells, or before it.
void explain_end_of_session(Explaining& e, const lesson::EndOfLink& end,
                            const pop3::Closed& session) {
  const pop3::Config& config = *e.pop3_config();
  sim::Duration limit = config.autologout;
  if (session.from == pop3::StateKind::authorization)
    limit = config.ways.autologout_before_login.value_or(limit);
  e.number("seconds", static_cast<std::uint64_t>(limit.us / 1'000'000));
  e.result.section = section_text(section_of_exit(session));
  if (end.by == sim::SegmentKind::rst && session.cause != pop3::ExitCause::reset) {
    const bool updated = session.from == pop3::StateKind::update;
    return e.say(updated ? "end.reset.behind_quit" : "end.reset.after");
  }
  e.say("end." + std::string(pop3::to_text(session.cause)) + "." +
        in_key(pop3::to_text(session.from)) + (end.heard ? "" : ".lost"));
}

void explain_end(Explaining& e) {
  const lesson::EndOfLink end = lesson::end_of_link(e.visit, e.branch, e.step);
  const bool by_server = end.who == sim::Side::server;
  if (end.too_much && end.heard)
    return e.say("end.too_much." + std::string(to_text(*end.too_much)));
  if (by_server && end.by == sim::SegmentKind::rst) return explain_reset_by_server(e, end.heard);
  if (!end.heard && !(by_server && end.session)) return explain_unheard_end(e, end);
  if (end.session) {
    if (const auto* pop3 = std::get_if<pop3::Closed>(&*end.session))
      return explain_end_of_session(e, end, *pop3);
    return explain_imap_end(e, end);
  }
  if (end.by == sim::SegmentKind::rst) return e.say("end.reset.opening");
  const sim::Link& link = *e.world.links[e.step.link->value];
  e.say(link.tls && !link.device_tls ? "end.waited_for_tls" : "end.closed");
}

// ---- all of them ------------------------------------------------------------------------------

// Whose mail it is: a line that was typed by hand may have named another than the device's account.
std::string user_of(const Explaining& e, const sim::Link& link) {
  const sim::World& then = e.at_begin();
  const sim::Session* session = sim::session_of(then, link.id);
  const std::optional<sim::MaildropId> own = session ? maildrop_of(*session) : std::nullopt;
  if (own) return then.maildrops[own->value]->user;
  return e.world.devices[link.device.value]->account.user;
}

void add_common_arguments(Explaining& e) {
  if (e.step.device) e.device(*e.step.device);
  if (!e.step.link) return;
  const sim::Link& link = *e.world.links[e.step.link->value];
  e.plain("server", (*e.world.servers)[link.server.value].name);
  e.plain("port", std::to_string(link.server_port));
  e.plain("device_port", std::to_string(link.device_port));
  e.plain("user", user_of(e, link));
  if (const pop3::Config* config = e.pop3_config())
    e.number("line_octets", config->ways.line_octets_max);
}

void explain_kind(Explaining& e) {
  switch (e.step.kind) {
    case sim::StepKind::open: return explain_open(e);
    case sim::StepKind::tls: return e.say(e.step.broken ? "tls.lost" : "tls");
    case sim::StepKind::command: return explain_command(e);
    case sim::StepKind::reply:
      return e.world.links[e.step.link->value]->protocol == sim::Protocol::imap
                 ? explain_imap_response(e)
                 : explain_reply(e);
    case sim::StepKind::removal: return explain_removal(e);
    case sim::StepKind::end: return explain_end(e);
    case sim::StepKind::cable: return explain_cable(e);
    case sim::StepKind::delivery: return explain_delivery(e);
    case sim::StepKind::settings: return explain_settings(e);
    case sim::StepKind::use: return explain_use(e);
  }
}

const sim::Segment* segment_sent(const Explaining& e, const sim::StepSegment& wanted) {
  for (const sim::Event& event : e.events(wanted.sent)) {
    const auto* sent = std::get_if<sim::SegmentSent>(&event);
    if (sent && sent->link == wanted.link && sent->segment.number == wanted.segment)
      return &sent->segment;
  }
  return nullptr;
}

std::string_view key_of(const sim::Segment& segment, const sim::Link& link) {
  switch (segment.kind) {
    case sim::SegmentKind::syn:
      return "segment.syn";
    case sim::SegmentKind::syn_ack:
      return "segment.syn_ack";
    case sim::SegmentKind::ack:
      return "segment.ack";
    case sim::SegmentKind::data:
      return segment.from == sim::Side::device ? "segment.command" : "segment.reply";
    case sim::SegmentKind::fin:
      return "segment.fin";
    case sim::SegmentKind::rst:
      return link.rejected ? "segment.rst.firewall" : "segment.rst";
    case sim::SegmentKind::handshake:
      return link.tls ? "segment.handshake" : "segment.handshake.in_vain";
  }
  return {};
}

// The key whose sentences are told.
struct KeyTold {
  std::string key;
  bool tells_overtaken = false;
};

std::optional<KeyTold> under_its_circumstances(const std::string& key, const Explanation& of,
                                               const text::Catalogue& catalogue) {
  const auto told = [&](const std::string& each) { return catalogue.contains(each + ".headline"); };
  const auto where = [&](const std::string& each) {
    return key_where(each, of.circumstances, ".headline", catalogue);
  };
  const std::string by_end = key + ".overtaken.ended";
  const std::string overtaken = of.ended && told(by_end) ? by_end : key + ".overtaken";
  if (of.overtaken && where(overtaken) != overtaken) return KeyTold{where(overtaken), true};
  if (where(key) != key) return KeyTold{where(key), false};
  if (of.overtaken && told(overtaken)) return KeyTold{overtaken, true};
  return told(key) ? std::optional(KeyTold{key, false}) : std::nullopt;
}

// The key itself, or the case above it.
KeyTold key_told(const Explanation& of, const text::Catalogue& catalogue) {
  for (std::string key = of.key; key != "explain";) {
    if (const auto found = under_its_circumstances(key, of, catalogue)) return *found;
    const std::size_t dot = key.rfind('.');
    if (dot == std::string::npos) break;
    key.resize(dot);
  }
  return {of.key, false};  // nothing above it either: the gap is to be seen
}

}  // namespace

Explanation explain(const lesson::Visit& visit, sim::BranchId branch, std::uint32_t step,
                    const sim::World& world) {
  if (step == 0) return {"explain.start", {}, {}, {}};
  Explaining e{visit, branch, visit.steps(branch).step(step), world};
  add_common_arguments(e);
  if (const pop3::Config* config = e.pop3_config())
    e.result.circumstances = circumstances_of(*config);
  explain_kind(e);
  return std::move(e.result);
}

Explanation explain_segment(const lesson::Visit& visit, sim::BranchId branch, std::uint32_t step,
                            std::uint32_t segment, const sim::World& world) {
  Explaining e{visit, branch, visit.steps(branch).step(step), world};
  if (segment >= e.step.segments.size()) return explain(visit, branch, step, world);
  const sim::StepSegment& wanted = e.step.segments[segment];
  const sim::Segment* sent = segment_sent(e, wanted);
  if (!sent) return explain(visit, branch, step, world);
  add_common_arguments(e);
  const bool from_device = sent->from == sim::Side::device;
  const sim::Link& link = *world.links[wanted.link.value];
  const std::string& server = (*world.servers)[link.server.value].name;
  const std::string& device = world.devices[link.device.value]->name;
  e.plain("sender", from_device ? device : server);
  e.plain("receiver", from_device ? server : device);
  e.plain("segment", std::to_string(step) + "." + std::to_string(segment + 1));
  e.number("octets", sent->octets.size());
  e.say(wanted.lost ? "segment.lost" : key_of(*sent, link));
  return std::move(e.result);
}

Told tell(const Explanation& explanation, const text::Catalogue& catalogue) {
  const KeyTold found = key_told(explanation, catalogue);
  const std::string& key = found.key;
  text::Arguments arguments = explanation.arguments;
  for (const auto& [name, duration] : explanation.times)
    arguments.push_back(text::plain(name, limit_text(duration, catalogue)));
  const auto optional = [&](std::string_view part) {
    const std::string name = key + std::string(part);
    return catalogue.contains(name) ? catalogue.sentence(name, arguments) : std::string();
  };
  Told told;
  told.headline = catalogue.sentence(key + ".headline", arguments);
  told.text = catalogue.sentence(key + ".text", arguments);
  if (explanation.overtaken && !found.tells_overtaken) {
    arguments.push_back(text::plain("headline", told.headline));
    arguments.push_back(text::plain("text", told.text));
    const std::string how = explanation.ended ? "explain.overtaken.ended" : "explain.overtaken";
    told.headline = catalogue.sentence(how + ".headline", arguments);
    told.text = catalogue.sentence(how + ".text", arguments);
  }
  told.section = optional(".section");
  if (told.section.empty()) told.section = explanation.section;
  told.exam = optional(".exam");
  if (told.exam.empty()) {
    told.exam = optional(".believed");
    told.believed = !told.exam.empty();
  }
  told.wire = optional(".wire");
  return told;
}

}  // namespace popscope::view
