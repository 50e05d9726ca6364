#include "tests/support/script_words.h"

#include <cctype>
#include <regex>
#include <stdexcept>
#include <vector>

namespace popscope::test {

using namespace popscope::sim;

std::string unescape(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'r': out += '\r'; break;
      case 'n': out += '\n'; break;
      case 't': out += '\t'; break;
      case 'x':
        out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
        i += 2;
        break;
      default: out += text[i];
    }
  }
  return out;
}

Duration duration_of(const std::string& text) {
  std::smatch m;
  if (!std::regex_match(text, m, std::regex(R"((\d+)\s*(ms|s|min|h))")))
    throw std::runtime_error("not a duration: " + text);
  const std::int64_t n = std::stoll(m[1]);
  if (m[2] == "ms") return milliseconds(n);
  if (m[2] == "s") return seconds(n);
  return seconds(n * (m[2] == "min" ? 60 : 3600));
}

MessagePtr message_of(const std::string& text, std::uint64_t identity) {
  std::smatch m;
  if (std::regex_match(text, m, std::regex(R"(msg\((\d+)\))"))) {
    GeneratedMail mail;
    mail.subject = "Message " + std::to_string(identity);
    mail.to = "test";
    mail.octets = std::stoull(m[1]);
    mail.seed = identity;
    return generate_message(mail, identity);
  }
  if (text.starts_with("file(") && text.ends_with(")"))
    return message_from_text(unescape(text.substr(5, text.size() - 6)), identity);
  throw std::runtime_error("not a message: " + text);
}

namespace {

std::string quoted(char c) {  // for a regular expression
  return (std::ispunct(static_cast<unsigned char>(c)) ? "\\" : "") + std::string(1, c);
}

}  // namespace

bool matches(const std::string& pattern, const std::string& line,
             std::map<std::string, std::string>& bound) {
  std::string expression;
  std::vector<std::string> binds;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '*') {
      expression += ".*";
    } else if (c == '$') {
      std::size_t end = i + 1;
      while (end < pattern.size() && (std::isalnum(static_cast<unsigned char>(pattern[end]))))
        ++end;
      const std::string name = pattern.substr(i + 1, end - i - 1);
      const auto known = bound.find(name);
      if (known == bound.end()) {
        binds.push_back(name);
        expression += "(\\S+)";
      } else {
        for (char k : known->second) expression += quoted(k);
      }
      i = end - 1;
    } else {
      expression += quoted(c);
    }
  }
  std::smatch m;
  if (!std::regex_match(line, m, std::regex(expression))) return false;
  for (std::size_t i = 0; i < binds.size(); ++i) bound[binds[i]] = m[i + 1];
  return true;
}

}  // namespace popscope::test
