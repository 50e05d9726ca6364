#pragma once
// One maildrop (IMAP's INBOX) three times side by side: on the server, as the session sees it, and
// what will be left: after QUIT, or with IMAP after EXPUNGE or CLOSE. Built for a window of rows: a
// maildrop may hold thousands.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "lesson/forward.h"
#include "text/catalogue.h"
#include "view/selection.h"

namespace popscope::view {

enum class Presence : std::uint8_t {
  there, marked, removed,             // marked: by DELE; with IMAP flagged \\Deleted
  moved,                              // IMAP: out of this mailbox, into another one
  not_seen,                           // arrived after login, or no session looks
  not_told,                           // IMAP: gone from the server, the session has not said so
  unknown,                            // hidden by an open question: "?"
};

struct MaildropRow {
  std::string number;       // the session's message number or sequence number, or empty
  std::string subject;
  std::string unique_id;    // POP3's; with IMAP, too, what selects the row
  std::string uid;          // IMAP: "UID 3"
  std::string octets;       // "1,320"
  Presence on_server = Presence::there;
  Presence in_session = Presence::not_seen;
  Presence after = Presence::there;
  std::string server_flags;   // IMAP: "Deleted, Seen"; empty: none
  std::string session_flags;  // ... as its client was told last
  bool flagged_deleted = false;  // IMAP: with \\Deleted, on the server; with or without a session
  bool selected = false;
  bool changed = false;     // by the cursor's step
};

struct MaildropView {
  std::string heading;      // "Maildrop of sarah"
  std::string lock;         // "locked by Laptop, session 1"; empty: not locked
  std::string note;         // "unique-id, octets": what stands below a subject; or what is special
  std::string after;        // heading of the last column: "After QUIT"
  std::uint32_t row_count = 0;                    // in all
  std::uint32_t first_row = 0;                    // of `rows`
  std::vector<MaildropRow> rows;
  std::optional<std::uint32_t> changed_row;       // the first that the cursor's step changed
  std::optional<std::uint32_t> marked_row;        // the first that is marked
  // Where to look: what the step changed; else what its command names; else what is selected.
  std::optional<std::uint32_t> looked_at_row;
  std::uint32_t on_server = 0;                    // how many are there
  std::string count_server, count_session, count_after;   // "3"
  std::vector<std::string> maildrops;   // all, to choose from
  std::uint32_t chosen = 0;
  bool imap = false;        // the chosen session's protocol
  bool session = false;     // a session looks at it: else the two columns are empty
  std::string empty;
};

MaildropView maildrop(const lesson::Visit& visit, const Selection& selection,
                      const text::Catalogue& catalogue, std::uint32_t first_row = 0,
                      std::uint32_t rows = std::numeric_limits<std::uint32_t>::max());

}  // namespace popscope::view
