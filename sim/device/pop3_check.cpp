#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "sim/core/check.h"
#include "sim/device/check.h"

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
  // A whole listing is in order of numbers.
  if (number && *number - 1 < device.listed.size() && device.listed[*number - 1].number == *number)
    return device.listed[*number - 1].unique_id;
  for (const UidlEntry& entry : device.listed) {
    if (entry.number == number) return entry.unique_id;
  }
  return {};
}

bool knows(const Device& device, const KnownUniqueId& id) {
  return std::any_of(device.known.begin(), device.known.end(), [&](const KnownUniqueId& one) {
    return one.unique_id == id.unique_id && one.user == id.user;
  });
}

Brought store_message(Device& device, const Reply& reply, Time now) {
  const KnownUniqueId id{reply.user, unique_id_of(device, reply.to.number)};
  FetchedMessage fetched{shared_message(device, reply.payload), id.unique_id, now};
  fetched.from = {reply.user, true, 0};
  if (!id.unique_id.empty() && !knows(device, id)) device.known.push_back(id);
  return {keep(device, std::move(fetched)), reply.to.number.value_or(0)};
}

// ---- the plan -------------------------------------------------------------------------------

Keyword keyword_of(Pop3Check::Next next) {
  switch (next) {
    case Pop3Check::Next::user: return Keyword::user;
    case Pop3Check::Next::pass: return Keyword::pass;
    case Pop3Check::Next::stat: return Keyword::stat;
    case Pop3Check::Next::uidl: return Keyword::uidl;
    case Pop3Check::Next::retr: return Keyword::retr;
    case Pop3Check::Next::dele: return Keyword::dele;
    case Pop3Check::Next::quit: return Keyword::quit;
  }
  POPSCOPE_CHECK(false);
}

void fetch_next(Pop3Check& plan) {
  plan.next = plan.to_fetch.empty() ? Pop3Check::Next::quit : Pop3Check::Next::retr;
}

void take_first_off(Pop3Check& plan) {
  if (!plan.to_fetch.empty()) plan.to_fetch.erase(plan.to_fetch.begin());
}

void log_in_step(Plan& plan, Pop3Check& check, bool ok, Pop3Check::Next next) {
  plan.refused = plan.refused || !ok;
  check.next = ok ? next : Pop3Check::Next::quit;
}

void after_stat(Pop3Check& check, const Device& device, const Reply& reply) {
  std::string_view text = text_of(reply);
  const std::uint32_t count = reply.ok ? take_number(text).value_or(0) : 0;
  if (count > 0 && device.account.policy == Policy::leave_on_server) {
    check.next = Pop3Check::Next::uidl;
    return;
  }
  for (std::uint32_t n = 1; n <= std::min(count, kFetchMax); ++n) check.to_fetch.push_back(n);
  fetch_next(check);
}

// A listing is held against all that is known: in order, so that thousands take no time.
void after_uidl(Pop3Check& check, const Device& device, const std::string& user) {
  std::vector<std::string_view> known;
  for (const KnownUniqueId& one : device.known)
    if (one.user == user) known.push_back(one.unique_id);
  std::sort(known.begin(), known.end());
  for (const UidlEntry& entry : device.listed) {
    const std::string_view id = entry.unique_id;
    if (!std::binary_search(known.begin(), known.end(), id)) check.to_fetch.push_back(entry.number);
  }
  fetch_next(check);
}

void after_retr(Plan& plan, Pop3Check& check, const Device& device, bool ok) {
  if (ok) ++plan.fetched_now;
  if (ok && device.account.policy == Policy::remove_at_once) {
    check.next = Pop3Check::Next::dele;
    return;
  }
  take_first_off(check);  // what could not be fetched is not marked either
  fetch_next(check);
}

void move_on(Device& device, const Reply& reply) {
  Plan& plan = *device.plan;
  Pop3Check& check = std::get<Pop3Check>(plan.dialog);
  if (reply.greeting) return log_in_step(plan, check, reply.ok, Pop3Check::Next::user);
  if (reply.to.keyword != keyword_of(check.next)) return;
  switch (check.next) {
    case Pop3Check::Next::user: return log_in_step(plan, check, reply.ok, Pop3Check::Next::pass);
    case Pop3Check::Next::pass: return log_in_step(plan, check, reply.ok, Pop3Check::Next::stat);
    case Pop3Check::Next::stat: return after_stat(check, device, reply);
    case Pop3Check::Next::uidl: return after_uidl(check, device, reply.user);
    case Pop3Check::Next::retr: return after_retr(plan, check, device, reply.ok);
    case Pop3Check::Next::dele: take_first_off(check); return fetch_next(check);
    case Pop3Check::Next::quit: plan.phase = Plan::Phase::done; return;
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

std::string on_first(Keyword keyword, const Pop3Check& check) {
  return with_argument(keyword, std::to_string(check.to_fetch.front()));
}

}  // namespace

std::optional<std::string> next_pop3_command(const Device& device) {
  const Pop3Check& check = std::get<Pop3Check>(device.plan->dialog);
  switch (check.next) {
    case Pop3Check::Next::user: return with_argument(Keyword::user, device.account.user);
    case Pop3Check::Next::pass: return with_argument(Keyword::pass, device.account.password);
    case Pop3Check::Next::stat: return "STAT\r\n";
    case Pop3Check::Next::uidl: return "UIDL\r\n";
    case Pop3Check::Next::retr: return on_first(Keyword::retr, check);
    case Pop3Check::Next::dele: return on_first(Keyword::dele, check);
    case Pop3Check::Next::quit: return "QUIT\r\n";
  }
  POPSCOPE_CHECK(false);
}

void take_reply(Device& device, const Reply& reply, Time now, Learned& learned) {
  device.last_reply = reply.status_line;
  learned.refused = learned.refused || (!reply.ok && !reply.go_on);
  learned.begins_tls = learned.begins_tls || (reply.ok && reply.to.keyword == Keyword::stls);
  if (reply.greeting) device.listed.clear();  // message numbers are those of one session
  if (reply.ok && reply.to.keyword == Keyword::uidl) remember_unique_ids(device, reply);
  if (reply.ok && reply.to.keyword == Keyword::retr)
    learned.fetched.push_back(store_message(device, reply, now));
  if (!device.plan) return;
  move_on(device, reply);
  // A server that does not even understand QUIT will not close.
  learned.hangs_up = device.plan->phase == Plan::Phase::done && !reply.ok;
}

}  // namespace popscope::sim
