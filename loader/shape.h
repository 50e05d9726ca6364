#pragma once

// What a value in a file may look like, as data: the checks, the messages about a breach and the
// published schema all read it. It knows no C++ type that a value becomes (loader/kind does).

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "loader/json_tree.h"
#include "text/catalogue.h"

namespace popscope::loader {

struct Shape;
struct TableShape;
using ShapePtr = std::shared_ptr<const Shape>;

struct Shape {
  enum class Form { text, words, integer, boolean, duration, null, list, map, object, either };
  Form form = Form::text;
  std::int64_t min = 0;            // integer: value; text: characters; list and map: entries;
  std::int64_t max = 0;            // duration: microseconds
  bool one_line = false;           // text: no control characters
  std::vector<std::string> words;  // words: the permitted ones
  std::vector<ShapePtr> parts;     // list, map: one, of each entry; either: the alternatives
  std::string example;             // JSON; empty: made up from the rest
  // object: called, not held, because a table may contain itself
  std::function<const TableShape&()> table;
};

struct KeyShape {
  std::string name;
  bool required = false;
  ShapePtr shape;
  std::string example;  // JSON; empty: the shape's own
};

// Of `keys` exactly one must be there; where none is, `fallback` will do (may be empty).
struct OneOfRule {
  std::vector<std::string> keys;
  std::string fallback;
};

// `key` has a use only beside one of the others.
struct BesideRule {
  std::string key;
  std::vector<std::string> beside;
};

// `key` says nothing without `needed`.
struct NeedsRule {
  std::string key;
  std::string needed;
};

struct TableShape {
  std::string name;  // "scenario.mail": the schema calls it "mail" and describes it by
                     // "schema.scenario.mail", its keys by "schema.scenario.mail.KEY"
  std::vector<KeyShape> keys;
  std::vector<OneOfRule> one_of;
  std::vector<BesideRule> beside;
  std::vector<NeedsRule> needs;
  bool not_empty = false;  // some key must be there
  std::string permitted;   // key of a sentence about the permitted keys; empty: they are listed

  const KeyShape* find(std::string_view key) const;
  std::vector<std::string> key_names() const;
};

bool accepts(const Shape& shape, NodeKind kind);

// Keys of the catalogue that say what is expected ("kind.text kind.list"); what their sentences
// need is added to `arguments`.
std::string expected_keys(const Shape& shape, text::Arguments& arguments);

// A value, as JSON, that this shape accepts; good enough to copy.
std::string example_of(const Shape& shape);
std::string example_of(const KeyShape& key);

}  // namespace popscope::loader
