#include "sim/device/device.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace popscope::sim {
namespace {

using pop3::Keyword;
using pop3::Reply;

// The most messages that a check for mail believes a server to have.
constexpr std::uint32_t kFetchMax = 100'000;

// Takes a decimal number and the space behind it off the front.
std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  return n;
}

// "+OK 3 4210" -> "3 4210"
std::string_view text_of(const Reply& reply) {
  const std::string_view line = reply.status_line;
  const std::size_t space = line.find(' ');
  return space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
}

// "2 q4a2", a line of UIDL's listing.
std::optional<UidlEntry> uidl_entry(std::string_view line) {
  const std::optional<std::uint32_t> number = take_number(line);
  if (!number || line.empty()) return std::nullopt;
  return UidlEntry{*number, UniqueId(line)};
}

std::vector<UidlEntry> uidl_listing(std::string_view payload) {
  std::vector<UidlEntry> entries;
  while (!payload.empty()) {
    const std::size_t end = payload.find("\r\n");
    if (const auto entry = uidl_entry(payload.substr(0, end))) entries.push_back(*entry);
    payload.remove_prefix(end == std::string_view::npos ? payload.size() : end + 2);
  }
  return entries;
}

void remember_unique_ids(Device& device, const Reply& reply) {
  if (reply.to.multi_line) {
    device.listed = uidl_listing(reply.payload);
    return;
  }
  const std::optional<UidlEntry> entry = uidl_entry(text_of(reply));
  if (!entry) return;
  for (UidlEntry& known : device.listed) {
    if (known.number == entry->number) {
      known = *entry;
      return;
    }
  }
  device.listed.push_back(*entry);
}

UniqueId unique_id_of(const Device& device, std::optional<std::uint32_t> number) {
  for (const UidlEntry& entry : device.listed) {
    if (entry.number == number) return entry.unique_id;
  }
  return {};
}

bool knows(const Device& device, const UniqueId& id) {
  return std::find(device.known.begin(), device.known.end(), id) != device.known.end();
}

// A message that is fetched again shares the octets of the one that is there.
MessagePtr message_of(const Device& device, const std::string& payload) {
  MessagePtr message = message_from_octets(payload, 0);
  for (const FetchedMessage& fetched : device.store) {
    if (fetched.message->octets_digest == message->octets_digest &&
        fetched.message->octets == message->octets) {
      return fetched.message;
    }
  }
  return message;
}

const FetchedMessage* store_message(Device& device, const Reply& reply, Time now) {
  const UniqueId id = unique_id_of(device, reply.to.number);
  device.store.push_back({message_of(device, reply.payload), id, now});
  if (!id.empty() && !knows(device, id)) device.known.push_back(id);
  return &device.store.back();
}

// ---- the plan -------------------------------------------------------------------------------

std::optional<Keyword> keyword_of(Plan::Next next) {
  switch (next) {
    case Plan::Next::connect:
    case Plan::Next::done: return std::nullopt;
    case Plan::Next::user: return Keyword::user;
    case Plan::Next::pass: return Keyword::pass;
    case Plan::Next::stat: return Keyword::stat;
    case Plan::Next::uidl: return Keyword::uidl;
    case Plan::Next::retr: return Keyword::retr;
    case Plan::Next::dele: return Keyword::dele;
    case Plan::Next::quit: return Keyword::quit;
  }
  return std::nullopt;
}

void fetch_next(Plan& plan) {
  plan.next = plan.to_fetch.empty() ? Plan::Next::quit : Plan::Next::retr;
}

void take_first_off(Plan& plan) {
  if (!plan.to_fetch.empty()) plan.to_fetch.erase(plan.to_fetch.begin());
}

void log_in_step(Plan& plan, bool ok, Plan::Next next) {
  plan.refused = plan.refused || !ok;
  plan.next = ok ? next : Plan::Next::quit;
}

void after_stat(Plan& plan, const Device& device, const Reply& reply) {
  std::string_view text = text_of(reply);
  const std::uint32_t count = reply.ok ? take_number(text).value_or(0) : 0;
  if (count > 0 && device.account.policy == Policy::leave_on_server) {
    plan.next = Plan::Next::uidl;
    return;
  }
  for (std::uint32_t n = 1; n <= std::min(count, kFetchMax); ++n) plan.to_fetch.push_back(n);
  fetch_next(plan);
}

void after_uidl(Plan& plan, const Device& device) {
  for (const UidlEntry& entry : device.listed) {
    if (!knows(device, entry.unique_id)) plan.to_fetch.push_back(entry.number);
  }
  fetch_next(plan);
}

void after_retr(Plan& plan, const Device& device, bool ok) {
  if (ok) ++plan.fetched_now;
  if (ok && device.account.policy == Policy::remove_at_once) {
    plan.next = Plan::Next::dele;
    return;
  }
  take_first_off(plan);  // what could not be fetched is not marked either
  fetch_next(plan);
}

void move_on(Device& device, const Reply& reply) {
  Plan& plan = *device.plan;
  if (reply.greeting) return log_in_step(plan, reply.ok, Plan::Next::user);
  if (reply.to.keyword != keyword_of(plan.next)) return;
  switch (plan.next) {
    case Plan::Next::connect: return;
    case Plan::Next::user: return log_in_step(plan, reply.ok, Plan::Next::pass);
    case Plan::Next::pass: return log_in_step(plan, reply.ok, Plan::Next::stat);
    case Plan::Next::stat: return after_stat(plan, device, reply);
    case Plan::Next::uidl: return after_uidl(plan, device);
    case Plan::Next::retr: return after_retr(plan, device, reply.ok);
    case Plan::Next::dele: take_first_off(plan); return fetch_next(plan);
    case Plan::Next::quit: plan.next = Plan::Next::done; return;
    case Plan::Next::done: return;
  }
}

// A line end inside a user name would be a second command.
std::string with_argument(Keyword keyword, std::string_view argument) {
  std::string line(to_text(keyword));
  line += ' ';
  std::copy_if(argument.begin(), argument.end(), std::back_inserter(line),
               [](char c) { return c != '\r' && c != '\n'; });
  return line + "\r\n";
}

std::string on_first(Keyword keyword, const Plan& plan) {
  return with_argument(keyword, std::to_string(plan.to_fetch.front()));
}

}  // namespace

std::optional<std::string> next_command(const Device& device) {
  if (!device.plan || pop3::waiting(device.client)) return std::nullopt;
  const Plan& plan = *device.plan;
  switch (plan.next) {
    case Plan::Next::connect:
    case Plan::Next::done: return std::nullopt;
    case Plan::Next::user: return with_argument(Keyword::user, device.account.user);
    case Plan::Next::pass: return with_argument(Keyword::pass, device.account.password);
    case Plan::Next::stat: return "STAT\r\n";
    case Plan::Next::uidl: return "UIDL\r\n";
    case Plan::Next::retr: return on_first(Keyword::retr, plan);
    case Plan::Next::dele: return on_first(Keyword::dele, plan);
    case Plan::Next::quit: return "QUIT\r\n";
  }
  return std::nullopt;
}

const FetchedMessage* take_reply(Device& device, const Reply& reply, Time now) {
  device.last_reply = reply.status_line;
  const FetchedMessage* stored = nullptr;
  if (reply.greeting) device.listed.clear();  // message numbers are those of one session
  if (reply.ok && reply.to.keyword == Keyword::uidl) remember_unique_ids(device, reply);
  if (reply.ok && reply.to.keyword == Keyword::retr) stored = store_message(device, reply, now);
  if (device.plan) move_on(device, reply);
  return stored;
}

void connection_over(Device& device) {
  device.client = {};
  device.listed.clear();
  if (!device.plan) return;
  if (device.plan->next == Plan::Next::connect) device.plan->refused = true;
  device.plan->next = Plan::Next::done;
}

}  // namespace popscope::sim
