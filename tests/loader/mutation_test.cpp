// Whatever happens to a file, reading it ends, and each problem has a place within it and
// sentences. The mutations are drawn from a fixed seed, so a failure comes back.
#include <algorithm>
#include <gtest/gtest.h>

#include "loader/scenario_loader.h"
#include "sim/core/random.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

constexpr int kMutationsPerFile = 100;

int lines_of(const std::string& text) {
  return 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

void expect_sane(const std::string& text) {
  static const FolderSource source(POPSCOPE_SOURCE_DIR "/scenarios/lessons");
  text::Diagnostics problems;
  const auto scenario =
      read_scenario(text, "lesson.json", {&shipped_sentences(), &source, "lesson.json"}, problems);
  EXPECT_TRUE(scenario != nullptr || !problems.empty()) << text;
  EXPECT_LE(problems.size(), 3 * kProblemsPerFileMax);
  expect_readable(problems);
  for (const text::Diagnostic& problem : problems) {
    EXPECT_LE(problem.line, lines_of(text)) << problem.code;
    EXPECT_FALSE(one_line(problem, shipped_sentences()).empty());
  }
  // Compiling must not trust more than reading has checked.
  if (scenario != nullptr && problems.empty()) lesson::compile(scenario, "f", 0, problems);
}

std::vector<std::string> lessons() {
  std::vector<std::string> texts;
  for (const std::string& path : FolderSource(POPSCOPE_SOURCE_DIR).list(kLessons)) {
    if (path.ends_with(".json")) texts.push_back(source_file(path));
  }
  return texts;
}

TEST(Mutation, TruncatedAnywhere) {
  const std::vector<std::string> texts = lessons();
  for (const std::string& text : texts) {
    for (std::size_t length = 0; length < text.size(); length += 61) {
      expect_sane(text.substr(0, length));
    }
  }
}

TEST(Mutation, OctetsChangedInsertedAndRemoved) {
  sim::Random random{20250303};
  static const std::string kPieces[] = {"{",
                                        "}",
                                        "[",
                                        "]",
                                        ",",
                                        ":",
                                        "\"",
                                        "\\",
                                        "//",
                                        "/*",
                                        "'",
                                        "\n",
                                        "0",
                                        "-",
                                        "1e999",
                                        "null",
                                        "\xFF",
                                        "\xE2\x80\x9C",
                                        std::string(1, '\0'),
                                        "99999999999999999999",
                                        "\\ud800"};
  for (const std::string& text : lessons()) {
    for (int i = 0; i < kMutationsPerFile; ++i) {
      std::string mutated = text;
      for (std::uint64_t slips = 1 + random.below(3); slips > 0; --slips) {
        const std::size_t at = random.below(mutated.size());
        const std::string& piece = kPieces[random.below(std::size(kPieces))];
        mutated.replace(at, random.below(3), piece);
      }
      expect_sane(mutated);
    }
  }
}

TEST(Mutation, AnyValueInThePlaceOfAnyOther) {
  static const char* const kValues[] = {"null",
                                        "true",
                                        "-1",
                                        "1.5",
                                        "\"\"",
                                        "\"x\"",
                                        "[]",
                                        "[null]",
                                        "{}",
                                        "{\"x\":1}",
                                        "18446744073709551615"};
  const std::string text = source_file(std::string(kLessons) + "leave-on-server.json");
  text::Diagnostics problems;
  const std::optional<Node> tree = read_json(text, "f", problems);
  ASSERT_TRUE(tree);
  std::vector<const Node*> nodes = {&*tree};
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (const Array* array = std::get_if<Array>(&nodes[i]->value)) {
      for (const Node& each : *array) nodes.push_back(&each);
    } else if (const Object* object = std::get_if<Object>(&nodes[i]->value)) {
      for (const Member& each : *object) nodes.push_back(&each.value);
    }
  }
  for (const Node* node : nodes) {
    for (const char* value : kValues) {
      std::string changed = text;
      changed.replace(node->place.offset, node->place.octets, value);
      expect_sane(changed);
    }
  }
}

TEST(Mutation, HostileFiles) {
  expect_sane(std::string(3'000'000, '['));
  expect_sane(std::string(3'000'000, '{'));
  expect_sane("{\"" + std::string(3'000'000, 'a') + "\": 1}");
  expect_sane(std::string(3'000'000, '\xFF'));
  expect_sane(std::string(3'000'000, '\0'));
  expect_sane(std::string(3'000'000, '\''));
  std::string commas = "{";
  for (int i = 0; i < 100'000; ++i) commas += "\"a\":,";
  expect_sane(commas);
  std::string keys = "{";
  for (int i = 0; i < 100'000; ++i) keys += "\"k" + std::to_string(i) + "\":1,";
  expect_sane(keys + "\"z\":1}");
}

}  // namespace
}  // namespace popscope::loader
