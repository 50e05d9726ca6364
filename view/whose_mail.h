#pragma once
// Whose mail is shown where two Worlds of one lesson stand side by side: one answer for all forms
// of the comparison. A message that arrives behind the place where the two part is made on each
// side anew, so messages are compared by what they say.

#include "sim/world/world.h"

namespace popscope::view {

bool same_mail(const sim::Maildrop& a, const sim::Maildrop& b);  // in all its mailboxes
bool same_held(const sim::Maildrop& a, const sim::Maildrop& b);  // ... and who has the lock

// The first maildrop whose mail is not the same; else whose lock; else the first.
sim::MaildropId maildrop_to_compare(const sim::World& a, const sim::World& b);

}  // namespace popscope::view
