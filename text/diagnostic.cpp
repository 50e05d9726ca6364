#include "text/diagnostic.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace popscope::text {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// "Write 1320" -> "write 1320", but "POP3 ..." and "A list" stay.
std::string continued(std::string sentence) {
  if (sentence.size() > 1 && is_upper(sentence[0]) && is_lower(sentence[1])) {
    sentence[0] = static_cast<char>(sentence[0] - 'A' + 'a');
  }
  return sentence;
}

bool breaks_line(char c) { return c == '\n' || c == '\r' || c == '\t'; }

// What was written in a file may hold anything: NUL would end the words, ESC speaks to a terminal.
std::string visible(const std::string& words) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result;
  for (const char c : words) {
    const auto octet = static_cast<unsigned char>(c);
    if ((octet < 0x20 && !breaks_line(c)) || octet == 0x7F) {
      result += {'\\', 'x', kDigits[octet >> 4], kDigits[octet & 15]};
    } else {
      result += c;
    }
  }
  return result;
}

// What stands in an argument may hold line breaks; a line of output must not.
std::string on_one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), breaks_line, ' ');
  return visible(text);
}

}  // namespace

std::string what_is_wrong(const Diagnostic& diagnostic, const Catalogue& catalogue) {
  return visible(catalogue.sentence(diagnostic.code + ".what", diagnostic.arguments));
}

std::string what_would_be_right(const Diagnostic& diagnostic, const Catalogue& catalogue) {
  return visible(catalogue.sentence(diagnostic.code + ".remedy", diagnostic.arguments));
}

std::string place_of(const Diagnostic& diagnostic) {
  if (diagnostic.line == 0) return {};
  return std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column);
}

std::string one_line(const Diagnostic& diagnostic, const Catalogue& catalogue) {
  std::string result = diagnostic.file;
  if (diagnostic.line != 0) result += ":" + place_of(diagnostic);
  if (!result.empty()) result += ": ";
  if (!diagnostic.path.empty()) result += diagnostic.path + ": ";
  std::string wrong = what_is_wrong(diagnostic, catalogue);
  if (!wrong.empty() && wrong.back() == '.') wrong.pop_back();
  result += wrong + "; " + continued(what_would_be_right(diagnostic, catalogue));
  return on_one_line(std::move(result));
}

void sort_by_place(Diagnostics& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
                   });
}

std::string pointer_to(std::string_view parent, std::string_view key) {
  std::string result(parent);
  result += '/';
  for (const char c : key) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result += c;
    }
  }
  return result;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
  return std::string(parent) + "/" + std::to_string(index);
}

}  // namespace popscope::text
