#pragma once
// Checks that stay on in every build: a broken promise inside the simulation is a programmer's
// mistake, and going on would show a learner something untrue.

namespace popscope::sim {

[[noreturn]] void check_failed(const char* what, const char* file, int line);

}  // namespace popscope::sim

#define POPSCOPE_CHECK(condition)                                                  \
  ((condition) ? static_cast<void>(0)                                              \
               : ::popscope::sim::check_failed(#condition, __FILE__, __LINE__))
