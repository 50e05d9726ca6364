#pragma once

// The tables of a question's run: which scenario, what is changed in it, what is shown of it.

#include "loader/object_reader.h"
#include "quiz/question.h"

namespace popscope::loader {

// Names that are known within one question only.
inline constexpr const char* kPerson = "name.person";
inline constexpr const char* kWay = "name.way";
inline constexpr const char* kParameterOption = "name.parameter_option";

const ObjectTable<quiz::Run>& run_table();

// A spot of a run: an address, or the beginning of a line.
Kind<std::string> spot();

// Options of parameters, by their names.
Kind<std::vector<std::string>> parameter_options();

// What may be left out where there is one device or one person: of entries that are told behind the
// run's story.
void complete_behind(const quiz::Run& run, std::vector<lesson::Entry>& story, Reading& reading);

}  // namespace popscope::loader
