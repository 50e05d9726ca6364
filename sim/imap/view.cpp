#include "sim/imap/view.h"

#include <algorithm>
#include <utility>

#include "sim/core/check.h"
#include "sim/imap/responses.h"

namespace popscope::sim::imap {
namespace {

ViewEntry entry_of(const StoredMessage& stored, bool recent) {
  return {stored.uid, stored.message, stored.internal_date, stored.flags, recent};
}

// What `tell_news` has found; places are those of the new view.
struct Found {
  std::vector<std::size_t> changed;
  std::uint32_t expunged = 0;
  std::uint32_t arrived = 0;
  bool withheld = false;  // an EXPUNGE that may not be told now
};

// Walks view and mailbox, both in order of UID.
std::vector<ViewEntry> compare(const std::vector<ViewEntry>& view, const Mailbox& mailbox,
                               News allowed, std::string& out, Found& found) {
  std::vector<ViewEntry> now;
  now.reserve(mailbox.messages.size());
  auto stored = mailbox.messages.begin();
  for (const ViewEntry& entry : view) {
    while (stored != mailbox.messages.end() && stored->uid < entry.uid) ++stored;
    const bool gone = stored == mailbox.messages.end() || stored->uid != entry.uid;
    if (gone && allowed == News::all) {
      // Each EXPUNGE moves the numbers behind it at once: the next one counts without it.
      append_count(out, now.size() + 1, "EXPUNGE");
      ++found.expunged;
      continue;
    }
    now.push_back(entry);
    if (gone) {
      found.withheld = true;
    } else if (stored->flags != entry.flags) {
      now.back().flags = stored->flags;
      found.changed.push_back(now.size() - 1);
    }
  }
  const Uid last = view.empty() ? Uid{0} : view.back().uid;
  for (stored = mailbox.messages.begin(); stored != mailbox.messages.end(); ++stored) {
    if (stored->uid <= last) continue;
    now.push_back(entry_of(*stored, stored->uid >= mailbox.first_recent));
    ++found.arrived;
  }
  return now;
}

// From now on they are recent to no other session.
void take_recent(Run& run, const Selected& selected) {
  const Mailbox& mailbox = mailbox_of(run.store, selected);
  if (selected.read_only || mailbox.first_recent == mailbox.uid_next) return;
  Mailbox& changed = modify_mailbox(run, selected);
  changed.first_recent = changed.uid_next;
}

}  // namespace

bool mailbox_exists(const Store& store, const Selected& selected) {
  return find_mailbox(store.maildrop(selected.maildrop), selected.mailbox) != nullptr;
}

const Mailbox& mailbox_of(const Store& store, const Selected& selected) {
  const Mailbox* mailbox = find_mailbox(store.maildrop(selected.maildrop), selected.mailbox);
  POPSCOPE_CHECK(mailbox != nullptr);
  return *mailbox;
}

Mailbox& modify_mailbox(Run& run, const Selected& selected) {
  return *find_mailbox(run.store.modify(selected.maildrop), selected.mailbox);
}

Selected select(Run& run, MaildropId maildrop, const Mailbox& mailbox, bool read_only) {
  Selected selected;
  selected.maildrop = maildrop;
  selected.mailbox = mailbox.uid_validity;
  selected.read_only = read_only;
  std::vector<ViewEntry> view;
  view.reserve(mailbox.messages.size());
  for (const StoredMessage& stored : mailbox.messages) {
    view.push_back(entry_of(stored, stored.uid >= mailbox.first_recent));
  }
  selected.view = std::move(view);
  selected.version = mailbox.version;
  selected.keywords = static_cast<std::uint32_t>(mailbox.keywords.size());
  take_recent(run, selected);
  return selected;
}

std::uint32_t recent_count(const Selected& selected) {
  return static_cast<std::uint32_t>(std::count_if(selected.view->begin(), selected.view->end(),
                                                  [](const ViewEntry& e) { return e.recent; }));
}

std::size_t place_of(const std::vector<ViewEntry>& view, Uid uid) {
  const auto at = std::lower_bound(view.begin(), view.end(), uid,
                                   [](const ViewEntry& e, Uid wanted) { return e.uid < wanted; });
  if (at == view.end() || at->uid != uid) return view.size();
  return static_cast<std::size_t>(at - view.begin());
}

bool has_news(const Store& store, const Selected& selected) {
  const Mailbox* mailbox = find_mailbox(store.maildrop(selected.maildrop), selected.mailbox);
  return mailbox == nullptr || mailbox->version != selected.version;
}

void tell_new_keywords(Run& run, Selected& selected) {
  const Mailbox& mailbox = mailbox_of(run.store, selected);
  if (selected.keywords == mailbox.keywords.size()) return;
  selected.keywords = static_cast<std::uint32_t>(mailbox.keywords.size());
  append_mailbox_flags(run.out.octets, mailbox, selected.read_only);
}

void tell_news(Run& run, News allowed) {
  auto* selected = std::get_if<Selected>(&run.session.state);
  if (!selected || allowed == News::none || !has_news(run.store, *selected)) return;
  const Mailbox& mailbox = mailbox_of(run.store, *selected);
  std::string& out = run.out.octets;
  Found found;
  std::vector<ViewEntry> view = compare(*selected->view, mailbox, allowed, out, found);
  const std::uint32_t recent_before = recent_count(*selected);
  selected->view = std::move(view);
  // A withheld EXPUNGE stays news.
  if (!found.withheld) selected->version = mailbox.version;
  if (found.arrived > 0) append_count(out, selected->view->size(), "EXISTS");
  const std::uint32_t recent = recent_count(*selected);
  if (recent != recent_before || found.arrived > 0) append_count(out, recent, "RECENT");
  tell_new_keywords(run, *selected);
  for (std::size_t place : found.changed) {
    const ViewEntry& entry = (*selected->view)[place];
    append_count(out, place + 1,
                 "FETCH (FLAGS " + flag_list(entry.flags, mailbox.keywords, entry.recent) + ")");
  }
  if (found.arrived > 0) take_recent(run, *selected);
  const auto changed = static_cast<std::uint32_t>(found.changed.size());
  if (found.expunged + found.arrived + changed > 0) {
    run.out.events.push_back(NewsTold{found.expunged, found.arrived, changed});
  }
}

Flags current_flags(const Mailbox& mailbox, ViewEntry& entry) {
  if (const StoredMessage* stored = find(mailbox, entry.uid)) entry.flags = stored->flags;
  return entry.flags;
}

}  // namespace popscope::sim::imap
