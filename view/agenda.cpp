#include "view/agenda.h"

#include <algorithm>

#include "sim/device/device.h"
#include "view/explain_context.h"
#include "view/transport.h"
#include "view/words.h"

namespace popscope::view {
namespace {

namespace pop3 = sim::pop3;
namespace imap = sim::imap;

// Beyond so many the list teaches nothing.
constexpr std::size_t kThingsShownMax = 8;

std::string line_of(std::string_view octets) {
  return line_in_sentence(octets.substr(0, octets.find_first_of("\r\n")));
}

const char* arrival_key(const sim::Segment& segment) {
  switch (segment.kind) {
    case sim::SegmentKind::syn:
    case sim::SegmentKind::syn_ack:
    case sim::SegmentKind::ack:
    case sim::SegmentKind::fin:
    case sim::SegmentKind::rst:
    case sim::SegmentKind::handshake:
      return "agenda.segment";
    case sim::SegmentKind::data:
      return segment.from == sim::Side::device ? "agenda.command" : "agenda.reply";
  }
  return "";
}

std::string words_of_arrival(const sim::Link& link, const sim::World& world,
                             const text::Catalogue& catalogue) {
  if (link.in_flight.empty()) return {};
  const sim::Segment& segment = link.in_flight.front();
  const bool to_server = segment.from == sim::Side::device;
  const std::string& host =
      to_server ? (*world.servers)[link.server.value].name : world.devices[link.device.value]->name;
  return catalogue.sentence(
      arrival_key(segment),
      {text::plain("segment", sim::to_text(segment.kind)), text::plain("host", host),
       text::plain("line", line_of(segment.octets.view()))});
}

std::string words_of_session(const pop3::Session& session, const text::Catalogue& catalogue) {
  if (const auto* update = std::get_if<pop3::Update>(&session.state)) {
    if (update->to_remove.empty()) return catalogue.sentence("agenda.session.done");
    return catalogue.sentence("agenda.session.removal",
                              {text::number("number", update->to_remove.front().number.value)});
  }
  if (!session.greeted) return catalogue.sentence("agenda.session.greeting");
  if (session.pending.empty()) return catalogue.sentence("agenda.session.end");
  return catalogue.sentence("agenda.session.command",
                            {text::plain("line", line_of(session.pending.front().text))});
}

std::string words_of_session(const imap::Session& session, const text::Catalogue& catalogue) {
  if (!session.greeted) return catalogue.sentence("agenda.session.greeting");
  if (session.pending.empty()) {
    return catalogue.sentence(session.peer_finished || session.overrun ? "agenda.session.end"
                                                                       : "agenda.session.news");
  }
  return catalogue.sentence("agenda.session.command",
                            {text::plain("line", line_of(session.pending.front().octets))});
}

std::string words_of_plan(const sim::Device& device, const text::Catalogue& catalogue) {
  const std::optional<std::string> next = sim::next_command(device);
  const text::Argument name = text::plain("device", device.name);
  if (!next) return catalogue.sentence("agenda.plan.connect", {name});
  return catalogue.sentence("agenda.plan", {name, text::plain("line", line_of(*next))});
}

std::string words_of_settling(const sim::Link& link, const sim::World& world,
                              const text::Catalogue& catalogue) {
  const std::string& server = (*world.servers)[link.server.value].name;
  const std::string& device = world.devices[link.device.value]->name;
  if (sim::unsettled(link) == sim::Unsettled::line_unread) {
    return catalogue.sentence("agenda.line_read", {text::plain("host", server)});
  }
  const std::optional<sim::Side> sender = sim::sender_of_lost_line(link);
  const bool of_device = sender == sim::Side::device;
  return catalogue.sentence(sender ? "agenda.line_lost" : "agenda.segment_lost",
                            {text::plain("host", of_device ? device : server)});
}

}  // namespace

namespace {

std::string words_without_device(const sim::Due& due, const sim::World& world,
                                 const text::Catalogue& catalogue) {
  switch (due.kind) {
    case sim::DueKind::settling:
      return words_of_settling(*world.links[due.which], world, catalogue);
    case sim::DueKind::arrival:
      return words_of_arrival(*world.links[due.which], world, catalogue);
    case sim::DueKind::session:
      return std::visit(
          [&](const auto& session) { return words_of_session(session, catalogue); },
          *world.sessions[due.which]);
    case sim::DueKind::connect_timeout: {
      const sim::Device& device = *world.devices[world.links[due.which]->device.value];
      return catalogue.sentence("agenda.connect_timeout", {text::plain("device", device.name)});
    }
    case sim::DueKind::handshake_timeout:
      return catalogue.sentence("agenda.handshake_timeout");
    case sim::DueKind::check:
      return catalogue.sentence(
          "agenda.check", {text::plain("device", world.devices[due.which]->name)});
    case sim::DueKind::autologout:
      return catalogue.sentence("agenda.autologout", {text::number("session", due.which + 1)});
    case sim::DueKind::plan:
      return words_of_plan(*world.devices[due.which], catalogue);
    case sim::DueKind::script:
      return catalogue.sentence("agenda.script");
  }
  return {};
}

// The device whose connection it is about, where the words do not name it themselves.
std::optional<sim::DeviceId> unnamed_device(const sim::Due& due, const sim::World& world) {
  switch (due.kind) {
    case sim::DueKind::arrival: {
      const sim::Link& link = *world.links[due.which];
      const bool to_server =
          !link.in_flight.empty() && link.in_flight.front().from == sim::Side::device;
      return to_server ? std::optional(link.device) : std::nullopt;
    }
    case sim::DueKind::settling:
    case sim::DueKind::session:
    case sim::DueKind::handshake_timeout:
      return world.links[due.which]->device;
    case sim::DueKind::autologout:  // names its session
    case sim::DueKind::connect_timeout:
    case sim::DueKind::check:
    case sim::DueKind::plan:
    case sim::DueKind::script:
      break;
  }
  return std::nullopt;
}

}  // namespace

bool several_connected(const sim::World& world) {
  return std::count_if(world.devices.begin(), world.devices.end(),
                       [](const auto& device) { return device->link.has_value(); }) > 1;
}

std::string words_of_due(const sim::Due& due, const sim::World& world,
                         const text::Catalogue& catalogue) {
  std::string words = words_without_device(due, world, catalogue);
  const std::optional<sim::DeviceId> device = unnamed_device(due, world);
  if (!device || !several_connected(world)) return words;
  return catalogue.sentence("agenda.of", {text::plain("device", world.devices[device->value]->name),
                                          text::plain("what", words)});
}

std::vector<NextThing> agenda(const lesson::Visit& visit, const text::Catalogue& catalogue) {
  const sim::World& world = visit.world();
  std::vector<NextThing> things;
  for (const sim::Due& due : sim::agenda(world)) {
    if (things.size() == kThingsShownMax) break;
    // What is left of a told story is only its end marks.
    if (due.kind == sim::DueKind::script && !world.cursor.offering && sim::offers(world).empty() &&
        due.at == world.now)
      continue;
    NextThing thing;
    thing.what = words_of_due(due, world, catalogue);
    thing.when =
        due.at == world.now
            ? catalogue.sentence("agenda.now")
            : catalogue.sentence(
                  "agenda.in", {text::plain("time", duration_text(due.at - world.now, catalogue))});
    thing.deadline = sim::is_deadline(due.kind);
    things.push_back(std::move(thing));
  }
  return things;
}

}  // namespace popscope::view
