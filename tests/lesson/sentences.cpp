#include "tests/lesson/sentences.h"

#include <gtest/gtest.h>

#include "loader/catalogue_loader.h"

namespace popscope::test {

const text::Catalogue& english() {
  static const text::Catalogue catalogue = [] {
    text::Diagnostics problems;
    text::Catalogue loaded = loader::load_catalogue(loader::FolderSource(POPSCOPE_SOURCE_DIR),
                                                    loader::kEnglishSentences, problems);
    EXPECT_TRUE(problems.empty());
    return loaded;
  }();
  return catalogue;
}

std::string in_words(const text::Diagnostic& diagnostic) {
  return text::one_line(diagnostic, english());
}

std::vector<std::string> in_words(const text::Diagnostics& diagnostics) {
  std::vector<std::string> words;
  for (const text::Diagnostic& diagnostic : diagnostics) words.push_back(in_words(diagnostic));
  return words;
}

}  // namespace popscope::test
