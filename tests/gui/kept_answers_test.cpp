// A quiz that two windows have open: the second one's answers are held, and kept as soon as nobody
// else is at work on that journal and what stands there has ended.
#include "gui/app/kept_answers.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace popscope::gui {
namespace {

std::string fresh(const char* name) {
  const std::string path = testing::TempDir() + "popscope-kept-answers-" + name;
  std::filesystem::remove(path);
  return path;
}

quiz::Event started() { return {1, quiz::Started{1, quiz::Mode::study, 7}}; }

TEST(KeptAnswers, OfASecondWindowAreKeptWhenTheFirstOnesAttemptHasEnded) {
  const std::string path = fresh("ended");
  auto first = std::make_unique<KeptAnswers>(path);
  EXPECT_TRUE(first->add(started()));
  KeptAnswers second(path);
  EXPECT_EQ(second.state(), loader::JournalFile::State::in_use);
  EXPECT_FALSE(second.add(started()));
  EXPECT_FALSE(second.keep_again());
  EXPECT_TRUE(first->add({2, quiz::Ended{}}));
  EXPECT_FALSE(second.keep_again());  // it is still at work
  first.reset();
  EXPECT_TRUE(second.keep_again());
  EXPECT_FALSE(second.holds_any());
  EXPECT_TRUE(second.add({3, quiz::Ended{}}));
  EXPECT_EQ(second.events().size(), 4u);
  EXPECT_EQ(KeptAnswers(fresh("other")).events().size(), 0u);
}

TEST(KeptAnswers, OfASecondWindowTakeNobodysPlace) {
  const std::string path = fresh("begun");
  auto first = std::make_unique<KeptAnswers>(path);
  EXPECT_TRUE(first->add(started()));
  KeptAnswers second(path);
  EXPECT_FALSE(second.add(started()));
  first.reset();
  EXPECT_FALSE(second.keep_again());
  EXPECT_TRUE(second.holds_any());
}

}  // namespace
}  // namespace popscope::gui
