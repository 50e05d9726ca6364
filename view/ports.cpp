#include "view/ports.h"

#include <algorithm>

#include "view/chosen.h"
#include "view/words.h"

namespace popscope::view {
namespace {

using State = PortPlate::State;

// Of the chosen session's server; before there is one, the chosen device's.
sim::ServerId server_of(const lesson::Visit& visit, const Selection& selection,
                        const sim::World& world) {
  if (const auto session = chosen_session(visit, selection, world))
    return world.links[session->value]->server;
  const sim::DeviceId device = chosen_device(visit, selection, world);
  return device.value < world.devices.size() ? world.devices[device.value]->account.server
                                             : sim::ServerId{};
}

void sort(std::vector<std::uint16_t>& ports) {
  std::sort(ports.begin(), ports.end());
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
}

// Those of the registry, and whatever else somebody listens at, filters or tries. None where only
// POP3's own is spoken of.
std::vector<std::uint16_t> ports_of(const sim::World& world, sim::ServerId id) {
  const sim::Server& server = (*world.servers)[id.value];
  std::vector<std::uint16_t> ports{sim::usual_port(sim::Protocol::pop3, false)};
  for (const sim::Listener& listener : server.listeners) ports.push_back(listener.port);
  for (const sim::FirewallRule& rule : server.firewall) ports.push_back(rule.port);
  for (const auto& device : world.devices)
    if (device->account.server == id) ports.push_back(device->account.port);
  sort(ports);
  if (ports.size() == 1 && server.firewall.empty()) return {};
  for (const sim::PortSpec& spec : sim::kPorts) ports.push_back(spec.port);
  sort(ports);
  return ports;
}

bool in_use(const sim::World& world, sim::ServerId server, std::uint16_t port) {
  return std::any_of(world.live.begin(), world.live.end(), [&](std::uint32_t n) {
    const sim::Link& link = *world.links[n];
    return link.server == server && link.server_port == port &&
           (link.phase == sim::LinkPhase::established || link.phase == sim::LinkPhase::closing);
  });
}

// A connection that stands is not asked by a firewall any more: only SYNs are.
State state_of(const sim::World& world, sim::ServerId id, std::uint16_t port) {
  if (in_use(world, id, port)) return State::in_use;
  const sim::Server& server = (*world.servers)[id.value];
  switch (sim::verdict_on(server, port)) {
    case sim::Verdict::drop: return State::dropped;
    case sim::Verdict::reject: return State::refused;
    case sim::Verdict::pass: break;
  }
  return sim::find_listener(server, port) ? State::open : State::closed;
}

std::string_view key_of(State state) {
  switch (state) {
    case State::in_use: return "in_use";
    case State::open: return "open";
    case State::closed: return "closed";
    case State::dropped: return "dropped";
    case State::refused: return "refused";
  }
  return {};
}

std::string purpose_of(const sim::PortSpec* spec, const PortPlate& plate,
                       const text::Catalogue& catalogue) {
  const std::string state =
      catalogue.sentence("panel.ports.means." + std::string(key_of(plate.state)));
  const text::Argument protocol = text::plain("protocol", plate.protocol);
  const std::string purpose = catalogue.sentence(
      plate.protocol.empty() ? "panel.ports.for.nothing"
                             : plate.tls ? "panel.ports.for.tls" : "panel.ports.for.plain",
      {protocol});
  const std::string section = spec ? " (" + section_text(spec->section) + ")" : std::string();
  return purpose + section + "\n" + state;
}

PortPlate plate_of(const sim::World& world, sim::ServerId id, std::uint16_t port,
                   const text::Catalogue& catalogue) {
  PortPlate plate;
  plate.number = std::to_string(port);
  const std::optional<sim::PortSpec> spec = sim::port_spec(port);
  // What listens counts; else what usually would.
  if (const sim::Listener* listener = sim::find_listener((*world.servers)[id.value], port)) {
    plate.protocol = sim::to_text(listener->protocol);
    plate.tls = listener->tls;
  } else if (spec) {
    plate.protocol = sim::to_text(spec->protocol);
    plate.tls = spec->tls;
  }
  plate.state = state_of(world, id, port);
  plate.words = catalogue.sentence("panel.ports.state." + std::string(key_of(plate.state)));
  plate.purpose = purpose_of(spec ? &*spec : nullptr, plate, catalogue);
  return plate;
}

}  // namespace

PortsView ports(const lesson::Visit& visit, const Selection& selection,
                const text::Catalogue& catalogue) {
  PortsView view;
  const sim::World& world = visit.world();
  if (world.servers->empty()) return view;
  const sim::ServerId id = server_of(visit, selection, world);
  view.heading = catalogue.sentence("panel.ports.heading",
                                    {text::plain("server", (*world.servers)[id.value].name)});
  for (const std::uint16_t port : ports_of(world, id))
    view.ports.push_back(plate_of(world, id, port, catalogue));
  return view;
}

}  // namespace popscope::view
