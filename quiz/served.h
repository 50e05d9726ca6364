#pragma once
// What a learner who is the server did with one command of a client.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/pop3/command_table.h"

namespace popscope::quiz {

struct Served {
  std::string reply{};                          // its first line
  std::optional<sim::pop3::StateKind> state{};  // that it leads to, where that is asked
  std::vector<std::uint32_t> removed{};         // message numbers, ascending, where that is asked
  friend bool operator==(const Served&, const Served&) = default;
};

}  // namespace popscope::quiz
