#include <algorithm>

#include "sim/world/connection.h"
#include "sim/world/network.h"
#include "sim/world/story.h"

namespace popscope::sim {
namespace {

using Refused = std::optional<Inadmissible>;

// One overload an input. Each checks everything before it changes anything.
struct Performer {
  World& world;
  Events& events;

  bool exists(DeviceId id) const { return id.value < world.devices.size(); }
  const Device& device(DeviceId id) const { return *world.devices[id.value]; }
  bool is_busy(DeviceId id) const { return device(id).plan && !rests_in_vain(world, id); }

  Refused operator()(const Connect& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    if (is_busy(a.device)) return Inadmissible::busy_with_a_plan;
    return begin_link(world, a.device, events);
  }

  Refused operator()(const Send& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    if (is_busy(a.device)) return Inadmissible::busy_with_a_plan;
    if (!standing_link(world, a.device))
      return open_link(world, a.device) ? Inadmissible::no_tls_yet : Inadmissible::not_connected;
    if (a.octets.size() > kSendOctetsMax) return Inadmissible::too_many_octets;
    end_in_vain(world, a.device, events);
    send_from_device(world, a.device, a.octets, events);
    return std::nullopt;
  }

  Refused operator()(const Check& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    if (!rests(device(a.device))) {
      if (device(a.device).plan) return Inadmissible::busy_with_a_plan;
      const std::optional<LinkId> link = device(a.device).link;
      if (link && !world.links[link->value]->was_cut) return Inadmissible::already_connected;
    }
    start_check(world, a.device, events);
    return std::nullopt;
  }

  Refused operator()(const Cut& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    if (device(a.device).cut) return Inadmissible::already_cut;
    cut_cable(world, a.device, events);
    return std::nullopt;
  }

  Refused operator()(const Plug& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    if (!device(a.device).cut) return Inadmissible::not_cut;
    plug_cable(world, a.device, events);
    return std::nullopt;
  }

  Refused operator()(const Reset& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    const std::optional<LinkId> link = open_link(world, a.device);
    if (!link) return Inadmissible::not_connected;
    reset_link(world, *link, events);
    return std::nullopt;
  }

  Refused operator()(const Close& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    const std::optional<LinkId> link = open_link(world, a.device);
    if (!link) return Inadmissible::not_connected;
    close_link(world, *link, events);
    return std::nullopt;
  }

  Refused operator()(const Wait& a) const {
    const Time until = world.now + a.time;
    if (until < world.now || until > kLastTime) return Inadmissible::too_late;
    events.push_back(WaitStarted{until});
    return std::nullopt;
  }

  Refused operator()(const Deliver& a) const {
    if (a.maildrop.value >= world.maildrops.size()) return Inadmissible::no_such_maildrop;
    if (!has_room(*world.maildrops[a.maildrop.value], 1)) return Inadmissible::maildrop_full;
    auto message = std::make_shared<Message>(*a.message);
    message->identity = world.next_identity++;
    Maildrop& maildrop = world.maildrops[a.maildrop.value].modify();
    const StoredMessage& stored = deliver(maildrop, std::move(message), world.now);
    events.push_back(MessageDelivered{a.maildrop, stored.unique_id, stored.message, stored.uid});
    return std::nullopt;
  }

  Refused operator()(const Set& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    Device& changed = world.devices[a.device.value].modify();
    Account& account = changed.account;
    if (a.policy) account.policy = *a.policy;
    if (a.leave_days) account.leave_days = *a.leave_days;
    if (a.fetch_octets_max) account.fetch_octets_max = *a.fetch_octets_max;
    if (a.preset) account.habits = spec_of(*a.preset).habits;
    if (a.user) account.user = *a.user;
    if (a.password) account.password = *a.password;
    // As mail programs do: where the port was the usual one it stays that.
    const bool usual = account.port == usual_port(account.protocol, account.tls);
    if (a.protocol) account.protocol = *a.protocol;
    if (a.tls) account.tls = *a.tls;
    if (usual) account.port = usual_port(account.protocol, account.tls);
    if (a.port) account.port = *a.port;
    if (a.idle) account.idle = *a.idle;
    if (a.check_every) {
      account.check_every = *a.check_every;
      changed.check_counts_from = world.now;
    }
    events.push_back(SettingsChanged{a});
    return std::nullopt;
  }

  Refused operator()(const Use& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    const std::optional<std::size_t> used = find_held(device(a.device), a.subject, a.nth);
    if (!used) return Inadmissible::no_such_message;
    const Dropped copy{device(a.device).store[*used].message, device(a.device).store[*used].copy};
    const std::size_t held = device(a.device).store.size();
    const Tells tells = use_message(world.devices[a.device.value].modify(), *used,
                                  a.deed == Deed::read ? SystemFlag::seen : SystemFlag::deleted);
    events.push_back(MessageUsed{a, copy.message, tells, copy.copy});
    if (device(a.device).store.size() < held) events.push_back(MessageDropped{a.device, copy});
    return std::nullopt;
  }

  Refused operator()(const Filter& a) const {
    if (a.server.value >= world.servers->size()) return Inadmissible::no_such_server;
    auto& rules = world.servers.modify()[a.server.value].firewall;
    const auto at = std::lower_bound(
        rules.begin(), rules.end(), a.port,
        [](const FirewallRule& rule, std::uint16_t port) { return rule.port < port; });
    const bool listed = at != rules.end() && at->port == a.port;
    if (a.verdict == Verdict::pass) {
      if (listed) rules.erase(at);
    } else if (listed) {
      at->verdict = a.verdict;
    } else {
      rules.insert(at, FirewallRule{a.port, a.verdict});
    }
    events.push_back(FirewallChanged{a});
    return std::nullopt;
  }

  Refused operator()(const Stop& a) const {
    if (a.server.value >= world.servers->size()) return Inadmissible::no_such_server;
    if ((*world.servers)[a.server.value].stopped) return Inadmissible::already_stopped;
    stop_server(world, a.server, events);
    return std::nullopt;
  }

  Refused operator()(const Restart& a) const {
    if (a.server.value >= world.servers->size()) return Inadmissible::no_such_server;
    if (!(*world.servers)[a.server.value].stopped) return Inadmissible::not_stopped;
    world.servers.modify()[a.server.value].stopped = false;
    events.push_back(ServerStarted{a.server});
    return std::nullopt;
  }

  Refused operator()(const Delay& a) const {
    if (!exists(a.device)) return Inadmissible::no_such_device;
    if (a.latency < Duration{0} || a.latency > kLatencyMax) return Inadmissible::too_slow;
    world.devices[a.device.value].modify().latency = a.latency;
    events.push_back(LatencyChanged{a});
    return std::nullopt;
  }

  Refused operator()(const Storage& a) const {
    if (a.maildrop.value >= world.maildrops.size()) return Inadmissible::no_such_maildrop;
    world.maildrops[a.maildrop.value].modify().refuses_removal = a.refuses_removal;
    events.push_back(StorageChanged{a});
    return std::nullopt;
  }

  Refused operator()(const Choose&) const { return Inadmissible::no_choice_here; }
};

}  // namespace

std::optional<Inadmissible> perform(World& world, const Input& input, Events& events) {
  return std::visit(Performer{world, events}, input);
}

}  // namespace popscope::sim
