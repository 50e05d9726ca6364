#pragma once

// NAME.de.json beside NAME.json: the texts of a scenario in another language, by the ids of its
// entries. What it leaves out stays as the scenario has it. It changes words only; names (of
// devices, people and ways) and what is done stay, so that addresses and recordings hold.
//
//     { "popscope": "translation/1", "title": "Gelöscht wird bei QUIT",
//       "entries": { "marked": { "part": "markieren", "headline": "Nur vorgemerkt." } } }

#include <string>
#include <string_view>

#include "lesson/scenario.h"
#include "text/diagnostic.h"

namespace popscope::loader {

inline constexpr std::string_view kTranslationFormat = "translation/1";

// "mine.json", "de" -> "mine.de.json".
std::string translation_of(std::string_view path, std::string_view language);

// To be used only where no problem was added.
void translate(lesson::Scenario& scenario, std::string_view text, std::string_view file,
               text::Diagnostics& problems);

}  // namespace popscope::loader
