#include "loader/kind.h"

#include <algorithm>

#include "loader/duration.h"
#include "text/suggest.h"

namespace popscope::loader {
namespace {

Shape ranged(Shape::Form form, std::int64_t min, std::int64_t max) {
  Shape shape;
  shape.form = form;
  shape.min = min;
  shape.max = max;
  return shape;
}

bool has_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Kind<std::string> text_kind(Shape shape) {
  const ShapePtr shared = shape_of(std::move(shape));
  return Kind<std::string>(
      shared, [shared](const Node& node, Reading& reading) -> std::optional<std::string> {
        const std::string& text = std::get<std::string>(node.value);
        const auto length = static_cast<std::int64_t>(count_code_points(text));
        if (length < shared->min) {
          reading.report_range(*shared, node, "diagnostic.text_empty");
        } else if (length > shared->max) {
          reading.report_range(*shared, node, "diagnostic.text_too_long");
        } else if (shared->one_line && has_control_characters(text)) {
          reading.report_range(*shared, node, "diagnostic.text_not_one_line");
        } else {
          return text;
        }
        return std::nullopt;
      });
}

std::string_view code_of(DurationFault fault) {
  switch (fault) {
    case DurationFault::no_number:
      return "diagnostic.duration.no_number";
    case DurationFault::no_unit:
      return "diagnostic.duration.no_unit_in_text";
    case DurationFault::unknown_unit:
      return "diagnostic.duration.unknown_unit";
    case DurationFault::too_fine:
      return "diagnostic.duration.too_fine";
    case DurationFault::too_long:
      return "diagnostic.too_big";
  }
  return "";
}

}  // namespace

Kind<std::string> text_of(std::int64_t min, std::int64_t max) {
  return text_kind(ranged(Shape::Form::text, min, max));
}

Kind<std::string> line_of(std::int64_t min, std::int64_t max) {
  Shape shape = ranged(Shape::Form::text, min, max);
  shape.one_line = true;
  return text_kind(std::move(shape));
}

Kind<std::int64_t> integer(std::int64_t min, std::int64_t max) {
  const ShapePtr shape = shape_of(ranged(Shape::Form::integer, min, max));
  return Kind<std::int64_t>(
      shape, [shape](const Node& node, Reading& reading) -> std::optional<std::int64_t> {
        const std::int64_t* value = std::get_if<std::int64_t>(&node.value);
        if (value == nullptr || *value > shape->max) {
          reading.report_range(*shape, node, "diagnostic.too_big");
        } else if (*value < shape->min) {
          reading.report_range(*shape, node, "diagnostic.too_small");
        } else {
          return *value;
        }
        return std::nullopt;
      });
}

Kind<bool> boolean() {
  return Kind<bool>(
      shape_of(ranged(Shape::Form::boolean, 0, 0)),
      [](const Node& node, Reading&) -> std::optional<bool> { return std::get<bool>(node.value); });
}

Kind<std::int64_t> duration(std::int64_t min_us, std::int64_t max_us) {
  const ShapePtr shape = shape_of(ranged(Shape::Form::duration, min_us, max_us));
  return Kind<std::int64_t>(
      shape, [shape](const Node& node, Reading& reading) -> std::optional<std::int64_t> {
        const auto parsed = parse_duration(std::get<std::string>(node.value));
        const std::int64_t* us = std::get_if<std::int64_t>(&parsed);
        if (us == nullptr) {
          reading.report_range(*shape, node, code_of(std::get<DurationFault>(parsed)));
        } else if (*us < shape->min) {
          reading.report_range(*shape, node, "diagnostic.too_small");
        } else if (*us > shape->max) {
          reading.report_range(*shape, node, "diagnostic.too_big");
        } else {
          return *us;
        }
        return std::nullopt;
      });
}

Kind<std::string> new_name(std::string what) {
  return line_of(1, 80).refined(
      [what](std::string name, const Node& node, Reading& reading) -> std::optional<std::string> {
        reading.give_name(what, name, node.place);
        return name;
      });
}

Kind<std::string> name_of(std::string what) {
  return line_of(1, 80).refined(
      [what](std::string name, const Node& node, Reading& reading) -> std::optional<std::string> {
        reading.use_name(what, name, node.place);
        return name;
      });
}

void report_word(const Shape& shape, const Node& node, const std::string& word, Reading& reading) {
  text::Arguments arguments = reading.about(shape, node);
  const std::optional<std::string> near = text::nearest(word, shape.words);
  // Which of several was meant nobody knows: to name one would advise it.
  arguments.push_back(text::number("count", static_cast<std::int64_t>(shape.words.size())));
  if (near) arguments.push_back(text::plain("nearest", *near));
  reading.report(near ? "diagnostic.misspelt_word" : "diagnostic.unknown_word",
                 std::move(arguments), node.place);
}

bool size_is_right(const Shape& shape, const Node& node, std::size_t size, Reading& reading) {
  const auto count = static_cast<std::int64_t>(size);
  if (count < shape.min) {
    reading.report_range(shape, node, "diagnostic.list_too_short");
  } else if (count > shape.max) {
    reading.report_range(shape, node, "diagnostic.list_too_long");
  } else {
    return true;
  }
  return false;
}

}  // namespace popscope::loader
