#include "sim/device/device.h"

#include <algorithm>
#include <charconv>

#include "sim/core/check.h"

namespace popscope::sim {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

std::string line(std::string_view keyword, std::string_view argument = {}) {
  std::string all(keyword);
  if (!argument.empty()) all.append(" ").append(argument);
  return all.append(kLineEnd);
}

bool knows(const Device& device, const UniqueId& id) {
  return std::find(device.known.begin(), device.known.end(), id) != device.known.end();
}

UniqueId listed_id(const Device& device, std::uint32_t number) {
  for (const UidlEntry& entry : device.listed)
    if (entry.number == number) return entry.unique_id;
  return {};
}

// unique-id-listing = message-number SP unique-id ; RFC 1939 section 7
std::optional<UidlEntry> uidl_entry(std::string_view text) {
  UidlEntry entry;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), entry.number);
  const auto digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || digits >= text.size() || text[digits] != ' ') return std::nullopt;
  entry.unique_id = UniqueId(text.substr(digits + 1));
  return entry;
}

void take_listing(Device& device, const pop3::Reply& reply) {
  if (reply.to.number) {  // "+OK n id"
    if (reply.status_line.size() <= 4) return;
    if (auto entry = uidl_entry(std::string_view(reply.status_line).substr(4)))
      device.listed.push_back(*entry);
    return;
  }
  device.listed.clear();
  std::string_view rest = reply.payload;
  while (!rest.empty()) {
    const std::size_t end = rest.find(kLineEnd);
    if (auto entry = uidl_entry(rest.substr(0, end))) device.listed.push_back(*entry);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + kLineEnd.size());
  }
}

const FetchedMessage* store(Device& device, const pop3::Reply& reply, Time now) {
  FetchedMessage fetched;
  fetched.message = message_from_octets(reply.payload, 0);
  fetched.fetched = now;
  if (reply.to.number) fetched.unique_id = listed_id(device, *reply.to.number);
  if (!fetched.unique_id.empty() && !knows(device, fetched.unique_id))
    device.known.push_back(fetched.unique_id);
  device.store.push_back(std::move(fetched));
  return &device.store.back();
}

// "+OK nn mm": how many messages there are (RFC 1939 section 5, STAT).
std::uint32_t counted(const std::string& status_line) {
  std::uint32_t n = 0;
  if (status_line.size() > 4)
    std::from_chars(status_line.data() + 4, status_line.data() + status_line.size(), n);
  return n;
}

void fetch_or_leave(Plan& plan) {
  plan.next = plan.to_fetch.empty() ? Plan::Next::quit : Plan::Next::retr;
}

void move_on(Device& device, const pop3::Reply& reply) {
  Plan& plan = *device.plan;
  using Next = Plan::Next;
  switch (plan.next) {
    case Next::connect:
    case Next::done: return;
    case Next::user: plan.next = reply.ok ? Next::pass : Next::quit; break;
    case Next::pass: plan.next = reply.ok ? Next::stat : Next::quit; break;
    case Next::stat:
      for (std::uint32_t n = 1, all = reply.ok ? counted(reply.status_line) : 0; n <= all; ++n)
        plan.to_fetch.push_back(n);
      if (device.account.policy == Policy::leave_on_server && !plan.to_fetch.empty()) {
        plan.next = Next::uidl;
      } else {
        fetch_or_leave(plan);
      }
      return;
    case Next::uidl:
      std::erase_if(plan.to_fetch,
                    [&](std::uint32_t n) { return knows(device, listed_id(device, n)); });
      fetch_or_leave(plan);
      return;
    case Next::retr:
      if (reply.ok) ++plan.fetched_now;
      if (reply.ok && device.account.policy == Policy::remove_at_once) {
        plan.next = Next::dele;
        return;
      }
      plan.to_fetch.erase(plan.to_fetch.begin());
      fetch_or_leave(plan);
      return;
    case Next::dele:
      plan.to_fetch.erase(plan.to_fetch.begin());
      fetch_or_leave(plan);
      return;
    case Next::quit: plan.next = Next::done; return;
  }
  if (!reply.ok) plan.refused = true;
}

}  // namespace

std::optional<std::string> next_command(const Device& device) {
  if (!device.plan || pop3::waiting(device.client)) return std::nullopt;
  const Plan& plan = *device.plan;
  const auto first = [&] { return std::to_string(plan.to_fetch.front()); };
  switch (plan.next) {
    case Plan::Next::connect:
    case Plan::Next::done: return std::nullopt;
    case Plan::Next::user: return line("USER", device.account.user);
    case Plan::Next::pass: return line("PASS", device.account.password);
    case Plan::Next::stat: return line("STAT");
    case Plan::Next::uidl: return line("UIDL");
    case Plan::Next::retr: return line("RETR", first());
    case Plan::Next::dele: return line("DELE", first());
    case Plan::Next::quit: return line("QUIT");
  }
  POPSCOPE_CHECK(false);
}

const FetchedMessage* take_reply(Device& device, const pop3::Reply& reply, Time now) {
  device.last_reply = reply.status_line;
  const FetchedMessage* fetched = nullptr;
  if (reply.ok && reply.to.keyword == pop3::Keyword::retr) fetched = store(device, reply, now);
  if (reply.ok && reply.to.keyword == pop3::Keyword::uidl) take_listing(device, reply);
  if (device.plan && !reply.greeting) move_on(device, reply);
  return fetched;
}

void connection_over(Device& device) {
  device.client = pop3::Client{};
  device.listed.clear();
}

void digest(Digest& d, const Device& device) {
  d.text(device.name);
  const Account& account = device.account;
  d.u32(account.server.value);
  d.u32(account.port);
  d.text(account.user);
  d.text(account.password);
  d.u8(static_cast<std::uint8_t>(account.policy));
  d.flag(device.cut);
  d.u32(device.link ? device.link->value + 1 : 0);
  pop3::digest(d, device.client);
  d.flag(device.plan.has_value());
  if (device.plan) {
    d.u8(static_cast<std::uint8_t>(device.plan->next));
    d.u64(device.plan->to_fetch.size());
    for (std::uint32_t n : device.plan->to_fetch) d.u32(n);
    d.u32(device.plan->fetched_now);
    d.flag(device.plan->refused);
  }
  d.u64(device.listed.size());
  for (const UidlEntry& entry : device.listed) {
    d.u32(entry.number);
    d.text(entry.unique_id);
  }
  d.u64(device.store.size());
  for (const FetchedMessage& fetched : device.store) {
    d.text(fetched.message->octets.view());
    d.text(fetched.unique_id);
    d.i64(fetched.fetched.us);
  }
  d.u64(device.known.size());
  for (const UniqueId& id : device.known) d.text(id);
  d.text(device.last_reply);
}

}  // namespace popscope::sim
