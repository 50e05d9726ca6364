#pragma once
// A session's own view of a mailbox, and how it learns of what others did to it. The mailbox is
// one, sessions are several: each tells its client at a moment at which it may. Private to the
// session.
#include <cstdint>
#include <string>
#include <vector>

#include "sim/imap/session.h"

namespace popscope::sim::imap {

// What a command needs to run.
struct Run {
  Session& session;
  Store& store;
  Time now;
  Output& out;
};

const Mailbox& mailbox_of(const Store& store, const Selected& selected);
// A mailbox that somebody deleted under the session is not there any more.
bool mailbox_exists(const Store& store, const Selected& selected);
Mailbox& modify_mailbox(Run& run, const Selected& selected);

// A new view of a mailbox. What no session has been told of is recent in it; SELECT takes that
// away from the next session, EXAMINE does not (RFC 3501 section 2.3.2).
Selected select(Run& run, MaildropId maildrop, const Mailbox& mailbox, bool read_only);

std::uint32_t recent_count(const Selected& selected);

// The place of a UID in the view, from 0; the view's size when it is not there.
std::size_t place_of(const std::vector<ViewEntry>& view, Uid uid);

// True when the mailbox has changed since the client was last told.
bool has_news(const Store& store, const Selected& selected);

// Brings the view up to the mailbox and tells the client: EXPUNGE where it may be told, EXISTS,
// RECENT, FLAGS, FETCH of changed flags (RFC 9051 sections 5.2 and 7.5.1).
void tell_news(Run& run, News allowed);

// The flags of a message now, as the store has them; the entry takes them over, so that they are
// no news later. A message that is gone keeps its last ones.
Flags current_flags(const Mailbox& mailbox, ViewEntry& entry);

// Keywords that the client has not heard of are told before they are used (RFC 9051 section 7.3.5).
void tell_new_keywords(Run& run, Selected& selected);

}  // namespace popscope::sim::imap
