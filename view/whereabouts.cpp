#include "view/whereabouts.h"

#include <algorithm>

namespace popscope::view {
namespace {

bool was_elsewhere(const lesson::Arrival& first, std::uint32_t moment) {
  return first.elsewhere != 0 && first.elsewhere <= moment;
}

}  // namespace

OtherMailboxes::OtherMailboxes(const sim::Maildrop& now) {
  for (const sim::Mailbox& folder : now.folders) {
    const auto name = static_cast<std::uint32_t>(names_.size());
    names_.push_back(folder.name);
    for (const sim::StoredMessage& stored : folder.messages)
      messages_.emplace_back(stored.message->identity, name);
  }
  std::sort(messages_.begin(), messages_.end());
}

Whereabouts OtherMailboxes::where(const lesson::Held& held, const lesson::HeldByMaildrop& maildrop,
                                  const lesson::Arrival& arrival, std::uint32_t moment) const {
  if (!arrival.gone_at(moment)) return {Lies::inbox, {}};
  if (held.is_back(maildrop, arrival, moment)) return {Lies::back, {}};
  // What was in INBOX alone is not looked for.
  if (!was_elsewhere(maildrop.arrivals[arrival.first], moment)) return {Lies::removed, {}};
  const std::pair<std::uint64_t, std::uint32_t> least{arrival.message->identity, 0};
  const auto found = std::lower_bound(messages_.begin(), messages_.end(), least);
  if (found == messages_.end() || found->first != least.first) return {Lies::gone, {}};
  return {Lies::elsewhere, names_[found->second]};
}

bool any_elsewhere(const lesson::HeldByMaildrop& maildrop, std::uint32_t moment) {
  return std::any_of(maildrop.arrivals.begin(), maildrop.arrivals.end(),
                     [&](const lesson::Arrival& each) { return was_elsewhere(each, moment); });
}

}  // namespace popscope::view
