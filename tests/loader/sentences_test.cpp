// Every code that the loader can report has its two sentences, and no sentence about a code that is
// reported nowhere is left behind.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "loader/files.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

// The literals "PREFIX..." in the sources of a folder.
std::set<std::string> literals(const std::string& prefix, const std::string& folder = "loader/") {
  std::set<std::string> found;
  const std::regex pattern("\"(" + prefix + "\\.[a-z0-9_.]*[a-z0-9_])\"");
  for (const std::string& path : FolderSource(POPSCOPE_SOURCE_DIR).list(folder)) {
    const std::string text = source_file(path);
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
      found.insert((*at)[1]);
    }
  }
  return found;
}

TEST(Sentences, EveryCodeHasTwo) {
  std::set<std::string> codes = literals("diagnostic");
  codes.merge(literals("diagnostic", "quiz/"));
  EXPECT_GT(codes.size(), 60u);
  for (const std::string& code : codes) {
    if (shipped_sentences().contains(code)) continue;  // a part of a sentence
    EXPECT_TRUE(shipped_sentences().contains(code + ".what")) << code;
    EXPECT_TRUE(shipped_sentences().contains(code + ".remedy")) << code;
  }
}

TEST(Sentences, EveryWordOfTheLoaderIsThere) {
  for (const char* prefix : {"kind", "found", "subject", "name"}) {
    for (const std::string& key : literals(prefix)) {
      EXPECT_TRUE(shipped_sentences().contains(key)) << key;
    }
  }
}

TEST(Sentences, NoneIsLeftBehind) {
  std::set<std::string> codes = literals("diagnostic");
  codes.merge(literals("diagnostic", "gui/app/"));
  codes.merge(literals("diagnostic", "quiz/"));
  for (const auto& [key, sentence] : shipped_sentences().sentences()) {
    if (!key.starts_with("diagnostic.") || key.starts_with("diagnostic.lesson.")) continue;
    std::string code = key;
    for (const std::string ending : {".what", ".remedy"}) {
      if (code.ends_with(ending)) code.resize(code.size() - ending.size());
    }
    EXPECT_TRUE(codes.contains(code)) << key;
  }
}

TEST(Sentences, EndWithAFullStopOrAQuestionMark) {
  for (const auto& [key, sentence] : shipped_sentences().sentences()) {
    if (!key.ends_with(".what") && !key.ends_with(".remedy")) continue;
    if (!key.starts_with("diagnostic.") || sentence.ends_with("}")) continue;
    EXPECT_TRUE(sentence.ends_with(".") || sentence.ends_with("?")) << key << ": " << sentence;
  }
}

}  // namespace
}  // namespace popscope::loader
