#pragma once

// Scenario files -> lesson::Scenario. The tables here and in scenario_story, scenario_claims are
// the format: checks, messages and the published schema are made from them. What only running tells
// (an `at` that names no later part, a claim that does not hold) lesson finds.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/compiled.h"
#include "lesson/scenario.h"
#include "loader/files.h"
#include "loader/object_reader.h"

namespace popscope::loader {

inline constexpr std::string_view kLessons = "scenarios/lessons/";
inline constexpr std::string_view kScenarioSchema = "scenarios/schema/scenario.schema.json";

// Table of the whole file, and of a scenario that stands within another one (a question's).
const ObjectTable<lesson::Scenario>& scenario_table();
const ObjectTable<lesson::Scenario>& scenario_within_table();

// Reads a scenario out of its text. `file` is what messages call it; its id is the file's stem.
// Null where the text could not be read to its end; to be used only where no problem was added.
std::shared_ptr<const lesson::Scenario> read_scenario(std::string_view text, std::string_view file,
                                                      const Surroundings& surroundings,
                                                      text::Diagnostics& problems);

// A scenario file with all that came of it. `text` is kept for showing the lines around a problem:
// of the scenario, or of its translation when that is at fault.
struct LoadedLesson {
  std::string text;
  std::shared_ptr<const lesson::Scenario> scenario;
  std::shared_ptr<const lesson::Compiled> compiled;  // null unless all is well
  text::Diagnostics problems;
  std::vector<std::string> beside;  // files in its folder that it was made from, or would have been
};

// `path` within the source; `shown` is what messages call it. Where the sentences are in another
// language (language_of), the scenario's translation into that is used, if it has one.
LoadedLesson load_lesson(const Source& source, const std::string& path, const std::string& shown,
                         const text::Catalogue& sentences);

// lessons/order.json: the ids of the lessons in the order in which they are meant.
std::vector<std::string> read_lesson_order(std::string_view text, std::string_view file,
                                           text::Diagnostics& problems);

// "scenarios/lessons/first-retrieval.json" -> "first-retrieval".
std::string id_of_file(std::string_view path);

// The published schema.
std::string scenario_schema(const text::Catalogue& sentences);

}  // namespace popscope::loader
