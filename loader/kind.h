#pragma once

// A kind of value: its shape, and how it becomes a C++ value. Kinds are built from smaller ones and
// are cheap to copy. They know the Reading that they report to, and no file.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "loader/json_tree.h"
#include "loader/reading.h"
#include "loader/shape.h"

namespace popscope::loader {

template <typename T>
class ObjectTable;

template <typename T>
class Kind {
 public:
  // Nothing where the node was at fault; then it has been reported.
  using Reader = std::function<std::optional<T>(const Node&, Reading&)>;

  Kind(ShapePtr shape, Reader reader) : shape_(std::move(shape)), reader_(std::move(reader)) {}

  const ShapePtr& shape() const { return shape_; }

  std::optional<T> read(const Node& node, Reading& reading) const {
    if (node.refused) return std::nullopt;
    if (!accepts(*shape_, kind_of(node))) {
      reading.report_kind(*shape_, node);
      return std::nullopt;
    }
    return reader_(node, reading);
  }

  // The value turned into another: function(T) -> U.
  template <typename Function>
  auto then(Function function) const {
    using U = std::decay_t<std::invoke_result_t<Function, T>>;
    return Kind<U>(shape_, [inner = *this, function](const Node& node, Reading& reading) {
      std::optional<T> value = inner.read(node, reading);
      return value ? std::optional<U>(function(std::move(*value))) : std::nullopt;
    });
  }

  // The value turned into another or refused: function(T, node, reading) -> optional<U>, which
  // reports what it refuses.
  template <typename Function>
  auto refined(Function function) const {
    using Result = std::invoke_result_t<Function, T, const Node&, Reading&>;
    using U = typename Result::value_type;
    return Kind<U>(shape_, [inner = *this, function](const Node& node, Reading& reading) {
      std::optional<T> value = inner.read(node, reading);
      return value ? function(std::move(*value), node, reading) : std::nullopt;
    });
  }

  // An example of its own, as JSON.
  Kind with_example(std::string json) const {
    Shape shape = *shape_;
    shape.example = std::move(json);
    return Kind(std::make_shared<const Shape>(std::move(shape)), reader_);
  }

 private:
  ShapePtr shape_;
  Reader reader_;
};

// No sentence, name or line in a scenario is longer; a message's body may be.
inline constexpr std::int64_t kTextMax = 10'000;
inline constexpr std::int64_t kListMax = 10'000;

Kind<std::string> text_of(std::int64_t min = 0, std::int64_t max = kTextMax);
Kind<std::string> line_of(std::int64_t min = 1, std::int64_t max = 200);  // no line breaks
Kind<std::int64_t> integer(std::int64_t min, std::int64_t max);
Kind<bool> boolean();
Kind<std::int64_t> duration(std::int64_t min_us, std::int64_t max_us);

// A name that others refer to, and such a reference; `what` is a key of the catalogue.
Kind<std::string> new_name(std::string what);
Kind<std::string> name_of(std::string what);

// One of these words.
template <typename T>
Kind<T> words(std::vector<std::pair<std::string, T>> permitted);

// What `words` does with a text that is none of them.
void report_word(const Shape& shape, const Node& node, const std::string& word, Reading& reading);

template <typename T>
Kind<std::vector<T>> list_of(Kind<T> element, std::int64_t min = 0, std::int64_t max = kListMax);

// An object whose keys are names of the author's; `what` as for name_of ("" = any name).
template <typename T>
Kind<std::vector<std::pair<std::string, T>>> map_of(std::string what, Kind<T> value);

// The object that a table describes. Takes the function, so that a table may contain itself.
template <typename T>
Kind<T> object(const ObjectTable<T>& (*table)());

// The first alternative that takes this kind of node.
template <typename T>
Kind<T> either(std::vector<Kind<T>> alternatives);

template <typename T>
Kind<std::optional<T>> or_null(Kind<T> kind);

}  // namespace popscope::loader

#include "loader/kind_templates.h"
