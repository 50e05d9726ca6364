#include "loader/shape.h"

#include <algorithm>

#include "loader/duration.h"
#include "loader/json_write.h"

namespace popscope::loader {
namespace {

std::string quoted_list(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) {
    if (!result.empty()) result += ", ";
    result += json_text(word);
  }
  return result;
}

// What a table needs at least: { "name": "sarah" }.
std::string example_of_table(const TableShape& table) {
  std::string pairs;
  const auto add = [&](const KeyShape& key) {
    if (!pairs.empty()) pairs += ", ";
    pairs += json_text(key.name) + ": " + example_of(key);
  };
  for (const KeyShape& key : table.keys) {
    if (key.required) add(key);
  }
  for (const OneOfRule& rule : table.one_of) {
    if (const KeyShape* first = table.find(rule.keys.front())) add(*first);
  }
  for (const NeedsRule& rule : table.needs) {
    const KeyShape* needed = table.find(rule.needed);
    if (needed != nullptr && pairs.find(json_text(rule.key)) != std::string::npos) add(*needed);
  }
  if (pairs.empty() && !table.keys.empty()) add(table.keys.front());
  return "{ " + pairs + " }";
}

std::string_view sentence_of(const Shape& shape) {
  switch (shape.form) {
    case Shape::Form::text:
      return "kind.text";
    case Shape::Form::words:
      return shape.words.size() == 1 ? "kind.word" : "kind.words";
    case Shape::Form::integer:
      return "kind.integer";
    case Shape::Form::boolean:
      return "kind.boolean";
    case Shape::Form::duration:
      return "kind.duration";
    case Shape::Form::null:
      return "kind.null";
    case Shape::Form::list:
      return "kind.list";
    case Shape::Form::map:
      return "kind.object";
    case Shape::Form::object:
      return "kind.object";
    case Shape::Form::either:
      return "";
  }
  return "";
}

}  // namespace

const KeyShape* TableShape::find(std::string_view key) const {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const KeyShape& each) { return each.name == key; });
  return found == keys.end() ? nullptr : &*found;
}

std::vector<std::string> TableShape::key_names() const {
  std::vector<std::string> names;
  for (const KeyShape& key : keys) names.push_back(key.name);
  return names;
}

bool accepts(const Shape& shape, NodeKind kind) {
  switch (shape.form) {
    case Shape::Form::text:
    case Shape::Form::words:
    case Shape::Form::duration:
      return kind == NodeKind::text;
    case Shape::Form::integer:
      return kind == NodeKind::integer;
    case Shape::Form::boolean:
      return kind == NodeKind::boolean;
    case Shape::Form::null:
      return kind == NodeKind::null;
    case Shape::Form::list:
      return kind == NodeKind::array;
    case Shape::Form::map:
    case Shape::Form::object:
      return kind == NodeKind::object;
    case Shape::Form::either:
      return std::any_of(shape.parts.begin(), shape.parts.end(),
                         [&](const ShapePtr& part) { return accepts(*part, kind); });
  }
  return false;
}

std::string expected_keys(const Shape& shape, text::Arguments& arguments) {
  if (shape.form == Shape::Form::either) {
    std::string all;
    for (const ShapePtr& part : shape.parts) {
      if (!all.empty()) all += ' ';
      all += expected_keys(*part, arguments);
    }
    return all;
  }
  if (shape.form == Shape::Form::integer) {
    arguments.push_back(text::number("min", shape.min));
    arguments.push_back(text::number("max", shape.max));
  } else if (shape.form == Shape::Form::duration) {
    arguments.push_back(text::plain("min", duration_text(shape.min)));
    arguments.push_back(text::plain("max", duration_text(shape.max)));
  } else if (shape.form == Shape::Form::words) {
    arguments.push_back(text::plain("words", quoted_list(shape.words)));
  }
  return std::string(sentence_of(shape));
}

std::string example_of(const Shape& shape) {
  if (!shape.example.empty()) return shape.example;
  switch (shape.form) {
    case Shape::Form::text:
      return "\"...\"";
    case Shape::Form::words:
      return json_text(shape.words.front());
    case Shape::Form::integer:
      return std::to_string(std::max<std::int64_t>(shape.min, 1));
    case Shape::Form::boolean:
      return "true";
    case Shape::Form::duration:
      return json_text(duration_text(std::max<std::int64_t>(shape.min, 1'000'000)));
    case Shape::Form::null:
      return "null";
    case Shape::Form::list:
      return "[" + example_of(*shape.parts.front()) + "]";
    case Shape::Form::map:
      return "{ \"...\": " + example_of(*shape.parts.front()) + " }";
    case Shape::Form::object:
      return example_of_table(shape.table());
    case Shape::Form::either:
      return example_of(*shape.parts.front());
  }
  return {};
}

std::string example_of(const KeyShape& key) {
  return key.example.empty() ? example_of(*key.shape) : key.example;
}

}  // namespace popscope::loader
