#include "text/catalogue.h"

#include <gtest/gtest.h>

namespace popscope::text {
namespace {

Catalogue catalogue_of(std::initializer_list<std::pair<const char*, const char*>> sentences) {
  Catalogue catalogue;
  for (const auto& [key, sentence] : sentences) catalogue.add(key, sentence);
  return catalogue;
}

TEST(Catalogue, PutsNamedArgumentsIntoTheSentence) {
  const Catalogue catalogue = catalogue_of({{"greeting", "{who} reads {what}, {who} smiles."}});
  EXPECT_EQ(catalogue.sentence("greeting", {plain("who", "Sarah"), plain("what", "mail")}),
            "Sarah reads mail, Sarah smiles.");
}

TEST(Catalogue, LeavesOtherBracesAlone) {
  const Catalogue catalogue = catalogue_of({{"json", R"(Write { "text": "{key}" } {here.)"}});
  EXPECT_EQ(catalogue.sentence("json", {plain("key", "note.a")}),
            R"(Write { "text": "note.a" } {here.)");
  EXPECT_EQ(catalogue.sentence("json"), R"(Write { "text": "{key}" } {here.)");
}

TEST(Catalogue, DoesNotFillArgumentsThatStandInArguments) {
  const Catalogue catalogue = catalogue_of({{"a", "{x}{y}"}});
  EXPECT_EQ(catalogue.sentence("a", {plain("x", "{y}"), plain("y", "1")}), "{y}1");
}

TEST(Catalogue, ShowsAMissingKeyInBrackets) {
  EXPECT_EQ(Catalogue().sentence("no.such.key"), "[no.such.key]");
  EXPECT_FALSE(Catalogue().contains("no.such.key"));
}

TEST(Catalogue, KeepsTheFirstSentenceOfAKey) {
  Catalogue catalogue;
  EXPECT_TRUE(catalogue.add("a", "first"));
  EXPECT_FALSE(catalogue.add("a", "second"));
  EXPECT_EQ(catalogue.sentence("a"), "first");
}

TEST(Catalogue, ChoosesThePluralByCount) {
  const Catalogue catalogue = catalogue_of({{"two", "{count} message|{count} messages"},
                                            {"three", "no message|one message|{count} messages"},
                                            {"bar", "a|b"}});
  const auto say = [&](const char* key, std::int64_t count) {
    return catalogue.sentence(key, {number("count", count)});
  };
  EXPECT_EQ(say("two", 0), "0 messages");
  EXPECT_EQ(say("two", 1), "1 message");
  EXPECT_EQ(say("two", 2), "2 messages");
  EXPECT_EQ(say("three", 0), "no message");
  EXPECT_EQ(say("three", 1), "one message");
  EXPECT_EQ(say("three", 7), "7 messages");
  EXPECT_EQ(catalogue.sentence("bar"), "a|b") << "without a count, bars are text";
}

TEST(Catalogue, GroupsDigits) {
  const Catalogue catalogue = catalogue_of({{"number.group", ","}, {"size", "{octets} octets"}});
  EXPECT_EQ(catalogue.grouped(0), "0");
  EXPECT_EQ(catalogue.grouped(999), "999");
  EXPECT_EQ(catalogue.grouped(1320), "1,320");
  EXPECT_EQ(catalogue.grouped(-50000000), "-50,000,000");
  EXPECT_EQ(catalogue.sentence("size", {number("octets", 50000000)}), "50,000,000 octets");
  EXPECT_EQ(Catalogue().grouped(1320), "1320");
}

TEST(Catalogue, JoinsKeysAsAChoice) {
  const Catalogue catalogue = catalogue_of({{"list.separator", ", "},
                                            {"list.or", " or "},
                                            {"text", "a text"},
                                            {"range", "a number up to {max}"},
                                            {"list", "a list"},
                                            {"s", "Write {expected}."}});
  EXPECT_EQ(catalogue.sentence("s", {keys("expected", "text range list"), plain("max", "9")}),
            "Write a text, a number up to 9 or a list.");
  EXPECT_EQ(catalogue.sentence("s", {keys("expected", "text")}), "Write a text.");
}

TEST(Catalogue, EndsWhereSentencesLeadInACircle) {
  const Catalogue catalogue = catalogue_of({{"a", "a{next}"}});
  EXPECT_EQ(catalogue.sentence("a", {keys("next", "a")}), "aaaaa[a]");
}

}  // namespace
}  // namespace popscope::text
