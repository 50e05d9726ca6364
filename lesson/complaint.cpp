#include "lesson/complaint.h"

#include <optional>
#include <utility>

#include "text/suggest.h"

namespace popscope::lesson {

text::Diagnostic complaint(std::string_view code, const std::string& file, const Where& where,
                           text::Arguments arguments) {
  text::Diagnostic diagnostic;
  diagnostic.code = "diagnostic.lesson." + std::string(code);
  diagnostic.arguments = std::move(arguments);
  diagnostic.file = file;
  diagnostic.line = static_cast<int>(where.line);
  diagnostic.column = static_cast<int>(where.column);
  diagnostic.path = where.path;
  return diagnostic;
}

std::string as_list(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const std::string& text : texts) {
    if (list.size() > 1) list += ", ";
    list += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') list += '\\';
      list += c;
    }
    list += '"';
  }
  return list + "]";
}

std::string as_list(const std::vector<std::uint32_t>& numbers) {
  std::string list = "[";
  for (std::uint32_t number : numbers) {
    if (list.size() > 1) list += ", ";
    list += std::to_string(number);
  }
  return list + "]";
}

void Complaints::add(std::string_view code, const Where& where, text::Arguments arguments) {
  diagnostics_.push_back(complaint(code, file_, where, std::move(arguments)));
}

void Complaints::unknown(std::string_view code, std::string_view word,
                         const std::vector<std::string>& known, const Where& where) {
  if (const std::optional<std::string> near = text::nearest(word, known)) {
    add(std::string(code) + "_near", where,
        {text::plain("name", word), text::plain("suggestion", *near)});
    return;
  }
  add(code, where, {text::plain("name", word), text::plain("known", as_list(known))});
}

}  // namespace popscope::lesson
