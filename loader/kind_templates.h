#pragma once

// The templates that loader/kind.h declares.

#include <algorithm>

#include "loader/kind.h"

namespace popscope::loader {

inline ShapePtr shape_of(Shape shape) { return std::make_shared<const Shape>(std::move(shape)); }

// Reports a list or map that is too short or too long.
bool size_is_right(const Shape& shape, const Node& node, std::size_t size, Reading& reading);

template <typename T>
Kind<T> words(std::vector<std::pair<std::string, T>> permitted) {
  Shape shape;
  shape.form = Shape::Form::words;
  for (const auto& word : permitted) shape.words.push_back(word.first);
  const ShapePtr shared = shape_of(std::move(shape));
  return Kind<T>(
      shared, [shared, permitted](const Node& node, Reading& reading) -> std::optional<T> {
        const std::string& word = std::get<std::string>(node.value);
        const auto found = std::find_if(permitted.begin(), permitted.end(),
                                        [&](const auto& each) { return each.first == word; });
        if (found != permitted.end()) return found->second;
        report_word(*shared, node, word, reading);
        return std::nullopt;
      });
}

template <typename T>
Kind<std::vector<T>> list_of(Kind<T> element, std::int64_t min, std::int64_t max) {
  Shape shape;
  shape.form = Shape::Form::list;
  shape.min = min;
  shape.max = max;
  shape.parts = {element.shape()};
  const ShapePtr shared = shape_of(std::move(shape));
  using List = std::vector<T>;
  return Kind<List>(shared,
                    [shared, element](const Node& node, Reading& reading) -> std::optional<List> {
                      const Array& nodes = std::get<Array>(node.value);
                      if (!size_is_right(*shared, node, nodes.size(), reading)) return std::nullopt;
                      List list;
                      for (std::size_t i = 0; i < nodes.size(); ++i) {
                        const Reading::Step step(reading, i);
                        if (std::optional<T> value = element.read(nodes[i], reading)) {
                          list.push_back(std::move(*value));
                        }
                      }
                      return list;
                    });
}

template <typename T>
Kind<std::vector<std::pair<std::string, T>>> map_of(std::string what, Kind<T> value_kind) {
  Shape shape;
  shape.form = Shape::Form::map;
  shape.min = 1;
  shape.max = kListMax;
  shape.parts = {value_kind.shape()};
  const ShapePtr shared = shape_of(std::move(shape));
  using Map = std::vector<std::pair<std::string, T>>;
  return Kind<Map>(
      shared, [shared, what, value_kind](const Node& node, Reading& reading) -> std::optional<Map> {
        const Object& members = std::get<Object>(node.value);
        if (!size_is_right(*shared, node, members.size(), reading)) return std::nullopt;
        Map map;
        for (const Member& member : members) {
          const Reading::Step step(reading, member.key, nullptr);
          if (!what.empty()) reading.use_name(what, member.key, member.key_place);
          if (std::optional<T> value = value_kind.read(member.value, reading)) {
            map.emplace_back(member.key, std::move(*value));
          }
        }
        return map;
      });
}

template <typename T>
Kind<T> object(const ObjectTable<T>& (*table)()) {
  Shape shape;
  shape.form = Shape::Form::object;
  shape.table = [table]() -> const TableShape& { return table().shape(); };
  return Kind<T>(shape_of(std::move(shape)),
                 [table](const Node& node, Reading& reading) -> std::optional<T> {
                   return table().read(node, reading);
                 });
}

template <typename T>
Kind<T> either(std::vector<Kind<T>> alternatives) {
  Shape shape;
  shape.form = Shape::Form::either;
  for (const Kind<T>& each : alternatives) shape.parts.push_back(each.shape());
  return Kind<T>(shape_of(std::move(shape)),
                 [alternatives](const Node& node, Reading& reading) -> std::optional<T> {
                   for (const Kind<T>& each : alternatives) {
                     if (accepts(*each.shape(), kind_of(node))) return each.read(node, reading);
                   }
                   return std::nullopt;
                 });
}

template <typename T>
Kind<std::optional<T>> or_null(Kind<T> kind) {
  Shape null;
  null.form = Shape::Form::null;
  using Maybe = std::optional<T>;
  const Kind<Maybe> nothing(shape_of(std::move(null)),
                            [](const Node&, Reading&) { return std::optional<Maybe>(Maybe()); });
  return either<Maybe>({kind.then([](T value) { return Maybe(std::move(value)); }), nothing});
}

}  // namespace popscope::loader
