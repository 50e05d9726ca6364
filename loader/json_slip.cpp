#include "loader/json_slip.h"

#include <algorithm>

#include "loader/json_slip_token.h"

namespace popscope::loader {
namespace {

using text::Arguments;
using text::plain;

class SlipFinder {
 public:
  explicit SlipFinder(const BrokenJson& broken) : broken_(broken), text_(broken.text) {}

  Slip find() const {
    const std::size_t at = skip_space(text_, broken_.read_to);
    if (auto slip = comment_or_end(at)) return *slip;
    switch (broken_.context) {
      case JsonContext::nothing:
        return in_value(at);
      case JsonContext::opened:
        return in_object() ? in_key(at) : in_value(at);
      case JsonContext::key:
        return after_key(at);
      case JsonContext::value:
        return broken_.open.empty() ? after_end(at) : after_value(at);
    }
    return unexpected(at);
  }

 private:
  bool in_object() const { return !broken_.open.empty() && text_[broken_.open.back()] == '{'; }
  bool is(std::size_t at, char c) const { return at < text_.size() && text_[at] == c; }

  Slip unexpected(std::size_t at) const {
    const std::string_view found = code_point_at(text_, at);
    return {"diagnostic.json.unexpected", {plain("found", found)}, at, found.size(), {}};
  }

  std::optional<Slip> comment_or_end(std::size_t at) const {
    if (at >= text_.size()) return end_of_text();
    const std::string_view rest = text_.substr(at);
    std::size_t end = 0;
    if (rest.starts_with("//") || rest.starts_with("#")) {
      end = std::min(rest.find('\n'), rest.size());
    } else if (rest.starts_with("/*")) {
      const std::size_t close = rest.find("*/", 2);
      end = close == std::string_view::npos ? rest.size() : close + 2;
    } else {
      return std::nullopt;
    }
    std::string blank(rest.substr(0, end));
    std::replace_if(
        blank.begin(), blank.end(), [](char c) { return c != '\n'; }, ' ');
    const std::size_t shown = std::min(rest.find('\n'), end);
    return Slip{"diagnostic.json.comment", {}, at, shown, {{at, blank}}};
  }

  Slip end_of_text() const {
    if (broken_.open.empty()) return {"diagnostic.json.empty", {}, broken_.read_to, 0, {}};
    const std::size_t opener = broken_.open.back();
    Slip slip{"diagnostic.json.unclosed", {}, broken_.read_to, 0, {}};
    slip.arguments = {plain("open", text_.substr(opener, 1)),
                      plain("close", text_[opener] == '{' ? "}" : "]")};
    slip.other = opener;
    return slip;
  }

  Slip after_key(std::size_t at) const {
    if (is(at, ':')) {
      at = skip_space(text_, at + 1);
      if (auto slip = comment_or_end(at)) return *slip;
      if (is(at, ',') || is(at, '}') || is(at, ']')) {
        return {"diagnostic.json.missing_value", {}, at, 1, {}};
      }
      return in_value(at);
    }
    Slip slip{"diagnostic.json.missing_colon", {}, broken_.read_to, 0, {}};
    if (is(at, '=')) {
      slip.offset = at;
      slip.octets = 1;
      slip.repairs = {{at, ":"}};
    } else if (at > broken_.read_to) {
      slip.repairs = {{broken_.read_to, ":"}};
    }
    return slip;
  }

  Slip after_value(std::size_t at) const {
    if (is(at, ',')) return after_comma(at);
    if (is(at, '}') || is(at, ']')) return wrong_bracket(at);
    if (is(at, ';')) return {"diagnostic.json.missing_comma", {}, at, 1, {{at, ","}}};
    if (broken_.last_was_number && at == broken_.read_to) return glued_to_number(text_, at);
    if (broken_.last_was_text && at == broken_.read_to && begins_word(text_[at])) {
      return {"diagnostic.json.quote_inside", {}, at - 1, 1, {}};
    }
    if (begins_value(text_[at]) || is(at, '\'')) {
      Slip slip{"diagnostic.json.missing_comma", {}, broken_.read_to, 0, {}};
      if (at > broken_.read_to) slip.repairs = {{broken_.read_to, ","}};
      return slip;
    }
    return unexpected(at);
  }

  Slip after_comma(std::size_t comma) const {
    const std::size_t at = skip_space(text_, comma + 1);
    if (at >= text_.size()) return end_of_text();
    if (auto slip = comment_or_end(at)) return *slip;
    if (is(at, '}') || is(at, ']')) {
      return {"diagnostic.json.trailing_comma",
              {plain("close", text_.substr(at, 1))},
              comma,
              1,
              {{comma, " "}}};
    }
    if (is(at, ',')) return {"diagnostic.json.double_comma", {}, at, 1, {{at, " "}}};
    if (broken_.last_was_number && comma == broken_.read_to && at == comma + 1 &&
        is_digit(text_[at])) {
      return {"diagnostic.json.number_group", {}, at - 1, 1, {}};
    }
    return in_object() ? in_key(at) : in_value(at);
  }

  Slip wrong_bracket(std::size_t at) const {
    const std::size_t opener = broken_.open.back();
    const std::string close = text_[opener] == '{' ? "}" : "]";
    Slip slip{"diagnostic.json.wrong_bracket",
              {plain("found", text_.substr(at, 1)), plain("open", text_.substr(opener, 1)),
               plain("close", close)},
              at,
              1,
              {}};
    slip.other = opener;
    // Where it closes an outer bracket, the inner one's was forgotten; else it is the wrong kind.
    const char found_opens = text_[at] == '}' ? '{' : '[';
    const bool closes_outer =
        std::any_of(broken_.open.begin(), broken_.open.end(),
                    [&](std::size_t outer) { return text_[outer] == found_opens; });
    if (!closes_outer) {
      slip.repairs = {{at, close}};
    } else if (at > broken_.read_to) {
      slip.repairs = {{broken_.read_to, close}};
    }
    return slip;
  }

  Slip in_key(std::size_t at) const {
    if (is(at, '"')) return slip_in_text(text_, at);
    if (auto slip = other_quotes(text_, at)) return *slip;
    if (is(at, ']')) return wrong_bracket(at);
    if (is(at, ',')) return {"diagnostic.json.double_comma", {}, at, 1, {{at, " "}}};
    if (begins_word(text_[at])) {
      const std::string_view word = word_at(text_, at);
      return {"diagnostic.json.bare_key", {plain("word", word)}, at, word.size(), {}};
    }
    const std::string_view found = code_point_at(text_, at);
    return {"diagnostic.json.key_expected", {plain("found", found)}, at, found.size(), {}};
  }

  Slip in_value(std::size_t at) const {
    if (is(at, '"')) return slip_in_text(text_, at);
    if (auto slip = other_quotes(text_, at)) return *slip;
    if (is(at, '}') && !broken_.open.empty() && !in_object()) return wrong_bracket(at);
    if (is(at, ',')) return {"diagnostic.json.double_comma", {}, at, 1, {{at, " "}}};
    if (begins_number(text_[at])) return slip_in_number(text_, at);
    if (begins_word(text_[at])) return slip_in_word(text_, at);
    return unexpected(at);
  }

  Slip after_end(std::size_t at) const {
    const std::string_view found = code_point_at(text_, at);
    return {"diagnostic.json.after_end", {plain("found", found)}, at, found.size(), {}};
  }

  const BrokenJson& broken_;
  std::string_view text_;
};

}  // namespace

Slip find_slip(const BrokenJson& broken) { return SlipFinder(broken).find(); }

}  // namespace popscope::loader
