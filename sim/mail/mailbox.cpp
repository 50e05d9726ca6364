#include "sim/mail/mailbox.h"

#include <algorithm>
#include <utility>

#include "sim/core/ascii.h"

namespace popscope::sim {
namespace {

// UIDs ascend, so they can be looked up by halving.
template <class Messages>
auto at_or_behind(Messages& messages, Uid uid) {
  return std::lower_bound(messages.begin(), messages.end(), uid,
                          [](const StoredMessage& m, Uid wanted) { return m.uid < wanted; });
}

}  // namespace

std::string_view to_text(SystemFlag flag) {
  switch (flag) {
    case SystemFlag::answered: return "\\Answered";
    case SystemFlag::flagged: return "\\Flagged";
    case SystemFlag::deleted: return "\\Deleted";
    case SystemFlag::seen: return "\\Seen";
    case SystemFlag::draft: return "\\Draft";
  }
  return {};
}

std::optional<SystemFlag> system_flag_from(std::string_view name) {
  for (SystemFlag flag : kSystemFlags) {
    if (equal_ignoring_case(to_text(flag), name)) return flag;
  }
  return std::nullopt;
}

StoredMessage& append(Mailbox& mailbox, MessagePtr message, Time internal_date, Flags flags) {
  StoredMessage stored;
  stored.message = std::move(message);
  stored.uid = mailbox.uid_next;
  stored.internal_date = internal_date;
  stored.flags = flags;
  ++mailbox.uid_next.value;
  ++mailbox.version;
  mailbox.messages.push_back(std::move(stored));
  return mailbox.messages.back();
}

const StoredMessage* find(const Mailbox& mailbox, Uid uid) {
  const auto at = at_or_behind(mailbox.messages, uid);
  return at != mailbox.messages.end() && at->uid == uid ? &*at : nullptr;
}

bool remove(Mailbox& mailbox, Uid uid) {
  const auto at = at_or_behind(mailbox.messages, uid);
  if (at == mailbox.messages.end() || at->uid != uid) return false;
  mailbox.messages.erase(at);
  ++mailbox.version;
  return true;
}

bool set_flags(Mailbox& mailbox, Uid uid, Flags flags) {
  const auto at = at_or_behind(mailbox.messages, uid);
  if (at == mailbox.messages.end() || at->uid != uid) return false;
  if (at->flags == flags) return true;
  at->flags = flags;
  ++mailbox.version;
  return true;
}

std::optional<std::size_t> find_keyword(const Mailbox& mailbox, std::string_view name) {
  for (std::size_t i = 0; i < mailbox.keywords.size(); ++i) {
    if (equal_ignoring_case(mailbox.keywords[i], name)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> keyword_place(Mailbox& mailbox, std::string_view name) {
  if (const auto place = find_keyword(mailbox, name)) return place;
  if (mailbox.keywords.size() == kKeywordsMax) return std::nullopt;
  mailbox.keywords.emplace_back(name);
  ++mailbox.version;
  return mailbox.keywords.size() - 1;
}

std::vector<std::string_view> names_of(Flags flags, const std::vector<std::string>& keywords) {
  std::vector<std::string_view> names;
  for (SystemFlag flag : kSystemFlags) {
    if (flags.has(flag)) names.push_back(to_text(flag));
  }
  for (std::size_t i = 0; i < keywords.size(); ++i) {
    if ((flags.keywords >> i & 1U) != 0) names.push_back(keywords[i]);
  }
  return names;
}

void digest(Digest& d, const Mailbox& mailbox) {
  d.text(mailbox.name);
  d.u64(mailbox.messages.size());
  for (const StoredMessage& m : mailbox.messages) {
    d.text(m.unique_id);
    digest(d, *m.message);
    d.u32(m.uid.value);
    d.i64(m.internal_date.us);
    d.u8(m.flags.system);
    d.u32(m.flags.keywords);
  }
  d.u32(mailbox.uid_validity);
  d.u32(mailbox.uid_next.value);
  d.u32(mailbox.first_recent.value);
  d.u64(mailbox.keywords.size());
  for (const std::string& keyword : mailbox.keywords) d.text(keyword);
  d.u64(mailbox.version);
}

}  // namespace popscope::sim
