#include "tests/loader/problems.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include <algorithm>

#include "loader/catalogue_loader.h"

namespace popscope::loader {
namespace {

text::Catalogue load_shipped_sentences() {
  text::Diagnostics problems;
  const FolderSource source(POPSCOPE_SOURCE_DIR);
  text::Catalogue catalogue = load_catalogue(source, kEnglishSentences, problems);
  for (const text::Diagnostic& problem : problems) {
    ADD_FAILURE() << one_line(problem, catalogue);
  }
  return catalogue;
}

bool has_argument(const text::Diagnostic& problem, const std::string& name) {
  return std::any_of(problem.arguments.begin(), problem.arguments.end(),
                     [&](const text::Argument& argument) { return argument.name == name; });
}

// Whether the catalogue's sentence names an argument that was not given.
bool has_open_argument(const text::Diagnostic& problem, const std::string& sentence) {
  for (std::size_t at = sentence.find('{'); at != std::string::npos;
       at = sentence.find('{', at + 1)) {
    const std::size_t close = sentence.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at + 1);
    if (close == std::string::npos || close == at + 1 || sentence[close] != '}') continue;
    if (!has_argument(problem, sentence.substr(at + 1, close - at - 1))) return true;
  }
  return false;
}

}  // namespace

std::string in_short(const text::Diagnostics& problems) {
  std::string result;
  for (const text::Diagnostic& problem : problems) {
    if (!result.empty()) result += "\n";
    const std::size_t prefix = std::string("diagnostic.").size();
    result += place_of(problem) + " " + problem.code.substr(prefix);
    if (!problem.path.empty()) result += " " + problem.path;
  }
  return result;
}

const text::Catalogue& shipped_sentences() {
  static const text::Catalogue catalogue = load_shipped_sentences();
  return catalogue;
}

void expect_readable(const text::Diagnostics& problems) {
  for (const text::Diagnostic& problem : problems) {
    EXPECT_GT(problem.line, 0) << problem.code;
    EXPECT_GT(problem.column, 0) << problem.code;
    for (const std::string& sentence : {what_is_wrong(problem, shipped_sentences()),
                                        what_would_be_right(problem, shipped_sentences())}) {
      EXPECT_EQ(sentence.find("[diagnostic."), std::string::npos) << sentence;
      EXPECT_EQ(sentence.find("[kind."), std::string::npos) << sentence;
    }
    for (const char* ending : {".what", ".remedy"}) {
      const std::string sentence = shipped_sentences().sentence(problem.code + ending);
      EXPECT_FALSE(has_open_argument(problem, sentence)) << problem.code << ": " << sentence;
    }
    for (const text::Argument& argument : problem.arguments) {
      if (argument.role != text::Argument::Role::keys) continue;
      const std::string sentence = shipped_sentences().sentence(argument.value);
      EXPECT_FALSE(has_open_argument(problem, sentence)) << problem.code << ": " << sentence;
    }
  }
}

std::string source_file(const std::string& path) {
  const FileText text = FolderSource(POPSCOPE_SOURCE_DIR).read(path);
  EXPECT_TRUE(text) << path;
  return text.value_or("");
}

}  // namespace popscope::loader
