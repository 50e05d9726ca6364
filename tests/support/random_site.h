#pragma once
// What a seed makes: people, devices and a server with some profile, some fault or none, offers and
// policies. What the scenario format can say is a scenario's text, so that popscope can open it;
// the rest is put into the World that this text compiles to.
#include <cstdint>
#include <optional>
#include <string>

#include "sim/pop3/profile.h"
#include "sim/world/world.h"

namespace popscope::sim::test {

struct RandomSite {
  std::string scenario;  // JSON; its story is one short wait

  // --- beyond the format ---
  pop3::Profile profile = pop3::Profile::strict;
  std::optional<std::size_t> fault;  // in pop3::fault_table()
  pop3::Offers offers;
  pop3::Policies policies;
};

RandomSite random_site(std::uint64_t seed);

// Before the World's first moment.
void put_beyond_the_format(const RandomSite& site, World& world);
// The same in words, for a failure's message; empty when there is nothing.
std::string beyond_the_format(const RandomSite& site);

}  // namespace popscope::sim::test
