#pragma once
// The keys that say how a POP3 server is set up: of a scenario's server, and of what a quiz changes
// there.
#include <vector>

#include "lesson/pop3_setup.h"
#include "loader/object_reader.h"

namespace popscope::loader {

Kind<sim::pop3::Profile> profile();
Kind<sim::pop3::Offers> offers();
const ObjectTable<lesson::PolicySetup>& policies_table();
Kind<std::vector<sim::pop3::Fault>> faults();
Kind<sim::Duration> autologout();

template <typename Setup>
ObjectTable<Setup> with_pop3(ObjectTable<Setup> table) {
  table.optional("profile", profile(), &Setup::profile, R"("dovecot")")
      .optional("offers", offers(), &Setup::offers, R"(["STLS", "AUTH PLAIN"])")
      .optional("apop", boolean(), &Setup::apop)
      .optional("policy", object(policies_table), &Setup::policy)
      .optional("autologout", autologout(), &Setup::autologout, R"("10min")")
      .optional("faults", faults(), &Setup::faults, R"(["removes at DELE"])");
  return table;
}

}  // namespace popscope::loader
