#include "loader/json_tree.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "loader/json_slip.h"

namespace popscope::loader {
namespace {

using text::Diagnostic;
using text::Diagnostics;
using text::number;
using text::plain;

// After so many repaired slips the file is not JSON in any sense; each costs a reading.
constexpr int kRepairsMax = 20;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Tells how far the library has read: at each callback that is the end of the token.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** read_to) : at_(at), read_to_(read_to) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    *read_to_ = ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** read_to_;
};

// number = [ minus ] int [ frac ] [ exp ]   (RFC 8259, section 6)
std::size_t end_of_number(std::string_view text, std::size_t at) {
  const auto is = [&](std::string_view any) {
    return at < text.size() && any.find(text[at]) != std::string_view::npos;
  };
  const auto skip_digits = [&] {
    at = std::min(text.find_first_not_of("0123456789", at), text.size());
  };
  if (is("-")) ++at;
  if (is("0")) {
    ++at;
  } else {
    skip_digits();
  }
  if (is(".")) {
    ++at;
    skip_digits();
  }
  if (is("eE")) {
    ++at;
    if (is("+-")) ++at;
    skip_digits();
  }
  return at;
}

// Takes the library's events and builds the tree. Its method names are the library's.
class TreeBuilder {
 public:
  // `text` is the source after repairs; places are those of the source.
  TreeBuilder(std::string_view source, std::string_view text, std::size_t begin,
              std::string_view file)
      : source_(source),
        text_(text),
        file_(file),
        places_(source, begin),
        begin_(begin),
        end_(begin) {}

  bool parse() {
    const char* read_to = text_.data() + begin_;
    read_to_ = &read_to;
    return nlohmann::json::sax_parse(CountingIterator(text_.data() + begin_, read_to_),
                                     CountingIterator(text_.data() + text_.size(), read_to_), this);
  }

  bool null() { return add_value(std::monostate{}); }
  bool boolean(bool value) { return add_value(value); }
  bool number_integer(std::int64_t value) { return add_number(value); }
  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(INT64_MAX)) {
      return add_number(static_cast<std::int64_t>(value));
    }
    return add_number(value);
  }
  bool number_float(double value, const std::string& written) {
    // The library falls back to a double where a whole number has too many digits.
    if (written.find_first_of(".eE") == std::string::npos) {
      report("diagnostic.json.number_too_big", {plain("found", written)}, next_token(),
             written.size());
      const Place place = take_number();
      return add({place, value, true}, true, false);
    }
    return add_number(value);
  }
  bool string(std::string& value) { return add_value(std::move(value), true); }
  template <typename Binary>
  bool binary(Binary&) {
    return false;  // JSON text has none
  }

  bool start_object(std::size_t) { return open(Object{}); }
  bool start_array(std::size_t) { return open(Array{}); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    Frame& frame = frames_.back();
    const Place place = take_token();
    const auto [first, is_new] = frame.keys.emplace(name, place);
    frame.key = name;
    frame.key_place = place;
    context_ = JsonContext::key;
    if (!is_new) {
      report("diagnostic.json.duplicate_key",
             {plain("key", name), plain("line", std::to_string(first->second.line)),
              plain("column", std::to_string(first->second.column))},
             place.offset, place.octets);
    }
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) {
    return false;
  }

  bool stopped_at_limit() const { return stopped_at_limit_; }
  Node take_root() { return std::move(root_); }
  const Diagnostics& problems() const { return problems_; }

  BrokenJson broken() const {
    BrokenJson result{text_, end_, context_, last_was_number_, last_was_text_, {}};
    for (const Frame& frame : frames_) result.open.push_back(frame.node.place.offset);
    return result;
  }

  Diagnostic diagnostic_of(const Slip& slip) {
    Diagnostic diagnostic = diagnostic_at(slip.code, slip.arguments, slip.offset, slip.octets);
    if (slip.other) {
      const Place other = places_.at(*slip.other);
      diagnostic.arguments.push_back(plain("line", std::to_string(other.line)));
      diagnostic.arguments.push_back(plain("column", std::to_string(other.column)));
    }
    return diagnostic;
  }

 private:
  struct Frame {
    Node node;
    std::string key;  // of the member that is being read
    Place key_place;
    std::unordered_map<std::string, Place> keys;
  };

  // Between two tokens the library has seen only white space, commas and colons.
  std::size_t next_token() const {
    const std::size_t at = text_.find_first_not_of(" \t\r\n,:", end_);
    return at == std::string_view::npos ? text_.size() : at;
  }

  Place take_token() {
    const std::size_t begin = next_token();
    end_ = static_cast<std::size_t>(*read_to_ - text_.data());
    return places_.at(begin, end_ - begin);
  }

  // To see the end of a number the library reads one octet further, except at the end of the file.
  Place take_number() {
    const std::size_t begin = next_token();
    end_ = end_of_number(text_, begin);
    return places_.at(begin, end_ - begin);
  }

  template <typename Value>
  bool add_number(Value value) {
    const Place place = take_number();
    return add({place, value}, true, false);
  }

  template <typename Value>
  bool add_value(Value value, bool is_text = false) {
    const Place place = take_token();
    return add({place, std::move(value)}, false, is_text);
  }

  bool add(Node node, bool is_number, bool is_text) {
    last_was_number_ = is_number;
    last_was_text_ = is_text;
    context_ = JsonContext::value;
    if (++values_ > kJsonValuesMax) {
      return stop("diagnostic.json.too_many_values", kJsonValuesMax, node.place.offset);
    }
    if (frames_.empty()) {
      root_ = std::move(node);
      return true;
    }
    Frame& frame = frames_.back();
    if (Object* object = std::get_if<Object>(&frame.node.value)) {
      object->push_back({std::move(frame.key), frame.key_place, std::move(node)});
    } else {
      std::get<Array>(frame.node.value).push_back(std::move(node));
    }
    return true;
  }

  template <typename Container>
  bool open(Container container) {
    const Place place = take_token();
    if (frames_.size() >= static_cast<std::size_t>(kJsonDepthMax)) {
      return stop("diagnostic.json.too_deep", kJsonDepthMax, place.offset);
    }
    frames_.push_back({{place, std::move(container)}, {}, {}, {}});
    context_ = JsonContext::opened;
    return true;
  }

  bool close() {
    take_token();
    Node node = std::move(frames_.back().node);
    frames_.pop_back();
    node.place.octets = static_cast<std::uint32_t>(end_) - node.place.offset;
    return add(std::move(node), false, false);
  }

  bool stop(std::string_view code, std::size_t limit, std::size_t offset) {
    report(code, {number("limit", static_cast<std::int64_t>(limit))}, offset, 1);
    stopped_at_limit_ = true;
    return false;
  }

  void report(std::string_view code, text::Arguments arguments, std::size_t offset,
              std::size_t octets) {
    if (problems_.size() >= kProblemsPerFileMax) return;
    problems_.push_back(diagnostic_at(code, std::move(arguments), offset, octets));
  }

  Diagnostic diagnostic_at(std::string_view code, text::Arguments arguments, std::size_t offset,
                           std::size_t octets) {
    const Place place = places_.at(offset);
    const std::size_t length = count_code_points(source_.substr(offset, octets));
    return {std::string(code),
            std::move(arguments),
            std::string(file_),
            place.line,
            place.column,
            path(),
            static_cast<int>(length)};
  }

  std::string path() const {
    std::string result;
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      const Frame& frame = frames_[i];
      if (const Array* array = std::get_if<Array>(&frame.node.value)) {
        result = text::pointer_to(result, array->size());
      } else if (i + 1 < frames_.size() || context_ == JsonContext::key) {
        result = text::pointer_to(result, frame.key);
      }
    }
    return result;
  }

  std::string_view source_;
  std::string_view text_;
  std::string_view file_;
  PlaceFinder places_;
  std::size_t begin_;
  std::size_t end_;  // of the last token that was read
  const char** read_to_ = nullptr;
  std::vector<Frame> frames_;
  Node root_;
  Diagnostics problems_;
  JsonContext context_ = JsonContext::nothing;
  bool last_was_number_ = false;
  bool last_was_text_ = false;
  bool stopped_at_limit_ = false;
  std::size_t values_ = 0;
};

Diagnostic whole_file(std::string_view code, text::Arguments arguments, std::string_view file) {
  return {std::string(code), std::move(arguments), std::string(file), 1, 1, "", 0};
}

bool looks_like_utf16(std::string_view source) {
  return source.starts_with("\xFF\xFE") || source.starts_with("\xFE\xFF") ||
         (source.size() > 1 && (source[0] == '\0' || source[1] == '\0'));
}

// Reports the first octet that is not UTF-8 and replaces all of them, so that the rest can be read.
std::string mend_utf8(std::string_view source, std::string_view file, std::size_t begin,
                      Diagnostics& problems) {
  std::string mended(source);
  std::optional<std::size_t> bad = first_invalid_utf8(source);
  const Place place = PlaceFinder(source, begin).at(*bad);
  const unsigned value = static_cast<unsigned char>(source[*bad]);
  const std::string octet = {"0123456789ABCDEF"[value / 16], "0123456789ABCDEF"[value % 16]};
  problems.push_back({"diagnostic.json.not_utf8",
                      {plain("octet", octet)},
                      std::string(file),
                      place.line,
                      place.column,
                      "",
                      1});
  for (; bad; bad = first_invalid_utf8(mended, *bad)) mended[*bad] = '?';
  return mended;
}

std::optional<Node> read_with_repairs(std::string_view source, std::string text, std::size_t begin,
                                      std::string_view file, Diagnostics& problems) {
  std::size_t last_offset = source.size() + 1;
  for (int repairs = 0;; ++repairs) {
    TreeBuilder builder(source, text, begin, file);
    const bool whole = builder.parse();
    if (whole || builder.stopped_at_limit()) {
      problems.insert(problems.end(), builder.problems().begin(), builder.problems().end());
      if (!whole) return std::nullopt;
      return builder.take_root();
    }
    const Slip slip = find_slip(builder.broken());
    // A repair that did not help would be reported again and again.
    const bool stuck = slip.offset == last_offset || repairs == kRepairsMax;
    if (slip.offset != last_offset) problems.push_back(builder.diagnostic_of(slip));
    last_offset = slip.offset;
    if (slip.repairs.empty() || stuck) {
      problems.insert(problems.end(), builder.problems().begin(), builder.problems().end());
      return std::nullopt;
    }
    for (const Repair& repair : slip.repairs) {
      text.replace(repair.offset, repair.octets.size(), repair.octets);
    }
  }
}

}  // namespace

NodeKind kind_of(const Node& node) {
  static constexpr NodeKind kKinds[] = {NodeKind::null,    NodeKind::boolean, NodeKind::integer,
                                        NodeKind::integer, NodeKind::real,    NodeKind::text,
                                        NodeKind::array,   NodeKind::object};
  static_assert(std::size(kKinds) == std::variant_size_v<decltype(Node::value)>);
  return kKinds[node.value.index()];
}

const Member* find_member(const Object& object, std::string_view key) {
  const auto found = std::find_if(object.begin(), object.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == object.end() ? nullptr : &*found;
}

std::optional<Node> read_json(std::string_view source, std::string_view file,
                              Diagnostics& problems) {
  if (source.size() > kJsonOctetsMax) {
    problems.push_back(whole_file("diagnostic.json.too_long",
                                  {number("octets", static_cast<std::int64_t>(source.size())),
                                   number("limit", static_cast<std::int64_t>(kJsonOctetsMax))},
                                  file));
    return std::nullopt;
  }
  if (looks_like_utf16(source)) {
    problems.push_back(whole_file("diagnostic.json.utf16", {}, file));
    return std::nullopt;
  }
  const std::size_t begin = source.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  Diagnostics found;
  std::string text =
      first_invalid_utf8(source) ? mend_utf8(source, file, begin, found) : std::string(source);
  std::optional<Node> tree = read_with_repairs(source, std::move(text), begin, file, found);
  text::sort_by_place(found);
  problems.insert(problems.end(), found.begin(), found.end());
  return tree;
}

}  // namespace popscope::loader
