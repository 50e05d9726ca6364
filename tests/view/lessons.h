#pragma once
// Visits that tests of views look at.
#include <string>

#include "lesson/visit.h"

namespace popscope::test {

// The lesson of the drawings, with a laptop only.
lesson::Visit deletion();
// ... standing at an address. Questions and tries on the way there count as skipped.
lesson::Visit deletion_at(const std::string& address);

// The other drawing: the laptop leaves (by QUIT, or its cable is cut), then the phone logs in.
lesson::Visit two_devices();

// `messages` in the maildrop, all of them listed, some marked.
lesson::Visit many_messages(std::uint32_t messages);

// A single session of so many STATs.
lesson::Visit long_session(std::uint32_t commands);

// A laptop and a phone that read INBOX by IMAP, the phone with TLS and IDLE and every 15 minutes,
// beside a POP3 reader with TLS. Flags are set, a message is expunged while the laptop's session
// has not been told, a message arrives.
lesson::Visit imap_beside_pop3();

void open_at(lesson::Visit& visit, const std::string& address);

}  // namespace popscope::test
