#include "tests/architecture/source.h"

#include <cctype>

namespace popscope::architecture {
namespace {

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  std::string line;
  for (const char c : text) {
    if (c == '\n') {
      lines.push_back(line);
      line.clear();
    } else {
      line += c;
    }
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Goes through the text once; whatever is no code is left out, but for its line ends.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void scan() {
    while (at_ < text_.size()) {
      if (starts("//")) {
        skip_until("\n");
      } else if (starts("/*")) {
        skip_until("*/");
        take_out(2);
      } else if (starts("R\"") && !after_word()) {
        raw_literal();
      } else if (text_[at_] == '"') {
        literal();
      } else if (text_[at_] == '\'' && !after_word()) {  // after a word: a digit separator
        character();
      } else {
        keep();
      }
    }
  }

  std::string code;
  std::vector<Literal> literals;

 private:
  bool starts(std::string_view what) const { return text_.substr(at_, what.size()) == what; }
  bool after_word() const { return at_ > 0 && is_word(text_[at_ - 1]); }

  void keep() {
    if (text_[at_] == '\n') ++line_;
    code += text_[at_++];
  }
  void take_out(std::size_t count) {
    for (; count > 0 && at_ < text_.size(); --count, ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_;
      code += '\n';
    }
  }
  void skip_until(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    take_out((found == std::string_view::npos ? text_.size() : found) - at_);
  }
  std::string statement() const {
    const std::size_t end = code.find_last_of(";{}");
    return end == std::string::npos ? code : code.substr(end + 1);
  }
  bool on_include_line() const {
    const std::size_t begin = code.rfind('\n') == std::string::npos ? 0 : code.rfind('\n') + 1;
    return code.compare(begin, 8, "#include") == 0;
  }
  void literal() {
    Literal found{line_, line_, "", statement()};
    const bool is_include = on_include_line();
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) found.text += text_[at_++];
      found.text += text_[at_++];
    }
    take_out(at_ < text_.size() && text_[at_] == '"' ? 1 : 0);
    code += "\"\"";
    if (!is_include) literals.push_back(found);
  }
  void raw_literal() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return keep();
    const std::string end = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const std::size_t close = text_.find(end, open);
    if (close == std::string_view::npos) return keep();
    const std::string_view inside = text_.substr(open + 1, close - open - 1);
    literals.push_back({line_, line_, std::string(inside), statement()});
    code += "\"\"";
    take_out(close + end.size() - at_);
    literals.back().last_line = line_;
  }
  void character() {
    take_out(1);
    while (at_ < text_.size() && text_[at_] != '\'' && text_[at_] != '\n') {
      take_out(text_[at_] == '\\' ? 2 : 1);
    }
    take_out(1);
    code += "''";
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

std::vector<Include> find_includes(const std::vector<std::string>& lines) {
  std::vector<Include> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.compare(0, 8, "#include") != 0) continue;
    const std::size_t open = line.find_first_of("<\"");
    const std::size_t close =
        open == std::string::npos ? open : line.find_first_of(">\"", open + 1);
    if (close == std::string::npos) continue;
    found.push_back(
        {static_cast<int>(i) + 1, line[open] == '<', line.substr(open + 1, close - open - 1)});
  }
  return found;
}

}  // namespace

Source parse_source(std::string_view path, std::string_view text) {
  Source source;
  source.path = path;
  source.lines = split_lines(text);
  source.includes = find_includes(source.lines);
  Scanner scanner(text);
  scanner.scan();
  source.code = split_lines(scanner.code);
  source.literals = scanner.literals;
  return source;
}

bool is_in(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.substr(0, folder.size()) == folder &&
         path[folder.size()] == '/';
}

bool is_cpp(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return false;
  return path.substr(dot) == ".cpp" || path.substr(dot) == ".h";
}

}  // namespace popscope::architecture
