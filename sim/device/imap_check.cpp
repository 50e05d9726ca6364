#include <algorithm>
#include <utility>

#include "sim/core/check.h"
#include "sim/device/check.h"
#include "sim/imap/untagged.h"

namespace popscope::sim {
namespace {

using imap::Response;

// The most messages that one FETCH asks for; a client that asks for all at once waits long.
constexpr std::size_t kFetchedAtOnceMax = 50;
// The most messages that a check for mail believes a mailbox to have.
constexpr std::uint32_t kListedMax = 100'000;

// RFC 9051 section 4.3: a quoted string; a line end inside would be a second command.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '\r' || c == '\n') continue;
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string set_of(const std::vector<Uid>& uids) {
  std::string set;
  for (const Uid uid : uids) {
    if (!set.empty()) set += ',';
    set += std::to_string(uid.value);
  }
  return set;
}

// The mailbox that its check has selected: a UID means nothing in any other.
const Origin& selected(const Device& device) {
  return std::get<imap::Client>(device.client).at;
}

bool has_to_tell(const Device& device) {
  return std::any_of(device.changes.begin(), device.changes.end(), [&](const LocalChange& change) {
    return change.from == selected(device);
  });
}

// The first changes that one STORE tells: those in this mailbox that set the same flag.
std::vector<LocalChange> told_at_once(const Device& device) {
  std::vector<LocalChange> alike;
  for (const LocalChange& change : device.changes) {
    if (change.from != selected(device)) continue;
    if (!alike.empty() && change.flag != alike.front().flag) break;
    alike.push_back(change);
  }
  return alike;
}

std::string store_command(const Device& device) {
  const std::vector<LocalChange> changes = told_at_once(device);
  std::vector<Uid> uids;
  for (const LocalChange& change : changes) uids.push_back(change.uid);
  return "UID STORE " + set_of(uids) + " +FLAGS.SILENT (" +
         std::string(to_text(changes.front().flag)) + ")";
}

std::string fetch_command(const ImapCheck& check) {
  std::vector<Uid> uids = check.to_fetch;
  if (uids.size() > kFetchedAtOnceMax) uids.resize(kFetchedAtOnceMax);
  return "UID FETCH " + set_of(uids) + " (UID FLAGS BODY.PEEK[])";
}

void list_or_tell(const Device& device, ImapCheck& plan) {
  plan.there.clear();
  plan.next = has_to_tell(device) ? ImapCheck::Next::store : ImapCheck::Next::list;
}

// What it could not do the last time (a POP3 session held the maildrop) comes first, whenever it
// looks again.
void begin(const Device& device, ImapCheck& plan) {
  list_or_tell(device, plan);
  if (device.owes_expunge == selected(device) && !has_to_tell(device))
    plan.next = ImapCheck::Next::expunge;
}

// RFC 9051 section 7.4.1: EXISTS comes with any command's responses, and once only. Whoever goes
// to rest in spite of it is not told again.
bool news_came(const ImapCheck& plan) { return plan.exists > plan.there.size(); }

void rest(const Device& device, ImapCheck& plan) {
  if (!device.account.idle) {
    plan.next = ImapCheck::Next::logout;
  } else if (news_came(plan)) {
    list_or_tell(device, plan);
  } else {
    plan.next = ImapCheck::Next::idle;
  }
}

FetchedMessage* held(Device& device, Uid uid, const Origin& from) {
  const auto found =
      std::find_if(device.store.begin(), device.store.end(),
                   [&](const FetchedMessage& m) { return m.uid == uid && m.from == from; });
  return found == device.store.end() ? nullptr : &*found;
}

template <class Gone>
void drop(Device& device, const Gone& gone, Learned& learned) {
  auto& store = device.store;
  for (const FetchedMessage& m : store)
    if (gone(m)) learned.dropped.push_back({m.message, m.copy});
  store.erase(std::remove_if(store.begin(), store.end(), gone), store.end());
}

// RFC 9051 section 2.3.1.1: with another UIDVALIDITY what is held is a copy of another mailbox,
// whose UIDs say nothing about this one.
void forget_former(Device& device, const Origin& now, Learned& learned) {
  const auto former = [&](const Origin& from) {
    return from.user == now.user && from.inbox && from.uid_validity != now.uid_validity;
  };
  drop(device, [&](const FetchedMessage& m) { return m.uid.value != 0 && former(m.from); },
       learned);
  std::erase_if(device.changes, [&](const LocalChange& change) { return former(change.from); });
}

// What its user did and the server has not been told yet is so here all the same.
Flags with_own_changes(const Device& device, const UidFlags& told, const Origin& from) {
  Flags flags = told.flags;
  for (const LocalChange& change : device.changes)
    if (change.uid == told.uid && change.from == from) flags.set(change.flag);
  return flags;
}

void reflag(const Device& device, FetchedMessage& message, const UidFlags& told,
            Learned& learned) {
  const Flags flags = with_own_changes(device, told, message.from);
  if (message.flags == flags) return;
  message.flags = flags;
  learned.reflagged.push_back({message.message, message.copy, flags});
}

// What the server has no longer is no longer here; what others flagged is flagged here.
void compare(Device& device, const Origin& from, Learned& learned) {
  ImapCheck& plan = std::get<ImapCheck>(device.plan->dialog);
  // Strictly ascending (RFC 9051 section 2.3.1.1), but for what a server has not told.
  std::vector<Uid> uids;
  for (const UidFlags& one : plan.there) uids.push_back(one.uid);
  std::sort(uids.begin(), uids.end());
  const auto is_there = [&](Uid uid) { return std::binary_search(uids.begin(), uids.end(), uid); };
  drop(device,
       [&](const FetchedMessage& m) {
         return m.uid.value != 0 && m.from == from && !is_there(m.uid);
       },
       learned);
  plan.to_fetch.clear();
  for (const UidFlags& one : plan.there) {
    if (one.uid.value == 0) continue;  // the server has not told this one's UID
    FetchedMessage* message = held(device, one.uid, from);
    if (!message) {
      plan.to_fetch.push_back(one.uid);
    } else {
      reflag(device, *message, one, learned);
    }
  }
}

void changes_are_told(Device& device, ImapCheck& plan) {
  // Meanwhile its user may have done more.
  const Origin here = selected(device);
  std::uint32_t left = plan.changes_told;
  std::erase_if(device.changes, [&](const LocalChange& change) {
    if (left == 0 || change.from != here) return false;
    if (change.flag == SystemFlag::deleted) device.owes_expunge = here;
    --left;
    return true;
  });
  if (device.owes_expunge == here) {
    plan.next = ImapCheck::Next::expunge;
  } else {
    list_or_tell(device, plan);
  }
}

void fetched(ImapCheck& plan, const Device& device) {
  const std::size_t asked = std::min(plan.to_fetch.size(), kFetchedAtOnceMax);
  plan.to_fetch.erase(plan.to_fetch.begin(),
                      plan.to_fetch.begin() + static_cast<std::ptrdiff_t>(asked));
  if (plan.to_fetch.empty()) rest(device, plan);
}

// A command has got its tagged response.
void completed(Device& device, bool ok, const Origin& from, Learned& learned) {
  Plan& plan = *device.plan;
  ImapCheck& check = std::get<ImapCheck>(plan.dialog);
  using Next = ImapCheck::Next;
  switch (check.next) {
    case Next::login:
      plan.refused = !ok;
      check.next = ok ? Next::select : Next::logout;
      return;
    case Next::select:
      plan.refused = !ok;
      if (ok) forget_former(device, from, learned);
      if (ok) return begin(device, check);
      check.next = Next::logout;
      return;
    case Next::store: return changes_are_told(device, check);
    case Next::expunge:
      if (ok) device.owes_expunge.reset();
      return list_or_tell(device, check);
    case Next::list:
      compare(device, from, learned);
      check.next = Next::fetch;
      if (check.to_fetch.empty()) rest(device, check);
      return;
    case Next::fetch: return fetched(check, device);
    case Next::idle:  // it is not offered, or the server has ended it
      check.next = Next::logout;
      return;
    case Next::done_idling:
      if (device.account.idle) return begin(device, check);
      check.next = Next::logout;
      return;
    case Next::logout:
      plan.phase = Plan::Phase::done;
      learned.hangs_up = !ok;
      return;
  }
}

// Told because it was asked what is there, or because another client has changed it.
void note_flags(Device& device, std::uint32_t number, const UidFlags& told, const Origin& from,
                Learned& learned) {
  auto* check = device.plan ? std::get_if<ImapCheck>(&device.plan->dialog) : nullptr;
  if (check && check->next == ImapCheck::Next::list && number > 0 && number <= kListedMax) {
    if (check->there.size() < number) check->there.resize(number);
    check->there[number - 1] = told;
    return;
  }
  if (FetchedMessage* message = held(device, told.uid, from))
    reflag(device, *message, told, learned);
}

// News of flags comes without a UID (RFC 9051 section 7.5.2), with any command's responses: whose
// it is the number tells, by what was there when the check asked.
std::optional<Uid> uid_of(const Device& device, const imap::Fetched& data) {
  if (data.uid) return data.uid;
  const auto* check = device.plan ? std::get_if<ImapCheck>(&device.plan->dialog) : nullptr;
  if (!check || data.number == 0 || data.number > check->there.size()) return std::nullopt;
  const Uid uid = check->there[data.number - 1].uid;
  return uid.value == 0 ? std::nullopt : std::optional(uid);
}

// "* 2 EXPUNGE": what was the second is gone, and all behind it move up (RFC 9051 section 7.5.1).
void take_expunge(Device& device, std::uint32_t number, const Origin& from, Learned& learned) {
  ImapCheck& check = std::get<ImapCheck>(device.plan->dialog);
  if (number > 0 && number <= check.exists) --check.exists;
  if (number == 0 || number > check.there.size()) return;
  const Uid uid = check.there[number - 1].uid;
  check.there.erase(check.there.begin() + static_cast<std::ptrdiff_t>(number - 1));
  if (check.next == ImapCheck::Next::list || uid.value == 0) return;  // compared when it ends
  drop(device, [&](const FetchedMessage& m) { return m.uid == uid && m.from == from; }, learned);
}

void take_fetch(Device& device, const Response& response, Time now, Learned& learned) {
  const std::optional<imap::Fetched> data = imap::fetched(response.octets);
  const std::optional<Uid> uid = data ? uid_of(device, *data) : std::nullopt;
  if (!uid) return;
  if (data->body && !held(device, *uid, response.from)) {
    const FetchedMessage& fetched =
        keep(device, {shared_message(device, *data->body), {}, now, *uid,
                      data->flags.value_or(Flags{}), response.from});
    learned.fetched.push_back({fetched});
    if (fetched.flags != Flags{})
      learned.reflagged.push_back({fetched.message, fetched.copy, fetched.flags});
    if (device.plan) ++device.plan->fetched_now;
  } else if (data->flags) {
    note_flags(device, data->number, {*uid, *data->flags}, response.from, learned);
  }
}

}  // namespace

std::optional<std::string> next_imap_command(const Device& device) {
  const ImapCheck& check = std::get<ImapCheck>(device.plan->dialog);
  using Next = ImapCheck::Next;
  const auto tagged = [&](const std::string& command) {
    return "a" + std::to_string(check.commands + 1) + " " + command + "\r\n";
  };
  if (check.rests_since) {
    // To tell what its user did, or because it shall idle no more.
    const bool stays = device.account.idle && !has_to_tell(device);
    return stays ? std::nullopt : std::optional<std::string>("DONE\r\n");
  }
  switch (check.next) {
    case Next::login:
      return tagged("LOGIN " + quoted(device.account.user) + " " +
                    quoted(device.account.password));
    case Next::select: return tagged("SELECT INBOX");
    case Next::store: return tagged(store_command(device));
    case Next::expunge: return tagged("EXPUNGE");
    case Next::list: return tagged("UID FETCH 1:* (UID FLAGS)");
    case Next::fetch: return tagged(fetch_command(check));
    case Next::idle: return tagged("IDLE");
    case Next::done_idling: return "DONE\r\n";
    case Next::logout: return tagged("LOGOUT");
  }
  POPSCOPE_CHECK(false);
}

void wake(Device& device) {
  ImapCheck& check = std::get<ImapCheck>(device.plan->dialog);
  check.rests_since.reset();
  check.next = ImapCheck::Next::done_idling;
}

void plan_sent(Device& device) {
  auto* check = std::get_if<ImapCheck>(&device.plan->dialog);
  if (!check) return;
  if (check->rests_since) wake(device);
  if (check->next == ImapCheck::Next::store)
    check->changes_told = static_cast<std::uint32_t>(told_at_once(device).size());
  // What is there now it will be told in full: none of it is news.
  if (check->next == ImapCheck::Next::list) check->exists = 0;
  if (check->next != ImapCheck::Next::done_idling) ++check->commands;
}

void take_response(Device& device, const Response& response, Time now, Learned& learned) {
  using Kind = Response::Kind;
  device.last_reply = response.octets.substr(0, response.octets.find('\r'));
  // What came before the tag belongs to the answer: BYE is what LOGOUT asks for (RFC 9051 section
  // 6.1.3).
  if (response.kind == Kind::tagged) learned.refused = false;
  learned.refused = learned.refused || response.refused;
  if (response.kind == Kind::untagged) take_fetch(device, response, now, learned);
  if (!device.plan) return;
  ImapCheck& check = std::get<ImapCheck>(device.plan->dialog);
  if (const auto number = imap::expunged(response.octets))
    take_expunge(device, *number, response.from, learned);
  if (const auto number = imap::exists(response.octets)) check.exists = *number;
  if (response.greeting) {
    device.plan->refused = response.refused;
    if (response.refused) device.plan->phase = Plan::Phase::done;
    learned.hangs_up = response.refused;
  } else if (response.kind == Kind::tagged) {
    completed(device, !response.refused, response.from, learned);
  } else if (response.kind == Kind::go_on) {
    if (check.next != ImapCheck::Next::idle) check.rests_since.reset();
    else if (!check.rests_since) check.rests_since = now;
    if (check.rests_since && news_came(check)) wake(device);
  } else if (check.rests_since) {  // news
    wake(device);
  }
}

}  // namespace popscope::sim
