#include "oracle/imap_response.h"

#include <algorithm>
#include <utility>

#include "oracle/verdict.h"
#include "sim/core/ascii.h"
#include "sim/wire/command_framer.h"

namespace popscope::oracle {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), sim::is_digit);
}

// Goes through the lines; a literal takes whole ones.
class ResponseReader {
 public:
  explicit ResponseReader(const std::vector<std::string>& lines) : lines_(lines) {}

  std::vector<Response> read() {
    std::vector<Response> all;
    for (; line_ < lines_.size(); ++line_) all.push_back(one());
    return all;
  }

 private:
  std::string_view rest() const {
    if (line_ >= lines_.size()) return {};
    return std::string_view(lines_[line_]).substr(std::min(at_, lines_[line_].size()));
  }
  std::string word() {
    const std::string_view text = rest();
    const std::string found(text.substr(0, text.find(' ')));
    at_ += std::min(found.size() + 1, text.size());
    return found;
  }

  Response one() {
    at_ = 0;
    Response response;
    response.line = lines_[line_];
    if (response.line.starts_with('+')) {
      response.kind = Response::Kind::go_ahead;
      return response;
    }
    const std::string tag = word();
    if (tag != "*") {
      response.kind = Response::Kind::tagged;
      response.tag = tag;
    }
    std::string second = word();
    if (tag == "*" && all_digits(second)) {
      response.number = static_cast<std::uint32_t>(std::stoul(second.substr(0, 9)));
      second = word();
    }
    response.word = sim::upper(second);
    if (response.is_status()) {
      read_code(response);
      return response;
    }
    while (!rest().empty()) {
      if (rest().front() == ' ')
        ++at_;
      else
        response.values.push_back(value());
    }
    return response;
  }

  void read_code(Response& response) {
    const std::string_view text = rest();
    if (!text.starts_with('[')) return;
    // A list in a code may hold brackets of its own; none that we compare does.
    const std::size_t end = text.find(']');
    response.code = text.substr(1, (end == std::string_view::npos ? text.size() : end) - 1);
  }

  Value value() {
    const char c = rest().front();
    if (c == '(') return list();
    if (c == '"') return quoted();
    if (c == '{') return literal();
    return atom();
  }

  Value list() {
    Value list;
    list.kind = Value::Kind::list;
    ++at_;
    while (!rest().empty() && rest().front() != ')') {
      if (rest().front() == ' ')
        ++at_;
      else
        list.items.push_back(value());
    }
    ++at_;
    return list;
  }

  Value quoted() {
    Value string;
    string.kind = Value::Kind::string;
    for (++at_; !rest().empty() && rest().front() != '"'; ++at_) {
      if (rest().front() == '\\' && rest().size() > 1) ++at_;
      string.text += rest().front();
    }
    ++at_;
    string.octets = string.text.size();
    return string;
  }

  // "BODY[HEADER.FIELDS (TO)]<0>" is one; so is "\Seen".
  Value atom() {
    Value atom;
    atom.kind = Value::Kind::atom;
    bool bracket = false;
    for (; !rest().empty(); ++at_) {
      const char c = rest().front();
      if (!bracket && (c == ' ' || c == '(' || c == ')')) break;
      if (c == '[') bracket = true;
      if (c == ']') bracket = false;
      atom.text += c;
    }
    if (atom.text.empty()) ++at_;  // a bracket that closes nothing
    if (sim::equal_ignoring_case(atom.text, "NIL")) atom.kind = Value::Kind::nil;
    return atom;
  }

  Value literal() {
    const auto announced = sim::literal_announced(rest());
    if (!announced) {
      at_ = lines_[line_].size();
      return {};
    }
    Value string;
    string.kind = Value::Kind::string;
    string.octets = announced->octets;
    std::uint64_t left = announced->octets;
    for (++line_, at_ = 0; line_ < lines_.size(); ++line_) {
      const std::string& line = lines_[line_];
      if (!elided_hash(line).empty()) {
        string.elided = true;
        string.text += line;
        for (++line_; line_ < lines_.size() && !lines_[line_].starts_with(')'); ++line_) {
          string.text += lines_[line_] + "\r\n";
        }
        return string;
      }
      if (line.size() >= left) {
        string.text += line.substr(0, static_cast<std::size_t>(left));
        at_ = static_cast<std::size_t>(left);
        return string;
      }
      string.text += line + "\r\n";
      left -= std::min<std::uint64_t>(left, line.size() + 2);
    }
    return string;
  }

  const std::vector<std::string>& lines_;
  std::size_t line_ = 0;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Response> responses_of(const std::vector<std::string>& lines) {
  return ResponseReader(lines).read();
}

std::string to_text(const Value& value) {
  switch (value.kind) {
    case Value::Kind::nil: return "NIL";
    case Value::Kind::atom: return value.text;
    case Value::Kind::string: return '"' + value.text + '"';
    case Value::Kind::list: break;
  }
  std::string text = "(";
  for (const Value& item : value.items) text += (text.size() > 1 ? " " : "") + to_text(item);
  return text + ")";
}

std::string first_word(std::string_view text) { return sim::upper(text.substr(0, text.find(' '))); }

std::string rest_of(std::string_view text) {
  const std::size_t space = text.find(' ');
  return space == std::string_view::npos ? std::string() : std::string(text.substr(space + 1));
}

}  // namespace popscope::oracle
