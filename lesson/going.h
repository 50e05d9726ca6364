#pragma once
// How one goes through a Visit: in what strides, and up to what. Apart from the Visit, for those
// who only ask for it.
#include <cstdint>

namespace popscope::lesson {

// What is one stop: an exchange of command and reply, a line, or each segment of it.
enum class Grain : std::uint8_t { exchange, line, segment };

// What running on stops at: a reply that refuses, a change of state, a change of a maildrop.
enum class Until : std::uint8_t { refusal, state, maildrop };

}  // namespace popscope::lesson
