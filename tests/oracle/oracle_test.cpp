// The oracle on a small corpus that shows each verdict, and on the recordings of real servers where
// they are at hand.
#include <filesystem>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <string>

#include "oracle/files.h"
#include "oracle/judge.h"

namespace popscope::oracle {
namespace {

std::string told(const Judgement& judgement) {
  std::string text;
  for (const Finding& finding : judgement.findings) {
    text +=
        std::string(to_text(finding.verdict)) + ": " + finding.what + " -- " + finding.rule + "\n";
  }
  return text;
}

// "not-yet.imap-sort" -> "not yet"
std::string expected(const std::string& name) {
  std::string word = name.substr(0, name.find('.'));
  for (char& c : word)
    if (c == '-') c = ' ';
  return word;
}

TEST(Oracle, EachCaseOfTheSmallCorpusHasTheVerdictOfItsName) {
  const std::string folder = POPSCOPE_SOURCE_DIR "/tests/oracle";
  const Messages messages = read_messages(folder + "/messages");
  std::string problem;
  const std::vector<Case> corpus = read_corpus(folder + "/corpus.jsonl", problem);
  ASSERT_EQ(problem, "");
  ASSERT_GE(corpus.size(), 15u);
  std::map<Verdict, int> counts;
  for (const Case& recorded : corpus) {
    const Judgement judgement = judge(recorded, messages);
    ++counts[judgement.verdict];
    EXPECT_EQ(to_text(judgement.verdict), expected(recorded.name)) << recorded.name << "\n"
                                                                   << told(judgement);
    for (const Finding& finding : judgement.findings) {
      EXPECT_EQ(finding.rule.empty(), finding.section.empty());
      EXPECT_EQ(finding.rule.empty(), finding.verdict == Verdict::disagree);
    }
  }
  EXPECT_EQ(counts.size(), 4u);
}

// What is not of the corpus's form is refused, not passed over.
TEST(Oracle, UnreadableCorpora) {
  std::string problem;
  EXPECT_FALSE(read_case("", problem));
  EXPECT_FALSE(read_case("[]", problem));
  EXPECT_FALSE(read_case("{\"case\": \"x\"}", problem));
  EXPECT_FALSE(read_case("{\"case\": \"x\", \"steps\": [1]}", problem));
  EXPECT_FALSE(read_case("{\"case\": \"x\", \"steps\": [{\"op\": \"dance\"}]}", problem));
  EXPECT_EQ(problem, "no such op: dance");
  read_corpus("/nonexistent", problem = "");
  EXPECT_NE(problem, "");
}

TEST(Oracle, Expansion) {
  EXPECT_EQ(expanded("a{b*3}c"), "abbbc");
  EXPECT_EQ(expanded("a {48+} {x} {*2}"), "a {48+} {x} {*2}");
}

TEST(Oracle, OctetsThatAreNoUtf8) {
  std::string problem;
  const auto recorded = read_case(
      R"({"case": "x", "steps": [{"c": "\udcff\udc80\u00e9\\\\udc", "s": ["\udcbf"]}]})", problem);
  ASSERT_TRUE(recorded) << problem;
  EXPECT_EQ(recorded->steps[0].sent, "\xFF\x80\xC3\xA9\\\\udc\r\n");
  EXPECT_EQ(recorded->steps[0].lines[0], "\xBF");
}

class Recordings : public testing::TestWithParam<const char*> {};

TEST_P(Recordings, NoneDisagrees) {
  const std::string folder = POPSCOPE_SOURCE_DIR "/../shared/oracle";
  const std::string path = folder + "/" + GetParam();
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the recordings are not here";
  const Messages messages = read_messages(folder + "/messages");
  std::string problem;
  const std::vector<Case> corpus = read_corpus(path, problem);
  ASSERT_EQ(problem, "");
  ASSERT_FALSE(corpus.empty());
  for (const Case& recorded : corpus) {
    const Judgement judgement = judge(recorded, messages);
    EXPECT_NE(judgement.verdict, Verdict::disagree)
        << recorded.name << " (" << recorded.server << ")\n"
        << told(judgement);
    if (recorded.steps.front().port.starts_with("pop3")) {
      EXPECT_NE(judgement.verdict, Verdict::not_yet) << recorded.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(, Recordings, testing::Values("pop3.dev.jsonl", "imap.dev.jsonl"),
                         [](const auto& file) { return std::string(file.param).substr(0, 4); });

// A profile does as its own server did.
struct Share {
  sim::pop3::Profile profile;
  std::size_t percent;  // of its cases agree at least; the others are reviewed
};

class Profiles : public testing::TestWithParam<Share> {};

TEST_P(Profiles, DoAsTheirServersDid) {
  const std::string folder = POPSCOPE_SOURCE_DIR "/../shared/oracle";
  const std::string path = folder + "/pop3.dev.jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the recordings are not here";
  const Messages messages = read_messages(folder + "/messages");
  std::string problem;
  std::map<Verdict, std::size_t> counts;
  std::size_t all = 0;
  for (const Case& recorded : read_corpus(path, problem)) {
    if (!recorded.server.starts_with(to_text(GetParam().profile))) continue;
    const Judgement judgement = judge(recorded, messages, GetParam().profile);
    ++counts[judgement.verdict];
    ++all;
    EXPECT_NE(judgement.verdict, Verdict::disagree) << recorded.name << "\n" << told(judgement);
  }
  ASSERT_GT(all, 100u);
  EXPECT_EQ(counts[Verdict::not_yet], 0u);
  EXPECT_GE(counts[Verdict::agree] * 100, all * GetParam().percent);
  std::cout << to_text(GetParam().profile) << ": agree " << counts[Verdict::agree] << " of " << all
            << ", reviewed " << counts[Verdict::reviewed] << '\n';
}

INSTANTIATE_TEST_SUITE_P(, Profiles,
                         testing::Values(Share{sim::pop3::Profile::dovecot, 97},
                                         Share{sim::pop3::Profile::courier, 90},
                                         Share{sim::pop3::Profile::cyrus, 90},
                                         Share{sim::pop3::Profile::mailutils, 90}),
                         [](const auto& share) {
                           return std::string(to_text(share.param.profile));
                         });

}  // namespace
}  // namespace popscope::oracle
