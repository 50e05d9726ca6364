// Every script of tests/transcripts, played whole, octet by octet, split at every point, and with
// the cables cut before each moment.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/transcript_script.h"

namespace popscope::test {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

// The parameter is a path.
class Transcripts : public testing::TestWithParam<std::string> {
 protected:
  const TranscriptScript script_ = read_script(GetParam());
};

TEST_P(Transcripts, Whole) { EXPECT_EQ(joined(play(script_, {})), ""); }

TEST_P(Transcripts, OctetByOctet) {
  EXPECT_EQ(joined(play(script_, {Delivery::How::octet_by_octet, 0})), "");
}

TEST_P(Transcripts, SplitAtEveryPoint) {
  for (std::size_t at = 1; at < longest_command(script_); ++at)
    ASSERT_EQ(joined(play(script_, {Delivery::How::split, at})), "") << "split at " << at;
}

TEST_P(Transcripts, CutBeforeEachMoment) {
  int cuts = 0;
  EXPECT_EQ(joined(play_cut_everywhere(script_, cuts)), "");
  EXPECT_GT(cuts, 3);
}

INSTANTIATE_TEST_SUITE_P(, Transcripts,
                         testing::ValuesIn(scripts_in(POPSCOPE_SOURCE_DIR "/tests/transcripts")),
                         [](const auto& script) {
                           std::string name = script.param.substr(script.param.rfind('/') + 1);
                           name = name.substr(0, name.find('.'));
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

// The runner itself: what a script says must be able to fail.
TEST(TranscriptScripts, AWrongExpectationIsFound) {
  const auto wrong = [](const std::string& lines) {
    return play(parse_script("wrong", "maildrop mrose: msg(400)\n" + lines), {}).size();
  };
  EXPECT_EQ(wrong("1 S: +OK *\n"), 0u);
  EXPECT_EQ(wrong("1 S: -ERR *\n"), 1u);
  EXPECT_EQ(wrong("1 S: +OK *\n1 C: USER mrose\n"), 1u);  // a reply that nobody expected
  EXPECT_EQ(wrong("1 S: +OK *\n1 closed\n"), 1u);
  EXPECT_EQ(wrong("1 S: +OK *\n@expect maildrop mrose 2 messages\n"), 1u);
  EXPECT_EQ(wrong("1 S: +OK *\n@expect maildrop mrose 1 message, locked\n"), 1u);
}

}  // namespace
}  // namespace popscope::test
