#pragma once

// Kinds of value that only scenarios have: sentences that may come from the catalogue, ids, octets
// given exactly, the start's date, a file beside the scenario.

#include <cstdint>
#include <string>

#include "lesson/scenario.h"
#include "loader/object_reader.h"
#include "sim/core/time.h"
#include "sim/device/account.h"

namespace popscope::loader {

// A text for the learner: inline, or { "text": "key of the catalogue" }.
Kind<std::string> sentence(std::int64_t max = kTextMax);

// The same, where the object around it is the one with `text`: words joined by dots are a key.
Kind<std::string> sentence_or_key(std::int64_t max = kTextMax);

// A name for links and `at`: letters, digits, '-' and '_', and no mere number (that is a step).
Kind<std::string> place_id();

// A text whose characters stand for octets, U+0000 to U+00FF.
Kind<std::string> exact_octets();

// A date and time in UTC: "2025-03-03 09:00".
Kind<sim::Time> date_and_time();

// The content of a file that is named relative to the scenario's folder.
Kind<std::string> content_of_file();

Kind<sim::Policy> policy();
Kind<std::uint32_t> leave_days();
Kind<std::uint64_t> fetch_limit();  // in octets; 0: none
Kind<sim::Preset> habits();
Kind<sim::Protocol> protocol();
Kind<std::uint16_t> port();
Kind<sim::Duration> check_interval();
const ObjectTable<lesson::FirewallSetup>& firewall_table();
Kind<sim::Duration> span_of_time(sim::Duration min, sim::Duration max);

}  // namespace popscope::loader
