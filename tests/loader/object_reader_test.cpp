#include "loader/object_reader.h"

#include <gtest/gtest.h>

#include "tests/loader/problems.h"
#include "tests/loader/sample_format.h"

namespace popscope::loader {
namespace {

TEST(ObjectReader, FillsTheStructs) {
  text::Diagnostics problems;
  const auto sample = read_file_as(sample_table(), R"(
    { "name": "sarah", "quick": true, "with": "imap",
      "mail": ["Invoice 4471", { "subject": "Lunch on Friday?", "octets": 1320 }],
      "devices": ["Laptop", "Phone"],
      "story": [
        { "on": "Laptop", "do": ["STAT"] }, { "note": "" }, { "wait": "10min" },
        { "inner": [{ "cut": "Phone", "note": "x" }] },
        { "lock": { "Phone": null, "Laptop": "yes" } } ] })",
                                   "f", problems);
  EXPECT_EQ(in_short(problems), "");
  ASSERT_TRUE(sample);
  EXPECT_EQ(sample->name, "sarah");
  EXPECT_TRUE(sample->quick);
  EXPECT_EQ(sample->with, SampleProtocol::imap);
  ASSERT_EQ(sample->mail.size(), 2u);
  EXPECT_EQ(sample->mail[0].subject, "Invoice 4471");
  EXPECT_EQ(sample->mail[1].octets, 1320u);
  ASSERT_EQ(sample->story.size(), 5u);
  EXPECT_EQ(sample->story[0].lines, std::vector<std::string>{"STAT"});
  EXPECT_EQ(sample->story[2].wait_us, 600'000'000);
  EXPECT_EQ(sample->story[3].inner[0].cut, "Phone");
  EXPECT_EQ(sample->story[4].lock[0].second, std::nullopt);
  EXPECT_EQ(sample->story[4].lock[1].second, "yes");
  EXPECT_EQ(sample->where.line, 2);
  EXPECT_EQ(sample->where.column, 5);
}

struct Case {
  const char* name;
  std::string source;
  std::string expected;  // place, code and pointer of each problem, a line each
  std::string sentence;  // of the first, as one line; empty: not looked at
};

class ObjectReaderCase : public testing::TestWithParam<Case> {};

TEST_P(ObjectReaderCase, IsNamedAtItsPlace) {
  text::Diagnostics problems;
  read_file_as(sample_table(), GetParam().source, "f", problems);
  EXPECT_EQ(in_short(problems), GetParam().expected);
  expect_readable(problems);
  if (!GetParam().sentence.empty() && !problems.empty()) {
    EXPECT_EQ(one_line(problems[0], shipped_sentences()), GetParam().sentence);
  }
}

const std::vector<Case> kCases = {
    {"not_an_object", "[]", "1:1 wrong_kind",
     "f:1:1: The file is an object; found [], a list. Write for example { \"name\": \"sarah\" }."},
    {"missing", "\n { }", "2:2 missing_key",
     "f:2:2: “name” is missing; write \"name\": \"sarah\"."},
    {"unknown", R"({"name": "s", "colour": 1})", "1:15 unknown_key /colour",
     "f:1:15: /colour: There is no key “colour” here; permitted here: name, quick, mail, devices, "
     "with, story."},
    {"misspelt", R"({"name": "s", "devcies": []})", "1:15 misspelt_key /devcies",
     "f:1:15: /devcies: There is no key “devcies” here; did you mean “devices”? Permitted here: "
     "name, quick, mail, devices, with, story."},
    {"misspelt_and_missing", R"({"nmae": "s"})", "1:2 misspelt_key /nmae", ""},
    {"near_but_there", R"({"name": "s", "names": "t"})", "1:15 unknown_key /names", ""},
    {"quoted_number", R"({"name": "s", "mail": [{"subject": "x", "octets": "1320"}]})",
     "1:51 needless_quotes /mail/0/octets",
     "f:1:51: /mail/0/octets: “octets” is a whole number from 1 to 50,000,000; found \"1320\", a "
     "text. Write 1320 without quotation marks."},
    {"quoted_boolean", R"({"name": "s", "quick": "true"})", "1:24 needless_quotes /quick",
     "f:1:24: /quick: “quick” is true or false; found \"true\", a text. Write true without "
     "quotation marks."},
    {"unquoted_text", R"({"name": 12})", "1:10 missing_quotes /name",
     "f:1:10: /name: “name” is a text; found 12, a whole number. Write \"12\" with quotation "
     "marks."},
    {"no_list", R"({"name": "s", "mail": "x"})", "1:23 missing_brackets /mail",
     "f:1:23: /mail: “mail” is a list; found \"x\", a text. Write [\"x\"] in brackets."},
    {"wrong_entry", R"({"name": "s", "mail": [[]]})", "1:24 wrong_kind /mail/0",
     "f:1:24: /mail/0: Each entry of “mail” is a text or an object; found [], a list. Write for "
     "example \"...\"."},
    {"null", R"({"name": null})", "1:10 wrong_kind /name",
     "f:1:10: /name: “name” is a text; found null, an empty value. Write for example \"sarah\"."},
    {"fraction", R"({"name": "s", "mail": [{"subject": "x", "octets": 1.5}]})",
     "1:51 wrong_kind /mail/0/octets",
     "f:1:51: /mail/0/octets: “octets” is a whole number from 1 to 50,000,000; found 1.5, a number "
     "with a fraction. Write for example 1320."},
    {"too_big", R"({"name": "s", "mail": [{"subject": "x", "octets": 50000001}]})",
     "1:51 too_big /mail/0/octets",
     "f:1:51: /mail/0/octets: “octets” is a whole number from 1 to 50,000,000; found 50000001, "
     "which is too much. Write 50,000,000 or less."},
    {"beyond_64_bits",
     R"({"name": "s", "mail": [{"subject": "x", "octets": 18446744073709551615}]})",
     "1:51 too_big /mail/0/octets", ""},
    {"wraps_to_one", R"({"name": "s", "mail": [{"subject": "x", "octets": 4294967297}]})",
     "1:51 too_big /mail/0/octets", ""},
    {"too_small", R"({"name": "s", "mail": [{"subject": "x", "octets": 0}]})",
     "1:51 too_small /mail/0/octets", ""},
    {"empty_text", R"({"name": ""})", "1:10 text_empty /name",
     "f:1:10: /name: “name” is empty; write for example \"sarah\"."},
    {"long_text", R"({"name": "12345678901"})", "1:10 text_too_long /name",
     "f:1:10: /name: “name” is too long; write at most 10 characters."},
    {"characters_not_octets", "{\"name\": \"\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\"}",
     "", ""},
    {"two_lines", R"({"name": "a\nb"})", "1:10 text_not_one_line /name", ""},
    {"unknown_word", R"({"name": "s", "with": "smtp"})", "1:23 unknown_word /with",
     "f:1:23: /with: “with” is one of \"pop3\", \"imap\"; found \"smtp\". Write one of these 2."},
    {"misspelt_word", R"({"name": "s", "with": "POP"})", "1:23 misspelt_word /with",
     "f:1:23: /with: “with” is one of \"pop3\", \"imap\"; found \"POP\". Did you mean \"pop3\"?"},
    {"empty_list", R"({"name": "s", "story": [{"do": []}]})", "1:32 list_too_short /story/0/do",
     "f:1:32: /story/0/do: “do” has too few entries; write 1 or more, for example [\"STAT\"]."},
    {"long_list",
     R"({"name": "s", "story": [{"inner": [{"note":""},{"note":""},{"note":""},)"
     R"({"note":""}]}]})",
     "1:35 list_too_long /story/0/inner", ""},
    {"empty_map", R"({"name": "s", "story": [{"lock": {}}]})", "1:34 list_too_short /story/0/lock",
     ""},
    {"two_acts", R"({"name": "s", "story": [{"do": ["a"], "wait": "1s"}]})",
     "1:39 two_of /story/0/wait",
     "f:1:39: /story/0/wait: “wait” does not stand beside “do”; keep one of the two, or give each "
     "an object of its own."},
    {"no_act", R"({"name": "s", "story": [{}]})", "1:25 none_of /story/0",
     "f:1:25: /story/0: One of these is missing: do, cut, wait, inner, lock, note; permitted here: "
     "do, cut, wait, inner, lock, on, note."},
    {"misspelt_act", R"({"name": "s", "story": [{"wiat": "1s"}]})",
     "1:26 misspelt_key /story/0/wiat", ""},
    {"useless", R"({"name": "s", "devices": ["L"], "story": [{"on": "L", "wait": "1s"}]})",
     "1:44 useless_key /story/0/on",
     "f:1:44: /story/0/on: “on” has no use here; it stands beside one of these: do."},
    {"useless_but_misspelt",
     R"({"name": "s", "devices": ["L"], "story": [{"on": "L", "dot": ["a"]}]})",
     "1:55 misspelt_key /story/0/dot", ""},
    {"bare_duration", R"({"name": "s", "story": [{"wait": 10}]})",
     "1:34 duration.no_unit /story/0/wait",
     "f:1:34: /story/0/wait: “wait” is a duration from 1us to 1h; found 10, without a unit. Write "
     "\"10s\" (us, ms, s, min, h, days)."},
    {"duration_without_unit", R"({"name": "s", "story": [{"wait": "10"}]})",
     "1:34 duration.no_unit_in_text /story/0/wait", ""},
    {"duration_nonsense", R"({"name": "s", "story": [{"wait": "soon"}]})",
     "1:34 duration.no_number /story/0/wait", ""},
    {"duration_unit", R"({"name": "s", "story": [{"wait": "10 moons"}]})",
     "1:34 duration.unknown_unit /story/0/wait", ""},
    {"duration_fine", R"({"name": "s", "story": [{"wait": "1.5us"}]})",
     "1:34 duration.too_fine /story/0/wait", ""},
    {"duration_long", R"({"name": "s", "story": [{"wait": "2h"}]})", "1:34 too_big /story/0/wait",
     "f:1:34: /story/0/wait: “wait” is a duration from 1us to 1h; found \"2h\", which is too much. "
     "Write 1h or less."},
    {"duration_zero", R"({"name": "s", "story": [{"wait": "0s"}]})", "1:34 too_small /story/0/wait",
     ""},
    {"duration_huge", R"({"name": "s", "story": [{"wait": "99999999999999999999h"}]})",
     "1:34 too_big /story/0/wait", ""},
    {"name_taken", "{\"name\": \"s\", \"devices\": [\"L\",\n \"L\"]}", "2:2 name_taken /devices/1",
     "f:2:2: /devices/1: There is a device “L” already, in line 1; give one of the two another "
     "name."},
    {"misspelt_name", R"({"name": "s", "devices": ["Laptop"], "story": [{"cut": "Labtop"}]})",
     "1:56 misspelt_name /story/0/cut",
     "f:1:56: /story/0/cut: There is no device “Labtop”; did you mean “Laptop”?"},
    {"unknown_name", R"({"story": [{"cut": "X"}], "name": "s", "devices": ["Laptop", "PC"]})",
     "1:20 unknown_name /story/0/cut",
     "f:1:20: /story/0/cut: There is no device “X”; names given in this file: \"Laptop\", \"PC\"."},
    {"no_names", R"({"name": "s", "story": [{"cut": "X"}]})", "1:33 no_names /story/0/cut", ""},
    {"unknown_name_as_key", R"({"name": "s", "devices": ["L"], "story": [{"lock": {"K": null}}]})",
     "1:53 unknown_name /story/0/lock/K", ""},
    {"broken_and_wrong", "{\"name\": 1, // one\n \"quick\": 2,}",
     "1:10 missing_quotes /name\n1:13 json.comment\n2:11 wrong_kind /quick\n"
     "2:12 json.trailing_comma",
     ""},
    {"long_found", "{\"name\": [\"" + std::string(100, 'x') + "\"]}", "1:10 wrong_kind /name",
     "f:1:10: /name: “name” is a text; found [\"" + std::string(38, 'x') +
         "…, a list. Write for example \"sarah\"."},
    {"found_over_lines", "{\"name\": [\n 1 ]}", "1:10 wrong_kind /name",
     "f:1:10: /name: “name” is a text; found [ …, a list. Write for example \"sarah\"."},
};

INSTANTIATE_TEST_SUITE_P(Table, ObjectReaderCase, testing::ValuesIn(kCases),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(ObjectReader, UnderlinesWhatIsWrong) {
  text::Diagnostics problems;
  read_file_as(sample_table(), "{\"name\": [1,\n2], \"quikc\": true}", "f", problems);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].length, 3) << "to the end of the line";
  EXPECT_EQ(problems[1].length, 7) << "the key with its quotation marks";
}

TEST(ObjectReader, ReportsAtMostSoManyProblems) {
  std::string source = "{\"name\": \"s\", \"mail\": [";
  for (int i = 0; i < 1000; ++i) source += "1,";
  text::Diagnostics problems;
  read_file_as(sample_table(), source + "1]}", "f", problems);
  EXPECT_EQ(problems.size(), kProblemsPerFileMax);
}

}  // namespace
}  // namespace popscope::loader
