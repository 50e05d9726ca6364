#include "loader/reference.h"

#include <algorithm>
#include <optional>

namespace popscope::loader {
namespace {

std::string type_of(const KeyShape& key, const text::Catalogue& catalogue) {
  text::Arguments arguments;
  const std::string expected = expected_keys(*key.shape, arguments);
  arguments.push_back(text::keys("expected", expected));
  return catalogue.sentence("reference.type", arguments);
}

Reference of_table(const TableShape& table, const text::Catalogue& catalogue) {
  Reference reference;
  reference.says = catalogue.sentence("schema." + table.name);
  for (const KeyShape& key : table.keys) {
    reference.keys.push_back({key.name, type_of(key, catalogue),
                              catalogue.sentence("schema." + table.name + "." + key.name),
                              key.required});
  }
  return reference;
}

// "/people/0/mail" -> "people", "0", "mail".
std::vector<std::string> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);  // '/'
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    std::string step;
    for (std::size_t i = 0; i < end; ++i) {
      const bool escaped = pointer[i] == '~' && i + 1 < end;
      step += !escaped ? pointer[i] : pointer[i + 1] == '1' ? '/' : '~';
      if (escaped) ++i;
    }
    steps.push_back(std::move(step));
    pointer.remove_prefix(end);
  }
  return steps;
}

bool is_index(const std::string& step) {
  return !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
}

// Of alternatives the one that such a step goes into.
const Shape* alternative(const Shape& shape, const std::string* step) {
  if (shape.form != Shape::Form::either) return &shape;
  const bool index = step != nullptr && is_index(*step);
  const Shape* found = nullptr;
  for (const ShapePtr& part : shape.parts) {
    const Shape* each = alternative(*part, step);
    if (each == nullptr) continue;
    const bool list = each->form == Shape::Form::list;
    const bool object = each->form == Shape::Form::object;
    // { "text": key } in the place of a text: the mistake is rather about what stands around it.
    const bool small = object && step == nullptr && each->table().keys.size() == 1;
    const bool fits = list ? index : each->form == Shape::Form::map || (object && !index && !small);
    if (fits && (found == nullptr || list)) found = each;
  }
  return found;
}

const TableShape& table_at(const TableShape& root, std::string_view pointer) {
  const std::vector<std::string> steps = steps_of(pointer);
  const TableShape* table = &root;
  const Shape* at = nullptr;  // none: `table` itself
  for (std::size_t i = 0; i <= steps.size(); ++i) {
    const std::string* step = i < steps.size() ? &steps[i] : nullptr;
    if (at != nullptr) {
      at = alternative(*at, step);
      if (at == nullptr) return *table;
      if (at->form == Shape::Form::object) {
        table = &at->table();
        at = nullptr;
      }
    }
    if (step == nullptr) break;
    if (at == nullptr) {
      const KeyShape* key = table->find(*step);
      if (key == nullptr) return *table;
      at = key->shape.get();
    } else if (at->form == Shape::Form::list || at->form == Shape::Form::map) {
      at = at->parts.front().get();
    } else {
      return *table;
    }
  }
  return *table;
}

void collect_tables(const Shape& shape, std::vector<const TableShape*>& tables) {
  if (shape.form == Shape::Form::object) {
    const TableShape& table = shape.table();
    if (std::find(tables.begin(), tables.end(), &table) != tables.end()) return;
    tables.push_back(&table);
    for (const KeyShape& key : table.keys) collect_tables(*key.shape, tables);
  }
  for (const ShapePtr& part : shape.parts) collect_tables(*part, tables);
}

void add_table(std::string& out, const TableShape& table, const text::Catalogue& catalogue) {
  const std::size_t dot = table.name.rfind('.');
  const Reference reference = of_table(table, catalogue);
  out += "\n### " + table.name.substr(dot + 1) + "\n\n" + reference.says + "\n\n";
  out += "| key | is | what it says |\n|---|---|---|\n";
  for (const ReferenceKey& key : reference.keys) {
    out += "| `" + key.key + "`" + (key.required ? " *" : "") + " | " + key.type + " | " +
           key.says + " |\n";
  }
}

}  // namespace

Reference reference_at(const TableShape& root, std::string_view pointer,
                       const text::Catalogue& catalogue) {
  return of_table(table_at(root, pointer), catalogue);
}

std::string reference_document(const TableShape& root, const text::Catalogue& catalogue) {
  std::vector<const TableShape*> tables = {&root};
  for (const KeyShape& key : root.keys) collect_tables(*key.shape, tables);
  std::string out;
  for (const TableShape* table : tables) add_table(out, *table, catalogue);
  return out;
}

}  // namespace popscope::loader
