#include "view/ladder_row.h"

#include <algorithm>

#include "view/listener.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using sim::StepKind;

struct Ends {
  std::uint32_t device = 0;
  std::uint32_t server = 0;
};

// The lanes that a step lies between.
Ends ends_of(const StepOf& of, const LaneOrder& lanes) {
  const sim::Step& step = of.step();
  Ends ends{lanes.of(step.device.value_or(sim::DeviceId{})), lanes.of(sim::ServerId{})};
  if (step.link) {
    const sim::World& tip = of.visit.timeline().tip(of.branch);
    ends.server = lanes.of(tip.links[step.link->value]->server);
  }
  return ends;
}

std::string since_start(const StepOf& of, sim::Time at, const text::Catalogue& catalogue) {
  return duration_text(at - of.visit.lesson().start.now, catalogue);
}

std::string ports_of(const sim::Server& server) {
  std::string ports;
  for (const sim::Listener& listener : server.listeners) {
    if (!ports.empty()) ports += ", ";
    ports += std::to_string(listener.port);
  }
  return ports;
}

// Where a server offers both, it matters which of them a connection uses.
bool offers_tls(const sim::Server& server) {
  return std::any_of(server.listeners.begin(), server.listeners.end(),
                     [](const sim::Listener& listener) { return listener.tls; });
}

Lane lane_of(const sim::World& world, const sim::Device& device,
             const text::Catalogue& catalogue) {
  Lane lane;
  lane.name = device.name;
  lane.cut = lane.news = device.cut;
  if (device.cut || !device.link) {
    lane.note = catalogue.sentence(device.cut ? "panel.ladder.lane.cut"
                                              : "panel.ladder.lane.not_connected");
    return lane;
  }
  const sim::Link& link = *world.links[device.link->value];
  lane.tls = link.secured;
  lane.news = link.device_tls || offers_tls((*world.servers)[link.server.value]);
  const char* key = lane.tls          ? "panel.ladder.lane.device.tls"
                    : link.device_tls ? "panel.ladder.lane.device.tls_wanted"
                    : lane.news ? "panel.ladder.lane.device.no_tls"
                                : "panel.ladder.lane.device";
  lane.note = catalogue.sentence(
      key, {text::plain("port", std::to_string(link.device_port)),
            text::plain("server_port", std::to_string(link.server_port))});
  return lane;
}

}  // namespace

std::vector<Lane> lanes_of(const sim::World& world, const text::Catalogue& catalogue) {
  const LaneOrder order(world);
  std::vector<Lane> lanes(order.count());
  for (std::uint32_t n = 0; n < world.devices.size(); ++n) {
    lanes[order.of(sim::DeviceId{n})] = lane_of(world, *world.devices[n], catalogue);
  }
  for (std::uint32_t n = 0; n < world.servers->size(); ++n) {
    const sim::Server& server = (*world.servers)[n];
    const std::string_view protocol = sim::to_text(
        server.listeners.empty() ? sim::Protocol::pop3 : server.listeners.front().protocol);
    const std::string note =
        catalogue.sentence(server.listeners.size() > 1 ? "panel.ladder.lane.server.several"
                                                       : "panel.ladder.lane.server",
                           {text::plain("ports", ports_of(server)),
                            text::plain("protocol", protocol)});
    Lane& lane = lanes[order.of(sim::ServerId{n})];
    lane.name = server.name;
    lane.note = note;
    if (server.listeners.size() > 1)
      lane.short_note = catalogue.sentence(
          "panel.ladder.lane.server.count",
          {text::number("count", static_cast<std::int64_t>(server.listeners.size()))});
    lane.server = true;
  }
  return lanes;
}

namespace {

LadderRow::Refused refused_by(const sim::Event& event) {
  const auto* failed = std::get_if<sim::ConnectionFailed>(&event);
  if (!failed) return LadderRow::Refused::no;
  switch (failed->why) {
    case sim::ConnectFailure::refused: return LadderRow::Refused::by_the_host;
    case sim::ConnectFailure::rejected: return LadderRow::Refused::before_the_host;
    case sim::ConnectFailure::timed_out:
    case sim::ConnectFailure::unfinished:
    case sim::ConnectFailure::given_up: break;
  }
  return LadderRow::Refused::no;
}

}  // namespace

LadderRow row_of(const StepOf& of, const LaneOrder& lanes, const text::Catalogue& catalogue,
                 bool as_listener) {
  const sim::Step& step = of.step();
  const Ends ends = ends_of(of, lanes);
  LadderRow row;
  row.step = of.number;
  row.number = std::to_string(of.number);
  row.at = since_start(of, step.at, catalogue);
  row.from_lane = ends.device;
  row.to_lane = ends.server;
  row.broken = step.broken && step.kind != StepKind::end;  // its words say what was lost
  row.kind = LadderRow::Kind::notice;
  switch (step.kind) {
    case StepKind::open:
      row.kind = LadderRow::Kind::arrow;
      row.pale = true;
      row.refused = refused_by(of.closing_event());
      break;
    case StepKind::tls:
      row.kind = LadderRow::Kind::arrow;
      row.pale = true;
      break;
    case StepKind::command:
      row.kind = LadderRow::Kind::arrow;
      break;
    case StepKind::reply:
      row.kind = LadderRow::Kind::arrow;
      std::swap(row.from_lane, row.to_lane);
      row.payload_lines = of.visit.history(of.branch).payload_lines(of.number);
      break;
    case StepKind::cable:
      row.broken = std::holds_alternative<sim::CableCut>(of.closing_event());
      row.to_lane = row.from_lane;
      break;
    case StepKind::settings:
    case StepKind::use:
      if (!of.step().device) row.from_lane = row.to_lane;  // the firewall stands before the server
      row.to_lane = row.from_lane;
      break;
    case StepKind::delivery:
      row.from_lane = row.to_lane;
      break;
    case StepKind::removal:
    case StepKind::end:
      break;
  }
  row.sealed = is_sealed(of);
  if (as_listener && row.sealed) row.payload_lines = 0;
  const std::optional<WireLine> line =
      as_listener && row.sealed ? std::nullopt : line_of(of);
  if (line) {
    row.line = true;
    row.wire = *line;
    if (as_listener && show_password(of, row.wire))
      row.remark = catalogue.sentence("panel.lines.password.short");
  } else {
    row.words = words_on_way(of, as_listener, catalogue);
    row.pale = row.pale || (as_listener && !crosses_the_wire(step.kind));
  }
  if (row.payload_lines > 0)
    row.payload =
        catalogue.sentence("panel.ladder.payload", {text::number("count", row.payload_lines)});
  return row;
}

namespace {

// What a segment carries above TCP.
std::string segment_words(const sim::Segment& segment, bool as_listener,
                          const text::Catalogue& catalogue) {
  const auto on_wire = static_cast<std::int64_t>(sim::octets_on_wire(segment));
  if (segment.kind == sim::SegmentKind::handshake)
    return catalogue.sentence(
        "panel.ladder.segment.handshake",
        {text::plain("messages", sim::handshake()[segment.flight].messages),
         text::number("octets", on_wire)});
  if (segment.kind != sim::SegmentKind::data) return std::string(sim::to_text(segment.kind));
  const auto octets = static_cast<std::int64_t>(segment.octets.size());
  if (!segment.sealed)
    return catalogue.sentence("panel.ladder.segment", {text::number("count", octets)});
  if (as_listener)
    return catalogue.sentence(
        "panel.listener.record",
        {text::number("count", 1), text::plain("octets", catalogue.grouped(on_wire))});
  return catalogue.sentence("panel.ladder.segment.sealed",
                            {text::number("count", octets), text::number("record", on_wire)});
}

// A firewall before the server answers in its name: the server itself sees and says nothing.
LadderRow::Refused firewall_at(const StepOf& of, bool from_device) {
  if (refused_by(of.closing_event()) != LadderRow::Refused::before_the_host)
    return LadderRow::Refused::no;
  return from_device ? LadderRow::Refused::before_the_host
                     : LadderRow::Refused::from_before_the_host;
}

}  // namespace

LadderRow segment_row_of(const StepOf& of, std::uint32_t index, const LaneOrder& lanes,
                         const text::Catalogue& catalogue, bool as_listener) {
  const sim::StepSegment& placed = of.step().segments[index];
  const sim::Segment segment = segment_of(of, placed);
  const Ends ends = ends_of(of, lanes);
  const bool from_device = segment.from == sim::Side::device;
  LadderRow row;
  row.kind = LadderRow::Kind::segment;
  row.step = of.number;
  row.segment = index;
  row.number = std::to_string(of.number) + "." + std::to_string(index + 1);
  row.at = since_start(of, of.visit.timeline().moment(of.branch, placed.done).at, catalogue);
  row.from_lane = from_device ? ends.device : ends.server;
  row.to_lane = from_device ? ends.server : ends.device;
  row.broken = placed.lost;
  if (!placed.lost) row.refused = firewall_at(of, from_device);
  row.pale = true;
  row.words = segment_words(segment, as_listener, catalogue);
  return row;
}

}  // namespace popscope::view
