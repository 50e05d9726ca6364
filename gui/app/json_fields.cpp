#include "gui/app/json_fields.h"

#include <limits>

namespace popscope::gui {
namespace {

const loader::Node* field(const loader::Node& node, std::string_view key) {
  const auto* object = std::get_if<loader::Object>(&node.value);
  const loader::Member* member = object == nullptr ? nullptr : find_member(*object, key);
  return member == nullptr ? nullptr : &member->value;
}

template <class T>
const T* value_of(const loader::Node& node, std::string_view key) {
  const loader::Node* found = field(node, key);
  return found == nullptr ? nullptr : std::get_if<T>(&found->value);
}

}  // namespace

std::optional<loader::Node> read_state_file(std::string_view source, std::string_view format) {
  text::Diagnostics problems;
  std::optional<loader::Node> tree = loader::read_json(source, "", problems);
  if (!tree || !problems.empty()) return std::nullopt;
  if (text_field_of(*tree, "popscope") != std::string(format)) return std::nullopt;
  return tree;
}

std::optional<std::string> text_field_of(const loader::Node& object, std::string_view key) {
  const auto* value = value_of<std::string>(object, key);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<double> number_field_of(const loader::Node& object, std::string_view key) {
  if (const auto* real = value_of<double>(object, key)) return *real;
  if (const auto* whole = value_of<std::int64_t>(object, key)) return static_cast<double>(*whole);
  return std::nullopt;
}

std::optional<int> integer_field_of(const loader::Node& object, std::string_view key) {
  const auto* whole = value_of<std::int64_t>(object, key);
  if (whole == nullptr || *whole > std::numeric_limits<int>::max() ||
      *whole < std::numeric_limits<int>::min()) {
    return std::nullopt;
  }
  return static_cast<int>(*whole);
}

bool flag_of(const loader::Node& object, std::string_view key) {
  const bool* value = value_of<bool>(object, key);
  return value != nullptr && *value;
}

const loader::Array& list_of_field(const loader::Node& object, std::string_view key) {
  static const loader::Array none;
  const auto* value = value_of<loader::Array>(object, key);
  return value == nullptr ? none : *value;
}

}  // namespace popscope::gui
