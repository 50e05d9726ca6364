#include "sim/world/story.h"

#include <algorithm>

#include "sim/core/check.h"
#include "sim/world/act_kinds.h"

namespace popscope::sim {
namespace {

const Op& op_at(const World& world, std::uint32_t op) {
  const auto& ops = world.script->ops;
  static const Op end = End{};  // an empty script ends at once
  return op < ops.size() ? ops[op] : end;
}

bool link_is_gone(const World& world, const Thread& thread) {
  const Link& link = *world.links[thread.link.value];
  return is_over(link) || link.abandoned || world.devices[thread.device.value]->cut;
}

// A reply that ends the session (QUIT's) is complete when the connection is over, that of STLS when
// the handshake behind it is done.
bool reply_is_there(const World& world, const Thread& thread) {
  const Device& device = *world.devices[thread.device.value];
  const Link& link = *world.links[thread.link.value];
  if (link.phase == LinkPhase::closing || (link.stls && !link.secured)) return false;
  return device.link == thread.link && !waiting(device.client);
}

}  // namespace

std::optional<Time> thread_due(const World& world, const Thread& thread) {
  switch (thread.waits) {
    case Thread::Waits::ended:
    case Thread::Waits::choice: return std::nullopt;
    case Thread::Waits::lists:
      if (thread.lists_left > 0) return std::nullopt;
      break;
    case Thread::Waits::greeting:
    case Thread::Waits::reply:
      if (!link_is_gone(world, thread) && !reply_is_there(world, thread)) return std::nullopt;
      break;
    case Thread::Waits::plan:
      if (const Device& device = *world.devices[thread.device.value]; device.plan && !rests(device))
        return std::nullopt;
      break;
    case Thread::Waits::time:
      if (thread.until > world.now) return thread.until;
      break;
    case Thread::Waits::nothing: break;
  }
  // At a choice the story stands still until somebody chooses.
  if (std::holds_alternative<Choice>(op_at(world, next_op(world, thread.op, false))))
    return std::nullopt;
  return world.now;
}

std::uint32_t next_op(const World& world, std::uint32_t op, bool over_markers) {
  for (std::size_t guard = 0; guard <= world.script->ops.size(); ++guard) {
    const Op& here = op_at(world, op);
    if (const auto* jump = std::get_if<Jump>(&here)) {
      op = jump->to;
    } else if (over_markers && std::holds_alternative<Marker>(here)) {
      ++op;
    } else {
      return op;
    }
  }
  POPSCOPE_CHECK(false);  // a script whose jumps go in a circle
}

void wait_for(World& world, Thread& thread, const Input& input) {
  const auto of_device = [&](Thread::Waits waits) {
    thread.device = *device_of(input);
    const std::optional<LinkId> link = world.devices[thread.device.value]->link;
    if (link) thread.link = *link;
    thread.waits = link || waits == Thread::Waits::plan ? waits : Thread::Waits::nothing;
  };
  thread.waits = Thread::Waits::nothing;
  switch (awaited(input)) {
    case Awaits::greeting: of_device(Thread::Waits::greeting); break;
    case Awaits::reply: of_device(Thread::Waits::reply); break;
    case Awaits::plan: of_device(Thread::Waits::plan); break;
    case Awaits::time:
      thread.waits = Thread::Waits::time;
      thread.until = world.now + std::get<Wait>(input).time;
      break;
    case Awaits::nothing:
    case Awaits::end: break;
  }
}

void run_thread(World& world, std::uint32_t index, Events& events) {
  Thread& thread = world.cursor.threads[index];
  if (thread.waits == Thread::Waits::time) events.push_back(WaitEnded{});
  thread.waits = Thread::Waits::nothing;
  thread.op = next_op(world, thread.op, false);
  const Op& op = op_at(world, thread.op);
  if (const auto* input = std::get_if<Input>(&op)) {
    ++thread.op;
    if (const auto refused = perform(world, *input, events)) {
      events.push_back(ActNotPossible{*refused});
    } else {
      wait_for(world, thread, *input);
    }
  } else if (const auto* marker = std::get_if<Marker>(&op)) {
    ++thread.op;
    events.push_back(MarkerPassed{marker->index});
  } else if (const auto* together = std::get_if<Together>(&op)) {
    ++thread.op;
    thread.waits = Thread::Waits::lists;
    thread.lists_left = static_cast<std::uint32_t>(together->lists.size());
    for (std::uint32_t first : together->lists) {  // `thread` may move: not used below
      Thread list;
      list.op = first;
      list.parent = index;
      world.cursor.threads.push_back(list);
    }
  } else {
    POPSCOPE_CHECK(std::holds_alternative<End>(op));
    thread.waits = Thread::Waits::ended;
    if (thread.parent) --world.cursor.threads[*thread.parent].lists_left;
  }
}

void digest(Digest& d, const ScriptCursor& cursor) {
  d.u64(cursor.threads.size());
  for (const Thread& t : cursor.threads) {
    d.u32(t.op);
    d.u8(static_cast<std::uint8_t>(t.waits));
    d.u32(t.device.value);
    d.u32(t.link.value);
    d.i64(t.until.us);
    d.u32(t.parent ? *t.parent + 1 : 0);
    d.u32(t.lists_left);
  }
  d.flag(cursor.offering);
  d.i64(cursor.waiting ? cursor.waiting->us : -1);
}

}  // namespace popscope::sim
