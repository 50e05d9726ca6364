// run and check as a shell sees them: what they print, and their exit codes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "cli/check.h"
#include "cli/command_line.h"
#include "cli/run.h"
#include "embedded/files.h"
#include "loader/catalogue_loader.h"

namespace popscope::cli {
namespace {

class CommandLine : public testing::Test {
 protected:
  CommandLine() : source_(embedded::files()) {
    text::Diagnostics problems;
    catalogue_ = loader::load_catalogue(source_, loader::kEnglishSentences, problems);
  }
  ~CommandLine() override {
    std::fclose(out_);
    std::fclose(err_);
  }

  static std::string all_of(std::FILE* file) {
    std::string text;
    std::rewind(file);
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
    return text;
  }

  std::string file(const std::string& name, const std::string& text) {
    const std::string path = testing::TempDir() + name;
    std::ofstream(path) << text;
    return path;
  }

  int told(const cli::Run& request) { return cli::run(request, source_, catalogue_, out_, err_); }
  int check(const std::string& path) {
    return cli::check({{path}}, source_, catalogue_, out_, err_);
  }

  Request parsed(std::vector<const char*> words) {
    words.insert(words.begin(), "popscope");
    return parse(static_cast<int>(words.size()), words.data(), "1", catalogue_);
  }

  loader::EmbeddedSource source_;
  text::Catalogue catalogue_;
  std::FILE* out_ = std::tmpfile();
  std::FILE* err_ = std::tmpfile();
};

const std::string kBegin =
    R"({"popscope":"scenario/1","title":"T","people":[{"name":"sarah","mail":["A","B"]}],)"
    R"("devices":[{"name":"Laptop","reads":"sarah"}],)";

TEST_F(CommandLine, RunTellsTheSessionInLinesAndSentences) {
  EXPECT_EQ(told({"deletion-happens-at-quit", "", false}), kOk);
  const std::string text = all_of(out_);
  EXPECT_NE(text.find("C: DELE 2"), std::string::npos);
  EXPECT_NE(text.find("S: +OK message 2 marked"), std::string::npos);
  EXPECT_NE(text.find("Message 2 is marked, not removed."), std::string::npos);
}

TEST_F(CommandLine, RunStopsWhereItWasTold) {
  EXPECT_EQ(told({"deletion-happens-at-quit", "marked", true}), kOk);
  const std::string text = all_of(out_);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 12);
  EXPECT_NE(text.find("\"step\":12"), std::string::npos);
}

TEST_F(CommandLine, AnUnknownPlaceIsBadInput) {
  EXPECT_EQ(told({"first-retrieval", "no-such-part", false}), kBadInput);
  EXPECT_NE(all_of(err_).find("no-such-part"), std::string::npos);
}

TEST_F(CommandLine, CheckNamesThePlaceOfAMisspeltKey) {
  EXPECT_EQ(check(file("misspelt.json", kBegin + "\n\"stroy\":[{\"connect\":\"Laptop\"}]}")),
            kBadInput);
  const std::string said = all_of(err_);
  EXPECT_NE(said.find("misspelt.json:2:1: /stroy:"), std::string::npos) << said;
  EXPECT_NE(said.find("story"), std::string::npos);
}

TEST_F(CommandLine, AFailedExpectationIsNoBadInput) {
  EXPECT_EQ(check(file("false.json", kBegin + R"("story":[{"expect":{"server":{"sarah":3}}}]})")),
            kFailed);
  EXPECT_EQ(check(file("true.json", kBegin + R"("story":[{"expect":{"server":{"sarah":2}}}]})")),
            kOk);
}

TEST_F(CommandLine, ManyProblemsAreCounted) {
  std::string story = kBegin + R"("story":[{"do":[)";
  for (int i = 0; i < 200; ++i) story += i ? ",\"NOOP\"" : "\"NOOP\"";
  EXPECT_EQ(check(file("many.json", story + "]}]}")), kFailed);
  const std::string said = all_of(err_);
  EXPECT_LT(std::count(said.begin(), said.end(), '\n'), 30) << said;
}

TEST_F(CommandLine, WrongUsageIsTwo) {
  const auto code = [this](std::vector<const char*> words) {
    const Request request = parsed(std::move(words));
    const auto* answered = std::get_if<Answered>(&request.what);
    return answered ? answered->exit_code : -1;
  };
  EXPECT_EQ(code({"--version"}), kOk);
  EXPECT_EQ(code({"run"}), kBadInput);
  EXPECT_EQ(code({"shot", "--zoom", "nan", "-o", "x.png"}), kBadInput);
  EXPECT_EQ(code({"shot", "--zoom", "9", "-o", "x.png"}), kBadInput);
  EXPECT_EQ(code({"shot", "--tab", "nonsense", "-o", "x.png"}), kBadInput);
  EXPECT_EQ(code({"shot", "-o", ""}), kBadInput);
  EXPECT_EQ(code({"shot", "--tab", "lines", "--zoom", "1.5", "-o", "x.png"}), -1);
  EXPECT_EQ(code({"shot", "--listener", "-o", "x.png"}), -1);
  EXPECT_EQ(code({"shot", "--listener=loud", "-o", "x.png"}), kBadInput);
}

TEST_F(CommandLine, WhatLeadsNowhereNamesWhatWould) {
  EXPECT_EQ(told({"the-cable-is-cut", "cable cut:999", false}), kBadInput);
  EXPECT_NE(all_of(err_).find("on the branch “cable cut”: its steps go from 0 to 27"),
            std::string::npos)
      << all_of(err_);
  EXPECT_EQ(told({"the-cable-is-cut", "cabel:1", false}), kBadInput);
  EXPECT_NE(all_of(err_).find("Branches: QUIT, cable cut."), std::string::npos) << all_of(err_);
}

TEST_F(CommandLine, SizesAreTwoWholeNumbers) {
  ASSERT_TRUE(size_from("1440x900"));
  EXPECT_EQ(size_from("1440x900")->height, 900);
  for (const char* none : {"", "x", "+5x+5", "5x", "x5", "0x5", "5x5x5", "5 x5", "16385x5", "-5x5",
                           "99999999999x1", "5X5"}) {
    EXPECT_FALSE(size_from(none)) << none;
  }
}

TEST_F(CommandLine, ARecordingFindsItsScenarioFromItsOwnFolder) {
  std::filesystem::create_directories(testing::TempDir() + "recorded/lessons");
  file("recorded/lessons/mine.json", kBegin + R"("story":[{"connect":"Laptop"}]})");
  const std::string recording =
      file("recorded/r.json", R"({"popscope":"recording/1","scenario":"mine",)"
                              R"("file":"lessons/mine.json","hash":"0000000000000000","seed":1,)"
                              R"("branches":[{"end":9}]})");
  EXPECT_EQ(told({recording, "", false}), kOk) << all_of(err_);
  EXPECT_NE(all_of(out_).find("S: +OK"), std::string::npos);
}

TEST_F(CommandLine, CheckProvesAQuiz) {
  // All that is shipped; the schemas are passed over.
  EXPECT_EQ(check(POPSCOPE_SOURCE_DIR "/scenarios"), kOk) << all_of(err_);
  EXPECT_NE(all_of(out_).find("7 questions, 6 proved by runs, 1 with sources"), std::string::npos);
}

TEST_F(CommandLine, AQuizWithAWrongKeyFails) {
  const std::string begin =
      R"({"popscope":"quiz/1","title":"T","questions":[{"id":"q","type":"numeric","stem":"?",)"
      R"("run":{"lesson":"deletion-happens-at-quit","way":"QUIT"},)"
      R"("measure":{"messages on server":"sarah"},"answer":)";
  EXPECT_EQ(check(file("right.json", begin + "2}]}")), kOk);
  const std::string path = file("wrong.json", begin + "3}]}");
  EXPECT_EQ(check(path), kFailed);
  const std::string said = all_of(err_);
  EXPECT_NE(said.find(path + ":1:47: /questions/0: "), std::string::npos) << said;
  EXPECT_NE(said.find("the run gives 2"), std::string::npos) << said;
  EXPECT_EQ(check(file("torn.json", begin + "2}")), kBadInput);
}

}  // namespace
}  // namespace popscope::cli
