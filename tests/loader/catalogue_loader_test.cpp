#include "loader/catalogue_loader.h"

#include <array>
#include <gtest/gtest.h>

#include "embedded/files.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

TEST(CatalogueLoader, ReadsAllFilesOfAFolder) {
  static constexpr std::array<embedded::File, 4> kFiles = {{
      {"text/en/a.json", R"({"a": "A"})"},
      {"text/en/b.json", "{\n \"b\": \"B\",\n \"a\": \"again\", \"c\": 1 }"},
      {"text/en/c.json", "[]"},
      {"text/de/a.json", R"({"a": "Ä"})"},
  }};
  text::Diagnostics problems;
  const text::Catalogue catalogue = load_catalogue(EmbeddedSource(kFiles), "text/en/", problems);
  EXPECT_EQ(in_short(problems),
            "3:2 catalogue.duplicate /a\n3:21 catalogue.not_a_sentence /c\n"
            "1:1 catalogue.not_an_object");
  expect_readable(problems);
  EXPECT_EQ(catalogue.sentence("a"), "A");
  EXPECT_EQ(catalogue.sentence("b"), "B");
}

TEST(CatalogueLoader, ReportsAKeyTwiceInOneFileOnce) {
  text::Catalogue catalogue;
  text::Diagnostics problems;
  add_sentences(R"({"a": "A", "a": "B"})", "f", catalogue, problems);
  EXPECT_EQ(in_short(problems), "1:12 json.duplicate_key /a");
}

TEST(CatalogueLoader, TheShippedSentencesAreEmbedded) {
  text::Diagnostics problems;
  const text::Catalogue catalogue =
      load_catalogue(EmbeddedSource(embedded::files()), kEnglishSentences, problems);
  EXPECT_EQ(in_short(problems), "");
  EXPECT_EQ(catalogue.sentences(), shipped_sentences().sentences());
}

}  // namespace
}  // namespace popscope::loader
