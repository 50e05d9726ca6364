#pragma once
// What is otherwise at a POP3 server, as far as sentences about it have to say something else: its
// faults, its policies, the ways of a real server. A sentence KEY has another, KEY.where.NAME, for
// a server where that circumstance holds.
#include <string>
#include <string_view>
#include <vector>

#include "sim/pop3/config.h"
#include "text/catalogue.h"

namespace popscope::view {

// Their names, in the order in which a sentence is looked for: "removes_at_dele", "retrieved_go".
std::vector<std::string_view> circumstances_of(const sim::pop3::Config& config);

// All that there are.
std::vector<std::string_view> all_circumstances();

// The key, or the one for the first of these circumstances that has a sentence of its own (one that
// ends with `part`: ".headline", or nothing).
std::string key_where(const std::string& key, const std::vector<std::string_view>& circumstances,
                      std::string_view part, const text::Catalogue& catalogue);

}  // namespace popscope::view
