// What a cable that is cut or plugged in does to a connection, and what the server believes.
#include "view/explain_context.h"
#include "view/reach.h"

namespace popscope::view {
namespace {

namespace pop3 = sim::pop3;

// The connection that a device has, or had until just now, where the server has a session for it.
// An older connection of its may stand there still: its own end was lost.
const sim::Link* believed_in(const sim::World& then, sim::DeviceId device) {
  const sim::Link* link = nullptr;
  for (const std::uint32_t id : then.live) {
    const sim::Session* session = sim::session_of(then, sim::LinkId{id});
    if (session && then.links[id]->device == device && !sim::is_over(*session))
      link = &*then.links[id];
  }
  return link;
}

// It has begun to open, and never will be open.
bool opens_in_vain(const sim::World& then, sim::DeviceId id) {
  const sim::Device& device = *then.devices[id.value];
  if (!device.link) return false;
  const sim::Link& link = *then.links[device.link->value];
  return link.phase == sim::LinkPhase::syn_sent || sim::is_opening_lost(link);
}

// What the server believes of it.
std::string_view belief_about(const sim::World& then, sim::DeviceId device) {
  const sim::Link* link = believed_in(then, device);
  if (!link) return opens_in_vain(then, device) ? "opening" : "idle";
  const auto* session = std::get_if<pop3::Session>(sim::session_of(then, link->id));
  if (!session) return "imap";
  switch (pop3::kind_of(session->state)) {
    case pop3::StateKind::authorization:
      return "authorization";
    case pop3::StateKind::transaction:
      return pop3::quit_waits(*session) ? "quit" : "transaction";
    case pop3::StateKind::update:
      return "update";
    case pop3::StateKind::closed:
      return "idle";
  }
  return "idle";
}

}  // namespace

void explain_cable(Explaining& e) {
  const bool cut = std::holds_alternative<sim::CableCut>(e.closing_event());
  const std::string belief(belief_about(e.at_close(), *e.step.device));
  e.number("seconds", static_cast<std::uint64_t>(sim::kConnectTimeout.us / 1'000'000));
  if (cut) return e.say("cable.cut." + belief);
  const sim::Link* link = believed_in(e.at_close(), *e.step.device);
  e.say("cable.plugged." + belief + (link && !obstacle(*link) ? ".whole" : ""));
}

}  // namespace popscope::view
