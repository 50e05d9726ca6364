#pragma once
// What CAPA lists (RFC 2449 section 5): the table's tags as far as they are offered and may be
// used, and what the server does as a whole.
#include <string>

#include "sim/pop3/session.h"

namespace popscope::sim::pop3 {

// The lines, each with CRLF. What is announced in AUTHORIZATION is announced in TRANSACTION, too
// (RFC 2449 section 5); but STLS only where it is permitted (RFC 2595 section 4), and a mechanism
// or USER only where the site takes it.
std::string capabilities(const Session& session);

}  // namespace popscope::sim::pop3
