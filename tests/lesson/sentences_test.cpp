// Whatever lesson complains about has both its sentences, and no sentence is left that nobody says.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/lesson/sentences.h"

namespace popscope::test {
namespace {

const std::string kPrefix = "diagnostic.lesson.";

std::set<std::string> literals_of_sources() {
  static const std::regex literal("\"([a-z_]+)\"");
  std::set<std::string> found;
  for (const auto& file : std::filesystem::directory_iterator(POPSCOPE_SOURCE_DIR "/lesson")) {
    std::ifstream stream(file.path());
    std::stringstream text;
    text << stream.rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator it(source.begin(), source.end(), literal), end; it != end; ++it) {
      found.insert((*it)[1]);
    }
  }
  return found;
}

// A code of the catalogue without the endings that code adds to it.
std::string stem(std::string code) {
  for (const char* ending : {"_near", "_count", "_subjects", "_flags", "_no_message"}) {
    const std::size_t at = code.rfind(ending);
    if (at != std::string::npos && at + std::string(ending).size() == code.size()) code.erase(at);
  }
  const std::size_t dot = code.rfind('.');
  return dot == std::string::npos ? code : code.substr(dot + 1);
}

TEST(LessonSentences, AreWholeAndUsed) {
  const std::set<std::string> literals = literals_of_sources();
  std::set<std::string> stems;
  for (const auto& [key, sentence] : english().sentences()) {
    if (key.rfind(kPrefix, 0) != 0) continue;
    const std::size_t dot = key.rfind('.');
    const std::string code = key.substr(kPrefix.size(), dot - kPrefix.size());
    EXPECT_TRUE(english().contains(kPrefix + code + ".what")) << code;
    EXPECT_TRUE(english().contains(kPrefix + code + ".remedy")) << code;
    if (code.rfind("act_not_possible.", 0) == 0) continue;  // visit_check_test goes through these
    EXPECT_EQ(literals.count(stem(code)), 1u) << code << " is said by nobody";
    stems.insert(stem(code));
  }
  static const std::regex code("(unknown|duplicate|mail|choice|ask|story|never|expect)_[a-z_]+");
  for (const std::string& literal : literals) {
    if (!std::regex_match(literal, code)) continue;
    EXPECT_EQ(stems.count(literal), 1u) << literal;
  }
}

}  // namespace
}  // namespace popscope::test
