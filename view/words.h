#pragma once
// Small things that every panel words alike: times, durations, RFC sections. Figures only; what has
// words in it comes from the catalogue.
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/time.h"
#include "sim/session/session.h"
#include "sim/world/act.h"
#include "text/catalogue.h"

namespace popscope::view {

// A length of time, as long as it needs to be: "0.28 s", "12.40 s", "10 min 01 s", "2 h 05 min".
std::string duration_text(sim::Duration duration, const text::Catalogue& catalogue);

// A limit, without what is zero: "600 s" reads "10 min", "90 s" reads "1 min 30 s".
std::string limit_text(sim::Duration duration, const text::Catalogue& catalogue);

// What a message is called.
std::string subject_text(const sim::Message& message, const text::Catalogue& catalogue);

// "RFC 1939 section 5, DELE" -> "RFC 1939 § 5, DELE".
// " (1 deleted)": of what a device holds; empty for none.
std::string deleted_text(std::uint32_t count, const text::Catalogue& catalogue);

std::string section_text(std::string_view section);

// "Authorization": a state as the diagram and the ladder name it.
std::string state_text(sim::StateKind state, const text::Catalogue& catalogue);

// "settings.leave": which sentence tells what changed in a device's settings; what changes most is
// told first. Its arguments.
std::string setting_key(const sim::Set& change);
bool is_of_pop3(const sim::Set& change);  // means nothing to a device that uses IMAP
text::Arguments setting_arguments(const sim::Set& change, const text::Catalogue& catalogue);

// "retr", "uid_fetch": a word of an RFC in a key of the catalogue.
std::string in_key(std::string_view word);

// "Deleted, Seen": what takes a message away stands first. `keywords`: of its mailbox.
std::string flags_text(sim::Flags flags, const std::vector<std::string>& keywords,
                       const text::Catalogue& catalogue);

}  // namespace popscope::view
