#pragma once

// The tables of what a scenario claims: `expect`, and the `when` of an answer.

#include "lesson/scenario.h"
#include "loader/object_reader.h"

namespace popscope::loader {

const ObjectTable<lesson::Condition>& condition_table();

}  // namespace popscope::loader
