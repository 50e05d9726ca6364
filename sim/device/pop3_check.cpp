#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/core/check.h"
#include "sim/device/check.h"
#include "sim/device/errands.h"
#include "sim/device/known.h"
#include "sim/device/pop3_login.h"

namespace popscope::sim {
namespace {

using pop3::Keyword;
using pop3::Reply;
using Next = Pop3Check::Next;

// "+OK 3 4210" -> "3 4210"
std::string_view text_of(const Reply& reply) {
  const std::string_view line = reply.status_line;
  const std::size_t space = line.find(' ');
  return space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
}

// Keeps the list in order of numbers.
void remember_unique_id(Device& device, const UidlEntry& entry) {
  const auto at = std::lower_bound(
      device.listed.begin(), device.listed.end(), entry.number,
      [](const UidlEntry& one, std::uint32_t n) { return one.number < n; });
  if (at != device.listed.end() && at->number == entry.number) {
    *at = entry;
  } else {
    device.listed.insert(at, entry);
  }
}

void remember_unique_ids(Device& device, const Reply& reply) {
  if (reply.to.multi_line) {
    device.listed = uidl_listing(reply.payload);
  } else if (const std::optional<UidlEntry> entry = uidl_entry(text_of(reply))) {
    remember_unique_id(device, *entry);
  }
}

Brought store_message(Device& device, const Reply& reply, Time now) {
  const std::uint32_t number = reply.to.number.value_or(0);
  FetchedMessage fetched{shared_message(device, reply.payload), unique_id_of(device, number), now};
  fetched.from = {reply.user, true, 0};
  note_fetched(device, reply.user, fetched.unique_id, now);
  return {keep(device, std::move(fetched)), number};
}

// ---- the plan, logged in ----------------------------------------------------------------------

// One that is being carried out: what every step of it needs.
struct Checking {
  Device& device;
  Plan& plan;
  Pop3Check& check;
  const Reply& reply;
  Time now;
  Learned& learned;
};

void leave(Checking& c) {
  if (c.check.habits.quits) {
    c.check.next = Next::quit;
  } else {
    hang_up(c.plan, c.learned);
  }
}

// Errands that are not needed any more are passed over.
void go_on_with_errands(Checking& c) {
  const std::vector<Errand>& all = c.check.errands;
  while (c.check.done < all.size() && all[c.check.done].kind == Errand::Kind::nothing)
    ++c.check.done;
  if (c.check.done == all.size()) leave(c);
}

// Looking at behind the last of its habits: sizes, where nothing else would tell them.
Look look_of(const Pop3Check& check) {
  const auto& looks = check.habits.looks;
  return check.look < looks.size() ? looks[check.look] : Look::list;
}

bool passes_over(const Checking& c, Look look) {
  switch (look) {
    case Look::none: return true;
    case Look::stat: return false;
    case Look::uidl:
      return c.check.habits.uidl_only_to_leave &&
             c.device.account.policy == Policy::remove_at_once;
    case Look::list:
      return c.check.habits.list_only_if_new && !has_news(c.device, c.reply.user, c.now);
  }
  POPSCOPE_CHECK(false);
}

void begin_errands(Checking& c) {
  // What has no unique-id is not known again.
  std::erase_if(c.device.previews, [&](const Preview& preview) {
    return preview.unique_id.empty() && preview.user == c.reply.user;
  });
  c.check.errands = errands_of(c.device, c.check, c.reply.user, c.now);
  c.check.next = Next::errands;
  go_on_with_errands(c);
}

void go_on_looking(Checking& c) {
  const auto& looks = c.check.habits.looks;
  while (c.check.look < looks.size() && passes_over(c, looks[c.check.look])) ++c.check.look;
  if (c.check.look < looks.size() || needs_sizes(c.device, c.check)) {
    c.check.next = Next::look;
  } else {
    begin_errands(c);
  }
}

// Whoever refuses to tell what there is is left in peace: nothing is fetched that is not known.
void looked(Checking& c) {
  if (!c.reply.ok) return leave(c);
  switch (look_of(c.check)) {
    case Look::none: break;
    case Look::stat: {
      const std::optional<std::uint32_t> count = leading_number(text_of(c.reply));
      if (!count) return leave(c);
      c.check.count = count;
      if (*count > 0) break;
      forget_unlisted(c.device, c.reply.user);  // nothing is listed
      return leave(c);
    }
    case Look::uidl:
      c.check.knows_ids = true;
      forget_unlisted(c.device, c.reply.user);
      break;
    case Look::list:
      c.check.knows_sizes = true;
      c.check.sizes = scan_listings(c.reply.payload);
      break;
  }
  ++c.check.look;
  go_on_looking(c);
}

void keep_preview(Checking& c, std::uint32_t number) {
  Preview preview;
  preview.header = shared_message(c.device, c.reply.payload);
  preview.unique_id = unique_id_of(c.device, number);
  preview.user = c.reply.user;
  const auto size =
      std::find_if(c.check.sizes.begin(), c.check.sizes.end(),
                   [&](const ScanListing& one) { return one.number == number; });
  if (size != c.check.sizes.end()) preview.octets = size->octets;
  c.device.previews.push_back(std::move(preview));
}

// LIST n.
void listed_one(Checking& c, std::uint32_t number) {
  const std::optional<ScanListing> size = scan_listing(text_of(c.reply));
  if (!c.reply.ok) return cancel(c.check, number);
  if (!size || !is_too_large(c.device, size->octets)) return;
  c.check.sizes.push_back({number, size->octets});
  const UniqueId id = unique_id_of(c.device, number);
  preview_instead(c.check, number, find_preview(c.device, c.reply.user, id) != nullptr);
}

void did_errand(Checking& c) {
  const Errand errand = c.check.errands[c.check.done];
  if (c.reply.to.keyword != keyword_of(errand.kind)) return;
  ++c.check.done;
  switch (errand.kind) {
    case Errand::Kind::nothing:
    case Errand::Kind::header: break;
    case Errand::Kind::list: listed_one(c, errand.number); break;
    case Errand::Kind::preview:
      if (c.reply.ok) keep_preview(c, errand.number);
      break;
    case Errand::Kind::fetch:
    case Errand::Kind::fetch_top:
      // What could not be fetched is not marked either. RETR's message is in the store already.
      if (!c.reply.ok) {
        cancel(c.check, errand.number);
        break;
      }
      if (errand.kind == Errand::Kind::fetch_top)
        c.learned.fetched.push_back(store_message(c.device, c.reply, c.now));
      ++c.plan.fetched_now;
      break;
    case Errand::Kind::dele:
      if (c.reply.ok) c.check.marked.push_back(errand.number);
      break;
  }
  go_on_with_errands(c);
}

// RFC 1939 section 6: only this reply says that UPDATE was carried out. Where it does not come, or
// is -ERR, what was marked may be there still: it stays known, and the next check marks it again.
void quitted(Checking& c) {
  c.plan.phase = Plan::Phase::done;
  // A server that does not even understand QUIT will not close.
  c.learned.hangs_up = !c.reply.ok;
  if (!c.reply.ok) return;
  for (const std::uint32_t number : c.check.marked)
    forget(c.device, c.reply.user, unique_id_of(c.device, number));
}

void move_on(Checking& c) {
  if (c.reply.greeting || !c.check.logged_in) {
    if (c.check.next == Next::quit && !c.reply.greeting) return quitted(c);
    log_in(c.device, c.reply, c.learned);
    if (c.check.logged_in) go_on_looking(c);
    return;
  }
  switch (c.check.next) {
    case Next::look: return looked(c);
    case Next::errands: return did_errand(c);
    case Next::quit: return quitted(c);
    case Next::capa:
    case Next::stls:
    case Next::user:
    case Next::pass:
    case Next::apop:
    case Next::auth:
    case Next::answer:
    case Next::capa_again:
    case Next::rset: break;
  }
  POPSCOPE_CHECK(false);
}

std::string line_of(Look look) {
  switch (look) {
    case Look::stat: return "STAT\r\n";
    case Look::list: return "LIST\r\n";
    case Look::uidl: return "UIDL\r\n";
    case Look::none: break;
  }
  POPSCOPE_CHECK(false);
}

}  // namespace

std::optional<std::string> next_pop3_command(const Device& device) {
  const Pop3Check& check = std::get<Pop3Check>(device.plan->dialog);
  switch (check.next) {
    case Next::look: return line_of(look_of(check));
    case Next::errands: return lines_of_errands(check);
    case Next::quit: return "QUIT\r\n";
    case Next::capa:
    case Next::stls:
    case Next::user:
    case Next::pass:
    case Next::apop:
    case Next::auth:
    case Next::answer:
    case Next::capa_again:
    case Next::rset: return login_command(device);
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
  if (!device.plan || device.plan->phase == Plan::Phase::done || reply.unasked) return;
  Plan& plan = *device.plan;
  Checking checking{device, plan, std::get<Pop3Check>(plan.dialog), reply, now, learned};
  move_on(checking);
}

}  // namespace popscope::sim
