#include "sim/core/check.h"
#include "sim/world/connection.h"
#include "sim/world/network.h"
#include "sim/world/story.h"

namespace popscope::sim {
namespace {

void run_plan(World& world, DeviceId id, Events& events) {
  Device& device = world.devices[id.value].modify();
  if (device.plan->phase == Plan::Phase::connect) {
    device.plan->phase = Plan::Phase::dialog;
    if (!begin_link(world, id, events)) return;
    world.devices[id.value].modify().plan.reset();  // no link to be had: the limit is reached
    events.push_back(CheckEnded{id, 0, true});
    return;
  }
  const std::string command = *next_command(device);
  plan_sent(device);
  send_from_device(world, id, command, events);
}

// Takes the story's own next act when the input is just that. Gives the offer's thread.
std::optional<Offer> matching_offer(const World& world, const Input& input) {
  for (const Offer& offer : offers(world)) {
    const Op& op = world.script->ops[offer.op];
    if (const auto* offered = std::get_if<Input>(&op))
      if (*offered == input) return offer;
  }
  return std::nullopt;
}

void pass_markers(World& world, Thread& thread, std::uint32_t up_to, Events& events) {
  for (std::uint32_t op = next_op(world, thread.op, false); op != up_to;
       op = next_op(world, op + 1, false))
    events.push_back(MarkerPassed{std::get<Marker>(world.script->ops[op]).index});
  thread.op = up_to;
}

std::optional<Inadmissible> choose(World& world, const Choose& choice, Events& events) {
  for (const Offer& offer : offers(world)) {
    const auto* ways = std::get_if<Choice>(&world.script->ops[offer.op]);
    if (!ways) continue;
    if (choice.option >= ways->ways.size()) return Inadmissible::no_such_option;
    Thread& thread = world.cursor.threads[offer.thread];
    pass_markers(world, thread, offer.op, events);
    thread.op = ways->ways[choice.option];
    thread.waits = Thread::Waits::nothing;
    events.push_back(WayChosen{choice.option});
    return std::nullopt;
  }
  return Inadmissible::no_choice_here;
}

}  // namespace

std::optional<Inadmissible> admit(World& world, const Input& input, Events& events) {
  if (const auto* choice = std::get_if<Choose>(&input)) return choose(world, *choice, events);
  const std::optional<Offer> offer =
      world.cursor.offering ? matching_offer(world, input) : std::nullopt;
  Events happened;
  if (const auto refused = perform(world, input, happened)) return refused;
  world.cursor.offering = true;
  if (offer) {
    Thread& thread = world.cursor.threads[offer->thread];
    pass_markers(world, thread, offer->op, events);
    ++thread.op;
    wait_for(world, thread, input);
  }
  if (const auto* wait = std::get_if<Wait>(&input)) world.cursor.waiting = world.now + wait->time;
  events.insert(events.end(), std::make_move_iterator(happened.begin()),
                std::make_move_iterator(happened.end()));
  return std::nullopt;
}

bool advance(World& world, Events& events) {
  const std::optional<Due> due = next_due(world);
  if (!due) return false;
  POPSCOPE_CHECK(due->at >= world.now);
  world.now = due->at;
  switch (due->kind) {
    case DueKind::settling: settle_one(world, LinkId{due->which}, events); break;
    case DueKind::arrival: arrive(world, LinkId{due->which}, events); break;
    case DueKind::session: run_session(world, SessionId{due->which}, events); break;
    case DueKind::connect_timeout: connect_timed_out(world, LinkId{due->which}, events); break;
    case DueKind::handshake_timeout: handshake_timed_out(world, LinkId{due->which}, events); break;
    case DueKind::check: check_by_itself(world, DeviceId{due->which}, events); break;
    case DueKind::autologout: expire_session(world, SessionId{due->which}, events); break;
    case DueKind::plan: run_plan(world, DeviceId{due->which}, events); break;
    case DueKind::script:
      if (world.cursor.offering) {
        world.cursor.waiting.reset();
        events.push_back(WaitEnded{});
      } else {
        run_thread(world, due->which, events);
      }
      break;
  }
  return true;
}

}  // namespace popscope::sim
