#pragma once
// A number that a World can be asked for: what a numeric question asks, measured.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/world/world.h"

namespace popscope::quiz {

struct Measure {
  enum class What : std::uint8_t {
    messages_on_server, octets_on_server,  // of a person
    messages_on_device, octets_on_device,
    marked,                                // by the device's session
    port,                                  // of the device's latest connection
    connections,                           // that the device has opened
    first_number_of_reply, second_number_of_reply,  // of the last reply to the device
  };
  What what = What::messages_on_server;
  std::string of;                          // the person or the device
};
inline constexpr int kMeasures = 9;
std::string_view to_text(Measure::What what);  // as in a file: "messages on server"
bool is_of_person(Measure::What what);

// None where there is nothing to measure: no connection, no such number in the reply.
std::optional<std::int64_t> measured(const Measure& measure, const sim::World& world);

}  // namespace popscope::quiz
