#pragma once
// The World that a scenario describes, before its story: one server, a maildrop for each person
// with the mail that is there at the start, a device for each set-up. The story is not its business
// (compile adds it).
#include <cstdint>
#include <string>
#include <vector>

#include "lesson/complaint.h"
#include "lesson/scenario.h"
#include "sim/mail/message.h"
#include "sim/world/world.h"

namespace popscope::lesson {

std::vector<std::string> names_of(const std::vector<Person>& people);
std::vector<std::string> names_of(const std::vector<DeviceSetup>& devices);

// `number` counts a person's mail from 0, so that a message does not change when another person's
// mail does.
sim::MessagePtr make_message(const Scenario& scenario, const Mail& mail, const std::string& person,
                             std::uint32_t number, sim::Time date, std::uint64_t identity,
                             Complaints& complaints);

sim::World start_world(const Scenario& scenario, Complaints& complaints);

}  // namespace popscope::lesson
