#pragma once
// Small readings of our own state files: a field of an object, if it is there and of its kind. What
// a user writes by hand is read by tables with messages (loader/object_reader); these files are
// written by popscope alone, and whatever is odd in one is simply left out.

#include <optional>
#include <string>
#include <string_view>

#include "loader/json_tree.h"

namespace popscope::gui {

// The text as one object whose "popscope" is `format`; none otherwise.
std::optional<loader::Node> read_state_file(std::string_view source, std::string_view format);

std::optional<std::string> text_field_of(const loader::Node& object, std::string_view key);
std::optional<double> number_field_of(const loader::Node& object, std::string_view key);
std::optional<int> integer_field_of(const loader::Node& object, std::string_view key);
bool flag_of(const loader::Node& object, std::string_view key);
// The elements of a list; empty when there is none.
const loader::Array& list_of_field(const loader::Node& object, std::string_view key);

}  // namespace popscope::gui
