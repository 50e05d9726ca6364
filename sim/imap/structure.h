#pragma once
// What FETCH says of a message without sending it: ENVELOPE, BODY and BODYSTRUCTURE
// (RFC 9051 section 7.5.2). Knows no session.
#include <string>
#include <string_view>

#include "sim/mail/mime.h"

namespace popscope::sim::imap {

void append_envelope(std::string& out, std::string_view header);

// `extensible`: BODYSTRUCTURE; otherwise BODY.
void append_structure(std::string& out, const MimePart& part, bool extensible);

}  // namespace popscope::sim::imap
