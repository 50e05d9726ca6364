#pragma once

// Objects by table: one row a key. The table is the check, the message about a breach and the
// published schema at once, so that they cannot differ.
//
//     struct Mail { std::string subject; std::uint64_t octets = 0; };
//     struct Person { std::string name; std::vector<Mail> mail; lesson::Where where; };
//
//     const ObjectTable<Mail>& mail_table() {
//       static const ObjectTable<Mail> table =
//           ObjectTable<Mail>("scenario.mail")
//               .required("subject", line_of(), &Mail::subject, R"("Lunch on Friday?")")
//               .optional("octets", integer(1, 50'000'000), &Mail::octets, "1320");
//       return table;
//     }
//
//     // "Invoice 4471" is short for { "subject": "Invoice 4471" }.
//     const Kind<Mail> kMail = either<Mail>(
//         {line_of().then([](std::string subject) { return Mail{subject}; }), object(mail_table)});
//
//     const ObjectTable<Person>& person_table() {
//       static const ObjectTable<Person> table =
//           ObjectTable<Person>("scenario.person")
//               .required("name", new_name("name.person"), &Person::name, R"("sarah")")
//               .optional("mail", list_of(kMail), &Person::mail)
//               .placed(&Person::where);
//       return table;
//     }
//
//     text::Diagnostics problems;
//     std::optional<Person> person = read_file_as(person_table(), source, "p.json", problems);
//
// Keys and the table are described by sentences: schema.scenario.mail, schema.scenario.mail.octets.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "loader/kind.h"

namespace popscope::loader {

// What the checks of a table found out about one object.
struct TableCheck {
  const TableShape& shape;
  const Node& node;

  // Reports unknown keys, missing ones, and breaches of the rules.
  void run(Reading& reading) const;
};

template <typename T>
class ObjectTable {
 public:
  explicit ObjectTable(std::string name) { shape_.name = std::move(name); }

  // `target`: a member of T, or a function (T&, V).
  template <typename V, typename Target>
  ObjectTable& required(std::string key, Kind<V> kind, Target target, std::string example = "") {
    return row(true, std::move(key), std::move(kind), target, std::move(example));
  }
  template <typename V, typename Target>
  ObjectTable& optional(std::string key, Kind<V> kind, Target target, std::string example = "") {
    return row(false, std::move(key), std::move(kind), target, std::move(example));
  }

  // A key of which exactly one must be there: of all that are added so.
  template <typename V, typename Target>
  ObjectTable& alternative(std::string key, Kind<V> kind, Target target,
                           std::string example = "") {
    if (shape_.one_of.empty()) shape_.one_of.emplace_back();
    shape_.one_of.front().keys.push_back(key);
    return row(false, std::move(key), std::move(kind), target, std::move(example));
  }
  // ... or, where none is, this one.
  ObjectTable& or_else(std::string fallback) {
    shape_.one_of.front().fallback = std::move(fallback);
    return *this;
  }
  // Of these keys exactly one must be there; where none is, `fallback` will do.
  ObjectTable& exactly_one_of(std::vector<std::string> keys, std::string fallback = "") {
    shape_.one_of.push_back({std::move(keys), std::move(fallback)});
    return *this;
  }
  // `key` has a use only beside one of the others.
  ObjectTable& only_beside(std::string key, std::vector<std::string> others) {
    shape_.beside.push_back({std::move(key), std::move(others)});
    return *this;
  }
  // `key` says nothing without `needed`.
  ObjectTable& needs(std::string key, std::string needed) {
    shape_.needs.push_back({std::move(key), std::move(needed)});
    return *this;
  }
  // At least one key must be there.
  ObjectTable& not_empty() {
    shape_.not_empty = true;
    return *this;
  }
  // A sentence about the permitted keys in the place of their list.
  ObjectTable& permitted_keys(std::string sentence_key) {
    shape_.permitted = std::move(sentence_key);
    return *this;
  }
  // A member of T that takes {line, column, path} of the object.
  template <typename Where>
  ObjectTable& placed(Where T::*member) {
    return finally([member](T& result, const Node& node, Reading& reading) {
      using Line = decltype(Where::line);
      result.*member = Where{static_cast<Line>(node.place.line),
                             static_cast<Line>(node.place.column), reading.path()};
    });
  }
  // Runs when all keys are read: (T&, node, reading). For what one key alone cannot tell.
  ObjectTable& finally(std::function<void(T&, const Node&, Reading&)> step) {
    last_steps_.push_back(std::move(step));
    return *this;
  }

  const TableShape& shape() const { return shape_; }

  T read(const Node& node, Reading& reading) const {
    TableCheck{shape_, node}.run(reading);
    T result{};
    const Object& members = std::get<Object>(node.value);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const KeyShape& key = shape_.keys[i];
      const Member* member = find_member(members, key.name);
      if (member == nullptr) continue;
      const Reading::Step step(reading, key.name, &key);
      rows_[i](result, member->value, reading);
    }
    for (const auto& step : last_steps_) step(result, node, reading);
    return result;
  }

 private:
  using Row = std::function<void(T&, const Node&, Reading&)>;

  template <typename V, typename Target>
  ObjectTable& row(bool is_required, std::string key, Kind<V> kind, Target target,
                   std::string example) {
    shape_.keys.push_back({std::move(key), is_required, kind.shape(), std::move(example)});
    rows_.push_back([kind, target](T& result, const Node& node, Reading& reading) {
      if (std::optional<V> value = kind.read(node, reading)) {
        store(result, target, std::move(*value));
      }
    });
    return *this;
  }

  template <typename V, typename Target>
  static void store(T& result, const Target& target, V value) {
    if constexpr (std::is_member_object_pointer_v<Target>) {
      using M = std::decay_t<decltype(result.*target)>;
      if constexpr (std::is_arithmetic_v<M>) {
        result.*target = static_cast<M>(value);  // the kind's range is the member's
      } else {
        result.*target = std::move(value);
      }
    } else {
      target(result, std::move(value));
    }
  }

  TableShape shape_;
  std::vector<Row> rows_;
  std::vector<std::function<void(T&, const Node&, Reading&)>> last_steps_;
};

// Takes the table's object out of a text. Problems are added in the order of their places; a result
// can be relied on only where none was.
template <typename T>
std::optional<T> read_file_as(const ObjectTable<T>& table, std::string_view source,
                              std::string_view file, text::Diagnostics& problems,
                              const Surroundings& surroundings = {}) {
  text::Diagnostics found;
  std::optional<T> result;
  if (const std::optional<Node> tree = read_json(source, file, found)) {
    Reading reading(source, file, surroundings);
    if (kind_of(*tree) == NodeKind::object) {
      result = table.read(*tree, reading);
      reading.resolve();
    } else {
      Shape shape;
      shape.form = Shape::Form::object;
      shape.table = [&table]() -> const TableShape& { return table.shape(); };
      reading.report_kind(shape, *tree);
    }
    for (text::Diagnostic& problem : reading.take_problems()) found.push_back(std::move(problem));
  }
  text::sort_by_place(found);
  problems.insert(problems.end(), found.begin(), found.end());
  return result;
}

}  // namespace popscope::loader
