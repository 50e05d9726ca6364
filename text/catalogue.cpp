#include "text/catalogue.h"

#include <algorithm>

namespace popscope::text {
namespace {

// A sentence may name another one (role `keys`), and that again: an end to it, should a catalogue
// lead in a circle.
constexpr int kDepthMax = 4;

const Argument* find(const Arguments& arguments, std::string_view name) {
  const auto found = std::find_if(arguments.begin(), arguments.end(),
                                  [&](const Argument& argument) { return argument.name == name; });
  return found == arguments.end() ? nullptr : &*found;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view form_for_count(std::string_view sentence, const Arguments& arguments) {
  const Argument* count = find(arguments, "count");
  if (count == nullptr || sentence.find('|') == std::string_view::npos) return sentence;
  const std::vector<std::string_view> forms = split(sentence, '|');
  const std::size_t last = forms.size() - 1;
  if (count->value == "1") return forms[last - 1];
  if (count->value == "0" && forms.size() > 2) return forms.front();
  return forms[last];
}

}  // namespace

Argument plain(std::string_view name, std::string_view value) {
  return {std::string(name), std::string(value), Argument::Role::plain};
}

Argument number(std::string_view name, std::int64_t value) {
  return {std::string(name), std::to_string(value), Argument::Role::number};
}

Argument keys(std::string_view name, std::string_view keys_parted_by_spaces) {
  return {std::string(name), std::string(keys_parted_by_spaces), Argument::Role::keys};
}

bool Catalogue::add(std::string_view key, std::string_view sentence) {
  return sentences_.emplace(std::string(key), std::string(sentence)).second;
}

bool Catalogue::contains(std::string_view key) const {
  return sentences_.find(key) != sentences_.end();
}

std::string Catalogue::sentence(std::string_view key, const Arguments& arguments) const {
  return at_depth(key, arguments, 0);
}

std::string Catalogue::grouped(std::int64_t value) const {
  return with_groups(std::to_string(value));
}

std::string Catalogue::at_depth(std::string_view key, const Arguments& arguments, int depth) const {
  const auto found = sentences_.find(key);
  if (found == sentences_.end() || depth > kDepthMax) return "[" + std::string(key) + "]";
  return filled(form_for_count(found->second, arguments), arguments, depth);
}

std::string Catalogue::filled(std::string_view sentence, const Arguments& arguments,
                              int depth) const {
  std::string result;
  while (!sentence.empty()) {
    const std::size_t open = sentence.find('{');
    result += sentence.substr(0, open);
    if (open == std::string_view::npos) break;
    sentence.remove_prefix(open);
    const std::size_t close = sentence.find('}');
    const Argument* argument =
        close == std::string_view::npos ? nullptr : find(arguments, sentence.substr(1, close - 1));
    if (argument == nullptr) {
      result += '{';
      sentence.remove_prefix(1);
    } else {
      result += value_of(*argument, arguments, depth);
      sentence.remove_prefix(close + 1);
    }
  }
  return result;
}

std::string Catalogue::value_of(const Argument& argument, const Arguments& arguments,
                                int depth) const {
  switch (argument.role) {
    case Argument::Role::plain:
      return argument.value;
    case Argument::Role::number:
      return with_groups(argument.value);
    case Argument::Role::keys:
      return joined(argument.value, arguments, depth);
  }
  return {};
}

std::string Catalogue::with_groups(std::string_view digits) const {
  const auto group = sentences_.find(std::string_view("number.group"));
  if (group == sentences_.end()) return std::string(digits);
  const bool negative = !digits.empty() && digits.front() == '-';
  if (negative) digits.remove_prefix(1);
  std::string result = negative ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) result += group->second;
    result += digits[i];
  }
  return result;
}

std::string Catalogue::joined(std::string_view keys, const Arguments& arguments, int depth) const {
  const std::vector<std::string_view> all = split(keys, ' ');
  std::string result;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) {
      result += at_depth(i + 1 == all.size() ? "list.or" : "list.separator", {}, depth + 1);
    }
    result += at_depth(all[i], arguments, depth + 1);
  }
  return result;
}

}  // namespace popscope::text
