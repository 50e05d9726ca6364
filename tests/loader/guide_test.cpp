// docs/scenarios.md: its examples load and hold, and its list of keys is what the tables give.
#include <cstdlib>
#include <gtest/gtest.h>

#include "lesson/visit.h"
#include "loader/reference.h"
#include "loader/scenario_loader.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

constexpr const char* kGuide = "docs/scenarios.md";

// What stands between ```json and ```.
std::vector<std::string> examples_of(const std::string& guide) {
  const std::string begin = "```json\n";
  std::vector<std::string> examples;
  for (std::size_t at = guide.find(begin); at != std::string::npos; at = guide.find(begin, at)) {
    at += begin.size();
    const std::size_t end = guide.find("```", at);
    examples.push_back(guide.substr(at, end - at));
    at = end;
  }
  return examples;
}

// A story alone happens where the guide says.
std::string whole(const std::string& example) {
  if (example.front() == '{') return example;
  return R"({"popscope":"scenario/1","title":"Guide",)"
         R"("people":[{"name":"sarah",)"
         R"("mail":["Invoice 4471","Lunch on Friday?","Router manual"]}],)"
         R"("devices":[{"name":"Laptop"},{"name":"Phone"}],"story":)" +
         example + "}";
}

TEST(Guide, EveryExampleLoadsAndHolds) {
  const std::vector<std::string> examples = examples_of(source_file(kGuide));
  EXPECT_GE(examples.size(), 10U);
  for (const std::string& example : examples) {
    const std::string text = whole(example);
    const embedded::File file{"example.json", text};
    const LoadedLesson loaded = load_lesson(EmbeddedSource({&file, 1}), "example.json",
                                            "example.json", shipped_sentences());
    for (const text::Diagnostic& problem : loaded.problems) {
      ADD_FAILURE() << one_line(problem, shipped_sentences()) << "\n" << example;
    }
    if (!loaded.compiled) continue;
    const lesson::Visit visit(loaded.compiled);
    for (const text::Diagnostic& problem : visit.check()) {
      ADD_FAILURE() << one_line(problem, shipped_sentences()) << "\n" << example;
    }
  }
}

TEST(Guide, ShowsEveryAct) {
  const std::string guide = source_file(kGuide);
  const TableShape* entry = nullptr;
  for (const KeyShape& key : scenario_table().shape().keys) {
    if (key.name == "story") entry = &key.shape->parts.front()->table();
  }
  ASSERT_NE(entry, nullptr);
  std::string examples;
  for (const std::string& example : examples_of(guide)) examples += example;
  for (const KeyShape& key : entry->keys) {
    EXPECT_NE(examples.find("\"" + key.name + "\":"), std::string::npos) << key.name;
  }
}

// POPSCOPE_UPDATE_GOLDEN=1 rewrites it.
TEST(Guide, ItsKeysAreThoseOfTheTables) {
  const std::string guide = source_file(kGuide);
  const std::size_t marker = guide.find("<!-- what follows is made by");
  ASSERT_NE(marker, std::string::npos);
  const std::string right = guide.substr(0, guide.find('\n', marker) + 1) +
                            reference_document(scenario_table().shape(), shipped_sentences());
  if (std::getenv("POPSCOPE_UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(write_file(std::string(POPSCOPE_SOURCE_DIR "/") + kGuide, right));
  }
  EXPECT_TRUE(source_file(kGuide) == right);
}

// --- the reference at one place ---

std::string keys_at(const std::string& pointer) {
  std::string keys;
  const Reference reference =
      reference_at(scenario_table().shape(), pointer, shipped_sentences());
  EXPECT_EQ(reference.says.find('['), std::string::npos) << reference.says;
  for (const ReferenceKey& key : reference.keys) keys += (keys.empty() ? "" : " ") + key.key;
  return keys;
}

TEST(Reference, KnowsTheObjectInWhichAMistakeStands) {
  EXPECT_EQ(keys_at("/people/0/mail/1/octets"), "subject from octets body file");
  EXPECT_EQ(keys_at("/people/0/mail/1"), "subject from octets body file");
  EXPECT_EQ(keys_at("/people/0/nmae"), "name password pop3 app password token storage mail");
  EXPECT_EQ(keys_at("/title"), keys_at(""));
  EXPECT_EQ(keys_at("/devices/0").substr(0, 10), "name reads");
  EXPECT_EQ(keys_at("/story/2/exepct").substr(0, 10), "part id on");
  EXPECT_EQ(keys_at("/story/2/choose/1/story/0/note/txet"), "headline text section exam wire");
  EXPECT_EQ(keys_at("/story/2/answers/0/when/session/Laptop/stat"), "state marked");
  EXPECT_EQ(keys_at("/story/2/answers/0/when/lcok"),
            "server lock session device last reply connection port sealed");
  const std::string file = keys_at("");
  EXPECT_EQ(file.substr(0, 8), "popscope");
  for (const char* odd : {"/", "/no/such/thing", "/title/0/x", "//", "/~1~0"}) {
    EXPECT_EQ(keys_at(odd), file) << odd;
  }
}

TEST(Reference, SaysWhatAKeyIs) {
  const Reference mail = reference_at(scenario_table().shape(), "/people/0/mail/0/octets",
                                      shipped_sentences());
  EXPECT_EQ(mail.keys[2].type, "a whole number from 1 to 50,000,000");
  EXPECT_FALSE(mail.keys[2].required);
  EXPECT_EQ(mail.keys[2].says, "Its exact size in octets (header, body and line ends).");
}

}  // namespace
}  // namespace popscope::loader
