// NAME.de.json beside a scenario.
#include "loader/translation.h"

#include <gtest/gtest.h>

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
  EXPECT_EQ(it.scenario->story[1].part, "anmelden");
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
