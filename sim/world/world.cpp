#include "sim/world/world.h"

#include <algorithm>

namespace popscope::sim {

Listener listener_at(std::uint16_t port) {
  const std::optional<PortSpec> spec = port_spec(port);
  return spec ? Listener{port, spec->protocol, spec->tls} : Listener{port, Protocol::pop3, false};
}

const Listener* find_listener(const Server& server, std::uint16_t port) {
  for (const Listener& listener : server.listeners)
    if (listener.port == port) return &listener;
  return nullptr;
}

Verdict verdict_on(const Server& server, std::uint16_t port) {
  for (const FirewallRule& rule : server.firewall)
    if (rule.port == port) return rule.verdict;
  return Verdict::pass;
}

const Session* session_of(const World& world, LinkId id) {
  return id.value < world.links.size() && world.links[id.value]->session_open
             ? &*world.sessions[id.value]
             : nullptr;
}

const pop3::Session* pop3_session_of(const World& world, LinkId id) {
  const Session* session = session_of(world, id);
  return session ? std::get_if<pop3::Session>(session) : nullptr;
}

const imap::Session* imap_session_of(const World& world, LinkId id) {
  const Session* session = session_of(world, id);
  return session ? std::get_if<imap::Session>(session) : nullptr;
}

ServerId add_server(World& world, Server server) {
  auto& servers = world.servers.modify();
  servers.push_back(std::move(server));
  return {static_cast<std::uint32_t>(servers.size() - 1)};
}

MaildropId add_maildrop(World& world, std::string user, std::string password) {
  Maildrop maildrop;
  maildrop.user = std::move(user);
  maildrop.password = std::move(password);
  maildrop.unique_salt = world.random.next();
  world.maildrops.push_back(Box<Maildrop>(std::move(maildrop)));
  return {static_cast<std::uint32_t>(world.maildrops.size() - 1)};
}

DeviceId add_device(World& world, std::string name, Account account) {
  Device device;
  device.name = std::move(name);
  device.account = std::move(account);
  device.client = new_client(device.account.protocol);
  device.check_counts_from = world.now;
  world.devices.push_back(Box<Device>(std::move(device)));
  return {static_cast<std::uint32_t>(world.devices.size() - 1)};
}

std::optional<MaildropId> find_maildrop(const World& world, std::string_view user) {
  for (std::uint32_t i = 0; i < world.maildrops.size(); ++i)
    if (world.maildrops[i]->user == user) return MaildropId{i};
  return std::nullopt;
}

std::optional<DeviceId> find_device(const World& world, std::string_view name) {
  for (std::uint32_t i = 0; i < world.devices.size(); ++i)
    if (world.devices[i]->name == name) return DeviceId{i};
  return std::nullopt;
}

Protocol protocol_of(const World& world, DeviceId id) {
  const Device& device = *world.devices[id.value];
  return device.link ? world.links[device.link->value]->protocol : device.account.protocol;
}

Duration latency_of(const World& world, DeviceId id) {
  return world.devices[id.value]->latency.value_or(world.latency);
}

std::optional<LinkId> standing_link(const World& world, DeviceId id) {
  const std::optional<LinkId> link = world.devices[id.value]->link;
  return link && can_send(*world.links[link->value]) ? link : std::nullopt;
}

std::optional<LinkId> open_link(const World& world, DeviceId id) {
  const std::optional<LinkId> link = world.devices[id.value]->link;
  return link && can_end(*world.links[link->value]) ? link : std::nullopt;
}

bool rests_in_vain(const World& world, DeviceId id) {
  const Device& device = *world.devices[id.value];
  return rests(device) && !(device.link && is_whole(*world.links[device.link->value]));
}

std::uint64_t digest(const World& world) {
  Digest d;
  d.i64(world.now.us);
  d.u64(world.random.state);
  d.i64(world.latency.us);
  d.u64(world.servers->size());
  for (const Server& server : *world.servers) {
    d.text(server.name);
    pop3::digest(d, *server.pop3);
    imap::digest(d, *server.imap);
    d.u64(server.listeners.size());
    for (const Listener& listener : server.listeners) {
      d.u32(listener.port);
      d.u8(static_cast<std::uint8_t>(listener.protocol));
      d.flag(listener.tls);
    }
    for (const FirewallRule& rule : server.firewall) {
      d.u32(rule.port);
      d.u8(static_cast<std::uint8_t>(rule.verdict));
    }
    d.flag(server.stopped);
  }
  d.u64(world.maildrops.size());
  for (const auto& maildrop : world.maildrops) digest(d, *maildrop);
  d.u64(world.devices.size());
  for (const auto& device : world.devices) digest(d, *device);
  d.u64(world.links.size());
  for (const auto& link : world.links) {
    digest(d, *link);
    if (link->session_open) digest(d, *world.sessions[link->id.value]);
  }
  for (std::uint32_t id : world.live) d.u32(id);
  d.u64(world.next_identity);
  digest(d, world.cursor);
  return d.value();
}

}  // namespace popscope::sim
