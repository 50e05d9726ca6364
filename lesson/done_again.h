#pragma once
// What became of a branch's inputs when they were done again, and where a place among them is now.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace popscope::lesson {

// The moment of each that could be done.
struct DoneAgain {
  std::uint32_t fork = 0;
  std::vector<std::optional<std::uint32_t>> inputs;
};

// So many moments behind the n-th input (0: behind the fork), but not beyond the next one.
inline std::uint32_t behind_input(const DoneAgain& done, std::uint32_t nth, std::uint32_t beyond,
                                  std::uint32_t end) {
  nth = std::min(nth, static_cast<std::uint32_t>(done.inputs.size()));
  std::uint32_t last = end;
  for (std::size_t i = nth; i < done.inputs.size(); ++i) {
    if (!done.inputs[i]) continue;
    last = std::min(last, *done.inputs[i] - 1);
    break;
  }
  if (nth > 0 && !done.inputs[nth - 1]) return last;  // as much as there is of what came before
  const std::uint32_t from = nth == 0 ? done.fork : *done.inputs[nth - 1];
  return from >= last ? last : from + std::min(beyond, last - from);
}

}  // namespace popscope::lesson
