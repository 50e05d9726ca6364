#include "sim/device/errands.h"

#include <algorithm>
#include <utility>

#include "sim/core/check.h"
#include "sim/device/known.h"

namespace popscope::sim {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

// What is to be done about one message.
struct Wanted {
  std::uint32_t number = 0;
  bool fetched = false;    // RETR, or TOP that stands for it
  bool previewed = false;
  bool marked = false;
};

// RFC 1939 section 8 leaves it to the client when a message has been left long enough.
bool is_to_be_removed(const Account& account, const ListedMessage& message, Time now) {
  switch (account.policy) {
    case Policy::remove_at_once: return true;
    case Policy::leave_on_server: return false;
    case Policy::leave_for_days:
      return message.known &&
             now - message.fetched >= seconds(std::int64_t{account.leave_days} * kDaySeconds);
    case Policy::leave_until_removed: return message.removed;
  }
  POPSCOPE_CHECK(false);
}

// As far as LIST has told; what it has not told of is not too large.
bool is_known_too_large(const Device& device, const Pop3Check& check, std::uint32_t number) {
  const auto found = std::lower_bound(
      check.sizes.begin(), check.sizes.end(), number,
      [](const ScanListing& size, std::uint32_t n) { return size.number < n; });
  return found != check.sizes.end() && found->number == number &&
         is_too_large(device, found->octets);
}

Wanted wanted_of(const Device& device, const Pop3Check& check, const std::string& user,
                 const ListedMessage& message, Time now) {
  Wanted wanted;
  wanted.number = message.number;
  if (!message.known && is_known_too_large(device, check, message.number)) {
    wanted.previewed = find_preview(device, user, message.unique_id) == nullptr;
    return wanted;
  }
  wanted.fetched = !message.known;
  wanted.marked = is_to_be_removed(device.account, message, now);
  return wanted;
}

// Without unique-ids each message is a new one.
std::vector<ListedMessage> messages_seen(const Device& device, const Pop3Check& check,
                                         const std::string& user) {
  if (check.knows_ids) return compare_listed(device, user);
  std::vector<ListedMessage> messages;
  if (check.count) {
    const std::uint32_t count = std::min(*check.count, kFetchMax);
    for (std::uint32_t n = 1; n <= count; ++n) messages.push_back({n, {}});
  } else {
    for (const ScanListing& size : check.sizes) messages.push_back({size.number, {}});
  }
  return messages;
}

class Passes {
 public:
  Passes(const Habits& habits, bool leaves) : habits_(habits) {
    whole_ = habits.top_for_retr && leaves ? Errand::Kind::fetch_top : Errand::Kind::fetch;
  }

  void pass(std::uint8_t pass, const std::vector<Wanted>& all) {
    std::uint32_t late = 0;  // a mark that waits for the next message to be fetched; 0: none
    for (const Wanted& one : all) {
      fetch(pass, one);
      const bool marks = one.marked && habits_.dele_pass == pass;
      if (!habits_.dele_lags) {
        if (marks) add(Errand::Kind::dele, one.number);
        continue;
      }
      if (late != 0 && (one.fetched || marks)) {
        add(Errand::Kind::dele, late);
        late = 0;
      }
      if (marks) late = one.number;
    }
    if (late != 0) add(Errand::Kind::dele, late);
  }

  std::vector<Errand> take() { return std::move(errands_); }

 private:
  void add(Errand::Kind kind, std::uint32_t number) { errands_.push_back({kind, number}); }

  void fetch(std::uint8_t pass, const Wanted& one) {
    if (!one.fetched && !one.previewed) return;
    if (habits_.list_pass == pass && one.fetched) add(Errand::Kind::list, one.number);
    const std::uint8_t header_pass =
        habits_.header_pass != 0 ? habits_.header_pass : habits_.fetch_pass;
    if (one.previewed && header_pass == pass) add(Errand::Kind::preview, one.number);
    if (!one.fetched) return;
    if (habits_.header_pass == pass) add(Errand::Kind::header, one.number);
    if (habits_.fetch_pass == pass) add(whole_, one.number);
  }

  const Habits& habits_;
  Errand::Kind whole_;
  std::vector<Errand> errands_;
};

std::string line_of(const Errand& errand) {
  std::string line(to_text(keyword_of(errand.kind)));
  line += ' ' + std::to_string(errand.number);
  switch (errand.kind) {
    case Errand::Kind::header:
    case Errand::Kind::preview: return line + " 0\r\n";
    case Errand::Kind::fetch_top: return line + ' ' + kAllLines + "\r\n";
    case Errand::Kind::nothing:
    case Errand::Kind::list:
    case Errand::Kind::fetch:
    case Errand::Kind::dele: return line + "\r\n";
  }
  POPSCOPE_CHECK(false);
}

bool fetches(Errand::Kind kind) {
  return kind == Errand::Kind::fetch || kind == Errand::Kind::fetch_top;
}

}  // namespace

bool is_too_large(const Device& device, std::uint64_t octets) {
  return device.account.fetch_octets_max > 0 && octets > device.account.fetch_octets_max;
}

bool needs_sizes(const Device& device, const Pop3Check& check) {
  return device.account.fetch_octets_max > 0 && !check.knows_sizes &&
         check.habits.list_pass == 0;
}

bool has_news(const Device& device, const std::string& user, Time now) {
  const std::vector<ListedMessage> messages = compare_listed(device, user);
  return std::any_of(messages.begin(), messages.end(), [&](const ListedMessage& message) {
    return !message.known || is_to_be_removed(device.account, message, now);
  });
}

std::vector<Errand> errands_of(const Device& device, const Pop3Check& check,
                               const std::string& user, Time now) {
  std::vector<Wanted> all;
  for (const ListedMessage& message : messages_seen(device, check, user))
    all.push_back(wanted_of(device, check, user, message, now));
  Passes passes(check.habits, device.account.policy != Policy::remove_at_once);
  for (std::uint8_t pass = 1; pass <= kPasses; ++pass) passes.pass(pass, all);
  return passes.take();
}

void preview_instead(Pop3Check& check, std::uint32_t number, bool is_held) {
  bool previewed = is_held;
  for (std::size_t i = check.done; i < check.errands.size(); ++i) {
    Errand& errand = check.errands[i];
    if (errand.number != number) continue;
    const bool shows = errand.kind == Errand::Kind::header || fetches(errand.kind);
    errand.kind = shows && !previewed ? Errand::Kind::preview : Errand::Kind::nothing;
    previewed = previewed || shows;
  }
}

void cancel(Pop3Check& check, std::uint32_t number) {
  for (std::size_t i = check.done; i < check.errands.size(); ++i)
    if (check.errands[i].number == number) check.errands[i].kind = Errand::Kind::nothing;
}

pop3::Keyword keyword_of(Errand::Kind kind) {
  switch (kind) {
    case Errand::Kind::list: return pop3::Keyword::list;
    case Errand::Kind::header:
    case Errand::Kind::preview:
    case Errand::Kind::fetch_top: return pop3::Keyword::top;
    case Errand::Kind::fetch: return pop3::Keyword::retr;
    case Errand::Kind::dele: return pop3::Keyword::dele;
    case Errand::Kind::nothing: break;
  }
  POPSCOPE_CHECK(false);
}

std::string lines_of_errands(const Pop3Check& check) {
  const std::vector<Errand>& all = check.errands;
  const Errand::Kind kind = all[check.done].kind;
  std::string lines = line_of(all[check.done]);
  // The first of a kind goes alone: whoever is refused there need not take back the others.
  const bool not_first = check.done > 0 && all[check.done - 1].kind == kind;
  if (!check.habits.pipelines || !check.announced.pipelining || !not_first) return lines;
  for (std::size_t i = check.done + 1;
       i < all.size() && all[i].kind == kind && i - check.done < kPipelinedMax; ++i)
    lines += line_of(all[i]);
  return lines;
}

}  // namespace popscope::sim
