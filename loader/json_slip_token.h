#pragma once

// The slips within one token: a text, a number, a word. Only json_slip uses it.

#include <optional>
#include <string_view>

#include "loader/json_slip.h"

namespace popscope::loader {

std::size_t skip_space(std::string_view text, std::size_t at);
std::string_view code_point_at(std::string_view text, std::size_t at);
std::string_view word_at(std::string_view text, std::size_t at);

bool is_digit(char c);
bool begins_word(char c);
bool begins_number(char c);
bool begins_value(char c);

// `at`: the opening quotation mark of a text that could not be read.
Slip slip_in_text(std::string_view text, std::size_t at);

// Single, typographic or back quotation marks in the place of ".
std::optional<Slip> other_quotes(std::string_view text, std::size_t at);

Slip slip_in_number(std::string_view text, std::size_t at);
Slip slip_in_word(std::string_view text, std::size_t at);

// `at`: what follows a number without any space: the ms of 10ms.
Slip glued_to_number(std::string_view text, std::size_t at);

}  // namespace popscope::loader
