#include "view/rich_text.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "sim/pop3/command_table.h"
#include "tests/view/english.h"

namespace popscope::view {
namespace {

using Style = Span::Style;

text::Catalogue small() {
  text::Catalogue catalogue;
  catalogue.add("term.mark", "-");
  catalogue.add("alias.marks", "mark");
  catalogue.add("term.message_number", "-");
  catalogue.add("term.UPDATE", "-");
  catalogue.add("term.unique-id", "-");
  return catalogue;
}

std::vector<std::string> terms_in(std::string_view text) {
  std::vector<std::string> terms;
  for (const Span& span : rich_text(text, small()))
    if (!span.term.empty()) terms.push_back(span.text + " = " + span.term);
  return terms;
}

using Terms = std::vector<std::string>;

TEST(RichText, Marks) {
  const RichText text = rich_text("Say `QUIT`, *now*.", {});
  const RichText expected = {{"Say ", Style::plain, ""},
                             {"QUIT", Style::code, ""},
                             {", ", Style::plain, ""},
                             {"now", Style::strong, ""},
                             {".", Style::plain, ""}};
  EXPECT_EQ(text, expected);
}

TEST(RichText, WhatNothingClosesIsOrdinary) {
  for (const char* text : {"5 * 3", "a ` b", "**", "``", "* a*", "x *", "\\"}) {
    EXPECT_EQ(plain_text(rich_text(text, {})), text);
  }
}

TEST(RichText, EscapedComesBackAsItWas) {
  for (const char* text : {"*Sale*", "`rm`", "a\\b", "\\*", "\\\\", "*`*`"}) {
    const RichText rich = rich_text(escaped(text), {});
    EXPECT_EQ(plain_text(rich), text);
    for (const Span& span : rich) EXPECT_EQ(span.style, Style::plain) << text;
  }
}

TEST(RichText, TermsOnceAndWhole) {
  EXPECT_EQ(terms_in("A mark, two marks, a Mark."), Terms{"mark = term.mark"});
  EXPECT_EQ(terms_in("Marks go."), Terms{"Marks = term.mark"});
  EXPECT_EQ(terms_in("marked remark marker"), Terms{});
  EXPECT_EQ(terms_in("its message number"), Terms{"message number = term.message_number"});
  EXPECT_EQ(terms_in("UPDATE the update"), Terms{"UPDATE = term.UPDATE"});
  EXPECT_EQ(terms_in("Update it"), Terms{});
  EXPECT_EQ(terms_in("“mark”"), Terms{"mark = term.mark"});
  EXPECT_EQ(terms_in("the unique-id’s"), Terms{"unique-id = term.unique-id"});
  EXPECT_EQ(terms_in("märk mark"), Terms{"mark = term.mark"});
  EXPECT_EQ(terms_in("`mark`"), Terms{});
}

TEST(RichText, TheGlossaryIsWhole) {
  const text::Catalogue& catalogue = test::english();
  for (const auto& sentence : catalogue.sentences()) {
    if (sentence.first.compare(0, 6, "alias.") == 0) {
      EXPECT_TRUE(catalogue.contains("term." + sentence.second)) << sentence.first;
    }
  }
  for (const char* term : {"maildrop",      "session",     "message_number",
                           "unique-id",     "mark",        "remove",
                           "reply",         "octet",       "CRLF",
                           "byte-stuffing", "lock",        "autologout",
                           "segment",       "port",        "SYN",
                           "ACK",           "FIN",         "RST",
                           "AUTHORIZATION", "TRANSACTION", "UPDATE",
                           "POP3",          "server",      "client",
                           "device",        "ladder",      "step",
                           "branch"}) {
    EXPECT_TRUE(catalogue.contains(std::string("term.") + term)) << term;
  }
}

// A definition is met beside sessions of either protocol: what is true of one names it.
TEST(RichText, TheGlossarySaysOfWhichProtocolItSpeaks) {
  const auto has = [](const std::string& text, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* word) {
      return text.find(word) != std::string::npos;
    });
  };
  for (const auto& [key, text] : test::english().sentences()) {
    if (key.compare(0, 5, "term.") != 0) continue;
    if (has(text, {"USER", "PASS", "APOP", "DELE ", "DELE,", "RSET", "UPDATE", "TRANSACTION",
                   "QUIT", "UIDL", "CAPA ", "+OK", "-ERR"})) {
      EXPECT_TRUE(has(text, {"POP3"})) << key;
    }
    if (has(text, {"LOGIN", "EXPUNGE", "CLOSE", "\\Deleted", "tag", "CAPABILITY"})) {
      EXPECT_TRUE(has(text, {"IMAP"})) << key;
    }
  }
}

}  // namespace
}  // namespace popscope::view
