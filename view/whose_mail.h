#pragma once
// Whose mail is shown where two Worlds of one lesson stand side by side: one answer for all forms
// of the comparison.
#include <optional>

#include "sim/world/world.h"

namespace popscope::view {

bool same_held(const sim::Maildrop& a, const sim::Maildrop& b);  // the INBOX, and who has its lock

// The first maildrop whose messages are not the same; else whose other mailboxes; else whose lock.
// None: all are alike.
std::optional<sim::MaildropId> maildrop_that_differs(const sim::World& a, const sim::World& b);

}  // namespace popscope::view
