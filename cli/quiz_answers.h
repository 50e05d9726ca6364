#pragma once
// What a learner types as an answer, read with goodwill: letters or numbers of options as they are
// shown, in any case and with anything between them; pairs; an option's own words; a number with
// its unit.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quiz/attempt.h"
#include "text/catalogue.h"
#include "view/quiz_lab.h"

namespace popscope::cli {

// None: it cannot be meant as an answer to this question.
std::optional<quiz::Answer> read_answer(const quiz::Shown& shown, std::string_view line);

// "B"; what is shown at the n-th place, from 0.
std::string letter(std::size_t place);
// The letter under which an option, a right-hand side or an item is shown.
std::string letter_of(const quiz::Shown& shown, std::uint32_t index);

// The answer as one would type it.
std::string written(const quiz::Shown& shown, const quiz::Answer& answer);

// The steps among which a spot question lets choose; its run is told for it.
std::vector<view::SessionRow> rows_to_choose(const quiz::Question& question,
                                             const text::Catalogue& catalogue);

}  // namespace popscope::cli
