#include "sim/device/device.h"

#include <algorithm>
#include <utility>

#include "sim/core/check.h"
#include "sim/device/check.h"
#include "sim/device/known.h"

namespace popscope::sim {

Plan new_plan(const Account& account) {
  Plan plan;
  switch (account.protocol) {
    case Protocol::pop3: {
      Pop3Check check;
      check.habits = account.habits;
      check.sealed = account.tls;
      plan.dialog = std::move(check);
      return plan;
    }
    case Protocol::imap: plan.dialog = ImapCheck{}; return plan;
  }
  POPSCOPE_CHECK(false);
}

bool rests(const Device& device) {
  if (!device.plan) return false;
  const auto* check = std::get_if<ImapCheck>(&device.plan->dialog);
  return check && check->rests_since;
}

std::optional<Time> looks_next(const Device& device) {
  std::optional<Time> next;
  if (device.plan && !rests(device)) return next;
  if (device.account.check_every.us > 0)
    next = device.check_counts_from + device.account.check_every;
  if (!device.plan || !device.account.idle) return next;
  const Time anew = *std::get<ImapCheck>(device.plan->dialog).rests_since + kIdleMax;
  return next ? std::min(*next, anew) : anew;
}

std::optional<std::string> next_command(const Device& device) {
  if (!device.plan || device.plan->phase != Plan::Phase::dialog || waiting(device.client))
    return std::nullopt;
  return std::holds_alternative<ImapCheck>(device.plan->dialog) ? next_imap_command(device)
                                                                : next_pop3_command(device);
}

Learned take_octets(Device& device, std::string_view octets, Time now) {
  Learned learned;
  if (auto* imap = std::get_if<imap::Client>(&device.client)) {
    for (const imap::Response& response : imap::receive(*imap, octets))
      take_response(device, response, now, learned);
  } else {
    auto& pop3 = std::get<pop3::Client>(device.client);
    for (const pop3::Reply& reply : pop3::receive(pop3, octets))
      take_reply(device, reply, now, learned);
    learned.too_much = pop3.too_much;
  }
  return learned;
}

const FetchedMessage& keep(Device& device, FetchedMessage message) {
  message.copy = device.copies++;
  const std::uint64_t digest = message.message->octets_digest;
  const auto at = std::lower_bound(device.stored.begin(), device.stored.end(), digest);
  if (at == device.stored.end() || *at != digest) device.stored.insert(at, digest);
  device.store.push_back(std::move(message));
  return device.store.back();
}

MessagePtr shared_message(const Device& device, const std::string& octets) {
  MessagePtr message = message_from_octets(octets, 0);
  const bool perhaps = std::binary_search(device.stored.begin(), device.stored.end(),
                                          message->octets_digest);
  if (!perhaps) return message;
  for (const FetchedMessage& fetched : device.store) {
    if (fetched.message->octets_digest == message->octets_digest &&
        fetched.message->octets == message->octets) {
      return fetched.message;
    }
  }
  return message;
}

std::optional<std::size_t> find_held(const Device& device, std::string_view subject,
                                     std::uint32_t nth) {
  for (std::size_t i = 0; i < device.store.size(); ++i) {
    if (device.store[i].message->subject != subject) continue;
    if (nth == 0) return i;
    --nth;
  }
  return std::nullopt;
}

namespace {

// The copy is gone. Its removal is noted whatever the policy is now: it may be another at the next
// check.
Tells tell_by_pop3(Device& device, const FetchedMessage& removed) {
  if (!note_removed_here(device, removed.from.user, removed.unique_id)) return Tells::nobody;
  const Account& account = device.account;
  const bool told = account.protocol == Protocol::pop3 && removed.from.user == account.user &&
                    account.policy == Policy::leave_until_removed;
  return told ? Tells::pop3_server : Tells::nobody;
}

}  // namespace

Tells use_message(Device& device, std::size_t message, SystemFlag flag) {
  FetchedMessage& used = device.store[message];
  const bool told = device.account.protocol == Protocol::imap && used.uid.value != 0 &&
                    used.from.inbox && used.from.user == device.account.user;
  if (!told && flag == SystemFlag::deleted) {
    const FetchedMessage removed = used;
    device.store.erase(device.store.begin() + static_cast<std::ptrdiff_t>(message));
    return tell_by_pop3(device, removed);
  }
  const bool new_here = !used.flags.has(flag) || flag == SystemFlag::deleted;
  used.flags.set(flag);
  if (!told) return Tells::nobody;
  const LocalChange change{used.uid, flag, used.from};
  const auto& changes = device.changes;
  if (std::find(changes.begin(), changes.end(), change) != changes.end()) return Tells::server;
  if (!new_here) return Tells::nothing_new;
  device.changes.push_back(change);
  return Tells::server;
}

void connection_over(Device& device) {
  device.client = new_client(device.account.protocol);
  device.listed.clear();
  if (!device.plan) return;
  if (device.plan->phase == Plan::Phase::connect) device.plan->refused = true;
  device.plan->phase = Plan::Phase::done;
}

}  // namespace popscope::sim
