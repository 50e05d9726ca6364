#include "sim/world/world.h"

#include <algorithm>

namespace popscope::sim {

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

std::optional<LinkId> standing_link(const World& world, DeviceId id) {
  const std::optional<LinkId> link = world.devices[id.value]->link;
  return link && can_send(*world.links[link->value]) ? link : std::nullopt;
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
    for (std::uint16_t port : server.ports) d.u32(port);
  }
  d.u64(world.maildrops.size());
  for (const auto& maildrop : world.maildrops) digest(d, *maildrop);
  d.u64(world.devices.size());
  for (const auto& device : world.devices) digest(d, *device);
  d.u64(world.links.size());
  for (const auto& link : world.links) {
    digest(d, *link);
    if (link->session_open) pop3::digest(d, *world.sessions[link->id.value]);
  }
  for (std::uint32_t id : world.live) d.u32(id);
  d.u64(world.next_identity);
  digest(d, world.cursor);
  return d.value();
}

}  // namespace popscope::sim
