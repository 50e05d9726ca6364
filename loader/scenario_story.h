#pragma once

// The tables of a story: entries with their acts, asks, notes; and of a message, which a story may
// deliver.

#include <vector>

#include "lesson/scenario.h"
#include "loader/object_reader.h"

namespace popscope::loader {

Kind<lesson::Mail> mail();
Kind<std::vector<lesson::Entry>> story();
const ObjectTable<lesson::Variant>& variant_table();
const ObjectTable<lesson::SetAct>& set_table();

// What may be left out in a file with one person or one device: fills it in, or reports that it
// must be there. Runs when the whole scenario is read.
void complete_story(lesson::Scenario& scenario, Reading& reading);

}  // namespace popscope::loader
