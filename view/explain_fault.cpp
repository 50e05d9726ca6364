#include "view/explain_context.h"

namespace popscope::view {

void explain_fault(Explaining& e) {
  const sim::Event& event = e.closing_event();
  const auto named = [&](sim::ServerId id, std::string_view key) {
    e.plain("server", (*e.world.servers)[id.value].name);
    e.say(key);
  };
  if (const auto* stopped = std::get_if<sim::ServerStopped>(&event))
    return named(stopped->server, "server.stopped");
  if (const auto* started = std::get_if<sim::ServerStarted>(&event))
    return named(started->server, "server.started");
  if (const auto* latency = std::get_if<sim::LatencyChanged>(&event)) {
    e.time("time", latency->change.latency);
    return e.say("latency");
  }
  const auto* storage = std::get_if<sim::StorageChanged>(&event);
  if (!storage) return;
  e.plain("owner", e.world.maildrops[storage->change.maildrop.value]->user);
  e.say(storage->change.refuses_removal ? "storage.refuses" : "storage.permits");
}

void explain_reset_by_server(Explaining& e, bool heard) {
  if (!e.world.links[e.step.link->value]->forgotten) return e.say("end.reset_by_server");
  e.say(heard ? "end.stopped" : "end.stopped.lost");
}

}  // namespace popscope::view
