#include "text/diagnostic.h"

#include <gtest/gtest.h>

namespace popscope::text {
namespace {

Catalogue two_sentences() {
  Catalogue catalogue;
  catalogue.add("diagnostic.size.what", "A size is a whole number from {min} to {max}.");
  catalogue.add("diagnostic.size.remedy", "Found {found}, a text. Write 1320.");
  catalogue.add("number.group", ",");
  return catalogue;
}

Diagnostic size_in_quotes() {
  return {"diagnostic.size",
          {number("min", 1), number("max", 50000000), plain("found", "\"1320\"")},
          "my-lesson.json",
          9,
          38,
          "/people/0/mail/1/octets"};
}

TEST(Diagnostic, HasTwoSentences) {
  EXPECT_EQ(what_is_wrong(size_in_quotes(), two_sentences()),
            "A size is a whole number from 1 to 50,000,000.");
  EXPECT_EQ(what_would_be_right(size_in_quotes(), two_sentences()),
            "Found \"1320\", a text. Write 1320.");
}

TEST(Diagnostic, RendersAsOneLine) {
  EXPECT_EQ(one_line(size_in_quotes(), two_sentences()),
            "my-lesson.json:9:38: /people/0/mail/1/octets: A size is a whole number from 1 to "
            "50,000,000; found \"1320\", a text. Write 1320.");
}

TEST(Diagnostic, LeavesOutWhatIsNotKnown) {
  Diagnostic diagnostic = size_in_quotes();
  diagnostic.line = 0;
  diagnostic.path.clear();
  EXPECT_TRUE(one_line(diagnostic, two_sentences()).starts_with("my-lesson.json: A size is"));
  diagnostic.file.clear();
  EXPECT_TRUE(one_line(diagnostic, two_sentences()).starts_with("A size is"));
}

TEST(Diagnostic, StaysOnOneLineWhateverWasFound) {
  Diagnostic diagnostic = size_in_quotes();
  diagnostic.arguments.back().value = "a\r\nb";
  EXPECT_EQ(one_line(diagnostic, two_sentences()).find('\n'), std::string::npos);
}

TEST(Diagnostic, ShowsWhatCannotBePrinted) {
  Diagnostic diagnostic = size_in_quotes();
  diagnostic.arguments.back().value = std::string("\0\x1B[2J\x7F", 6);
  EXPECT_EQ(what_would_be_right(diagnostic, two_sentences()),
            "Found \\x00\\x1B[2J\\x7F, a text. Write 1320.");
  diagnostic.path = std::string("/\0", 2);
  EXPECT_EQ(one_line(diagnostic, two_sentences()).find('\0'), std::string::npos);
}

TEST(Diagnostic, KeepsTheCaseOfAcronyms) {
  Catalogue catalogue;
  catalogue.add("x.what", "No.");
  catalogue.add("x.remedy", "POP3 it is.");
  EXPECT_EQ(one_line({"x", {}, "", 0, 0, "", 0}, catalogue), "No; POP3 it is.");
}

TEST(Diagnostic, PointersEscapeTildeAndSlash) {
  EXPECT_EQ(pointer_to(pointer_to("", "a/b~c"), 3), "/a~1b~0c/3");
}

TEST(Diagnostic, SortsByPlace) {
  const auto at = [](int line, int column, const char* code) {
    return Diagnostic{code, {}, "f", line, column, "", 0};
  };
  Diagnostics diagnostics = {at(2, 1, "c"), at(1, 9, "b"), at(1, 2, "a"), at(2, 1, "d")};
  sort_by_place(diagnostics);
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics) order += diagnostic.code;
  EXPECT_EQ(order, "abcd");
}

}  // namespace
}  // namespace popscope::text
