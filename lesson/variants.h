#pragma once
// A scenario with variants tells one story several times, each time with other settings of its
// devices: "POP3 removes", "POP3 leaves copies", "IMAP". That is a choice at its beginning.
#include "lesson/scenario.h"

namespace popscope::lesson {

// The same scenario without variants: its story is the choice. Nothing changes when it has none.
Scenario with_variants_as_choice(Scenario scenario);

}  // namespace popscope::lesson
