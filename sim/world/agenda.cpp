#include <algorithm>
#include <tuple>

#include "sim/core/check.h"
#include "sim/world/story.h"
#include "sim/world/world_store.h"

namespace popscope::sim {
namespace {

bool plan_runs(const World& world, DeviceId id) {
  const Device& device = *world.devices[id.value];
  if (!device.plan || rests_in_vain(world, id)) return false;
  if (device.plan->phase == Plan::Phase::connect) return true;
  if (!device.link) return false;
  return can_send(*world.links[device.link->value]) && next_command(device).has_value();
}

bool waits_for_handshake(const Link& link) {
  // A FIN that is lost tells the server nothing.
  const bool stands = link.phase == LinkPhase::established || link.phase == LinkPhase::closing;
  return link.tls && !link.session_open && stands && !link.forgotten &&
         !link.fin_sent[static_cast<int>(Side::server)];
}

// Calls `found(due)` for everything that can happen.
template <class Found>
void each_due(const World& world, const Found& found) {
  const WorldStore store(world);
  for (const std::uint32_t id : world.live) {
    const Link& link = *world.links[id];
    const auto due = [&](Time at, DueKind kind) { found(Due{at, kind, link.device.value, id}); };
    if (unsettled(link) != Unsettled::nothing) due(world.now, DueKind::settling);
    if (!link.in_flight.empty()) due(link.in_flight.front().arrival, DueKind::arrival);
    if (link.phase == LinkPhase::syn_sent)
      due(link.opened + kConnectTimeout, DueKind::connect_timeout);
    if (is_opening_lost(link))
      due(std::max(link.opened + kConnectTimeout, world.now), DueKind::connect_timeout);
    if (waits_for_handshake(link))
      due(link.opened + kHandshakeTimeout, DueKind::handshake_timeout);
    if (!link.session_open) continue;
    const Session& session = *world.sessions[id];
    if (runnable(session, store)) due(world.now, DueKind::session);
    if (const auto at = wakes_at(session)) due(std::max(*at, world.now), DueKind::session);
    if (const auto at = deadline(session)) due(*at, DueKind::autologout);
  }
  for (std::uint32_t i = 0; i < world.devices.size(); ++i) {
    const Device& device = *world.devices[i];
    if (plan_runs(world, DeviceId{i})) found(Due{world.now, DueKind::plan, i, i});
    if (const auto at = looks_next(device))
      found(Due{std::max(*at, world.now), DueKind::check, i, i});
  }
  if (world.cursor.offering) {
    if (world.cursor.waiting) found(Due{*world.cursor.waiting, DueKind::script, 0, 0});
    return;
  }
  for (std::uint32_t i = 0; i < world.cursor.threads.size(); ++i)
    if (const auto at = thread_due(world, world.cursor.threads[i]))
      found(Due{*at, DueKind::script, 0, i});
}

bool before(const Due& a, const Due& b) {
  return std::tie(a.at, a.kind, a.host, a.which) < std::tie(b.at, b.kind, b.host, b.which);
}

}  // namespace

std::vector<Due> agenda(const World& world) {
  std::vector<Due> all;
  each_due(world, [&](const Due& due) { all.push_back(due); });
  std::sort(all.begin(), all.end(), before);
  return all;
}

std::optional<Due> next_due(const World& world) {
  std::optional<Due> first;
  each_due(world, [&](const Due& due) {
    if (!first || before(due, *first)) first = due;
  });
  return first;
}

std::vector<Offer> offers(const World& world) {
  std::vector<Offer> all;
  const auto& ops = world.script->ops;
  for (std::uint32_t i = 0; i < world.cursor.threads.size(); ++i) {
    const Thread& thread = world.cursor.threads[i];
    if (thread.waits == Thread::Waits::ended) continue;
    const std::uint32_t op = next_op(world, thread.op, true);
    if (op >= ops.size()) continue;
    const bool choice = std::holds_alternative<Choice>(ops[op]);
    if (!choice && !std::holds_alternative<Input>(ops[op])) continue;
    const auto due = thread_due(world, thread);
    if (choice || (due && *due <= world.now)) all.push_back(Offer{i, op});
  }
  return all;
}

bool is_deadline(DueKind kind) {
  switch (kind) {
    case DueKind::connect_timeout:
    case DueKind::handshake_timeout:
    case DueKind::autologout:
    case DueKind::check: return true;
    case DueKind::settling:
    case DueKind::arrival:
    case DueKind::session:
    case DueKind::plan:
    case DueKind::script: return false;
  }
  POPSCOPE_CHECK(false);
}

bool quiescent(const World& world) {
  bool quiet = true;
  each_due(world, [&](const Due& due) {
    if (!is_deadline(due.kind)) quiet = false;
  });
  return quiet;
}

bool story_ended(const World& world) {
  return std::all_of(world.cursor.threads.begin(), world.cursor.threads.end(),
                     [](const Thread& t) { return t.waits == Thread::Waits::ended; });
}

}  // namespace popscope::sim
