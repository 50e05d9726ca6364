// Every slip that a person makes in JSON: its code and its exact place, and whether reading went
// on.
#include <gtest/gtest.h>

#include "loader/json_tree.h"
#include "tests/loader/problems.h"

namespace popscope::loader {
namespace {

enum class Then { reads_on, stops };

struct Case {
  const char* name;
  std::string source;
  std::string expected;
  Then then;
};

class JsonSlip : public testing::TestWithParam<Case> {};

TEST_P(JsonSlip, IsNamedAtItsPlace) {
  const Case& slip = GetParam();
  text::Diagnostics problems;
  const std::optional<Node> tree = read_json(slip.source, "f", problems);
  EXPECT_EQ(in_short(problems), slip.expected);
  EXPECT_EQ(tree.has_value(), slip.then == Then::reads_on);
  expect_readable(problems);
}

const std::vector<Case> kCases = {
    {"nothing", "", "1:1 json.empty", Then::stops},
    {"white_space", " \n\n ", "1:1 json.empty", Then::stops},
    {"only_a_mark", "\xEF\xBB\xBF", "1:1 json.empty", Then::stops},
    {"utf16_le", std::string("\xFF\xFE{\0", 4), "1:1 json.utf16", Then::stops},
    {"utf16_bare", std::string("{\0\"\0", 4), "1:1 json.utf16", Then::stops},
    {"latin1", "{\n \"a\": \"M\xFCller\" }", "2:9 json.not_utf8", Then::reads_on},
    {"latin1_many", "[\"\xFC\", \"\xE9\"]", "1:3 json.not_utf8", Then::reads_on},
    {"overlong", "[\"\xC0\xAF\"]", "1:3 json.not_utf8", Then::reads_on},
    {"surrogate_octets", "[\"\xED\xA0\x80\"]", "1:3 json.not_utf8", Then::reads_on},
    {"cut_utf8", "[\"\xE2\x82\"]", "1:3 json.not_utf8", Then::reads_on},

    {"line_comment", "{ // hello\n \"a\": 1 }", "1:3 json.comment", Then::reads_on},
    {"hash_comment", "# hello\n{}", "1:1 json.comment", Then::reads_on},
    {"block_comment", "[1, /* two\n */ 2]", "1:5 json.comment /1", Then::reads_on},
    {"comment_after_colon", "{\"a\": /**/ 1}", "1:7 json.comment /a", Then::reads_on},
    {"comment_at_the_end", "{}\n// bye", "2:1 json.comment", Then::reads_on},
    {"comment_without_end", "{} /* bye", "1:4 json.comment", Then::reads_on},

    {"trailing_comma_object", "{\n  \"a\": 1,\n}", "2:9 json.trailing_comma", Then::reads_on},
    {"trailing_comma_array", "{\"a\": [1, 2, ]}", "1:12 json.trailing_comma /a/2", Then::reads_on},
    {"double_comma", "[1,,2]", "1:4 json.double_comma /1", Then::reads_on},
    {"leading_comma", "[,1]", "1:2 json.double_comma /0", Then::reads_on},
    {"leading_comma_object", "{ ,\"a\":1}", "1:3 json.double_comma", Then::reads_on},
    {"missing_comma_line", "{\n  \"a\": 1\n  \"b\": 2\n}", "2:9 json.missing_comma",
     Then::reads_on},
    {"missing_comma_objects", "[{\"a\":1} {\"b\":2}]", "1:9 json.missing_comma /1", Then::reads_on},
    {"missing_comma_glued", "[{}{}]", "1:4 json.missing_comma /1", Then::stops},
    {"semicolon", "[1; 2]", "1:3 json.missing_comma /1", Then::reads_on},
    {"missing_colon", "{\"a\" 1}", "1:5 json.missing_colon /a", Then::reads_on},
    {"missing_colon_glued", "{\"a\"1}", "1:5 json.missing_colon /a", Then::stops},
    {"equals", "{\"a\" = 1}", "1:6 json.missing_colon /a", Then::reads_on},
    {"missing_value", "{\"a\": }", "1:7 json.missing_value /a", Then::stops},
    {"missing_value_comma", "{\"a\": , \"b\": 1}", "1:7 json.missing_value /a", Then::stops},

    {"unclosed_object", "{\n \"a\": {\"b\": 1}\n", "2:15 json.unclosed", Then::stops},
    {"unclosed_array", "{\"a\": [1, 2", "1:12 json.unclosed /a/2", Then::stops},
    {"unclosed_after_comma", "[1,", "1:3 json.unclosed /1", Then::stops},
    {"unclosed_after_key", "{\"a\"", "1:5 json.unclosed /a", Then::stops},
    {"unclosed_after_colon", "{\"a\":", "1:5 json.unclosed /a", Then::stops},
    {"wrong_bracket", "{\"a\": [1, 2}}", "1:12 json.wrong_bracket /a/2", Then::stops},
    {"wrong_bracket_object", "[{\"a\": 1]]", "1:9 json.wrong_bracket /0", Then::stops},
    {"inner_not_closed", "{\n \"a\": [ 1\n}", "3:1 json.wrong_bracket /a/1", Then::reads_on},
    {"wrong_bracket_empty", "[}", "1:2 json.wrong_bracket /0", Then::reads_on},
    {"wrong_bracket_key", "{]", "1:2 json.wrong_bracket", Then::reads_on},
    {"bracket_too_many", "{}}", "1:3 json.after_end", Then::stops},
    {"two_roots", "{}\n{}", "2:1 json.after_end", Then::stops},
    {"unexpected", "[<a>]", "1:2 json.unexpected /0", Then::stops},
    {"unexpected_after_value", "[1 : 2]", "1:4 json.unexpected /1", Then::stops},

    {"bare_key", "{ name: 1 }", "1:3 json.bare_key", Then::stops},
    {"value_as_key", "{ 1, 2 }", "1:3 json.key_expected", Then::stops},
    {"object_as_key", "{ {} }", "1:3 json.key_expected", Then::stops},
    {"single_quotes", "{'a': 'b'}", "1:2 json.single_quotes\n1:7 json.single_quotes /a",
     Then::reads_on},
    {"back_quotes", "[`a`]", "1:2 json.single_quotes /0", Then::reads_on},
    {"single_quotes_open", "['a]", "1:2 json.single_quotes /0", Then::stops},
    {"curly_quotes", "{\u201Ca\u201D: \u201Eb\u201C, \"c\": 1,}",
     "1:2 json.curly_quotes\n1:7 json.curly_quotes /a\n1:18 json.trailing_comma", Then::reads_on},
    {"unclosed_text", "{\"a\": \"b,\n\"c\": 1}", "1:7 json.unclosed_text /a", Then::stops},
    {"unclosed_text_crlf", "[\"b\r\n]", "1:2 json.unclosed_text /0", Then::stops},
    {"unclosed_text_at_end", "[\"b", "1:2 json.unclosed_text /0", Then::stops},
    {"unclosed_key", "{\"a: 1}", "1:2 json.unclosed_text", Then::stops},
    {"backslash_at_end", "[\"b\\", "1:2 json.unclosed_text /0\n1:4 json.escape /0", Then::stops},
    {"quote_inside", "[\"He said \"no\" to it\"]", "1:11 json.quote_inside /1", Then::stops},
    {"tab_in_text", "[\"a\tb\"]", "1:4 json.control /0", Then::reads_on},
    {"nul_in_text", std::string("[\"a\0b\"]", 7), "1:4 json.control /0", Then::reads_on},
    {"backslash", R"(["C:\mail"])", "1:5 json.escape /0", Then::reads_on},
    {"bad_unicode", R"(["\u12g4"])", "1:3 json.unicode_escape /0", Then::reads_on},
    {"half_character", R"(["\ud83d!"])", "1:3 json.surrogate /0", Then::reads_on},
    {"low_half", R"(["\udce7"])", "1:3 json.surrogate /0", Then::reads_on},
    {"two_high_halves", R"(["\ud83d\ud83d"])", "1:3 json.surrogate /0\n1:9 json.surrogate /0",
     Then::reads_on},

    {"plus", "[+5]", "1:2 json.number_sign /0", Then::reads_on},
    {"leading_zero", "[007]", "1:2 json.number_zero /1", Then::reads_on},
    {"leading_zero_negative", "[-01]", "1:2 json.number_zero /1", Then::reads_on},
    {"leading_dot", "[.5]", "1:2 json.number /0", Then::stops},
    {"trailing_dot", "[5.]", "1:2 json.number /0", Then::stops},
    {"lone_minus", "[-]", "1:2 json.number /0", Then::stops},
    {"infinity", "[-Infinity]", "1:2 json.number /0", Then::stops},
    {"grouped_comma", "{\"octets\": 1,320}", "1:13 json.number_group", Then::stops},
    {"grouped_underscore", "[1_320]", "1:3 json.number_group /1", Then::stops},
    {"unit", "{\"wait\": 10min}", "1:10 json.number_unit", Then::stops},
    {"hexadecimal", "[0x1F]", "1:2 json.number_unit /1", Then::stops},
    {"huge_exponent", "[1e999]", "1:2 json.number_too_big /0", Then::stops},
    {"huge_integer", "[18446744073709551616]", "1:2 json.number_too_big /0", Then::reads_on},
    {"huge_negative", "[-9223372036854775809]", "1:2 json.number_too_big /0", Then::reads_on},
    {"bare_word", "{\"with\": pop3}", "1:10 json.bare_word /with", Then::stops},
    {"none", "[None]", "1:2 json.bare_word /0", Then::stops},
    {"nan", "[NaN]", "1:2 json.bare_word /0", Then::stops},
    {"capital_true", "[True, FALSE, Null]",
     "1:2 json.word_case /0\n1:8 json.word_case /1\n1:15 json.word_case /2", Then::reads_on},

    {"duplicate", "{\"a\":1,\n \"b\":2,\n \"a\":3}", "3:2 json.duplicate_key /a", Then::reads_on},
    {"duplicate_thrice", "{\"a\":1,\"a\":2,\"a\":3}",
     "1:8 json.duplicate_key /a\n1:14 json.duplicate_key /a", Then::reads_on},
    {"duplicate_deep", "[{\"x/y\":{\"a\":1,\"a\":[]}}]", "1:16 json.duplicate_key /0/x~1y/a",
     Then::reads_on},
    {"duplicate_by_escape", R"({"a":1,"\u0061":2})", "1:8 json.duplicate_key /a", Then::reads_on},
    {"same_key_in_two_objects", "[{\"a\":1},{\"a\":1},]", "1:17 json.trailing_comma /2",
     Then::reads_on},
    {"several", "{ // one\n \"a\": [1,],\n \"a\": 'x',\n \"b\": True\n \"c\": +1 }",
     "1:3 json.comment\n2:9 json.trailing_comma /a/1\n3:2 json.duplicate_key /a\n"
     "3:7 json.single_quotes /a\n4:7 json.word_case /b\n4:11 json.missing_comma\n"
     "5:7 json.number_sign /c",
     Then::reads_on},
};

INSTANTIATE_TEST_SUITE_P(Table, JsonSlip, testing::ValuesIn(kCases),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(JsonSlips, NameTheOtherPlace) {
  text::Diagnostics problems;
  read_json("{\n \"a\": [\n  1\n}", "lesson.json", problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(one_line(problems[0], shipped_sentences()),
            "lesson.json:4:1: /a/1: Found }, but the [ of line 2, column 7 is still open; write ] "
            "to close it first.");
}

}  // namespace
}  // namespace popscope::loader
