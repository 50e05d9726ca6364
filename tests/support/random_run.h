#pragma once
// Runs a World under inputs with somebody who looks at every moment; the same inputs give the same
// failure, and a few of them are often enough for it.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/random_inputs.h"

namespace popscope::sim::test {

// Who looks: at each moment (typed: it is what somebody typed), and at the end.
struct Looker {
  std::function<std::optional<std::string>(const World&, const Events&, bool typed)> look;
  std::function<std::optional<std::string>(const World&)> look_at_the_end;
};
using NewLooker = std::function<Looker(const World& start)>;
Looker world_watch(const World& start);  // WorldWatch

struct Ran {
  std::vector<Given> given;
  std::optional<std::string> wrong;
  bool in_silence = false;  // ... and only behind the last input, when time passed
  std::uint32_t moments = 0;
  World end;  // behind the last of the inputs, or where something was wrong
};

Ran run_random(World start, std::uint64_t seed, std::size_t inputs, const NewLooker& looker);
Ran run_given(World start, const std::vector<Given>& given, const NewLooker& looker);

// The short list that still fails; whoever does what it says, moment by moment, sees it fail.
std::vector<Given> shrunk(const World& start, std::vector<Given> given, const NewLooker& looker);

}  // namespace popscope::sim::test
