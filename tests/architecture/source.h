// A source file as the rules see it: its code without comments and literals, and its literals.
// Knows enough of C++ to tell these apart, and nothing of what the code means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace popscope::architecture {

struct Literal {
  int line = 0;  // where it begins
  int last_line = 0;
  std::string text;
  std::string before;  // the code of its statement that stands before it
};

struct Include {
  int line = 0;
  bool is_system = false;  // <...>
  std::string path;
};

struct Source {
  std::string path;                // from the top of the repository
  std::vector<std::string> lines;  // as they stand
  std::vector<std::string> code;   // comments and literals made blank; as many lines
  std::vector<Literal> literals;   // string literals, those of #include left out
  std::vector<Include> includes;
};

Source parse_source(std::string_view path, std::string_view text);

// "gui/panels/ladder.cpp" is in "gui" and in "gui/panels", not in "gui/pan".
bool is_in(std::string_view path, std::string_view folder);

bool is_cpp(std::string_view path);

}  // namespace popscope::architecture
