#pragma once

// The catalogue: every sentence that a user reads, by its key. Code names keys and gives arguments;
// words, word order and plural stand in assets/text. The catalogue knows neither files nor JSON
// (loader/catalogue_loader fills it) nor who will show a sentence.
//
// A sentence is plain text in which `{name}` stands for the argument of that name. Braces that
// enclose no argument's name stay as they are, so JSON can be quoted without escaping.
//
// Plural: where an argument named `count` is given, `|` parts the forms of the sentence. Two forms
// are "one | everything else", three are "none | one | everything else":
//     "{count} message|{count} messages"
//     "no message|one message|{count} messages"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace popscope::text {

// One named argument. `role` says how its value is put into the sentence.
struct Argument {
  enum class Role {
    plain,   // the value as it is
    number,  // decimal digits, grouped as the language does it: 50000000 -> 50,000,000
    keys,    // keys of the catalogue parted by single spaces, each replaced by its sentence (which
             // sees the same arguments) and joined as a choice: "a text, a list or an object"
  };
  std::string name;
  std::string value;
  Role role = Role::plain;

  bool operator==(const Argument&) const = default;
};

using Arguments = std::vector<Argument>;

Argument plain(std::string_view name, std::string_view value);
Argument number(std::string_view name, std::int64_t value);
Argument keys(std::string_view name, std::string_view keys_parted_by_spaces);

class Catalogue {
 public:
  // False, and nothing changed, when the key is there already.
  bool add(std::string_view key, std::string_view sentence);
  bool contains(std::string_view key) const;

  // The finished sentence. A missing key gives "[key]": visible, and easy for a test to find.
  std::string sentence(std::string_view key, const Arguments& arguments = {}) const;

  // 50000000 -> "50,000,000"; the separator is the sentence "number.group".
  std::string grouped(std::int64_t value) const;

  const std::map<std::string, std::string, std::less<>>& sentences() const { return sentences_; }

 private:
  std::string filled(std::string_view sentence, const Arguments& arguments, int depth) const;
  std::string value_of(const Argument& argument, const Arguments& arguments, int depth) const;
  std::string with_groups(std::string_view digits) const;
  std::string joined(std::string_view keys, const Arguments& arguments, int depth) const;
  std::string at_depth(std::string_view key, const Arguments& arguments, int depth) const;

  std::map<std::string, std::string, std::less<>> sentences_;
};

}  // namespace popscope::text
