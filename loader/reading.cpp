#include "loader/reading.h"

#include <algorithm>
#include <set>

#include "loader/json_write.h"
#include "text/suggest.h"

namespace popscope::loader {
namespace {

// What was found is quoted up to here: enough to recognise it.
constexpr std::size_t kFoundCodePointsMax = 40;

// A remedy that lists names lists so many at most.
constexpr std::size_t kNamesShownMax = 12;

std::string_view found_sentence(const Node& node) {
  switch (kind_of(node)) {
    case NodeKind::null:
      return "found.null";
    case NodeKind::boolean:
      return "found.boolean";
    case NodeKind::integer:
      return "found.integer";
    case NodeKind::real:
      return "found.real";
    case NodeKind::text:
      return "found.text";
    case NodeKind::array:
      return "found.list";
    case NodeKind::object:
      return "found.object";
  }
  return "";
}

std::string shortened(std::string_view text) {
  std::size_t code_points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0u) == 0x80u) continue;
    if (++code_points > kFoundCodePointsMax) return std::string(text.substr(0, i)) + "\u2026";
  }
  return std::string(text);
}

bool is_integer_text(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  return !text.empty() && text.size() <= 19 &&
         text.find_first_not_of("0123456789") == std::string_view::npos &&
         (text == "0" || text.front() != '0');
}

// Whether the text would do without its quotation marks.
bool is_quoted_value(const Shape& shape, const std::string& text) {
  return (accepts(shape, NodeKind::integer) && is_integer_text(text)) ||
         (accepts(shape, NodeKind::boolean) && (text == "true" || text == "false"));
}

bool is_scalar(NodeKind kind) {
  return kind == NodeKind::integer || kind == NodeKind::real || kind == NodeKind::boolean;
}

bool is_duration(const Shape& shape) {
  return shape.form == Shape::Form::duration ||
         std::any_of(shape.parts.begin(), shape.parts.end(),
                     [](const ShapePtr& part) { return part->form == Shape::Form::duration; });
}

// The list that would take the value as its only entry, if there is one.
bool wants_list_of(const Shape& shape, NodeKind kind) {
  if (shape.form == Shape::Form::list) return accepts(*shape.parts.front(), kind);
  return shape.form == Shape::Form::either &&
         std::any_of(shape.parts.begin(), shape.parts.end(),
                     [&](const ShapePtr& part) { return wants_list_of(*part, kind); });
}

}  // namespace

Reading::Step::Step(Reading& reading, std::string_view key, const KeyShape* shape)
    : reading_(reading) {
  reading.steps_.push_back({std::string(key), 0, false, shape});
}

Reading::Step::Step(Reading& reading, std::size_t index) : reading_(reading) {
  const std::string list = reading.steps_.empty() ? "" : reading.steps_.back().key;
  reading.steps_.push_back({list, index, true, nullptr});
}

std::string Reading::path() const {
  std::string result;
  for (const At& step : steps_) {
    result =
        step.is_element ? text::pointer_to(result, step.index) : text::pointer_to(result, step.key);
  }
  return result;
}

void Reading::report(std::string_view code, text::Arguments arguments, const Place& place) {
  report_at(code, std::move(arguments), place, path());
}

void Reading::report_at(std::string_view code, text::Arguments arguments, const Place& place,
                        std::string at_path) {
  if (is_full()) return;
  // What is underlined ends with its line.
  std::string_view text = source_.substr(std::min<std::size_t>(place.offset, source_.size()));
  text = text.substr(0, std::min<std::size_t>(place.octets, text.find_first_of("\r\n")));
  problems_.push_back({std::string(code), std::move(arguments), file_, place.line, place.column,
                       std::move(at_path), static_cast<int>(count_code_points(text))});
}

std::string Reading::found(const Node& node) const {
  const NodeKind kind = kind_of(node);
  if (const std::string* text = std::get_if<std::string>(&node.value)) {
    // As JSON, so that what cannot be seen is seen.
    return shortened(json_text(*text));
  }
  std::string_view written =
      source_.substr(std::min<std::size_t>(node.place.offset, source_.size()), node.place.octets);
  if (kind == NodeKind::array || kind == NodeKind::object) {
    written = written.substr(0, written.find_first_of("\r\n"));
    return shortened(written) + (written.size() < node.place.octets ? " \u2026" : "");
  }
  return shortened(written);
}

std::string Reading::example(const Shape& shape) const {
  const bool of_key = !steps_.empty() && !steps_.back().is_element && steps_.back().shape;
  return of_key ? example_of(*steps_.back().shape) : example_of(shape);
}

void Reading::add_subject(text::Arguments& arguments) const {
  if (steps_.empty()) {
    arguments.push_back(text::keys("subject", "subject.file"));
    return;
  }
  const At& at = steps_.back();
  arguments.push_back(text::keys("subject", at.is_element ? "subject.entry" : "subject.key"));
  arguments.push_back(text::plain("key", at.key));
}

text::Arguments Reading::about(const Shape& shape, const Node& node) const {
  text::Arguments arguments;
  add_subject(arguments);
  const std::string expected = expected_keys(shape, arguments);
  arguments.push_back(text::keys("expected", expected));
  arguments.push_back(text::plain("found", found(node)));
  arguments.push_back(text::keys("found_kind", found_sentence(node)));
  arguments.push_back(text::plain("example", example(shape)));
  return arguments;
}

void Reading::report_kind(const Shape& shape, const Node& node) {
  text::Arguments arguments = about(shape, node);
  const NodeKind kind = kind_of(node);
  std::string_view code = "diagnostic.wrong_kind";
  const std::string* text = std::get_if<std::string>(&node.value);
  if (text != nullptr && is_quoted_value(shape, *text)) {
    code = "diagnostic.needless_quotes";
    arguments.push_back(text::plain("right", *text));
  } else if (kind == NodeKind::integer && is_duration(shape)) {
    code = "diagnostic.duration.no_unit";
    arguments.push_back(text::plain("right", json_text(found(node) + "s")));
  } else if (is_scalar(kind) && accepts(shape, NodeKind::text)) {
    code = "diagnostic.missing_quotes";
    arguments.push_back(text::plain("right", json_text(found(node))));
  } else if (wants_list_of(shape, kind)) {
    code = "diagnostic.missing_brackets";
    arguments.push_back(text::plain("right", "[" + found(node) + "]"));
  }
  report(code, std::move(arguments), node.place);
}

void Reading::report_range(const Shape& shape, const Node& node, std::string_view code) {
  text::Arguments arguments = about(shape, node);
  if (shape.form != Shape::Form::integer && shape.form != Shape::Form::duration) {
    arguments.push_back(text::number("min", shape.min));
    arguments.push_back(text::number("max", shape.max));
  }
  report(code, std::move(arguments), node.place);
}

void Reading::give_name(std::string_view what, std::string_view name, const Place& place) {
  given_.push_back({std::string(what), std::string(name), place, path()});
}

void Reading::use_name(std::string_view what, std::string_view name, const Place& place) {
  used_.push_back({std::string(what), std::string(name), place, path()});
}

void Reading::know_name(std::string_view what, std::string_view name) {
  given_.push_back({std::string(what), std::string(name), Place{0, 0, 0, 0}, path()});
}

void Reading::resolve() { resolve(given_, used_); }

void Reading::resolve(const std::vector<std::string>& whats, std::size_t given, std::size_t used,
                      bool drop) {
  const auto take = [&](std::vector<Name>& names, std::size_t from) {
    const auto begin = names.begin() + static_cast<std::ptrdiff_t>(from);
    const auto ours = std::stable_partition(begin, names.end(), [&](const Name& name) {
      return std::find(whats.begin(), whats.end(), name.what) == whats.end();
    });
    std::vector<Name> taken(ours, names.end());
    names.erase(ours, names.end());
    return taken;
  };
  const std::vector<Name> ours_given = take(given_, given);
  const std::vector<Name> ours_used = take(used_, used);
  if (!drop) resolve(ours_given, ours_used);
}

void Reading::resolve(const std::vector<Name>& given, const std::vector<Name>& used) {
  std::set<std::pair<std::string, std::string>> known;
  for (const Name& each : given) {
    if (known.insert({each.what, each.name}).second || each.place.line == 0) continue;
    const auto first = std::find_if(given.begin(), given.end(), [&](const Name& other) {
      return other.what == each.what && other.name == each.name && other.place.line > 0;
    });
    if (&*first == &each) continue;  // known from elsewhere, too
    report_at("diagnostic.name_taken",
              {text::keys("what", each.what), text::plain("name", each.name),
               text::plain("line", std::to_string(first->place.line)),
               text::plain("column", std::to_string(first->place.column))},
              each.place, each.path);
  }
  for (const Name& each : used) {
    if (known.contains({each.what, each.name})) continue;
    std::vector<std::string> names;
    std::string shown;
    for (const auto& [what, name] : known) {
      if (what != each.what) continue;
      names.push_back(name);
      if (names.size() > kNamesShownMax) continue;
      shown += shown.empty() ? json_text(name) : ", " + json_text(name);
    }
    if (names.size() > kNamesShownMax) shown += ", \u2026";
    text::Arguments arguments = {text::keys("what", each.what), text::plain("name", each.name),
                                 text::plain("names", shown)};
    std::string_view code = names.empty() ? "diagnostic.no_names" : "diagnostic.unknown_name";
    if (const auto near = text::nearest(each.name, names)) {
      code = "diagnostic.misspelt_name";
      arguments.push_back(text::plain("nearest", *near));
    }
    report_at(code, std::move(arguments), each.place, each.path);
  }
}

text::Diagnostics Reading::take_problems() {
  text::sort_by_place(problems_);
  return std::move(problems_);
}

}  // namespace popscope::loader
