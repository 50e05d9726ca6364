#include "loader/object_reader.h"

#include <algorithm>
#include <set>

#include "loader/json_write.h"
#include "text/suggest.h"

namespace popscope::loader {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
  return result;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// {permitted} is a sentence about the keys of the table, which may use {keys}.
void add_permitted(const TableShape& shape, text::Arguments& arguments) {
  arguments.push_back(text::keys(
      "permitted", shape.permitted.empty() ? "diagnostic.permitted_keys" : shape.permitted));
  arguments.push_back(text::plain("keys", joined(shape.key_names())));
  if (!shape.one_of.empty())
    arguments.push_back(text::plain("alternatives", joined(shape.one_of.front().keys)));
}

class Checker {
 public:
  Checker(const TableShape& shape, const Node& node, Reading& reading)
      : shape_(shape), node_(node), reading_(reading) {
    for (const Member& member : std::get<Object>(node.value)) members_.push_back(&member);
  }

  void unknown_keys() {
    const std::vector<std::string> unused = unused_keys();
    for (const Member* member : members_) {
      if (reading_.is_full()) return;
      if (shape_.find(member->key) != nullptr) continue;
      text::Arguments arguments = {text::plain("key", member->key)};
      add_permitted(shape_, arguments);
      const std::optional<std::string> near = text::nearest(member->key, unused);
      if (near) {
        arguments.push_back(text::plain("nearest", *near));
        meant_.insert(*near);
      }
      const Reading::Step step(reading_, member->key, nullptr);
      reading_.report(near ? "diagnostic.misspelt_key" : "diagnostic.unknown_key",
                      std::move(arguments), member->key_place);
    }
  }

  void missing_keys() {
    for (const KeyShape& key : shape_.keys) {
      if (key.required) require(key);
    }
    for (const NeedsRule& rule : shape_.needs) {
      if (has(rule.key)) require(*shape_.find(rule.needed));
    }
    if (!shape_.not_empty || !meant_.empty()) return;
    const auto known = [&](const Member* member) { return shape_.find(member->key) != nullptr; };
    if (std::none_of(members_.begin(), members_.end(), known)) {
      report_none_of(shape_.key_names());
    }
  }

  void one_of(const OneOfRule& rule) {
    const Member* first = nullptr;
    for (const Member* member : members_) {
      if (!holds(rule.keys, member->key)) continue;
      if (first == nullptr) {
        first = member;
      } else if (first->key != member->key) {
        const Reading::Step step(reading_, member->key, nullptr);
        reading_.report("diagnostic.two_of",
                        {text::plain("key", member->key), text::plain("first", first->key),
                         text::plain("keys", joined(rule.keys))},
                        member->key_place);
        return;
      }
    }
    if (first != nullptr || has(rule.fallback)) return;
    const auto was_meant = [&](const std::string& key) { return meant_.contains(key); };
    if (std::any_of(rule.keys.begin(), rule.keys.end(), was_meant)) return;
    if (was_meant(rule.fallback)) return;
    std::vector<std::string> keys = rule.keys;
    if (!rule.fallback.empty()) keys.push_back(rule.fallback);
    report_none_of(keys);
  }

  void beside(const BesideRule& rule) {
    const auto here = [&](const std::string& key) { return has(key) || meant_.contains(key); };
    if (std::any_of(rule.beside.begin(), rule.beside.end(), here)) return;
    for (const Member* member : members_) {
      if (member->key != rule.key) continue;
      const Reading::Step step(reading_, member->key, nullptr);
      reading_.report("diagnostic.useless_key",
                      {text::plain("key", member->key), text::plain("keys", joined(rule.beside))},
                      member->key_place);
      return;
    }
  }

 private:
  void require(const KeyShape& key) {
    if (has(key.name) || meant_.contains(key.name)) return;
    reading_.report("diagnostic.missing_key",
                    {text::plain("key", key.name),
                     text::plain("example", json_text(key.name) + ": " + example_of(key))},
                    opening_bracket());
  }

  void report_none_of(const std::vector<std::string>& keys) {
    text::Arguments arguments = {text::plain("one_of", joined(keys))};
    add_permitted(shape_, arguments);
    reading_.report("diagnostic.none_of", std::move(arguments), opening_bracket());
  }

  bool has(const std::string& key) const {
    return std::any_of(members_.begin(), members_.end(),
                       [&](const Member* member) { return member->key == key; });
  }

  // A key that is here already was not misspelt.
  std::vector<std::string> unused_keys() const {
    std::vector<std::string> names = shape_.key_names();
    names.erase(std::remove_if(names.begin(), names.end(),
                               [&](const std::string& name) { return has(name); }),
                names.end());
    return names;
  }

  Place opening_bracket() const {
    Place place = node_.place;
    place.octets = 1;
    return place;
  }

  const TableShape& shape_;
  const Node& node_;
  Reading& reading_;
  std::vector<const Member*> members_;
  std::set<std::string> meant_;  // keys that a misspelt one probably meant
};

}  // namespace

void TableCheck::run(Reading& reading) const {
  Checker checker(shape, node, reading);
  checker.unknown_keys();
  checker.missing_keys();
  for (const OneOfRule& rule : shape.one_of) checker.one_of(rule);
  for (const BesideRule& rule : shape.beside) checker.beside(rule);
}

}  // namespace popscope::loader
