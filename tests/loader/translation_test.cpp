// NAME.de.json beside a scenario.
#include "loader/translation.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "lesson/visit.h"
#include "loader/catalogue_loader.h"
#include "loader/scenario_loader.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

const std::string kScenario = R"({"popscope": "scenario/1", "title": "Mine", "keep": "Keep this.",
  "people": [{"name": "sarah", "mail": ["A"]}], "devices": [{"name": "Laptop"}],
  "story": [
    {"connect": "Laptop"},
    {"id": "log-in", "part": "log in", "do": ["USER sarah", "PASS secret"], "note": "You are in."},
    {"choose": [
      {"name": "stay", "story": [
        {"ask": "How many?", "id": "how-many", "answers": [
          {"say": "one", "when": {"server": {"sarah": 1}}},
          {"say": "none", "when": {"server": {"sarah": 0}}}]},
        {"id": "mark", "do": ["DELE 1"]}]},
      {"name": "leave", "story": [{"do": ["QUIT"]}]}]}
  ]})";

LoadedLesson load(const std::string& translation, const std::string& language) {
  const std::vector<embedded::File> files = {{"mine.json", kScenario},
                                             {"mine.de.json", translation}};
  const EmbeddedSource source(files);
  text::Catalogue sentences = shipped_sentences();
  if (!language.empty()) sentences.add(kLanguage, language);
  return load_lesson(source, "mine.json", "mine.json", sentences);
}

TEST(Translation, GoesByIdsAndLeavesTheRest) {
  const LoadedLesson it = load(R"({"popscope": "translation/1", "title": "Meins", "entries": {
      "log-in": {"part": "anmelden", "text": "Drin."},
      "how-many": {"ask": "Wie viele?", "answers": ["eine", "keine"]}}})",
                               "de");
  EXPECT_EQ(in_short(it.problems), "");
  ASSERT_TRUE(it.compiled);
  EXPECT_EQ(it.scenario->title, "Meins");
  EXPECT_EQ(it.scenario->keep, "Keep this.");
  EXPECT_EQ(it.scenario->story[1].part_shown, "anmelden");
  EXPECT_EQ(it.scenario->story[1].note->text, "Drin.");
  const auto& ways = std::get<lesson::ChooseAct>(it.scenario->story[2].act).ways;
  const auto& ask = std::get<lesson::Ask>(ways[0].story[0].act);
  EXPECT_EQ(ask.question, "Wie viele?");
  EXPECT_EQ(ask.answers[1].say, "keine");
  EXPECT_EQ(ask.answers[1].because, "");
  // A recording made in one language opens in the other.
  EXPECT_EQ(it.compiled->hash, load("{", "").compiled->hash);
  EXPECT_EQ(it.beside, std::vector<std::string>{"mine.de.json"});
}

// A place is found by what the author called it; in the other language it is found as well.
TEST(Translation, AddressesGoByTheNamesOfTheScenario) {
  const std::string scenario = R"({"popscope": "scenario/1", "title": "Mine",
    "people": [{"name": "sarah", "mail": ["A"]}], "devices": [{"name": "Laptop"}],
    "story": [
      {"connect": "Laptop"},
      {"ask": "How many?", "at": "take leave", "answers": [
          {"say": "one", "when": {"server": {"sarah": 1}}},
          {"say": "none", "when": {"server": {"sarah": 0}}}]},
      {"id": "in", "part": "log in", "do": ["USER sarah", "PASS secret"]},
      {"id": "out", "part": "take leave", "do": ["QUIT"]}]})";
  const std::vector<embedded::File> files = {
      {"mine.json", scenario},
      {"mine.de.json", R"({"popscope": "translation/1", "entries": {
          "in": {"part": "take leave"}, "out": {"part": "log in"}}})"}};
  text::Catalogue sentences = shipped_sentences();
  sentences.add(kLanguage, "de");
  const EmbeddedSource source(files);
  const LoadedLesson here = load_lesson(source, "mine.json", "mine.json", sentences);
  EXPECT_EQ(in_short(here.problems), "");
  ASSERT_TRUE(here.compiled);
  const LoadedLesson there =
      load_lesson(source, "mine.json", "mine.json", shipped_sentences());
  EXPECT_EQ(here.compiled->entries[1].decides_at, there.compiled->entries[1].decides_at);
  const lesson::Visit visit(here.compiled);
  EXPECT_EQ(visit.find("log in"), lesson::Visit(there.compiled).find("log in"));
  EXPECT_EQ(visit.find("log in"), visit.find("in"));
}

TEST(Translation, OneThatCannotBeReadIsAFault) {
  namespace fs = std::filesystem;
  const fs::path folder =
      fs::temp_directory_path() / ("popscope-translation-" + std::to_string(getpid()));
  fs::create_directories(folder / "mine.de.json");  // a folder: root too cannot read it
  std::ofstream(folder / "mine.json") << kScenario;
  text::Catalogue sentences = shipped_sentences();
  sentences.add(kLanguage, "de");
  const FolderSource source(folder.string());
  const LoadedLesson it = load_lesson(source, "mine.json", "mine.json", sentences);
  EXPECT_FALSE(it.compiled);
  ASSERT_EQ(it.problems.size(), 1u);
  EXPECT_EQ(it.problems[0].code, "diagnostic.file.is_folder");
  EXPECT_EQ(it.problems[0].file, "mine.de.json");
  fs::remove_all(folder);
}

TEST(Translation, IsNoScenario) {
  const std::vector<embedded::File> files = {
      {"mine.de.json", R"({"popscope": "translation/1", "title": "Meins"})"}};
  const EmbeddedSource source(files);
  const LoadedLesson it =
      load_lesson(source, "mine.de.json", "mine.de.json", shipped_sentences());
  EXPECT_FALSE(it.compiled);
  EXPECT_EQ(in_short(it.problems), "1:1 translation.alone");
  expect_readable(it.problems);
}

TEST(Translation, OneThatIsNoJsonIsAFault) {
  const LoadedLesson it = load("{", "de");
  EXPECT_FALSE(it.compiled);
  EXPECT_EQ(in_short(it.problems).find("1:"), 0u);
}

TEST(Translation, IsNotReadInAnotherLanguage) {
  EXPECT_EQ(load("{", "").scenario->title, "Mine");
  EXPECT_EQ(load("{", "fr").scenario->title, "Mine");
  EXPECT_EQ(load("{", "fr").beside, std::vector<std::string>{"mine.fr.json"});
}

TEST(Translation, EveryMistakeHasAPlace) {
  const LoadedLesson it = load("{\"popscope\": \"translation/1\", \"titel\": \"Meins\",\n"
                               "\"entries\": {\"login\": {\"part\": \"x\"},\n"
                               "\"mark\": {\"headline\": \"x\"},\n"
                               "\"how-many\": {\"answers\": [\"eine\"]}}}",
                               "de");
  EXPECT_FALSE(it.compiled);
  EXPECT_EQ(in_short(it.problems),
            "1:31 misspelt_key /titel\n"
            "2:13 misspelt_name /entries/login\n"
            "3:9 translation.nothing_there /entries/mark\n"
            "4:13 translation.another_count /entries/how-many");
  expect_readable(it.problems);
  for (const text::Diagnostic& problem : it.problems) EXPECT_EQ(problem.file, "mine.de.json");
  EXPECT_EQ(it.text.find("scenario/1"), std::string::npos);  // the text that is shown is its own
}

TEST(Translation, LanguagesByTheirLocale) {
  EXPECT_EQ(language_named("de_DE.UTF-8"), "de");
  EXPECT_EQ(language_named("de"), "de");
  EXPECT_EQ(language_named("sr@latin"), "sr");
  for (const char* none : {"", "C", "POSIX", "C.UTF-8", "en_GB.UTF-8", "../x", "d", "deutsch"}) {
    EXPECT_EQ(language_named(none), "") << none;
  }
}

TEST(Translation, SentencesThatAreMissingStayEnglish) {
  const std::vector<embedded::File> files = {
      {"assets/text/en/a.json", R"({"a": "one", "b": "two"})"},
      {"assets/text/de/a.json", R"({"b": "zwei"})"}};
  const EmbeddedSource source(files);
  text::Diagnostics problems;
  const text::Catalogue german = load_sentences(source, "de", problems);
  EXPECT_EQ(german.sentence("a") + german.sentence("b"), "onezwei");
  EXPECT_EQ(language_of(german), "de");
  const text::Catalogue french = load_sentences(source, "fr", problems);
  EXPECT_EQ(french.sentence("b"), "two");
  EXPECT_EQ(language_of(load_sentences(source, "", problems)), "");
  EXPECT_EQ(in_short(problems), "");
}

}  // namespace
}  // namespace popscope::loader
