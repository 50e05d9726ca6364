#include "loader/schema.h"

#include <algorithm>

#include "loader/json_write.h"

namespace popscope::loader {
namespace {

constexpr std::string_view kDraft = "https://json-schema.org/draft/2020-12/schema";

constexpr std::string_view kDurationPattern =
    "^ *[0-9]+(\\.[0-9]+)? "
    "*(us|\u00B5s|\u03BCs|ms|s|sec|seconds?|min|mins|minutes?|h|hours?|d|days?|"
    "weeks?) *$";

constexpr std::string_view kOneLinePattern = "^[^\\u0000-\\u001f\\u007f]*$";

std::string_view last_part(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

// Every table that can be reached, in the order of first mention; the root is first.
void collect(const TableShape& table, std::vector<const TableShape*>& tables);

void collect(const Shape& shape, std::vector<const TableShape*>& tables) {
  if (shape.form == Shape::Form::object) collect(shape.table(), tables);
  for (const ShapePtr& part : shape.parts) collect(*part, tables);
}

void collect(const TableShape& table, std::vector<const TableShape*>& tables) {
  if (std::find(tables.begin(), tables.end(), &table) != tables.end()) return;
  tables.push_back(&table);
  for (const KeyShape& key : table.keys) collect(*key.shape, tables);
}

class SchemaWriter {
 public:
  SchemaWriter(const TableShape& root, const text::Catalogue& catalogue)
      : root_(root), catalogue_(catalogue), json_(JsonWriter::Style::pretty) {}

  std::string write(std::string_view id) {
    std::vector<const TableShape*> tables;
    collect(root_, tables);
    json_.object([&] {
      json_.key("$schema").text(kDraft);
      json_.key("$id").text(id);
      table(root_);
      json_.key("$defs").object([&] {
        for (const TableShape* each : tables) {
          if (each == &root_) continue;
          json_.key(last_part(each->name)).object([&] { table(*each); });
        }
      });
    });
    return json_.take();
  }

 private:
  void table(const TableShape& table) {
    json_.key("description").text(catalogue_.sentence("schema." + table.name));
    json_.key("type").text("object");
    json_.key("additionalProperties").boolean(false);
    const bool any_required = std::any_of(table.keys.begin(), table.keys.end(),
                                          [](const KeyShape& key) { return key.required; });
    if (any_required) {
      json_.key("required").array([&] {
        for (const KeyShape& key : table.keys) {
          if (key.required) json_.text(key.name);
        }
      });
    }
    json_.key("properties").object([&] {
      for (const KeyShape& key : table.keys) {
        json_.key(key.name).object([&] {
          json_.key("description")
              .text(catalogue_.sentence("schema." + table.name + "." + key.name));
          shape(*key.shape);
          if (!key.example.empty()) {
            json_.key("examples").array([&] { json_.verbatim(key.example); });
          }
        });
      }
    });
    rules(table);
  }

  void rules(const TableShape& table) {
    if (table.one_of.size() == 1) one_of(table.one_of.front());
    if (table.one_of.size() > 1) {
      json_.key("allOf").array([&] {
        for (const OneOfRule& rule : table.one_of) json_.object([&] { one_of(rule); });
      });
    }
    if (table.not_empty) json_.key("minProperties").integer(1);
    if (!table.needs.empty()) {
      json_.key("dependentRequired").object([&] {
        for (const NeedsRule& rule : table.needs) {
          json_.key(rule.key).array([&] { json_.text(rule.needed); });
        }
      });
    }
    if (table.beside.empty()) return;
    json_.key("dependentSchemas").object([&] {
      for (const BesideRule& rule : table.beside) {
        json_.key(rule.key).object([&] { any_required(rule.beside); });
      }
    });
  }

  void one_of(const OneOfRule& rule) {
    json_.key("oneOf").array([&] {
      for (const std::string& key : rule.keys) json_.object([&] { required(key); });
      if (rule.fallback.empty()) return;
      json_.object([&] {
        required(rule.fallback);
        json_.key("not").object([&] { any_required(rule.keys); });
      });
    });
  }

  void any_required(const std::vector<std::string>& keys) {
    json_.key("anyOf").array([&] {
      for (const std::string& key : keys) json_.object([&] { required(key); });
    });
  }

  void required(const std::string& key) {
    json_.key("required").array([&] { json_.text(key); });
  }

  void shape(const Shape& shape) {
    switch (shape.form) {
      case Shape::Form::text:
        json_.key("type").text("string");
        if (shape.min > 0) json_.key("minLength").integer(shape.min);
        json_.key("maxLength").integer(shape.max);
        if (shape.one_line) json_.key("pattern").text(kOneLinePattern);
        return;
      case Shape::Form::words:
        json_.key("enum").array([&] {
          for (const std::string& word : shape.words) json_.text(word);
        });
        return;
      case Shape::Form::integer:
        json_.key("type").text("integer");
        json_.key("minimum").integer(shape.min);
        json_.key("maximum").integer(shape.max);
        return;
      case Shape::Form::boolean:
        json_.key("type").text("boolean");
        return;
      case Shape::Form::duration:
        json_.key("type").text("string");
        json_.key("pattern").text(kDurationPattern);
        return;
      case Shape::Form::null:
        json_.key("type").text("null");
        return;
      case Shape::Form::list:
        json_.key("type").text("array");
        json_.key("items").object([&] { this->shape(*shape.parts.front()); });
        if (shape.min > 0) json_.key("minItems").integer(shape.min);
        json_.key("maxItems").integer(shape.max);
        return;
      case Shape::Form::map:
        json_.key("type").text("object");
        json_.key("additionalProperties").object([&] { this->shape(*shape.parts.front()); });
        if (shape.min > 0) json_.key("minProperties").integer(shape.min);
        return;
      case Shape::Form::object:
        json_.key("$ref").text("#/$defs/" + std::string(last_part(shape.table().name)));
        return;
      case Shape::Form::either:
        json_.key("anyOf").array([&] {
          for (const ShapePtr& part : shape.parts) {
            json_.object([&] { this->shape(*part); });
          }
        });
        return;
    }
  }

  const TableShape& root_;
  const text::Catalogue& catalogue_;
  JsonWriter json_;
};

}  // namespace

std::string schema_of(const TableShape& root, std::string_view id,
                      const text::Catalogue& catalogue) {
  return SchemaWriter(root, catalogue).write(id);
}

std::vector<std::string> description_keys(const TableShape& root) {
  std::vector<const TableShape*> tables;
  collect(root, tables);
  std::vector<std::string> keys;
  for (const TableShape* table : tables) {
    keys.push_back("schema." + table->name);
    for (const KeyShape& key : table->keys) {
      keys.push_back("schema." + table->name + "." + key.name);
    }
  }
  return keys;
}

}  // namespace popscope::loader
